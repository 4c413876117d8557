"""Documents and photos of the chosen consultations."""

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
"""Of all pictures together: the page is to stay small enough to be sent by mail."""


class Item(NamedTuple):
    """A document or photo: what it is called, its address ("" for none), what else to say.

    `picture` is a photo as a `data:` address, "" if it is not in the page.
    """

    title: str
    address: str
    rest: str
    picture: str = ""


def documents_by_consultation(chosen: Campaign, language: str) -> dict[str, tuple[Item, ...]]:
    """The documents of every consultation that has any, under its id."""
    frame = chosen.documents
    unpublished = translations(language).gettext("not published here")
    found: dict[str, list[Item]] = {}
    for one, document in zip(frame["consultation"], documents_of(frame, language), strict=True):
        address = web_address(document.address)
        spoken = language_name(document.language, language) if document.language else ""
        rest = [document_kind(document.kind, language), spoken, "" if address else unpublished]
        item = Item(document.title, address, " · ".join(part for part in rest if part))
        found.setdefault(str(one), []).append(item)
    return {one: tuple(items) for one, items in found.items()}


def photos_by_consultation(chosen: Campaign, language: str) -> dict[str, tuple[Item, ...]]:
    """The photos of every consultation that has any, under its id.

    Pictures are in the page, small, until `_MOST_BYTES` are used; what follows is named only.
    """
    say = translations(language)
    frame = chosen.photos
    left = _MOST_BYTES
    found: dict[str, list[Item]] = {}
    captions = translated(frame, "caption", language)
    columns = (frame["consultation"], captions, frame["file"], frame["url"], frame["credit"])
    for one, caption, file, url, credit in zip(*columns, strict=True):
        picture = _small(chosen.folder, file) if file and left > 0 else ""
        picture = picture if len(picture) <= left else ""
        left -= len(picture)
        address = web_address(url)
        unpublished = "" if picture or address else say.gettext("not published here")
        rest = " · ".join(part for part in (credit, unpublished) if part)
        item = Item(caption or say.gettext("Photo"), address, rest, picture)
        found.setdefault(str(one), []).append(item)
    return {one: tuple(items) for one, items in found.items()}


def _small(folder: str, file: str) -> str:
    """A photo of the campaign's folder as a `data:` address; "" if it can't be shown."""
    raw = picture_bytes(folder, file)
    if raw is None:
        return ""
    out = io.BytesIO()
    with Image.open(io.BytesIO(raw), formats=("JPEG",)) as picture:
        picture.thumbnail(_SIZE)
        picture.save(out, "JPEG", quality=78, optimize=True)
    return "data:image/jpeg;base64," + base64.b64encode(out.getvalue()).decode("ascii")
