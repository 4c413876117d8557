"""The pages of one language: start, lists, data, and one per region, organization, consultation."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from data.export.single_page.cards import Card
from data.figures.corrections import correction_mail
from data.figures.demand_records import Meeting, demand_records
from data.figures.demand_words import Asked, asked_in_words, joint_in_words
from data.figures.demands import demand_positions, demands_by_organization
from data.figures.mentions import Mention
from data.figures.organization_record import organization_record
from data.figures.organizations import involvements_in_words
from data.figures.report_back import Report
from data.filters.choice import ALL_KINDS, Choice
from data.filters.describe import organization_names, region_names
from data.filters.nouns import meetings_heading
from data.filters.select import describe, describe_parts, select
from data.model.schema import GLOBAL
from data.site.layout import (
    Page,
    Site,
    consultation_path,
    organization_path,
    region_path,
    report_path,
)
from data.site.structured import dataset, event
from data.words.languages import number, translations

_DESCRIPTION = 200
"""Letters of a summary that search engines and messengers show."""

LIST = "consultations.html"
LIST_ROWS = 500
"""Consultations on one page of the list."""

EVERYTHING = Choice(kinds=(ALL_KINDS,))


def start_page(site: Site, rows: Sequence[Mention], files: Sequence[tuple[str, str]]) -> Page:
    """Return the start page: the story, the map, regions, the first consultations."""
    settings = site.campaign.settings
    subtitle = settings.text("subtitle", site.language)
    words = describe(site.campaign, EVERYTHING, site.language)
    names = region_names(site.campaign, site.language)
    regions = dict.fromkeys(row.region_id or GLOBAL for row in rows)
    values = {
        "subtitle": subtitle,
        "story": settings.text("introduction", site.language),
        "picture": site.pictures.get("index.html", ""),
        "words": words,
        "regions": [(id_, names[id_]) for id_ in regions if id_ in names],
        "size": describe_parts(site.campaign, EVERYTHING, site.language)[1],
        "rows": rows[:50],
    }
    data = dataset(site, subtitle or words, files)
    return Page("index.html", site.title, subtitle or words, "start.html", values, (data,))


def list_pages(site: Site, rows: Sequence[Mention]) -> Iterator[Page]:
    """Yield the pages of the list of all consultations."""
    words = describe(site.campaign, EVERYTHING, site.language)
    heading = meetings_heading(site.campaign, site.language)
    count = max(-(-len(rows) // LIST_ROWS), 1)
    for i in range(count):
        title = heading
        if count > 1:
            title = site.say("{heading}, page {page} of {pages}").format(
                heading=heading,
                page=number(i + 1, site.language),
                pages=number(count, site.language),
            )
        values = {
            "rows": rows[i * LIST_ROWS : (i + 1) * LIST_ROWS],
            "before": _list_path(i - 1) if i else "",
            "after": _list_path(i + 1) if i + 1 < count else "",
        }
        yield Page(_list_path(i), title, words, "list.html", values)


def _list_path(position: int) -> str:
    return f"consultations-{position + 1}.html" if position else LIST


def region_page(site: Site, region: str, rows: Sequence[Mention]) -> Page:
    """Return the page of a region, "global" for consultations without one."""
    choice = Choice(regions=(region,), kinds=(ALL_KINDS,))
    name = region_names(site.campaign, site.language)[region]
    words = describe(site.campaign, choice, site.language)
    values = {
        "parameters": f"region={region}" if region != GLOBAL else "",
        "rows": rows[:LIST_ROWS],
        "more": len(rows) - LIST_ROWS,
        "asked": _asked(site, demand_positions(select(site.campaign, choice))),
    }
    return Page(region_path(region), name, words, "region.html", values)


class AskedList(NamedTuple):
    """Demands in words: each with its one meeting, and those of several meetings together."""

    own: list[tuple[Asked, tuple[Meeting, ...]]]
    label: str
    joint: tuple[Asked, ...]


def _asked(site: Site, positions: np.ndarray) -> AskedList | None:
    """Return some demands in words, the first of many; None without any."""
    demands = demand_records(site.campaign, positions[:LIST_ROWS], site.language)
    own, joint = ([each for each in demands if each.joint is it] for it in (False, True))
    words = asked_in_words(own, site.language)
    label = joint_in_words(len(joint), site.language)
    rows = [(said, demand.meetings) for said, demand in zip(words, own, strict=True)]
    joined = asked_in_words(joint, site.language)
    return AskedList(rows, label, joined) if demands else None


def organizations_page(site: Site) -> Page:
    """Return the list of organizations by name; those with a page of their own are links."""
    names = organization_names(site.campaign, site.language)
    say = translations(site.language)
    size = say.ngettext("{count} organization", "{count} organizations", len(names)).format(
        count=number(len(names), site.language)
    )
    values = {
        "names": sorted(names.items(), key=lambda item: item[1].casefold()),
        "size": size,
    }
    title = site.say("Organizations")
    return Page("organizations.html", title, f"{title} · {size}", "organizations.html", values)


def organization_page(site: Site, organization: str) -> Page:
    """Return the page of an organization: names, roles, consultations, whom it worked with."""
    record = organization_record(site.campaign, organization, site.language)
    parts = record.parts[:LIST_ROWS]
    values = {
        "record": record,
        "parts": parts,
        "did": {
            involvement: involvements_in_words({involvement: 1}, site.language)
            for involvement in {part.involvement for part in parts}
        },
        "more": len(record.parts) - LIST_ROWS,
        "asked": _asked(site, demands_by_organization(site.campaign, organization)),
    }
    description = f"{record.name}: {record.roles}"
    path = organization_path(organization)
    return Page(path, record.name, description, "organization.html", values)


def consultation_page(
    site: Site, card: Card, before: Mention | None, after: Mention | None
) -> Page:
    """Return the page of a consultation, with links to the ones before and after it."""
    known = card.record
    values = {
        "card": card,
        "mail": correction_mail(site.campaign.settings, known, site.language),
        "region": region_names(site.campaign, site.language).get(known.region_id or GLOBAL, ""),
        "steps": [
            (row, rel)
            for row, rel in ((before, "prev"), (after, "next"))
            if row and row.id in site.consultations
        ],
    }
    title = known.title or known.id
    summary = textwrap.shorten(known.summary, _DESCRIPTION, placeholder="…")
    description = " · ".join(part for part in (known.when, known.where, summary) if part) or title
    path = consultation_path(known.id)
    return Page(path, title, description, "consultation.html", values, (event(site, card),))


def report_page(site: Site, report: Report) -> Page:
    """Return what is reported back to those who were at a consultation, to read and to print."""
    title = site.say("Report back to those who were there")
    known = report.meeting
    description = " · ".join(part for part in (known.title, known.where, known.when) if part)
    values = {"content": report}
    return Page(report_path(known.id), title, description, "report.html", values)


def data_page(site: Site, files: Sequence[tuple[str, str]], calendar: str) -> Page:
    """Return the page of files to download and of the calendar to subscribe to."""
    sentence = site.say("Each file holds the whole campaign, related meetings included.")
    values = {"files": files, "calendar": calendar}
    return Page("data.html", site.say("Data"), sentence, "data.html", values)


def missing_page(site: Site) -> Page:
    """Return the page that hosts show for an address that doesn't exist."""
    sentence = site.say("There is no page at this address.")
    return Page("404.html", sentence, sentence, "missing.html", {})
