"""Which state of the data this is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from components.words import gettext as _
from data.loading import has_changed

if TYPE_CHECKING:
    from data.campaign import Campaign


def show_data_version(campaign: Campaign) -> None:
    """Show the hash of the campaign's files, to cite with figures.

    Say too whether the files have changed since, and that all was understood.
    """
    st.subheader(_("The data"), anchor=False)
    version = _("Version {hash}. It changes with every change of the campaign's files.")
    st.markdown(version.format(hash=f"`{campaign.version}`"))
    if has_changed(campaign):
        st.caption(
            _("The campaign's files have changed. Restart the server to show the new version.")
        )
    if not campaign.findings:
        st.caption(_("Every row and cell of the campaign's tables was understood."))
