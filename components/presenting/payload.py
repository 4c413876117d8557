"""The data for the stage: all slides at once, so that no step waits for the server."""

from __future__ import annotations

import base64
import hashlib
import io
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import pandas as pd
from PIL import Image

from components.presenting.stage_words import key_words, stage_words, way_words
from components.shell.theme import mode, region_colors
from data.filters.choice import Choice
from data.filters.describe import region_names
from data.filters.query import Query
from data.filters.select import only, select
from data.map.markers import spots
from data.model.colors_and_shapes import LIMITS
from data.model.folder import cache_by_contents
from data.model.photos import logo_bytes
from data.model.regions import signs
from data.tour.map_markers import thin_out
from data.tour.pictures import OWN_PICTURE, slide_picture_bytes
from data.tour.reach import Reach
from data.tour.region_bounds import region_bounds
from data.tour.rich_text import blocks
from data.tour.slides import Picture, Slide, Tour
from data.words.languages import language_tag

PHOTO_SIZE = (900, 900)
MOST_PHOTO_BYTES = 8_000_000
"""All photos of a tour together; the later ones beyond it are left out."""


class StageContext(NamedTuple):
    """What the stage shows beside a tour's slides.

    Attributes:
        reach: How the audience reaches the view.
        tours: Name and title of each tour to choose from.
        name: The name of the tour; "" for the one made from the view.
    """

    reach: Reach | None = None
    tours: Sequence[tuple[str, str]] = ()
    name: str = ""


NO_CONTEXT = StageContext()


def build_tour_payload(
    campaign: Query,
    choice: Choice,
    tour: Tour,
    context: StageContext = NO_CONTEXT,
) -> dict[str, Any]:
    """Return everything that the stage shows of a tour.

    Returns:
        JSON-able; `static/stage.js` reads it.
    """
    key = _key(campaign, choice, tour)
    return {"key": key} | _payload(campaign, select(campaign, choice), tour, context)


def _payload(campaign: Query, chosen: Query, tour: Tour, context: StageContext) -> dict[str, Any]:
    fed = _outside(chosen, {follow_up for slide in tour.slides for follow_up in slide.fed})
    photos = _photos(campaign, tour)
    shown = thin_out(spots(chosen), tour)
    are_many = len(chosen.consultations) > LIMITS.stage_markers
    marked = frozenset(shown["consultation"]) if are_many else None
    region_of = _regions_of(chosen, tour, marked)
    return {
        "language": language_tag(tour.language),
        "dark": mode() == "dark",
        "title": tour.title,
        "words": stage_words(),
        "keys": key_words(),
        "by": {"id": tour.by},
        "tour": context.name,
        "tours": [{"id": id_, "text": text} for id_, text in context.tours],
        "reach": context.reach._asdict() if context.reach else None,
        "logo": _logo(campaign),
        "ways": [{"id": way, "text": way_words()[way]} for way in tour.ways],
        "slides": [_slide(slide, region_of, photos, marked) for slide in tour.slides],
        "marks": _marks(campaign, shown),
        "ghosts": _marks(campaign, spots(only(campaign, fed))),
        "regions": _regions(campaign, tour.language, has_global="" in set(shown["region"])),
        "ticks": [tick._asdict() for tick in tour.ticks],
    }


def build_preview_payload(
    campaign: Query, choice: Choice, tour: Tour, slide: Slide, context: StageContext = NO_CONTEXT
) -> dict[str, Any]:
    """Return what a miniature of one slide shows, as `build_tour_payload` does.

    With more consultations than the stage moves, the map of the miniature has no markers.
    """
    chosen = select(campaign, choice)
    if chosen.size > LIMITS.stage_markers:
        chosen = only(campaign, ())
        slide = replace(slide, consultations=(), fed=())
    return _payload(campaign, chosen, replace(tour, slides=(slide,)), context)


def _outside(chosen: Query, ids: set[str]) -> set[str]:
    """Return the ids that are not in the selection."""
    table = chosen.consultations["id"]
    return ids - set(table[table.isin(ids)]) if ids else ids


def _regions_of(chosen: Query, tour: Tour, marked: frozenset[str] | None) -> dict[str, str]:
    """Map consultations to regions; only `marked` ones and each slide's first if that is set."""
    table = chosen.consultations[["id", "region"]]
    if marked is not None:
        firsts = {first for slide in tour.slides for first in slide.consultations[:1]}
        table = table[table["id"].isin(marked | firsts)]
    table = table.astype("str")
    return dict(zip(table["id"].to_numpy(), table["region"].to_numpy(), strict=True))


def _key(campaign: Query, choice: Choice, tour: Tour) -> str:
    """Return a key for the tour: two windows with the same key work together."""
    text = repr((campaign.version, choice, tour.language, [slide.id for slide in tour.slides]))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _slide(
    slide: Slide,
    region_of: dict[str, str],
    photos: dict[Picture, str],
    marked: frozenset[str] | None,
) -> dict[str, Any]:
    """Return a slide; it points out only the `marked` consultations if that is set."""
    texts = {
        name: value
        for name in ("title", "lead", "number", "text", "more", "notes", "owner")
        if (value := getattr(slide, name))
    }
    pointed_out = [id_ for id_ in slide.consultations if marked is None or id_ in marked]
    is_of_regions = slide.kind in ("consultation", "group")
    ids = [*slide.consultations[:1], *pointed_out] if is_of_regions else ()
    regions = dict.fromkeys(region_of[id_] for id_ in ids if id_ in region_of)
    photo = photos.get(slide.picture) if slide.picture else None
    return texts | {
        "id": slide.id,
        "kind": slide.kind,
        "at": pointed_out,
        "regions": [region for region in regions if region],
        "fed": list(slide.fed),
        "facts": [fact._asdict() for fact in slide.facts],
        "figures": [figure._asdict() for figure in slide.figures],
        "items": [item._asdict() for item in slide.items],
        "itemsTitle": slide.items_title,
        "showsLink": slide.opens_link,
        "showsLogo": bool(slide.logo),
        "links": [link._asdict() for link in slide.links],
        "blocks": [
            block._asdict() | {"spans": [span._asdict() for span in block.spans]}
            for block in blocks(slide.markdown)
        ],
        "time": None if slide.start is None else [slide.start, slide.end],
        **(
            {
                "photo": {
                    "caption": slide.picture.caption,
                    "credit": slide.picture.credit,
                    "source": photo,
                }
            }
            if slide.picture and photo
            else {}
        ),
    }  # fmt: skip


def _photos(campaign: Query, tour: Tour) -> dict[Picture, str]:
    """Return the readable photos as `data:` addresses, as many as fit in `MOST_PHOTO_BYTES`."""
    photos: dict[Picture, str] = {}
    left = MOST_PHOTO_BYTES
    for slide in tour.slides:
        if slide.picture is None or slide.picture in photos:
            continue
        raw = slide_picture_bytes(campaign, slide.picture.file) or b""
        is_own = slide.picture.file.startswith(OWN_PICTURE)
        # A presenter's own picture is small, and leaves the memory with its session.
        small = raw if is_own or not raw else cache_by_contents(campaign.folder, raw, _smaller)
        if small and len(small) <= left:
            left -= len(small)
            encoded = base64.b64encode(small).decode("ascii")
            photos[slide.picture] = f"data:image/jpeg;base64,{encoded}"
    return photos


def _logo(campaign: Query) -> str:
    """Return the campaign's logo as a `data:` address; "" without a readable one."""
    raw = logo_bytes(campaign.folder, campaign.settings.logo)
    return "data:image/png;base64," + base64.b64encode(raw).decode("ascii") if raw else ""


def _smaller(raw: bytes) -> bytes:
    """Return a photo scaled down to its size on a slide."""
    with Image.open(io.BytesIO(raw)) as picture:
        picture.thumbnail(PHOTO_SIZE)
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=80)
    return out.getvalue()


def _marks(campaign: Query, frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return one marker per consultation and place, styled as on every map."""
    colors, sign = region_colors(campaign.regions), signs(campaign.regions)
    shapes = dict(zip(campaign.kinds["id"], campaign.kinds["shape"], strict=True))
    return [
        {
            "id": row["consultation"],
            "key": f"{row['consultation']}@{row['position']}",
            "number": row["number"],
            "region": row["region"],
            "lat": row["lat"],
            "lon": row["lon"],
            "shape": shapes.get(row["kind"], "circle"),
            "color": colors.get(row["region"], colors[""]),
            **({"sign": sign[row["region"]]} if sign.get(row["region"]) else {}),
        }
        for row in frame.to_dict("records")
    ]


def _regions(campaign: Query, language: str, *, has_global: bool) -> list[dict[str, Any]]:
    """Return the regions that have countries; last that of markers without a region, if any has."""
    names, sign = region_names(campaign, language), signs(campaign.regions)
    frame = campaign.regions
    rows = zip(frame["id"], frame["color"], frame["iso3"], strict=True)
    regions = [
        {
            "id": region,
            "name": names[region],
            "color": color,
            **({"sign": sign[region]} if sign[region] else {}),
            "iso3": ",".join(iso3),
            "bounds": region_bounds(iso3),
        }
        for region, color, iso3 in rows
        if iso3
    ]
    neutral = region_colors(frame)[""]
    rest = {"id": "", "name": names[""], "color": neutral, "iso3": "", "bounds": None}
    return [*regions, rest] if has_global else regions
