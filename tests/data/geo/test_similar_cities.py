"""Large cities with nearly the name of an unknown one."""

from __future__ import annotations

import pytest

from data.geo.similar_cities import similar_cities
from data.importing.import_list import import_table
from data.importing.recipe import Recipe
from data.lists.readers.sandbox import read_safely


@pytest.mark.parametrize(
    ("text", "codes", "first"),
    [
        ("Lisobn", (), "Lisbon"),
        ("Nairobbi", (), "Nairobi"),
        ("Nirobi", (), "Nairobi"),
        ("Nairabi, hall 2", ("KE",), "Nairobi"),
        ("Barzelona", ("ES",), "Barcelona"),
        ("Nairobbi", ("PE",), ""),
        ("Nrbx", (), ""),
        ("Nairxxbi", (), ""),
        ("", (), ""),
    ],
)
def test_one_typing_error_is_seen(text: str, codes: tuple[str, ...], first: str) -> None:
    names = [city.name for city in similar_cities(text, codes)]
    assert (names or [""])[0] == first


def test_a_misspelt_city_is_asked_about_and_never_placed() -> None:
    text = "Title,Date,City,Country\nA,2016-04-29,Nairobbi,Kenya\nB,2016-05-02,Xyzabcd,Kenya\n"
    raw = read_safely("list.csv", text.encode())
    result = import_table(raw, Recipe())
    assert result.report.on_map_and_timeline == 0
    (issue,) = [each for each in result.report.issues if "nearly this name" in each.expected]
    assert (issue.row, issue.seen) == (2, "Nairobbi, Kenya → Nairobi?")
