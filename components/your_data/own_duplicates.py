"""Rows of the list that may tell of the same consultation: shown, never removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from components.words import gettext as _
from components.words import language
from data.languages import number

if TYPE_CHECKING:
    from data.intake.bring import Brought


def show_own_duplicates(brought: Brought) -> None:
    """Show the pairs of rows, the surest first."""
    pairs = brought.duplicates
    if pairs.empty:
        st.caption(_("No two rows seem to tell of the same consultation."))
        return
    st.caption(
        _("Nothing is removed: if two rows are one consultation, delete one of them under Rows.")
    )
    column = st.column_config
    st.dataframe(
        pairs.assign(how=pairs["how"].map(_)),
        hide_index=True,
        column_order=["row", "other", "title", "other_title", "how"],
        column_config={
            "row": column.NumberColumn(_("Row"), format="%d", width=60),
            "other": column.NumberColumn(_("Like row"), format="%d", width=80),
            "title": column.TextColumn(_("Title")),
            "other_title": column.TextColumn(_("Title there")),
            "how": column.TextColumn(_("What is the same")),
        },
        alt=_("Rows that may tell of the same consultation"),
    )
    found = int(pairs.attrs.get("pairs", len(pairs)))
    if found > len(pairs):
        counts = [number(count, language()) for count in (len(pairs), found)]
        st.caption(_("The first {count} of {all} pairs.").format(count=counts[0], all=counts[1]))
