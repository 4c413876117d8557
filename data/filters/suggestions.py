"""What the search box suggests while one types: organizations, places, documents and dates."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np

from data.filters.choice import Choice
from data.filters.describe import organization_names, region_names
from data.filters.facets import facets
from data.filters.filters import filter_named
from data.filters.found_cities import MOST_FOUND, best_cities, found_cities
from data.filters.index import index_of
from data.filters.merging import unite
from data.filters.names import (
    consultation_of_documents,
    document_index,
    found_positions,
    languages_of,
    organization_index,
    searched,
    took_place,
)
from data.filters.query import Calls, Query
from data.filters.question import question, start_of
from data.filters.search_words import LEAST_OF_COUNTRY, Day, country_texts, read_query
from data.filters.select import all_but
from data.geo.countries import country_name, iso3_by_iso2
from data.loading.iso_dates import first_day, last_day
from data.model.campaign import translated
from data.model.result_cache import cached_on_campaign
from data.words.dates import when
from data.words.folding import fold
from data.words.languages import DEFAULT_LANGUAGE, translations

MOST = 4
"""Suggestions of one group."""

ORGANIZATION, COUNTRY, REGION, CITY = "organization", "country", "region", "city"
DOCUMENT, OF_CAMPAIGN, DATE = "document", "of_campaign", "date"

_WORD = re.compile(r"\w+")


class Suggestion(NamedTuple):
    """One suggestion.

    Attributes:
        kind: One of the constants above.
        id: Of the organization, region or country; a city's name; of a document's consultation, or
            of a document of the whole campaign; a partial date.
        pieces: Its label, split where the typed words are, each piece with whether it is one.
        detail: Additional text, such as an alias, or the region that covers a country.
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


def entered(suggestions: list[Suggestion], words: str) -> int:
    """Return the position of the suggestion whose whole name was typed; -1 for none.

    The beginning of a single city's name is enough: it is what people type and enter.
    """
    typed = fold(words).strip()
    for position, one in enumerate(suggestions):
        if typed and fold(one.label) == typed:
            return position
    cities = [position for position, one in enumerate(suggestions) if one.kind == CITY]
    is_begun = len(cities) == 1 and fold(suggestions[cities[0]].label).startswith(typed)
    return cities[0] if typed and is_begun and len(suggestions) == 1 else -1


def suggest(campaign: Query, choice: Choice, language: str) -> list[Suggestion]:
    """Return suggestions for the words of a choice, group by group; none for no words.

    A name matches if each typed word begins one of its words. A suggestion replaces the words and
    leaves the other filters as they are; those that would select nothing are left out.
    """
    words = tuple(fold(choice.words).split())
    if not words:
        return []
    return _suggested(campaign, filter_named("words").without(choice), words, language)


def suggestion_questions(campaign: Query, choice: Choice, language: str) -> Calls:
    """Yield what `suggest` asks."""
    words, others = tuple(fold(choice.words).split()), filter_named("words").without(choice)
    for suggested in (_organizations, _places, _documents, _dates) if words else ():
        yield partial(_ask_all, suggested, campaign, others, words, language)


def _ask_all(suggested: Callable[..., Iterable[object]], *args: object) -> None:
    list(suggested(*args))


@cached_on_campaign(64)
def _suggested(
    campaign: Query, choice: Choice, words: tuple[str, ...], language: str
) -> list[Suggestion]:
    return [
        *_organizations(campaign, choice, words, language),
        *_places(campaign, choice, words, language),
        *(one for _, one in _documents(campaign, choice, words, language)),
        *_dates(campaign, choice, words, language),
    ]


def prepare(campaign: Query) -> None:
    """Build the indexes of the first search and its suggestions: a second for a million rows."""
    searched(campaign.campaign, "a")
    _ = index_of(campaign.campaign).organizations("").by_option
    suggest(campaign, Choice(words="a"), DEFAULT_LANGUAGE)


def _organizations(
    campaign: Query, choice: Choice, words: tuple[str, ...], language: str
) -> Iterator[Suggestion]:
    counts = facets(campaign, choice, "organizations")["organizations"]
    positions = found_positions(organization_index(campaign), words)
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
    campaign: Query, choice: Choice, words: tuple[str, ...], language: str
) -> list[Suggestion]:
    """Suggest cities, countries, regions, and regions by a country that they cover."""
    counted = facets(campaign, choice, "regions", "countries")
    regions = counted["regions"]
    names = region_names(campaign, language)
    found = [
        Suggestion(REGION, region, marked(names[region], words), "", count)
        for region, count in regions.items()
        if count and _all_hit(names[region], words)
    ]
    listed = {one.id for one in found}
    met = counted["countries"]
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


def _countries(campaign: Query, words: tuple[str, ...]) -> list[str]:
    """Return the alpha-2 codes of the countries with such a name, at most `MOST`."""
    by_iso3 = {iso3: iso2 for iso2, iso3 in iso3_by_iso2().items()}
    found = (
        by_iso3[code]
        for name, code in country_texts(languages_of(campaign))
        if all(any(part.startswith(word) for part in name.split()) for word in words)
    )
    return list(dict.fromkeys(found))[:MOST]


def _city_suggestions(
    campaign: Query, choice: Choice, words: tuple[str, ...], language: str
) -> Iterator[Suggestion]:
    found = found_cities(campaign, choice, words, MOST)
    for city in best_cities(found)[:MOST]:
        row = dict(city.texts)
        name = row.get(f"city__{language}") or row["city"]
        country = country_name(row["iso2"], language) if row["iso2"] else ""
        pieces = marked(name, words)
        if not _any_hit(pieces):  # found by its name in another language
            others = (text for column, text in row.items() if column.startswith("city"))
            pieces = next(
                (hit for hit in (marked(other, words) for other in others) if _any_hit(hit)), pieces
            )
        yield Suggestion(CITY, row["city"], pieces, country, city.size)


def _first_documents(
    answers: Sequence[list[tuple[int, Suggestion]]], *_args: object
) -> list[tuple[int, Suggestion]]:
    # Those of consultations first, then of the campaign; each in the order of shards.
    together = sorted((each for documents in answers for each in documents), key=lambda one: one[0])
    of_campaign = [one for one in together if one[1].kind == OF_CAMPAIGN]
    others = [one for one in together if one[1].kind != OF_CAMPAIGN]
    return [*others[:MOST], *of_campaign[:MOST]]


@question(_first_documents)
def _documents(
    campaign: Query, choice: Choice, words: tuple[str, ...], language: str
) -> list[tuple[int, Suggestion]]:
    """Return the first documents with such a title, each with the start of its shard."""
    start = start_of(campaign.campaign)
    return [(start, one) for one in _own_documents(campaign, choice, words, language)]


def _own_documents(
    campaign: Query, choice: Choice, words: tuple[str, ...], language: str
) -> Iterator[Suggestion]:
    """Suggest documents of consultations that the other filters show, then of the campaign."""
    positions = found_positions(document_index(campaign.campaign), words)[:MOST_FOUND]
    if not len(positions):
        return
    rows, mask = consultation_of_documents(campaign.campaign), all_but(campaign, choice)
    wanted = [at for at in positions if rows[at] >= 0 and mask[rows[at]]][:MOST]
    general = [at for at in positions if rows[at] < 0][:MOST]
    ids, table = campaign.consultations["id"], campaign.documents
    titles = translated(table.iloc[[*wanted, *general]], "title", language)
    for position, title in zip([*wanted, *general], titles, strict=True):
        if not _any_hit(marked(title, words)):
            title = str(table["title"].iloc[position])  # noqa: PLW2901
        row = rows[position]
        if row >= 0:
            yield Suggestion(DOCUMENT, str(ids.iloc[row]), marked(title, words))
        else:
            detail = translations(language).gettext("Document of the whole campaign")
            id_ = str(table["id"].iloc[position])
            yield Suggestion(OF_CAMPAIGN, id_, marked(title, words), detail)


def _dates(
    campaign: Query, choice: Choice, words: tuple[str, ...], language: str
) -> list[Suggestion]:
    """Suggest dates if a date was typed: for `March` one per year with consultations then."""
    found = []
    days = tuple(_candidates(campaign, words)[: 2 * MOST])
    for day, count in zip(days, _counts_then(campaign, choice, days) if days else (), strict=True):
        if count:
            text = _partial_date(day)
            precision = ("year", "month", "day")[text.count("-")]
            shown = when(first_day(text), last_day(text), precision, language)
            pieces = marked(shown, words)
            found.append(Suggestion(DATE, text, pieces, "", count))
    return sorted(found[:MOST], key=lambda one: one.id)


@question(unite)
def _counts_then(campaign: Query, choice: Choice, days: tuple[Day, ...]) -> np.ndarray:
    """Count the consultations of a choice on each date."""
    mask = all_but(campaign, choice)
    return np.array([np.count_nonzero(mask & took_place(campaign.campaign, day)) for day in days])


@question(unite)
@cached_on_campaign(1)
def _begun(campaign: Query) -> dict[int, int]:
    """Count the consultations that began in each month, numbered from January 1970."""
    index = index_of(campaign.campaign)
    months = index.months[0][index.dated]
    used, counts = np.unique(months, return_counts=True)
    return dict(zip(used.tolist(), counts.tolist(), strict=True))


def _candidates(campaign: Query, words: tuple[str, ...]) -> list[Day]:
    """Return the dates that words may mean, the one when most consultations began first."""
    begun = _begun(campaign)
    if not begun:
        return []
    used = sorted(begun, key=lambda month: (-begun[month], month))
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


def _partial_date(day: Day) -> str:
    parts = (f"{day.year:04d}", *(f"{month:02d}" for month in day.months))
    return "-".join((*parts, f"{day.first:02d}") if day.first else parts)


def _top(positions: np.ndarray, counts: np.ndarray) -> list[int]:
    """Return the positions with the highest counts, without those of 0."""
    some = positions[counts[positions] > 0]
    if len(some) > MOST:
        some = some[np.argsort(-counts[some], kind="stable")[:MOST]]
    return [int(position) for position in some[np.argsort(-counts[some], kind="stable")]]


def marked(text: str, words: Iterable[str]) -> tuple[tuple[str, bool], ...]:
    """Split a text into pieces, each with whether it is the start of a word that matches."""
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
    """Return how many letters of a word the longest matching one covers; 0 for none."""
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
