"""Pages and colours have one table each, which the files follow."""

from __future__ import annotations

import re

import pytest

from components.shell.pages import PAGES
from data import ROOT
from data.model.colors_and_shapes import COLORS

STATIC = ROOT / "components"
ACCENTED = ("shell/static/icon.svg", "presenting/static/stage.css")


def test_every_page_is_in_the_table_and_no_other() -> None:
    files = {path.stem for path in (ROOT / "pages").glob("*.py")} - {"__init__"}
    assert set(PAGES) == files


def test_no_other_file_names_the_file_of_a_page() -> None:
    paths = [ROOT / "app.py", *STATIC.rglob("*.py"), *(ROOT / "pages").glob("*.py")]
    named = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in paths
        for name in re.findall(r"pages/[a-z_]+\.py", path.read_text(encoding="utf-8"))
    ]
    assert named == []


@pytest.mark.parametrize("name", ACCENTED)
def test_a_file_that_cannot_read_colours_has_those_of_the_look(name: str) -> None:
    used = set(re.findall(r"#[0-9a-f]{6}\b", (STATIC / name).read_text(encoding="utf-8")))
    assert used == {COLORS["light"]["accent"]}
