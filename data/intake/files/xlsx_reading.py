"""Excel workbooks, without trusting anything in them."""

from __future__ import annotations

import io
import warnings
from contextlib import closing
from typing import TYPE_CHECKING, Any

import openpyxl

from data.errors import msgid
from data.intake.files.assembling import assemble
from data.intake.files.cell_columns import leave_out_long
from data.intake.files.checked_zip import open_zip
from data.intake.files.header_row import column_letters
from data.intake.files.limits import MOST_CELL_LETTERS, MOST_COLUMNS, MOST_SHEETS, SHEET
from data.intake.files.raw_table import RawTable, UnreadableError
from data.intake.files.xlsx_cells import cell_text
from data.intake.files.xlsx_parts import look_through

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from openpyxl.workbook import Workbook
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

    from data.intake.files.notes import Notes

_LAST_ROW = 1_048_576
_FIRST_ROWS = 1_000
_ENOUGH_ROWS = 2


def read_xlsx(data: bytes, notes: Notes, sheet: str = "") -> RawTable:
    """Read one sheet of a workbook.

    Args:
        data: The file.
        notes: Is told of what was wrong.
        sheet: Name of the sheet; "" is the first one that can be seen and has a table.

    Raises:
        UnreadableError: It is no workbook, or a dangerous one, or larger than allowed.
    """
    with open_zip(data, notes.file) as archive:
        parts = look_through(archive, notes.file)
    with warnings.catch_warnings():
        # Of what it doesn't know, such as drop-downs, openpyxl warns; none of it is read here.
        warnings.simplefilter("ignore")
        with closing(_open(data)) as book:
            names = tuple(str(each.title) for each in book.worksheets)
            _check_sheets(names, notes)
            chosen = _chosen(book, sheet, notes)
            _note_merged(parts.merged.get(_path(chosen), ""), notes)
            bare = _open(data, formulas=True)[chosen.title] if parts.has_bare_formulas else None
            cells = assemble(_rows(chosen, bare, notes), notes, fixed=True, most=SHEET)
    return RawTable(cells, notes.file, "xlsx", str(chosen.title), names, findings=notes.findings())


def _note_merged(cells: str, notes: Notes) -> None:
    if cells:
        notes.add(
            0,
            "",
            cells,
            msgid("a value in every row"),
            msgid(
                "Cells of several rows are merged, and only the first of them has the value; "
                "unmerge them and fill each row."
            ),
            level="in doubt",
        )


def _open(data: bytes, *, formulas: bool = False) -> Workbook:
    return openpyxl.load_workbook(
        io.BytesIO(data), read_only=True, data_only=not formulas, keep_links=False
    )


def _path(sheet: ReadOnlyWorksheet) -> str:
    """Where a sheet is in the archive; openpyxl has no public name for it."""
    return str(getattr(sheet, "_worksheet_path", "")).removeprefix("/")


def _check_sheets(names: tuple[str, ...], notes: Notes) -> None:
    if not names:
        raise UnreadableError(
            msgid("{file} has no sheet that can be read."),
            msgid("Open it in a spreadsheet program and save it as Excel workbook (.xlsx)."),
            file=notes.file,
        )
    if len(names) > MOST_SHEETS:
        raise UnreadableError(
            msgid("{file} has {number} sheets; {most} at most can be read."),
            msgid("Save the sheet that is needed as a file of its own."),
            file=notes.file,
            number=f"{len(names):,}",
            most=f"{MOST_SHEETS:,}",
        )


def _chosen(book: Workbook, wanted: str, notes: Notes) -> ReadOnlyWorksheet:
    """The sheet of that name, else the first one with a table."""
    sheets: list[ReadOnlyWorksheet] = list(book.worksheets)
    hidden = [each.title for each in sheets if each.sheet_state != "visible"]
    if wanted:
        for each in sheets:
            if each.title == wanted:
                return each
        notes.add(
            0,
            "",
            wanted,
            msgid("a sheet of this name"),
            msgid("Another sheet was read; choose one."),
            level="in doubt",
        )
    elif hidden:
        notes.add(
            0,
            "",
            ", ".join(hidden),
            msgid("sheets that can be seen"),
            msgid("Hidden sheets are read only if they are chosen."),
            level="noted",
        )
    seen = [each for each in sheets if each.title not in hidden] or sheets
    return next((each for each in seen if _has_table(each)), seen[0])


def _has_table(sheet: ReadOnlyWorksheet) -> bool:
    """Whether there are two rows with text near the top."""
    written = 0
    for place, cells in enumerate(_cell_rows(sheet)):
        written += any(cell.value is not None for cell in cells)
        if written >= _ENOUGH_ROWS or place > _FIRST_ROWS:
            break
    return written >= _ENOUGH_ROWS


def _cell_rows(sheet: ReadOnlyWorksheet) -> Iterable[tuple[Any, ...]]:
    # The size that the sheet claims would fill each row up to it.
    sheet.reset_dimensions()
    rows: Iterable[tuple[Any, ...]] = sheet.iter_rows()
    return rows


def _rows(
    sheet: ReadOnlyWorksheet, formulas: ReadOnlyWorksheet | None, notes: Notes
) -> Iterator[tuple[int, list[str]]]:
    """Each row as text; formulas without a value as formulas."""
    without_value = iter(_cell_rows(formulas)) if formulas else None
    for row, cells in enumerate(_cell_rows(sheet), 1):
        texts = [cell_text(cell) for cell in cells]
        if without_value:
            _fill_in_formulas(row, texts, next(without_value, ()), notes)
        while texts and not texts[-1]:
            texts.pop()
        if row > _LAST_ROW or len(texts) > MOST_COLUMNS:
            raise _too_far(row, len(texts), notes)
        if texts and len(max(texts, key=len)) > MOST_CELL_LETTERS:
            leave_out_long(row, texts, notes)
            continue
        yield row, texts


def _fill_in_formulas(row: int, texts: list[str], cells: tuple[Any, ...], notes: Notes) -> None:
    for place, cell in enumerate(cells[: len(texts)]):
        if not texts[place] and cell.data_type == "f":
            texts[place] = cell_text(cell)
            notes.add(
                row,
                column_letters(place + 1),
                texts[place],
                msgid("a value"),
                msgid(
                    "The formula was never calculated, so its text is shown; "
                    "open the file in a spreadsheet program and save it."
                ),
            )


def _too_far(row: int, column: int, notes: Notes) -> UnreadableError:
    cell = f"{column_letters(max(column, 1))}{row}"
    return UnreadableError(
        msgid(
            "{file} has something in cell {cell}, far from the rest; {most} columns at most can be "
            "read."
        ),
        msgid("Delete the rows and columns beyond the table, and save it anew."),
        file=notes.file,
        cell=cell,
        most=f"{MOST_COLUMNS:,}",
    )
