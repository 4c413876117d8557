"""What a presenter is told beside a slide: written notes, else what the facts have to say."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from data.campaign import translated_cell
from data.facts.documents import document_kind
from data.languages import listing, translations
from data.schema import EXTRA, NOTES_FOR_SPEAKER

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from data.campaign import Campaign
    from data.facts.record import Party, Record

FILE = "notes.md"
MOST_BYTES = 300_000
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.+?)[ \t#]*$", re.MULTILINE)
_NAMED = {
    "title": "@title",
    "overview": "@overview",
    "unplaced": "@unplaced",
    "closing": "@closing",
}


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
    for name in (f"notes.{language}.md", FILE):
        told = _notes_of(campaign.folder, name).get(slide, "")
        if told:
            return told
    return ""


def _notes_of(folder: str, name: str) -> Mapping[str, str]:
    """The sections of a file of notes by slide; none if it is missing, no text, or too large."""
    if not folder:
        return {}
    path = Path(folder) / name
    try:
        status = path.stat()
        good = path.is_file() and not path.is_symlink() and status.st_size <= MOST_BYTES
        return _sections(path, status.st_mtime_ns) if good else {}
    except OSError:
        return {}


@lru_cache(maxsize=16)
def _sections(path: Path, _changed: int) -> Mapping[str, str]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return {}
    # What stands before the first heading is for whoever edits the file.
    parts = _HEADING.split(text)[1:]
    names = (_NAMED.get(name.strip().lower(), name.strip()) for name in parts[::2])
    return {name: part.strip() for name, part in zip(names, parts[1::2], strict=True)}


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
