"""The export formats: one `Format` each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module

from data.export.extract import Extract
from data.filters.query import Query
from data.filters.select import count
from data.model.errors import NotOfferedError, TooMuchError, msgid
from data.words.languages import number

QUICK_ROWS = 5_000
"""A usual file of so many consultations takes a second or two."""


@dataclass(frozen=True)
class Format:
    """One file format of a selection.

    Attributes:
        id: Its id, which is also the ending of its files: `xlsx`, `map.png`.
        mime: Its media type.
        title: Its name, a message id.
        inside: Its content in one line, a message id.
        group: One of `formats.GROUPS`.
        writer: `module:function` below `data.export`. The function takes an `Extract` and returns
            the file or its pieces, one per block: the same bytes for the same extract.
        most_rows: The most consultations that it can hold; None for no limit.
        quick_rows: More consultations than this take a while; None for never.
        in_parts: Whether a campaign in shards is written part by part, or from its counts; any
            other format holds no more of it than is brought to one machine.
        of_demands: Whether only campaigns with demands offer it.
    """

    id: str
    mime: str
    title: str
    inside: str
    group: str
    writer: str
    most_rows: int | None = None
    quick_rows: int | None = QUICK_ROWS
    in_parts: bool = False
    of_demands: bool = False

    @property
    def ending(self) -> str:
        """The ending of its files, without the first dot."""
        return self.id

    def refusal(self, extract: Extract) -> TooMuchError | None:
        """Return why the format can't hold the selection; None if it can."""
        chosen, most = count(extract.campaign, extract.choice), self.most_rows
        readable = extract.campaign.most_rows
        if readable and not self.in_parts:
            most = min(most or readable, readable)
        if most is None or chosen <= most:
            return None
        return TooMuchError(
            msgid("Too many for this format: {count}. It holds up to {most}."),
            msgid("Select fewer, or use CSV or Parquet."),
            count=number(chosen, extract.language),
            most=number(most, extract.language),
        )

    def takes_long(self, extract: Extract) -> bool:
        """Whether writing it takes so long that it needs a background job."""
        chosen = count(extract.campaign, extract.choice)
        return self.quick_rows is not None and chosen > self.quick_rows

    def write(self, extract: Extract) -> bytes:
        """Write the file of an extract.

        Raises:
            TooMuchError: The format can't hold so many consultations.
        """
        return b"".join(self.pieces(extract))

    def pieces(self, extract: Extract) -> Iterator[bytes]:
        """Write the file of an extract in pieces, about one per block of `data.export.extract`.

        Raises:
            TooMuchError: The format can't hold so many consultations.
        """
        if refusal := self.refusal(extract):
            raise refusal
        module, _, function = self.writer.partition(":")
        content = getattr(import_module(f"data.export.{module}"), function)(extract)
        if isinstance(content, bytes):
            yield content
        else:
            yield from content


TABLES = msgid("Tables")
PICTURES = msgid("Map and pictures")
DOCUMENTS = msgid("Documents")
CALENDAR = msgid("Calendar")
CITATION = msgid("Citation")
GROUPS = (DOCUMENTS, PICTURES, TABLES, CALENDAR, CITATION)
"""Groups of formats, in the order in which they are offered."""


_RECORDS = 200_000
"""JSON of so many is a quarter of a gigabyte, and programs read all of it into memory."""

_SHEETS = 20_000
_EVENTS = 10_000
MOST_CONSULTATIONS = 20_000
"""Of a document or picture: a browser takes seconds to open a page with more."""

FORMATS = (
    Format(
        "pdf", "application/pdf", msgid("Brief, PDF"),
        msgid("One to four pages: map, figures, table, organizations, documents, sources."),
        DOCUMENTS, "brief.brief:brief_file", MOST_CONSULTATIONS, 2_000,
    ),
    Format(
        "page.pdf", "application/pdf", msgid("One-page brief, PDF"),
        msgid("To hand out: the result, figures, map and what each meeting asked for."),
        DOCUMENTS, "brief.one_page:one_page_file", MOST_CONSULTATIONS, 2_000,
    ),
    Format(
        "html", "text/html", msgid("Web page"),
        msgid(
            "One file that works offline: map, timeline, table and cards, "
            "in the language of this page."
        ),
        DOCUMENTS, "single_page.document:html_file", MOST_CONSULTATIONS, 2_000,
    ),
    Format(
        "pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        msgid("Slides, PowerPoint"), msgid("The tour as editable slides, with notes."),
        DOCUMENTS, "powerpoint.presentation:slides_file", MOST_CONSULTATIONS, 2_000,
    ),
    Format(
        "report.html", "text/html", msgid("Report back"),
        msgid("For those who were there: what they asked for and where it appears, to print."),
        DOCUMENTS, "report_back:report_file", MOST_CONSULTATIONS, 2_000, of_demands=True,
    ),
    Format(
        "map.png", "image/png", msgid("Map, PNG"), msgid("For slides and the web."),
        PICTURES, "drawing.page:map_png", MOST_CONSULTATIONS,
    ),
    Format(
        "map.svg", "image/svg+xml", msgid("Map, SVG"), msgid("Editable vector."),
        PICTURES, "drawing.page:map_svg", MOST_CONSULTATIONS,
    ),
    Format(
        "timeline.png", "image/png", msgid("Timeline, PNG"),
        msgid("For slides and the web."), PICTURES, "drawing.page:timeline_png", MOST_CONSULTATIONS,
    ),
    Format(
        "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        msgid("Excel"), msgid(
            "Sheets for the list, places, roles, documents, organizations and regions."
        ),
        TABLES, "workbook:workbook_file", _SHEETS, 2_000,
    ),
    Format(
        "csv", "text/csv", msgid("CSV"),
        msgid("One table with one row each."), TABLES,
        "tidy_tables:csv_file", quick_rows=20_000, in_parts=True,
    ),
    Format(
        "organizations.csv", "text/csv", msgid("Organizations, CSV"),
        msgid("One row per organization, with its roles counted."), TABLES,
        "tidy_tables:organizations_csv", quick_rows=20_000, in_parts=True,
    ),
    Format(
        "demands.csv", "text/csv", msgid("Demands, CSV"),
        msgid("One row per demand, with its present answer and status."), TABLES,
        "tidy_tables:demands_csv", quick_rows=None, in_parts=True, of_demands=True,
    ),
    Format(
        "judgements.csv", "text/csv", msgid("Judgements, CSV"),
        msgid("One row per judgement of a demand, with its evidence."), TABLES,
        "tidy_tables:judgements_csv", quick_rows=None, in_parts=True, of_demands=True,
    ),
    Format(
        "json", "application/json", msgid("JSON"),
        msgid("The whole list with places, roles, documents and links."),
        TABLES, "json_files:json_file", _RECORDS, 10_000, in_parts=True,
    ),
    Format(
        "parquet", "application/vnd.apache.parquet", msgid("Parquet"),
        msgid("The CSV table with data types, for pandas, R and DuckDB."),
        TABLES, "parquet:parquet_file", quick_rows=20_000, in_parts=True,
    ),
    Format(
        "geojson", "application/geo+json", msgid("GeoJSON"),
        msgid("Points, and lines to where results went, for QGIS and other GIS."),
        TABLES, "json_files:geojson_file", _RECORDS, 10_000,
    ),
    Format(
        "ics", "text/calendar", msgid("Calendar"),
        msgid("All-day events with place and link, for Google, Outlook and Apple."),
        CALENDAR, "calendar:ics_file", _EVENTS, 2_000,
    ),
    Format(
        # Translators: a plain text file, beside BibTeX and RIS
        "txt", "text/plain", msgid("Text"), msgid("The citation as a sentence."),
        CITATION, "about:text_citation", quick_rows=None, in_parts=True,
    ),
    Format(
        "bib", "application/x-bibtex", msgid("BibTeX"), msgid("For LaTeX and JabRef."),
        CITATION, "about:bibtex_file", quick_rows=None, in_parts=True,
    ),
    Format(
        "ris", "application/x-research-info-systems", msgid("RIS"),
        msgid("For EndNote and Mendeley."), CITATION, "about:ris_file", quick_rows=None,
        in_parts=True,
    ),
)  # fmt: skip
"""All formats, in the order in which they are offered."""

_USUAL = {"png": "map.png", "svg": "map.svg"}
"""Formats for endings that are no format by themselves."""

_GONE = (
    "handout.pdf", "map.print.png", "map.pdf", "timeline.print.png", "timeline.svg", "timeline.pdf",
    "regions.csv", "csl.json",
)  # fmt: skip
"""Endings of formats that were given up: refused, not written in the format of their last part."""


def formats_of(group: str, campaign: Query | None = None) -> tuple[Format, ...]:
    """Return the formats of a group, in the order in which they are offered.

    With a campaign, without those that it has nothing for.
    """
    lacks_demands = campaign is not None and not len(campaign.demands)
    return tuple(
        form for form in FORMATS if form.group == group and not (form.of_demands and lacks_demands)
    )


def format_named(name: str) -> Format:
    """Return the format with an id.

    Raises:
        NotOfferedError: There is no such format.
    """
    named = next((form for form in FORMATS if form.id == name), None)
    if named is None:
        raise NotOfferedError(
            msgid("There is no format {name}."),
            msgid("Available formats: {formats}."),
            name=name,
            formats=", ".join(form.id for form in FORMATS),
        )
    return named


def format_of(file_name: str) -> Format:
    """Return the format of a file name: the longest ending that is a format, else the usual one.

    Raises:
        NotOfferedError: No format has this ending, or not any more.
    """
    name = file_name.lower()
    if gone := next((ending for ending in _GONE if name.endswith(f".{ending}")), ""):
        return format_named(gone)
    fitting = [form for form in FORMATS if name.endswith(f".{form.id}")]
    if fitting:
        return max(fitting, key=lambda form: len(form.id))
    last = name.rpartition(".")[2]
    return format_named(_USUAL.get(last, last))
