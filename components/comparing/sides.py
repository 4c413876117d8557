"""Two regions, years or organizations side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from components.exporting.chart_downloads import Data, show_chart_downloads
from components.shell.url import keep_tour_parameters, tour_parameters
from components.shell.view_state import current_view, show_widget_value
from components.shell.words import gettext as _
from components.shell.words import language, plain
from data.choosing.address import COMPARE
from data.statistics.comparison import (
    ORGANIZATIONS,
    REGIONS,
    YEARS,
    choice_of,
    comparison_table,
    dimension_of,
    options,
    side,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.campaign.campaign import Campaign
    from data.statistics.comparison import Figure

_DIMENSION = "compare-dimension"
_SIDES = ("compare-left", "compare-right")


def show_comparison(campaign: Campaign) -> None:
    """Show two lists to choose from, and the figures of both side by side."""
    dimension, ids = build_sides(campaign, _requested())
    keep_tour_parameters({COMPARE: [",".join(ids)]} if _requested() else {})
    _show_dimensions(campaign, dimension)
    named = options(campaign, dimension, language())
    if not ids:
        st.caption(_("There is nothing to compare yet."))
        return
    for column, key, id_ in zip(st.columns([2, 2, 3])[:2], _SIDES, ids, strict=True):
        show_widget_value(key, id_)
        column.selectbox(
            _("Compare"),
            list(named),
            format_func=named.__getitem__,
            key=key,
            on_change=_follow,
            label_visibility="collapsed",
        )
    names = [named[id_] for id_ in ids]
    sides = [side(campaign, choice_of(dimension, id_), language()) for id_ in ids]
    st.markdown(build_table(names, sides))
    table = comparison_table(sides, names)
    headings = {"figure": _("Figure"), "0": names[0], "1": names[1]}
    title = _("{one} and {other} compared").format(one=names[0], other=names[1])
    show_chart_downloads("comparison", title, Data(table, headings))


def _requested() -> tuple[str, ...]:
    """Return the ids in the address."""
    values = tour_parameters().get(COMPARE, [])
    return tuple(id_ for id_ in ",".join(values).split(",") if id_)


def build_sides(campaign: Campaign, requested: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Return what is compared, and the ids of both sides.

    Args:
        campaign: The whole campaign.
        requested: Ids of an address: one or two of a kind; others give the first two regions.

    Returns:
        The dimension and two ids; the same one twice if there is only one, none without any.
    """
    view = current_view()
    dimension = dimension_of(campaign, requested)
    ids = list(requested[:2]) if dimension else [*view.choice.regions[:2]]
    dimension = dimension or REGIONS
    known = list(options(campaign, dimension, language()))
    ids = [id_ for id_ in ids if id_ in known]
    ids += [id_ for id_ in known if id_ not in ids]
    return dimension, (*ids, *ids)[:2] if ids else ()


def _show_dimensions(campaign: Campaign, dimension: str) -> None:
    names = {
        REGIONS: _("Regions"),
        YEARS: _("Years"),
        ORGANIZATIONS: _("Organizations"),
    }
    offered = [each for each in names if len(options(campaign, each, language())) > 1]
    show_widget_value(_DIMENSION, dimension)
    st.segmented_control(
        _("Compare"),
        offered or [dimension],
        format_func=names.__getitem__,
        key=_DIMENSION,
        required=True,
        on_change=_change_dimension,
        args=(campaign,),
        label_visibility="collapsed",
    )


def _change_dimension(campaign: Campaign) -> None:
    """Compare the first two of another kind."""
    named = options(campaign, st.session_state[_DIMENSION], language())
    st.query_params[COMPARE] = ",".join(list(named)[:2])


def _follow() -> None:
    st.query_params[COMPARE] = ",".join(st.session_state[key] for key in _SIDES)


def build_table(names: Sequence[str], sides: Sequence[Sequence[Figure]]) -> str:
    """Return a Markdown table: a column per side, a row per figure, each with its noun."""
    rows = [[plain(name) for name in names], ["---"] * len(names)]
    rows += [[plain(figure.text) for figure in row] for row in zip(*sides, strict=True)]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)
