"""Large campaigns are made once and kept beside their tables; what is damaged is made anew."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from contextlib import closing
from dataclasses import fields, replace
from pathlib import Path

import pandas as pd
import pytest

from data import SHIPPED
from data.geo.gazetteer import Gazetteer
from data.loading import load as loading
from data.loading.load import load_campaign
from data.loading.progress import KEEPING
from data.model.campaign import Campaign
from data.store import store as kept_campaigns
from data.store.store import FILES, FORMAT
from tests.builders import SAMPLE, SAMPLE_TOML, write_campaign
from tests.many import write_many

_MADE: dict[str, Campaign] = {}


@pytest.fixture(autouse=True)
def any_size(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(loading, "LEAST_ROWS", 1)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give the list of folders whose campaigns were made of their tables.

    What was made of the same tables before stands for it: here it is asked what is kept, not made.
    """
    folders: list[str] = []

    def noted(folder: Path, version: str, *others: object) -> Campaign:
        folders.append(folder.name)
        if version not in _MADE:
            _MADE[version] = make(folder, version, *others)
        return replace(_MADE[version], folder=str(folder))

    make = loading.load_tables
    monkeypatch.setattr(loading, "load_tables", noted)
    return folders


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_campaign(tmp_path / "campaign", SAMPLE, toml=SAMPLE_TOML)


def place(folder: Path) -> Path:
    return folder / ".cache" / "consultation-map"


def kept(folder: Path) -> list[Path]:
    return sorted(place(folder).glob("*"))


def assert_frames_equal(one: Campaign, other: Campaign) -> None:
    for name in ("consultations", "places", "roles", "feeds", "regions", "organizations"):
        pd.testing.assert_frame_equal(getattr(one, name), getattr(other, name))
    assert (one.issues, one.version, one.folder) == (other.issues, other.version, other.folder)


def test_the_second_load_reads_the_same_campaign_from_the_cache(
    folder: Path, made: list[str]
) -> None:
    first, second = load_campaign(folder), load_campaign(folder)
    assert made == ["campaign"]
    assert_frames_equal(first, second)
    assert [path.name for path in kept(folder)[0].iterdir()] != []


def test_a_small_campaign_is_not_cached(
    folder: Path, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "LEAST_ROWS", len(SAMPLE) + 1)
    load_campaign(folder)
    assert load_campaign(folder) is not None
    assert made == ["campaign"] * 2
    assert not (folder / ".cache").exists()


def test_nothing_is_cached_with_another_geocoder_or_on_request(folder: Path) -> None:
    with closing(Gazetteer()) as another:
        load_campaign(folder, another)
    load_campaign(folder, keeps=False)
    assert not (folder / ".cache").exists()


def another_row(folder: Path) -> None:
    with (folder / "consultations.csv").open("a") as file:
        file.write("new,New\n")


CHANGES: dict[str, Callable[[Path], object]] = {
    "a row": another_row,
    "the settings": lambda folder: (folder / "campaign.toml").write_text("id = 'other'"),
    "a table more": lambda folder: (folder / "photos.csv").write_text("id\n"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_cache_of_other_tables_is_not_used_but_removed(
    folder: Path, made: list[str], change: str
) -> None:
    load_campaign(folder)
    before = kept(folder)
    CHANGES[change](folder)
    load_campaign(folder)
    assert made == ["campaign"] * 2
    assert len(kept(folder)) == 1
    assert kept(folder) != before


def test_a_cache_of_other_code_is_not_used(
    folder: Path, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    load_campaign(folder)
    monkeypatch.setattr(kept_campaigns, "_maker", lambda: "other")
    load_campaign(folder)
    assert made == ["campaign"] * 2


def test_a_new_catalog_builds_the_campaign_again(
    folder: Path, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # The cached one has no names of places in that language.
    load_campaign(folder)
    monkeypatch.setattr(kept_campaigns, "available_languages", lambda: ("en", "xx"))
    monkeypatch.setattr(kept_campaigns, "_maker", kept_campaigns._maker.__wrapped__)
    load_campaign(folder)
    assert made == ["campaign"] * 2


@pytest.mark.parametrize("file", FILES)
def test_a_damaged_cache_is_rebuilt(folder: Path, made: list[str], file: str) -> None:
    first = load_campaign(folder)
    # A new file: the first campaign still has the one that it was read from.
    (kept(folder)[0] / file).unlink()
    (kept(folder)[0] / file).write_bytes(b"?")
    assert_frames_equal(first, load_campaign(folder))
    assert_frames_equal(first, load_campaign(folder))
    assert made == ["campaign"] * 2


def test_without_write_access_the_users_cache_is_used(
    folder: Path, made: list[str], tmp_path: Path
) -> None:
    (folder / ".cache").write_text("not a folder")
    load_campaign(folder)
    load_campaign(folder)
    assert made == ["campaign"]
    assert list((tmp_path / "home" / "consultation-map").glob("*/loaded-*/campaign.json"))


def test_without_any_write_access_the_campaign_is_built_each_time(
    folder: Path, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / ".cache").write_text("not a folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "campaign.toml"))
    load_campaign(folder)
    load_campaign(folder)
    assert made == ["campaign"] * 2


@pytest.mark.usefixtures("made")
def test_only_cache_files_are_removed(folder: Path) -> None:
    load_campaign(folder)
    (ours,) = kept(folder)
    (place(folder) / "loaded-notes").mkdir()
    (place(folder) / "loaded-notes" / "campaign.json").touch()
    foreign = place(folder) / ("loaded-" + "0" * 24)
    foreign.mkdir()
    (foreign / "diary.txt").touch()
    another_row(folder)
    load_campaign(folder)
    assert not ours.exists()
    assert (place(folder) / "loaded-notes" / "campaign.json").exists()
    assert (foreign / "diary.txt").exists()


@pytest.mark.usefixtures("made")
def test_a_link_to_elsewhere_is_not_followed(folder: Path, tmp_path: Path) -> None:
    load_campaign(folder)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "campaign.json").touch()
    link = place(folder) / ("loaded-" + "1" * 24)
    link.symlink_to(elsewhere)
    another_row(folder)
    load_campaign(folder)
    assert (elsewhere / "campaign.json").exists()


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize(("age", "is_there"), [(10, True), (10_000, False)])
def test_abandoned_files_are_removed_after_an_hour(
    folder: Path, age: int, *, is_there: bool
) -> None:
    begun = place(folder) / "writing-abc"
    begun.mkdir(parents=True)
    past = begun.stat().st_mtime - age
    os.utime(begun, (past, past))
    load_campaign(folder)
    assert begun.exists() == is_there


@pytest.mark.usefixtures("made")
def test_a_campaign_that_could_not_be_written_leaves_nothing_behind(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(_: Campaign, into: Path) -> None:
        (into / "campaign.json").touch()
        raise OSError

    monkeypatch.setattr(kept_campaigns, "write_campaign_files", no_room)
    assert len(load_campaign(folder).consultations) == len(SAMPLE)
    assert kept(folder) == []


def test_progress_goes_from_nothing_to_caching(folder: Path) -> None:
    told: list[tuple[float, str]] = []
    load_campaign(folder, progress=lambda share, step: told.append((share, step)))
    shares = [share for share, _ in told]
    assert shares == sorted(shares)
    assert shares[0] == 0
    assert told[-1][1] == KEEPING


def test_the_format_is_raised_when_tables_give_another_campaign(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A new catalog adds names of places, and needs no other format.
    monkeypatch.setattr("data.loading.assemble.available_languages", lambda: ("en", "fr"))
    campaigns = [load_campaign(SHIPPED), load_campaign(write_many(tmp_path / "many", 300))]
    digest = hashlib.sha256(f"{len(FILES)} files".encode())
    for campaign in campaigns:
        for field in fields(campaign):
            value = getattr(campaign, field.name)
            if isinstance(value, pd.DataFrame):
                digest.update(f"{field.name} {value.astype(str).to_csv(index=False)}".encode())
    assert (FORMAT, digest.hexdigest()[:12]) == (6, "5d435d4fef1b"), (
        "The same tables give another campaign now: raise FORMAT, and put both in here."
    )
