"""Updating a campaign folder from the next version of its list."""

from __future__ import annotations

import csv
from pathlib import Path
from shutil import copytree

import pytest

from data.commands import build
from data.loading.load import load_campaign

HEADER = "id,Title,Date,City,Country,Kind,Region,Organizers\n"
FIRST = (
    HEADER
    + "a,Opening,2016-04-29,Dakar,Senegal,Hearing,West,Alpha League\n"
    + "b,Middle,2016-05-02,Lima,Peru,Hearing,South,Beta Union\n"
    + "c,Closing,2016-06-01,Quito,Ecuador,Hearing,South,Beta Union\n"
)
NEXT = (
    HEADER
    + "a,Opening,2016-04-29,Dakar,Senegal,Hearing,West,Alpha League\n"
    + "b,Middle,2016-05-03,Lima,Peru,Hearing,South,Beta Union; Gamma Club\n"
    + "d,Added,2016-07-01,Nairobi,Kenya,Webinar,East,Beta\n"
)
TOML = '# By hand.\nid = "mine"\ntitle = "Mine"\n\n[[kinds]]\nid = "talk"\ntitle = "Hearing"\n'
REGIONS = "id,name,name__fr,color\nwest,West,Ouest,#123456\nsud,South,Sud,\n"
ORGANIZATIONS = "id,name,name__fr,short,aliases\nbeta,Beta Union,Union bêta,BU,Beta; Beta Verband\n"
BY_HAND = {
    "documents.csv": "id,consultation,title\nd1,a,Minutes\n",
    "photos.csv": "id,consultation,caption,file\np1,a,Hall,hall.jpg\n",
    "hall.jpg": "not really a photo",
    "notes.md": "# a\nSay hello.\n",
}


@pytest.fixture
def folder(tmp_path: Path, first: Path) -> Path:
    """A campaign folder of the first list, with changes made by hand."""
    return copytree(first, tmp_path / "folder")


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that each test gets a copy of."""
    parent = tmp_path_factory.mktemp("first")
    into = parent / "folder"
    assert built(parent, FIRST) == 0
    rows = list(rows_of(into).values())
    for row in rows:
        row |= {"title__fr": f"{row['title']} (fr)", "summary": "By hand.", "kind": "talk"}
        row |= {"region": row["region"].replace("south", "sud")}
    with (into / "consultations.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    by_hand = {"campaign.toml": TOML, "regions.csv": REGIONS, "organizations.csv": ORGANIZATIONS}
    for name, text in (BY_HAND | by_hand).items():
        (into / name).write_text(text, encoding="utf-8")
    return into


def built(tmp_path: Path, text: str, *options: str) -> int:
    source = tmp_path / "list.csv"
    source.write_text(text, encoding="utf-8")
    return build.main([str(source), "--into", str(tmp_path / "folder"), *options])


def rows_of(folder: Path) -> dict[str, dict[str, str]]:
    with (folder / "consultations.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def test_the_rows_of_the_list_are_written(folder: Path, tmp_path: Path) -> None:
    assert built(tmp_path, NEXT) == 0
    rows = rows_of(folder)
    assert list(rows) == ["a", "b", "d"]
    assert rows["b"]["start"] == "2016-05-03"


def test_a_list_without_half_of_the_rows_needs_consent(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*.*") if path.is_file()}
    short = HEADER + FIRST.removeprefix(HEADER).splitlines(keepends=True)[0]
    assert built(tmp_path, short) == 2
    said = capsys.readouterr().err.splitlines()[-4:]
    assert said[0].startswith(f"Only 1 of the 3 consultations in {folder} are in this list.")
    assert said[1:3] == ["  Middle", "  Closing"]
    assert "--add" in said[3]
    assert "--accept" in said[3]
    assert before == {path: path.read_bytes() for path in folder.rglob("*.*") if path.is_file()}
    assert built(tmp_path, short, "--accept") == 0
    assert list(rows_of(folder)) == ["a"]


def test_columns_made_by_hand_stay(folder: Path, tmp_path: Path) -> None:
    built(tmp_path, NEXT)
    rows = rows_of(folder)
    assert [row["title__fr"] for row in rows.values()] == ["Opening (fr)", "Middle (fr)", ""]
    assert [row["summary"] for row in rows.values()] == ["By hand.", "By hand.", ""]


def test_files_made_by_hand_stay_byte_for_byte(folder: Path, tmp_path: Path) -> None:
    built(tmp_path, NEXT)
    assert {name: (folder / name).read_text(encoding="utf-8") for name in BY_HAND} == BY_HAND


@pytest.mark.long
@pytest.mark.parametrize(
    ("name", "before", "added"),
    [
        ("campaign.toml", TOML, '\n[[kinds]]\nid = "webinar"\ntitle = "Webinar"\n'),
        ("regions.csv", REGIONS, "east,East,,\n"),
        ("organizations.csv", ORGANIZATIONS,
         "alpha-league,Alpha League,,,\ngamma-club,Gamma Club,,,\n"),
    ],
)  # fmt: skip
def test_new_kinds_regions_and_organizations_come_below_those_there(
    folder: Path, tmp_path: Path, name: str, before: str, added: str
) -> None:
    built(tmp_path, NEXT)
    assert (folder / name).read_text(encoding="utf-8") == before + added


def test_names_of_the_list_are_those_that_the_folder_knows(folder: Path, tmp_path: Path) -> None:
    built(tmp_path, NEXT)
    campaign = load_campaign(folder)
    assert set(campaign.consultations["kind"]) == {"talk", "webinar"}
    assert set(campaign.consultations["region"]) == {"west", "sud", "east"}
    assert list(campaign.organizations["id"]) == ["beta", "alpha-league", "gamma-club"]


def test_what_changed_is_printed(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    built(tmp_path, NEXT)
    changed = [
        "  Middle", "    start: 2016-05-02 → 2016-05-03",
        "    organizers: Beta Union → Beta Union; Gamma Club",
    ]  # fmt: skip
    assert capsys.readouterr().out.splitlines()[:-3] == [
        "Unchanged consultations: 1",
        "New consultations: 1", "  Added",
        "Changed consultations: 1", *changed,
        "Consultations no longer in the list: 1", "  Closing",
        "New regions: 1", "  East",
        "New organizations: 2", "  Alpha League", "  Gamma Club",
        "New kinds: 1", "  Webinar",
    ]  # fmt: skip
    assert folder.is_dir()


def test_the_same_list_again_changes_nothing(folder: Path, tmp_path: Path) -> None:
    built(tmp_path, NEXT)
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    built(tmp_path, NEXT)
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before


def test_the_recipe_of_the_folder_is_used(folder: Path, tmp_path: Path) -> None:
    (folder / "recipe.toml").write_text('[columns]\nKind = ""\n', encoding="utf-8")
    built(tmp_path, NEXT)
    assert rows_of(folder)["d"]["kind"] == ""


def test_another_list_is_refused(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = rows_of(folder)
    assert built(tmp_path, HEADER + "z,Other,2016,Lima,Peru,,,\n") == 2
    assert "None of the consultations" in capsys.readouterr().err
    assert rows_of(folder) == before


def test_a_folder_made_anew_keeps_settings_documents_and_photos(
    folder: Path, tmp_path: Path
) -> None:
    assert built(tmp_path, NEXT, "--force") == 0
    kept = BY_HAND | {"campaign.toml": TOML}
    assert {name: (folder / name).read_text(encoding="utf-8") for name in kept} == kept
    assert "title__fr" not in rows_of(folder)["a"]


def test_a_folder_with_parquet_stays_one(folder: Path, tmp_path: Path) -> None:
    built(tmp_path, FIRST, "--force", "--parquet")
    assert built(tmp_path, NEXT) == 0
    assert not (folder / "consultations.csv").exists()
    assert sorted(load_campaign(folder).consultations["id"]) == ["a", "b", "d"]
