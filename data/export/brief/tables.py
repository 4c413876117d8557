"""Tables and lists of the brief."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pandas as pd

from data.export.drawing.map_markers import mark_look
from data.export.drawing.vega import one_line
from data.export.extract import Extract
from data.figures import fields
from data.figures.demand_words import asking, verdicts_in_words
from data.figures.documents import document_facts, source_list
from data.figures.organizations import involvements_in_words, ranking_table
from data.figures.record import Record, documents_of, records
from data.figures.totals import by_region
from data.filters.describe import dates_in_words, places_in_words, region_names
from data.filters.filters import years
from data.filters.query import Query
from data.filters.rows import detached
from data.model.campaign import translated
from data.model.regions import region_colors
from data.tour.consultation_slides import cut
from data.words.dates import when
from data.words.languages import number, translations
from data.words.links import web_address
from data.words.online import places_or_online

LONGEST = 300
"""Letters of a title, name or list of names."""
_FAR = 4
_UNBROKEN = re.compile(r"(\S{14})(?=\S)")
_BREAK = "\u200b"
"""Zero-width space: a word may break here. The template turns it into space without width."""


def fitting(text: str, longest: int = LONGEST) -> str:
    """Put a text on one line, cut at a word, with break points in words longer than a column."""
    # Don't examine letters far beyond the cut.
    near = text if len(text) <= _FAR * longest else text[: _FAR * longest] + "…"
    return _UNBROKEN.sub(rf"\1{_BREAK}", cut(one_line(near), longest))


MOST = 40
"""Entries of a list; a last one counts the rest."""


def organizations(extract: Extract) -> list[dict[str, str]]:
    """Return the most active organizations: `name`, `did` (their roles and counts, in words)."""
    ranked = ranking_table(extract.chosen, extract.language)
    rows = [
        {"name": fitting(row["name"]), "did": involvements_in_words(row, extract.language)}
        for row in ranked.head(MOST).to_dict("records")
    ]
    return [*rows, *_rest(len(ranked), "name", extract.language)]


def documents(extract: Extract) -> list[dict[str, str]]:
    """Return the documents: `title`, `about` (consultation, kind, language), `address`, `shown`.

    `address` is "" for an unpublished document; `shown` then says so.
    """
    frame = extract.chosen.documents
    numbers = extract.chosen.by_id["number"]
    say = translations(extract.language)
    rows = [
        {
            "title": fitting(document.title),
            "about": " · ".join(
                fitting(part)
                for part in (
                    say.gettext("no. {number}").format(number=numbers[consultation]),
                    *document_facts(document, extract.language),
                )
            ),
            **_address(document.address, say.gettext("not published here")),
        }
        for consultation, document in zip(
            frame["consultation"].head(MOST),
            documents_of(frame.head(MOST), extract.language),
            strict=True,
        )
    ]
    return [*rows, *_rest(len(frame), "title", extract.language)]


def sources(extract: Extract) -> list[dict[str, str]]:
    """Return the sources: `title` (name or address), `about` (citers), `address` or ""."""
    listed = source_list(_concerning(extract.chosen), extract.language)
    say = translations(extract.language)
    rows: list[dict[str, Any]] = []
    for row in listed.head(MOST).to_dict("records"):
        numbers = say.gettext("no. {number}").format(number=row["consultations"])
        parts = [numbers if row["consultations"] else "", row["others"]]
        address = web_address(row["source"])
        rows.append(
            {
                "title": printed(address) if address else fitting(row["source"]),
                "about": fitting(" · ".join(part for part in parts if part)),
                "address": address,
            }
        )
    return [*rows, *_rest(len(listed), "title", extract.language)]


def _concerning(chosen: Query) -> Query:
    """Reduce a selection to the regions and organizations of its consultations."""
    regions = chosen.regions["id"].isin(chosen.consultations["region"])
    organizations = chosen.organizations["id"].isin(chosen.roles["organization"])
    reduced = replace(
        detached(chosen),
        regions=chosen.regions[regions],
        organizations=chosen.organizations[organizations],
    )
    return Query.everything(reduced)


def _address(text: str, otherwise: str) -> dict[str, str]:
    address = web_address(text)
    return {"address": address, "shown": printed(address) if address else otherwise}


def printed(address: str) -> str:
    """Return an address in full: nobody can click on paper. Typst breaks it at its signs."""
    return address if len(address) <= LONGEST else address[: LONGEST - 1] + "…"


def _rest(count: int, name: str, language: str) -> list[dict[str, str]]:
    """Return the entry that counts the rest; [] if the list is complete."""
    more = count - MOST
    if more <= 0:
        return []
    sentence = translations(language).ngettext("and {count} more", "and {count} more", more)
    texts = dict.fromkeys(("did", "about", "address", "shown"), "")
    return [{**texts, name: sentence.format(count=number(more, language))}]


_LONGEST_SUMMARY = 900


def full_rows(extract: Extract, *, summaries: bool) -> list[dict[str, Any]]:
    """Return one full row per consultation.

    Args:
        extract: The selection.
        summaries: Whether to include summaries.

    Returns:
        One row per consultation, all texts: `number`, `color` and `ink` of its marker, `title`,
        `kind`, `region`, `where`, `when`, `organizers`, `hosts`, `summary`; "" if unknown. And
        `asked`: what it asked for, a list of `text` and `verdicts`.
    """
    campaign, language = extract.chosen, extract.language
    texts = {
        field.name: fields.texts_of(field, campaign, language)
        for field in fields.FIELDS
        if field.name in ("kind", "organizers", "hosts", "summary")
    }
    if not summaries:
        texts["summary"] = pd.Series("", index=campaign.consultations.index)
    rows = _rows(extract, texts)
    if not len(campaign.demands):
        return [row | {"asked": []} for row in rows]
    known = records(campaign, language)
    return [row | {"asked": _asked(each, language)} for row, each in zip(rows, known, strict=True)]


def _asked(known: Record, language: str) -> list[dict[str, str]]:
    """Return its own demands: `text`, and `verdicts` of the judges; or that none is published."""
    asked = asking(known, language, most=MOST)
    if asked is None:
        return []
    rows = [
        {
            "text": fitting(each.text),
            "verdicts": fitting(verdicts_in_words(each, language), _LONGEST_SUMMARY),
        }
        for each in asked.asked
    ]
    missing = {"text": fitting(asked.unpublished, _LONGEST_SUMMARY), "verdicts": ""}
    return [*rows, missing] if asked.unpublished else rows


def short_rows(extract: Extract, most: int) -> list[dict[str, Any]]:
    """Return the first consultations: `number`, `title`, `region`, `where`, `when`."""
    return _rows(extract, {}, most)


def _rows(
    extract: Extract, texts: dict[str, pd.Series], most: int | None = None
) -> list[dict[str, Any]]:
    campaign, language, say = extract.chosen, extract.language, translations(extract.language)
    table = campaign.consultations
    colors = region_colors(campaign.regions)
    where = fields.look_up(table["id"], places_in_words(campaign.places, language))
    dates = dates_in_words(table, language)
    regions = table["region"].astype("str")
    frame = pd.DataFrame(
        {
            "number": table["number"].astype("str"),
            "title": translated(table, "title", language),
            "region": fields.look_up(regions, region_names(campaign, language)),
            "where": places_or_online(where, translated(table, "venue", language), language),
            "when": dates.where(dates != "", say.gettext("Date unknown")),
            **texts,
        }
    ).head(most if most is not None else len(table))
    looks = [mark_look(colors.get(region, colors[""])) for region in regions.head(len(frame))]
    frame = frame.map(fitting)
    if "summary" in texts:
        frame["summary"] = texts["summary"].map(lambda text: fitting(text, _LONGEST_SUMMARY))
    rows = frame.to_dict("records")
    return [
        {
            **{str(name): text for name, text in row.items()},
            "color": look["color"],
            "ink": look["ink"],
        }
        for row, look in zip(rows, looks, strict=True)
    ]


def by_region_rows(extract: Extract) -> list[dict[str, str]]:
    """Count by region.

    Returns:
        One row per region with consultations: `name`, `consultations`, `cities`,
        `organizations`, `when`. [] for a single region, which tells nothing.
    """
    language = extract.language
    counted = by_region(extract.chosen)
    counted = counted[counted["consultations"] > 0]
    names = region_names(extract.campaign, language)
    rows = [
        {
            "name": fitting(names[row["region"]]),
            "consultations": number(row["consultations"], language),
            "cities": number(row["cities"], language),
            "organizations": number(row["organizations"], language),
            "when": ""
            if pd.isna(row["first"])
            else when(row["first"].date(), row["last"].date(), "month", language),
        }
        for row in counted.to_dict("records")
    ]
    return rows if len(rows) > 1 else []


def by_year_rows(extract: Extract) -> list[dict[str, str]]:
    """Count by year.

    Returns:
        One row per year in which a consultation began: `name`, `consultations`, `part` (of the
        maximum, "0" to "1", for a bar). [] for a single year, which tells nothing.
    """
    table = extract.chosen.consultations
    counts = table.loc[table["dated"], "first"].dt.year.value_counts()
    by_year = [(year, int(counts.get(int(year), 0))) for year in years(extract.chosen)]
    rows = [
        {
            "name": year,
            "consultations": number(count, extract.language),
            "part": f"{count / counts.max():.3f}",
        }
        for year, count in by_year
        if count
    ]
    return rows if len(rows) > 1 else []
