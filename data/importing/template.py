"""An empty list to fill in: columns, an example row, and what each column is for."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from data.campaign.errors import msgid
from data.words.languages import DEFAULT_LANGUAGE, translations

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet


class ColumnHelp(NamedTuple):
    """One column; `what` and `example` are English message ids, "" for no example."""

    column: str
    what: str
    example: str
    must: bool = False


EXAMPLE_TITLE = msgid("EXAMPLE, replace this row: Hearing on the rights of migrant workers")

COLUMNS_HELP = (
    ColumnHelp(
        "id",
        msgid(
            "A short name for the row, used only once. If empty, it is made from the title."
        ),
        "example",
    ),
    ColumnHelp("title", msgid("Name of the consultation."), EXAMPLE_TITLE, must=True),
    ColumnHelp(
        "kind", msgid("Kind of consultation. Each kind has its own shape on the map."),
        msgid("Hearing"),
    ),
    ColumnHelp(
        "region",
        msgid(
            "Region it covers, which may not be where it took place. Leave empty if worldwide."
        ),
        msgid("West Africa"),
    ),
    ColumnHelp(
        "city",
        msgid(
            "Where it took place. Separate several cities with semicolons. Leave empty if online."
        ),
        "Dakar",
    ),
    ColumnHelp(
        "country",
        msgid(
            "Country of the city, in any usual spelling. Give one for all cities, or one for each."
        ),
        msgid("Senegal"),
    ),
    ColumnHelp(
        "lat",
        msgid(
            "Latitude in degrees, negative in the south. Only needed if the city is not found."
        ),
        "",
    ),
    ColumnHelp(
        "lon",
        msgid(
            "Longitude in degrees, negative in the west. Only needed if the city is not found."
        ),
        "",
    ),
    ColumnHelp(
        "start",
        msgid(
            "First day as year-month-day, as precise as you know it: 2016, 2016-04 or 2016-04-29."
        ),
        "2016-04-28",
    ),
    ColumnHelp(
        "end", msgid("Last day, in the same format. Leave empty for a single day."), "2016-04-29",
    ),
    ColumnHelp(
        "venue", msgid("Building or online platform."),
        msgid("Hall of the trade unions"),
    ),
    ColumnHelp(
        "organizers",
        msgid(
            "Who organized it. Separate several with semicolons, and always use the same spelling."
        ),
        msgid("First organization; Second organization"),
    ),
    ColumnHelp(
        "hosts", msgid("Who hosted it. If an organization did both, name it in both columns."),
        msgid("First organization"),
    ),
    ColumnHelp(
        "partners", msgid("Who took part as a partner. Separate several with semicolons."),
        msgid("Third organization"),
    ),
    ColumnHelp("participants",
    msgid(
        "Who came, or how many."), msgid("45 people from 12 "
        "countries"
    )),
    ColumnHelp(
        "summary", msgid("What happened and what came out of it, in a few sentences."),
        msgid("Workers and lawyers agreed on ten recommendations."),
    ),
    ColumnHelp("feeds_into", msgid("Id of the consultation that its results went to."), ""),
    ColumnHelp("notes", msgid("What readers should know about these facts."), ""),
    ColumnHelp(
        "sources", msgid("Sources of the facts: web addresses or titles, separated by semicolons."),
        "https://example.org/hearing",
    ),
)  # fmt: skip
"""In the order of `CONSULTATION_COLUMNS`."""

SHEET = msgid("Consultations")
HELP_SHEET = msgid("How to fill it in")
HELP_HEADER = (msgid("Column"), msgid("Meaning"), msgid("Example"), msgid("Required?"))
MUST, MAY = msgid("required"), msgid("optional")
KINDS, REGIONS = msgid("Available kinds"), msgid("Available regions")
DATES = msgid("Dates")
DATES_HELP = msgid("As precise as you know it: 2016, 2016-04 or 2016-04-29")
NOT_LISTED = msgid("Not in the list")
NOT_LISTED_HELP = msgid("Check the spelling. You can keep it as a new entry.")


_LAST_ROW = 10_000
"""Rows that drop-downs are there for."""

_LISTS_COLUMN = 5
"""Where the help sheet has the texts of the drop-downs: a hidden sheet would be one that a reader
has to be told about."""

_WIDTHS = {"title": 60, "summary": 50, "sources": 40, "organizers": 36, "hosts": 30, "partners": 30}
_USUAL_WIDTH, _NARROW_WIDTH = 20, 12
_NARROW = {"id", "lat", "lon", "start", "end"}
_HELP_WIDTHS = (16, 90, 60, 20, 4, 36, 36)
_MADE = datetime(2000, 1, 1, tzinfo=UTC)
"""The same in every template, so that the same template has the same bytes."""

_AS_TEXT = {
    "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
    "in_memory": True,
}  # fmt: skip
_LONGEST_SHEET_NAME = 31


def template_csv(language: str = DEFAULT_LANGUAGE) -> bytes:
    """Write the template as CSV.

    Returns:
        The names of the columns and the example row; UTF-8 with a byte order mark (Excel needs
        it), comma, CRLF.
    """
    say = translations(language).gettext
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([help_.column for help_ in COLUMNS_HELP])
    writer.writerow([say(help_.example) if help_.example else "" for help_ in COLUMNS_HELP])
    return text.getvalue().encode("utf-8-sig")


def template_xlsx(kinds: Sequence[str], regions: Sequence[str], language: str) -> bytes:
    """Write the template as an Excel workbook.

    Args:
        kinds: Titles of kinds to choose from; none gives no drop-down.
        regions: Names of regions to choose from; none gives no drop-down.
        language: Of what is explained; the names of the columns are always the same.

    Returns:
        A sheet to fill, with one example row, and a sheet that explains the columns. All cells are
        text, so that no spreadsheet program makes dates or formulas of them.
    """
    from xlsxwriter.workbook import Workbook  # noqa: PLC0415

    output = io.BytesIO()
    with Workbook(output, _AS_TEXT) as book:
        book.set_properties({"created": _MADE})
        say = translations(language).gettext
        filler = _Filler(book, _looks(book), lambda text: say(text) if text else "")
        sheet = book.add_worksheet(_sheet_name(filler.say(SHEET)))
        help_sheet = book.add_worksheet(_sheet_name(filler.say(HELP_SHEET)))
        filler.fill_table(sheet, {"kind": kinds, "region": regions})
        filler.fill_help(help_sheet, kinds, regions)
        for column, texts, place in (("kind", kinds, 0), ("region", regions, 1)):
            if texts:
                filler.add_choice(sheet, column, _range(help_sheet, place, len(texts)))
    return output.getvalue()


class _Looks(NamedTuple):
    header: Format
    text: Format
    example: Format
    wrapped: Format


class _Filler(NamedTuple):
    """Writes the sheets of a book in one language."""

    book: Workbook
    looks: _Looks
    say: Callable[[str], str]

    def fill_table(self, sheet: Worksheet, lists: dict[str, Sequence[str]]) -> None:
        """The header, which stays in sight, and the example; its kind and region from the lists."""
        sheet.freeze_panes(1, 2)
        for place, (column, what, example, _) in enumerate(COLUMNS_HELP):
            usual = _NARROW_WIDTH if column in _NARROW else _USUAL_WIDTH
            sheet.set_column(place, place, _WIDTHS.get(column, usual), self.looks.text)
            sheet.write_string(0, place, column, self.looks.header)
            sheet.write_comment(0, place, self.say(what), {"x_scale": 2})
            shown = next(iter(lists.get(column, ())), self.say(example))
            sheet.write_string(1, place, shown, self.looks.example)
            if column in {"start", "end"}:
                said = {"input_title": self.say(DATES), "input_message": self.say(DATES_HELP)}
                sheet.data_validation(1, place, _LAST_ROW, place, {"validate": "any"} | said)

    def fill_help(self, sheet: Worksheet, kinds: Sequence[str], regions: Sequence[str]) -> None:
        """A row a column of the table, and beside them the texts of the drop-downs."""
        sheet.freeze_panes(1, 1)
        rows = [
            (column, self.say(what), self.say(example), self.say(MUST if must else MAY))
            for column, what, example, must in COLUMNS_HELP
        ]
        for place, width in enumerate(_HELP_WIDTHS):
            sheet.set_column(place, place, width, self.looks.wrapped)
        for place, heading in enumerate(HELP_HEADER):
            cells = [row[place] for row in rows]
            self._write_column(sheet, place, heading, cells)
        for place, (heading, texts) in enumerate(((KINDS, kinds), (REGIONS, regions))):
            if texts:
                self._write_column(sheet, _LISTS_COLUMN + place, heading, texts)

    def add_choice(self, sheet: Worksheet, column: str, source: str) -> None:
        """A drop-down; another text is asked about and can be kept."""
        place = [each.column for each in COLUMNS_HELP].index(column)
        choice = {
            "validate": "list", "source": source, "error_type": "warning",
            "error_title": self.say(NOT_LISTED), "error_message": self.say(NOT_LISTED_HELP),
        }  # fmt: skip
        sheet.data_validation(1, place, _LAST_ROW, place, choice)

    def _write_column(
        self, sheet: Worksheet, place: int, heading: str, cells: Sequence[str]
    ) -> None:
        sheet.write_string(0, place, self.say(heading), self.looks.header)
        for row, cell in enumerate(cells, 1):
            sheet.write_string(row, place, cell, self.looks.wrapped)


def _looks(book: Workbook) -> _Looks:
    as_text = {"num_format": "@"}
    return _Looks(
        header=book.add_format(as_text | {"bold": True, "bottom": 1}),
        text=book.add_format(as_text),
        example=book.add_format(as_text | {"italic": True, "font_color": "#5F6B76"}),
        wrapped=book.add_format(as_text | {"text_wrap": True, "valign": "top"}),
    )


def _sheet_name(text: str) -> str:
    """A text as Excel allows it for a sheet."""
    return "".join(sign for sign in text if sign not in "[]:*?/\\'")[:_LONGEST_SHEET_NAME].strip()


def _range(sheet: Worksheet, place: int, count: int) -> str:
    """Where on the help sheet a list of texts is."""
    from xlsxwriter.utility import xl_range_abs  # noqa: PLC0415

    column = _LISTS_COLUMN + place
    return f"='{sheet.get_name()}'!{xl_range_abs(1, column, count, column)}"
