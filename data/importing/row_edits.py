"""Corrections of a list's rows, as a sequence of steps that can be undone."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field

import pandas as pd

from data.columnar.white_space import collapse_text
from data.model.schema import ROW

_MOST_ADDED = 1_000
"""Rows that one step can add when steps are read from a text."""


@dataclass(frozen=True)
class Edit:
    """One step.

    Attributes:
        cells: New texts by row of the file and header.
        added: Number of empty rows added at the end.
        deleted: Deleted rows of the file.
    """

    cells: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    added: int = 0
    deleted: tuple[int, ...] = ()


def apply_edits(frame: pd.DataFrame, edits: Sequence[Edit]) -> pd.DataFrame:
    """Apply the steps in order.

    Args:
        frame: Columns of text, and the row of the file in `_row`. It is not changed.
        edits: The steps; edits of missing rows and headers are ignored.

    Returns:
        The same columns; added rows have numbers that no row had. Without steps, the frame itself.
    """
    last = int(frame[ROW].max()) if len(frame) else 1
    for edit in edits:
        if edit.cells:
            frame = _with_cells(frame, edit.cells)
        if edit.deleted:
            frame = frame[~frame[ROW].isin(edit.deleted)].reset_index(drop=True)
        if edit.added:
            frame = _with_rows(frame, range(last + 1, last + 1 + edit.added))
            last += edit.added
    return frame


def _with_cells(frame: pd.DataFrame, cells: Mapping[int, Mapping[str, str]]) -> pd.DataFrame:
    frame = frame.copy()
    index_of = {int(row): index for index, row in zip(frame.index, frame[ROW], strict=True)}
    for row, texts in cells.items():
        for header, text in texts.items():
            if row in index_of and header in frame.columns and header != ROW:
                frame.loc[index_of[row], header] = collapse_text(text)
    return frame


def _with_rows(frame: pd.DataFrame, rows: range) -> pd.DataFrame:
    texts = {name: "" for name in frame.columns if name != ROW}
    added = pd.DataFrame([{**texts, ROW: row} for row in rows], columns=frame.columns)
    return pd.concat([frame, added.astype(frame.dtypes)], ignore_index=True)


def write_edits(edits: Sequence[Edit]) -> str:
    """Write the steps as JSON; `read_edits` reads it."""
    return json.dumps([asdict(edit) for edit in edits])


def read_edits(text: str) -> tuple[Edit, ...]:
    """Read steps from JSON.

    Raises:
        ValueError: It is not such a text.
    """
    try:
        return tuple(
            Edit(
                cells={
                    int(row): {str(header): str(cell) for header, cell in cells.items()}
                    for row, cells in step["cells"].items()
                },
                added=min(max(int(step["added"]), 0), _MOST_ADDED),
                deleted=tuple(int(row) for row in step["deleted"]),
            )
            for step in json.loads(text)
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ValueError(f"No steps: {text[:100]}") from error
