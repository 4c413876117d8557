"""A view as URL parameters, and back. Ids only, so a link works in every language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from data.filters.choice import BACKWARD, SORTS, Choice, View
from data.filters.filters import FILTERS
from data.filters.parameters import Dropped, ParameterReader
from data.filters.query import Query

Parameters: TypeAlias = dict[str, list[str]]

LINES: dict[bool | None, str] = {True: "all", False: "none"}
"""Whether all lines are drawn, as an address says it."""


def read_lines(text: str) -> bool | None:
    """Return whether an address wants all lines; None if it doesn't say."""
    return next((lines for lines, said in LINES.items() if said == text), None)


def parameters(view: View) -> Parameters:
    """Write a view as query parameters: the language always, the rest only where it is set."""
    items: dict[str, Iterable[str]] = {
        **{name: values for one in FILTERS for name, values in one.address_items(view.choice)},
        "c": [view.selected],
        "at": [view.tile],
        "sort": [view.sort],
        "page": [str(view.page) if view.page > 1 else ""],
        "lines": [LINES.get(view.lines, "")],
        "lang": [view.language],
    }
    nonempty = {name: [value for value in values if value] for name, values in items.items()}
    return {name: values for name, values in nonempty.items() if values}


def read_view(
    given: Mapping[str, Sequence[str]], campaign: Query, languages: Sequence[str], default: str
) -> tuple[View, list[Dropped]]:
    """Read query parameters.

    Args:
        given: Parameter to its values, as an address has them. Unknown names are ignored.
        campaign: Ids that it lacks are dropped.
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
        lines=read_lines(reader.option("lines", LINES.values())),
        language=reader.option("lang", languages) or default,
        tile=reader.tile("at"),
        sort=reader.option("sort", [*SORTS, *(BACKWARD + one for one in SORTS)]),
        page=reader.page("page"),
    )
    return view, reader.dropped


COMPARE, GAP = "compare", "gap"
"""What the page Compare compares, and the gap that Regions lists: ids, separated by commas."""

DEMANDS = "demands"
"""The path of the page Demands."""

DEMAND, ASOF, COUNTED = "demand", "asof", "counted"
"""On that page: the id of an open demand, the day whose knowledge counts, and what the
answers are counted by."""

DEMAND_FILTERS = {
    "themes": "theme", "addressees": "addressee", "answers": "answer", "statuses": "status",
}  # fmt: skip
"""Part of `data.figures.demands.DemandChoice` to its parameter."""

NAMES = (
    "step", "autoplay", "by", "tour", "edit", COMPARE, GAP, DEMAND, ASOF, COUNTED,
    *DEMAND_FILTERS.values(),
)  # fmt: skip
"""Parameters of one page, which others drop. Those of a tour: the step that is shown, the seconds
of a slide that goes by itself, one of `slides.WAYS`, what a presenter changed, and that it is being
changed."""

ROLE = "role"
NOTES = "notes"
"""`role=notes` is the speaker's window; any other role is that of an organization."""


def split_parameters(given: Mapping[str, Sequence[str]]) -> tuple[Parameters, Parameters]:
    """Split parameters into those of the view and those of the tour."""
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
    """Join the parameters of the view and of the tour."""
    names = dict.fromkeys([*view, *tour])
    return {name: [*view.get(name, []), *tour.get(name, [])] for name in names}
