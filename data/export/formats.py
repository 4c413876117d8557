"""The export formats: one `Format` each."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from data.campaign.errors import NotOfferedError, TooMuchError, msgid
from data.choosing.select import count
from data.words.languages import number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from data.export.extract import Extract

QUICK_ROWS = 5_000
"""Of so many consultations the usual file is made within a second or two."""


@dataclass(frozen=True)
class Format:
    """One form that a choice can be taken away in.

    Attributes:
        id: What it is asked for by, and what its files end with: `xlsx`, `map.png`.
        mime: Its media type.
        title: What it is called, a message id.
        inside: What is inside, in a line, a message id.
        group: One of `formats.GROUPS`.
        writer: `module:function` below `data.export`; the function takes an `Extract` and gives
            the file, or its pieces, one a block: always the same bytes for the same extract.
        most_rows: More consultations than this are refused; None is no limit.
        quick_rows: More consultations than this take a while; None is never.
    """

    id: str
    mime: str
    title: str
    inside: str
    group: str
    writer: str
    most_rows: int | None = None
    quick_rows: int | None = QUICK_ROWS

    @property
    def ending(self) -> str:
        """What its files end with, without the first dot."""
        return self.id

    def refusal(self, extract: Extract) -> TooMuchError | None:
        """Why the form can't carry what is chosen; None if it can."""
        chosen = count(extract.campaign, extract.choice)
        if self.most_rows is None or chosen <= self.most_rows:
            return None
        return TooMuchError(
            msgid("Too many consultations for this format: {count}. It holds up to {most}."),
            msgid("Select fewer, or use CSV or Parquet."),
            count=number(chosen, extract.language),
            most=number(self.most_rows, extract.language),
        )

    def takes_long(self, extract: Extract) -> bool:
        """Whether to make it would hold up who asks for it, and others."""
        chosen = count(extract.campaign, extract.choice)
        return self.quick_rows is not None and chosen > self.quick_rows

    def write(self, extract: Extract) -> bytes:
        """Make the file of an extract.

        Raises:
            TooMuchError: More consultations are chosen than the form can carry.
        """
        return b"".join(self.pieces(extract))

    def pieces(self, extract: Extract) -> Iterator[bytes]:
        """Make the file of an extract piece by piece, one a block of `data.export.extract` or so.

        Raises:
            TooMuchError: More consultations are chosen than the form can carry.
        """
        if refusal := self.refusal(extract):
            raise refusal
        module, _, function = self.writer.partition(":")
        made = getattr(import_module(f"data.export.{module}"), function)(extract)
        if isinstance(made, bytes):
            yield made
        else:
            yield from made


TABLES = msgid("Tables")
PICTURES = msgid("Map and pictures")
DOCUMENTS = msgid("Documents")
CALENDAR = msgid("Calendar")
CITATION = msgid("Citation")
GROUPS = (TABLES, PICTURES, DOCUMENTS, CALENDAR, CITATION)
"""What forms are told apart by, in the order they are offered."""


_RECORDS = 200_000
"""JSON of so many is a quarter of a gigabyte: what reads it wants all of it in memory."""

_SHEETS = 20_000
_EVENTS = 10_000
_PICTURES = 20_000
_PAGES = 20_000

FORMATS = (
    Format(
        "csv", "text/csv", msgid("CSV"),
        msgid("One table, one row per consultation."), TABLES,
        "tidy_tables:csv_pieces", quick_rows=20_000,
    ),
    Format(
        "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        msgid("Excel"), msgid("Sheets for consultations, places, roles and documents."),
        TABLES, "workbook:workbook_file", _SHEETS, 2_000,
    ),
    Format(
        "json", "application/json", msgid("JSON"),
        msgid("Each consultation with its places, roles, documents and links."),
        TABLES, "json_files:json_pieces", _RECORDS, 10_000,
    ),
    Format(
        "parquet", "application/vnd.apache.parquet", msgid("Parquet"),
        msgid("The CSV table with data types, for pandas, R and DuckDB."),
        TABLES, "parquet:parquet_pieces", quick_rows=20_000,
    ),
    Format(
        "geojson", "application/geo+json", msgid("GeoJSON"),
        msgid("Points, and lines to where results went, for QGIS and other GIS."),
        TABLES, "geojson:geojson_pieces", _RECORDS, 10_000,
    ),
    Format(
        "map.png", "image/png", msgid("Map, PNG"), msgid("For slides and the web."),
        PICTURES, "pictures:map_png", _PICTURES,
    ),
    Format(
        "map.print.png", "image/png", msgid("Map, PNG for print"),
        msgid("A4 page, 300 dpi."), PICTURES,
        "pictures:map_print_png", _PICTURES,
    ),
    Format(
        "map.svg", "image/svg+xml", msgid("Map, SVG"), msgid("Editable vector."),
        PICTURES, "pictures:map_svg", _PICTURES,
    ),
    Format(
        "map.pdf", "application/pdf", msgid("Map, PDF"), msgid("Printable page."),
        PICTURES, "pictures:map_pdf", _PICTURES,
    ),
    Format(
        "timeline.png", "image/png", msgid("Timeline, PNG"),
        msgid("For slides and the web."), PICTURES, "pictures:timeline_png", _PICTURES,
    ),
    Format(
        "timeline.print.png", "image/png", msgid("Timeline, PNG for print"),
        msgid("A4 page, 300 dpi."), PICTURES,
        "pictures:timeline_print_png", _PICTURES,
    ),
    Format(
        "timeline.svg", "image/svg+xml", msgid("Timeline, SVG"),
        msgid("Editable vector."), PICTURES, "pictures:timeline_svg", _PICTURES,
    ),
    Format(
        "timeline.pdf", "application/pdf", msgid("Timeline, PDF"), msgid("Printable page."),
        PICTURES, "pictures:timeline_pdf", _PICTURES,
    ),
    Format(
        "pdf", "application/pdf", msgid("Brief, PDF"),
        msgid("One to four pages: map, figures, table, organizations, documents, sources."),
        DOCUMENTS, "brief.brief:brief_file", _PAGES, 2_000,
    ),
    Format(
        "pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        msgid("Slides, PowerPoint"), msgid("The tour as editable slides, with notes."),
        DOCUMENTS, "powerpoint.presentation:slides_file", _PAGES, 2_000,
    ),
    Format(
        "html", "text/html", msgid("Web page"),
        msgid(
            "One file that works offline: map, timeline, table and cards, "
            "in the language of this page."
        ),
        DOCUMENTS, "single_page:html_file", _PAGES, 2_000,
    ),
    Format(
        "ics", "text/calendar", msgid("Calendar"),
        msgid("All-day events with place and link, for Google, Outlook and Apple."),
        CALENDAR, "calendar:ics_file", _EVENTS, 2_000,
    ),
    Format(
        # Translators: a plain text file, beside BibTeX and RIS
        "txt", "text/plain", msgid("Text"), msgid("The citation as a sentence."),
        CITATION, "about:text_citation", quick_rows=None,
    ),
    Format(
        "bib", "application/x-bibtex", msgid("BibTeX"), msgid("For LaTeX and JabRef."),
        CITATION, "about:bibtex_file", quick_rows=None,
    ),
    Format(
        "ris", "application/x-research-info-systems", msgid("RIS"),
        msgid("For EndNote and Mendeley."), CITATION, "about:ris_file", quick_rows=None,
    ),
    Format(
        "csl.json", "application/vnd.citationstyles.csl+json", msgid("CSL JSON"),
        msgid("For Zotero and pandoc."), CITATION, "about:csl_file", quick_rows=None,
    ),
)  # fmt: skip
"""Every form, in the order they are offered."""

_USUAL = {"png": "map.png", "svg": "map.svg"}
"""What a file's last ending means where it is no form by itself."""


def formats_of(group: str) -> tuple[Format, ...]:
    """The forms of a group, in the order they are offered."""
    return tuple(one for one in FORMATS if one.group == group)


def format_named(name: str) -> Format:
    """The form of this id.

    Raises:
        NotOfferedError: There is none.
    """
    found = next((one for one in FORMATS if one.id == name), None)
    if found is None:
        raise NotOfferedError(
            msgid("There is no format {name}."),
            msgid("Available formats: {formats}."),
            name=name,
            formats=", ".join(one.id for one in FORMATS),
        )
    return found


def format_of(file_name: str) -> Format:
    """The form that a file's name asks for: its longest ending that is one; else the usual one.

    Raises:
        NotOfferedError: Its ending is that of no form.
    """
    name = file_name.lower()
    fitting = [one for one in FORMATS if name.endswith(f".{one.id}")]
    if fitting:
        return max(fitting, key=lambda one: len(one.id))
    last = name.rpartition(".")[2]
    return format_named(_USUAL.get(last, last))
