"""The brief as a PDF: the content of its pages."""

from __future__ import annotations

from typing import Any

import segno

from data.export.about import scanned
from data.export.brief.tables import (
    by_region_rows,
    by_year_rows,
    documents,
    fitting,
    full_rows,
    organizations,
    short_rows,
    sources,
)
from data.export.drawing.legend import undrawn_note
from data.export.drawing.page import alternative_text, map_credits, map_figure, timeline_figure
from data.export.drawing.timeline import lanes_of
from data.export.drawing.vega import INK, svg
from data.export.extract import Extract, origin_line
from data.export.fonts import boxes_note
from data.export.typesetting import typeset
from data.filters.nouns import count_in_words, meetings_heading
from data.tour.framing_slides import figures_of
from data.words.languages import number, translations
from data.words.links import short_address

MOST_SUMMARIZED = 12
"""Most consultations to show with their summary."""
MOST_IN_FULL = 24
"""Most consultations to show in full rows; more get one line each."""
MOST_IN_BODY = 60
"""Most consultations to list in the body; more are summed up there and listed in an annex."""
MOST_LISTED = 1000
"""Most rows of the annex."""
_LONGEST_TITLE = 150
_WIDTH, _UNIT = 515.0, 0.62
_MAP_HEIGHT, _LANE, _AXIS, _MOST_TIMELINE = 216.0, 18.0, 20.0, 190.0


def brief_content(extract: Extract) -> dict[str, Any]:
    """Return everything that the template of the brief reads; texts from data are plain text.

    Lists are empty and texts "" where there is nothing.
    """
    scan = scanned(extract)
    content: dict[str, Any] = {
        "language": extract.language,
        "title": fitting(extract.title, _LONGEST_TITLE),
        "subtitle": fitting(extract.campaign.settings.text("subtitle", extract.language)),
        "words": fitting(extract.words),
        "made_by": fitting(origin_line(extract), _LONGEST_TITLE),
        "link": scan.text,
        "link_text": short_address(scan.text),
        "qr": qr_svg(scan.text),
        "labels": _labels(extract) | {"read_on": scan.label},
        **_drawings(extract),
        **_lists(extract),
    }
    content["notes"] = [
        note
        for note in (
            undrawn_note(extract, on_map=True),
            undrawn_note(extract, on_map=False),
            _cut_short(extract),
            boxes_note(str(content), extract.language),
        )
        if note
    ]
    return content


def _lists(extract: Extract) -> dict[str, Any]:
    """Return the figures and lists of the selection."""
    count = len(extract.chosen.consultations)
    many = count > MOST_IN_BODY
    in_full = count <= MOST_IN_FULL
    return {
        "figures": [figure._asdict() for figure in figures_of(extract.chosen, extract.language)],
        "rows": full_rows(extract, summaries=count <= MOST_SUMMARIZED) if in_full else [],
        "lines": [] if in_full else short_rows(extract, MOST_LISTED),
        "annexed": many,
        "regions": by_region_rows(extract) if many else [],
        "years": by_year_rows(extract) if many else [],
        "organizations": organizations(extract),
        "documents": documents(extract),
        "sources": sources(extract) if count else [],
        "credits": fitting(extract.campaign.settings.text("credits", extract.language), 1200),
    }


def _drawings(extract: Extract) -> dict[str, Any]:
    """Draw map and timeline; the timeline is "" if nothing has a date."""
    if extract.chosen.consultations.empty:
        return {"map": "", "map_alt": "", "timeline": "", "timeline_alt": ""}
    lanes = len(lanes_of(extract))
    height = min(lanes * _LANE + _AXIS, _MOST_TIMELINE)
    dated = bool(extract.chosen.consultations["dated"].any())
    timeline = timeline_figure(extract, (_WIDTH, height), _UNIT) if dated else {}
    return {
        "map": svg(map_figure(extract, (_WIDTH, _MAP_HEIGHT), _UNIT)).decode(),
        "map_alt": alternative_text(extract, on_map=True),
        "timeline": svg(timeline).decode() if dated else "",
        "timeline_alt": alternative_text(extract, on_map=False),
    }


def qr_svg(link: str) -> str:
    """Return the QR code of a link as SVG; "" for no link or one too long for a code."""
    if not link:
        return ""
    try:
        code = segno.make(link, error="m", micro=False)
    except segno.DataOverflowError:
        return ""
    return str(code.svg_inline(scale=4, border=2, dark=INK))


def _cut_short(extract: Extract) -> str:
    """Return a sentence if the annex lacks rows, else ""."""
    count = len(extract.chosen.consultations)
    if count <= MOST_LISTED:
        return ""
    sentence = translations(extract.language).gettext(
        "The annex lists the first {listed} of {meetings}. Download the Excel file for all."
    )
    return sentence.format(
        listed=number(MOST_LISTED, extract.language),
        meetings=count_in_words(extract.campaign, count, extract.language),
    )


def _labels(extract: Extract) -> dict[str, str]:
    """Return the labels of the template."""
    say = translations(extract.language)
    return {
        "consultations": meetings_heading(extract.campaign, extract.language),
        "regions": say.gettext("By region"),
        "years": say.gettext("By year"),
        "annex": say.gettext("Annex: the whole list"),
        "organizations": say.gettext("Organizers, hosts and partners"),
        "documents": say.gettext("Documents"),
        "sources": say.gettext("Sources"),
        "credits": say.gettext("Credits"),
        "map": say.gettext("Map"),
        "timeline": say.gettext("Timeline"),
        "notes": say.gettext("Notes"),
        "number": say.gettext("No."),
        "title": say.gettext("Title"),
        "place": say.gettext("Place and dates"),
        "who": say.gettext("Organizers and hosts"),
        "region": say.gettext("Region"),
        "year": say.gettext("Year"),
        "cities": say.gettext("Cities"),
        "organizers": say.gettext("Organizations"),
        "when": say.gettext("Dates"),
        "where": say.gettext("Place"),
        "organized": say.gettext("Organized by"),
        "hosted": say.gettext("Hosted by"),
        "both": say.gettext("Organized and hosted by"),
        "asked": say.gettext("What it asked for"),
        "qr": say.gettext("QR code"),
        "nothing": say.gettext("Nothing matches this selection."),
        "page": say.gettext("Page {page} of {pages}"),
        "borders": map_credits(extract.language),
    }


def brief_file(extract: Extract) -> bytes:
    """Write the brief of the selection.

    Returns:
        PDF: title, selection in words, figures, map, timeline, table, organizers and hosts,
        documents, sources, QR code of the link. More than `MOST_IN_FULL` consultations get
        one line each; more than `MOST_IN_BODY` are summed up by region and year and listed in an
        annex, up to `MOST_LISTED`. An empty selection gives a page that says so.
    """
    return typeset("brief.typ", brief_content(extract), extract.day)
