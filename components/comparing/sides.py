"""Two regions, years or organizations side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

import streamlit as st

from components.consultation.asked import show_demands
from components.consultation.page import link_questions
from components.exporting.chart_downloads import Data, show_chart_downloads
from components.map.world_map import map_questions
from components.shell.document import name_view
from components.shell.options import show_buttons, show_list
from components.shell.url import keep_tour_parameters, tour_parameters
from components.shell.view_state import (
    current_view,
    open_consultation_page,
)
from components.shell.words import gettext as _
from components.shell.words import language, plain
from data.figures.comparison import (
    ORGANIZATIONS,
    REGIONS,
    YEARS,
    Figure,
    choice_of,
    comparison_table,
    dimension_of,
    options,
    side_demands,
    side_figures,
    side_questions,
)
from data.figures.counterparts import days_to_follow_up, follow_up_table
from data.figures.regions import busiest_regions, region_years
from data.filters.address import COMPARE, Parameters
from data.filters.choice import ALL_KINDS, Choice, View
from data.filters.query import Calls, Query
from data.filters.select import describe, select

_DIMENSION = "compare-dimension"
_SIDES = ("compare-left", "compare-right")
_MAP_HEIGHT = 300
_MOST_LISTED = 12


class Compared(NamedTuple):
    """Two sides.

    Attributes:
        dimension: What they are: `REGIONS`, `YEARS` or `ORGANIZATIONS`.
        ids: Two ids, the same one twice if there is only one; none without any.
        names: Their names.
    """

    dimension: str
    ids: tuple[str, ...]
    names: tuple[str, ...]

    @property
    def parameters(self) -> Parameters:
        """Return the part of the address that names the sides."""
        return {COMPARE: [",".join(self.ids)]} if self.ids else {}


def compared_sides(campaign: Query) -> Compared:
    """Return the sides that the address or the filters name; name the window after them."""
    offered = (REGIONS, YEARS, ORGANIZATIONS)
    asks = [partial(options, campaign, each, language()) for each in offered]
    campaign.ask_together([*asks, partial(busiest_regions, campaign)])
    dimension, ids = build_sides(campaign, _requested())
    named = options(campaign, dimension, language())
    compared = Compared(dimension, ids, tuple(named[id_] for id_ in ids))
    keep_tour_parameters(compared.parameters if _requested() else {})
    name_view(build_title(compared))
    return compared


def comparison_questions(campaign: Query, compared: Compared) -> Calls:
    """Yield what the page asks about both sides, and about all regions below them."""
    for side in _shown_sides(campaign, compared):
        yield from side_questions(campaign, choice_of(compared.dimension, side.id))
        yield from map_questions(campaign, side.selection, side.view, side.map_key)
        yield from link_questions(side.selection, _MOST_LISTED)
    own = select(campaign, Choice())
    yield lambda: describe(campaign, current_view().choice, language())
    yield lambda: region_years(campaign, language())
    yield lambda: days_to_follow_up(own)
    yield lambda: follow_up_table(campaign, own, language())


class _Side(NamedTuple):
    """One side as the page shows it, related meetings included."""

    key: str
    id: str
    name: str
    selection: Query
    view: View

    @property
    def map_key(self) -> str:
        return f"{self.key}-map"


def _shown_sides(campaign: Query, compared: Compared) -> Iterator[_Side]:
    for key, id_, name in zip(_SIDES, compared.ids, compared.names, strict=False):
        choice = replace(choice_of(compared.dimension, id_), kinds=(ALL_KINDS,))
        view = replace(current_view(), choice=choice, selected="", lines=True)
        yield _Side(key, id_, name, select(campaign, choice), view)


def build_title(compared: Compared) -> str:
    """Return the names of both sides: `Latin America | Global`; "" without any.

    No "and" between them: names have it too.
    """
    return " | ".join(dict.fromkeys(compared.names))


def show_comparison(campaign: Query, compared: Compared, show_map: Callable[..., None]) -> None:
    """Show both sides on maps, related meetings included, and their figures below.

    Args:
        campaign: The whole campaign.
        compared: The sides.
        show_map: Shows the map of a selection; a marker leads to the page of its consultation.
    """
    if not compared.ids:
        st.caption(_("There is nothing to compare yet."))
        return
    named = options(campaign, compared.dimension, language())
    labels = (_("First side"), _("Second side"))
    one, other = compared.ids
    changes = (lambda id_: _compare(id_, other), lambda id_: _compare(one, id_))
    sides = _shown_sides(campaign, compared)
    for column, side, label, change in zip(
        st.columns(2, gap="medium"), sides, labels, changes, strict=True
    ):
        with column:
            show_list(label, named, side.id, change, key=side.key, label_visibility="collapsed")
            show_map(
                campaign, side.selection, side.view, key=side.map_key, height=_MAP_HEIGHT,
                on_open=open_consultation_page,
            )  # fmt: skip
    _show_figures(campaign, compared)


def _show_figures(campaign: Query, compared: Compared) -> None:
    sides = [
        side_figures(campaign, choice_of(compared.dimension, id_), language())
        for id_ in compared.ids
    ]
    with st.container(key="comparison"):
        st.markdown(build_table(compared.names, sides))
    st.caption(_("Bold: where the two differ."))
    table = comparison_table(sides, compared.names)
    headings = {"figure": _("Figure"), "0": compared.names[0], "1": compared.names[1]}
    one, other = compared.names
    title = _("{one} and {other} compared").format(one=one, other=other)
    show_chart_downloads("comparison", title, Data(table, headings))


def show_comparison_meetings(
    campaign: Query, compared: Compared, show_links: Callable[..., None]
) -> None:
    """Show the consultations and the demands of both sides, related meetings included.

    Args:
        campaign: The whole campaign.
        compared: The sides.
        show_links: Shows the consultations of a selection as links.
    """
    sides = _shown_sides(campaign, compared)
    for column, side in zip(st.columns(2, gap="medium"), sides, strict=False):
        with column:
            st.header(plain(side.name), anchor=False)
            show_links(side.selection, most=_MOST_LISTED, key=side.key)
            positions = side_demands(campaign, choice_of(compared.dimension, side.id))
            show_demands(campaign, positions, _("What was asked"), is_part=True)


def _requested() -> tuple[str, ...]:
    """Return the ids in the address."""
    values = tour_parameters().get(COMPARE, [])
    return tuple(id_ for id_ in ",".join(values).split(",") if id_)


def build_sides(campaign: Query, requested: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Return what is compared, and the ids of both sides.

    Args:
        campaign: The whole campaign.
        requested: Ids of an address: one or two of a kind. Without any, those of the filters; the
            regions with the most consultations fill up.

    Returns:
        The dimension and two ids; the same one twice if there is only one, none without any.
    """
    choice = current_view().choice
    wanted = requested or choice.organizations or choice.regions
    dimension = dimension_of(campaign, wanted)
    ids = list(wanted[:2]) if dimension else [*choice.regions[:2]]
    dimension = dimension or REGIONS
    known = list(options(campaign, dimension, language()))
    ids = [id_ for id_ in ids if id_ in known]
    others = busiest_regions(campaign) if dimension == REGIONS else known
    ids += [id_ for id_ in others if id_ not in ids]
    return dimension, (*ids, *ids)[:2] if ids else ()


def show_comparison_dimension(campaign: Query, compared: Compared) -> None:
    """Show buttons that choose what is compared."""
    dimension = compared.dimension
    names = {
        REGIONS: _("Regions"),
        YEARS: _("Years"),
        ORGANIZATIONS: _("Organizations"),
    }
    offered = [each for each in names if len(options(campaign, each, language())) > 1]
    show_buttons(
        _("Compare"),
        {each: names[each] for each in offered or [dimension]},
        dimension,
        lambda chosen: _change_dimension(campaign, chosen),
        key=_DIMENSION,
        label_visibility="collapsed",
    )


def _change_dimension(campaign: Query, dimension: str) -> None:
    """Compare the first two of another kind."""
    named = options(campaign, dimension, language())
    _compare(*list(named)[:2])


def _compare(*ids: str) -> None:
    st.query_params[COMPARE] = ",".join(ids)


def build_table(names: Sequence[str], sides: Sequence[Sequence[Figure]]) -> str:
    """Return a Markdown table: a row per figure, a column per side, in bold where they differ."""
    rows = [["", *map(plain, names)], ["---"] * (len(names) + 1)]
    for figures in zip(*sides, strict=True):
        texts = [plain(figure.text) for figure in figures]
        mark = "**" if len(set(texts)) > 1 else ""
        rows.append([plain(figures[0].label), *(f"{mark}{text}{mark}" for text in texts)])
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)
