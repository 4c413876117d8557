"""Read OpenDocument spreadsheets (.ods): one row per row of a sheet."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from defusedxml.ElementTree import iterparse

from data.lists.readers.assemble import assemble, leave_out_long
from data.lists.readers.checked_zip import open_zip, unpack
from data.lists.readers.excel_reader import (
    check_sheets,
    look_through,
    number_text,
    too_far,
)
from data.lists.readers.limits import MOST_CELL_LETTERS, MOST_COLUMNS, SHEET
from data.lists.readers.raw_table import RawTable, UnreadableError
from data.lists.readers.sheets import Sheet, read_chosen
from data.model.errors import msgid

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator
    from typing import TypeAlias
    from xml.etree.ElementTree import Element

    from data.lists.readers.file_kinds import ReadOptions
    from data.lists.readers.issue_log import Notes

    Row: TypeAlias = tuple[int, list[str]]

_SPACE = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
_TABLE, _OFFICE, _TEXT, _STYLE, _NUMBER = (
    "{" + _SPACE.format(name) + "}" for name in ("table", "office", "text", "style", "datastyle")
)
_CONTENT = "content.xml"
_NUMBERS = {"float", "percentage", "currency"}
_FIRST_ROWS = 60
_MOST_SPACES = 1_000


@dataclass
class _Sheet:
    """A sheet while it is read: its rows, and the styles of its columns."""

    name: str
    is_hidden: bool = False
    rows: list[Row] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    next_row: int = 1
    cells: int = 0

    def count(self) -> tuple[int, bool]:
        """The number of filled rows; all are known."""
        return len(self.rows), False


@dataclass
class _Styles:
    """Styles of the file: what dates of a style show, and the tables that are hidden."""

    shown: dict[str, str] = field(default_factory=dict)
    of_cell: dict[str, str] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)

    def pattern(self, style: str) -> str:
        """The month and day that dates of a cell's style show, as for `strftime`."""
        return self.shown.get(self.of_cell.get(style, ""), "-%m-%d")


def read_ods(data: bytes, notes: Notes, options: ReadOptions) -> RawTable:
    """Read the list of events of a spreadsheet, and other sheets that may have the same table.

    Args:
        data: The file.
        notes: Collects issues.
        options: May name the sheet; by default the first visible one with a table.

    Raises:
        UnreadableError: Not a spreadsheet, an unsafe one, or larger than allowed.
    """
    with open_zip(data, notes.file) as archive:
        _check_password(archive, notes.file)
        look_through(archive, notes.file)
        with archive.open(_CONTENT) as content:
            sheets = list(_sheets(content, notes.file))
    names = tuple(each.name for each in sheets)
    check_sheets(names, notes)

    def read(position: int, notes: Notes) -> RawTable:
        return _read_sheet(sheets[position], names, notes)

    return read_chosen([*map(_head, sheets)], options.sheet, notes, read)


def _read_sheet(sheet: _Sheet, names: tuple[str, ...], notes: Notes) -> RawTable:
    if sheet.merged:
        notes.add(
            0, "", ", ".join(sheet.merged[:10]), msgid("Some cells are merged across rows."),
            msgid("Unmerge them and fill in each row. Only the first row has the value."),
            level="guessed",
        )  # fmt: skip
    cells = assemble(_checked(sheet.rows, notes), notes, fixed=True, most=SHEET)
    return RawTable(cells, notes.file, "ods", sheet.name, names, issues=notes.issues())


def _check_password(archive: zipfile.ZipFile, file: str) -> None:
    manifest = "META-INF/manifest.xml"
    if manifest in archive.namelist():
        text = b"".join(unpack(archive, manifest, file))
        if b"encryption-data" in text:
            raise UnreadableError(
                msgid("{file} is protected by a password."),
                msgid("Save it without a password, then try again."),
                file=file,
            )


def _sheets(content: object, file: str) -> Iterator[_Sheet]:
    """Yield each sheet with its rows, freeing each row's elements as soon as it is read."""
    styles, sheet = _Styles(), _Sheet("")
    # Tables may be inside cells' annotations or shapes; only those of the sheet itself count.
    depth = 0
    for event, element in iterparse(content, events=("start", "end")):
        tag = element.tag
        if tag == _TABLE + "table":
            depth += 1 if event == "start" else -1
            if event == "start" and depth == 1:
                sheet = _Sheet(element.get(_TABLE + "name", ""))
                sheet.is_hidden = element.get(_TABLE + "style-name", "") in styles.hidden
            elif event == "end" and depth == 0:
                yield sheet
                element.clear()
        elif event == "start" or depth > 1:
            continue
        elif tag == _TABLE + "table-row":
            _add_row(sheet, element, styles, file)
            element.clear()
        elif tag == _TABLE + "table-column":
            _add_columns(sheet, element)
        elif depth == 0:
            _add_style(styles, element)


def _add_style(styles: _Styles, element: Element) -> None:
    name = element.get(_STYLE + "name", "")
    if element.tag == _NUMBER + "date-style":
        parts = {child.tag.removeprefix(_NUMBER) for child in element}
        has_day = "day" in parts or "year" not in parts
        styles.shown[name] = "-%m-%d" if has_day else "-%m" if "month" in parts else ""
    elif element.tag == _STYLE + "style":
        styles.of_cell[name] = element.get(_STYLE + "data-style-name", "")
        properties = element.find(_STYLE + "table-properties")
        if properties is not None and properties.get(_TABLE + "display") == "false":
            styles.hidden.add(name)


def _add_columns(sheet: _Sheet, element: Element) -> None:
    count = _count(element, "number-columns-repeated", MOST_COLUMNS - len(sheet.columns))
    sheet.columns += [element.get(_TABLE + "default-cell-style-name", "")] * count


def _add_row(sheet: _Sheet, element: Element, styles: _Styles, file: str) -> None:
    """Add a row to the sheet, as often as it is repeated, unless it is empty."""
    repeats = int(element.get(_TABLE + "number-rows-repeated", "1"))
    texts: list[str] = []
    for cell in element:
        if cell.tag not in {_TABLE + "table-cell", _TABLE + "covered-table-cell"}:
            continue
        text = _cell_text(cell, sheet, len(texts), styles)
        texts += [text] * _count(cell, "number-columns-repeated", MOST_COLUMNS + 1 - len(texts))
        if text and int(cell.get(_TABLE + "number-rows-spanned", "1")) > 1:
            sheet.merged.append(text)
    while texts and not texts[-1]:
        texts.pop()
    if texts:
        if len(texts) > MOST_COLUMNS:
            raise too_far(sheet.next_row, len(texts), file)
        sheet.cells += repeats * len(texts)
        if sheet.cells > SHEET.cells:
            raise UnreadableError(
                msgid("Too many cells in {file} (limit: {most})."),
                msgid("Split the file, or keep only the rows and columns you need."),
                file=file, most=f"{SHEET.cells:,}",
            )  # fmt: skip
        sheet.rows += [(sheet.next_row + i, texts) for i in range(repeats)]
    sheet.next_row += repeats


def _count(element: Element, name: str, most: int) -> int:
    return max(0, min(int(element.get(_TABLE + name, "1")), most))


def _cell_text(cell: Element, sheet: _Sheet, column: int, styles: _Styles) -> str:
    """Return a cell's value as text, as `excel_reader.cell_text` does."""
    kind = cell.get(_OFFICE + "value-type", "")
    if kind in _NUMBERS:
        return number_text(float(cell.get(_OFFICE + "value", "nan")))
    if kind == "date":
        day, _, clock = cell.get(_OFFICE + "date-value", "").partition("T")
        clock = clock[:5]
        if clock.strip("0:"):
            return f"{day} {clock}"
        own = sheet.columns[column] if column < len(sheet.columns) else ""
        pattern = styles.pattern(cell.get(_TABLE + "style-name", own))
        return "-".join(day.split("-")[: 1 + pattern.count("%")])
    if kind == "time":
        # "PT14H30M00S"
        digits = "".join(sign if sign.isdigit() else " " for sign in cell.get(
            _OFFICE + "time-value", ""
        )).split()  # fmt: skip
        return ":".join(digits).removesuffix(":00")
    if kind == "boolean":
        return cell.get(_OFFICE + "boolean-value", "").upper()
    return "\n".join(_inner(part) for part in cell if part.tag == _TEXT + "p")


def _inner(element: Element) -> str:
    """Return the text of a paragraph, without notes."""
    parts = [element.text or ""]
    for child in element:
        if child.tag == _TEXT + "s":
            parts.append(" " * min(int(child.get(_TEXT + "c", "1")), _MOST_SPACES))
        elif child.tag == _TEXT + "line-break":
            parts.append("\n")
        elif child.tag == _TEXT + "tab":
            parts.append("\t")
        elif child.tag not in {_TEXT + "note", _OFFICE + "annotation"}:
            parts.append(_inner(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _head(sheet: _Sheet) -> Sheet:
    first = [cells for _, cells in sheet.rows[:_FIRST_ROWS]]
    return Sheet(sheet.name, first, sheet.count, sheet.is_hidden)


def _checked(rows: list[Row], notes: Notes) -> Iterator[Row]:
    """Yield the rows without those that have a cell too long."""
    for row, texts in rows:
        if len(max(texts, key=len)) > MOST_CELL_LETTERS:
            leave_out_long(row, texts, notes)
        else:
            yield row, texts
