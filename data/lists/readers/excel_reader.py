"""Read Excel workbooks: one row per row of a sheet."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import lru_cache, partial
from itertools import islice
from typing import TYPE_CHECKING, Any

import openpyxl
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.worksheet import _read_only

from data.lists.readers.assemble import assemble, leave_out_long
from data.lists.readers.checked_zip import open_zip, unpack
from data.lists.readers.file_kinds import ReadOptions
from data.lists.readers.header_row import column_letters
from data.lists.readers.issue_log import Notes
from data.lists.readers.limits import MOST_CELL_LETTERS, MOST_COLUMNS, MOST_SHEETS, SHEET
from data.lists.readers.raw_table import RawTable, UnreadableError
from data.lists.readers.sheets import Sheet, read_chosen
from data.model.errors import msgid

if TYPE_CHECKING:
    from openpyxl.cell.read_only import ReadOnlyCell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NOT_LETTERS = re.compile(r'"[^"]*"|\\.|\[[^\[\]]*\]')
"""Literal parts of a number format."""

_LARGEST_WHOLE = 10**15
"""Numbers of a spreadsheet are exact up to 15 digits."""


def cell_text(cell: ReadOnlyCell) -> str:
    """Return a cell's value as text; "" for an empty cell.

    Numbers have up to 15 digits and no ".0". Dates are ISO and as exact as the cell's format:
    "2016-04" if it shows no day, "2016" if it shows only a year. Booleans are TRUE or FALSE.
    """
    value = cell.value
    match value:
        case None:
            text = ""
        case str():
            text = _unescape(value)
        case bool():
            text = "TRUE" if value else "FALSE"
        case int() | float():
            text = number_text(value)
        case date():
            text = _date_text(value, cell.number_format)
        case time():
            text = value.isoformat("seconds").removesuffix(":00")
        case _:
            # An array formula is an object; its text is the formula.
            text = str(getattr(value, "text", None) or value)
    return text


def number_text(value: float) -> str:
    """Write a number as people do: 5, not 5.0; 0.3, not 0.30000000000000004."""
    if value == value // 1 and abs(value) < _LARGEST_WHOLE:
        return str(int(value))
    return f"{value:.15g}"


def _unescape(text: str) -> str:
    """Undo Excel's escapes for characters that XML can't hold."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), text).replace("\r\n", "\n")
        text = text.replace("\r", "\n").replace("\0", "")
    return text


def _date_text(value: date, number_format: str) -> str:
    if isinstance(value, datetime) and (value.hour or value.minute or value.second):
        return value.isoformat(sep=" ", timespec="minutes")
    return value.strftime(f"{value.year:04d}{_parts_shown(number_format)}")


@lru_cache(maxsize=256)
def _parts_shown(number_format: str) -> str:
    """Return the month and day that a number format shows, as a pattern for `strftime`."""
    letters = _NOT_LETTERS.sub("", number_format.partition(";")[0].lower())
    if "d" in letters or "y" not in letters:
        return "-%m-%d"
    return "-%m" if "m" in letters else ""


class _CellReader(_read_only.WorkSheetParser):
    """Keeps the text of a cell that is not what its type says, such as a date on 30 February.

    openpyxl would refuse the whole workbook for it.
    """

    def parse_cell(self, element: Any) -> dict[str, Any]:
        try:
            cell: dict[str, Any] = super().parse_cell(element)
        except (ValueError, IndexError, OverflowError):
            place = element.get("r")
            row, column = (
                coordinate_to_tuple(place) if place else (self.row_counter, self.col_counter)
            )
            text = element.findtext("{*}v") or ""
            return {
                "row": row,
                "column": column,
                "value": text,
                "data_type": "s",
                "style_id": 0,
            }
        return cell


_OVERLAP = 300
_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_BARE_FORMULA = re.compile(rb"(?:</f>|<f[^<>]*/>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")
_MERGED = re.compile(rb'<mergeCell ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_MOST_MERGED = 10
_UTF_16 = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")


@dataclass
class Parts:
    """Issues of `look_through`.

    `has_bare_formulas`: some formula has no calculated value. `merged`: by path of a sheet, the
    first of its cells that are merged across rows, "A2:A9, B2:B9".
    """

    has_bare_formulas: bool = False
    merged: dict[str, str] = field(default_factory=dict)


def look_through(archive: zipfile.ZipFile, file: str) -> Parts:
    """Scan every XML part once, piece by piece, without parsing it.

    Raises:
        UnreadableError: A part is damaged, or declares entities. No spreadsheet program does, and
            they can expand to any size.
    """
    parts = Parts()
    for name in archive.namelist():
        if name.lower().endswith((".xml", ".rels")):
            _look_at(archive, name, file, parts)
    return parts


def _look_at(archive: zipfile.ZipFile, name: str, file: str, parts: Parts) -> None:
    before = b""
    merged: dict[bytes, None] = {}
    is_sheet = name.startswith("xl/worksheets/")
    for piece in unpack(archive, name, file):
        text = before + piece
        if _DECLARES.search(text) or (not before and text.startswith(_UTF_16)):
            raise _declares_entities(file)
        if is_sheet and not parts.has_bare_formulas and b"<f" in text:
            parts.has_bare_formulas = bool(_BARE_FORMULA.search(text))
        if is_sheet and b"<mergeCell " in text:
            merged |= dict.fromkeys(
                match.group()[16:-1] for match in _MERGED.finditer(text) if match[2] != match[4]
            )
        before = text[-_OVERLAP:]
    if merged:
        parts.merged[name] = b", ".join(list(merged)[:_MOST_MERGED]).decode()


def _declares_entities(file: str) -> UnreadableError:
    return UnreadableError(
        msgid("{file} contains unsafe parts that no spreadsheet program writes."),
        msgid("Open it in a spreadsheet program and save it as an Excel workbook (.xlsx)."),
        file=file,
    )


_LAST_ROW = 1_048_576
_MOST_COUNTED = 2_000
"""Rows of a sheet that isn't read are counted up to this."""
_LOOKED_THROUGH, _FIRST_ROWS = 1_000, 60
"""Rows to look at in each sheet, before one is chosen."""


def read_xlsx(data: bytes, notes: Notes, options: ReadOptions) -> RawTable:
    """Read the list of events of a workbook, and other sheets that may have the same table.

    Args:
        data: The file.
        notes: Collects issues.
        options: May name the sheet; by default the first visible one with a table.

    Raises:
        UnreadableError: Not a workbook, an unsafe one, or larger than allowed.
    """
    with open_zip(data, notes.file) as archive:
        parts = look_through(archive, notes.file)
    with warnings.catch_warnings():
        # openpyxl warns of features that it doesn't support, such as drop-downs. None is read.
        warnings.simplefilter("ignore")
        with closing(_open(data)) as book:
            names = tuple(str(worksheet.title) for worksheet in book.worksheets)
            check_sheets(names, notes)
            formulas = _open(data, formulas=True) if parts.has_bare_formulas else None

            def read(position: int, notes: Notes) -> RawTable:
                return _read_sheet(book.worksheets[position], formulas, parts, names, notes)

            return read_chosen([*map(_head, book.worksheets)], options.sheet, notes, read)


def _read_sheet(
    sheet: ReadOnlyWorksheet, formulas: Workbook | None, parts: Parts, names: tuple[str, ...],
    notes: Notes,
) -> RawTable:  # fmt: skip
    if merged := parts.merged.get(_path(sheet)):
        notes.add(
            0, "", merged, msgid("Some cells are merged across rows."),
            msgid("Unmerge them and fill in each row. Only the first row has the value."),
            level="guessed",
        )  # fmt: skip
    title = str(sheet.title)
    bare = formulas[title] if formulas else None
    cells = assemble(_rows(sheet, bare, notes), notes, fixed=True, most=SHEET)
    return RawTable(cells, notes.file, "xlsx", title, names, issues=notes.issues())


def _open(data: bytes, *, formulas: bool = False) -> Workbook:
    # openpyxl has no parameter for it; whoever else reads a workbook in this process is not harmed.
    _read_only.WorkSheetParser = _CellReader
    return openpyxl.load_workbook(
        io.BytesIO(data), read_only=True, data_only=not formulas, keep_links=False
    )


def _path(sheet: ReadOnlyWorksheet) -> str:
    """Return a sheet's path in the archive, which openpyxl doesn't make public."""
    return str(getattr(sheet, "_worksheet_path", "")).removeprefix("/")


def check_sheets(names: tuple[str, ...], notes: Notes) -> None:
    """Raise `UnreadableError` if a workbook has no sheet, or too many."""
    if not names:
        raise UnreadableError(
            msgid("{file} has no readable sheet."),
            msgid("Open it in a spreadsheet program and save it as an Excel workbook (.xlsx)."),
            file=notes.file,
        )
    if len(names) > MOST_SHEETS:
        raise UnreadableError(
            msgid("Too many sheets in {file}: {number} (limit: {most})."),
            msgid("Save the sheet you need as a separate file."),
            file=notes.file,
            number=f"{len(names):,}",
            most=f"{MOST_SHEETS:,}",
        )


def _head(sheet: ReadOnlyWorksheet) -> Sheet:
    is_hidden = sheet.sheet_state != "visible"
    return Sheet(sheet.title, _first_texts(sheet), partial(_count_rows, sheet), is_hidden)


def _first_texts(sheet: ReadOnlyWorksheet) -> list[list[str]]:
    """Return the texts of the first rows that are filled."""
    filled = (
        [str(cell.value) for cell in cells if cell.value is not None] for cells in _cell_rows(sheet)
    )
    return list(islice(filter(None, islice(filled, _LOOKED_THROUGH)), _FIRST_ROWS))


def _count_rows(sheet: ReadOnlyWorksheet) -> tuple[int, bool]:
    """Count the filled rows, up to `_MOST_COUNTED`, and say whether there are more."""
    count = 0
    for i, cells in enumerate(_cell_rows(sheet)):
        count += any(cell.value is not None for cell in cells)
        if count > _MOST_COUNTED or i > 2 * _MOST_COUNTED:
            return min(count, _MOST_COUNTED), True
    return count, False


def _cell_rows(sheet: ReadOnlyWorksheet) -> Iterable[tuple[Any, ...]]:
    # openpyxl would pad each row to the size that the sheet claims.
    sheet.reset_dimensions()
    rows: Iterable[tuple[Any, ...]] = sheet.iter_rows()
    return rows


def _rows(
    sheet: ReadOnlyWorksheet, formulas: ReadOnlyWorksheet | None, notes: Notes
) -> Iterator[tuple[int, list[str]]]:
    """Yield each row as text; formulas without a value as formulas."""
    without_value = iter(_cell_rows(formulas)) if formulas else None
    for row, cells in enumerate(_cell_rows(sheet), 1):
        texts = [cell_text(cell) for cell in cells]
        if without_value:
            _fill_in_formulas(row, texts, next(without_value, ()), notes)
        while texts and not texts[-1]:
            texts.pop()
        if row > _LAST_ROW or len(texts) > MOST_COLUMNS:
            raise too_far(row, len(texts), notes.file)
        if texts and len(max(texts, key=len)) > MOST_CELL_LETTERS:
            leave_out_long(row, texts, notes)
            continue
        yield row, texts


def _fill_in_formulas(row: int, texts: list[str], cells: tuple[Any, ...], notes: Notes) -> None:
    for i, cell in enumerate(cells[: len(texts)]):
        if not texts[i] and cell.data_type == "f":
            texts[i] = cell_text(cell)
            notes.add(
                row,
                column_letters(i + 1),
                texts[i],
                msgid("The formula has no calculated value."),
                msgid(
                    "Open the file in a spreadsheet program and save it. "
                    "Until then the formula itself is shown."
                ),
            )


def too_far(row: int, column: int, file: str) -> UnreadableError:
    """Return the error for a cell far outside its table."""
    cell = f"{column_letters(max(column, 1))}{row}"
    return UnreadableError(
        msgid("{file} has content in cell {cell}, far outside its table."),
        msgid("Delete the rows and columns outside the table, then save it again."),
        file=file,
        cell=cell,
    )
