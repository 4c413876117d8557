"""One consultation with everything that is known of it, ready to show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from data.cluster.cluster import Frames, frames
from data.columnar.texts import group_texts
from data.figures.fields import fact_fields
from data.filters.describe import names_of, places_in_words, region_names
from data.filters.rows import of_rows
from data.filters.select import only
from data.loading.csv_tables import split_list
from data.model.campaign import translated, translated_cell
from data.model.result_cache import cached_on_campaign
from data.model.schema import EXTRA, public_extras
from data.words.languages import when

if TYPE_CHECKING:
    from collections.abc import Mapping

    from data.filters.query import Query


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
        kind: Name of its kind.
        region: Name of the region it was for; "" if none or unknown.
        no_region: The campaign's own name for "no region", or "".
        elsewhere: Whether it met outside the countries of that region.
        where: Cities and countries, joined.
        cities: Cities alone, joined.
        when: The dates in words.
        organizers: Who organized it.
        hosts: Who hosted it.
        partners: Who else helped to organize it.
        summary: What happened.
        fed: The consultations that its results went to.
        fed_by: The consultations whose results it took up.
        documents: Its documents.
        photos: Its photos.
        notes: Remarks.
        sources: Sources of the facts: addresses or names.
        texts: Text of each fact that is a column of the table, by its name in `FIELDS`.
        extras: Name and text of each further column of the campaign's table.
        notes_differ: Whether the notes tell where sources disagree.
    """

    id: str
    number: int
    title: str
    kind: str
    region: str
    elsewhere: bool
    where: str
    cities: str
    when: str
    organizers: tuple[Party, ...]
    hosts: tuple[Party, ...]
    partners: tuple[Party, ...]
    summary: str
    fed: tuple[Linked, ...]
    fed_by: tuple[Linked, ...]
    documents: tuple[Document, ...]
    photos: tuple[Photo, ...]
    notes: str
    sources: tuple[str, ...]
    texts: Mapping[str, str]
    extras: tuple[tuple[str, str], ...]
    no_region: str = ""
    notes_differ: bool = False

    @property
    def venue(self) -> str:
        """The building, or what it met on if it was online."""
        return self.texts["venue"]

    @property
    def participants(self) -> str:
        """Who or how many took part."""
        return self.texts["participants"]


def _extras(row: pd.Series[Any]) -> tuple[tuple[str, str], ...]:
    """Return the further columns with a text, in table order, without the speaker's notes."""
    names = public_extras(row.index)
    return tuple((name.removeprefix(EXTRA), str(row[name])) for name in names if row[name])


@cached_on_campaign(1024)
def record(campaign: Query, consultation: str, language: str) -> Record:
    """Return everything that is known of one consultation of a whole campaign.

    Raises:
        KeyError: No consultation has this id.
    """
    position = campaign.row_of(consultation)
    if position < 0:
        raise KeyError(consultation)
    row, own = _own_rows(campaign, position)
    places, roles = own.places, own.roles
    names = _names(campaign, roles, language)
    region = str(row["region"])
    sources = tuple(dict.fromkeys(split_list(str(row["sources"]))))
    return Record(
        id=consultation,
        number=int(row["number"]),
        title=translated_cell(row, "title", language),
        kind=names_of(campaign.kinds, "title", language).get(str(row["kind"]), ""),
        region=region_names(campaign, language).get(region, "") if region else "",
        elsewhere=_met_elsewhere(campaign, region, places),
        where=str(places_in_words(places, language).get(consultation, "")),
        cities=cities_in_words(places, language).get(consultation, ""),
        when=_when(row, language),
        organizers=_parties(roles, names, "organizer"),
        hosts=_parties(roles, names, "host"),
        partners=_parties(roles, names, "partner"),
        summary=translated_cell(row, "summary", language),
        fed=_links(campaign, own.feeds, consultation, ("consultation", "into"), language),
        fed_by=_links(campaign, own.feeds, consultation, ("into", "consultation"), language),
        documents=documents_of(own.documents, language),
        photos=_photos(own.photos, language),
        notes=translated_cell(row, "notes", language),
        sources=sources,
        texts={
            field.name: translated_cell(row, field.name, language)
            for field in fact_fields()
            if field.text is None
        },
        extras=_extras(row),
        no_region=campaign.settings.text("no_region", language),
        notes_differ=campaign.settings.has_notes_on_sources and len(sources) > 1,
    )


def _own_rows(campaign: Query, position: int) -> tuple[pd.Series, Frames]:
    """Return one consultation, and its rows of each other frame; links of all."""
    own = frames(of_rows(campaign, np.array([position])))
    return own.consultations.iloc[0], own


def _when(row: pd.Series, language: str) -> str:
    if not row["dated"]:
        return ""
    return when(row["first"].date(), row["last"].date(), str(row["precision"]), language)


def _met_elsewhere(campaign: Query, region: str, places: pd.DataFrame) -> bool:
    """Tell whether none of its known countries is one of the region's known countries."""
    rows = campaign.regions.loc[campaign.regions["id"] == region, "iso3"]
    countries = set(rows.iloc[0]) if len(rows) else set()
    met_in = {code for code in places["iso3"] if code}
    return bool(countries and met_in) and not met_in & countries


def _parties(roles: pd.DataFrame, names: dict[str, str], role: str) -> tuple[Party, ...]:
    ids = roles.loc[roles["role"] == role, "organization"].astype("str")
    return tuple(Party(id_, names[id_] or id_) for id_ in ids)


def _names(campaign: Query, roles: pd.DataFrame, language: str) -> dict[str, str]:
    """Map the ids of the organizations with these roles to their names."""
    has_role = campaign.organizations["id"].isin(roles["organization"])
    return names_of(campaign.organizations[has_role], "name", language)


def _links(
    campaign: Query,
    feeds: pd.DataFrame,
    consultation: str,
    ends: tuple[str, str],
    language: str,
) -> tuple[Linked, ...]:
    """Return the consultations at the other end of its links, in date order."""
    this, other = ends
    links = feeds[feeds[this] == consultation].drop_duplicates(other)
    if links.empty:
        return ()
    days = dict(zip(links[other], links["days"], strict=True))
    others = only(campaign, days)
    table, places = others.consultations, others.places
    titles = translated(table, "title", language)
    cities = cities_in_words(places, language)
    return tuple(
        Linked(id_, int(number), title, cities.get(id_, ""), _whole(days[id_]))
        for id_, number, title in zip(table["id"], table["number"], titles, strict=True)
    )


def cities_in_words(places: pd.DataFrame, language: str) -> dict[str, str]:
    """Map each consultation to its cities, joined."""
    cities = translated(places, "city", language)
    is_known = cities != ""
    by_consultation = group_texts(places["consultation"][is_known], cities[is_known])
    return {id_: " · ".join(names) for id_, names in by_consultation.items()}


def _whole(days: Any) -> int | None:
    return None if pd.isna(days) else int(days)


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
