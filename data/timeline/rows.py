"""What a timeline draws, as rows: numbered markers, bars where there are many, the chosen time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple, TypeAlias

import numpy as np
import pandas as pd

from data.columnar.distinct import distinct
from data.figures.timeline import (
    MARKS_ACROSS,
    MARKS_ACROSS_NARROW,
    is_crowded,
    lane_rows,
    time_bins,
    timeline_base,
    timeline_bins,
    timeline_rows,
    timeline_span,
)
from data.filters.choice import Choice
from data.filters.describe import region_names
from data.filters.filters import filter_named
from data.filters.index import index_of
from data.filters.merging import unite
from data.filters.options import region_options
from data.filters.query import Query
from data.filters.question import question
from data.filters.select import select
from data.loading.iso_dates import first_day, last_day
from data.map.markers import ink_on
from data.model.colors_and_shapes import COLORS, LARGER
from data.model.regions import region_colors, signs
from data.words.dates import when

_Unit: TypeAlias = Literal["M", "D"]
_DAY = 86_400_000
_ONE_DAY = pd.Timedelta(days=1)
_THINNEST = 2.5
_NARROWER = {3: 0.88, 4: 0.7, 5: 0.55, 6: 0.46}
"""Factor of the size of a number by its digits; 1 for fewer."""


RADIUS, LETTERS = 9.1, 1.25
"""Of a marker on a page; the page's font is narrow, so that its numbers may be large."""

_LANE, _LOWEST_LANE = 19, 12
_LANES = 150
"""Height of all lanes if there are many, so that map and timeline fit one screen."""


_STACKED = 15
"""Height of a row where markers of a lane are stacked."""


def row_height(campaign: Query, rows: Sequence[int]) -> int:
    """Return the height on a page in pixels of each row, if lanes have so many."""
    lane = min(_LANE, max(_LOWEST_LANE, _LANES // (len(campaign.regions) + 1)))
    return lane if sum(rows) == len(rows) else min(max(lane, _STACKED - 2), _STACKED)


class Plan(NamedTuple):
    """What a timeline draws for a view: markers or counts, and how many rows each lane has.

    `shown` has what only the time filter leaves out, unless that is drawn as bars
    (`is_crowded_outside`); `across` is how many markers fit side by side.
    """

    base: Query
    shown: Query
    is_counted: bool
    is_crowded_outside: bool
    across: int
    rows: tuple[int, ...]

    def radius(self, campaign: Query) -> float:
        """Return the radius of a marker on a page."""
        is_stacked = sum(self.rows) > len(self.rows)
        return (row_height(campaign, self.rows) - 0.8) / 2 if is_stacked else RADIUS


def plan_of(campaign: Query, selection: Query, choice: Choice, *, narrow: bool) -> Plan:
    """Plan the timeline of a selection, on a phone if `narrow`."""
    base = timeline_base(campaign, choice.kinds)
    shown = at_any_time(campaign, choice) if choice.since or choice.until else selection
    counted, across = is_crowded(base, selection), MARKS_ACROSS_NARROW if narrow else MARKS_ACROSS
    crowded = shown.size > selection.size and is_crowded(base, shown)
    drawn = selection if crowded else shown
    rows = dict.fromkeys(region_options(campaign), 1) if counted else lane_rows(base, drawn, across)
    return Plan(base, drawn, counted, crowded, across, tuple(rows.values()))


def moment_ms(moment: pd.Timestamp) -> int:
    """Return milliseconds since 1970, which Vega reads as UTC."""
    return int(moment.timestamp() * 1000)


def at_any_time(campaign: Query, choice: Choice) -> Query:
    """Return what a choice selects without its time filter."""
    return select(campaign, filter_named("since").without(choice))


def lane_row(name: str, level: int) -> str:
    """Return the name of a row of a lane: that of the lane, and a sign that nobody sees."""
    return name + "\u2060" * level


def marker_rows(
    base: Query,
    shown: Query,
    chosen: Query,
    language: str,
    *,
    mode: str = "light",
    radius: float = 1.0,
    letters: float = 1.12,
    selected: str = "",
    across: int = MARKS_ACROSS,
) -> pd.DataFrame:
    """Return the markers of a timeline with their look.

    Args:
        base: See `data.figures.timeline.timeline_base`.
        shown: The consultations to draw.
        chosen: The selection; what else is shown is drawn as ghosts.
        language: Of the texts.
        mode: "light" or "dark".
        radius: Of a marker in pixels.
        letters: Size of a number of one or two digits in a marker of radius 1.
        selected: Id of the open consultation.
        across: How many markers fit side by side.

    Returns:
        One row per dated consultation, in order of number: `consultation`, `number`, `lane` (see
        `lane_row`), `at`, `first`, `until` (milliseconds), `exact`, `ghost`, `selected`, `shape`,
        `sign`, `area`, `letters` (of the number), `color`, `ink`, `title`, `label`.
    """
    campaign = shown.whole
    rows = timeline_rows(base, shown, language, across)
    names, inks = region_names(campaign, language), COLORS[mode]
    color = rows["region"].map(region_colors(campaign.regions, inks["neutral"])).astype("str")
    shapes = dict(zip(campaign.kinds["id"], campaign.kinds["shape"], strict=True))
    shape = rows["kind"].map(shapes).astype("str").fillna("circle")
    ids = chosen.consultations["id"] if chosen.size < shown.size else rows["consultation"]
    ghost = ~rows["consultation"].isin(ids)
    digits = rows["number"].astype("str").str.len()
    return pd.DataFrame(
        {
            "consultation": rows["consultation"],
            "number": rows["number"],
            **{name: rows[name].map(moment_ms) for name in ("at", "first", "until")},
            "exact": rows["exact"],
            "ghost": ghost,
            "lane": list(map(lane_row, rows["region"].map(names), rows["level"])),
            "letters": (
                digits.map(_NARROWER).astype("float64").fillna(1.0) * letters * radius
            ).round(1),
            "color": color.where(~ghost, inks["faint"]),
            "ink": color.map(ink_on).where(~ghost, inks["soft"]),
            "shape": shape,
            "sign": rows["region"].map(signs(campaign.regions)).fillna(0).astype("int64"),
            "area": ((2 * radius * shape.map(LARGER).astype("float64").fillna(1.0)) ** 2).round(1),
            "selected": rows["consultation"] == selected,
            "title": rows["title"],
            "label": rows["label"],
        }
    )


def bar_rows(selection: Query, lane: float, language: str, mode: str) -> pd.DataFrame:
    """Return the bars of a selection.

    Args:
        selection: The consultations to count.
        lane: Height of a lane in pixels.
        language: Of the texts.
        mode: "light" or "dark".

    Returns:
        One row per bar: `first`, `until` (milliseconds), `lane` (name of the region), `color`,
        `size` (pixels, by the square root of the count, to keep low counts visible), `period` in
        words, `count`, `bin` and `row` (positions in `time_bins` and `Index.region_ids`, which a
        click filters by).
    """
    counted, bins = timeline_bins(selection), time_bins(selection.whole)
    names = region_names(selection, language)
    colors = region_colors(selection.regions, COLORS[mode]["neutral"])
    first, last = bins.first_days(), bins.last_days()
    rows_of_regions = {id_: row for row, id_ in enumerate(region_options(selection))}
    at = counted["bin"].to_numpy(dtype=np.int64)
    periods = [
        when(start.date(), end.date(), bins.precision, language)
        for start, end in zip(first, last, strict=True)
    ]
    count = counted["consultations"].to_numpy(dtype=np.int64)
    return pd.DataFrame(
        {
            "first": bins.edges[at] * _DAY,
            "until": bins.edges[at + 1] * _DAY,
            "lane": counted["region"].map(names),
            "color": counted["region"].map(lambda region: colors.get(region, colors[""])),
            "size": (np.sqrt(count / max(count.max(initial=1), 1)) * (lane - 2))
            .clip(_THINNEST)
            .round(1),
            "period": [periods[bin_] for bin_ in at],
            "count": count.astype(np.int32),
            "bin": at.astype(np.int32),
            "row": counted["region"].map(rows_of_regions).astype(np.int32),
        }
    )


def filters_of_bar(selection: Query, bin_: int, row: int) -> dict[str, Any]:
    """Return the filters that a click on a bar sets: its time and its region."""
    bins = time_bins(selection.whole)
    return {
        "since": str(bins.first_days()[bin_].date()),
        "until": str(bins.last_days()[bin_].date()),
        "regions": (region_options(selection)[row],),
    }


def chosen_time(base: Query, choice: Choice) -> pd.DataFrame:
    """Return the time filter within the timeline's span, as one row.

    No row without a filter, or for a time beyond the span.
    """
    ends = [moment_ms(moment) for moment in timeline_span(base)]
    since, until = first_day(choice.since), last_day(choice.until)
    first = max(moment_ms(pd.Timestamp(since)), ends[0]) if since else ends[0]
    last = min(moment_ms(pd.Timestamp(until) + _ONE_DAY), ends[1]) if until else ends[1]
    rows = [(first, last)] if (since or until) and first < last else []
    return pd.DataFrame(rows, columns=["first", "until"], dtype="int64")


_DAYS_ALONE = 122
"""A timeline of at most so many days, four months, is cut at days, a longer one at months."""


def snapped_time(base: Query, start: float, end: float) -> tuple[str, str]:
    """Return the whole months, or days, that are nearest to a stretch of the timeline.

    Args:
        base: What the timeline is made for: its span decides between months and days.
        start: Milliseconds since 1970.
        end: The same, not before `start`.

    Returns:
        First and last month or day, both inclusive, at least one, as partial ISO dates:
        `("2016-03", "2016-04")`.
    """
    first, last = timeline_span(base)
    unit: _Unit = "M" if (last - first).days > _DAYS_ALONE else "D"
    low, high = (_nearest(moment, unit) for moment in (start, end))
    high = max(high - 1, low)
    return str(np.datetime64(int(low), unit)), str(np.datetime64(int(high), unit))


def _nearest(moment: float, unit: _Unit) -> int:
    """Return the number of the month or day, since 1970, whose start is nearest to a moment."""
    at = np.datetime64(int(moment), "ms")
    before = at.astype(f"datetime64[{unit}]")
    following = before + np.timedelta64(1, unit)
    is_nearer = at - before <= following - at
    return int((before if is_nearer else following).astype(np.int64))


_MOST_STEPS = 24


def play_steps(shown: Query) -> list[str]:
    """Return the ends of the periods that a timeline plays, each with something new.

    Returns:
        Months with the first day of a consultation, as partial ISO dates in order; years if there
        are more than `_MOST_STEPS`, some of them if there are more of these too. Undated
        consultations give none.
    """
    months = np.array(sorted(_months(shown)), dtype="datetime64[M]")
    for unit in ("M", "Y"):
        steps = np.unique(months.astype(f"datetime64[{unit}]"))
        if len(steps) <= _MOST_STEPS:
            break
    else:
        steps = steps[np.linspace(0, len(steps) - 1, _MOST_STEPS).round().astype(int)]
    return [str(step) for step in steps]


@question(unite)
def _months(part: Query) -> frozenset[int]:
    """Return the months with the first day of a consultation, counted from January 1970."""
    index = index_of(part.campaign)
    days = distinct(index.first[part.mask & index.dated]).astype("datetime64[D]")
    months = days.astype("datetime64[M]").astype(np.int64)
    return frozenset(distinct(months).tolist())
