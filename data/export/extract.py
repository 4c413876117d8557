"""The input of an export: selection, language and day; large ones block by block."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar
from urllib.parse import urlencode

from data.filters.address import DEMAND, DEMANDS, parameters
from data.filters.choice import Choice, View
from data.filters.filters import FILTERS
from data.filters.query import Query
from data.filters.rows import of_rows
from data.filters.select import describe, only, select
from data.tour.edit import AS_MADE, TourEdit
from data.words.folding import fold
from data.words.languages import translations
from data.words.links import is_public, short_address

INTERACTIVE = "explore.html"
"""The page of a published site that has the filters of a view after `#`."""

_LONGEST_NAME = 80
_Arguments = ParamSpec("_Arguments")
_Result = TypeVar("_Result")


@dataclass(frozen=True)
class Extract:
    """A selection of consultations, ready to be written in any format.

    Attributes:
        campaign: The whole campaign.
        choice: The filters.
        language: Of every word in the file.
        address: Of the start page, without a query, for links back; "" if unknown.
        day: The date of the file.
        edit: A presenter's changes to the tour; only slides use them.
        lines: Whether maps show what fed what, as the view does: lines, and the meetings outside
            the selection that they lead to.
        consultation: Id of the only consultation that it has; "" for all of the selection.
        demand: Id of the one demand that is cited; "" for the selection.
        path_of: On a published site, the path of a consultation's page, and that of the page that
            shows the selection for ""; None where the app answers at `address`.
    """

    campaign: Query
    choice: Choice
    language: str
    address: str
    day: date
    edit: TourEdit = AS_MADE
    lines: bool | None = False
    consultation: str = ""
    demand: str = ""
    path_of: Callable[[str], str] | None = None

    @cached_property
    def chosen(self) -> Query:
        """The selected part of the campaign."""
        if self.consultation:
            return only(self.campaign, [self.consultation])
        return select(self.campaign, self.choice)

    @cached_property
    def results(self) -> dict[Any, Any]:
        """Results of functions decorated with `cached_on_extract`."""
        return {}

    @cached_property
    def words(self) -> str:
        """The selection and its size in words."""
        return describe(self.campaign, self.choice, self.language)

    @property
    def title(self) -> str:
        """The campaign's title."""
        return self.campaign.settings.text("title", self.language)

    def link(self, consultation: str = "") -> str:
        """Return the address of this view, with one consultation open if given, or its demand.

        "" if it is unknown, or if only this computer knows it: files go to other people.
        """
        if not is_public(self.address):
            return ""
        if self.path_of:
            return self._published(self.path_of(consultation))
        # A file without lines leads to the view as it starts.
        lines = self.lines or None
        view = View(self.choice, selected=consultation, lines=lines, language=self.language)
        if self.demand:
            given = {DEMAND: [self.demand], "lang": [self.language]}
            return f"{self.address}{DEMANDS}?{urlencode(given, doseq=True)}"
        return f"{self.address}?{urlencode(parameters(view), doseq=True)}"

    def _published(self, path: str) -> str:
        """Return the address of a page of the site; the interactive one reads filters after `#`."""
        chosen = urlencode(parameters(View(self.choice, language="")), doseq=True)
        return self.address + path + (f"#{chosen}" if path.endswith(INTERACTIVE) and chosen else "")

    def file_name(self, ending: str) -> str:
        """Return a safe name of campaign, filters and day: `micic_mena_2015_2026-11-24.xlsx`."""
        values = [value for one in FILTERS for value in one.slug(self.choice)]
        values += [self.consultation, self.demand]
        parts = [_slug(self.campaign.settings.id), *map(_slug, values)]
        name = "_".join(part for part in parts if part)[:_LONGEST_NAME].rstrip("-_")
        return f"{name or 'consultations'}_{self.day.isoformat()}.{ending}"


def cached_on_extract(
    make: Callable[Concatenate[Extract, _Arguments], _Result],
) -> Callable[Concatenate[Extract, _Arguments], _Result]:
    """Cache the results of a function on the extract that it gets.

    The parts of a picture ask for its markers again and again. Nobody may change a cached result.
    """

    @wraps(make)
    def cached(extract: Extract, /, *args: _Arguments.args, **kwargs: _Arguments.kwargs) -> _Result:
        key = (make, args, *kwargs.items())
        if key not in extract.results:
            extract.results[key] = make(extract, *args, **kwargs)
        result: _Result = extract.results[key]
        return result

    return cached


def today() -> date:
    """Return the day of an export: SOURCE_DATE_EPOCH if it is set, else today in UTC.

    Source: https://reproducible-builds.org/specs/source-date-epoch/ (seconds since 1970).
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal():
        return datetime.fromtimestamp(int(epoch), tz=UTC).date()
    return datetime.now(tz=UTC).date()


def _slug(text: str) -> str:
    """Lower the case of ASCII letters and digits; the rest becomes hyphens."""
    slug = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in fold(text))
    return "-".join(part for part in slug.split("-") if part)


def origin_line(extract: Extract) -> str:
    """Return the line on the origin of a file: campaign, data version, day."""
    say = translations(extract.language)
    return say.gettext("{campaign}, version {version}, downloaded on {day}").format(
        campaign=extract.title, version=extract.campaign.version, day=extract.day.isoformat()
    )


def origin_and_link(extract: Extract) -> str:
    """Return `origin_line` with the short link to the view, if it is known."""
    link = short_address(extract.link())
    return " · ".join(part for part in (origin_line(extract), link) if part)


BLOCK = 20_000
"""Consultations per block: some 50 MB of memory while a file is written."""


def block_count(extract: Extract) -> int:
    """Return the number of blocks; 1 for an empty selection."""
    return max(-(-extract.chosen.size // BLOCK), 1)


def blocks(extract: Extract) -> Iterator[Extract]:
    """Yield the extract with `chosen` cut to one block after the other, in date order.

    Places, roles and documents are in the block of their consultation; a link is in the blocks
    of both its ends. An empty selection gives one empty block.
    """
    if block_count(extract) == 1:
        yield extract
        return
    part = extract.chosen
    size = min(BLOCK, part.most_rows or BLOCK)
    for start in range(0, part.size, size):
        block = replace(extract)
        # A frozen value caches its properties in its `__dict__`.
        block.__dict__["chosen"] = of_rows(part, part.rows_between(start, start + size))
        yield block
