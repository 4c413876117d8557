"""The data and words for the scripts of the exported page."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pandas as pd

from data.export.extract import Extract
from data.export.single_page.cards import Card
from data.figures.organizations import role_names
from data.figures.timeline import timeline_span
from data.filters.choice import ALL_KINDS
from data.filters.describe import names_of, region_names
from data.filters.names import languages_of, short_names
from data.filters.nouns import (
    MOMENT,
    OWN,
    RELATED,
    kind_count_in_words,
    kind_of,
    meetings_of,
    noun_apart,
)
from data.filters.query import Query
from data.filters.search_words import area_words, country_texts, month_words
from data.geo.countries import country_labels, country_name
from data.map.markers import draws_lines, lines, marks
from data.model.regions import region_colors, signs
from data.model.schema import GLOBAL
from data.words.dates import month_names
from data.words.folding import fold
from data.words.languages import language_tag, locale, translations
from data.words.links import web_address


def _found(extract: Extract) -> str:
    """Return `{count} of 9 civil society consultations`, for the scripts to fill in."""
    say, meetings = translations(extract.language), meetings_of(extract.chosen)
    total = kind_count_in_words(
        extract.campaign, kind_of(meetings), meetings.total, extract.language
    )
    return say.gettext("{count} of {meetings}").replace("{meetings}", total)


def script_words(language: str, found: str) -> dict[str, str]:
    """Return all words of the scripts by their names there.

    Args:
        language: Of the page.
        found: How many consultations are found, with `{count}` for the scripts to fill in.
    """
    filters = _of_filters(language) | {"found": found}
    return filters | _of_map_and_timeline(language) | _of_cards(language)


def _of_filters(language: str) -> dict[str, str]:
    say = translations(language)
    return {
        "region": say.gettext("Region"),
        "kind": say.gettext("Kind"),
        "allKinds": say.gettext("Related meetings too"),
        "country": say.gettext("Country"),
        "organization": say.gettext("Organization"),
        "role": say.gettext("Role of the organization"),
        "anyRole": say.gettext("Any role"),
        **role_names(language),
        "time": say.gettext("Time"),
        "from": say.gettext("From"),
        "to": say.gettext("To"),
        "dateHint": say.gettext("Write a date like 2016, 2016-04 or 2016-04-29"),
        "backwards": say.gettext("The time would end before it begins"),
        "year": say.gettext("Year"),
        "search": say.gettext("Search all texts"),
        "narrow": say.gettext("Find in this list"),
        "filters": say.gettext("Filters"),
        "reset": say.gettext("Reset"),
        "resetAll": say.gettext("Reset all filters"),
        "nothing": say.gettext("Nothing matches"),
    }


def _of_map_and_timeline(language: str) -> dict[str, str]:
    say = translations(language)
    return {
        "map": say.gettext("Map with markers"),
        "zoomIn": say.gettext("Zoom in"),
        "zoomOut": say.gettext("Zoom out"),
        "fit": say.gettext("Show all markers"),
        "world": say.gettext("Show the whole world"),
        "legend": say.gettext("Legend"),
        "colors": say.gettext("Colour: the region covered, not the place. Shading is approximate."),
        "lines": say.gettext("What fed what"),
        "fedInto": say.gettext("{consultation} fed into {meeting}"),
        "twoFingers": say.gettext("Use two fingers to move the map"),
        "timeline": say.gettext("Timeline, one lane per region"),
        "apart": say.gettext("Not on the map or timeline:"),
        "noPlace": say.gettext("no place"),
        "noDate": say.gettext("no date"),
        "neither": say.gettext("no place or date"),
        "online": say.gettext("online"),
        "group": say.gettext("{count} here. Click to zoom in."),
        "groupHere": say.gettext("In one place: {count}. Click to list them."),
        "groupThen": say.gettext("From {first} to {last}: {count}. Click to show only these."),
        # Translators: heading of a list of consultations
        "here": say.gettext("In one place"),
    }


def _of_cards(language: str) -> dict[str, str]:
    say = translations(language)
    return {
        # Translators: name of the card of what is selected
        "card": say.gettext("Selection"),
        "overview": say.gettext("Overview"),
        "how": say.gettext("Select a marker, a point on the timeline or a row of the table."),
        # Translators: heading of the demands of a consultation
        "asked": say.gettext("What it asked for"),
        "fedReport": say.gettext("It fed a meeting with a report:"),
        "verdict": say.gettext("{judge}: {answer}"),
        "previous": say.gettext("Previous"),
        "next": say.gettext("Next"),
        "close": say.gettext("Close"),
        "both": say.gettext("Organized and hosted by"),
        "organized": say.gettext("Organized by"),
        "hosted": say.gettext("Hosted by"),
        "partners": say.gettext("Partners"),
        "noOrganizer": say.gettext("Organizer unknown"),
        "noHost": say.gettext("Host unknown"),
        "neitherKnown": say.gettext("Organizer and host unknown"),
        "choose": say.gettext("Show only this organization"),
        "fed": say.gettext("Results went to"),
        "fedBy": say.gettext("Took up results of"),
        "documents": say.gettext("Documents"),
        "photos": say.gettext("Photos"),
        "extras": say.gettext("Also in the table"),
        "notes": say.gettext("Notes"),
        "differ": say.gettext("Where sources differ"),
        "sources": say.gettext("Sources"),
        "site": say.gettext("Open on the website"),
        "showAll": say.gettext("Show all rows ({count})"),
        "sort": say.gettext("Sort by this column"),
    }


_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def payload(extract: Extract, cards: Sequence[Card], *, own_first: bool = False) -> str:
    """Return all data as JSON, without `<`, which could end the script.

    `cards` are in date order; elsewhere a consultation is its position among them. `own_first`:
    the page starts without meetings of others, as the app does.
    """
    chosen = extract.chosen
    positions = {card.id: index for index, card in enumerate(cards)}
    organizations = _organizations(cards)
    order = {id_: index for index, id_ in enumerate(organizations)}
    start, end = timeline_span(chosen)
    words = script_words(extract.language, _found(extract))
    if not extract.campaign.settings.has_notes_on_sources:
        words["differ"] = words["notes"]
    data = {
        "language": language_tag(extract.language),
        "words": words,
        "nouns": _nouns(extract),
        "months": month_names(extract.language),
        "kinds": (kinds := _kinds(extract, cards)),
        "ownFirst": (starts_with_own := own_first and not all(kind["own"] for kind in kinds)),
        "kindOptions": kinds
        + ([{"id": ALL_KINDS, "name": words["allKinds"]}] if starts_with_own else []),
        "regions": _regions(extract, cards),
        "countries": _countries(extract, cards),
        "organizations": [{"id": id_, "name": name} for id_, name in organizations.items()],
        "span": [_day(start), _day(end)],
        "search": search_names(extract.campaign),
        "link": web_address(extract.link()),
        "cards": [_card(card, positions, order) for card in cards],
        "places": _places(extract, cards, positions),
        "lines": _lines(extract, positions),
        "drawsLines": draws_lines(extract.campaign, lines=extract.lines),
        "countryLabels": country_labels(extract.language),
    }  # fmt: skip
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.translate(_ESCAPES)


_SAMPLES = (*range(201), 1_000_000)
"""Numbers among which each plural form of CLDR has one."""


def _nouns(extract: Extract) -> dict[str, dict[str, str]]:
    """Map what the overview counts to its nouns by plural form: `{"own": {"one": ...}}`."""
    campaign, language = extract.campaign, extract.language
    say = translations(language).ngettext
    forms: dict[str, int] = {}
    for count in _SAMPLES:
        forms.setdefault(str(locale(language).plural_form(count)), count)
    moments = [MOMENT + kind for kind in meetings_of(campaign).moments]
    patterns = {
        form: {
            **{
                kind: noun_apart(campaign, kind, count, language)
                for kind in (OWN, RELATED, *moments)
            },
            "countries": say("{count} country", "{count} countries", count),
            "organizations": say("{count} organization", "{count} organizations", count),
        }
        for form, count in forms.items()
    }
    return {
        name: {form: each[name].replace("{count}", "").strip() for form, each in patterns.items()}
        for name in (OWN, RELATED, *moments, "countries", "organizations")
    }


def search_names(campaign: Query) -> dict[str, Any]:
    """Return the names that a search understands: months, countries, short names, areas."""
    spoken = languages_of(campaign)
    return {
        "months": {word: sorted(months) for word, months in month_words(spoken).items()},
        "countries": country_texts(spoken),
        "short": sorted(short_names(campaign)),
        "areas": sorted(area_words()),
    }


def _kinds(extract: Extract, cards: Sequence[Card]) -> list[dict[str, Any]]:
    """Return the kinds of the cards, in the order of the campaign."""
    kinds = extract.campaign.kinds
    titles = names_of(kinds, "title", extract.language)
    there = {card.record.kind_id for card in cards}
    rows = zip(*(kinds[name] for name in ("id", "shape", "own", "moment")), strict=True)
    return [
        {"id": id_, "name": titles[id_], "shape": shape, "own": own, "moment": own and moment}
        for id_, shape, own, moment in rows
        if id_ in there
    ]


def _regions(extract: Extract, cards: Sequence[Card]) -> list[dict[str, Any]]:
    """Return the regions of the cards with their countries, and "global" if it is one."""
    regions = extract.campaign.regions
    names = region_names(extract.campaign, extract.language)
    there = {card.record.region_id or GLOBAL for card in cards}
    colors, sign = region_colors(regions), signs(regions)
    countries = dict(zip(regions["id"], regions["iso3"], strict=True))
    return [
        {
            "id": region,
            "name": names[region],
            "color": colors[region],
            "iso3": ",".join(countries.get(region, ())),
            **({"sign": sign[region]} if sign.get(region) else {}),
        }
        for region in [*regions["id"], GLOBAL]
        if region in there
    ]


def _countries(extract: Extract, cards: Sequence[Card]) -> list[dict[str, str]]:
    """Return the countries of the cards, in alphabetical order."""
    there = {code for card in cards for code in card.record.countries}
    names = {code: country_name(code, extract.language) for code in there}
    order = sorted(names, key=lambda code: (fold(names[code]), code))
    return [{"id": code, "name": names[code]} for code in order]


def _organizations(cards: Sequence[Card]) -> dict[str, str]:
    """Map the ids of the cards' organizations to their names, in alphabetical order."""
    names = {party.id: party.name for card in cards for role in card.record.roles for party in role}
    return {id_: names[id_] for id_ in sorted(names, key=lambda id_: (fold(names[id_]), id_))}


def _day(moment: pd.Timestamp) -> float:
    """Return a moment in days since 1970, the unit of the timeline."""
    return round(moment.timestamp() / 86400, 2)


def _card(card: Card, positions: dict[str, int], organizations: dict[str, int]) -> dict[str, Any]:
    """Return a card without its empty values, which most are."""
    known = card.record
    values = {
        "id": known.id,
        "number": known.number,
        "title": known.title,
        "label": card.label,
        "kind": known.kind_id,
        "region": known.region_id or GLOBAL,
        "countries": known.countries,
        "first": known.first,
        "last": known.last,
        "exact": known.precision == "day",
        "vague": known.precision == "year",
        "placed": known.placed,
        "online": known.online,
        "words": card.words,
        "where": known.where,
        "when": known.when,
        "facts": card.facts,
        "asked": _asked(card),
        "roles": [[organizations[party.id] for party in role] for role in known.roles],
        "summary": known.summary,
        "fed": [(positions.get(link.id, -1), link.text) for link in card.fed],
        "fedBy": [(positions.get(link.id, -1), link.text) for link in card.fed_by],
        "documents": card.documents,
        "photos": card.photos,
        "extras": card.extras,
        "notes": card.notes,
        "sources": card.sources,
    }
    return {name: value for name, value in values.items() if value not in ("", (), [], False)}


def _asked(card: Card) -> tuple[object, ...]:
    """Return what was asked: demands, what is not published, reports, folds; () for none."""
    if not card.asked:
        return ()
    asked, unpublished, _, folds = card.asked
    return (asked, unpublished, card.reports, folds)


def _places(
    extract: Extract, cards: Sequence[Card], positions: dict[str, int]
) -> list[dict[str, Any]]:
    """Return one row per marker; with its name only if it differs from its card's."""
    rows = marks(extract.chosen, extract.language)
    columns = (rows["consultation"], rows["lat"], rows["lon"], rows["label"], rows["city"])
    return [
        {"card": positions[id_], "lat": round(lat, 5), "lon": round(lon, 5)}
        | ({} if label == cards[positions[id_]].label else {"label": label})
        | ({"city": city} if city else {})
        for id_, lat, lon, label, city in zip(*columns, strict=True)
    ]


def _lines(extract: Extract, positions: dict[str, int]) -> list[dict[str, Any]]:
    """Return the links with both ends on the map of the page."""
    ends = ["from_lat", "from_lon", "to_lat", "to_lon"]
    rows = lines(extract.chosen)
    rows = rows[rows["consultation"].isin(positions) & rows["into"].isin(positions)]
    return [
        {
            "from": [row["from_lat"], row["from_lon"]],
            "to": [row["to_lat"], row["to_lon"]],
            "ends": [positions[row["consultation"]], positions[row["into"]]],
        }
        for row in rows[["consultation", "into", *ends]].to_dict("records")
    ]
