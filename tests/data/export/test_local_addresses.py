"""Files that leave this computer have no address that only this computer knows."""

from __future__ import annotations

import pytest

from data.export.about import citation, scanned
from data.export.brief.brief import brief_content
from data.export.formats import format_named
from data.filters.choice import Choice
from tests.extracts import ADDRESS, extract_of
from tests.file_texts import texts_of
from tests.shipped import shipped_campaign

CHOICE = Choice(regions=("mena",))
LOCAL = ("http://127.0.0.1:8501/", "http://localhost:8501/", "http://[::1]:8501/")
FORMS = ("csv", "xlsx", "json", "geojson", "ics", "html", "pptx", "txt", "bib", "ris")
WEBSITE = "https://gcmigration.org/micic/"


@pytest.mark.parametrize("address", LOCAL)
def test_the_link_is_unknown_and_the_code_leads_to_the_campaign_s_website(address: str) -> None:
    extract = extract_of(shipped_campaign(), CHOICE, address=address)
    assert extract.link() == ""
    assert scanned(extract)[1:] == ("Scan to visit our website", WEBSITE)
    assert "http" not in citation(extract)


def test_an_address_that_others_can_open_is_given() -> None:
    extract = extract_of(shipped_campaign(), CHOICE)
    assert extract.link().startswith(ADDRESS)
    assert scanned(extract)[1:] == ("Scan to explore this view", extract.link())
    assert citation(extract).endswith(extract.link())


@pytest.mark.parametrize("form", FORMS)
def test_no_file_has_a_local_address(form: str) -> None:
    extract = extract_of(shipped_campaign(), CHOICE, address=LOCAL[0])
    content = format_named(form).write(extract)
    content = content if isinstance(content, bytes) else b"".join(content)
    assert b"127.0.0.1" not in content
    assert not [text for text in texts_of(form, content) if "127.0.0.1" in text]


def test_the_brief_has_the_website_instead() -> None:
    content = brief_content(extract_of(shipped_campaign(), CHOICE, address=LOCAL[0]))
    assert content["link"] == WEBSITE
    assert content["labels"]["read_on"] == "Scan to visit our website"
    assert content["qr"]
