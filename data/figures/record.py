"""Consultations with everything that is known of them, ready to show and to write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import pandas as pd

from data.columnar.texts import group_texts
from data.figures.demand_records import Demand, demands_by_meeting
from data.figures.demands import asking_kinds
from data.figures.fields import fact_fields, look_up
from data.filters.describe import dates_in_words, names_of, places_in_words, region_names
from data.filters.query import Query
from data.filters.rows import first_part, frames
from data.filters.select import only
from data.loading.csv_tables import split_list
from data.model.campaign import translated
from data.model.result_cache import cached_on_campaign
from data.model.schema import EXTRA, ROLES, public_extras
from data.words.online import is_online

REPORT = "report"
"""The kind of document that every consultation should have."""


class Party(NamedTuple):
    """An organization: its id and its name."""

    id: str
    name: str


class Linked(NamedTuple):
    """A consultation at the other end of a link; `days` between the two, None if unknown."""

    id: str
    number: int
    title: str
    where: str
    days: int | None


class Document(NamedTuple):
    """A document; `address` and `language` (a code) are "" if unknown."""

    title: str
    kind: str
    language: str
    address: str


class Photo(NamedTuple):
    """A photo; neither `file` (in the campaign's folder) nor `address` if it is not published."""

    caption: str
    file: str
    address: str
    credit: str


@dataclass(frozen=True)
class Record:
    """One consultation; "" or an empty tuple where unknown.

    Attributes:
        id: Its id.
        number: Its number in date order.
        title: Its title.
        kind_id: Id of its kind.
        kind: Name of its kind.
        region_id: Id of the region it was for; "" if none or unknown.
        region: Name of that region; "" if none or unknown.
        elsewhere: Whether it met outside the countries of that region.
        countries: Alpha-2 codes of where it took place.
        where: Cities and countries, joined.
        cities: Cities alone, joined.
        placed: Whether it is on the map.
        online: Whether it isn't because it was only online.
        first: Its first day, ISO.
        last: Its last day, ISO.
        precision: Of its date: "day", "month", "year" or "".
        when: The dates in words.
        hostless: Whether a host can't be missing, see `hostless`.
        roles: The organizations per role, in the order of `ROLES`.
        summary: What happened.
        fed: The consultations that its results went to, in date order.
        fed_by: The consultations whose results it took up, in date order.
        demands: What it asked for, its own demands first.
        asks: Whether consultations of its kind ask for something: then none means "not published".
        fed_reports: Reports of the consultations that its results went to, if it `asks`.
        documents: Its documents.
        photos: Its photos.
        extras: Name and text of each further column of the campaign's table.
        notes: Remarks.
        sources: Sources of the facts: addresses or names.
        texts: Text of each fact that is a column of the table, by its name in `FIELDS`.
        no_region: The campaign's own name for "no region", or "".
        notes_differ: Whether the notes tell where sources disagree.
    """

    id: str
    number: int
    title: str
    kind_id: str
    kind: str
    region_id: str
    region: str
    elsewhere: bool
    countries: tuple[str, ...]
    where: str
    cities: str
    placed: bool
    online: bool
    first: str
    last: str
    precision: str
    when: str
    hostless: bool
    roles: tuple[tuple[Party, ...], ...]
    summary: str
    fed: tuple[Linked, ...]
    fed_by: tuple[Linked, ...]
    demands: tuple[Demand, ...]
    asks: bool
    fed_reports: tuple[Document, ...]
    documents: tuple[Document, ...]
    photos: tuple[Photo, ...]
    extras: tuple[tuple[str, str], ...]
    notes: str
    sources: tuple[str, ...]
    texts: Mapping[str, str]
    no_region: str
    notes_differ: bool

    @property
    def organizers(self) -> tuple[Party, ...]:
        """Who organized it."""
        return self.roles[0]

    @property
    def hosts(self) -> tuple[Party, ...]:
        """Who hosted it."""
        return self.roles[1]

    @property
    def partners(self) -> tuple[Party, ...]:
        """Who else helped to organize it."""
        return self.roles[2]

    @property
    def venue(self) -> str:
        """The building, or what it met on if it was online."""
        return self.texts["venue"]

    @property
    def participants(self) -> str:
        """Who or how many took part."""
        return self.texts["participants"]


@cached_on_campaign(1024)
def record(campaign: Query, consultation: str, language: str) -> Record:
    """Return everything that is known of one consultation of a whole campaign.

    Raises:
        KeyError: No consultation has this id.
    """
    for known in records(only(campaign, [consultation]), language):
        return known
    raise KeyError(consultation)


@cached_on_campaign(64)
def first_records(part: Query, most: int, language: str) -> list[Record]:
    """Return the first records of a selection, at most so many."""
    return records(first_part(part, most), language)


def records(part: Query, language: str) -> list[Record]:
    """Return one record per consultation of a selection, in date order; [] for an empty one."""
    campaign, own = part.whole, frames(part)
    table, places = own.consultations, own.places
    if table.empty:
        return []
    ids, regions = table["id"], table["region"].astype("str")
    documents, photos = own.documents, own.photos
    sources = [tuple(dict.fromkeys(split_list(str(text)))) for text in table["sources"]]
    has_notes_on_sources = campaign.settings.has_notes_on_sources
    linked = _linked(campaign, {*own.feeds["consultation"], *own.feeds["into"]}, language)
    columns: dict[str, Iterable[Any]] = {
        "id": ids,
        "number": table["number"].tolist(),
        "title": translated(table, "title", language),
        "kind_id": table["kind"].astype("str"),
        "kind": look_up(table["kind"], names_of(campaign.kinds, "title", language)),
        "region_id": regions,
        "region": look_up(regions, region_names(campaign, language)).where(regions != "", ""),
        "elsewhere": _met_elsewhere(campaign, ids, regions, places),
        "countries": _of(ids, _grouped(places, "iso2"), ()),
        "where": look_up(ids, places_in_words(places, language)),
        "cities": _of(ids, cities_in_words(places, language), ""),
        **_times(table, language),
        "placed": table["placed"].tolist(),
        "online": _is_only_online(table),
        "hostless": hostless(campaign, table).tolist(),
        "roles": _roles(campaign, ids, own.roles, language),
        "summary": translated(table, "summary", language),
        "fed": _links(linked, ids, own.feeds, ("consultation", "into")),
        "fed_by": _links(linked, ids, own.feeds, ("into", "consultation")),
        **_demands(part, table, own.feeds, language),
        "documents": _belonging(ids, documents["consultation"], documents_of(documents, language)),
        "photos": _belonging(ids, photos["consultation"], _photos(photos, language)),
        "extras": _extras(table),
        "notes": translated(table, "notes", language),
        "sources": sources,
        "texts": _texts(table, language),
        "no_region": [campaign.settings.text("no_region", language)] * len(table),
        "notes_differ": [has_notes_on_sources and len(each) > 1 for each in sources],
    }
    rows = zip(*columns.values(), strict=True)
    return [Record(**dict(zip(columns, row, strict=True))) for row in rows]


def hostless(campaign: Query, table: pd.DataFrame) -> pd.Series[bool]:
    """Tell for each consultation whether it needs no host: a moment without a place, a webinar."""
    kinds = campaign.whole.kinds
    moments = kinds["id"][kinds["own"] & kinds["moment"]]
    return table["kind"].isin(moments) & ~table["placed"]


def _of(ids: Iterable[str], values: Mapping[str, Any], none: object) -> list[Any]:
    """Return the value of each id, in their order; `none` for an id without one."""
    return [values.get(id_, none) for id_ in ids]


def _grouped(frame: pd.DataFrame, column: str) -> dict[str, tuple[str, ...]]:
    """Map consultations to their distinct texts in a column, without ""."""
    rows = frame[frame[column] != ""]
    texts = group_texts(rows["consultation"], rows[column].astype("str"))
    return {str(id_): tuple(dict.fromkeys(each)) for id_, each in texts.items()}


def _belonging(
    ids: Iterable[str], keys: Iterable[str], values: Iterable[Any]
) -> list[tuple[Any, ...]]:
    """Return the values of each consultation; `keys` tells which one a value belongs to."""
    by_id: dict[str, list[Any]] = {}
    for id_, value in zip(keys, values, strict=True):
        by_id.setdefault(str(id_), []).append(value)
    return [tuple(by_id.get(id_, ())) for id_ in ids]


def _times(table: pd.DataFrame, language: str) -> dict[str, Iterable[Any]]:
    """Return the columns on dates."""
    days = {
        name: table[name].dt.strftime("%Y-%m-%d").fillna("").where(table["dated"], "")
        for name in ("first", "last")
    }
    precision = table["precision"].astype("str")
    return {**days, "precision": precision, "when": dates_in_words(table, language)}


def _met_elsewhere(
    campaign: Query, ids: pd.Series, regions: pd.Series, places: pd.DataFrame
) -> Iterator[bool]:
    """Yield whether none of its known countries is one of its region's known countries."""
    members = dict(zip(campaign.regions["id"], campaign.regions["iso3"], strict=True))
    met_in = _grouped(places, "iso3")
    for id_, region in zip(ids, regions, strict=True):
        countries, met = set(members.get(region, ())), met_in.get(id_, ())
        yield bool(countries and met) and countries.isdisjoint(met)


def _is_only_online(table: pd.DataFrame) -> pd.Series:
    """Return whether each has no place because it was only online."""
    venue = table["venue"].astype("str").where(~table["placed"], "")
    return venue.map({text: bool(text) and is_online(text) for text in venue.unique()})


def _roles(
    campaign: Query, ids: pd.Series, roles: pd.DataFrame, language: str
) -> list[tuple[tuple[Party, ...], ...]]:
    """Return the organizations of each consultation per role."""
    has_role = campaign.organizations["id"].isin(roles["organization"])
    names = names_of(campaign.organizations[has_role], "name", language)
    parties: dict[tuple[str, str], list[Party]] = {}
    columns = (roles[name].astype("str") for name in ("consultation", "role", "organization"))
    for id_, role, organization in zip(*columns, strict=True):
        party = Party(organization, names.get(organization) or organization)
        parties.setdefault((id_, role), []).append(party)
    return [tuple(tuple(parties.get((id_, role), ())) for role in ROLES) for id_ in ids]


def _linked(campaign: Query, ids: set[str], language: str) -> dict[str, Linked]:
    """Return the consultations at the ends of links by id, without days."""
    if not ids:
        return {}
    ends = only(campaign, ids)
    table, cities = ends.consultations, cities_in_words(ends.places, language)
    columns = (table["id"], table["number"], translated(table, "title", language))
    return {
        id_: Linked(id_, int(number), title, cities.get(id_, ""), None)
        for id_, number, title in zip(*columns, strict=True)
    }


def _links(
    known: Mapping[str, Linked], ids: pd.Series, feeds: pd.DataFrame, ends: tuple[str, str]
) -> list[tuple[Linked, ...]]:
    """Return the consultations at the other end of the links of each, in date order."""
    this, other = ends
    links = feeds[feeds[this].isin(ids)].drop_duplicates([this, other])
    linked = [
        known[id_]._replace(days=None if pd.isna(days) else int(days))
        for id_, days in zip(links[other], links["days"], strict=True)
    ]
    by_consultation = _belonging(ids, links[this], linked)
    return [tuple(sorted(each, key=lambda link: link.number)) for each in by_consultation]


def _demands(
    part: Query, table: pd.DataFrame, feeds: pd.DataFrame, language: str
) -> dict[str, Iterable[Any]]:
    """Return the columns on demands."""
    asks = table["kind"].astype("str").isin(asking_kinds(part)).to_numpy(dtype=bool)
    made = demands_by_meeting(part, language)
    fed = feeds[feeds["consultation"].isin(table["id"][asks])]
    reports: dict[str, tuple[Document, ...]] = {}
    if len(fed):
        frame = frames(only(part.whole, set(fed["into"]))).documents
        frame = frame[frame["kind"].str.strip().str.lower() == REPORT]
        by_meeting = _belonging(fed["into"], frame["consultation"], documents_of(frame, language))
        for id_, found in zip(fed["consultation"], by_meeting, strict=True):
            reports[id_] = (*reports.get(id_, ()), *found)
    return {
        "demands": _of(table["id"], made, ()), "asks": asks.tolist(),
        "fed_reports": _of(table["id"], reports, ()),
    }  # fmt: skip


def _extras(table: pd.DataFrame) -> list[tuple[tuple[str, str], ...]]:
    """Return the further columns with a text, in table order, without the speaker's notes."""
    columns = public_extras(table.columns)
    names = [name.removeprefix(EXTRA) for name in columns]
    return [
        tuple((name, str(text)) for name, text in zip(names, row, strict=True) if text)
        for row in zip(*(table[name] for name in columns), strict=True)
    ] or [()] * len(table)


def _texts(table: pd.DataFrame, language: str) -> list[dict[str, str]]:
    """Return the facts that are columns of the table, by name."""
    names = [field.name for field in fact_fields() if field.text is None]
    columns = (translated(table, name, language) for name in names)
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def cities_in_words(places: pd.DataFrame, language: str) -> dict[str, str]:
    """Map each consultation to its cities, joined."""
    cities = translated(places, "city", language)
    is_known = cities != ""
    by_consultation = group_texts(places["consultation"][is_known], cities[is_known])
    return {id_: " · ".join(names) for id_, names in by_consultation.items()}


def documents_of(frame: pd.DataFrame, language: str) -> tuple[Document, ...]:
    """Turn rows of `documents.csv` into records; a missing title is the address or id."""
    if frame.empty:
        return ()
    titles = translated(frame, "title", language)
    titles = titles.where(titles != "", frame["url"])
    titles = titles.where(titles != "", frame["id"])
    parts = (titles, frame["kind"], frame["language"], frame["url"])
    return tuple(Document(*cells) for cells in zip(*parts, strict=True))


def _photos(frame: pd.DataFrame, language: str) -> tuple[Photo, ...]:
    if frame.empty:
        return ()
    captions = translated(frame, "caption", language)
    parts = (captions, frame["file"], frame["url"], frame["credit"])
    return tuple(Photo(*cells) for cells in zip(*parts, strict=True))
