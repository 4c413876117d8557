"""A finished campaign is written to files and read back as it was; damaged files are refused."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from errno import ENOSPC
from pathlib import Path

import pandas as pd
import pytest

from data import ROOT
from data.model.campaign import Campaign
from data.store import mapped_files as mapped_file
from data.store.mapped_files import read_checked, write_checked
from data.store.store import (
    FILES,
    FRAMES,
    UnreadableCampaignFilesError,
    read_campaign_files,
    write_campaign_files,
)
from tests.builders import campaign_from, sample_campaign
from tests.shipped import shipped_campaign

CUT_OFF = """
import os, sys
from pathlib import Path
from data.store import mapped_files as mapped_file
from data.store.store import FRAMES, read_campaign_files

mapped_file._SMALL = int(sys.argv[2])
for folder in sorted(Path(sys.argv[1]).iterdir()):
    file = folder / folder.name
    print(folder.name, flush=True)
    campaign = read_campaign_files(folder)
    mapped_file.release_pages()
    os.truncate(file, 0)
    texts = [getattr(campaign, name).to_csv() for name in FRAMES]
    file.write_bytes(b"x" * 5_000_000)
    mapped_file.release_pages()
    assert texts == [getattr(campaign, name).to_csv() for name in FRAMES]
"""

FAULTY = [{"id": "a", "start": "soon", "x-files": "{{ 7*7 }}"}, {"id": "b", "title": ""}]

CAMPAIGNS: dict[str, Callable[[Path], Campaign]] = {
    "the shipped one": lambda _: shipped_campaign(),
    "the sample": sample_campaign,
    "one with issues and a column of its own": lambda folder: campaign_from(folder, FAULTY),
    "one without consultations": campaign_from,
}


def assert_same(one: Campaign, other: Campaign) -> None:
    for name in FRAMES:
        pd.testing.assert_frame_equal(
            getattr(one, name).reset_index(drop=True), getattr(other, name), obj=name
        )
    pd.testing.assert_frame_equal(one.kinds, other.kinds)
    settings, others = ({**vars(each.settings), "kinds": None} for each in (one, other))
    assert settings == others
    assert (one.issues, one.version) == (other.issues, other.version)


@pytest.mark.parametrize("name", CAMPAIGNS)
def test_a_campaign_comes_back_as_it_was(tmp_path: Path, name: str) -> None:
    campaign = CAMPAIGNS[name](tmp_path / "campaign")
    write_campaign_files(campaign, tmp_path)
    assert {path.name for path in tmp_path.iterdir()} - {"campaign"} == set(FILES)
    assert_same(campaign, read_campaign_files(tmp_path))


def test_a_read_campaign_does_not_depend_on_its_first_folder(tmp_path: Path) -> None:
    write_campaign_files(shipped_campaign(), tmp_path)
    assert read_campaign_files(tmp_path).folder == ""


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("fault", ["missing", "empty", "cut off", "something else"])
def test_damaged_files_are_refused(tmp_path: Path, file: str, fault: str) -> None:
    write_campaign_files(sample_campaign(tmp_path / "campaign"), tmp_path)
    path = tmp_path / file
    content = path.read_bytes()
    if fault == "missing":
        path.unlink()
    else:
        faults = {"empty": b"", "cut off": content[:-9], "something else": b"[1]"}
        path.write_bytes(faults[fault])
    with pytest.raises(UnreadableCampaignFilesError):
        read_campaign_files(tmp_path)


@pytest.mark.long(but_every=10)
@pytest.mark.parametrize("file", FILES)
def test_any_flipped_bit_is_detected(tmp_path: Path, file: str) -> None:
    write_campaign_files(shipped_campaign(), tmp_path)
    path = tmp_path / file
    content = path.read_bytes()
    ends = [*range(12), *range(len(content) - 12, len(content))]
    sample = {*ends, *range(0, len(content), max(len(content) // 20, 1))}
    unnoticed = []
    for position in sorted(sample):
        damaged = bytearray(content)
        damaged[position] ^= 1 << position % 8
        path.write_bytes(damaged)
        with suppress(UnreadableCampaignFilesError):
            read_campaign_files(tmp_path)
            unnoticed.append(position)
    assert unnoticed == []


@pytest.mark.long
@pytest.mark.parametrize("smallest", [0, 10**9], ids=["mapped", "read"])
def test_a_file_that_is_cut_off_while_it_is_served_changes_nothing(
    tmp_path: Path, smallest: int
) -> None:
    """In a process of its own: a map of what is no longer there ends it with a signal."""
    for file in FILES:
        (tmp_path / file).mkdir()
        write_campaign_files(shipped_campaign(), tmp_path / file)
    command = [sys.executable, "-c", CUT_OFF, str(tmp_path), str(smallest)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    # The last file that is named is the one that failed.
    assert (run.returncode, run.stdout.split()) == (0, sorted(FILES)), run.stderr
    for file in FILES:
        assert {path.name for path in (tmp_path / file).iterdir()} == set(FILES)


def test_without_room_for_a_copy_a_file_is_read_into_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(**_: object) -> None:
        raise OSError(ENOSPC, "No space left on device")

    write_campaign_files(shipped_campaign(), tmp_path)
    monkeypatch.setattr(mapped_file, "_SMALL", 0)
    monkeypatch.setattr(mapped_file, "TemporaryFile", full)
    campaign = read_campaign_files(tmp_path)
    assert_same(shipped_campaign(), campaign)


def test_files_of_another_shape_are_refused(tmp_path: Path) -> None:
    write_campaign_files(shipped_campaign(), tmp_path)
    path = tmp_path / "campaign.json"
    said = json.loads(read_checked(path))
    said["frames"]["places"]["types"].pop("row")
    write_checked(json.dumps(said).encode(), path)
    with pytest.raises(UnreadableCampaignFilesError):
        read_campaign_files(tmp_path)
