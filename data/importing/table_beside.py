"""Leave a second table aside that stands beside the list of events, behind an empty column."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from data.campaign.errors import msgid
from data.campaign.schema import ROW
from data.importing.columns.column_names import USUAL, match_name
from data.words.folding import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import pandas as pd

    from data.importing.readers.issue_log import Notes

_LEAST_NAMES = 2
_LEAST_OWN_ROWS = 1
_NUMBERED = re.compile(r" \(\d+\)$")

BESIDE = msgid("A second table stands beside the list. It was left aside.")
BESIDE_ALIKE = msgid("A second list stands beside the first. It was not read.")
IN_TABLE_BESIDE = msgid("The row belongs to a second table beside the list.")
_NOTHING = msgid("There is nothing to do. If it has events, save it as a file of its own.")
_PUT_BELOW = msgid("Put its rows below the first list, or save it as a file of its own.")


def without_table_beside(frame: pd.DataFrame, gaps: Collection[str], notes: Notes) -> pd.DataFrame:
    """Return a table without the columns of other tables beside it.

    Columns behind an empty one are another table if they have names of the first again, or rows
    where it has none.

    Args:
        frame: Text columns, and `_row`.
        gaps: The columns with an empty one before them.
        notes: Gets an issue for each other table, and for each row that is only there.
    """
    blocks = _blocks([str(name) for name in frame.columns if name != ROW], gaps)
    if len(blocks) < 2:  # noqa: PLR2004 (one table)
        return frame
    main = max(blocks, key=_names_in)
    is_filled = (frame[main] != "").any(axis="columns")
    others = [block for block in blocks if block is not main]
    alike = [block for block in others if _repeats(main, block)]
    apart = [
        block
        for block in others
        if block not in alike
        and len(block) >= _LEAST_NAMES
        and ((frame[block] != "").any(axis="columns") & ~is_filled).sum() >= _LEAST_OWN_ROWS
    ]
    if not alike and not apart:
        return frame
    for block in others:
        count = int((frame[block] != "").any(axis="columns").sum())
        seen = f"{', '.join(block)} ({count:,})"
        if block in alike:
            notes.add(0, "", seen, BESIDE_ALIKE, _PUT_BELOW, level="guessed")
        elif block in apart:
            notes.add(0, "", seen, BESIDE, _NOTHING, level="noted")
    dropped = [name for block in (*alike, *apart) for name in block]
    kept = frame.drop(columns=dropped)
    is_own = (kept.drop(columns=ROW) != "").any(axis="columns")
    rows = frame.loc[~is_own]
    for row, texts in zip(rows[ROW], rows.drop(columns=ROW).to_numpy(), strict=True):
        action = _PUT_BELOW if alike else _NOTHING
        notes.leave_out(int(row), map(str, texts), IN_TABLE_BESIDE, action)
    only: pd.DataFrame = kept[is_own]
    return only


def _blocks(headers: Sequence[str], gaps: Collection[str]) -> list[list[str]]:
    """Cut the columns where one is empty."""
    blocks: list[list[str]] = []
    for header in headers:
        if header in gaps or not blocks:
            blocks.append([])
        blocks[-1].append(header)
    return blocks


def _own_name(header: str) -> str:
    """Return a column's name as it was written: "Title" for "Title (2)" and "Meetings.Title"."""
    return _NUMBERED.sub("", header.rpartition(".")[2].strip())


def _names_in(block: Sequence[str]) -> int:
    matches = [match_name(_own_name(header)) for header in block]
    return len({match.column for match in matches if match and match.rank <= USUAL})


def _repeats(main: Sequence[str], block: Sequence[str]) -> bool:
    """Whether a block has at least two names of another one, and so a list of its own."""
    names = {fold(_own_name(header)) for header in main}
    again = [header for header in block if fold(_own_name(header)) in names]
    return len(again) >= _LEAST_NAMES and 2 * len(again) >= len(block)
