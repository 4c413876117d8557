"""How long results took to reach the follow-up meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from components.exporting.chart_downloads import Data, show_chart_downloads
from components.shell.shards import unless_too_large
from components.shell.words import gettext as _
from components.shell.words import language, ngettext
from data.choosing.choice import Choice
from data.choosing.select import select
from data.statistics.counterparts import days_to_follow_up, follow_up_table
from data.words.languages import number

if TYPE_CHECKING:
    from data.campaign.campaign import Campaign
    from data.statistics.counterparts import Days

_MOST_ROWS = 1000


@unless_too_large()
def show_follow_up_days(campaign: Campaign) -> None:
    """Show the days from own consultations to their follow-ups: in figures, and per line."""
    own = select(campaign, Choice())
    st.header(_("Time to the follow-up"), anchor=False)
    st.markdown(build_days(days_to_follow_up(own)))
    table = follow_up_table(campaign, own, language())
    if table.empty:
        return
    names = {
        "number": _("No."),
        "title": _("Consultation"),
        "when": _("Dates"),
        "follow_up": _("Follow-up"),
        "follow_up_when": _("Dates of the follow-up"),
        "days": _("Days between"),
    }
    column = st.column_config
    st.dataframe(
        table.head(_MOST_ROWS),
        hide_index=True,
        column_order=list(names),
        column_config={
            name: (column.NumberColumn if name in ("number", "days") else column.TextColumn)(
                heading, width="medium" if name in ("title", "follow_up") else None
            )
            for name, heading in names.items()
        },
        alt=_("Consultations, their follow-ups, and the days between"),
    )
    show_chart_downloads("follow-ups", _("Time to the follow-up"), Data(table, names))


def build_days(days: Days) -> str:
    """Return the days as a sentence: `6 follow-ups with known dates: 1 to 4 days later ...`."""
    if days.median is None or days.least is None or days.most is None:
        return _("No follow-up has known dates.")
    sentence = ngettext(
        "{count} follow-up with known dates. Days between: {least} at least, {median} in the "
        "middle (median), {most} at most.",
        "{count} follow-ups with known dates. Days between: {least} at least, {median} in the "
        "middle (median), {most} at most.",
        days.known,
    )
    counts = {
        "count": days.known, "least": days.least, "median": days.median, "most": days.most,
    }  # fmt: skip
    return sentence.format(
        **{name: f"**{number(count, language())}**" for name, count in counts.items()}
    )
