"""Consultations as buttons, and the steps from one to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import streamlit as st

from components.shell.view_state import open_consultation
from components.shell.words import gettext as _
from components.shell.words import language, plain
from data.campaign.campaign import translated, translated_cell
from data.words.describe import said_when, said_where

if TYPE_CHECKING:
    from collections.abc import Iterable

    from data.campaign.campaign import Campaign
    from data.campaign.selection import Part
    from data.choosing.choice import View


def build_lines(part: Campaign, *, with_title: bool = False) -> list[str]:
    """`6. Dakar, Senegal · 7 December 2015`, or the title for the place; one a consultation.

    In a list of one place, `with_title`, it is always the title.
    """
    table = part.consultations
    where = table["id"].map(said_where(part.places, language())).astype("str").fillna("")
    when, titles = said_when(table, language()), translated(table, "title", language())
    names = titles if with_title else where.where(where != "", titles)
    return [_line(*row) for row in zip(table["number"], names, when, strict=True)]


def _line(place_in_order: int, name: str, when: str) -> str:
    return f"**{place_in_order}** " + " · ".join(
        plain(part) for part in (name, when or _("no date"))
    )


def show_lines(ids: Iterable[str], lines: Iterable[str], *, key: str) -> None:
    """Show a button a consultation, by its id, with its line."""
    with st.container(gap=None):
        for consultation, line in zip(ids, lines, strict=True):
            st.button(
                line,
                key=f"{key}-{consultation}",
                type="tertiary",
                wrap=False,
                on_click=open_consultation,
                args=(consultation,),
            )


class Step(NamedTuple):
    """A consultation to go to: its id, number and title."""

    id: str
    number: int
    title: str


def show_consultation_steps(campaign: Campaign, chosen: Part, view: View) -> None:
    """Show buttons to the previous and the next consultation of the choice, and one to close.

    Args:
        campaign: The whole campaign.
        chosen: The chosen part of it; the selected one need not be in it.
        view: Says which one is selected; nothing is shown if none is.
    """
    if not view.selected:
        return
    previous, following = build_steps(campaign, chosen, view.selected)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        _show_step(previous, _("Previous"), "arrow_back")
        _show_step(following, _("Next"), "arrow_forward")
        st.space("stretch")
        st.button(
            _("Close"), key="step-close", icon=":material/close:", type="tertiary",
            on_click=open_consultation, args=("",),
        )  # fmt: skip


def build_steps(campaign: Campaign, chosen: Part, selected: str) -> tuple[Step | None, Step | None]:
    """The chosen consultations before and after one, in date order; None at either end."""
    row = campaign.row_of(selected)
    before = int(np.searchsorted(chosen.rows, row)) - 1
    after = int(np.searchsorted(chosen.rows, row, side="right"))
    return _step(chosen, before), _step(chosen, after)


def _step(chosen: Part, place: int) -> Step | None:
    if not 0 <= place < chosen.size:
        return None
    row = chosen.whole.consultations.iloc[chosen.rows[place]]
    return Step(str(row["id"]), int(row["number"]), translated_cell(row, "title", language()))


def _show_step(step: Step | None, label: str, icon: str) -> None:
    st.button(
        f"{label} ({step.number})" if step else label,
        key=f"step-{icon}",
        icon=f":material/{icon}:",
        type="tertiary",
        disabled=step is None,
        help=plain(step.title) if step else None,
        on_click=open_consultation,
        args=(step.id if step else "",),
    )
