"""Consultations beside the meetings that they fed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from components.view_state import open_consultation
from components.words import gettext as _
from components.words import language, ngettext, plain
from data.counterparts import counterparts
from data.languages import number

if TYPE_CHECKING:
    from data.campaign import Campaign
    from data.counterparts import End

_MOST_SHOWN = 12
_LABEL_LENGTH = 160


def show_region_counterparts(campaign: Campaign, chosen: Campaign) -> None:
    """Show what each chosen consultation fed, and what fed it, a row a pair.

    Args:
        campaign: The whole campaign, which has the other ends.
        chosen: The part of it that is for one region.
    """
    st.subheader(_("Counterpart meetings"), anchor=False)
    pairs = counterparts(campaign, chosen, language())
    if not pairs:
        st.caption(_("No meeting that these consultations fed, or were fed by, is known."))
    for pair in pairs[:_MOST_SHOWN]:
        left, between, right = st.columns([4, 2, 4], gap="xsmall", vertical_alignment="center")
        key = f"pair-{pair.one.id}-{pair.other.id}"
        with left:
            _show_end(pair.one, f"{key}-one")
        between.caption(build_between(pair.days), text_alignment="center")
        with right:
            _show_end(pair.other, f"{key}-other")
    _show_rest(len(pairs) - _MOST_SHOWN)


def _show_rest(count: int) -> None:
    if count > 0:
        said = ngettext("and {count} more pair", "and {count} more pairs", count)
        st.caption(said.format(count=number(count, language())))


def _show_end(end: End, key: str) -> None:
    with st.container(border=True, gap=None):
        st.button(
            f":primary[{plain(f'{end.number}. {end.title[:_LABEL_LENGTH]}')}]",
            key=key,
            type="tertiary",
            on_click=open_consultation,
            args=(end.id,),
            wrap=False,
        )
        facts = (end.where or _("Place unknown"), end.when or _("Date unknown"))
        st.caption(" · ".join(plain(fact) for fact in facts))


def build_between(days: int | None) -> str:
    """An arrow and the days between the end of the one and the start of the other."""
    if days is None:
        said = _("days between unknown")
    elif days < 0:
        said = _("they overlap")
    elif days == 0:
        said = _("same day")
    else:
        said = ngettext("{count} day later", "{count} days later", days)
        said = said.format(count=number(days, language()))
    return f":material/arrow_forward:  \n{said}"
