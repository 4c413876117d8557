"""Names that the search looks in besides the texts of a consultation's row.

Organizations with short names and aliases, documents, countries and regions have few distinct
names even in a large campaign: a search matches these first, then selects their consultations.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import pandas as pd

from data.columnar.texts import join_columns
from data.filters.index import NO_DAY, Index, index_of
from data.filters.merging import by_number, join_frames
from data.filters.query import Query
from data.filters.question import question
from data.filters.search import WordIndex, name_index
from data.filters.search_words import Day, Term, read_query
from data.geo.countries import country_name
from data.loading.csv_tables import split_list
from data.model.campaign import Campaign, Tables
from data.model.result_cache import cached_on_campaign
from data.words.folding import fold, fold_series

Mask: TypeAlias = np.ndarray

_NAMES = ("name", "short", "aliases")


@dataclass(frozen=True, eq=False)
class Names:
    """Some names and the consultations of each.

    Attributes:
        index: Their words.
        rows: Function from positions of names to the mask of their consultations.
    """

    index: WordIndex
    rows: Callable[[np.ndarray], Mask]

    def find(self, word: str, *, whole: bool) -> Mask | None:
        """Return which consultations have a name with a word; None for none."""
        positions = np.flatnonzero(self.index.find(word, whole=whole))
        return self.rows(positions) if len(positions) else None


def languages_of(campaign: Tables) -> tuple[str, ...]:
    """Return the languages in which months and countries are understood, English first."""
    return tuple(dict.fromkeys(("en", *campaign.settings.languages)))


def organization_texts(campaign: Tables) -> pd.Series[str]:
    """Return the folded names, short names and aliases of each organization."""
    return _folded(campaign.organizations, _NAMES)


def document_texts(campaign: Campaign | Query) -> pd.Series[str]:
    """Return the folded titles of each document."""
    return _folded(campaign.documents, ("title",))


def region_texts(campaign: Tables) -> pd.Series[str]:
    """Return the folded names of each region."""
    return _folded(campaign.regions, ("name",))


def demand_texts(campaign: Tables) -> pd.Series[str]:
    """Return the folded text and themes of each demand."""
    return _folded(campaign.demands, ("text", "theme"))


def country_texts_of(campaign: Tables, codes: list[str]) -> pd.Series[str]:
    """Return the folded names of countries in all languages of a campaign, from alpha-2 codes."""
    spoken = languages_of(campaign)
    names = [" ".join(fold(country_name(code, one)) for one in spoken) for code in codes]
    return pd.Series(names, dtype="str")


def _folded(frame: pd.DataFrame, columns: tuple[str, ...]) -> pd.Series[str]:
    """Fold and join some columns and their translations."""
    names = [name for name in frame.columns if str(name).split("__")[0] in columns]
    if not names:
        return pd.Series("", index=frame.index, dtype="str")
    return join_columns([fold_series(frame[name]) for name in names])


@cached_on_campaign(1)
def short_names(campaign: Tables) -> frozenset[str]:
    """Return the folded short names of organizations that are one word: these are whole words."""
    if "short" not in campaign.organizations:
        return frozenset()
    folded = (fold(text) for text in campaign.organizations["short"].unique() if text)
    return frozenset(word for word in folded if word and " " not in word)


@cached_on_campaign(1)
def organization_index(campaign: Tables) -> WordIndex:
    """Return the words of `organization_texts`."""
    return name_index(organization_texts(campaign))


@cached_on_campaign(1)
def demand_index(campaign: Tables) -> WordIndex:
    """Return the words of `demand_texts`."""
    return name_index(demand_texts(campaign))


@cached_on_campaign(1)
def document_index(campaign: Campaign) -> WordIndex:
    """Return the words of `document_texts`."""
    return name_index(document_texts(campaign))


def found_positions(index: WordIndex, words: tuple[str, ...]) -> np.ndarray:
    """Return the positions of the names that have a word for each of some folded words."""
    mask = np.ones(index.length, dtype=bool)
    for word in words:
        mask &= index.find(word)
    return np.flatnonzero(mask)


@cached_on_campaign(1)
def consultation_of_documents(campaign: Campaign) -> np.ndarray:
    """Return the row of each document's consultation; -1 for those of the whole campaign."""
    pairs = index_of(campaign).documents
    rows = np.full(pairs.options, -1)
    rows[pairs.codes] = pairs.rows
    return rows


def _together(answers: Sequence[pd.DataFrame], _words: str) -> pd.DataFrame:
    return join_frames(answers)


@question(_together)
def documents_of_campaign(query: Query, words: str) -> pd.DataFrame:
    """Return the documents of the whole campaign that have all words of a search, as rows."""
    campaign = query.campaign
    folded = tuple(fold(words).split())
    positions = found_positions(document_index(campaign), folded) if folded else np.arange(0)
    return campaign.documents.iloc[positions[consultation_of_documents(campaign)[positions] < 0]]


@cached_on_campaign(1)
def _all_names(campaign: Campaign) -> tuple[Names, ...]:
    index = index_of(campaign)
    size = len(index)
    regions = len(campaign.regions)

    def of_regions(positions: np.ndarray) -> Mask:
        return np.asarray(np.isin(np.arange(regions + 1), positions)[index.region])

    return (
        Names(
            organization_index(campaign),
            lambda codes: index.organizations("").rows_with(codes, size),
        ),
        Names(
            name_index(country_texts_of(campaign, index.country_ids)),
            lambda codes: index.countries.rows_with(codes, size),
        ),
        Names(name_index(region_texts(campaign)), of_regions),
        Names(
            document_index(campaign),
            lambda codes: index.documents.rows_with(codes, size),
        ),
        Names(demand_index(campaign), lambda codes: index.demands.rows_with(codes, size)),
    )


def searched(campaign: Campaign, words: str) -> Mask:
    """Return the mask of the consultations that a search finds; all for no words."""
    index = index_of(campaign)
    mask = np.ones(len(index), dtype=bool)
    for term in terms_of(campaign, words):
        mask &= _of_term(index, term)
    return mask


def _unknown_everywhere(answers: list[list[str]], _words: str) -> list[str]:
    return [term for term in answers[0] if all(term in unknown for unknown in answers)]


@question(_unknown_everywhere)
def unknown_terms(campaign: Query, words: str) -> list[str]:
    """Return the parts of a search that no consultation has, folded; a date is one part."""
    index = index_of(campaign.campaign)
    terms = terms_of(campaign, words)
    return [" ".join(term.words) for term in terms if not _of_term(index, term).any()]


def terms_of(campaign: Tables, words: str) -> list[Term]:
    """Return the terms of a search in the languages of a campaign."""
    return read_query(words, languages_of(campaign))


def _of_term(index: Index, term: Term) -> Mask:
    campaign = index.campaign
    mask = _with_word(index, term.words[0])
    for word in term.words[1:]:
        mask &= _with_word(index, word)
    if term.day:
        mask |= _on(index, term.day)
    if term.countries:
        covers = [not term.countries.isdisjoint(codes) for codes in campaign.regions["iso3"]]
        if any(covers):
            mask |= np.array([*covers, False])[index.region]
    return mask


def _with_word(index: Index, word: str) -> Mask:
    """Return which consultations have a word in their texts or in a name that belongs to them."""
    whole = word in short_names(index.campaign)
    mask = index.words.find(word, whole=whole)
    for names in _all_names(index.campaign):
        more = names.find(word, whole=whole)
        if more is not None:
            mask |= more
    return mask


def took_place(campaign: Campaign, day: Day) -> Mask:
    """Return the mask of the consultations that took place on a date."""
    return _on(index_of(campaign), day)


def took_place_of(part: Query, day: Day) -> np.ndarray:
    """Return whether each consultation of a small selection took place on a date."""
    return _then(part, day)["then"].to_numpy()


@question(by_number)
def _then(part: Query, day: Day) -> pd.DataFrame:
    numbers = part.campaign.consultations["number"].to_numpy()[part.rows]
    return pd.DataFrame({"number": numbers, "then": took_place(part.campaign, day)[part.rows]})


def _on(index: Index, day: Day) -> Mask:
    """Return which consultations took place on a date; those dated less exactly don't match."""
    exact = index.exact if day.first else index.monthly if day.months else index.dated
    if not day.months:
        year = np.datetime64(f"{day.year:04d}", "Y")
        return np.asarray(
            exact & _overlap(index.first, index.last, year, year + np.timedelta64(1, "Y"))
        )
    mask = np.zeros(len(index), dtype=bool)
    for month in day.months:
        if day.year:
            mask |= _overlap(index.first, index.last, *_days_of(day, day.year, month))
        else:
            mask[_in_any_year(index, day, month)] = True
    return np.asarray(mask & exact)


def _in_any_year(index: Index, day: Day, month: int) -> np.ndarray:
    """Return the rows of consultations in a month, or on days of it, whatever the year."""
    first, last = index.months
    rows = np.flatnonzero((first + (month - 1 - first) % 12 <= last) & index.monthly)
    if not day.first or not len(rows):
        return rows
    days = index.first[rows], index.last[rows]
    years = range(int(first[rows].min()) // 12, int(last[rows].max()) // 12 + 1)
    hits = [_overlap(*days, *_days_of(day, 1970 + year, month)) for year in years]
    return np.asarray(rows[np.any(hits, axis=0)])


def _days_of(day: Day, year: int, month: int) -> tuple[np.datetime64, np.datetime64]:
    """Return the first day, and the one after the last."""
    start = np.datetime64(f"{year:04d}-{month:02d}", "M")
    following = start + np.timedelta64(1, "M")
    if not day.first:
        return start, following
    first = start.astype("datetime64[D]")
    end = min(first + np.timedelta64(day.last, "D"), following.astype("datetime64[D]"))
    return first + np.timedelta64(day.first - 1, "D"), end


def _overlap(first: np.ndarray, last: np.ndarray, start: np.datetime64, end: np.datetime64) -> Mask:
    """Return which days from `first` to `last` overlap those from `start` until before `end`."""
    begin, after = (int(side.astype("datetime64[D]").astype(np.int64)) for side in (start, end))
    overlap: Mask = (first < after) & (last >= begin) & (first != NO_DAY)
    return overlap


def whole_texts(campaign: Query, texts: pd.Series[str]) -> pd.Series[str]:
    """Add to the folded texts of a few consultations the names that belong to each.

    Args:
        campaign: A selection.
        texts: `search_text` of its consultations.

    Returns:
        One text per consultation with all words that a search looks for.
    """
    ids = campaign.consultations["id"]
    more: dict[str, list[str]] = {}
    organizations = dict(
        zip(campaign.organizations["id"], organization_texts(campaign), strict=True)
    )
    roles = campaign.roles[["consultation", "organization"]].astype("str").drop_duplicates()
    for id_, organization in zip(roles["consultation"], roles["organization"], strict=True):
        more.setdefault(id_, []).append(organizations.get(organization, ""))
    codes = sorted(set(campaign.places["iso2"]) - {""})
    countries = dict(zip(codes, country_texts_of(campaign, codes), strict=True))
    for id_, code in zip(campaign.places["consultation"], campaign.places["iso2"], strict=True):
        more.setdefault(str(id_), []).append(countries.get(code, ""))
    for id_, title in zip(
        campaign.documents["consultation"], document_texts(campaign), strict=True
    ):
        more.setdefault(id_, []).append(title)
    for meetings, text in zip(campaign.demands["made_at"], demand_texts(campaign), strict=True):
        for id_ in split_list(meetings):
            more.setdefault(id_, []).append(text)
    regions = dict(zip(campaign.regions["id"], region_texts(campaign), strict=True))
    region = campaign.consultations["region"].astype("str")
    for id_, name in zip(ids, region, strict=True):
        more.setdefault(id_, []).append(regions.get(name, ""))
    parts = [
        " ".join(filter(None, dict.fromkeys([text, *more.get(id_, ())])))
        for id_, text in zip(ids, texts, strict=True)
    ]
    return pd.Series(parts, index=texts.index, dtype="str")
