"""Short notices that the campaign was updated, or that it can't be."""

from __future__ import annotations

import streamlit as st

from components.shell.campaign_cache import follower
from components.shell.own_list import is_in_use
from components.shell.words import gettext as _
from components.shell.words import language
from data.words.dates import moment

_WARNED = "update_warned"
"""Session key: the success since which this visitor was warned."""


def show_update_notice(*, is_replaced: bool) -> None:
    """Say that this run shows a new version, or once that the data may be out of date."""
    if is_in_use():
        return
    if is_replaced:
        st.toast(_("The data was updated."), icon=":material/update:", duration="long")
    follows = follower()
    if not follows.warns or st.session_state.get(_WARNED) == follows.status.success:
        return
    st.session_state[_WARNED] = follows.status.success
    if not follows.status.success:
        st.toast(_("The data may be out of date."), icon=":material/update_disabled:")
        return
    since = moment(follows.status.success, st.context.timezone, language())
    text = _("The data may be out of date. It was last updated on {moment}.")
    st.toast(text.format(moment=since), icon=":material/update_disabled:", duration="long")
