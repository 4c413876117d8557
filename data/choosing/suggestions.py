"""What the search box suggests while one types: organizations, places, documents and dates."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from data.arrays.texts import join_columns
from data.campaign.campaign import translated, translated_cell
from data.campaign.result_cache import cached_on_campaign
from data.choosing.choice import Choice
from data.choosing.filters import filter_named
from data.choosing.index import city_codes, index_of
from data.choosing.names import (
    document_index,
    languages_of,
    organization_index,
    searched,
    took_place,
)
from data.choosing.query import LEAST_OF_COUNTRY, Day, country_texts, read_query
from data.choosing.search import name_index
from data.choosing.select import all_but, option_counts
from data.loading.iso_dates import first_day, last_day
from data.places.countries import country_name, iso3_by_iso2
from data.words.describe import organization_names, region_names
from data.words.folding import fold, fold_series
from data.words.languages import DEFAULT_LANGUAGE, when

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from data.campaign.campaign import Campaign
    from data.choosing.search import WordIndex

MOST = 4
"""Suggestions of one group."""

ORGANIZATION, COUNTRY, REGION, CITY = "organization", "country", "region", "city"
DOCUMENT, DATE = "document", "date"

_CANDIDATES = 400
"""Of so many names at most, the ones with most consultations are looked for."""

_WORD = re.compile(r"\w+")


class Suggestion(NamedTuple):
    """One suggestion.

    Attributes:
        kind: One of the constants above.
        id: Of the organization, region or country; a city's name; of a document's consultation;
            a partial date.
        pieces: Its label, split where the typed words are, each piece with whether it is one.
        detail: What else to say, such as an alias, or the region that covers a country.
        size: How many consultations choosing it would show; 0 for a document.
    """

    kind: str
    id: str
    pieces: tuple[tuple[str, bool], ...]
    detail: str = ""
    size: int = 0

    @property
    def label(self) -> str:
        """Its whole label."""
        return "".join(text for text, _ in self.pieces)


def suggest(campaign: Campaign, choice: Choice, language: str) -> list[Suggestion]:
    """Return suggestions for the words of a choice, group by group; none for no words.

    Names count if every word typed begins one of theirs. Each would replace the words and leave
    the other filters as they are. Those that would show nothing are left out.
    """
    words = tuple(fold(choice.words).split())
    if not words:
        return []
    return _suggested(campaign, filter_named("words").without(choice), words, language)


@cached_on_campaign(64)
def _suggested(
    campaign: Campaign, choice: Choice, words: tuple[str, ...], language: str
) -> list[Suggestion]:
    return [
        *_organizations(campaign, choice, words, language),
        *_places(campaign, choice, words, language),
        *_documents(campaign, choice, words, language),
        *_dates(campaign, choice, words, language),
    ]


def prepare(campaign: Campaign) -> None:
    """Make what the first search and its suggestions need; a second for a million rows."""
    searched(campaign, "a")
    _ = index_of(campaign).organizations("").by_option
    suggest(campaign, Choice(words="a"), DEFAULT_LANGUAGE)


def _organizations(
    campaign: Campaign, choice: Choice, words: tuple[str, ...], language: str
) -> Iterator[Suggestion]:
    counts = option_counts(campaign, choice, "organizations")
    positions = _found(organization_index(campaign), words)
    names = organization_names(campaign, language)
    table = campaign.organizations
    ids = table["id"].to_numpy()
    for position in _top(positions, np.fromiter(counts.values(), np.int64, len(counts))):
        id_ = str(ids[position])
        row = table.iloc[position]
        short = str(row.get("short", "") or "")
        name = names[id_] if fold(short) in ("", fold(names[id_])) else f"{names[id_]} ({short})"
        pieces = marked(name, words)
        aliases = (text.strip() for text in str(row.get("aliases", "") or "").split(";"))
        alias = (
            ""
            if _any_hit(pieces)
            else next(
                (text for text in (*aliases, str(row["name"])) if _any_hit(marked(text, words))), ""
            )
        )
        yield Suggestion(ORGANIZATION, id_, pieces, alias, counts[id_])


def _places(
    campaign: Campaign, choice: Choice, words: tuple[str, ...], language: str
) -> list[Suggestion]:
    """Suggest cities, countries, regions, and regions by a country that they cover."""
    regions = option_counts(campaign, choice, "regions")
    names = region_names(campaign, language)
    found = [
        Suggestion(REGION, region, marked(names[region], words), "", count)
        for region, count in regions.items()
        if count and _all_hit(names[region], words)
    ]
    listed = {one.id for one in found}
    met = option_counts(campaign, choice, "countries")
    covers = dict(zip(campaign.regions["id"], campaign.regions["iso3"], strict=True))
    codes = iso3_by_iso2()
    for code in _countries(campaign, words):
        name = country_name(code, language)
        if len("".join(words)) < LEAST_OF_COUNTRY and not _all_hit(name, words):
            continue  # "mar" is hardly meant to be Maroc in English
        if met.get(code):
            found.append(Suggestion(COUNTRY, code, marked(name, words), "", met[code]))
            continue
        for region, members in covers.items():
            if regions[region] and codes[code] in members and region not in listed:
                found.append(
                    Suggestion(REGION, region, marked(name, words), names[region], regions[region])
                )
    cities = _city_suggestions(campaign, choice, words, language)
    return [*cities, *found][: 2 * MOST]


def _countries(campaign: Campaign, words: tuple[str, ...]) -> list[str]:
    """Return the alpha-2 codes of the countries with such a name, at most `MOST`."""
    by_iso3 = {iso3: iso2 for iso2, iso3 in iso3_by_iso2().items()}
    found = (
        by_iso3[code]
        for name, code in country_texts(languages_of(campaign))
        if all(any(part.startswith(word) for part in name.split()) for word in words)
    )
    return list(dict.fromkeys(found))[:MOST]


def _city_suggestions(
    campaign: Campaign, choice: Choice, words: tuple[str, ...], language: str
) -> Iterator[Suggestion]:
    index, rows = _cities(campaign)
    positions = _found(index, words)
    if not len(positions):
        return
    counts = _city_counts(campaign, choice)
    for position in _top(positions, counts):
        row = campaign.places.iloc[rows[position]]
        name = translated_cell(row, "city", language)
        country = country_name(str(row["iso2"]), language) if row["iso2"] else ""
        pieces = marked(name, words)
        if not _any_hit(pieces):  # found by its name in another language
            others = (str(row[column]) for column in row.index if str(column).startswith("city"))
            pieces = next(
                (hit for hit in (marked(other, words) for other in others) if _any_hit(hit)), pieces
            )
        yield Suggestion(CITY, str(row["city"]), pieces, country, int(counts[position]))


@cached_on_campaign(16)
def _city_counts(campaign: Campaign, choice: Choice) -> np.ndarray:
    """Return how many consultations of a choice took place in each city: the same at each key."""
    return index_of(campaign).cities.count(all_but(campaign, choice))


@cached_on_campaign(1)
def _cities(campaign: Campaign) -> tuple[WordIndex, np.ndarray]:
    """Return the words of each city's names, and the first row of `places` with it."""
    places = campaign.places
    codes, count = city_codes(places)
    rows = np.zeros(count, dtype=np.int64)
    rows[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
    first = places.iloc[rows]
    columns = [name for name in places.columns if str(name).split("__")[0] in ("city", "matched")]
    texts = join_columns([fold_series(first[name]) for name in columns]).where(
        first["city"] != "", ""
    )
    return name_index(texts), rows


def _documents(
    campaign: Campaign, choice: Choice, words: tuple[str, ...], language: str
) -> Iterator[Suggestion]:
    positions = _found(document_index(campaign), words)[:_CANDIDATES]
    if not len(positions):
        return
    pairs, mask = index_of(campaign).documents, all_but(campaign, choice)
    rows = np.full(pairs.options, -1)
    rows[pairs.codes] = pairs.rows
    ids, table = campaign.consultations["id"], campaign.documents
    wanted = [at for at in positions if rows[at] >= 0 and mask[rows[at]]][:MOST]
    titles = translated(table.iloc[wanted], "title", language)
    for position, title in zip(wanted, titles, strict=True):
        if not _any_hit(marked(title, words)):
            title = str(table["title"].iloc[position])  # noqa: PLW2901
        yield Suggestion(DOCUMENT, str(ids.iloc[rows[position]]), marked(title, words))


def _dates(
    campaign: Campaign, choice: Choice, words: tuple[str, ...], language: str
) -> list[Suggestion]:
    """Suggest dates if all that was typed is one: `March` is one of each year with any."""
    mask = all_but(campaign, choice)
    found = []
    for day in _candidates(campaign, words)[: 2 * MOST]:
        count = int(np.count_nonzero(mask & took_place(campaign, day)))
        if count:
            text = _partial_date(day)
            precision = ("year", "month", "day")[text.count("-")]
            said = when(first_day(text), last_day(text), precision, language)
            pieces = marked(said, words)
            found.append(Suggestion(DATE, text, pieces, "", count))
    return sorted(found[:MOST], key=lambda one: one.id)


def _candidates(campaign: Campaign, words: tuple[str, ...]) -> list[Day]:
    """Return the dates that words may mean, those when most began first."""
    used = _months_begun(campaign)
    if not len(used):
        return []
    if len(words) == 1 and re.fullmatch(r"[12][0-9]{1,2}", words[0]):  # 20, 201
        years = dict.fromkeys(1970 + int(month) // 12 for month in used)
        return [Day(year, (), 0, 0) for year in years if str(year).startswith(words[0])]
    terms = read_query(" ".join(words), languages_of(campaign))
    day = terms[0].day
    if len(terms) != 1 or day is None or day.first != day.last:
        return []
    if day.year and len(day.months) <= 1:
        return [day]
    pairs = [(1970 + int(month) // 12, int(month) % 12 + 1) for month in used]
    return [
        Day(year, (month,), day.first, day.last)
        for year, month in pairs
        if month in day.months and day.year in (0, year)
    ]


@cached_on_campaign(1)
def _months_begun(campaign: Campaign) -> np.ndarray:
    """Return the months in which any began, from January 1970, those of most first."""
    index = index_of(campaign)
    months: np.ndarray = index.months[0][index.dated]
    if not len(months):
        return months
    start = int(months.min())
    begun = np.bincount(months - start)
    used: np.ndarray = (np.flatnonzero(begun) + start)[np.argsort(-begun[begun > 0], kind="stable")]
    return used


def _partial_date(day: Day) -> str:
    parts = (f"{day.year:04d}", *(f"{month:02d}" for month in day.months))
    return "-".join((*parts, f"{day.first:02d}") if day.first else parts)


def _found(index: WordIndex, words: tuple[str, ...]) -> np.ndarray:
    """Return the positions of the names that have a word for each of these."""
    mask = np.ones(index.length, dtype=bool)
    for word in words:
        mask &= index.find(word)
    return np.flatnonzero(mask)


def _top(positions: np.ndarray, counts: np.ndarray) -> list[int]:
    """Return the positions with the highest counts, without those of 0."""
    some = positions[counts[positions] > 0]
    if len(some) > MOST:
        some = some[np.argsort(-counts[some], kind="stable")[:MOST]]
    return [int(position) for position in some[np.argsort(-counts[some], kind="stable")]]


def marked(text: str, words: Iterable[str]) -> tuple[tuple[str, bool], ...]:
    """Split a text where words begin that are looked for, each piece with whether it is one."""
    pieces: list[tuple[str, bool]] = []
    end = 0
    for match in _WORD.finditer(text):
        length = _hit_length(match.group(), words)
        if length:
            start = match.start()
            pieces += [(text[end:start], False), (text[start : start + length], True)]
            end = start + length
    pieces.append((text[end:], False))
    return tuple(piece for piece in pieces if piece[0])


def _hit_length(text: str, words: Iterable[str]) -> int:
    """Return how many letters of a word are the longest of those looked for; 0 for none."""
    folded = fold(text)
    hits = [word for word in words if folded.startswith(word)]
    if not hits:
        return 0
    longest = max(hits, key=len)
    return next(size for size in range(1, len(text) + 1) if fold(text[:size]).startswith(longest))


def _any_hit(pieces: tuple[tuple[str, bool], ...]) -> bool:
    return any(is_hit for _, is_hit in pieces)


def _all_hit(text: str, words: tuple[str, ...]) -> bool:
    parts = fold(text).split()
    return all(any(part.startswith(word) for part in parts) for word in words)
