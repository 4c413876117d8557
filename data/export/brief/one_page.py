"""The brief on one page, to hand out."""

from __future__ import annotations

from typing import Any

from data.export.brief.brief import MOST_IN_BODY, brief_content
from data.export.brief.tables import fitting
from data.export.extract import Extract
from data.export.typesetting import typeset
from data.filters.nouns import counts_heading
from data.model.colors_and_shapes import BLACK, WHITE
from data.tour.consultation_slides import first_sentences
from data.tour.findings import result_in_words
from data.tour.framing_slides import figures_of
from data.words.languages import number, translations

_LONGEST_SUMMARY, _LONGEST_CREDITS = 420, 300
_LETTERS, _LEAST = 1260, 120
"""Of all points together, and of one of many: a few consultations are told at length."""
_ROOM = 60
"""Entries that are tried; the template shows as many as fit."""


def one_page_content(extract: Extract) -> dict[str, Any]:
    """Return everything that the template of the page reads; texts from data are plain text.

    `points` has one entry per consultation, or per region of many: `number` ("" for a region),
    `color`, `ink`, `name`, `detail`, `text`.
    """
    content, say = brief_content(extract), translations(extract.language)
    settings, language = extract.campaign.settings, extract.language
    names = ("regions", "countries", "cities", "organizations", "days")
    size = len(extract.chosen.consultations)
    rows = content["rows"] or content["lines"]
    longest = max(_LETTERS // max(len(rows), 1), _LEAST)
    is_by_region = bool(content["regions"]) and size > MOST_IN_BODY
    return content | {
        "figures": [
            figure._asdict() for figure in figures_of(extract.chosen, language, names)
        ],
        "finding": fitting(result_in_words(extract.chosen, language)),
        "summary": fitting(settings.text("summary", language).strip(), _LONGEST_SUMMARY),
        "credits": fitting(settings.text("credits", language), _LONGEST_CREDITS),
        "heading": say.gettext("By region")
        if is_by_region
        else counts_heading(extract.campaign, language),
        "points": _region_points(content["regions"], language)
        if is_by_region
        else [_point(row, longest, language) for row in rows[:_ROOM]],
        "size": size,
        "counts_rest": not is_by_region,
        "labels": content["labels"] | {"rest": say.ngettext(
            "and {count} more", "and {count} more", 2)},
    }  # fmt: skip


def _point(row: dict[str, Any], longest: int, language: str) -> dict[str, str]:
    """Return the entry of a consultation: where and when it was, and what it asked for or was."""
    asked = [one["text"] for one in row.get("asked", ()) if one["text"]]
    summary = row.get("summary", "")
    if longest < len(summary):
        summary = first_sentences(summary)
    is_known = len(asked) > 1
    parts = [*asked, summary] if is_known else [summary, *asked]
    shown = 1
    while shown < len(parts) and len(" ".join(parts[: shown + 1])) <= longest:
        shown += 1
    text = " ".join(part for part in parts[:shown] if part)
    more = len(asked) - shown if is_known else 0
    rest = translations(language).ngettext("{count} more demand", "{count} more demands", more)
    rest = f" (+ {rest.format(count=number(more, language))})" if more > 0 else ""
    return {
        "number": row["number"], "color": row["color"], "ink": row["ink"],
        "name": row["where"] or row["title"],
        "detail": " · ".join(part for part in (row["when"], row["region"]) if part),
        "text": fitting(text, longest) + rest,
    }  # fmt: skip


def _region_points(regions: list[dict[str, str]], language: str) -> list[dict[str, str]]:
    say = translations(language)
    cities, organizations = say.gettext("Cities"), say.gettext("Organizations")
    return [
        {
            "number": "", "color": BLACK, "ink": WHITE,
            "name": f"{row['name']}: {row['consultations']}", "text": "",
            "detail": " · ".join(part for part in (
                f"{cities}: {row['cities']}", f"{organizations}: {row['organizations']}",
                row["when"],
            ) if part),
        }
        for row in regions
    ]  # fmt: skip


def one_page_file(extract: Extract) -> bytes:
    """Write the brief of the selection on one page.

    Returns:
        PDF: title, what the data count, figures, map, and as many consultations as fit
        (of more than `MOST_IN_BODY`, the regions), QR code of the link. An empty selection gives a
        page that says so.
    """
    return typeset("one_page.typ", one_page_content(extract), extract.day)
