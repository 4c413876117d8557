"""What the page's script is told, as JSON that stands in the page."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from data.export.single_page.script_words import script_words
from data.facts.timeline_rows import timeline_span
from data.folding import fold
from data.geocoding.countries import country_name
from data.languages import month_names
from data.links import web_address
from data.marks import lines, marks
from data.regions import region_colors
from data.saying import names_of, region_names
from data.schema import GLOBAL

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from data.export.extract import Extract
    from data.export.single_page.card import Card

_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def payload(extract: Extract, cards: Sequence[Card]) -> str:
    """Everything that is drawn, as JSON in which no `<` is left that could end the script.

    `cards` are in date order; wherever else a consultation is meant, it is its place among them.
    """
    chosen = extract.chosen
    place = {card.id: index for index, card in enumerate(cards)}
    organizations = _organizations(cards)
    order = {one: index for index, one in enumerate(organizations)}
    start, end = timeline_span(chosen)
    told = {
        "language": extract.language,
        "words": script_words(extract.language, len(cards)),
        "months": month_names(extract.language),
        "kinds": _kinds(extract, cards),
        "regions": _regions(extract, cards),
        "countries": _countries(extract, cards),
        "organizations": [{"id": one, "name": name} for one, name in organizations.items()],
        "span": [_day(start), _day(end)],
        "link": web_address(extract.link()),
        "cards": [_card(card, place, order) for card in cards],
        "places": _places(extract, cards, place),
        "lines": _lines(extract, place),
    }  # fmt: skip
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.translate(_ESCAPES)


def _kinds(extract: Extract, cards: Sequence[Card]) -> list[dict[str, str]]:
    """The kinds that there are, in the order of the campaign."""
    kinds = extract.campaign.kinds
    titles = names_of(kinds, "title", extract.language)
    there = {card.kind for card in cards}
    rows = zip(kinds["id"], kinds["shape"], strict=True)
    return [{"id": one, "name": titles[one], "shape": shape} for one, shape in rows if one in there]


def _regions(extract: Extract, cards: Sequence[Card]) -> list[dict[str, str]]:
    """The regions that there are, with their countries, and "global" if that is one."""
    regions = extract.campaign.regions
    names = region_names(extract.campaign, extract.language)
    there = {card.region for card in cards}
    colors = region_colors(regions)
    countries = dict(zip(regions["id"], regions["iso3"], strict=True))
    return [
        {
            "id": one,
            "name": names[one],
            "color": colors[one],
            "iso3": ",".join(countries.get(one, ())),
        }
        for one in [*regions["id"], GLOBAL]
        if one in there
    ]


def _countries(extract: Extract, cards: Sequence[Card]) -> list[dict[str, str]]:
    """The countries that there are, in alphabetical order."""
    there = {code for card in cards for code in card.countries}
    names = {code: country_name(code, extract.language) for code in there}
    order = sorted(names, key=lambda code: (fold(names[code]), code))
    return [{"id": code, "name": names[code]} for code in order]


def _organizations(cards: Sequence[Card]) -> dict[str, str]:
    """Id and name of the organizations that there are, in alphabetical order."""
    names = {party.id: party.name for card in cards for role in card.roles for party in role}
    return {one: names[one] for one in sorted(names, key=lambda one: (fold(names[one]), one))}


def _day(moment: pd.Timestamp) -> float:
    """A moment in days since 1970, which is what the timeline reckons in."""
    return round(moment.timestamp() / 86400, 2)


def _card(card: Card, place: dict[str, int], organizations: dict[str, int]) -> dict[str, Any]:
    """A card without what is empty: most cells of most tables are."""
    told = {
        "id": card.id,
        "number": card.number,
        "title": card.title,
        "label": card.label,
        "kind": card.kind,
        "region": card.region,
        "countries": card.countries,
        "first": card.first,
        "last": card.last,
        "exact": card.exact,
        "placed": card.placed,
        "online": card.online,
        "words": card.words,
        "where": card.where,
        "when": card.when,
        "facts": card.facts,
        "roles": [[organizations[party.id] for party in role] for role in card.roles],
        "summary": card.summary,
        "fed": [(place.get(link.id, -1), link.text) for link in card.links.fed],
        "fedBy": [(place.get(link.id, -1), link.text) for link in card.links.fed_by],
        "documents": card.documents,
        "photos": card.photos,
        "extras": card.extras,
        "notes": card.notes,
        "sources": card.sources,
    }
    return {name: value for name, value in told.items() if value not in ("", (), [], False)}


def _places(extract: Extract, cards: Sequence[Card], place: dict[str, int]) -> list[dict[str, Any]]:
    """A row a mark; its name only where that is not the name of its consultation."""
    rows = marks(extract.chosen, extract.language)
    columns = (rows["consultation"], rows["lat"], rows["lon"], rows["label"])
    return [
        {"card": place[one], "lat": round(lat, 5), "lon": round(lon, 5)}
        | ({} if label == cards[place[one]].label else {"label": label})
        for one, lat, lon, label in zip(*columns, strict=True)
    ]


def _lines(extract: Extract, place: dict[str, int]) -> list[dict[str, Any]]:
    """The links whose two ends are in the page and on its map."""
    ends = ["from_lat", "from_lon", "to_lat", "to_lon"]
    rows = lines(extract.chosen)
    rows = rows[rows["consultation"].isin(place) & rows["into"].isin(place)]
    return [
        {
            "from": [row["from_lat"], row["from_lon"]],
            "to": [row["to_lat"], row["to_lon"]],
            "same": bool(row["same_place"]),
            "ends": [place[row["consultation"]], place[row["into"]]],
        }
        for row in rows[["consultation", "into", *ends, "same_place"]].to_dict("records")
    ]
