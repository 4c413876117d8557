"""Guess the types of columns from their cells, where the headers say nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache, cached_property
from typing import Final

import pandas as pd

from data.geo.countries import country_codes
from data.geo.gazetteer import Gazetteer
from data.lists.dates.columns import read_dates
from data.lists.dates.parts import FIRST_YEAR, LAST_YEAR, NO_YEAR, TWO_WAYS
from data.lists.dates.words import MONTH, Word, vocabulary
from data.lists.places.angles import angle, angle_pair
from data.lists.places.coordinates import parts_of_list
from data.model.errors import msgid
from data.words.folding import fold

SAMPLE: Final = 300
"""How many distinct cells to test."""

_NO_WORD = Word("")
_SAMPLED_ROWS = 5_000
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?")
_FRACTION = re.compile(r"[-+]?\d{1,3}[.,]\d{3,}")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_SLUG = re.compile(r"[a-z]+(?:[-_][a-z]+)*")
_SHORTEST_COUNTRY = 4
_SHORTEST_TITLE = 8
_SHORTEST_NAME = 4
_LONGEST_PLACE = 60
_KNOWN_CITY = 50_000
_DAY = re.compile(r"\d{1,2}[/.]\d{1,2}\b")

DATE_CELLS = msgid("The cells look like dates.")
COUNTRY_CELLS = msgid("The cells look like countries.")
PLACE_CELLS = msgid("The cells look like cities.")
COORDINATE_CELLS = msgid("The cells look like coordinates.")
ADDRESS_CELLS = msgid("The cells look like web addresses.")
TITLE_CELLS = msgid("The cells look like titles: different words in each row.")

MOSTLY: Final = 0.8
_MOST_REPEATS = 0.5
_MOST_COLUMNS = 60
"""Columns whose cells are tested, so that a very wide list is quick too."""


class Cells:
    """The cells of a column, and the share of distinct cells that pass a test."""

    def __init__(self, texts: pd.Series[str]) -> None:
        """Store the column; properties are computed on first use."""
        self._texts = texts

    @cached_property
    def is_empty(self) -> bool:
        """Whether no cell is filled."""
        return not bool((self._texts != "").any())

    @cached_property
    def is_key(self) -> bool:
        """Whether every cell is filled and all differ."""
        return bool((self._texts != "").all()) and self._texts.is_unique

    @cached_property
    def repeats(self) -> float:
        """The share of filled cells, in the first rows, that repeat a cell above."""
        filled = self._texts[self._texts != ""].iloc[:_SAMPLED_ROWS]
        return float(filled.duplicated().mean()) if len(filled) else 0.0

    @cached_property
    def sample(self) -> list[str]:
        """The first distinct filled cells."""
        filled = self._texts[self._texts != ""]
        return [str(text) for text in filled.iloc[:_SAMPLED_ROWS].unique()[:SAMPLE]]

    def share(self, test: Callable[[str], bool]) -> float:
        """The share of the sample that passes; 0 for an empty column."""
        return sum(map(test, self.sample)) / len(self.sample) if self.sample else 0.0

    @cached_property
    def dates(self) -> pd.DataFrame:
        """The sample read as dates, in the form of `DatesRead.frame`."""
        return read_dates(pd.Series(self.sample, dtype="str")).frame

    @cached_property
    def date_share(self) -> float:
        """The share of dates in the sample, even those with unclear order or year."""
        if not self.sample:
            return 0.0
        days = pd.Series([names_day(text) for text in self.sample])
        problem = self.dates["problem"]
        is_near = (problem == TWO_WAYS) | ((problem == NO_YEAR) & days)
        return float((self.dates["understood"] | is_near).mean())

    @property
    def lack_years(self) -> bool:
        """Whether most dates of the sample have no year."""
        return bool((self.dates["problem"] == NO_YEAR).mean() >= 0.5) if self.sample else False

    @property
    def has_stretches(self) -> bool:
        """Whether the sample has a date with an end."""
        return bool((self.dates["end"] != "").any())


def names_day(text: str) -> bool:
    """Whether a cell names a day of a month, unlike "3 days"."""
    return bool(_DAY.search(text)) or any(
        vocabulary().get(word, _NO_WORD).kind == MONTH for word in fold(text).split()
    )


def is_number(text: str) -> bool:
    """Whether a cell is a plain number."""
    return bool(_NUMBER.fullmatch(text))


def is_fraction(text: str) -> bool:
    """Whether a cell is a number with as many decimals as coordinates have."""
    return bool(_FRACTION.fullmatch(text))


def is_year(text: str) -> bool:
    """Whether a cell is a year, also with the .0 that spreadsheets add."""
    year = text.removesuffix(".0")
    return len(year) == 4 and year.isdecimal() and FIRST_YEAR <= int(year) <= LAST_YEAR


def is_angle(text: str) -> bool:
    """Whether a cell may be a latitude or a longitude."""
    return is_pair(text) or all(not angle(part).problem for part in parts_of_list(text))


def is_pair(text: str) -> bool:
    """Whether a cell is a latitude and a longitude, or a list of such pairs."""
    return not angle_pair(text)[0].problem or all(
        not angle_pair(part)[0].problem for part in parts_of_list(text)
    )


def is_country(text: str) -> bool:
    """Whether a cell names a country in full: codes of two letters may be languages.

    A slug ("united-kingdom") is a key of something else rather than the country of an event.
    """
    return (
        not _SLUG.fullmatch(text) and len(text) >= _SHORTEST_COUNTRY and bool(country_codes(text))
    )


def is_state(text: str) -> bool:
    """Whether a cell names a province or a state of some country."""
    return bool(_gazetteer().regions(text))


@cache
def _gazetteer() -> Gazetteer:
    return Gazetteer()


def is_place(text: str) -> bool:
    """Whether a cell is the name of a large city or a capital."""
    if len(text) > _LONGEST_PLACE or any(sign.isdigit() for sign in text):
        return False
    cities = _gazetteer().ask(text.split(";", maxsplit=1)[0]).cities
    return any(city.population >= _KNOWN_CITY or city.capital for city in cities)


def is_named(text: str) -> bool:
    """Whether a cell has a word and is not a web address."""
    return sum(sign.isalpha() for sign in text) >= _SHORTEST_NAME and not is_address(text)


def is_address(text: str) -> bool:
    """Whether a cell is a web address."""
    return bool(_ADDRESS.fullmatch(text))


def is_title(text: str) -> bool:
    """Whether a cell may be a title: several letters, and not a web address."""
    letters = sum(sign.isalpha() for sign in text)
    return letters >= _SHORTEST_TITLE and not is_address(text)


def guess_by_cells(free: Mapping[str, Cells], assigned: set[str]) -> dict[str, tuple[str, str]]:
    """Guess the types of columns by their cells.

    Args:
        free: The columns whose names say nothing, by name, in their order.
        assigned: The column types that other columns have by their names.

    Returns:
        Column type and reason (a message id) by name. If too many columns look alike, none of
        them is guessed.
    """
    guesses: dict[str, tuple[str, str]] = {}
    filled = [name for name, cells in free.items() if not cells.is_empty]
    open_columns = {name: free[name] for name in filled[:_MOST_COLUMNS]}
    for guess in (_addresses, _coordinates, _dates, _countries, _places, _titles, _short_titles):
        left = {name: cells for name, cells in open_columns.items() if name not in guesses}
        guesses |= guess(left, assigned | {column for column, _ in guesses.values()})
    return guesses


def _addresses(free: Mapping[str, Cells], assigned: set[str]) -> dict[str, tuple[str, str]]:
    if "url" in assigned:
        return {}
    names = [name for name, cells in free.items() if cells.share(is_address) >= MOSTLY]
    return dict.fromkeys(names[:1], ("url", ADDRESS_CELLS))


def _coordinates(free: Mapping[str, Cells], assigned: set[str]) -> dict[str, tuple[str, str]]:
    if assigned & {"lat", "lon", "coordinates"}:
        return {}
    pairs = [name for name, cells in free.items() if cells.share(is_pair) >= MOSTLY]
    if pairs:
        return {pairs[0]: ("coordinates", COORDINATE_CELLS)}
    exact = [name for name, cells in free.items() if cells.share(is_fraction) >= MOSTLY]
    if len(exact) != len(("lat", "lon")):
        return {}
    return dict(zip(exact, (("lat", COORDINATE_CELLS), ("lon", COORDINATE_CELLS)), strict=True))


def _dates(free: Mapping[str, Cells], assigned: set[str]) -> dict[str, tuple[str, str]]:
    if assigned & {"start", "dates", "year"}:
        return {}
    names = [
        name
        for name, cells in free.items()
        if cells.share(is_number) < MOSTLY and cells.date_share >= MOSTLY
    ]
    if len(names) == 1:
        column = "dates" if free[names[0]].has_stretches and "end" not in assigned else "start"
        return {names[0]: (column, DATE_CELLS)}
    if len(names) == len(("start", "end")) and "end" not in assigned:
        return dict(zip(names, (("start", DATE_CELLS), ("end", DATE_CELLS)), strict=True))
    return {}


def _countries(free: Mapping[str, Cells], assigned: set[str]) -> dict[str, tuple[str, str]]:
    if assigned & {"country", "place"}:
        return {}
    names = [name for name, cells in free.items() if cells.share(is_country) >= MOSTLY]
    return dict.fromkeys(names[:1], ("country", COUNTRY_CELLS))


def _places(free: Mapping[str, Cells], assigned: set[str]) -> dict[str, tuple[str, str]]:
    if assigned & {"city", "place"}:
        return {}
    names = [name for name, cells in free.items() if cells.share(is_place) >= MOSTLY]
    return dict.fromkeys(names[:1], ("place", PLACE_CELLS))


def _titles(free: Mapping[str, Cells], assigned: set[str]) -> dict[str, tuple[str, str]]:
    if "title" in assigned:
        return {}
    names = [
        name
        for name, cells in free.items()
        if cells.share(is_title) >= MOSTLY and _may_be_titles(cells)
    ]
    return dict.fromkeys(names[:1], ("title", TITLE_CELLS))


def _short_titles(free: Mapping[str, Cells], assigned: set[str]) -> dict[str, tuple[str, str]]:
    """Guess the first column of words as title, if no other column may be one."""
    if "title" in assigned:
        return {}
    names = [
        name
        for name, cells in free.items()
        if cells.share(is_named) >= MOSTLY and _may_be_titles(cells)
    ]
    return dict.fromkeys(names[:1], ("title", TITLE_CELLS))


def _may_be_titles(cells: Cells) -> bool:
    return cells.repeats <= _MOST_REPEATS and cells.date_share < MOSTLY
