"""The list of formats: endings, groups and limits."""

from __future__ import annotations

from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest

from data.export.formats import FORMATS, GROUPS, format_named, format_of, formats_of
from data.model.campaign import Campaign
from data.model.errors import NotOfferedError, TooMuchError
from tests.builders import campaign_from, sample_campaign
from tests.extracts import ALL, NOTHING, extract_of

TABLE_FORMS = (
    "csv", "organizations.csv", "xlsx", "json", "parquet", "geojson", "ics", "txt",
    "bib", "ris",
)  # fmt: skip
"""The formats without a picture."""

MANY = ("csv", "json", "geojson", "ics")

NAMED = [
    # name of a file, id of its form
    ("brief.pdf", "pdf"),
    ("a.page.pdf", "page.pdf"),
    ("A.MAP.PNG", "map.png"),
    ("picture.png", "map.png"),
    ("picture.svg", "map.svg"),
    ("a.json", "json"),
    ("micic_mena_2015_2026-11-24.xlsx", "xlsx"),
    ("page.html", "html"),
]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    return sample_campaign(tmp_path_factory.mktemp("sample"))


@pytest.mark.parametrize(("name", "form"), NAMED)
def test_the_ending_of_a_file_sets_its_format(name: str, form: str) -> None:
    assert format_of(name).id == form


@pytest.mark.parametrize("name", ["a.docx", "a", "", "a.csv.zip"])
def test_another_ending_is_refused_with_the_list(name: str) -> None:
    with pytest.raises(NotOfferedError, match=r"Available formats: pdf, page\.pdf, html, .*ris\.$"):
        format_of(name)


@pytest.mark.parametrize("name", ["a.handout.pdf", "a.csl.json", "a.MAP.PDF", "a.timeline.svg"])
def test_a_format_that_was_given_up_is_refused_by_its_name(name: str) -> None:
    gone = name.lower().removeprefix("a.")
    with pytest.raises(NotOfferedError) as refused:
        format_of(name)
    assert refused.value.explain("en").startswith(f"There is no format {gone}. Available formats:")


def test_every_format_has_a_group_and_a_writer() -> None:
    assert [one for group in GROUPS for one in formats_of(group)] == list(FORMATS)
    assert len({one.id for one in FORMATS}) == len(FORMATS)
    for one in FORMATS:
        module, _, function = one.writer.partition(":")
        assert function
        assert find_spec(f"data.export.{module}"), one.id
        assert one.inside.endswith(".")


def test_too_many_consultations_are_refused_with_the_limit(sample: Campaign) -> None:
    form = replace(format_named("csv"), most_rows=5)
    with pytest.raises(TooMuchError) as refused:
        form.write(extract_of(sample, ALL, "en"))
    assert refused.value.explain("en") == (
        "Too many for this format: 6. It holds up to 5. Select fewer, or use CSV or Parquet."
    )
    assert replace(form, most_rows=6).refusal(extract_of(sample)) is None


@pytest.mark.parametrize("form", TABLE_FORMS)
@pytest.mark.parametrize("choice", [ALL, NOTHING])
def test_the_same_extract_gives_the_same_bytes(sample: Campaign, form: str, choice: object) -> None:
    once = format_named(form).write(extract_of(sample, choice))
    assert once
    assert format_named(form).write(extract_of(sample, choice)) == once


@pytest.mark.parametrize("form", TABLE_FORMS)
def test_a_page_whose_address_is_unknown_gives_files_without_links(
    sample: Campaign, form: str
) -> None:
    assert b"?region" not in format_named(form).write(extract_of(sample, address=""))


@pytest.mark.long
def test_thousands_of_consultations_are_written_whole(tmp_path: Path) -> None:
    campaign = campaign_from(tmp_path, [{"start": "2016", "city": "Dakar"}] * 5000)
    written = {form: format_named(form).write(extract_of(campaign)) for form in MANY}
    assert written["csv"].count(b"\r\n") == 5001
    assert written["json"].count(b'"number"') == 5000
    assert written["geojson"].count(b'"type": "Point"') == 5000
    assert written["ics"].count(b"BEGIN:VEVENT") == 5000
