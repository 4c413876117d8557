"""What a file is made of: a selection, a view and a language; large ones block by block."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property, wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar
from urllib.parse import urlencode

from data.campaign.selection import of_rows
from data.choosing.address import parameters
from data.choosing.choice import View
from data.choosing.select import select
from data.tour.edit import AS_MADE, TourEdit
from data.words.describe import describe
from data.words.folding import fold
from data.words.languages import translations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from data.campaign.campaign import Campaign
    from data.campaign.selection import Part
    from data.choosing.choice import Choice

_LONGEST_NAME = 80
_Asked = ParamSpec("_Asked")
_Made = TypeVar("_Made")


@dataclass(frozen=True)
class Extract:
    """A choice of consultations, ready to be written in any form.

    Attributes:
        campaign: The whole campaign.
        choice: What is chosen of it.
        language: Of every word in the file.
        address: Of the start page, without a query, for links back; "" if it is not known.
        day: The day that the file says it was made on.
        edit: What a presenter changed about the tour of it; slides alone are made of that.
    """

    campaign: Campaign
    choice: Choice
    language: str
    address: str
    day: date
    edit: TourEdit = AS_MADE

    @cached_property
    def chosen(self) -> Part:
        """The part of the campaign that is chosen."""
        return select(self.campaign, self.choice)

    @cached_property
    def kept(self) -> dict[Any, Any]:
        """What functions with `made_once` made of it."""
        return {}

    @cached_property
    def words(self) -> str:
        """The choice and how much it gives, in words."""
        return describe(self.campaign, self.choice, self.language)

    @property
    def title(self) -> str:
        """The campaign's title."""
        return self.campaign.settings.text("title", self.language)

    def link(self, consultation: str = "") -> str:
        """The address of this view, with a consultation open if one is named; "" if not known."""
        if not self.address:
            return ""
        view = View(choice=self.choice, selected=consultation, language=self.language)
        return f"{self.address}?{urlencode(parameters(view), doseq=True)}"

    def file_name(self, ending: str) -> str:
        """`micic_mena_2015_2026-11-24.xlsx`: campaign, choice and day, safe on every system."""
        parts = [_slug(self.campaign.settings.id), *map(_slug, _values(self.choice))]
        name = "_".join(part for part in parts if part)[:_LONGEST_NAME].rstrip("-_")
        return f"{name or 'consultations'}_{self.day.isoformat()}.{ending}"


def made_once(
    make: Callable[Concatenate[Extract, _Asked], _Made],
) -> Callable[Concatenate[Extract, _Asked], _Made]:
    """Keep what a function makes with the extract it is made of, as long as that one lives.

    The parts of a picture ask for its marks again and again; nobody may change what is kept.
    """

    @wraps(make)
    def keeping(extract: Extract, /, *args: _Asked.args, **kwargs: _Asked.kwargs) -> _Made:
        key = (make, args, *kwargs.items())
        if key not in extract.kept:
            extract.kept[key] = make(extract, *args, **kwargs)
        made: _Made = extract.kept[key]
        return made

    return keeping


def today() -> date:
    """The day of an export: today in UTC, or the one that SOURCE_DATE_EPOCH says.

    Source: https://reproducible-builds.org/specs/source-date-epoch/ (seconds since 1970).
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal():
        return datetime.fromtimestamp(int(epoch), tz=UTC).date()
    return datetime.now(tz=UTC).date()


def _values(choice: Choice) -> list[str]:
    """What a choice asks for, ids and dates, in the order of its filters."""
    time = list(dict.fromkeys(text for text in (choice.since, choice.until) if text))
    whose = [choice.role] if choice.organizations and choice.role else []
    return [
        *choice.regions,
        *choice.kinds,
        *choice.countries,
        *choice.organizations,
        *whose,
        "-".join(time),
        choice.words,
    ]


def _slug(text: str) -> str:
    """ASCII letters and digits in lower case, hyphens for the rest."""
    kept = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in fold(text))
    return "-".join(part for part in kept.split("-") if part)


def in_language(extract: Extract, language: str) -> Extract:
    """The same choice in another language."""
    return replace(extract, language=language)


def made_by(extract: Extract) -> str:
    """The line that says where a file comes from: campaign, version of its tables, day."""
    say = translations(extract.language)
    return say.gettext("{campaign}, version {version}, downloaded on {day}").format(
        campaign=extract.title, version=extract.campaign.version, day=extract.day.isoformat()
    )


BLOCK = 20_000
"""Consultations of a block: some 50 MB while a file of them is made."""


def block_count(extract: Extract) -> int:
    """How many blocks there are; one if nothing is chosen."""
    return max(-(-extract.chosen.size // BLOCK), 1)


def blocks(extract: Extract) -> Iterator[Extract]:
    """The same extract with `chosen` cut to one block after the other, in date order.

    What belongs to a consultation is in the block of it; a link is in the blocks of both ends.
    Nothing chosen gives one block without a row.
    """
    if block_count(extract) == 1:
        yield extract
        return
    part = extract.chosen
    for start in range(0, part.size, BLOCK):
        block = replace(extract)
        # What is cached of a frozen value is kept in its `__dict__`.
        block.__dict__["chosen"] = of_rows(part, part.rows[start : start + BLOCK])
        yield block
