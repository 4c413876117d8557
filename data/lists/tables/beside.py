"""Join tables that stand beside each other behind an empty column, or leave the others aside."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pandas as pd

from data.lists.readers.header_row import column_letters, column_number
from data.lists.readers.issue_log import Notes
from data.lists.readers.raw_table import Parts, RawTable
from data.lists.tables.joining import headers_of, joined, kind_of_name, own_name, same_columns
from data.model.errors import msgid
from data.model.schema import ROW
from data.words.folding import fold

_LEAST_NAMES = 2

BESIDE = msgid("A second table stands beside the list. It was left aside.")
BESIDE_ALIKE = msgid("A second list stands beside the first. It was not read.")
IN_TABLE_BESIDE = msgid("The row belongs to a second table beside the list.")
_NOTHING = msgid("There is nothing to do. If it has events, save it as a file of its own.")
_PUT_BELOW = msgid("Put its rows below the first list, or save it as a file of its own.")


def with_tables_beside(raw: RawTable, notes: Notes) -> tuple[pd.DataFrame, Parts]:
    """Join the tables beside the list that have its columns, and leave other tables aside.

    Columns behind an empty one are another table if they have names of the first again, or rows
    where it has none.

    Args:
        raw: A table as read.
        notes: Gets an issue for each other table, and for each row that is only there.

    Returns:
        The rows, and the tables that they come from: see `RawTable.parts`. The frame itself if
        there is one table.
    """
    frame = raw.frame
    blocks = _blocks(headers_of(frame), raw.gaps)
    if len(blocks) < 2:
        return frame, ()
    main = max(blocks, key=_names_in)
    same = [block for block in blocks if block is main or same_columns(main, block)]
    if len(same) == 1:
        return _without_others(frame, blocks, main, notes), ()
    inside = [name for block in same for name in block if block is not main]
    others = [block for block in blocks if block not in same]
    base = frame.drop(columns=inside)
    base = base[(base[main] != "").any(axis="columns")]
    if others:
        base = _without_others(base, [main, *others], main, notes)
    frames = [base if block is main else _filled(frame[[*block, ROW]]) for block in same]
    names = [_name(block, raw.gap_letters) for block in same]
    last, parts = int(frame[ROW].max()), []
    for i, (name, part) in enumerate(zip(names, frames, strict=True)):
        parts.append((name, i * last))
        frames[i] = part.assign(**{ROW: part[ROW] + i * last}).rename(columns=_plain(part.columns))
    return joined(names, frames, notes, has_groups=all(map(_group, same))), tuple(parts)


def _filled(frame: pd.DataFrame) -> pd.DataFrame:
    rows: pd.DataFrame = frame[(frame.drop(columns=ROW) != "").any(axis="columns")]
    return rows


def _plain(columns: Collection[str]) -> dict[str, str]:
    """Return the names of columns without number and group: "Title" for "2023.Title"."""
    plain = {str(name): own_name(str(name)) for name in columns if name != ROW}
    return plain if len({*plain.values()}) == len(plain) else {}


def _group(block: Sequence[str]) -> str:
    """Return the group above the columns of a table; "" without one."""
    groups = {name.rpartition(".")[0] for name in block}
    return groups.pop() if len(groups) == 1 else ""


def _name(block: Sequence[str], letters: dict[str, str]) -> str:
    """Return the name of a table: the group above its columns, or else their letters, "E–G"."""
    if group := _group(block):
        return group
    first = column_number(letters.get(block[0], "A"))
    return f"{column_letters(first)}–{column_letters(first + len(block) - 1)}"


def _without_others(
    frame: pd.DataFrame, blocks: list[list[str]], main: list[str], notes: Notes
) -> pd.DataFrame:
    """Return a table without the columns of other tables beside it."""
    is_filled = (frame[main] != "").any(axis="columns")
    others = [block for block in blocks if block is not main]
    alike = [block for block in others if _repeats(main, block)]
    apart = [
        block
        for block in others
        if block not in alike
        and len(block) >= _LEAST_NAMES
        and ((frame[block] != "").any(axis="columns") & ~is_filled).any()
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
    rest = frame.drop(columns=dropped)
    is_own = (rest.drop(columns=ROW) != "").any(axis="columns")
    rows = frame.loc[~is_own]
    for row, texts in zip(rows[ROW], rows.drop(columns=ROW).to_numpy(), strict=True):
        action = _PUT_BELOW if alike else _NOTHING
        notes.leave_out(int(row), map(str, texts), IN_TABLE_BESIDE, action)
    only: pd.DataFrame = rest[is_own]
    return only


def _blocks(headers: Sequence[str], gaps: Collection[str]) -> list[list[str]]:
    """Cut the columns where one is empty."""
    blocks: list[list[str]] = []
    for header in headers:
        if header in gaps or not blocks:
            blocks.append([])
        blocks[-1].append(header)
    return blocks


def _names_in(block: Sequence[str]) -> int:
    return len({kind for header in block if (kind := kind_of_name(header))})


def _repeats(main: Sequence[str], block: Sequence[str]) -> bool:
    """Whether a block has at least two names of another one, and so a list of its own."""
    names = {fold(own_name(header)) for header in main}
    again = [header for header in block if fold(own_name(header)) in names]
    return len(again) >= _LEAST_NAMES and 2 * len(again) >= len(block)
