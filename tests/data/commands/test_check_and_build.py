"""`python -m data.check` and `python -m data.build`."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from data.commands import build, check
from data.loading.load import load_campaign

CLEAN = "Title,Date,City,Country\nA,2016-04-29,Dakar,Senegal\n"
MESSY = CLEAN + "B,someday,Dakar,Senegal\n"


def written(tmp_path: Path, text: str, name: str = "list.csv") -> str:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(("text", "status"), [(CLEAN, 0), (MESSY, 1), ("", 2)])
def test_the_exit_status_says_how_it_went(tmp_path: Path, text: str, status: int) -> None:
    assert check.main([written(tmp_path, text)]) == status


def test_a_campaign_folder_is_checked_too() -> None:
    assert check.main(["data/campaigns/micic"]) == 0


@pytest.mark.parametrize("source", ["not-there.csv", "tests"])
def test_a_source_that_cannot_be_read_is_explained(
    source: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check.main([source]) == 2
    assert capsys.readouterr().err.endswith(".\n")


def test_the_report_is_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    check.main([written(tmp_path, MESSY), "--format", "json"])
    report = json.loads(capsys.readouterr().out)
    assert report["counts"] == {"read": 2, "on_map_and_timeline": 1, "in_tray": 1, "left_out": 0}
    assert [(issue["row"], issue["seen"]) for issue in report["findings"]] == [(3, "someday")]


def test_the_report_is_csv(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    check.main([written(tmp_path, MESSY), "--format", "csv"])
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [(row["row"], row["seen"]) for row in rows] == [("3", "someday")]


@pytest.mark.long
def test_the_report_says_why_rows_are_unmapped(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "C,2016-05-01,Nowhereville,\nD,2016-05-02,,Senegal\nE,,Zoom,\nF,2016-05-04,,\n"
    check.main([written(tmp_path, MESSY + rows)])
    printed = capsys.readouterr().out
    assert printed.splitlines()[2:15] == [
        "Not on the map:",
        "  1 without a place",
        "    row 7: F",
        "  1 with only a country",
        "    row 5: Senegal",
        "  1 online",
        "    row 6: Zoom",
        "  1 whose place was not found",
        "    row 4: Nowhereville",
        "",
        "Not on the timeline:",
        "  1 without a date",
        "    row 6: E",
    ]
    assert "  1 whose date was not recognized\n    row 3: B\n" in printed


def test_a_list_becomes_a_folder_that_loads(tmp_path: Path) -> None:
    recipe = written(tmp_path, 'title = "My list"', "recipe.toml")
    into = tmp_path / "folder"
    assert build.main([written(tmp_path, CLEAN), "--recipe", recipe, "--into", str(into)]) == 0
    campaign = load_campaign(into)
    assert list(campaign.consultations["title"]) == ["A"]
    assert campaign.settings.text("title", "en") == "My list"
    assert (into / "recipe.toml").is_file()


def test_a_folder_with_files_is_not_overwritten_without_the_option(tmp_path: Path) -> None:
    source = written(tmp_path, CLEAN)
    assert build.main([source, "--into", str(tmp_path)]) == 2
    assert build.main([source, "--into", str(tmp_path), "--force"]) == 0


def test_a_file_is_refused_as_the_folder_to_write(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = written(tmp_path, CLEAN)
    assert build.main([source, "--into", source, "--force"]) == 2
    assert f"{source} is a file." in capsys.readouterr().err
    assert (tmp_path / "list.csv").read_text() == CLEAN


def test_a_list_becomes_a_folder_with_parquet(tmp_path: Path) -> None:
    into = tmp_path / "folder"
    assert build.main([written(tmp_path, MESSY), "--into", str(into), "--parquet"]) == 0
    assert (into / "consultations.parquet").is_file()
    assert not (into / "consultations.csv").exists()
    assert list(load_campaign(into).consultations["title"]) == ["A", "B"]


def test_a_file_that_is_too_large_is_not_even_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(300_000_000)
    assert check.main([str(path)]) == 2
    assert "huge.csv is too large: 300 MB (limit: 50 MB)." in capsys.readouterr().err
