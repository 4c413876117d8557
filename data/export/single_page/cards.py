"""Cards of consultations: what pages show of a record, in words and ready to be written."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from PIL import Image

from data.export.extract import Extract
from data.figures.counterparts import days_earlier, days_later
from data.figures.demand_words import Asking, asking
from data.figures.documents import document_facts
from data.figures.fields import fact_fields, label_of
from data.figures.record import Document, Linked, Photo, Record, records
from data.filters.names import whole_texts
from data.filters.query import Query
from data.filters.search import search_text
from data.map.markers import labels
from data.model.photos import picture_bytes
from data.words.languages import translations
from data.words.links import Piece, pieces, short_address, web_address
from data.words.online import is_online


class Link(NamedTuple):
    """A consultation at the other end: its id, and `12. Valletta, 2 days later · Title`."""

    id: str
    text: str


class Fact(NamedTuple):
    """A line of a card: label and text."""

    label: str
    text: str


class Item(NamedTuple):
    """A document or photo: its title, its address ("" for none), further facts.

    `picture` is a photo as a `data:` address, "" if it is not in the page.
    """

    title: str
    address: str
    rest: str
    picture: str = ""


@dataclass(frozen=True)
class Card:
    """One consultation, as a page shows it.

    Attributes:
        record: Everything that is known of it.
        label: The name of its marker.
        words: Folded text for the search.
        facts: Kind, region, dates, place and the other facts of `FIELDS`, in words.
        asked: What it asked for; None if nobody expects a demand of its kind.
        reports: Reports of the meetings that it fed, if what it asked for is not published.
        fed: Where its results went, in date order.
        fed_by: Whose results it took up, in date order.
        documents: Its documents.
        photos: Its photos.
        extras: Extra fields of the campaign's table, each with its name.
        notes: Notes, split at the addresses in them.
        sources: Sources, each split at the addresses in it.
    """

    record: Record
    label: str
    words: str
    facts: tuple[Fact, ...]
    asked: Asking | None
    reports: tuple[Item, ...]
    fed: tuple[Link, ...]
    fed_by: tuple[Link, ...]
    documents: tuple[Item, ...]
    photos: tuple[Item, ...]
    extras: tuple[tuple[str, tuple[Piece, ...]], ...]
    notes: tuple[Piece, ...]
    sources: tuple[tuple[Piece, ...], ...]

    @property
    def id(self) -> str:
        """The consultation's id."""
        return self.record.id


def cards(extract: Extract) -> list[Card]:
    """Return one card per consultation of the selection, in date order."""
    part, language = extract.chosen, extract.language
    known = records(part, language)
    if not known:
        return []
    pictures = _pictures(part)
    words = whole_texts(part, search_text(part.consultations)).tolist()
    rows = zip(known, labels(part, language), words, strict=True)
    return [
        Card(
            record=one,
            label=label,
            words=text,
            facts=_facts(one, language),
            asked=(asked := asking(one, language)),
            reports=tuple(_document(each, language) for each in (asked.reports if asked else ())),
            fed=_links(one.fed, days_later, language),
            fed_by=_links(one.fed_by, days_earlier, language),
            documents=tuple(_document(document, language) for document in one.documents),
            photos=tuple(
                _photo(photo, picture, language)
                for photo, picture in zip(one.photos, pictures.get(one.id, ()), strict=True)
            ),
            extras=tuple((name, split_links(extra)) for name, extra in one.extras),
            notes=split_links(one.notes),
            sources=tuple(split_links(source) for source in one.sources),
        )
        for one, label, text in rows
    ]


def split_links(text: str) -> tuple[Piece, ...]:
    """Split a text at the addresses in it, each with its short form."""
    return tuple(
        piece._replace(text=short_address(piece.text)) if piece.address else piece
        for piece in pieces(text)
    )


def _links(
    others: Iterable[Linked], days_in_words: Callable[[int | None, str], str], language: str
) -> tuple[Link, ...]:
    links = []
    for other in others:
        distance = days_in_words(other.days, language)
        near = ", ".join(part for part in (other.where, distance) if part)
        text = " · ".join(part for part in (near, other.title) if part)
        links.append(Link(other.id, f"{other.number}. {text}"))
    return tuple(links)


def _facts(known: Record, language: str) -> tuple[Fact, ...]:
    say = translations(language)
    is_only_online = known.venue and is_online(known.venue)
    texts = {
        **known.texts,
        "kind": known.kind,
        "region": _region_in_words(known, language),
        "dates": known.when or say.gettext("Date unknown"),
        "place": known.where or ("" if is_only_online else say.gettext("Place unknown")),
    }
    return tuple(
        Fact(label_of(field, language), texts[field.name])
        for field in fact_fields()
        if texts[field.name]
    )


def _region_in_words(known: Record, language: str) -> str:
    """Return the region, with a note for a consultation that met elsewhere."""
    say = translations(language)
    if not known.region_id:
        return known.no_region or say.gettext("Global")
    if not known.elsewhere:
        return known.region
    # Translators: the consultation was for this region but took place outside it
    return say.gettext("{region} (met elsewhere)").format(region=known.region)


def _document(document: Document, language: str) -> Item:
    address = web_address(document.address)
    unpublished = [] if address else [translations(language).gettext("not published here")]
    rest = [*document_facts(document, language), *unpublished]
    return Item(document.title, address, " · ".join(rest))


def _photo(photo: Photo, picture: str, language: str) -> Item:
    say = translations(language)
    address = web_address(photo.address)
    unpublished = "" if picture or address else say.gettext("not published here")
    rest = " · ".join(part for part in (photo.credit, unpublished) if part)
    return Item(photo.caption or say.gettext("Photo"), address, rest, picture)


_SIZE = (640, 640)
_MOST_BYTES = 4_000_000
"""Of all pictures together, so that the page fits into an e-mail."""


def _pictures(part: Query) -> dict[str, list[str]]:
    """Map consultations to their photos as `data:` addresses, up to `_MOST_BYTES`, else ""."""
    left = _MOST_BYTES
    by_id: dict[str, list[str]] = {}
    for id_, file in zip(part.photos["consultation"], part.photos["file"], strict=True):
        picture = _small(part.folder, file) if file and left > 0 else ""
        picture = picture if len(picture) <= left else ""
        left -= len(picture)
        by_id.setdefault(str(id_), []).append(picture)
    return by_id


def _small(folder: str, file: str) -> str:
    """Return a photo of the campaign's folder as a `data:` address; "" if it can't be shown."""
    raw = picture_bytes(folder, file)
    if raw is None:
        return ""
    out = io.BytesIO()
    with Image.open(io.BytesIO(raw), formats=("JPEG",)) as picture:
        picture.thumbnail(_SIZE)
        picture.save(out, "JPEG", quality=78, optimize=True)
    return "data:image/jpeg;base64," + base64.b64encode(out.getvalue()).decode("ascii")
