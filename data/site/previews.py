"""Pictures that messengers show with a link: a map of the page's consultations, 1200 x 630."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image

from data.export.drawing.map_layers import map_layers
from data.export.drawing.page import alternative_text
from data.export.drawing.vega import INK, MUTED, Layer, in_lines, label, move, picture, png, texts
from data.export.extract import Extract
from data.filters.choice import ALL_KINDS, Choice
from data.filters.rows import of_rows
from data.filters.select import select
from data.model.campaign import translated_cell
from data.site.layout import Site, consultation_path, organization_path, region_path

_PIXELS = (1200, 630)
"""The size that readers of Open Graph crop nothing of."""

_SIZE = (800.0, 420.0)
_DOTS = 1.5

_MARGIN = 28.0
_LARGE, _SMALL = 32.0, 18.0
_COLORS = 128

MOST_SINGLE = 200
"""With more consultations or organizations, their pages show the picture of the start page; so do
the organizations of a campaign without pages for consultations."""


def extracts(site: Site, regions: list[str]) -> Iterator[tuple[str, Extract]]:
    """Yield the path of each page with a picture of its own, and what the picture shows."""
    campaign = site.campaign
    everything = Choice(kinds=(ALL_KINDS,))

    def extract(choice: Choice) -> Extract:
        return Extract(campaign, choice, site.language, site.address, site.day)

    yield "index.html", extract(everything)
    for region in regions:
        yield region_path(region), extract(Choice(regions=(region,), kinds=(ALL_KINDS,)))
    if site.consultations and len(site.organizations) <= MOST_SINGLE:
        for organization in sorted(site.organizations):
            choice = Choice(organizations=(organization,), kinds=(ALL_KINDS,))
            yield organization_path(organization), extract(choice)
    if len(site.consultations) <= MOST_SINGLE:
        for consultation in sorted(site.consultations):
            yield (
                consultation_path(consultation),
                of_consultation(extract(everything), consultation),
            )


def of_consultation(extract: Extract, consultation: str) -> Extract:
    """Return the extract of one consultation, whatever the filters; its words are its title."""
    campaign = extract.campaign
    whole = select(campaign, Choice(kinds=(ALL_KINDS,)))
    part = of_rows(whole, np.array([campaign.row_of(consultation)]))
    single = replace(extract)
    # A frozen value caches its properties in its `__dict__`.
    single.__dict__["chosen"] = part
    single.__dict__["words"] = translated_cell(
        part.consultations.iloc[0], "title", extract.language
    )
    return single


def draw_preview(extract: Extract) -> bytes:
    """Return the picture of an extract as PNG."""
    return _compress(png(_drawing(extract), _DOTS))


def preview(extract: Extract, old: Path) -> tuple[str, bytes]:
    """Return the path of a picture, named after its contents, and its bytes.

    Args:
        extract: What it shows.
        old: The folder of the site: a picture that is there already isn't drawn again.
    """
    spec = _drawing(extract)
    digest = hashlib.sha256(json.dumps(spec, sort_keys=True, default=str).encode()).hexdigest()
    path = f"pictures/{digest[:20]}.png"
    try:
        return path, (old / path).read_bytes()
    except OSError:
        return path, _compress(png(spec, _DOTS))


def _drawing(extract: Extract) -> Layer:
    """Return title, selection and map, without key and legend: previews are small."""
    width = _SIZE[0] - 2 * _MARGIN
    lines = in_lines(extract.words, _LARGE, width, 2)
    large = [
        {"x": 0, "y": _LARGE * (0.6 + 1.2 * i), "text": line, "color": INK}
        for i, line in enumerate(lines)
    ]
    top = _MARGIN + _LARGE * 1.2 * len(lines)
    small = {"x": 0, "y": _SMALL * 0.6, "text": label(extract.title), "color": MUTED}
    start = top + _SMALL * 1.9
    layers = [
        *move([texts(large, _LARGE, limit=width, fontWeight=700)], _MARGIN, _MARGIN),
        *move([texts([small], _SMALL, limit=width)], _MARGIN, top),
        *move(map_layers(extract, (_SIZE[0], _SIZE[1] - start), 1.3), 0, start),
    ]
    return picture(_SIZE, layers, alternative_text(extract, on_map=True))


def _compress(drawn: bytes) -> bytes:
    """Reduce a PNG to few colours, a fifth of the bytes; Vega adds a pixel or two at the edges."""
    small = io.BytesIO()
    with Image.open(io.BytesIO(drawn)) as image:
        left, top = ((have - want) // 2 for have, want in zip(image.size, _PIXELS, strict=True))
        exact = image.convert("RGB").crop((left, top, left + _PIXELS[0], top + _PIXELS[1]))
        exact.quantize(_COLORS, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
    return small.getvalue()
