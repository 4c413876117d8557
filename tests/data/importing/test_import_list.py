"""Import a messy list: every row and field is accounted for."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.importing.campaign_folder import WRITTEN_CITY
from data.importing.import_list import ImportedList, import_table, list_settings
from data.importing.recipe import Recipe
from data.lists.places.questions import Candidate
from data.lists.places.texts import key_of
from data.lists.readers.read_file import read_bytes
from data.model.schema import EXTRA
from tests.amount import amount

LIST = """\
Event;Date(s);Where;Organised by;Host;Web;Region;Code
Opening;03/04/2015;Cambridge;MFA;;https://example.org/a;Europe;7
Second;25/12/2015;Nairobi, Kenya;Migrant Forum in Asia (MFA);UKCS;;Africa;8
Round table;21-22 March 2015;"Dakar, Senegal";Migrant forum in asia;;;Africa;9
Webinar;spring 2016;Online;MADE;;;;
Tour;Feb 22 - Mar 1, 2016;Warsaw, Gdansk;MADE;;;Europe;
Lost;TBD;Nowhereville;;;;;
;;;;;;;
"""
LONDON = Candidate("London", "ON", "Canada", 400_000, 42.98, -81.23, 6058560)


def import_text(text: str = LIST, recipe: Recipe | None = None) -> ImportedList:
    return import_table(read_bytes("list.csv", text.encode()), recipe or Recipe())


@cache
def imported_list() -> ImportedList:
    """Import `LIST` once for all tests."""
    return import_text()


def row(result: ImportedList, title: str) -> dict[str, object]:
    table = result.campaign.consultations
    return {str(k): v for k, v in table[table["title"] == title].iloc[0].items()}


def test_every_row_is_drawn_unmapped_or_skipped() -> None:
    report = imported_list().report
    assert (report.read, report.shown, report.in_tray, report.left_out) == (6, 6, 3, 0)
    assert report.rows_unaccounted == 0


@pytest.mark.parametrize(
    ("title", "start", "end", "city"),
    [
        ("Opening", "2015-04-03", "", "Cambridge"),  # 25/12 says that the day comes first
        ("Round table", "2015-03-21", "2015-03-22", "Dakar"),
        ("Webinar", "2016", "", ""),
        ("Tour", "2016-02-22", "2016-03-01", "Warsaw; Gdansk"),
        ("Lost", "", "", "Nowhereville"),
    ],
)
def test_dates_and_places_are_read(title: str, start: str, end: str, city: str) -> None:
    cells = row(imported_list(), title)
    assert (cells["start"], cells["end"], cells["city"]) == (start, end, city)


def test_dates_not_read_literally_keep_their_text() -> None:
    result = imported_list()
    written = f"{EXTRA}dates as written"
    assert row(result, "Webinar")[written] == "spring 2016"
    assert row(result, "Lost")[written] == "TBD"
    assert row(result, "Opening")[written] == ""


def test_unknown_columns_become_extra_fields_and_web_addresses_become_sources() -> None:
    cells = row(imported_list(), "Opening")
    assert cells[f"{EXTRA}code"] == "7"
    assert cells["sources"] == "https://example.org/a"


@pytest.mark.long(but_every=10)
@pytest.mark.parametrize("name", ["Number", "words", "first", "own", "placed", "_row", "Sources"])
def test_a_field_may_have_any_name(name: str) -> None:
    text = f"Title,{name},{name}\nA,x,y\n"
    cells = row(import_text(text), "A")
    assert [value for value in cells.values() if value in {"x", "y"}] != []
    assert cells["number"] == 1


def test_an_ambiguous_place_is_a_question_and_its_answer_is_used() -> None:
    result = imported_list()
    questions = {question.city: question for question in result.questions}
    assert "Cambridge" in questions
    assert not row(result, "Opening")["placed"]
    answered = import_text(recipe=Recipe(places={questions["Cambridge"].key: LONDON}))
    assert row(answered, "Opening")["placed"]
    assert answered.campaign.places.iloc[0]["lon"] == pytest.approx(-81.23)
    assert "Cambridge" not in {question.city for question in answered.questions}


def test_each_place_that_is_not_on_the_map_is_an_issue() -> None:
    seen = {(issue.row, issue.seen) for issue in imported_list().report.issues}
    assert (2, "Cambridge") in seen
    assert (7, "Nowhereville") in seen


def test_a_recipe_decides_columns_and_spellings() -> None:
    recipe = Recipe(columns={"Code": "participants"}, merges={"MFA": "Migrant Forum in Asia"})
    result = import_text(recipe=recipe)
    assert row(result, "Opening")["participants"] == "7"
    assert row(result, "Opening")["organizers"] == "Migrant Forum in Asia"


def test_the_recipe_decides_between_day_and_month_if_the_list_cannot() -> None:
    text = "Title,Date\nA,03/04/2015\n"
    result = import_text(text)
    assert row(result, "A")["start"] == ""
    assert result.dates.read.order == "unclear"
    for order, start in [("day first", "2015-04-03"), ("month first", "2015-03-04")]:
        assert row(import_text(text, Recipe(date_order=order)), "A")["start"] == start, order


@pytest.mark.parametrize(
    ("rule", "regions"),
    [
        ("column", {"Africa", "Europe"}),
        ("subregions", {"Eastern Africa", "Western Africa", "Eastern Europe"}),
        ("table", {"Here"}),
        ("none", set()),
    ],
)
def test_the_recipe_decides_where_regions_come_from(rule: str, regions: set[str]) -> None:
    recipe = Recipe(region_rule=rule, region_table={"KEN": "Here", "SEN": "Here"})
    campaign = import_text(recipe=recipe).campaign
    used = set(campaign.consultations["region"]) - {""}
    names = dict(zip(campaign.regions["id"], campaign.regions["name"], strict=True))
    used_regions = {names[id_] for id_ in used}
    assert used_regions >= regions if rule == "subregions" else used_regions == regions


def test_dates_in_three_columns_are_one_date() -> None:
    text = "Title,Year,Month,Day\nA,2016,4,29\nB,2016,April,\nC,2016,,\n"
    starts = import_text(text).campaign.consultations.set_index("title")["start"]
    assert starts.to_dict() == {"A": "2016-04-29", "B": "2016-04", "C": "2016"}


def test_a_header_alone_gives_a_campaign_without_consultations() -> None:
    result = import_text("Title,Date,City\n")
    assert len(result.campaign.consultations) == 0
    assert result.report.read == 0


def test_the_same_list_and_recipe_give_the_same_version() -> None:
    first, again = imported_list(), import_text()
    assert first.campaign.version == again.campaign.version
    other = import_text(recipe=replace(Recipe(), title="Another"))
    assert other.campaign.version != first.campaign.version


CELL = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=12)


@settings(max_examples=amount(25), deadline=None)
@given(st.lists(st.tuples(CELL, CELL, CELL, CELL), max_size=6))
def test_every_row_is_accounted_for(rows: list[tuple[str, str, str, str]]) -> None:
    lines = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    text = "\n".join(["Title,Date,City,Country", *lines])
    report = import_text(text).report
    assert report.read == report.on_map_and_timeline + report.in_tray + report.left_out
    assert report.rows_unaccounted == 0


OSLO = Candidate("Oslo", "", "Norway", 700_000, 59.91, 10.75, 3143244)


@pytest.mark.parametrize(
    ("regions", "label"),
    [
        (["Asia", ""], "No region"),
        (["", ""], "No region"),
        ([], "No region"),
        (["Asia", "Global"], ""),  # the interface's own word, Global
        (["GLOBAL", ""], "Global or no region"),
    ],
)
def test_rows_without_a_region_are_global_only_if_the_list_says_so(
    regions: list[str], label: str
) -> None:
    settings = list_settings("a.csv", Recipe(), pd.Series(regions, dtype="str"))
    assert settings.text("no_region", "en") == label


def test_places_found_online_are_credited_and_others_are_not() -> None:
    regions = pd.Series([""], dtype="str")
    own = list_settings("a.csv", Recipe(places={"oslo": OSLO}), regions)
    assert own.text("credits", "en") == ""
    from_online = replace(OSLO, id=0, source="OpenStreetMap")
    credited = list_settings("a.csv", Recipe(places={"oslo": from_online}), regions)
    assert "© OpenStreetMap" in credited.text("credits", "en")


@pytest.mark.parametrize(
    ("file", "title", "expected"), [("my list.csv", "", "my list"), ("a.csv", "Ours", "Ours")]
)
def test_the_title_is_the_file_name_unless_the_recipe_has_one(
    file: str, title: str, expected: str
) -> None:
    settings = list_settings(file, Recipe(title=title), pd.Series([], dtype="str"))
    assert settings.text("title", "en") == expected


def test_an_answered_city_keeps_what_was_written_on_its_card() -> None:
    recipe = Recipe(places={key_of("Nowhereville", ""): LONDON})
    table = import_text(recipe=recipe).campaign.consultations.set_index("title")
    assert table.loc["Lost", "city"] == "London"
    assert table.loc["Lost", EXTRA + WRITTEN_CITY] == "Nowhereville"
    assert table.loc["Opening", EXTRA + WRITTEN_CITY] == ""
