"""Consultations beside the meetings that took up their results."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from components.shell.shards import unless_too_large
from components.shell.view_state import open_consultation
from components.shell.words import gettext as _
from components.shell.words import language, ngettext, plain
from data.statistics.counterparts import counterparts, days_earlier
from data.words.languages import number

if TYPE_CHECKING:
    from data.campaign.campaign import Campaign
    from data.statistics.counterparts import End, Pair

_MOST_SHOWN = 12


@unless_too_large()
def show_region_counterparts(campaign: Campaign, selection: Campaign) -> None:
    """Show consultations and their follow-up meetings side by side.

    Args:
        campaign: The whole campaign, for meetings outside the selection.
        selection: The consultations of one region, at either end.
    """
    # Translators: heading of consultations and the meetings that took up their results
    st.header(_("Where results went"), anchor=False)
    pairs = counterparts(campaign, selection, language())
    if not pairs:
        st.caption(_("No follow-up is known yet."))
    shown = pairs[:_MOST_SHOWN]
    for meeting in dict.fromkeys(pair.other for pair in shown):
        _show_group(meeting, [pair for pair in shown if pair.other == meeting])
    more = len(pairs) - _MOST_SHOWN
    if more > 0:
        message = ngettext("and {count} more pair", "and {count} more pairs", more)
        st.caption(message.format(count=number(more, language())))


def _show_group(meeting: End, pairs: list[Pair]) -> None:
    """Show one follow-up meeting, and to its left the consultations that it took up."""
    left, between, right = st.columns([9, 1, 9], gap="xsmall", vertical_alignment="center")
    with left, st.container(border=True, gap="xsmall"):
        for pair in pairs:
            days = days_earlier(pair.days, language())
            _show_end(pair.one, f"pair-{pair.one.id}-{meeting.id}", days)
    between.markdown(":material/arrow_forward:", text_alignment="center")
    with right, st.container(border=True):
        _show_end(meeting, f"pair-{pairs[0].one.id}-{meeting.id}-fed")


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
