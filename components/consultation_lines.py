"""Consultations as lines to open, each a button."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from components.view_state import open_consultation
from components.words import gettext as _
from components.words import language, plain
from data.campaign import translated
from data.saying import said_when, said_where

if TYPE_CHECKING:
    from collections.abc import Iterable

    from data.campaign import Campaign


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
