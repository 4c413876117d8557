"""Ways to write a country, with the expected code."""

from __future__ import annotations

import pytest

from data.geo.countries import (
    countries,
    countries_of,
    country_code,
    country_codes,
    country_name,
    iso3_by_iso2,
    subregions,
    territories_of,
)

ALL_COUNTRIES = 250  # ISO 3166 has 249; Kosovo is added

WRITTEN = [
    ("Senegal", "SN"),
    ("Sénégal", "SN"),
    ("SENEGAL ", "SN"),
    ("SN", "SN"),
    ("sen", "SN"),
    ("U.K.", "GB"),
    ("UK", "GB"),
    ("England", "GB"),
    ("USA", "US"),
    ("U.S.A.", "US"),
    ("United States of America", "US"),
    ("the Netherlands", "NL"),
    ("Ivory Coast", "CI"),
    ("Côte d'Ivoire", "CI"),
    ("COTE D’IVOIRE", "CI"),
    ("Burma (Myanmar)", "MM"),
    ("DR Congo", "CD"),
    ("Democratic Republic of the Congo", "CD"),
    ("Congo (Kinshasa)", "CD"),
    ("Republic of the Congo", "CG"),
    ("Czech Republic", "CZ"),
    ("Korea, South", "KR"),
    ("Korea, Republic of", "KR"),
    ("China, People’s Republic of", "CN"),
    ("Taiwan", "TW"),
    ("Bahamas, The", "BS"),
    ("Denmark (Greenland)", "GL"),
    ("Germany (West)", "DE"),
    ("State of Palestine", "PS"),
    ("Turkey", "TR"),
    ("Türkiye", "TR"),
    ("Kosovo", "XK"),
    ("São Tomé and Príncipe", "ST"),
    ("Saint Lucia", "LC"),
    ("Trinidad and Tobago", "TT"),
    ("Bosnia-Herzegovina", "BA"),
    ("Ceylon", "LK"),
    ("لبنان", "LB"),
    ("Liban", "LB"),
    ("Líbano", "LB"),
    ("Elfenbeinküste", "CI"),
    ("Suíça", "CH"),
    ("NA", "NA"),  # Namibia, not a missing value
    ("Namibia", "NA"),
    ("Niger", "NE"),
    ("Nigeria", "NG"),
    ("Guinée", "GN"),
    ("Guinea-Bissau", "GW"),
    ("Yugoslavia", None),  # several follow it
    ("Atlantis", None),
    ("", None),
    ("  ", None),
    ("()", None),
    (",", None),
]


@pytest.mark.parametrize(("text", "code"), WRITTEN)
def test_a_country_is_recognized_in_what_people_write(text: str, code: str | None) -> None:
    assert country_code(text) == code


@pytest.mark.parametrize("column", ["iso2", "iso3", "name"])
def test_every_country_is_known_by_its_codes_and_name(column: str) -> None:
    table = countries()

    assert [country_code(text) for text in table[column]] == table["iso2"].to_list()


@pytest.mark.parametrize("language", ["en", "fr", "es", "pt", "de", "ar"])
def test_every_country_is_known_by_the_name_that_is_shown(language: str) -> None:
    unknown = [
        code for code in countries()["iso2"] if country_code(country_name(code, language)) != code
    ]

    assert unknown == []


def test_a_former_state_gives_its_successors() -> None:
    assert set(country_codes("Czechoslovakia")) == {"CZ", "SK"}


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        ("CI", "en", "Côte d’Ivoire"),
        ("CI", "fr", "Côte d’Ivoire"),
        ("HK", "fr", "Hong Kong"),
        ("PS", "en", "Palestine"),
        ("MM", "en", "Myanmar"),
        ("LB", "ar", "لبنان"),
        ("BR", "pt_BR", "Brasil"),
        ("BR", "pt-BR", "Brasil"),
        ("SN", "no such language", "Senegal"),
        ("SN", "", "Senegal"),
        ("??", "en", "??"),
    ],
)
def test_a_country_is_named_shortly(code: str, language: str, name: str) -> None:
    assert country_name(code, language) == name


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_shown_name_and_the_one_of_the_table_mean_the_country(language: str) -> None:
    table = countries()
    codes = [(code,) for code in table["iso2"]]

    assert [country_codes(name) for name in table["name"]] == codes
    assert [country_codes(country_name(code, language)) for code in table["iso2"]] == codes


def test_every_country_but_antarctica_lies_in_a_known_region() -> None:
    table = countries().set_index("iso2")
    codes = set(subregions()["code"])

    assert len(table) == ALL_COUNTRIES
    assert set(table["m49_subregion"]) - codes == {""}
    assert table.index[table["m49_subregion"] == ""].to_list() == ["AQ"]
    assert set(table["m49_region"]) == {"", "002", "009", "019", "142", "150"}


@pytest.mark.parametrize(
    ("codes", "some", "count"),
    [
        (["011"], ["SEN", "CIV"], 17),  # Western Africa
        (["202"], ["SEN", "KEN", "ZAF"], 53),  # Sub-Saharan Africa, with two territories
        (["015", "145"], ["EGY", "LBN"], 25),  # Northern Africa and Western Asia
        (["001"], ["NAM", "XKX", "TUV"], 249),
        (["999"], [], 0),
        ([], [], 0),
    ],
)
def test_regions_of_any_level_give_their_countries(
    codes: list[str], some: list[str], count: int
) -> None:
    members = countries_of(codes)

    assert set(some) <= set(members)
    assert len(members) == count
    assert members == sorted(set(members))


def test_codes_of_three_letters_are_distinct() -> None:
    assert len(set(iso3_by_iso2().values())) == ALL_COUNTRIES
    assert iso3_by_iso2()["XK"] == "XKX"


def test_a_state_has_its_territories() -> None:
    assert territories_of("CN") == ("HK", "MO")
    assert territories_of("SN") == ()
