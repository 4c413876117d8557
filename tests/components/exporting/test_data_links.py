"""The links to a selection's data, as the dialog offers them."""

from __future__ import annotations

from pathlib import Path

import pytest

from components.exporting.dialog import build_data_links
from data.export.formats import CALENDAR, DOCUMENTS, TABLES
from data.filters.choice import Choice
from tests.builders import sample_campaign
from tests.extracts import extract_of

GROUPS = [(TABLES, ["csv", "json", "geojson"]), (CALENDAR, ["ics"]), (DOCUMENTS, [])]


@pytest.mark.parametrize(("group", "names"), GROUPS)
def test_a_link_names_the_selection_and_the_format(
    tmp_path: Path, group: str, names: list[str]
) -> None:
    extract = extract_of(sample_campaign(tmp_path), Choice(regions=("africa",)), "fr")
    assert [link for _, link in build_data_links(extract, group)] == [
        f"https://example.org/map/api/consultations.{name}?region=africa&lang=fr" for name in names
    ]


def test_a_private_list_has_no_links(tmp_path: Path) -> None:
    extract = extract_of(sample_campaign(tmp_path), address="")
    assert build_data_links(extract, TABLES) == []
