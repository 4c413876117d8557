from __future__ import annotations

from components.regions.gaps import build_sentence
from data.statistics.gaps import Gap


def test_a_gap_names_its_consultations() -> None:
    gap = Gap("host", ((7, "Dakar"), (13, "Abidjan")))
    assert build_sentence(gap) == "Host missing: Dakar (7) and Abidjan (13)"


def test_a_long_list_is_cut() -> None:
    gap = Gap("report", tuple((number, "City") for number in range(1, 13)))
    assert build_sentence(gap).endswith("City (8) and 4 more")


def test_names_are_escaped() -> None:
    assert "\\*x\\*" in build_sentence(Gap("date", ((1, "*x*"),)))
