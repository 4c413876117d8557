"""What the cells of a column look like, told from a sample of them."""

from __future__ import annotations

import re
from functools import cache, cached_property
from typing import TYPE_CHECKING, Final

import pandas as pd

from data.folding import fold
from data.geocoding.countries import country_codes
from data.geocoding.gazetteer import Gazetteer
from data.intake.when.date_parts import FIRST_YEAR, LAST_YEAR, NO_YEAR, TWO_WAYS
from data.intake.when.date_words import MONTH, Word, vocabulary
from data.intake.when.dates import read_dates
from data.intake.where.angles import angle, angle_pair
from data.intake.where.coordinate_lists import parts_of_list

if TYPE_CHECKING:
    from collections.abc import Callable

SAMPLE: Final = 300
"""Different cells that are looked at."""

_NO_WORD = Word("")
_SAMPLED_ROWS = 5_000
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?")
_FRACTION = re.compile(r"[-+]?\d{1,3}[.,]\d{3,}")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_SHORTEST_COUNTRY = 4
_SHORTEST_TITLE = 8
_SHORTEST_NAME = 4
_LONGEST_PLACE = 60
_KNOWN_CITY = 50_000
_DAY = re.compile(r"\d{1,2}[/.]\d{1,2}\b")


class Cells:
    """The cells of a column, and which share of the different ones pass a test."""

    def __init__(self, texts: pd.Series[str]) -> None:
        """Keep the column; nothing is looked at before it is asked for."""
        self._texts = texts

    @cached_property
    def is_empty(self) -> bool:
        """Whether no cell is filled."""
        return not bool((self._texts != "").any())

    @cached_property
    def is_key(self) -> bool:
        """Whether every cell is filled and no two are the same."""
        return bool((self._texts != "").all()) and self._texts.is_unique

    @cached_property
    def repeats(self) -> float:
        """The share of the filled cells, of the first rows, that say what one above says."""
        filled = self._texts[self._texts != ""].iloc[:_SAMPLED_ROWS]
        return float(filled.duplicated().mean()) if len(filled) else 0.0

    @cached_property
    def sample(self) -> list[str]:
        """The first different cells that are filled."""
        filled = self._texts[self._texts != ""]
        return [str(text) for text in filled.iloc[:_SAMPLED_ROWS].unique()[:SAMPLE]]

    def share(self, test: Callable[[str], bool]) -> float:
        """Which share of the sample passes; 0 of an empty column."""
        return sum(map(test, self.sample)) / len(self.sample) if self.sample else 0.0

    @cached_property
    def dates(self) -> pd.DataFrame:
        """The sample read as dates, as `DatesRead.frame`."""
        return read_dates(pd.Series(self.sample, dtype="str")).frame

    @cached_property
    def date_share(self) -> float:
        """Which share of the sample are dates, even if their order or year can't be told."""
        if not self.sample:
            return 0.0
        days = pd.Series([names_day(text) for text in self.sample])
        problem = self.dates["problem"]
        is_near = (problem == TWO_WAYS) | ((problem == NO_YEAR) & days)
        return float((self.dates["understood"] | is_near).mean())

    @property
    def has_stretches(self) -> bool:
        """Whether a date of the sample has an end of its own."""
        return bool((self.dates["end"] != "").any())


def names_day(text: str) -> bool:
    """Whether a cell is a day of some month, which "3 days" is not."""
    return bool(_DAY.search(text)) or any(
        vocabulary().get(word, _NO_WORD).kind == MONTH for word in fold(text).split()
    )


def is_number(text: str) -> bool:
    """Whether a cell is a plain number."""
    return bool(_NUMBER.fullmatch(text))


def is_fraction(text: str) -> bool:
    """Whether a cell is a number as exact as coordinates are."""
    return bool(_FRACTION.fullmatch(text))


def is_year(text: str) -> bool:
    """Whether a cell is a year, possibly with the .0 that spreadsheets add."""
    year = text.removesuffix(".0")
    return len(year) == 4 and year.isdecimal() and FIRST_YEAR <= int(year) <= LAST_YEAR  # noqa: PLR2004


def is_angle(text: str) -> bool:
    """Whether a cell may be a latitude or a longitude."""
    return is_pair(text) or all(not angle(part).problem for part in parts_of_list(text))


def is_pair(text: str) -> bool:
    """Whether a cell is a latitude and a longitude, or a list of such pairs."""
    return not angle_pair(text)[0].problem or all(
        not angle_pair(part)[0].problem for part in parts_of_list(text)
    )


def is_country(text: str) -> bool:
    """Whether a cell names a country in words: codes of two letters may be languages."""
    return len(text) >= _SHORTEST_COUNTRY and bool(country_codes(text))


def is_state(text: str) -> bool:
    """Whether a cell names a province or a state of some country."""
    return bool(_gazetteer().regions(text))


@cache
def _gazetteer() -> Gazetteer:
    return Gazetteer()


def is_place(text: str) -> bool:
    """Whether a cell is the name of a city that is large enough to be known by it."""
    if len(text) > _LONGEST_PLACE or any(sign.isdigit() for sign in text):
        return False
    cities = _gazetteer().ask(text.split(";", maxsplit=1)[0]).cities
    return any(city.population >= _KNOWN_CITY or city.capital for city in cities)


def is_named(text: str) -> bool:
    """Whether a cell has a word in it, and is no address."""
    return sum(sign.isalpha() for sign in text) >= _SHORTEST_NAME and not is_address(text)


def is_address(text: str) -> bool:
    """Whether a cell is an address of the web."""
    return bool(_ADDRESS.fullmatch(text))


def is_title(text: str) -> bool:
    """Whether a cell may be a title: some letters, and no address."""
    letters = sum(sign.isalpha() for sign in text)
    return letters >= _SHORTEST_TITLE and not is_address(text)
