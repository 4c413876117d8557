"""Read the parameters of an address one by one, and note those that this campaign does not know."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from data.filters.choice import parse_tile
from data.loading.iso_dates import first_day, is_backwards

_PAGE_DIGITS = 9


class Dropped(NamedTuple):
    """A value that this campaign does not know, or a date of a time that ends before it begins."""

    parameter: str
    value: str


def backwards(dropped: Iterable[Dropped]) -> list[Dropped]:
    """Those that were dropped because the time ends before it begins: two, or none."""
    ends = [one for one in dropped if one.parameter in ("from", "to")]
    values = {one.parameter: one.value for one in ends}
    return ends if is_backwards(values.get("from", ""), values.get("to", "")) else []


class ParameterReader:
    """Reads parameters one by one; `dropped` lists values that mean nothing in this campaign."""

    def __init__(self, given: Mapping[str, Sequence[str]]) -> None:
        self.given = given
        self.dropped: list[Dropped] = []

    def first(self, name: str) -> str:
        """The value as it is, the last one if there are several; "" for none."""
        values = self.given.get(name) or [""]
        return values[-1]

    def ids(self, name: str, known: set[str]) -> tuple[str, ...]:
        """The values that are known ids, each once."""
        values = [value for value in self.given.get(name, ()) if value]
        self.dropped += [Dropped(name, value) for value in values if value not in known]
        return tuple(dict.fromkeys(value for value in values if value in known))

    def option(self, name: str, known: Iterable[str]) -> str:
        """The value if it is a known one, else ""."""
        return self._check(name, self.first(name) in known)

    def value_if(self, name: str, is_known: Callable[[str], bool]) -> str:
        """The value if a function accepts it, else ""."""
        value = self.first(name)
        return self._check(name, good=bool(value) and is_known(value))

    def time(self) -> tuple[str, str]:
        """The dates of `from` and `to`; "" for no date, both "" if `to` is before `from`."""
        since, until = self._date("from"), self._date("to")
        if not is_backwards(since, until):
            return since, until
        self.dropped += [Dropped("from", since), Dropped("to", until)]
        return "", ""

    def _date(self, name: str) -> str:
        return self._check(name, first_day(self.first(name)) is not None)

    def tile(self, name: str) -> str:
        """The value if it is a tile of the map, else ""."""
        return self._check(name, parse_tile(self.first(name)) is not None)

    def page(self, name: str) -> int:
        """The number of a page, 1 unless it is given."""
        text = self.first(name)
        is_page = (
            text.isascii() and text.isdecimal() and len(text) <= _PAGE_DIGITS and int(text) > 0
        )
        return int(self._check(name, is_page) or 1)

    def _check(self, name: str, good: bool) -> str:  # noqa: FBT001
        value = self.first(name)
        if value and not good:
            self.dropped.append(Dropped(name, value))
        return value if good else ""
