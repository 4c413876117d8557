"""Made-up lists in many languages, each with the expected result of every row.

`many/lists.txt` has the lists, one after another: `# name`, the header, the rows.
`many/expected.txt` has one line per row: its dates and, for each place, the found city and its
country, or why it isn't on the map. Each row is there, so that none is lost or moved unnoticed.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.geo.candidates import haversine_km
from data.geo.gazetteer import Gazetteer
from data.importing.import_list import ImportedList, import_table
from data.importing.recipe import Recipe
from data.lists.readers.read_file import read_bytes
from data.words.online import online_in_words
from tests.amount import amount

FOLDER = Path(__file__).with_name("many")
LEAST_LISTS, LEAST_LANGUAGES = 60, 12
NEAR_KM = 50


@cache
def blocks(name: str) -> dict[str, list[str]]:
    """Return the lines of each list by its name."""
    text = (FOLDER / name).read_text(encoding="utf-8")
    pairs = (block.split("\n", 1) for block in text.strip().split("\n\n"))
    return {head.removeprefix("# "): body.split("\n") for head, body in pairs}


def imported(lines: list[str]) -> ImportedList:
    return import_table(read_bytes("list.csv", "\n".join(lines).encode()), Recipe())


def results(imported: ImportedList) -> list[str]:
    """Describe each row in a line."""
    campaign = imported.campaign
    lines = []
    for row in campaign.consultations.to_dict("records"):
        own = campaign.places[campaign.places["consultation"] == row["id"]]
        where = [
            f"{place['matched'] or place['status']} {place['iso2']}".strip()
            for place in own.to_dict("records")
        ]
        if not where and online_in_words(row["venue"], "en"):
            where = ["online"]
        dates = "/".join(filter(None, (row["start"], row["end"])))
        lines.append(" | ".join((row["title"], dates, "; ".join(where))))
    return lines


@pytest.mark.long(but_every=10)
@pytest.mark.parametrize("name", blocks("lists.txt"))
def test_each_row_is_where_and_when_it_says(name: str) -> None:
    own = imported(blocks("lists.txt")[name])
    assert results(own) == blocks("expected.txt")[name]
    assert own.report.rows_unaccounted == 0


def test_there_are_many_lists_and_languages() -> None:
    names = blocks("lists.txt")
    assert len(names) >= LEAST_LISTS
    assert len({name.split("-")[0] for name in names}) >= LEAST_LANGUAGES
    assert list(names) == list(blocks("expected.txt"))


@cache
def gazetteer() -> Gazetteer:
    return Gazetteer()


PLACES = st.sampled_from(
    [
        "Nairobi",
        "Lima",
        "Paris",
        "Springfield",
        "London",
        "Berlin",
        "Dakar",
        "Georgia",
        "Salem",
        "Geneva",
        "Perth",
        "Tripoli",
        "Zoom",
        "Ohio",
        "TX",
        "IN",
        "Kenya",
        "Peru",
        "France",
        "Hall 3",
        "Hotel",
        "Online",
        "12",
        "São Paulo",
        "Köln",
        "Москва",
        "القاهرة",
        "東京",
    ]
)
TEXTS = st.lists(PLACES, min_size=1, max_size=3).flatmap(
    lambda words: st.sampled_from([", ", " ", "; ", " / ", "-", " ("]).map(
        lambda sign: sign.join(words)
    )
)
NUMBERS = st.one_of(st.just(""), st.floats(-400, 400).map(lambda number: f"{number:.3f}"))


# As many rows as 40 lists of any length up to 8 have: a list takes as long as fifty rows.
@given(rows=st.lists(st.tuples(TEXTS, PLACES, NUMBERS, NUMBERS), min_size=8, max_size=16))
@settings(max_examples=amount(15), deadline=None)
def test_no_place_is_far_from_a_city_that_its_row_names(
    rows: list[tuple[str, str, str, str]],
) -> None:
    header = "title\tcity\tcountry\tlat\tlon"
    lines = [header, *("\t".join((f"Row {i}", *row)) for i, row in enumerate(rows))]
    own = imported(lines)
    assert own.report.rows_unaccounted == 0
    assert own.report.shown + own.report.left_out == len(rows)
    places = own.campaign.places
    for spot in places[places["status"] == "found"].to_dict("records"):
        named = gazetteer().ask({"city": spot["city"], "country": spot["country"]}).cities
        assert any(
            haversine_km(spot["lat"], spot["lon"], city.lat, city.lon) <= NEAR_KM for city in named
        )


@given(data=st.binary(max_size=300))
@settings(max_examples=amount(40), deadline=None)
def test_any_bytes_are_read_or_refused_with_all_rows_counted(data: bytes) -> None:
    from data.model.errors import CampaignError

    try:
        imported = import_table(read_bytes("list.csv", b"title,place,date\n" + data), Recipe())
    except CampaignError:
        return
    assert imported.report.rows_unaccounted == 0
