"""Speaker notes: written in `notes.md`, otherwise made from the facts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from data.figures.demand_words import asking, verdicts_in_words
from data.figures.documents import document_kind
from data.figures.record import Record
from data.filters.query import Query
from data.model.campaign import translated_cell
from data.model.errors import Issue, msgid
from data.model.folder import cache_by_contents, small_file
from data.model.schema import EXTRA, NOTES_FOR_SPEAKER
from data.words.languages import join_lists, listing, translations

FILE = "notes.md"
MOST_BYTES = 300_000
_FILE_NAME = re.compile(r"notes(\.[a-z]{2,3})?\.md")
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.+)$", re.MULTILINE)
_NAMED = {
    "title": "@title",
    "overview": "@overview",
    "unplaced": "@unplaced",
    "closing": "@closing",
}


def notes_in_files(folder: str, slide: str, language: str) -> str:
    """Return the notes for a slide from `notes.LANGUAGE.md`, else from `notes.md`, else ""."""
    for name in (f"notes.{language}.md", FILE):
        notes = (_notes_of(folder, name) or {}).get(slide, "")
        if notes:
            return notes
    return ""


def is_notes_file(path: str) -> bool:
    """Tell whether a path in a campaign's folder is a file of notes, in any language."""
    return bool(_FILE_NAME.fullmatch(path))


def notes_issues(folder: str, names: Iterable[str]) -> tuple[Issue, ...]:
    """Return an issue for each file of notes in a campaign's folder that can't be read."""
    return tuple(
        Issue(
            name, 0, "", "", msgid("These are not speaker notes."),
            msgid("The file is too large, or is not UTF-8 text."),
        )
        for name in names
        if is_notes_file(name) and _notes_of(folder, name) is None
    )  # fmt: skip


def _notes_of(folder: str, name: str) -> Mapping[str, str] | None:
    """Return a file's sections by slide; None if it is missing, not text, or too large."""
    data = small_file(folder, name, MOST_BYTES)
    return None if data is None else cache_by_contents(folder, data, _sections)


def _sections(data: bytes) -> Mapping[str, str] | None:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    # Text before the first heading is for the file's authors.
    parts = _HEADING.split(text)[1:]
    names = (name.rstrip(" \t\r#").strip() for name in parts[::2])
    slides = (_NAMED.get(name.lower(), name) for name in names)
    return {slide: part.strip() for slide, part in zip(slides, parts[1::2], strict=True)}


def campaign_notes(campaign: Query, slide: str, language: str) -> str:
    """Return the campaign's notes for a slide, from its table or from `notes.md`; "" for none.

    Args:
        campaign: The whole campaign. Its table may have a column `notes_for_speaker` (and
            `notes_for_speaker__fr`); its folder may have a `notes.md` (and `notes.fr.md`) with a
            heading per slide: the id of the consultation, or `title`, `overview`, ...
        slide: Id of the slide.
        language: Of the tour. Slides without notes in it have those of the campaign's language.
    """
    if slide in campaign.by_id.index:
        row = campaign.by_id.loc[[slide]].iloc[0]
        notes = translated_cell(row, EXTRA + NOTES_FOR_SPEAKER, language).strip()
        if notes:
            return notes
    return notes_in_files(campaign.folder, slide, language)


def notes_from_facts(known: Record, language: str) -> str:
    """Write what is known of a consultation but not on its slide, one paragraph per fact."""
    say = translations(language)
    parts = [
        (say.gettext("What it asked for"), _asked(known, language)),
        # Translators: before the people or groups who took part
        (say.gettext("Took part"), known.participants),
        *((label, listing(names, language)) for _, label, names in roles_in_lines(known, language)),
        (say.gettext("Partners"), listing([party.name for party in known.partners], language)),
        (say.gettext("Venue"), known.venue),
        ("", known.summary),
        (say.gettext("Documents"), _documents(known, language)),
        (
            say.gettext("Where sources differ") if known.notes_differ else say.gettext("Notes"),
            known.notes,
        ),
    ]
    return paragraphs(
        # Translators: a label and its text, as in "Venue: City Hall"
        say.gettext("{label}: {text}").format(label=label, text=text) if label else text
        for label, text in parts
        if text
    )


def roles_in_lines(known: Record, language: str) -> list[tuple[str, str, list[str]]]:
    """Return name, label and organizations of organizers and hosts; one line if they are alike."""
    say = translations(language)
    organizers, hosts = (
        [party.name for party in parties] for parties in (known.organizers, known.hosts)
    )
    if organizers and set(known.organizers) == set(known.hosts):
        return [("organizers", say.gettext("Organized and hosted by"), organizers)]
    return [
        ("organizers", say.gettext("Organized by"), organizers),
        ("hosts", say.gettext("Hosted by"), hosts),
    ]


def _asked(known: Record, language: str) -> str:
    """Return its own demands, each with what the judges say; "" for none with a wording."""
    asked = asking(known, language, most=len(known.demands))
    own = asked.asked if asked else ()
    texts = ((each.text, verdicts_in_words(each, language)) for each in own)
    return join_lists([" ".join(part for part in parts if part) for parts in texts], language)


def _documents(known: Record, language: str) -> str:
    documents = [
        f"{document.title} ({document_kind(document.kind, language)})"
        if document.kind
        else document.title
        for document in known.documents
    ]
    return join_lists(documents, language)


def paragraphs(parts: Iterable[str]) -> str:
    """Join texts with an empty line between them; empty ones are left out."""
    return "\n\n".join(part.strip() for part in parts if part.strip())
