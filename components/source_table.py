"""All sources of a campaign with what they are cited for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from components.words import gettext as _
from components.words import language, ngettext
from data.facts.source_list import source_list
from data.languages import number
from data.part import as_part, of_rows

if TYPE_CHECKING:
    from data.campaign import Campaign

_MOST_LISTED = 1000


def show_source_table(campaign: Campaign) -> None:
    """Show a row a source: a link where it is an address, and who cites it."""
    part = as_part(campaign)
    st.subheader(_("Sources"), anchor=False)
    if part.size > _MOST_LISTED:
        said = _("Those of the first {count} consultations are listed; Take away has all.")
        st.caption(said.format(count=number(_MOST_LISTED, language())))
        part = of_rows(part, part.rows[:_MOST_LISTED])
    table = source_list(part, language())
    if table.empty:
        st.caption(_("No source is named."))
        return
    said = ngettext("{count} source", "{count} sources", len(table))
    st.caption(said.format(count=number(len(table), language())))
    st.dataframe(
        table,
        key="sources",
        hide_index=True,
        column_order=["source", "address", "consultations", "others"],
        column_config=_columns(),
        placeholder="",
        alt=_("All sources with the numbers of the consultations that cite them"),
    )


def _columns() -> dict[str, Any]:
    column = st.column_config
    return {
        "source": column.TextColumn(_("Source"), width="large"),
        "address": column.LinkColumn(
            _("Open"), display_text=":material/open_in_new:", width="small"
        ),
        "consultations": column.TextColumn(_("Consultations")),
        "others": column.TextColumn(_("Also for")),
    }
