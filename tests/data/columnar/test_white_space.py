"""White space in cells is collapsed, whichever reader the table came from."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from data.columnar.white_space import collapse, collapse_text
from data.importing.import_list import import_table
from data.importing.recipe import Recipe
from data.importing.row_edits import Edit, apply_edits
from data.lists.readers.read_file import read_bytes
from data.loading.csv_tables import LEAST_BYTES, read_table
from data.loading.load import load_campaign
from data.loading.parquet import as_parquet, read_parquet
from tests.data.lists.readers.workbooks import workbook


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("a  b", "a b"),
        ("a \t\u00a0\u3000\u200b b", "a b"),
        ("a\u200b\u200b\u200bb", "a\u200bb"),
        ("a \n b", "a\nb"),
        ("a\r\n\r\n \r\n\r\nb", "a\n\nb"),
        ("a\n\nb", "a\n\nb"),
        ("\u200b", ""),
        (" \u200b a \ufeff", "a"),
        # One is left as it is: French has a space at which no line ends before a colon.
        ("a\u00a0: b\u2028c\td", "a\u00a0: b\u2028c\td"),
    ],
)
def test_runs_of_white_space_become_one_space(text: str, rest: str) -> None:
    assert collapse_text(text) == rest
    assert collapse_text(rest) == rest


def test_other_cells_stay_the_same() -> None:
    texts = pa.chunked_array([["é", "a  b"], ["", "c"]], pa.large_string())
    assert collapse(texts).to_pylist() == ["é", "a b", "", "c"]


BLANKS = " " * 40 + "\u00a0" * 40
CELL = f"Paris{BLANKS}France"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", f"title,city\nA,{CELL}\n".encode()),
        ("a.json", f'[{{"title": "A", "city": "{CELL}"}}]'.encode()),
        ("a.xlsx", workbook([["title", "city"], ["A", CELL]])),
    ],
)
def test_each_reader_of_lists_collapses(name: str, data: bytes) -> None:
    assert read_bytes(name, data).frame.loc[0, "city"] == "Paris France"


@pytest.mark.parametrize("rows", [1, LEAST_BYTES // 20])
def test_each_reader_of_folders_collapses(tmp_path: Path, rows: int) -> None:
    path = tmp_path / "consultations.csv"
    lines = [f"id{row},Title {row},{CELL}" for row in range(rows)]
    path.write_text("\n".join(["id,title,city", *lines]), encoding="utf-8")
    assert set(read_table(path)[0]["city"]) == {"Paris France"}
    if rows == 1:
        assert load_campaign(tmp_path).places["city"].tolist() == ["Paris France"]
        assert read_parquet(as_parquet(path))[0]["city"].tolist() == ["Paris France"]


def test_a_correction_is_collapsed() -> None:
    frame = read_bytes("a.csv", b"title,city\nA,Lima\n").frame
    assert apply_edits(frame, [Edit(cells={2: {"city": CELL}})])["city"].tolist() == [
        "Paris France"
    ]


def test_a_long_name_is_read_in_part_and_kept_whole() -> None:
    name = "Paris, " * 400
    found = import_table(read_bytes("a.csv", f'title,city\nA,"{name}"\n'.encode()), Recipe())
    assert found.campaign.consultations["city"].str.len().max() <= 500
    assert found.campaign.consultations["extra.city as written"].tolist() == [name.strip()]
    assert [one.column for one in found.report.issues if "500 characters" in one.expected]
