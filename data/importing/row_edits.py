"""Rows of a list corrected by hand, as a chain of small steps that can be taken back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from data.campaign.schema import ROW
from data.loading.white_space import collapsed_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True)
class Edit:
    """One step.

    Attributes:
        cells: New texts: row of the file, then header.
        added: How many empty rows were added below the last one.
        deleted: Rows of the file that were taken out.
    """

    cells: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    added: int = 0
    deleted: tuple[int, ...] = ()


def edited(frame: pd.DataFrame, edits: Sequence[Edit]) -> pd.DataFrame:
    """Take the steps one after the other.

    Args:
        frame: Columns of text, and the row of the file in `_row`. It is not changed.
        edits: The steps; what they say of rows and headers that are not there is passed over.

    Returns:
        The same columns; added rows have numbers that no row had. No steps give the frame itself.
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
    place = {int(row): index for index, row in zip(frame.index, frame[ROW], strict=True)}
    for row, texts in cells.items():
        for header, text in texts.items():
            if row in place and header in frame.columns and header != ROW:
                frame.loc[place[row], header] = collapsed_text(text)
    return frame


def _with_rows(frame: pd.DataFrame, rows: range) -> pd.DataFrame:
    texts = {name: "" for name in frame.columns if name != ROW}
    added = pd.DataFrame([{**texts, ROW: row} for row in rows], columns=frame.columns)
    return pd.concat([frame, added.astype(frame.dtypes)], ignore_index=True)
