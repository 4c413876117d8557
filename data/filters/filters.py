"""The filters of a choice: one object each, which everything else iterates over.

A filter knows its URL parameters, the consultations it lets through, how many each of its options
would give, and its words. To add a filter, add a class here and its parts to `choice.Choice`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar, TypeAlias

import numpy as np
import pandas as pd

from data.filters import counting
from data.filters.choice import ALL_KINDS, Choice
from data.filters.describe import names_of, organization_names, region_names
from data.filters.index import Index, index_of
from data.filters.merging import unite
from data.filters.names import searched
from data.filters.options import country_ids, known_days, some_without_region
from data.filters.parameters import ParameterReader
from data.filters.query import Query
from data.geo.countries import country_name
from data.loading.iso_dates import first_day, last_day
from data.model.errors import msgid
from data.model.result_cache import cached_on_campaign
from data.model.schema import GLOBAL, ROLES
from data.words.dates import when
from data.words.languages import listing, translations

Mask: TypeAlias = np.ndarray
"""One boolean per consultation, in the order of the campaign."""

WORDS_LENGTH = 200
"""Longest text to search for."""


class Filter:
    """One restriction of a selection.

    Attributes:
        parameters: Part of `Choice` to URL parameter. The first part names the filter.
        title: Its name, a message.
        asks: Label of the widget of its options, a message; "" for the title.
        counts_as: Name of its counts in `facets`; "" if it has none.
    """

    parameters: ClassVar[dict[str, str]]
    title: ClassVar[str]
    asks: ClassVar[str] = ""
    counts_as = ""

    @property
    def name(self) -> str:
        """The filter's name: its first part of `Choice`."""
        return next(iter(self.parameters))

    def is_set(self, choice: Choice) -> bool:
        """Whether a choice has this filter."""
        return any(getattr(choice, part) for part in self.parameters)

    def without(self, choice: Choice) -> Choice:
        """The choice with this filter dropped."""
        return replace(choice, **{part: getattr(_NOTHING, part) for part in self.parameters})

    def address_items(self, choice: Choice) -> Iterator[tuple[str, list[str]]]:
        """URL parameters and their values."""
        for part, parameter in self.parameters.items():
            value = getattr(choice, part)
            yield parameter, list(value) if isinstance(value, tuple) else [value]

    def slug(self, choice: Choice) -> list[str]:
        """Return its part of a file name."""
        return [value for _, values in self.address_items(choice) for value in values]

    def read(self, reader: ParameterReader, campaign: Query) -> dict[str, Any]:
        """Parts of `Choice` to their values, read from URL parameters."""
        raise NotImplementedError

    def mask(self, index: Index, choice: Choice) -> Mask:
        """Return the mask of the consultations that it lets through."""
        raise NotImplementedError

    def counts(self, part: Query, choice: Choice) -> Any:
        """Count a selection by option, or return the argument of `named_counts`."""
        raise NotImplementedError

    def unite_counts(self, answers: Sequence[Any]) -> Any:
        """Unite the counts of the shards of a campaign: options in the order of `counts`."""
        return unite(answers)

    def named_counts(self, campaign: Query, counts: Any) -> dict[str, int]:
        """Return option to count, from the result of `counts`; see `facets`."""
        return counts

    def examples(self, campaign: Query) -> dict[str, list[str]]:
        """Return valid values by URL parameter, to suggest after an invalid one."""
        raise NotImplementedError

    def names(self, campaign: Query, language: str) -> Mapping[str, str]:
        """Option to what people call it; empty for a filter without options."""
        return {}

    def label(self, language: str) -> str:
        """The name of the filter."""
        return translations(language).gettext(self.title)

    def words(self, campaign: Query, choice: Choice, language: str, *, is_first: bool) -> str:
        """What the filter restricts a choice to, as part of a description; "" for nothing.

        `is_first`: the description begins with it.
        """
        raise NotImplementedError


class _Options(Filter):
    """A filter whose values are ids."""

    def read(self, reader: ParameterReader, campaign: Query) -> dict[str, Any]:
        ids = set(self.examples(campaign)[self.parameters[self.name]])
        return {self.name: reader.ids(self.parameters[self.name], ids)}

    @property
    def counts_as(self) -> str:  # type: ignore[override]
        return self.name


class _Regions(_Options):
    parameters: ClassVar = {"regions": "region"}
    title = msgid("Region")
    asks = msgid("Region covered")

    def names(self, campaign: Query, language: str) -> Mapping[str, str]:
        return region_names(campaign, language)

    def mask(self, index: Index, choice: Choice) -> Mask:
        return _among(index.region, index.region_ids, choice.regions)

    def counts(self, part: Query, choice: Choice) -> dict[str, int]:
        counted = _count(index_of(part.campaign).region_ids, counting.region_counts(part))
        if not some_without_region(part.whole):
            counted.pop(GLOBAL)
        return counted

    def examples(self, campaign: Query) -> dict[str, list[str]]:
        return {"region": [*campaign.regions["id"], GLOBAL]}

    def words(self, campaign: Query, choice: Choice, language: str, *, is_first: bool) -> str:
        names = region_names(campaign, language)
        everywhere = choice.kinds or not choice.is_narrowed
        regions = listing([names[region] for region in choice.regions], language)
        return regions or (translations(language).gettext("All regions") if everywhere else "")


class _Kinds(_Options):
    parameters: ClassVar = {"kinds": "kind"}
    title = msgid("Kind")

    def names(self, campaign: Query, language: str) -> Mapping[str, str]:
        return names_of(campaign.kinds, "title", language)

    def mask(self, index: Index, choice: Choice) -> Mask:
        if ALL_KINDS in choice.kinds:
            return np.ones(len(index), dtype=bool)
        if choice.kinds:
            return _among(index.kind, list(index.campaign.kinds["id"]), choice.kinds)
        return index.own

    def counts(self, part: Query, choice: Choice) -> dict[str, int]:
        return _count(list(part.whole.kinds["id"]), counting.kind_counts(part))

    def examples(self, campaign: Query) -> dict[str, list[str]]:
        return {"kind": [*campaign.kinds["id"], ALL_KINDS]}

    def words(self, campaign: Query, choice: Choice, language: str, *, is_first: bool) -> str:
        if ALL_KINDS in choice.kinds:
            return translations(language).gettext("related meetings too")
        column = "plural" if "plural" in campaign.kinds else "title"
        kinds = names_of(campaign.kinds, column, language)
        return listing([kinds[kind] for kind in choice.kinds], language)


class _Countries(_Options):
    parameters: ClassVar = {"countries": "country"}
    title = msgid("Country")
    asks = msgid("Country of the meeting")

    def names(self, campaign: Query, language: str) -> Mapping[str, str]:
        return {code: country_name(code, language) for code in country_ids(campaign)}

    def mask(self, index: Index, choice: Choice) -> Mask:
        codes = pd.Index(index.country_ids, dtype="str").get_indexer(pd.Index(choice.countries))
        return index.countries.rows_with(codes, len(index))

    def counts(self, part: Query, choice: Choice) -> dict[str, int]:
        return _count(index_of(part.campaign).country_ids, counting.country_counts(part))

    def unite_counts(self, answers: Sequence[Any]) -> dict[str, int]:
        return dict(sorted(super().unite_counts(answers).items()))

    def examples(self, campaign: Query) -> dict[str, list[str]]:
        return {"country": country_ids(campaign)}

    def words(self, campaign: Query, choice: Choice, language: str, *, is_first: bool) -> str:
        return listing([country_name(code, language) for code in choice.countries], language)


class _Organizations(_Options):
    """Organizations and their role: one filter, because one organization must meet both.

    A role alone selects the consultations where any organization had it.
    """

    parameters: ClassVar = {"organizations": "organization", "role": "role"}
    title = msgid("Organization")

    def names(self, campaign: Query, language: str) -> Mapping[str, str]:
        return organization_names(campaign, language)

    def read(self, reader: ParameterReader, campaign: Query) -> dict[str, Any]:
        return super().read(reader, campaign) | {"role": reader.option("role", ROLES)}

    def mask(self, index: Index, choice: Choice) -> Mask:
        if not (choice.organizations or choice.role):
            return np.ones(len(index), dtype=bool)
        pairs = index.organizations(choice.role)
        if not choice.organizations:
            return pairs.rows_with(np.arange(pairs.options), len(index))
        positions = counting.organization_positions(index.campaign)
        codes = [positions.get(organization, -1) for organization in choice.organizations]
        return pairs.rows_with(np.array(codes), len(index))

    def counts(self, part: Query, choice: Choice) -> np.ndarray:
        return counting.organization_counts(part, choice.role)

    def named_counts(self, campaign: Query, counts: np.ndarray) -> dict[str, int]:
        # There are thousands, the same in every shard: numbers travel and unite without names.
        return _count(counting.organization_ids(campaign), counts)

    def examples(self, campaign: Query) -> dict[str, list[str]]:
        return {"organization": list(campaign.organizations["id"]), "role": list(ROLES)}

    def words(self, campaign: Query, choice: Choice, language: str, *, is_first: bool) -> str:
        gettext = translations(language).gettext
        if not choice.organizations:
            first, later = {
                "organizer": (gettext("Organizer known"), gettext("organizer known")),
                "host": (gettext("Host known"), gettext("host known")),
                "partner": (gettext("With partners"), gettext("with partners")),
                "": ("", ""),
            }[choice.role]
            return first if is_first else later
        names = organization_names(campaign, language)
        who = listing([names[organization] for organization in choice.organizations], language)
        first, later = {
            # Translators: with a capital at the start of a description, without after a comma
            "organizer": (gettext("Organized by {who}"), gettext("organized by {who}")),
            "host": (gettext("Hosted by {who}"), gettext("hosted by {who}")),
            "partner": (gettext("With {who} as partner"), gettext("with {who} as partner")),
            "": (gettext("With {who}"), gettext("with {who}")),
        }[choice.role]
        return (first if is_first else later).format(who=who)


class _Time(Filter):
    """The days from `since` to `until`, inclusive: consultations that overlap them."""

    parameters: ClassVar = {"since": "from", "until": "to"}
    title = msgid("Time")
    counts_as = "years"

    def read(self, reader: ParameterReader, campaign: Query) -> dict[str, Any]:
        since, until = reader.time()
        return {"since": since, "until": until}

    def slug(self, choice: Choice) -> list[str]:
        return ["-".join(dict.fromkeys(text for text in (choice.since, choice.until) if text))]

    def mask(self, index: Index, choice: Choice) -> Mask:
        mask = index.dated.copy()
        since, until = first_day(choice.since), last_day(choice.until)
        if since:
            mask &= index.last >= np.datetime64(since, "D").astype(np.int64)
        if until:
            mask &= index.first <= np.datetime64(until, "D").astype(np.int64)
        return mask

    def counts(self, part: Query, choice: Choice) -> dict[str, int]:
        """Count those that overlap each year: begun by its end, less those that ended before it."""
        if not (offered := years(part.whole)):
            return {}
        begun, over = counting.periods_between(part.campaign, year_edges(offered)).overlap(part)
        return _count(offered, np.cumsum(begun) - np.append(0, np.cumsum(over)[:-1]))

    def unite_counts(self, answers: Sequence[Any]) -> dict[str, int]:
        if not (counts := super().unite_counts(answers)):
            return {}
        return {year: counts.get(year, 0) for year in _from_to(int(min(counts)), int(max(counts)))}

    def examples(self, campaign: Query) -> dict[str, list[str]]:
        return {key: ["2016", "2016-04", "2016-04-29"] for key in ("from", "to")}

    def words(self, campaign: Query, choice: Choice, language: str, *, is_first: bool) -> str:
        return period(choice, language, is_first=is_first)


class _Words(Filter):
    """Words that all occur in the texts, names, documents or dates of a consultation."""

    parameters: ClassVar = {"words": "words"}
    title = msgid("Search words")

    def read(self, reader: ParameterReader, campaign: Query) -> dict[str, Any]:
        return {"words": reader.first("words")[:WORDS_LENGTH].strip()}

    def mask(self, index: Index, choice: Choice) -> Mask:
        return searched(index.campaign, choice.words)

    def examples(self, campaign: Query) -> dict[str, list[str]]:
        return {}

    def words(self, campaign: Query, choice: Choice, language: str, *, is_first: bool) -> str:
        if not choice.words:
            return ""
        return translations(language).gettext("“{words}”").format(words=choice.words)


FILTERS: tuple[Filter, ...] = (
    _Regions(), _Kinds(), _Countries(), _Organizations(), _Time(), _Words(),
)  # fmt: skip
"""Every filter, in the order of a description."""

PARAMETERS = tuple(parameter for one in FILTERS for parameter in one.parameters.values())
"""The URL parameters of all filters."""

_NOTHING = Choice()
_BY_NAME = {one.name: one for one in FILTERS}


def filter_named(name: str) -> Filter:
    """Return the filter with a name, such as "regions" or "since"."""
    return _BY_NAME[name]


@cached_on_campaign(8)
def years(campaign: Query) -> list[str]:
    """The years from the first to the last known day of a campaign."""
    days = known_days(campaign)
    return _from_to(days.first.year, days.last.year) if days else []


def _from_to(first: int, last: int) -> list[str]:
    return [f"{year:04d}" for year in range(first, last + 1)]


def period(choice: Choice, language: str, *, is_first: bool = False) -> str:
    """Describe the period of a choice, as a part of a sentence: `from 2015`; "" for all time."""
    since, until = first_day(choice.since), last_day(choice.until)
    if since and until:
        return when(since, until, _precision(choice.since, choice.until), language)
    # Some languages have another preposition before a day than before a month or a year.
    gettext = translations(language).gettext
    if since:
        day = (gettext("From {day}"), gettext("from {day}"))
        longer = (gettext("From {period}"), gettext("from {period}"))
    elif until:
        day = (gettext("Until {day}"), gettext("until {day}"))
        longer = (gettext("Until {period}"), gettext("until {period}"))
    else:
        return ""
    limit = choice.since or choice.until
    precision = _precision(limit)
    text = when(first_day(limit), last_day(limit), precision, language)
    first, later = day if precision == "day" else longer
    return (first if is_first else later).format(day=text, period=text)


def _precision(*dates: str) -> str:
    """The precision that writes every date in full."""
    return ("year", "month", "day")[max(text.count("-") for text in dates)]


def _among(codes: np.ndarray, ids: list[str], wanted: Iterable[str]) -> Mask:
    """Return a mask of the codes whose id is wanted; the code -1 has no id."""
    chosen = set(wanted)
    return np.take([*(identifier in chosen for identifier in ids), False], codes)


def _count(options: Iterable[str], counts: np.ndarray) -> dict[str, int]:
    return dict(zip(options, counts.tolist(), strict=True))


def year_edges(offered: list[str]) -> tuple[int, ...]:
    """Return the first day of each year, and the day after the last, in days since 1970."""
    edges = np.arange(offered[0], f"{int(offered[-1]) + 2:04d}", dtype="M8[Y]").astype("M8[D]")
    return tuple(edges.astype(np.int64).tolist())
