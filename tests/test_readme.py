"""What README says is so."""

from __future__ import annotations

import re

import pytest

from data import ROOT
from data.campaign.schema import (
    CONSULTATION_COLUMNS,
    DOCUMENT_COLUMNS,
    ORGANIZATION_COLUMNS,
    PHOTO_COLUMNS,
    REGION_COLUMNS,
)

README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def test_the_table_of_columns_is_the_schema() -> None:
    section = README.split("### The tables of a campaign")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (`.*?) \|", section, re.MULTILINE)
    named = [name for row in rows for name in re.findall(r"`([a-z_]+)`", row)]
    assert named == list(CONSULTATION_COLUMNS)


@pytest.mark.parametrize(
    ("file", "columns"),
    [
        ("regions.csv", REGION_COLUMNS),
        ("organizations.csv", ORGANIZATION_COLUMNS),
        ("documents.csv", DOCUMENT_COLUMNS),
        ("photos.csv", PHOTO_COLUMNS),
    ],
)
def test_the_columns_of_the_other_tables_are_the_schema(
    file: str, columns: tuple[str, ...]
) -> None:
    said = re.search(rf"`{re.escape(file)}`\s*\(`([^`]*)`\)", README)
    assert said is not None
    assert said.group(1).split(", ") == list(columns)


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_every_make_command_that_is_named_exists(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    named = set(re.findall(r"\bmake ([a-z]+(?:-[a-z]+)*)\b", text)) - {"says"}
    assert named
    assert {name for name in named if f"\n{name}:" not in MAKEFILE} == set()


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_every_file_that_is_linked_is_there(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    linked = re.findall(r"\]\(((?!https?://)[^)#]+)\)", text)
    assert [path for path in linked if not (ROOT / path).exists()] == []
