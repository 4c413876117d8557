from __future__ import annotations

import pandas as pd
import pytest

from components.regions import comparison as component
from components.regions.comparison import build_signs
from components.regions.facts import build_sentence
from data.figures.gaps import APPLIES, ELSEWHERE, HOLES, Gap, gap_matrix, lacking
from tests.shipped import shipped_campaign


def test_a_gap_names_its_consultations() -> None:
    gap = Gap("host", ((7, "Dakar"), (13, "Abidjan")))
    assert build_sentence(gap) == "Host missing: Dakar (7) and Abidjan (13)"


def test_a_long_list_is_cut() -> None:
    gap = Gap("report", tuple((number, "City") for number in range(1, 13)))
    assert build_sentence(gap).endswith("City (8) and 4 more")


def test_names_are_escaped() -> None:
    assert "\\*x\\*" in build_sentence(Gap("date", ((1, "*x*"),)))


def test_signs_work_without_colour() -> None:
    signs = build_signs(gap_matrix(shipped_campaign(), "en")).set_index("region")
    assert signs.loc["mena", list(HOLES)].tolist() == ["✓", "✗ 1", "✗ 1", "○ 1", "✓"]
    # A webinar has no host, a launch no follow-up.
    assert signs.loc["global", list(HOLES)].tolist() == ["✗ 2", "✗ 2", "✗ 2 ○ 1", "✗ 1 ○ 2", "✗ 1"]
    columns = [hole + end for hole in HOLES for end in ("", ELSEWHERE, APPLIES)]
    nothing = pd.DataFrame(0, index=[0], columns=["region", "consultations", *columns])
    assert set(build_signs(nothing).loc[0, list(HOLES)]) == {"–"}


@pytest.mark.parametrize(
    ("cells", "address"),
    [
        ([(4, "report")], {"gap": "report,mena"}),
        ([(4, "host")], {}),
        ([(4, "name")], {}),
        ([], {"gap": "old"}),
    ],
)
def test_a_click_on_a_hole_goes_into_the_address(
    monkeypatch: pytest.MonkeyPatch, cells: list[tuple[int, str]], address: dict[str, str]
) -> None:
    query, state = {"gap": "old"}, {"gap-matrix-generation": 0}
    monkeypatch.setattr("streamlit.query_params", query)
    monkeypatch.setattr("streamlit.session_state", state)
    matrix = gap_matrix(shipped_campaign(), "en")
    component._follow_hole(matrix, {"selection": {"cells": cells}})
    assert query == address
    assert state == {"gap-matrix-generation": 1}


@pytest.mark.parametrize(
    ("region", "hole", "ids"),
    [
        ("mena", "report", ["beirut-2016"]),
        ("mena", "host", []),
        ("mena", "nothing", []),
        ("nowhere", "report", []),
        ("", "", []),
    ],
)
def test_a_hole_lists_its_consultations(region: str, hole: str, ids: list[str]) -> None:
    assert [one.id for one in lacking(shipped_campaign(), region, hole, "en")] == ids
