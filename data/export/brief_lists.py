"""The lists at the end of a brief: organizations, documents, sources."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from data.export.brief_text import fitting
from data.facts.documents import document_kind
from data.facts.organization_rows import ranking_table, said_involvements
from data.facts.record import documents_of
from data.facts.source_list import source_list
from data.languages import language_name, number, translations
from data.links import short_address, web_address
from data.part import as_part, detached

if TYPE_CHECKING:
    from data.campaign import Campaign
    from data.export.extract import Extract

MOST = 40
"""So many entries a list has; a last one says how many more there are."""


def organizations(extract: Extract) -> list[dict[str, str]]:
    """The most active organizations: `name`, `did` (what how often, in words)."""
    ranked = ranking_table(extract.chosen, extract.language)
    rows = [
        {"name": fitting(row["name"]), "did": said_involvements(row, extract.language)}
        for row in ranked.head(MOST).to_dict("records")
    ]
    return [*rows, *_rest(len(ranked), "name", extract.language)]


def documents(extract: Extract) -> list[dict[str, str]]:
    """The documents: `title`, `about` (consultation, kind, language), `address`, `shown`.

    `address` is "" for one that is not published; `shown` then says so.
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
                    document_kind(document.kind, extract.language),
                    language_name(document.language, extract.language) if document.language else "",
                )
                if part
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
    """The sources: `title` (name or short address), `about` (who cites it), `address` or ""."""
    listed = source_list(_concerned(extract.chosen), extract.language)
    say = translations(extract.language)
    rows: list[dict[str, Any]] = []
    for row in listed.head(MOST).to_dict("records"):
        cited = say.gettext("no. {number}").format(number=row["consultations"])
        parts = [cited if row["consultations"] else "", row["others"]]
        address = web_address(row["source"])
        title = short_address(address) if address else row["source"]
        rows.append(
            {
                "title": fitting(title),
                "about": fitting(" · ".join(part for part in parts if part)),
                "address": address,
            }
        )
    return [*rows, *_rest(len(listed), "title", extract.language)]


def _concerned(chosen: Campaign) -> Campaign:
    """What is chosen with the regions and organizations that it speaks of alone."""
    regions = chosen.regions["id"].isin(chosen.consultations["region"])
    organizations = chosen.organizations["id"].isin(chosen.roles["organization"])
    return replace(
        detached(as_part(chosen)),
        regions=chosen.regions[regions],
        organizations=chosen.organizations[organizations],
    )


def _address(text: str, otherwise: str) -> dict[str, str]:
    address = web_address(text)
    return {"address": address, "shown": short_address(address) if address else otherwise}


def _rest(count: int, name: str, language: str) -> list[dict[str, str]]:
    """The entry that says how many more there are; none if the list is whole."""
    more = count - MOST
    if more <= 0:
        return []
    sentence = translations(language).ngettext("and {count} more", "and {count} more", more)
    texts = dict.fromkeys(("did", "about", "address", "shown"), "")
    return [{**texts, name: sentence.format(count=number(more, language))}]
