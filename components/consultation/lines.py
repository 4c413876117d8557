"""Consultations as buttons, and steps from one to the next."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import zip_longest

import streamlit as st

from components.shell.theme import region_colors
from components.shell.view_state import open_consultation
from components.shell.words import arrow, language, plain
from components.shell.words import gettext as _
from data.filters.choice import View
from data.filters.describe import dates_in_words, places_in_words
from data.filters.query import Query
from data.filters.rows import Step, Steps, steps
from data.map.markers import ink_on, kind_shapes
from data.model.campaign import translated
from data.model.colors_and_shapes import SHAPES


def build_lines(part: Query, *, with_title: bool = False) -> list[str]:
    """Return one line of Markdown per consultation: `6 Dakar, Senegal · 7 December 2015`.

    The title replaces an unknown place, or every place if `with_title`.
    """
    table = part.consultations
    where = table["id"].map(places_in_words(part.places, language())).astype("str").fillna("")
    when, titles = dates_in_words(table, language()), translated(table, "title", language())
    names = titles if with_title else where.where(where != "", titles)
    return [_line(*row) for row in zip(table["number"], names, when, strict=True)]


def _line(number: int, name: str, when: str) -> str:
    return f"**{number}** " + " · ".join(plain(part) for part in (name, when or _("no date")))


def marker_style(part: Query, key: str) -> str:
    """Return the style that draws the numbers of lines like markers on the map; see `show_lines`.

    It has names of classes, colours and shapes, and no text from data.
    """
    campaign, table = part.whole, part.consultations
    colors, shapes = region_colors(campaign.regions), kind_shapes(campaign)
    regions, kinds = table["region"].astype("str"), table["kind"].astype("str")
    rules: dict[str, list[str]] = {}
    for id_, region, kind in zip(table["id"], regions, kinds, strict=True):
        color = colors.get(region) or colors[""]
        look = f"background:{color};color:{ink_on(color)}"
        if shape := SHAPES.get(shapes.get(kind, "")):
            points = (point.split(",") for point in shape.outline.split())
            corners = ",".join(
                f"{50 + 3.4 * float(x):.0f}% {50 + 3.4 * float(y):.0f}%" for x, y in points
            )
            look += f";border-radius:0;clip-path:polygon({corners})"
        name = _NO_CLASS.sub("-", f"st-key-{key}-{id_}")
        rules.setdefault(look, []).append(f".{name} strong")
    style = "".join(f"{','.join(names)}{{{look}}}" for look, names in rules.items())
    # Streamlit would put a style alone where its toasts are, in place of one.
    return f"<style>{style}</style><i hidden></i>"


_NO_CLASS = re.compile("[^a-zA-Z0-9_-]")
"""What Streamlit replaces in a key to make a class of it."""


def show_lines(
    ids: Iterable[str],
    lines: Iterable[str],
    *,
    key: str,
    below: Iterable[str] = (),
    style: str = "",
) -> None:
    """Show one button per consultation, which opens it.

    Args:
        ids: The consultations.
        lines: The labels of the buttons.
        key: Prefix of the keys of the buttons.
        below: Markdown under each button, on one line; "" for none. Empty for no such lines.
        style: The numbers as markers, see `marker_style`.
    """
    with st.container(gap=None, key=f"{key}_lines"):
        if style:
            st.html(style)
        for consultation, line, more in zip_longest(ids, lines, below, fillvalue=""):
            st.button(
                line,
                key=f"{key}-{consultation}",
                type="tertiary",
                wrap=True,
                on_click=open_consultation,
                args=(consultation,),
            )
            if more:
                st.caption(more)


def show_consultation_steps(campaign: Query, selection: Query, view: View) -> None:
    """Show buttons to the previous and next consultation, and one that closes the card.

    Args:
        campaign: The whole campaign.
        selection: The consultations to step through; the open one need not be among them.
        view: The view; if no consultation is open, nothing is shown.
    """
    if not view.selected:
        return
    previous, following = build_steps(campaign, selection, view.selected)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        # Translators: the previous consultation or region
        _show_step(previous, _("Previous"), "arrow_back")
        # Translators: the next consultation or region
        _show_step(following, _("Next"), "arrow_forward")
        st.space("stretch")
        st.button(
            # Translators: verb, button that closes the card of a consultation
            _("Close"), key="step-close", icon=":material/close:", type="tertiary",
            on_click=open_consultation, args=("",),
        )  # fmt: skip


def build_steps(campaign: Query, selection: Query, selected: str) -> Steps:
    """Return the consultations before and after the open one, by date; None at either end."""
    return steps(selection, campaign.row_of(selected) + 1, language())


def _show_step(step: Step | None, label: str, icon: str) -> None:
    st.button(
        f"{label} ({step.number})" if step else label,
        key=f"step-{icon}",
        icon=arrow(icon),
        type="tertiary",
        disabled=step is None,
        help=plain(step.title) if step else None,
        on_click=open_consultation,
        args=(step.id if step else "",),
    )
