"""No command removes a row of a campaign folder without a word, and what it replaced comes back."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest

from data.commands import build
from data.loading.parquet import read_parquet

COLUMNS = ("id", "title", "start", "city", "country", "summary")
CITIES = (("Dakar", "Senegal"), ("Lima", "Peru"), ("Quito", "Ecuador"), ("Nairobi", "Kenya"))
WAYS = (
    [], ["--add"], ["--accept"], ["--others"], ["--accept", "--others"], ["--force"],
    ["--dry-run"], ["--add", "--dry-run"], ["--force", "--dry-run"], ["--parquet", "--accept"],
)  # fmt: skip


def rows_of(count: int, *, ids: bool = True) -> list[dict[str, str]]:
    return [
        {
            "id": f"row-{i}" if ids else "", "title": f"Hearing on subject {chr(97 + i)}{i}",
            "start": f"2017-{i % 12 + 1:02}-10", "city": CITIES[i % 4][0],
            "country": CITIES[i % 4][1], "summary": f"Summary {i}",
        }
        for i in range(count)
    ]  # fmt: skip


def write(path: Path, rows: list[dict[str, str]], columns: tuple[str, ...] = COLUMNS) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return path


def table(folder: Path) -> dict[str, dict[str, str]]:
    with (folder / "consultations.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def edited(chance: random.Random, rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """A list with rows removed, reworded, moved, emptied, repeated and added."""
    kept = [dict(row) for row in rows if chance.random() > chance.choice([0, 0.1, 0.5, 0.9])]
    for row in kept:
        edit = chance.choice(["", "", "title", "start", "summary", "id"])
        if edit == "title":
            row["title"] += " in the region"
        elif edit == "start":
            row["start"] = f"2018-{chance.randint(1, 12):02}-01"
        elif edit:
            row[edit] = "" if edit == "summary" else row["id"] + chance.choice(["", "-new"])
    more = rows_of(30)[25 : 25 + chance.randint(0, 3)]
    return chance.sample(kept, len(kept)) + more + kept[: chance.randint(0, 1)]


@pytest.mark.parametrize("seed", range(12))
def test_a_row_goes_only_with_its_name_and_comes_back(
    seed: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(seed)
    rows = rows_of(12, ids=seed % 2 == 0)
    folder = tmp_path / "folder"
    build.main([str(write(tmp_path / "first.csv", rows)), "--into", str(folder)])
    if chance.random() < 0.3:  # A folder edited by hand may repeat an id, or lack one.
        by_hand = [*table(folder).values(), {**rows[3], "id": chance.choice(["row-3", ""])}]
        write(folder / "consultations.csv", by_hand)
    before, old = contents(folder), csv_rows(folder)
    source = write(tmp_path / "next.csv", edited(chance, rows) or rows[:1])
    options = chance.choice(WAYS)
    capsys.readouterr()
    status = build.main([str(source), "--into", str(folder), *options])
    said = capsys.readouterr()
    if status == 2 or "--dry-run" in options:
        assert contents(folder) == before
        return
    new = csv_rows(folder)
    assert "--add" not in options or len(new) >= len(old)
    gone = [row["title"] for row in old if row["id"] not in {each["id"] for each in new}]
    lines = said.out.splitlines()
    assert [title for title in gone if f"  {title}" not in lines] == []
    assert len(old) - len(new) <= sum(f"  {row['title']}" in lines for row in old)
    assert build.main(["--into", str(folder), "--back"]) == 0
    assert contents(folder) == before
    # And forth again, by the name that was printed.
    key = capsys.readouterr().out.split("--back ")[-1].split()[0]
    assert build.main(["--into", str(folder), "--back", key]) == 0
    assert csv_rows(folder) == new


def csv_rows(folder: Path) -> list[dict[str, str]]:
    if not (folder / "consultations.csv").is_file():
        frame = read_parquet(folder / "consultations.parquet")[0]
        return [dict(row) for row in frame[list(COLUMNS)].to_dict("records")]
    with (folder / "consultations.csv").open(encoding="utf-8", newline="") as file:
        return [{name: row[name] for name in COLUMNS} for row in csv.DictReader(file)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    into = tmp_path / "folder"
    build.main([str(write(tmp_path / "first.csv", rows_of(10))), "--into", str(into)])
    return into


def test_corrections_leave_all_else(folder: Path, tmp_path: Path) -> None:
    before = table(folder)
    lines = "id,start,summary,sources\nrow-3,2017-04-11,,Letter of May\n"
    (tmp_path / "mail.csv").write_text(lines, encoding="utf-8")
    assert build.main([str(tmp_path / "mail.csv"), "--into", str(folder)]) == 2
    assert table(folder) == before
    assert build.main([str(tmp_path / "mail.csv"), "--into", str(folder), "--add"]) in (0, 1)
    after = table(folder)
    changed = {"start": "2017-04-11", "sources": "Letter of May"}
    assert after == {**before, "row-3": before["row-3"] | changed}


def test_a_dry_run_names_old_and_new_values(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = rows_of(11)[1:]
    rows[2]["start"] = "2017-04-11"
    before, source = contents(folder), write(tmp_path / "next.csv", rows)
    capsys.readouterr()
    build.main([str(source), "--into", str(folder), "--dry-run"])
    lines = capsys.readouterr().out.splitlines()
    assert "    start: 2017-04-10 → 2017-04-11" in lines
    assert lines[-1] == "Nothing was written."
    assert contents(folder) == before


def test_a_reworded_title_keeps_its_id(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows, folder = rows_of(10, ids=False), tmp_path / "folder"
    source = write(tmp_path / "list.csv", rows)
    build.main([str(source), "--into", str(folder)])
    before = table(folder)
    rows[4]["title"] = "Hearing on the subject e4, opened by the mayor"
    write(source, rows)
    capsys.readouterr()
    assert build.main([str(source), "--into", str(folder)]) == 2
    said = capsys.readouterr().err
    assert "Is this the same meeting?" in said
    answer = next(line.split() for line in said.splitlines() if line.startswith("    --same"))
    assert answer[1].endswith("=hearing-on-subject-e4-dakar-2017")
    assert build.main([str(source), "--into", str(folder), *answer]) == 0
    assert list(table(folder)) == list(before)
    # The answer is remembered, and asked no more.
    assert build.main([str(source), "--into", str(folder)]) == 0
    assert list(table(folder)) == list(before)


def test_an_edit_by_hand_that_the_list_replaces_is_named(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    by_hand = table(folder)
    by_hand["row-2"]["summary"] = "Mine"
    write(folder / "consultations.csv", list(by_hand.values()), tuple(by_hand["row-2"]))
    rows = rows_of(10)
    rows[5]["start"] = "2017-06-12"
    capsys.readouterr()
    build.main([str(write(tmp_path / "next.csv", rows)), "--into", str(folder)])
    lines = capsys.readouterr().out.splitlines()
    i = lines.index("Edits by hand that the list replaces: 1")
    assert lines[i + 1] == "  Hearing on subject c2: summary: Mine → Summary 2"
