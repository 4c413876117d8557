"""A search finds names, documents, dates and countries of regions of the shipped campaign."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from data.cluster.opening import open_campaign
from data.filters.choice import ALL_KINDS, Choice
from data.filters.names import searched, whole_texts
from data.filters.search import search_text
from data.filters.search_words import Day, read_query
from data.filters.select import select
from tests.builders import SAMPLE_TOML, write_campaign
from tests.shipped import shipped_campaign

FOUND = [
    ("UKCS", ["nairobi-2016"]),
    ("PANiDMR", ["nairobi-2016"]),
    ("acidehum", ["san-jose-2016"]),  # an alias
    ("recording", ["new-york-2016"]),  # a document
    ("Enregistrement intégral", ["new-york-2016"]),
    ("plan of action", []),  # a document of the whole campaign
    ("March 2015", ["manila-2015"]),
    ("mars 2015", ["manila-2015"]),
    ("2015-03", ["manila-2015"]),
    ("22 March 2015", ["manila-2015"]),
    ("23 March 2015", []),
    ("7 December 2015", ["dakar-2015"]),
    ("December", ["dakar-2015"]),
    ("7 décembre", ["dakar-2015"]),
    ("Ghana", ["dakar-2015"]),
    ("Nigeria", ["dakar-2015"]),
    ("Brazil", ["san-jose-2016"]),
    ("Brésil", ["san-jose-2016"]),
    ("Liban", ["beirut-2016"]),  # where it took place, and its region
    ("Moyen-Orient", ["beirut-2016"]),
    ("Ghana March 2015", []),
    ("united nations", ["new-york-2016"]),  # not the United Arab Emirates
]
SHORT = ["GCM", "MFA", "MADE", "UKCS", "CFO", "ICMPD", "SIMN"]


def ids(words: str) -> list[str]:
    return list(select(shipped_campaign(), Choice(words=words)).consultations["id"])


@pytest.mark.parametrize(("words", "expected"), FOUND)
def test_a_search_finds(words: str, expected: list[str]) -> None:
    assert ids(words) == expected


@pytest.mark.parametrize("short", SHORT)
def test_a_short_name_finds_the_consultations_of_its_organization(short: str) -> None:
    campaign = shipped_campaign()
    table = campaign.organizations
    wanted = table.loc[table["short"] == short, "id"]
    roles = campaign.roles[campaign.roles["organization"].isin(wanted)]
    expected = set(roles["consultation"].astype("str"))
    chosen = select(campaign, Choice(words=short, kinds=(ALL_KINDS,))).consultations
    assert expected <= set(chosen["id"])
    assert short not in ("GCM", "MFA", "UKCS") or expected == set(chosen["id"])


def test_gcm_has_eight_of_nine() -> None:
    assert len(ids("GCM")) == 8


def test_a_year_overlaps() -> None:
    table = shipped_campaign().consultations
    in_2016 = table["own"] & (table["first"] < "2017") & (table["last"] >= "2016")
    assert ids("2016") == list(table.loc[in_2016, "id"])


DATED = [
    {"id": "day", "title": "A", "start": "2015-05-31", "end": "2015-06-02"},
    {"id": "month", "title": "B", "start": "2015-06"},
    {"id": "year", "title": "C", "start": "2015"},
    {"id": "winter", "title": "D", "start": "2015-12-30", "end": "2016-01-02"},
    {"id": "never", "title": "The June 2015 meeting"},
]
WHEN = [
    ("2015", ["day", "winter", "month", "year", "never"]),
    ("2016", ["winter"]),
    ("june", ["day", "month", "never"]),
    ("June 2015", ["day", "month", "never"]),
    ("1 June 2015", ["day"]),
    ("3 June", []),
    ("january", ["winter"]),
    ("2 jan", ["winter"]),
    ("31 december 2015", ["winter"]),
    ("january 2015", []),
]


@pytest.mark.parametrize(("words", "expected"), WHEN)
def test_dates_count_as_exactly_as_they_are_known(
    words: str, expected: list[str], tmp_path: Path
) -> None:
    campaign = open_campaign(write_campaign(tmp_path, DATED, toml=SAMPLE_TOML))
    found = campaign.consultations["id"][searched(campaign, words)]
    assert sorted(found) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("7 de mayo de 2016", Day(2016, (5,), 7, 7)),
        ("May 7, 2016", Day(2016, (5,), 7, 7)),
        ("21–22 march 2015", Day(2015, (3,), 21, 22)),
        ("1st june", Day(0, (6,), 1, 1)),
        ("2015-13", Day(2015, (), 0, 0)),
        ("conference", None),
        ("7", None),
    ],
)
def test_dates_are_read(text: str, day: Day | None) -> None:
    assert read_query(text, ("es",))[0].day == day


def test_no_words_find_everything_and_nothing_is_found_in_nothing() -> None:
    assert searched(shipped_campaign(), " .,").all()
    empty = select(shipped_campaign(), Choice(words="nowhere"))
    texts = search_text(empty.consultations)
    assert whole_texts(empty, texts).empty


def test_the_texts_of_cards_have_the_names_that_belong_to_them() -> None:
    part = select(shipped_campaign(), Choice(words="UKCS"))
    [text] = whole_texts(part, search_text(part.consultations))
    for word in ("ukcs", "panidmr", "kenya", "civil society input to micic", "orientale"):
        assert word in text
    assert isinstance(whole_texts(part, search_text(part.consultations)), pd.Series)
