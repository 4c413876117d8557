"""Lists are read and imported in another process, with the same result and with limits."""

from __future__ import annotations

import logging
import os

import pandas as pd
import pytest

from data.importing import list_workers, uploaded_list
from data.importing.list_workers import (
    answer,
    import_uploaded_list,
    load_zipped_campaign,
    read_again,
    read_list,
    read_recipe,
)
from data.importing.recipe import Recipe, RecipeError, write_recipe
from data.importing.row_edits import Edit
from data.importing.uploaded_list import UploadedList
from data.lists.readers.raw_table import UnreadableError
from data.model.errors import CampaignError
from data.model.folder import HeldFolder, small_file
from data.store.workers import Workers
from tests.data.lists.readers.workbooks import workbook, zipped

LIST = (
    b"title,city,start\nOpening,Paris,2016-04-29\nHearing,Lima,2016-05\nThird,Nowhereville,soon\n"
)


@pytest.fixture(autouse=True)
def _lists_here() -> None:
    """Leave the pool of workers in place here."""


def test_a_worker_gives_the_same_campaign_as_this_process() -> None:
    raw = read_list("list.csv", LIST, Recipe())
    given = UploadedList("list.csv", LIST, raw, Recipe(title="Mine"), (Edit(deleted=(3,)),))
    there, here = import_uploaded_list(given), uploaded_list.import_list(given)
    assert there.report == here.report
    assert there.matches == here.matches
    assert there.campaign.version == here.campaign.version
    assert there.campaign.issues == here.campaign.issues
    for name, value in vars(here.campaign).items():
        if isinstance(value, pd.DataFrame):
            pd.testing.assert_frame_equal(getattr(there.campaign, name), value)


def test_a_list_without_rows_is_a_campaign_without_consultations() -> None:
    raw = read_list("list.csv", b"title,city,start\n", Recipe())
    there = import_uploaded_list(UploadedList("list.csv", b"", raw, Recipe()))
    here = uploaded_list.import_list(UploadedList("list.csv", b"", raw, Recipe()))
    for name, value in vars(here.campaign).items():
        if isinstance(value, pd.DataFrame):
            pd.testing.assert_frame_equal(getattr(there.campaign, name), value)
    photos = there.campaign.photos
    assert photos.merge(photos, on="id").empty


def test_reading_gives_the_table_or_the_error() -> None:
    assert read_list("a.xlsx", workbook([["title"], ["A"]]), Recipe()).kind == "xlsx"
    # A sheet of another file is passed over; where it is asked for, it must be there.
    assert len(read_list("a.csv", LIST, Recipe(separator=";")).frame.columns) > 1
    assert read_again("a.csv", LIST, Recipe(separator=";")).separator == ";"
    with pytest.raises(UnreadableError, match=r"a\.png"):
        read_list("a.png", b"\x89PNG\r\n\x1a\n", Recipe())


def test_a_folder_keeps_its_files() -> None:
    tour = b'title = "Short"\n[[slides]]\nslide = "@title"\n'
    files = {"consultations.csv": b"id,title\na,A\n", "tours/short.toml": tour}
    campaign = load_zipped_campaign("mine.zip", zipped(files))
    assert campaign is not None
    assert campaign.consultations["title"].tolist() == ["A"]
    assert isinstance(campaign.folder, HeldFolder)
    assert small_file(campaign.folder, "tours/short.toml", 1_000) == tour
    assert load_zipped_campaign("a.xlsx", workbook([["title"], ["A"]])) is None
    with pytest.raises(CampaignError):
        load_zipped_campaign("a.zip", b"PK\x03\x04 damaged")


def test_a_worker_reads_a_recipe() -> None:
    recipe = Recipe(title="Mine", keeps_contacts=True)
    assert read_recipe(write_recipe(recipe)) == recipe
    with pytest.raises(RecipeError, match="The recipe can't be read"):
        read_recipe("no = [")


@pytest.mark.long
@pytest.mark.parametrize(
    ("seconds", "memory", "sentence"),
    [(0.001, 4_000_000_000, "too long"), (30, 1_200_000_000, "too much memory")],
)
def test_a_list_over_the_limits_is_refused_with_advice(
    monkeypatch: pytest.MonkeyPatch, seconds: float, memory: int, sentence: str
) -> None:
    pool = Workers(
        "tests.data.importing.test_list_workers:greedy", count=1, seconds=seconds, memory=memory
    )
    monkeypatch.setattr(list_workers, "_WORKERS", pool)
    with pytest.raises(UnreadableError, match=f"list.csv takes {sentence}.* Split the file"):
        read_list("list.csv", LIST, Recipe())
    pool.close()


def greedy(request: bytes) -> bytes:
    """Answer as the pool does, but take a gigabyte and more for it."""
    return answer(request) + bytes(len(bytearray(1_500_000_000)) and 0)


def test_the_log_has_the_place_of_an_error_and_no_cell(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    logged: list[str] = []
    log = logging.getLogger(uploaded_list.__name__)
    monkeypatch.setattr(log, "error", lambda text, trace: logged.append(text + trace))

    def fail(*_arguments: object) -> None:
        raise LookupError("a secret cell")

    monkeypatch.setattr(uploaded_list, "import_table", fail)
    raw = uploaded_list.read_list("list.csv", LIST, Recipe())
    with pytest.raises(UnreadableError):
        uploaded_list.import_list(UploadedList("list.csv", LIST, raw, Recipe()))
    assert "LookupError" in logged[0]
    assert "secret" not in logged[0]


def test_lists_are_imported_in_another_process(monkeypatch: pytest.MonkeyPatch) -> None:
    pool = Workers(
        "tests.data.store.worker_functions:pid", count=1, seconds=30, memory=2_000_000_000
    )
    assert pool.ask(b"x") != str(os.getpid()).encode()
    pool.close()
    monkeypatch.setattr(uploaded_list, "import_table", None)
    raw = read_list("list.csv", LIST, Recipe())
    assert (
        len(
            import_uploaded_list(
                UploadedList("list.csv", LIST, raw, Recipe())
            ).campaign.consultations
        )
        == 3
    )
