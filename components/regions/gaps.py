"""Gaps in the data on a region, and the campaign's notes on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from components.shell.shards import unless_too_large
from components.shell.words import gettext as _
from components.shell.words import language, ngettext, plain
from data.campaign.campaign import translated
from data.statistics.gaps import gaps
from data.words.languages import listing, number
from data.words.links import link_addresses

if TYPE_CHECKING:
    from data.campaign.campaign import Campaign
    from data.statistics.gaps import Gap

_MOST_NAMED = 8
_NAME_LENGTH = 80


@unless_too_large()
def show_region_gaps(selection: Campaign) -> None:
    """Show what is missing, one line per kind of gap, or that nothing is."""
    st.header(_("What is missing"), anchor=False)
    sentences = [build_sentence(gap) for gap in gaps(selection, language())]
    st.markdown("\n".join(f"- {text}" for text in sentences) or _("Nothing is missing."))


def build_sentence(gap: Gap) -> str:
    """Return one gap as Markdown: `Host missing: Dakar (7) and Abidjan (13)`."""
    sentence = {
        "date": _("Date missing: {consultations}"),
        "place": _("Place missing: {consultations}"),
        "organizer": _("Organizer missing: {consultations}"),
        "host": _("Host missing: {consultations}"),
        "participants": _("Number of participants missing: {consultations}"),
        "report": _("Report missing: {consultations}"),
    }[gap.what]
    names = [
        f"{plain(name[:_NAME_LENGTH])} ({number_})"
        for number_, name in gap.consultations[:_MOST_NAMED]
    ]
    more = len(gap.consultations) - _MOST_NAMED
    if more > 0:
        message = ngettext("{count} more", "{count} more", more)
        names.append(message.format(count=number(more, language())))
    return sentence.format(consultations=listing(names, language()))


def show_region_notes(campaign: Campaign, region: str) -> None:
    """Show the notes on a region, or nothing without any."""
    rows = campaign.regions[campaign.regions["id"] == region]
    notes = "".join(translated(rows, "notes", language()))
    if notes:
        # Not a caption: links in one are too pale to read.
        st.markdown(f":small[{link_addresses(notes, plain)}]")
