"""Documents and photos of the consultations."""

from __future__ import annotations

import base64
import io
from typing import TYPE_CHECKING, NamedTuple

from PIL import Image

from data.campaign.campaign import translated
from data.campaign.photos import picture_bytes
from data.statistics.documents import document_kind
from data.statistics.record import documents_of
from data.words.languages import language_name, translations
from data.words.links import web_address

if TYPE_CHECKING:
    from data.campaign.campaign import Campaign

_SIZE = (640, 640)
_MOST_BYTES = 4_000_000
"""Of all pictures together, so that the page fits into an e-mail."""


class Item(NamedTuple):
    """A document or photo: its title, its address ("" for none), further facts.

    `picture` is a photo as a `data:` address, "" if it is not in the page.
    """

    title: str
    address: str
    rest: str
    picture: str = ""


def documents_by_consultation(chosen: Campaign, language: str) -> dict[str, tuple[Item, ...]]:
    """Map the ids of consultations with documents to these."""
    frame = chosen.documents
    unpublished = translations(language).gettext("not published here")
    by_id: dict[str, list[Item]] = {}
    for id_, document in zip(frame["consultation"], documents_of(frame, language), strict=True):
        address = web_address(document.address)
        spoken = language_name(document.language, language) if document.language else ""
        rest = [document_kind(document.kind, language), spoken, "" if address else unpublished]
        item = Item(document.title, address, " · ".join(part for part in rest if part))
        by_id.setdefault(str(id_), []).append(item)
    return {id_: tuple(items) for id_, items in by_id.items()}


def photos_by_consultation(chosen: Campaign, language: str) -> dict[str, tuple[Item, ...]]:
    """Map the ids of consultations with photos to these.

    The page contains small pictures up to `_MOST_BYTES`; the others are only listed.
    """
    say = translations(language)
    frame = chosen.photos
    left = _MOST_BYTES
    by_id: dict[str, list[Item]] = {}
    captions = translated(frame, "caption", language)
    columns = (frame["consultation"], captions, frame["file"], frame["url"], frame["credit"])
    for id_, caption, file, url, credit in zip(*columns, strict=True):
        picture = _small(chosen.folder, file) if file and left > 0 else ""
        picture = picture if len(picture) <= left else ""
        left -= len(picture)
        address = web_address(url)
        unpublished = "" if picture or address else say.gettext("not published here")
        rest = " · ".join(part for part in (credit, unpublished) if part)
        item = Item(caption or say.gettext("Photo"), address, rest, picture)
        by_id.setdefault(str(id_), []).append(item)
    return {id_: tuple(items) for id_, items in by_id.items()}


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
