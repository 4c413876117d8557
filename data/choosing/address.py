"""A view as URL parameters, and back. Ids only, so a link works in every language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from data.choosing.choice import BACKWARD, SORTS, Choice, View
from data.choosing.filters import FILTERS
from data.loading.iso_dates import first_day, is_backwards
from data.map.clusters import parse_tile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from data.campaign.campaign import Campaign

Parameters: TypeAlias = dict[str, list[str]]

_PAGE_DIGITS = 9


class Dropped(NamedTuple):
    """A part of an address that means nothing here; or of a time that ends before it begins."""

    parameter: str
    value: str


def backwards(dropped: Iterable[Dropped]) -> list[Dropped]:
    """Those that were dropped because the time ends before it begins: two, or none."""
    ends = [one for one in dropped if one.parameter in ("from", "to")]
    values = {one.parameter: one.value for one in ends}
    return ends if is_backwards(values.get("from", ""), values.get("to", "")) else []


def parameters(view: View) -> Parameters:
    """The view as query parameters; the language always, the rest where it differs from nothing."""
    said: dict[str, Iterable[str]] = {
        **{name: values for one in FILTERS for name, values in one.address_items(view.choice)},
        "c": [view.selected],
        "at": [view.tile],
        "sort": [view.sort],
        "page": [str(view.page) if view.page > 1 else ""],
        "lines": ["all" if view.lines else ""],
        "lang": [view.language],
    }
    kept = {name: [value for value in values if value] for name, values in said.items()}
    return {name: values for name, values in kept.items() if values}


def read_view(
    given: Mapping[str, Sequence[str]], campaign: Campaign, languages: Sequence[str], default: str
) -> tuple[View, list[Dropped]]:
    """Read query parameters.

    Args:
        given: Parameter to its values, as an address has them. Unknown names are ignored.
        campaign: Its ids are the ones that count.
        languages: Codes that the page speaks.
        default: The language of an address that names none.

    Returns:
        The view, and what was dropped because this campaign does not know it.
    """
    reader = ParameterReader(given)
    parts: dict[str, Any] = {}
    for one in FILTERS:
        parts |= one.read(reader, campaign)
    view = View(
        choice=Choice(**parts),
        selected=reader.value_if("c", lambda one: campaign.row_of(one) >= 0),
        lines=reader.option("lines", ("all",)) == "all",
        language=reader.option("lang", languages) or default,
        tile=reader.tile("at"),
        sort=reader.option("sort", [*SORTS, *(BACKWARD + one for one in SORTS)]),
        page=reader.page("page"),
    )
    return view, reader.dropped


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
        """The value if a function knows it, else ""."""
        value = self.first(name)
        return self._check(name, good=bool(value) and is_known(value))

    def time(self) -> tuple[str, str]:
        """The dates of `from` and `to`; "" for no date, and for both if they are backwards."""
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


COMPARE, GAP = "compare", "gap"
"""What the page Compare compares, and the gap that Regions lists: ids, separated by commas."""

NAMES = ("step", "autoplay", "by", "tour", "edit", COMPARE, GAP)
"""Parameters of one page, which others drop. Those of a tour: the step that is shown, the seconds
of a slide that goes by itself, one of `slides.WAYS`, what a presenter changed, and that it is being
changed."""

ROLE = "role"
NOTES = "notes"
"""`role=notes` is the speaker's window; any other role is that of an organization."""


def split_parameters(given: Mapping[str, Sequence[str]]) -> tuple[Parameters, Parameters]:
    """Take parameters apart: those of the view, those of the tour."""
    view: Parameters = {}
    tour: Parameters = {}
    for name, values in given.items():
        notes = [value for value in values if name in NAMES or (name, value) == (ROLE, NOTES)]
        rest = [value for value in values if value not in notes]
        if notes:
            tour[name] = notes
        if rest:
            view[name] = rest
    return view, tour


def join_parameters(view: Parameters, tour: Parameters) -> Parameters:
    """Both in one address."""
    names = dict.fromkeys([*view, *tour])
    return {name: [*view.get(name, []), *tour.get(name, [])] for name in names}
