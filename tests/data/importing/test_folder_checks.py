"""`data.check` finds what a campaign folder gets wrong: one issue for each fault."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from data import ROOT, SHIPPED
from data.commands.reading import read_source
from data.importing.recipe import Recipe
from data.importing.setting_checks import setting_issues

FAULTS = {
    "wrong M49 code": ("regions.csv", "034; 030; 035", "034; 930; 035", "regions.csv", "m49"),
    "missing photo": (
        "photos.csv", 'plenário de abertura",,', 'plenário de abertura",plenary.jpg,',
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
        "campaign.toml", 'languages = ["en", "fr", "es", "pt"]', 'languages = ["en", "xx"]',
        "campaign.toml", "languages",
    ),
    "missing translation": ("consultations.csv", '"Crowne Regency, ville de Makati"', "",
                            "consultations.csv", "venue__fr"),
    "misspelt key": ("campaign.toml", "subtitle__fr =", "subtitel__fr =",
                     "campaign.toml", "subtitel__fr"),
    "key of another type": (
        "campaign.toml", 'languages = ["en", "fr", "es", "pt"]', 'languages = "en"',
        "campaign.toml", "languages",
    ),
    "key a little wrong": ("campaign.toml", "own_one =", "own_on =", "campaign.toml", "own_on"),
    "key of nothing": ("campaign.toml", 'notes = "sources"', 'notes = "sources"\nxyzzy = 1',
                       "campaign.toml", "xyzzy"),
    "value of nothing": ("campaign.toml", 'notes = "sources"', 'notes = "source"',
                         "campaign.toml", "notes"),
    "kind of a wrong shape": ("campaign.toml", 'shape = "circle"', 'shape = "cirkle"',
                              "campaign.toml", "kinds 1.shape"),
    "kind with a text": ("campaign.toml", "own = true", 'own = "yes"', "campaign.toml",
                         "kinds 1.own"),
    "missing logo": ("campaign.toml", 'notes = "sources"', 'notes = "sources"\nlogo = "no.png"',
                     "campaign.toml", "logo"),
    "source without time": (
        "campaign.toml", "[[kinds]]",
        '[source]\nurl = "https://example.org/a.csv"\nevery = "soon"\n\n[[kinds]]',
        "campaign.toml", "source.every",
    ),
    "misspelt key of the source": (
        "campaign.toml", "[[kinds]]",
        '[source]\nurl = "https://example.org/a.csv"\nevry = "1 hour"\n\n[[kinds]]',
        "campaign.toml", "source.evry",
    ),
    "cluster without port": (
        "campaign.toml", "[[kinds]]", '[engine]\nscheduler = "tcp://here"\n\n[[kinds]]',
        "campaign.toml", "engine.scheduler",
    ),
    "partners as text": ("campaign.toml", 'partners = ["Migration and Development Network"]',
                         'partners = "MADE"', "campaign.toml", "partners"),
    "document of nothing": ("documents.csv", "micic-website,,", "micic-website,nowhere-2015,",
                            "documents.csv", "consultation"),
    "misspelt region": ("consultations.csv", ",asia,Manila,", ",azia,Manila,",
                        "consultations.csv", "region"),
    "no such follow-up": ("consultations.csv", ",manila-states-2015,", ",manila-states-2051,",
                          "consultations.csv", "feeds_into"),
}  # fmt: skip
"""File, text, fault; and the file and column of the issue."""


@pytest.mark.long(but_every=10)
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


@pytest.mark.parametrize(
    ("id_", "seen"), [("compact 2017", ["compact 2017 → compact-2017"]), ("compact-2017", [])]
)
def test_an_id_with_blanks_is_named(tmp_path: Path, id_: str, seen: list[str]) -> None:
    (tmp_path / "campaign.toml").write_text(f'id = "{id_}"\ntitle = "A"\n', encoding="utf-8")
    assert [each.seen for each in setting_issues(tmp_path) if each.column == "id"] == seen


def test_an_issue_of_a_setting_has_its_line_and_the_nearest_key(tmp_path: Path) -> None:
    (tmp_path / "consultations.csv").write_text("id,title\na,A\n", encoding="utf-8")
    (tmp_path / "campaign.toml").write_text(
        'title = "A"\nshort_title = "B"\n\n[source]\nurl = "here"\n', encoding="utf-8"
    )
    found = setting_issues(tmp_path)
    assert [(each.row, each.column, each.seen) for each in found] == [
        (2, "short_title", "short_title → short"),
        (5, "source.url", 'here → "https://example.org"'),
    ]


@pytest.mark.parametrize(
    "line", ['url = "ftp://here"', "url = 3", 'every = "often"', "every = 3", 'hosts = "here"']
)
def test_a_wrong_value_of_a_source_has_one_issue(tmp_path: Path, line: str) -> None:
    key = line.partition(" ")[0]
    lines = {"url": 'url = "https://example.org"', "every": 'every = "1 hour"'} | {key: line}
    (tmp_path / "campaign.toml").write_text("\n".join(["[source]", *lines.values()]))
    assert [each.column for each in setting_issues(tmp_path)] == [f"source.{key}"]


@pytest.mark.parametrize(
    "toml",
    [
        pytest.param(block.partition("```")[0], id=f"{page}-{number}")
        for page in ("campaign-folder", "source", "cluster")
        for number, block in enumerate(
            (ROOT / "docs" / f"{page}.md").read_text(encoding="utf-8").split("```toml\n")[1:]
        )
    ],
)
def test_examples_of_the_docs_are_right(tmp_path: Path, toml: str) -> None:
    (tmp_path / "campaign.toml").write_text(toml, encoding="utf-8")
    assert setting_issues(tmp_path) == []


def test_a_folder_without_faults_has_no_issue() -> None:
    assert not read_source(SHIPPED, Recipe()).report.issues
