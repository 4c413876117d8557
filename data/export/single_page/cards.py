"""Cards of consultations for the exported page, and the links on them."""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd
from PIL import Image

from data.figures.counterparts import days_earlier, days_later
from data.figures.documents import document_facts
from data.figures.fields import fact_fields, label_of, texts_of
from data.figures.record import Party, cities_in_words, documents_of
from data.filters.describe import dates_in_words, organization_names, places_in_words, region_names
from data.filters.names import whole_texts
from data.filters.search import search_text
from data.loading.csv_tables import split_list
from data.map.markers import labels
from data.model.campaign import translated
from data.model.photos import picture_bytes
from data.model.schema import EXTRA, GLOBAL, ROLES, public_extras
from data.words.languages import translations
from data.words.links import pieces, short_address, web_address
from data.words.online import is_online

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from data.export.extract import Extract
    from data.filters.query import Query
    from data.words.links import Piece


class Link(NamedTuple):
    """A consultation at the other end: its id, and `12. Valletta, 2 days later · Title`."""

    id: str
    text: str


class Links(NamedTuple):
    """Where the results of a consultation went, and whose it took up, each in date order."""

    fed: tuple[Link, ...] = ()
    fed_by: tuple[Link, ...] = ()


def links_of(extract: Extract) -> dict[str, Links]:
    """Map the ids of consultations with links to these.

    The other end may be outside the selection.
    """
    ways = (
        _one_way(extract, ("consultation", "into"), days_later),
        _one_way(extract, ("into", "consultation"), days_earlier),
    )
    return {id_: Links(*(tuple(way.get(id_, ())) for way in ways)) for way in ways for id_ in way}


def _one_way(
    extract: Extract, ends: tuple[str, str], said_days: Callable[[int | None, str], str]
) -> dict[str, list[Link]]:
    this, other = ends
    links = extract.chosen.feeds
    links = links[links[this].isin(extract.chosen.consultations["id"])]
    links = links.drop_duplicates([this, other])
    if links.empty:
        return {}
    numbers = _describe(extract, links[other])
    by_id: dict[str, list[tuple[int, Link]]] = {}
    for id_, into, days in zip(links[this], links[other], links["days"], strict=True):
        number, where, title = numbers[into]
        distance = said_days(None if pd.isna(days) else int(days), extract.language)
        near = ", ".join(part for part in (where, distance) if part)
        text = " · ".join(part for part in (near, title) if part)
        by_id.setdefault(str(id_), []).append((number, Link(str(into), f"{number}. {text}")))
    return {id_: [link for _, link in sorted(links)] for id_, links in by_id.items()}


def _describe(extract: Extract, ids: pd.Series) -> dict[str, tuple[int, str, str]]:
    """Map ids to number, cities and title of consultations of the whole campaign."""
    campaign, language = extract.campaign, extract.language
    table = campaign.consultations[campaign.consultations["id"].isin(ids)]
    places = campaign.places[campaign.places["consultation"].isin(ids)]
    cities = cities_in_words(places, language)
    titles = translated(table, "title", language)
    return {
        id_: (int(number), cities.get(id_, ""), title)
        for id_, number, title in zip(table["id"], table["number"], titles, strict=True)
    }


class Fact(NamedTuple):
    """A line of a card: label and text."""

    label: str
    text: str


@dataclass(frozen=True)
class Card:
    """One consultation; "" or an empty tuple for unknown values.

    Attributes:
        id: Its id.
        number: Its position in date order in the whole campaign.
        title: Its title.
        label: The name of its marker.
        kind: Id of its kind.
        region: Id of its region, "global" for none.
        countries: Alpha-2 codes of where it took place.
        first: Its first day, ISO, "" if unknown.
        last: Its last day, ISO.
        exact: Whether its date is exact.
        vague: Whether only its years are known.
        placed: Whether it is on the map.
        online: Whether it isn't because it was only online.
        words: Folded text for the search.
        where: Cities and countries.
        when: The dates in words.
        facts: Kind, region, dates, place and the other facts of `FIELDS`, in words.
        roles: The organizations per role, in the order of `ROLES`.
        summary: Its summary.
        links: Where its results went, and whose results it took up.
        documents: Its documents.
        photos: Its photos.
        extras: Extra fields of the campaign's table, each with its name.
        notes: Notes, split at the addresses in them.
        sources: Sources, each split at the addresses in it.
    """

    id: str
    number: int
    title: str
    label: str
    kind: str
    region: str
    countries: tuple[str, ...]
    first: str
    last: str
    exact: bool
    vague: bool
    placed: bool
    online: bool
    words: str
    where: str
    when: str
    facts: tuple[Fact, ...]
    roles: tuple[tuple[Party, ...], ...]
    summary: str
    links: Links
    documents: tuple[Item, ...]
    photos: tuple[Item, ...]
    extras: tuple[tuple[str, tuple[Piece, ...]], ...]
    notes: tuple[Piece, ...]
    sources: tuple[tuple[Piece, ...], ...]


def cards(extract: Extract) -> list[Card]:
    """Return one card per consultation of the selection, in date order."""
    chosen, language = extract.chosen, extract.language
    table = chosen.consultations
    if table.empty:
        return []
    ids, texts = list(table["id"]), _texts(chosen, language)
    columns: dict[str, list[Any]] = _plain(table) | texts
    columns["words"] = whole_texts(chosen, search_text(table)).tolist()
    columns["facts"] = _facts(extract, texts)
    columns["countries"] = _of(ids, _countries(chosen), ())
    columns["roles"] = _roles(extract)
    columns["links"] = _of(ids, links_of(extract), Links())
    columns["documents"] = _of(ids, documents_by_consultation(chosen, language), ())
    columns["photos"] = _of(ids, photos_by_consultation(chosen, language), ())
    columns["extras"] = _extras(table)
    columns["notes"] = [split_links(text) for text in _text(table, "notes", language)]
    columns["sources"] = [
        tuple(split_links(source) for source in dict.fromkeys(split_list(text)))
        for text in table["sources"]
    ]
    rows = zip(*columns.values(), strict=True)
    return [Card(**dict(zip(columns, row, strict=True))) for row in rows]


def _of(ids: Sequence[str], values: Mapping[str, Any], none: object) -> list[Any]:
    """Return the value of each id, in their order; `none` for an id without one."""
    return [values.get(id_, none) for id_ in ids]


def _text(table: pd.DataFrame, column: str, language: str) -> list[str]:
    return list(translated(table, column, language))


def _extras(table: pd.DataFrame) -> list[tuple[tuple[str, tuple[Piece, ...]], ...]]:
    """Return names and texts of the filled extra fields of each consultation."""
    columns = public_extras(table.columns)
    names = [name.removeprefix(EXTRA) for name in columns]
    return [
        tuple((name, split_links(text)) for name, text in zip(names, row, strict=True) if text)
        for row in zip(*(table[name] for name in columns), strict=True)
    ] or [()] * len(table)


def split_links(text: str) -> tuple[Piece, ...]:
    """Split a text at the addresses in it, each with its short form."""
    return tuple(
        piece._replace(text=short_address(piece.text)) if piece.address else piece
        for piece in pieces(text)
    )


def _plain(table: pd.DataFrame) -> dict[str, list[Any]]:
    """Return the columns that the browser filters, sorts and draws by."""
    dated = table["dated"].to_numpy()
    first, last = (table[name].dt.strftime("%Y-%m-%d").fillna("") for name in ("first", "last"))
    frame = table[["id", "number", "placed"]].assign(
        kind=table["kind"].astype("str"),
        region=table["region"].astype("str").replace("", GLOBAL),
        first=first.where(dated, ""),
        last=last.where(dated, ""),
        exact=table["precision"] == "day",
        vague=table["precision"] == "year",
        online=_online(table),
    )
    return {str(name): frame[name].tolist() for name in frame}


def _online(table: pd.DataFrame) -> pd.Series:
    """Return whether each has no place because it was only online."""
    venue = table["venue"].astype("str").where(~table["placed"], "")
    return venue.map({text: bool(text) and is_online(text) for text in venue.unique()})


def _texts(chosen: Query, language: str) -> dict[str, list[str]]:
    """Return the columns of text."""
    table = chosen.consultations
    where = places_in_words(chosen.places, language)
    return {
        "title": _text(table, "title", language),
        "label": list(labels(chosen, language)),
        "summary": _text(table, "summary", language),
        "where": list(table["id"].map(where).astype("str").fillna("")),
        "when": list(dates_in_words(table, language)),
    }


def _countries(chosen: Query) -> dict[str, tuple[str, ...]]:
    places = chosen.places[chosen.places["iso2"] != ""]
    by_id: dict[str, list[str]] = {}
    for consultation, code in zip(places["consultation"], places["iso2"], strict=True):
        by_id.setdefault(str(consultation), []).append(str(code))
    return {id_: tuple(dict.fromkeys(codes)) for id_, codes in by_id.items()}


def _roles(extract: Extract) -> list[tuple[tuple[Party, ...], ...]]:
    """Return the organizations per consultation and role, in the order of `ROLES`."""
    names = organization_names(extract.campaign, extract.language)
    roles = extract.chosen.roles.astype("str")
    parties: dict[tuple[str, str], list[Party]] = {}
    columns = (roles["consultation"], roles["role"], roles["organization"])
    for consultation, role, organization in zip(*columns, strict=True):
        party = Party(organization, names.get(organization) or organization)
        parties.setdefault((consultation, role), []).append(party)
    ids = extract.chosen.consultations["id"]
    return [tuple(tuple(parties.get((id_, role), ())) for role in ROLES) for id_ in ids]


def _facts(extract: Extract, texts: dict[str, list[str]]) -> list[tuple[Fact, ...]]:
    say = translations(extract.language)
    table = extract.chosen.consultations
    venues = _text(table, "venue", extract.language)
    special = {
        "region": _regions_in_words(extract),
        "dates": [text or say.gettext("Date unknown") for text in texts["when"]],
        "place": _places_in_words(texts["where"], venues, extract.language),
    }
    labels, columns = [], []
    for field in fact_fields():
        labels.append(label_of(field, extract.language))
        text = special.get(field.name)
        columns.append(text or list(texts_of(field, extract.chosen, extract.language)))
    rows = zip(*columns, strict=True)
    return [tuple(Fact(*pair) for pair in zip(labels, row, strict=True) if pair[1]) for row in rows]


def _places_in_words(where: list[str], venues: list[str], language: str) -> list[str]:
    """Return the places in words; "" for a consultation that was only online, as its venue says."""
    unknown = translations(language).gettext("Place unknown")
    pairs = zip(where, venues, strict=True)
    return [text or ("" if venue and is_online(venue) else unknown) for text, venue in pairs]


def _regions_in_words(extract: Extract) -> list[str]:
    """Return the regions in words, with a note for consultations that met elsewhere."""
    say = translations(extract.language)
    names = region_names(extract.campaign, extract.language)
    regions = extract.campaign.regions
    nowhere = extract.campaign.settings.text("no_region", extract.language)
    members = {id_: set(iso3) for id_, iso3 in zip(regions["id"], regions["iso3"], strict=True)}
    places = extract.chosen.places
    located = places[places["iso3"] != ""]
    met = located.groupby("consultation")["iso3"].agg(set).to_dict()
    texts = []
    table = extract.chosen.consultations
    for id_, region in zip(table["id"], table["region"].astype("str"), strict=True):
        countries = members.get(region)
        elsewhere = countries and met.get(id_) and not met[id_] & countries
        # Translators: the consultation was for this region but took place outside it
        met_abroad = say.gettext("{region} (met elsewhere)")
        name = names.get(region, "") if region else nowhere or say.gettext("Global")
        texts.append(met_abroad.format(region=name) if elsewhere else name)
    return texts


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


def documents_by_consultation(chosen: Query, language: str) -> dict[str, tuple[Item, ...]]:
    """Map the ids of consultations with documents to these."""
    frame = chosen.documents
    unpublished = translations(language).gettext("not published here")
    by_id: dict[str, list[Item]] = {}
    for id_, document in zip(frame["consultation"], documents_of(frame, language), strict=True):
        address = web_address(document.address)
        rest = [*document_facts(document, language), *([] if address else [unpublished])]
        item = Item(document.title, address, " · ".join(rest))
        by_id.setdefault(str(id_), []).append(item)
    return {id_: tuple(items) for id_, items in by_id.items()}


def photos_by_consultation(chosen: Query, language: str) -> dict[str, tuple[Item, ...]]:
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
