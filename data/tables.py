"""CSV files as frames of text, whatever state they are in."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pandas as pd

from data.errors import Finding

if TYPE_CHECKING:
    from pathlib import Path

ROW = "_row"
"""Column that keeps the row of the file, counted as a spreadsheet does."""


def read_table(path: Path) -> tuple[pd.DataFrame, list[Finding]]:
    """Read a CSV file as text.

    Returns:
        The frame, every column `str`, "" where a cell is empty, with the row of the file in
        `_row` (a record counts as one row, the header is row 1); and what was wrong with the
        file. A missing or empty file gives a frame without columns.
    """
    if not path.is_file():
        return pd.DataFrame(), [
            Finding(path.name, 0, "", "", "a file of this name", "Add the file, or go without it.")
        ]
    text, findings = _decode(path)
    frame, broken = _parse(text, path.name)
    return _cleaned(frame), findings + broken


def _decode(path: Path) -> tuple[str, list[Finding]]:
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        row = raw.count(b"\n", 0, error.start) + 1
        seen = repr(raw[error.start : error.start + 1])[2:-1]
        finding = Finding(
            path.name, row, "", seen, "UTF-8 text", "Save the file as UTF-8; read as Windows-1252."
        )
        return raw.decode("cp1252", errors="replace"), [finding]


def _parse(text: str, name: str) -> tuple[pd.DataFrame, list[Finding]]:
    """Parse with the quick engine; where a row has too many cells, with the patient one."""
    options = {"dtype": str, "keep_default_na": False, "index_col": False}
    try:
        return pd.read_csv(io.StringIO(text), **options), []
    except pd.errors.EmptyDataError:
        return pd.DataFrame(), []
    except pd.errors.ParserError:
        bad: list[list[str]] = []
        frame = pd.read_csv(
            io.StringIO(text), engine="python", on_bad_lines=lambda row: bad.append(row), **options
        )
    findings = [
        Finding(
            name, 0, "", ", ".join(row)[:200], "as many cells as the header",
            "Put quotes around cells with commas.", left_out=True,
        )
        for row in bad
    ]  # fmt: skip
    return frame, findings


def _cleaned(frame: pd.DataFrame) -> pd.DataFrame:
    """Strip names and cells, drop NUL, number the rows, drop those without any text."""
    frame = frame.fillna("").astype("str")
    frame.columns = pd.Index([str(name).strip().lower() for name in frame.columns])
    frame = frame.loc[:, ~frame.columns.duplicated()]
    frame = frame.loc[:, [name for name in frame.columns if not name.startswith("unnamed:")]]
    for column in frame.columns:
        frame[column] = frame[column].str.replace("\x00", "", regex=False).str.strip()
    frame[ROW] = range(2, len(frame) + 2)
    written = (frame.drop(columns=ROW) != "").any(axis="columns")
    return frame[written].reset_index(drop=True)


def with_columns(frame: pd.DataFrame, columns: tuple[str, ...]) -> pd.DataFrame:
    """Give a frame of text every one of `columns`; those it lacks are empty."""
    missing = {name: "" for name in (*columns, ROW) if name not in frame.columns}
    return frame.assign(**missing).astype(dict.fromkeys(missing, "str"))


def listed(cell: str) -> list[str]:
    """Split a cell at its semicolons: `"a; b"` gives `["a", "b"]`, an empty one gives `[]`."""
    return [part.strip() for part in cell.split(";") if part.strip()]


def exploded(frame: pd.DataFrame, key: str, column: str) -> pd.DataFrame:
    """One row a value of a list column.

    Returns:
        Columns `key`, `column`, `position` (0 for the first value of a cell), in the order of
        the frame; empty cells give no row.
    """
    parts = frame[[key, column]].assign(**{column: frame[column].str.split(";")})
    parts = parts.explode(column)
    parts[column] = parts[column].str.strip()
    parts = parts[parts[column].fillna("") != ""]
    parts["position"] = parts.groupby(level=0).cumcount()
    return parts.reset_index(drop=True)
