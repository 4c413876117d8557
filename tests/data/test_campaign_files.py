"""A finished campaign is written to files and read back as it was; damaged files are refused."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from data.campaign_files import (
    FILES,
    FRAMES,
    UnreadableCampaignFilesError,
    read_campaign_files,
    write_campaign_files,
)
from tests.builders import campaign_from, sample_campaign
from tests.shipped import shipped_campaign

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from data.campaign import Campaign

FAULTY = [{"id": "a", "start": "soon", "x-files": "{{ 7*7 }}"}, {"id": "b", "title": ""}]

CAMPAIGNS: dict[str, Callable[[Path], Campaign]] = {
    "the shipped one": lambda _: shipped_campaign(),
    "the sample": sample_campaign,
    "one with findings and a column of its own": lambda folder: campaign_from(folder, FAULTY),
    "one without consultations": campaign_from,
}


def assert_same(one: Campaign, other: Campaign) -> None:
    for name in FRAMES:
        pd.testing.assert_frame_equal(
            getattr(one, name).reset_index(drop=True), getattr(other, name), obj=name
        )
    pd.testing.assert_frame_equal(one.kinds, other.kinds)
    for part in ("id", "texts", "languages", "url", "sources", "tiles"):
        assert getattr(one.settings, part) == getattr(other.settings, part)
    assert (one.findings, one.version) == (other.findings, other.version)


@pytest.mark.parametrize("name", CAMPAIGNS)
def test_a_campaign_comes_back_as_it_was(tmp_path: Path, name: str) -> None:
    campaign = CAMPAIGNS[name](tmp_path / "campaign")
    write_campaign_files(campaign, tmp_path)
    assert {path.name for path in tmp_path.iterdir()} - {"campaign"} == set(FILES)
    assert_same(campaign, read_campaign_files(tmp_path))


def test_what_is_read_does_not_depend_on_the_folder_it_was_made_of(tmp_path: Path) -> None:
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


def test_a_single_flipped_bit_is_noticed(tmp_path: Path) -> None:
    write_campaign_files(shipped_campaign(), tmp_path)
    path = tmp_path / "consultations.arrow"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(UnreadableCampaignFilesError):
        read_campaign_files(tmp_path)


def test_files_of_another_shape_are_refused(tmp_path: Path) -> None:
    write_campaign_files(shipped_campaign(), tmp_path)
    path = tmp_path / "campaign.json"
    said = json.loads(path.read_text())
    said["frames"]["places"]["types"].pop("row")
    path.write_text(json.dumps(said))
    with pytest.raises(UnreadableCampaignFilesError):
        read_campaign_files(tmp_path)
