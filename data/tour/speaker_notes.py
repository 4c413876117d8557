"""What a presenter is told beside a slide: written notes, else what the facts have to say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.campaign import translated_cell
from data.facts.documents import document_kind
from data.languages import listing, translations
from data.schema import EXTRA, NOTES_FOR_SPEAKER
from data.tour.notes_file import notes_in_files

if TYPE_CHECKING:
    from collections.abc import Iterable

    from data.campaign import Campaign
    from data.facts.record import Party, Record


def written_notes(campaign: Campaign, slide: str, language: str) -> str:
    """The notes that the campaign has for a slide, from its table or from `notes.md`; "" for none.

    Args:
        campaign: The whole campaign. Its table may have a column `notes_for_speaker` (and
            `notes_for_speaker__fr`); its folder may have a `notes.md` (and `notes.fr.md`) with a
            heading per slide: the id of the consultation, or `title`, `overview`, ...
        slide: Id of the slide.
        language: Of the tour; what has no notes in it has those in the campaign's own.
    """
    if slide in campaign.by_id.index:
        row = campaign.by_id.loc[[slide]].iloc[0]
        told = translated_cell(row, EXTRA + NOTES_FOR_SPEAKER, language).strip()
        if told:
            return told
    return notes_in_files(campaign.folder, slide, language)


def told_by_facts(known: Record, language: str) -> str:
    """What is known of a consultation and does not fit on its slide, a paragraph each."""
    say = translations(language)
    several = len(known.sources) > 1
    parts = [
        (say.gettext("Took part"), known.participants),
        (say.gettext("Organized by"), _names(known.organizers, language)),
        (say.gettext("Hosted by"), _names(known.hosts, language)),
        (say.gettext("Partners"), _names(known.partners, language)),
        (say.gettext("Venue"), known.venue),
        ("", known.summary),
        (say.gettext("Documents"), _documents(known, language)),
        (say.gettext("Where sources differ") if several else say.gettext("Notes"), known.notes),
    ]
    return paragraphs(
        say.gettext("{label}: {text}").format(label=label, text=text) if label else text
        for label, text in parts
        if text
    )


def _names(parties: tuple[Party, ...], language: str) -> str:
    return listing([party.name for party in parties], language)


def _documents(known: Record, language: str) -> str:
    said = [
        f"{document.title} ({document_kind(document.kind, language)})"
        if document.kind
        else document.title
        for document in known.documents
    ]
    return "; ".join(said)


def paragraphs(parts: Iterable[str]) -> str:
    """Texts one below the other, an empty line between them; empty ones are left out."""
    return "\n\n".join(part.strip() for part in parts if part.strip())
