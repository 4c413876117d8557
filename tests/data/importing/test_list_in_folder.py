"""A list that was saved as a folder comes back with its answers and its open questions."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest

from data.importing.campaign_folder import (
    campaign_files,
    campaign_zip,
    list_in_folder,
    read_campaign_zip,
)
from data.importing.import_list import ImportedList, import_table
from data.importing.recipe import Recipe
from data.lists.readers.read_file import read_bytes
from data.model.settings import read_toml
from data.words.languages import available_languages

LIST = """Event;When;Where;Kind;Organisers
Opening;03/04/2023;Cambridge;Hearing;MFA
Second;05/04/2023;Lima;Hearing;Migrant Forum in Asia (MFA)
Third;spring 2023;Nowhereville;Webinar;IOM
Fourth;2023-05-06;Beirut;Webinar;IOM
"""


def imported(recipe: Recipe, data: bytes = LIST.encode()) -> ImportedList:
    return import_table(read_bytes("my_list.csv", data), recipe)


def saved(recipe: Recipe) -> dict[str, bytes]:
    """Save the list as a folder, and read the files of its ZIP."""
    own = imported(recipe)
    rule = replace(recipe, region_rule=own.region_rule)
    return read_campaign_zip(campaign_zip(own.campaign, rule))


def again(files: dict[str, bytes]) -> tuple[ImportedList, Recipe]:
    list_ = list_in_folder(files)
    assert list_ is not None
    data, recipe = list_
    return imported(recipe, data), recipe


def state(imported: ImportedList) -> tuple[object, ...]:
    report = imported.report
    return (
        report.read, report.placed, report.dated, dict(report.unplaced), dict(report.undated),
        imported.dates.read.order,
        [question.key for question in imported.questions],
        [question.key for question in imported.unknown_places],
        [merge.spellings for merge in imported.merges],
        sorted(imported.campaign.consultations["region"].astype("str")),
        sorted(imported.campaign.kinds["title"]),
        imported.campaign.settings.text("title", "en"),
    )  # fmt: skip


@pytest.mark.long
def test_the_open_questions_are_asked_again() -> None:
    before = imported(Recipe())
    assert before.questions
    assert before.dates.read.order == "unclear"
    after, _recipe = again(saved(Recipe()))
    assert state(after) == state(before)
    assert after.campaign.settings.text("title", "en") == "my list"


@pytest.mark.long
def test_answers_stay() -> None:
    question = imported(Recipe()).questions[0]
    recipe = Recipe(
        date_order="day first", places={question.key: question.candidates[0]}, noun="hearing",
        title="Hearings of 2023",
    )  # fmt: skip
    after, read = again(saved(recipe))
    assert after.dates.read.order != "unclear"
    assert after.questions == []
    assert (read.title, read.noun) == ("Hearings of 2023", "hearing")


def test_the_country_that_was_found_for_a_city_is_written() -> None:
    text = saved(Recipe())["consultations.csv"].decode()
    assert ",Lima,Peru," in text
    assert ",Beirut,Lebanon," in text
    assert ",Cambridge,," in text


@pytest.mark.long(but_every=10)
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("documents.csv", b"consultation,title\nopening-cambridge,Report\n"),
        ("campaign.toml", b'title = "A"\nintroduction = "Long"\n'),
        ("recipe.toml", None),
        ("notes.md", b"# a"),
    ],
)
def test_a_folder_with_more_than_a_list_stays_a_folder(name: str, content: bytes | None) -> None:
    files = saved(Recipe())
    if content is None:
        del files[name]
    else:
        files[name] = content
    assert list_in_folder(files) is None


def test_the_files_are_those_of_a_folder() -> None:
    own = imported(Recipe())
    with zipfile.ZipFile(io.BytesIO(campaign_zip(own.campaign, Recipe()))) as archive:
        assert {name.split("/")[0] for name in archive.namelist()} == {"my-list"}


@pytest.mark.parametrize(
    ("header", "languages"),
    [("title,title__es,title__ar", ["en", "es", "ar"]), ("title", None)],
)
def test_id_and_languages_are_those_of_the_list(header: str, languages: list[str] | None) -> None:
    row = ",".join("Meeting" for _ in header.split(","))
    data = f"{header},date\n{row},2017-05-03\n".encode()
    campaign = imported(Recipe(title="Compact for Migration 2017"), data).campaign
    settings = read_toml(campaign_files(campaign, Recipe())["campaign.toml"].decode())
    assert settings["id"] == "compact-for-migration-2017"
    assert settings["languages"] == (languages or list(available_languages()))
