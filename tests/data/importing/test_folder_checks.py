"""`data.check` finds what a campaign folder gets wrong: one issue for each fault."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from data import SHIPPED
from data.importing.command import read_source
from data.importing.recipe import Recipe

if TYPE_CHECKING:
    from pathlib import Path

FAULTS = {
    "wrong M49 code": ("regions.csv", "034; 030; 035", "034; 930; 035", "regions.csv", "m49"),
    "missing photo": (
        "photos.csv", "plénière d'ouverture\",,", "plénière d'ouverture\",plenary.jpg,",
        "photos.csv", "file",
    ),
    "no such slide": (
        "tours/civil-society-in-micic.toml", 'slide = "@title"', 'slide = "@titel"',
        "tours/civil-society-in-micic.toml", "slide",
    ),
    "kind without definition": (
        "consultations.csv", ",webinar,", ",webinaar,", "consultations.csv", "kind",
    ),
    "language without catalog": (
        "campaign.toml", 'languages = ["en", "fr"]', 'languages = ["en", "xx"]',
        "campaign.toml", "languages",
    ),
    "missing translation": ("consultations.csv", '"Crowne Regency, ville de Makati"', "",
                            "consultations.csv", "venue__fr"),
    "misspelt key": ("campaign.toml", "subtitle__fr =", "subtitel__fr =",
                     "campaign.toml", "subtitel__fr"),
    "key of another type": ("campaign.toml", 'languages = ["en", "fr"]', 'languages = "en"',
                            "campaign.toml", "languages"),
    "document of nothing": ("documents.csv", "micic-website,,", "micic-website,nowhere-2015,",
                            "documents.csv", "consultation"),
    "misspelt region": ("consultations.csv", ",asia,Manila,", ",azia,Manila,",
                        "consultations.csv", "region"),
    "no such follow-up": ("consultations.csv", ",manila-states-2015,", ",manila-states-2051,",
                          "consultations.csv", "feeds_into"),
}  # fmt: skip
"""File, text, fault; and the file and column of the issue."""


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_gives_one_issue(tmp_path: Path, fault: str) -> None:
    file, text, wrong, *where = FAULTS[fault]
    folder = tmp_path / "micic"
    shutil.copytree(SHIPPED, folder)
    before = (folder / file).read_text(encoding="utf-8")
    assert text in before
    (folder / file).write_text(before.replace(text, wrong, 1), encoding="utf-8")
    issues = read_source(folder, Recipe()).report.issues
    assert [(each.file, each.column) for each in issues] == [tuple(where)]


def test_a_folder_without_faults_has_no_issue() -> None:
    assert not read_source(SHIPPED, Recipe()).report.issues
