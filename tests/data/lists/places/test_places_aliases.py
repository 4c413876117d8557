"""The names listed by hand lead to the right places."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import pytest

from data import WORLD
from data.geo.countries import countries, country_codes, is_former
from data.geo.gazetteer import Gazetteer


def by_hand(name: str) -> pd.DataFrame:
    return pd.read_csv(WORLD / name, dtype=str, keep_default_na=False)


@pytest.fixture(scope="module")
def gazetteer() -> Iterator[Gazetteer]:
    gazetteer = Gazetteer()
    yield gazetteer
    gazetteer.close()


def test_every_alias_of_a_place_leads_to_its_city(gazetteer: Gazetteer) -> None:
    table = by_hand("place_aliases.csv")
    lost = []
    for alias, iso2, city in zip(table["alias"], table["iso2"], table["city"], strict=True):
        match = gazetteer.ask({"city": alias, "country": iso2}).clear()
        same = {other.id for other in gazetteer.named(city, [iso2])}
        if match is None or match.id not in same:
            lost.append(alias)

    assert lost == []
    assert set(table["why"]) == {
        "abbreviation",
        "former name",
        "another spelling",
        "country or territory that is one place, at its capital",
        "island, at its main town",
        "castle, residence or conference place, at the town it belongs to",
        "base, at the town it belongs to",
    }


def test_every_alias_of_a_region_is_known(gazetteer: Gazetteer) -> None:
    table = by_hand("region_aliases.csv")
    unknown = [
        alias
        for iso2, aliases in zip(table["iso2"], table["aliases"], strict=True)
        for alias in aliases.split(";")
        if not gazetteer.regions(alias, [iso2])
    ]

    assert unknown == []


def test_rulers_and_the_ruled_are_countries() -> None:
    table = by_hand("former_rulers.csv")
    codes = set(countries()["iso2"])

    assert set(table["ruler"]) <= codes
    assert set(";".join(table["countries"]).split(";")) <= codes


def test_no_alias_of_a_country_is_listed_twice() -> None:
    aliases = by_hand("country_aliases.csv")["alias"]

    assert aliases[aliases.duplicated()].to_list() == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Virgin Islands (British)", ("VG",)),
        ("Congo (Democratic Republic of the)", ("CD",)),
        ("Congo, Rep.", ("CG",)),
        ("Egypt, Arab Rep.", ("EG",)),
        ("Kyrgyz Republic", ("KG",)),
        ("Kosovo (UNSCR 1244)", ("XK",)),
        ("Russia (USSR)", ("RU",)),
        ("Burma/Myanmar", ("MM",)),
        ("Hotel 5", ()),
        ("Foo", ()),
    ],
)
def test_countries_as_international_lists_write_them(text: str, codes: tuple[str, ...]) -> None:
    assert country_codes(text) == codes


@pytest.mark.parametrize(
    ("text", "former"),
    [
        ("U.S.S.R.", True), ("Soviet Union", True), ("Burma (Myanmar)", True), ("Zaire", True),
        ("Germany (East)", True), ("Ceylon", True), ("Swaziland", True), ("Macedonia", True),
        ("Czech Republic", False), ("Germany, Federal Republic of", False), ("Myanmar", False),
        ("UK", False), ("", False), ("Foo", False),
    ],
)  # fmt: skip
def test_former_names_of_countries_are_recognized(text: str, former: bool) -> None:  # noqa: FBT001
    assert is_former(text) == former
