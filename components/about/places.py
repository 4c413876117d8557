"""How each place was found, or why it was not."""

from __future__ import annotations

from typing import Any

import numpy as np
import streamlit as st

from components.about.sources import MOST_UNSCROLLED
from components.shell.pages import EXPLORE
from components.shell.shards import unless_too_large
from components.shell.words import gettext as _
from components.shell.words import language
from data.figures.places import place_counts, places_table, status_names
from data.filters.nouns import count_in_words, meeting_heading
from data.filters.query import Query
from data.filters.rows import of_rows
from data.filters.select import unplaced_part
from data.words.languages import listing, number

_MOST_LISTED = 1000
_COLUMNS = ("number", "title", "city", "country", "how", "matched", "reason", "candidates")


@unless_too_large(EXPLORE.file, is_filtered=False)
def show_place_table(campaign: Query) -> None:
    """Explain how places are found, count the results, and list them, unplaced ones first."""
    st.header(_("How places were found"), anchor=False)
    st.markdown(build_explanation(campaign))
    part = campaign
    unplaced = unplaced_part(part)
    some = [each.rows_between(0, _MOST_LISTED) for each in (unplaced, part)]
    listed = np.concatenate(some)[:_MOST_LISTED]
    if part.size > _MOST_LISTED:
        message = _("Only {meetings} are listed, unplaced first. Download the list to see all.")
        counted = count_in_words(campaign, _MOST_LISTED, language())
        st.caption(message.format(meetings=counted))
        part = of_rows(part, listed)
    table = places_table(part, language())[list(_COLUMNS)]
    st.dataframe(
        table,
        key="places",
        height="content" if len(table) <= MOST_UNSCROLLED else "auto",
        hide_index=True,
        column_config=_columns(campaign),
        alt=_("All places and how they were found"),
    )


def build_explanation(campaign: Query) -> str:
    """Return how cities become places on the map, and how many places have each status."""
    names = status_names(language())
    counts = place_counts(campaign)
    items = [f"{names[status]} ({number(count, language())})" for status, count in counts.items()]
    how = _(
        "Coordinates in the table are used first. Otherwise the city is looked up in GeoNames "
        "by name and country, in any language. Ambiguous or unknown cities are not placed."
    )
    totals = _("In this campaign: {counts}.").format(counts=listing(items, language()))
    return f"{how} {totals}"


def _columns(campaign: Query) -> dict[str, Any]:
    column = st.column_config
    return {
        "number": column.NumberColumn(_("No."), width="small"),
        "title": column.TextColumn(meeting_heading(campaign, language()), width="medium"),
        "city": column.TextColumn(_("City")),
        "country": column.TextColumn(_("Country")),
        # Translators: column heading, how a place was found: by name, given in the table ...
        "how": column.TextColumn(_("How found")),
        "matched": column.TextColumn(_("Matched city")),
        # Translators: column heading, why a place was not found
        "reason": column.TextColumn(_("Why"), width="medium"),
        # Translators: column heading, cities that may be meant
        "candidates": column.TextColumn(_("Candidates")),
    }
