"""What visitors type into the search box, read as terms: dates, countries and other words.

`data/export/single_page/searching.js` reads it in the same way; a test compares the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from babel import UnknownLocaleError, dates

from data.geo.countries import countries, country_name, subregions
from data.words.folding import fold
from data.words.languages import DEFAULT_LANGUAGE, locale

_YEAR = re.compile(r"[12][0-9]{3}")
_DAY = re.compile(r"(0?[1-9]|[12][0-9]|3[01])(?:er|st|nd|rd|th)?")
_BETWEEN = {"of", "de", "du", "del"}
_DATES = re.compile(r"YNN|YN|[DN]{1,2}b?Mb?Y|M[DN]{1,2}Y|[DN]{1,2}b?M|Mb?Y|M[DN]{1,2}|M|Y")
"""Dates as classes of words: Y year, M month, N number of two digits, D other day, b "of"."""

LEAST_OF_MONTH, LEAST_OF_COUNTRY = 3, 4
"""Letters after which the start of a month's or a country's name counts as the name."""

_SHARED = 2
"""A word in the long names of more countries than this, such as "united", names none of them."""

ANYWHERE = re.compile(
    "[\u0590-\u05ff\u0600-\u06ff\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff"
    "\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]"
)
"""Letters of scripts that write words, or articles and words, without a space between them."""


class Day(NamedTuple):
    """A date in words; `months` may be several while one types ("jui" in French).

    Attributes:
        year: The year; 0 for any.
        months: Its possible months; none for the whole year.
        first: First day of the month; 0 for the whole month.
        last: Last day, inclusive.
    """

    year: int
    months: tuple[int, ...]
    first: int
    last: int


@dataclass(frozen=True)
class Term:
    """One or more words that must be found together.

    Attributes:
        words: Folded words. A consultation matches if its texts have all of them.
        day: Or if its days overlap this date.
        countries: Or if its region covers one of these; alpha-3 codes.
    """

    words: tuple[str, ...]
    day: Day | None = None
    countries: frozenset[str] = frozenset()


def read_query(text: str, languages: Iterable[str]) -> list[Term]:
    """Read the words of a search; none for a text without letters and digits.

    Args:
        text: As typed.
        languages: Codes of the languages of months and countries, besides English.
    """
    words = fold(text).split()
    spoken = tuple(dict.fromkeys((DEFAULT_LANGUAGE, *languages)))
    months, names = month_words(spoken), CountryWords(spoken)
    classes = "".join(_class_of(word, months) for word in words)
    terms: list[Term] = []
    position = 0
    while position < len(words):
        match = _DATES.match(classes, position)
        length, day = _date(words, position, match.group(), months) if match else (0, None)
        if day:
            terms.append(Term(tuple(words[position : position + length]), day))
            position += length
            continue
        length, codes = names.longest(words[position:])
        terms.append(Term(tuple(words[position : position + length]), None, codes))
        position += length
    return terms


def _class_of(word: str, months: dict[str, frozenset[int]]) -> str:
    if _YEAR.fullmatch(word):
        return "Y"
    if _DAY.fullmatch(word):
        return "N" if len(word) == 2 and word.isdigit() else "D"
    if word in _BETWEEN:
        return "b"
    return "M" if months_of(word, months) else "-"


def _date(
    words: list[str], position: int, classes: str, months: dict[str, frozenset[int]]
) -> tuple[int, Day | None]:
    """Read the words of these classes: how many belong to a date, and the date."""
    parts = dict.fromkeys("YMDN", "")
    days = []
    for word, letter in zip(words[position:], classes, strict=False):
        parts[letter] = word
        if letter in "DN":
            days.append(int(str(_DAY.fullmatch(word).group(1))))  # type: ignore[union-attr]
    year = int(parts["Y"] or 0)
    if classes[0] == "Y":  # 2015, 2015-03, 2015-03-21
        if days and days[0] > 12:
            return 1, Day(year, (), 0, 0)
        day = days[1] if len(days) > 1 else 0
        return len(classes), Day(year, tuple(days[:1]), day, day)
    found = tuple(sorted(months_of(parts["M"], months)))
    first, last = (days[0], days[-1]) if days else (0, 0)
    return len(classes), Day(year, found, min(first, last), max(first, last))


def months_of(word: str, months: dict[str, frozenset[int]]) -> set[int]:
    """Return the months that a word names, or begins to name; none for any other word."""
    if word in months:
        return set(months[word])
    if len(word) < LEAST_OF_MONTH:
        return set()
    return {month for name, those in months.items() if name.startswith(word) for month in those}


@lru_cache(maxsize=16)
def month_words(languages: tuple[str, ...]) -> dict[str, frozenset[int]]:
    """Map folded names of months, long and short, to their numbers; names of one word only."""
    words: dict[str, set[int]] = {}
    for language in languages:
        try:
            spoken = locale(language)
        except (UnknownLocaleError, ValueError):
            continue
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for month, name in dates.get_month_names(width, context, spoken).items():
                    word = fold(name)
                    if word and " " not in word and not word[0].isdigit():
                        words.setdefault(word, set()).add(month)
    return {word: frozenset(months) for word, months in words.items()}


class CountryWords:
    """Recognizes names of countries among the words of a search."""

    def __init__(self, languages: tuple[str, ...]) -> None:
        """Prepare the names in these languages."""
        self._names, self._by_word = _country_names(languages)

    def longest(self, words: list[str]) -> tuple[int, frozenset[str]]:
        """Return how many of the first words name countries together, and which they name.

        "United States" does not name the United Arab Emirates. If none matches: 1 and no codes.
        """
        named = self._by_first(words[0])
        length = 1
        for size in range(len(words), 1, -1):
            run = tuple(words[:size])
            longer = {pair for pair in named if _follows(run, *pair)}
            if longer:
                named, length = longer, size
                break
        run = tuple(words[:length])
        whole = {code for name, _ in named for code in self._names[name] if name == run}
        if whole:
            return length, frozenset(whole)
        codes = frozenset(code for name, _ in named for code in self._names[name])
        if length == 1 and (len(codes) > _SHARED or is_general(words[0])):
            codes = frozenset(
                code for name, _ in named if len(name) == 1 for code in self._names[name]
            )
        return length, codes

    def _by_first(self, word: str) -> set[tuple[tuple[str, ...], int]]:
        """Return the names with the word, or its start, and at which place."""
        if word in self._by_word or len(word) < LEAST_OF_COUNTRY:
            return set(self._by_word.get(word, ()))
        return {
            pair
            for other, pairs in self._by_word.items()
            if other.startswith(word)
            for pair in pairs
        }


def is_general(word: str) -> bool:
    """Return whether a word, such as a short one or "western", is too general to name a country."""
    return len(word) < LEAST_OF_COUNTRY or word in area_words()


@lru_cache(maxsize=1)
def area_words() -> frozenset[str]:
    """Return the folded words of the names of the UN's regions."""
    return frozenset(word for name in subregions()["name"] for word in fold(name).split())


def _follows(run: tuple[str, ...], name: tuple[str, ...], start: int) -> bool:
    """Tell whether a name has the words of a run one after another; the last may be cut short."""
    part = name[start : start + len(run)]
    return part[:-1] == run[:-1] and len(part) == len(run) and part[-1].startswith(run[-1])


_Names = dict[tuple[str, ...], frozenset[str]]


@lru_cache(maxsize=16)
def _country_names(
    languages: tuple[str, ...],
) -> tuple[_Names, dict[str, list[tuple[tuple[str, ...], int]]]]:
    """Return the codes of each name, and the names with each word and its place in them."""
    names: dict[tuple[str, ...], set[str]] = {}
    for name, code in country_texts(languages):
        names.setdefault(tuple(name.split()), set()).add(code)
    by_word: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for words in names:
        for place, word in enumerate(words):
            by_word.setdefault(word, []).append((words, place))
    return {words: frozenset(codes) for words, codes in names.items()}, by_word


@lru_cache(maxsize=16)
def country_texts(languages: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Return folded names of all countries in these languages, each with its alpha-3 code."""
    table = countries()
    pairs = (
        (fold(country_name(iso2, language)), iso3)
        for iso2, iso3 in zip(table["iso2"], table["iso3"], strict=True)
        for language in languages
    )
    return tuple(dict.fromkeys(pairs))
