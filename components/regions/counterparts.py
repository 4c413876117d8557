"""Consultations beside the meetings that they fed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from components.shell.view_state import open_consultation
from components.shell.words import gettext as _
from components.shell.words import language, ngettext, plain
from data.statistics.counterparts import counterparts, said_earlier
from data.words.languages import number

if TYPE_CHECKING:
    from data.campaign.campaign import Campaign
    from data.statistics.counterparts import End, Pair

_MOST_SHOWN = 12


def show_region_counterparts(campaign: Campaign, chosen: Campaign) -> None:
    """Show what the chosen consultations fed, and what fed them, side by side.

    Args:
        campaign: The whole campaign, which has the other ends.
        chosen: The part of it that is for one region.
    """
    st.subheader(_("Where results went"), anchor=False)
    pairs = counterparts(campaign, chosen, language())
    if not pairs:
        st.caption(_("No follow-up is known yet."))
    for fed in dict.fromkeys(pair.other for pair in pairs[:_MOST_SHOWN]):
        _show_group(fed, [pair for pair in pairs[:_MOST_SHOWN] if pair.other == fed])
    more = len(pairs) - _MOST_SHOWN
    if more > 0:
        said = ngettext("and {count} more pair", "and {count} more pairs", more)
        st.caption(said.format(count=number(more, language())))


def _show_group(fed: End, pairs: list[Pair]) -> None:
    """One meeting, and to its left all that fed it."""
    left, between, right = st.columns([9, 1, 9], gap="xsmall", vertical_alignment="center")
    with left, st.container(border=True, gap="xsmall"):
        for pair in pairs:
            _show_end(pair.one, f"pair-{pair.one.id}-{fed.id}", said_earlier(pair.days, language()))
    between.markdown(":material/arrow_forward:", text_alignment="center")
    with right, st.container(border=True):
        _show_end(fed, f"pair-{pairs[0].one.id}-{fed.id}-fed")


def _show_end(end: End, key: str, days: str = "") -> None:
    with st.container(gap=None):
        st.button(
            f":primary[{plain(f'{end.number}. {end.where or end.title}')}]",
            key=key,
            type="tertiary",
            help=plain(end.title),
            on_click=open_consultation,
            args=(end.id,),
            wrap=False,
        )
        facts = (end.kind, end.when or _("no date"), days)
        st.caption(" · ".join(plain(fact) for fact in facts if fact))
