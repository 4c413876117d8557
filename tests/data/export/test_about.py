"""Citations, read by bibtexparser and rispy."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import bibtexparser
import pytest
import rispy

from data.export.about import bibtex_file, citation, ris_file, text_citation
from data.export.extract import Extract
from data.filters.choice import Choice
from data.model.campaign import Campaign
from tests.builders import campaign_from, sample_campaign
from tests.extracts import extract_of

AFRICA = Choice(regions=("africa",), since="2015")
HOSTILE_WORDS = "100% #1 a_b & {x} \\input{y} $z$ ~^ <b>"
LINK = "https://example.org/map/?region=africa&from=2015&lang=en"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    return sample_campaign(tmp_path_factory.mktemp("sample"))


def bibtex(extract: Extract) -> dict[str, str]:
    entries = bibtexparser.loads(bibtex_file(extract).decode()).entries
    assert len(entries) == 1
    return entries[0]


def ris(extract: Extract) -> dict[str, Any]:
    content = ris_file(extract)
    assert content.count(b"\n") == content.count(b"\r\n")
    entries = rispy.loads(content.decode())
    assert len(entries) == 1
    return entries[0]


def test_the_citation_has_campaign_selection_version_day_and_link(sample: Campaign) -> None:
    extract = extract_of(sample, AFRICA)
    assert citation(extract) == (
        "A sample. West Africa, from 2015: 2 of 5 consultations. Consultation Map, "
        f"data version {sample.version}. Accessed 24 November 2026. {LINK}"
    )
    assert text_citation(extract).decode() == citation(extract) + "\n"


def test_a_view_without_an_address_is_cited_without_a_link(sample: Campaign) -> None:
    extract = extract_of(sample, AFRICA, address="")
    assert citation(extract).endswith("Accessed 24 November 2026.")
    assert "url" not in bibtex(extract)
    assert "urls" not in ris(extract)


def test_bibtex_is_read_back(sample: Campaign) -> None:
    entry = bibtex(extract_of(sample, AFRICA))
    assert entry["ENTRYTYPE"] == "misc"
    assert entry["ID"] == "sample_africa_2015_2026-11-24"
    assert entry["title"] == "{A sample: West Africa, from 2015: 2 of 5 consultations}"
    assert (entry["year"], entry["urldate"]) == ("2026", "2026-11-24")
    assert entry["version"] == sample.version
    assert entry["url"] == LINK


def test_ris_is_read_back(sample: Campaign) -> None:
    entry = ris(extract_of(sample, AFRICA))
    assert entry["type_of_reference"] == "DATA"
    assert entry["authors"] == ["A sample"]
    assert entry["title"] == "A sample: West Africa, from 2015: 2 of 5 consultations"
    assert entry["urls"] == [LINK]
    assert entry["access_date"] == "2026/11/24"


def test_the_author_is_whom_the_campaign_names(tmp_path: Path) -> None:
    toml = 'title = "Talks"\nowner = "A Coalition & Co"\nowner__fr = "Une coalition"\n'
    extract = extract_of(campaign_from(tmp_path, [{}], toml=toml))
    assert citation(extract).startswith("A Coalition & Co. Talks: All regions")
    assert bibtex(extract)["author"] == r"{A Coalition \& Co}"
    assert bibtex(extract)["publisher"] == r"A Coalition \& Co"
    assert ris(extract)["authors"] == ["A Coalition & Co"]
    assert ris(extract)["publisher"] == "A Coalition & Co"
    entry = ris(replace(extract, language="fr"))
    assert entry["authors"] == ["Une coalition"]
    assert entry["publisher"] == "Une coalition"
    assert entry["title"].startswith("Talks\u00a0: ")


def test_tex_commands_become_text(sample: Campaign) -> None:
    extract = extract_of(sample, Choice(words=HOSTILE_WORDS))
    title = bibtex(extract)["title"]
    assert r"100\% \#1 a\_b \& \textbraceleft{}x\textbraceright{}" in title
    assert r"\textbackslash{}input\textbraceleft{}y\textbraceright{} \$z\$" in title
    assert r"\textasciitilde{}\textasciicircum{} \textless{}b\textgreater{}" in title
    assert title.count("{") == title.count("}")
    assert ris(extract)["title"].count(HOSTILE_WORDS) == 1


def test_a_brace_that_never_closes_does_not_break_the_entry(sample: Campaign) -> None:
    entry = bibtex(extract_of(sample, Choice(words="}{{")))
    assert entry["urldate"] == "2026-11-24"


def test_a_line_break_in_a_title_starts_no_new_field(tmp_path: Path) -> None:
    toml = 'title = "A\\r\\nER  - \\r\\nTY  - BOOK"\n'
    campaign = campaign_from(tmp_path, [{}], toml=toml)
    assert ris(extract_of(campaign))["authors"] == ["A ER - TY - BOOK"]
    assert bibtex(extract_of(campaign))["author"] == "{A ER - TY - BOOK}"
