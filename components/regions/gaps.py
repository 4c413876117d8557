"""What is missing for a region, and the campaign's notes on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from components.shell.words import gettext as _
from components.shell.words import language, ngettext, plain
from data.campaign.campaign import translated
from data.statistics.gaps import gaps
from data.words.languages import listing, number
from data.words.links import linked

if TYPE_CHECKING:
    from data.campaign.campaign import Campaign
    from data.statistics.gaps import Gap

_MOST_NAMED = 8
_NAME_LENGTH = 80


def show_region_gaps(chosen: Campaign) -> None:
    """Say what is missing, a sentence each; that nothing is, too."""
    st.subheader(_("What is missing"), anchor=False)
    sentences = [build_sentence(gap) for gap in gaps(chosen, language())]
    st.markdown("\n".join(f"- {text}" for text in sentences) or _("Nothing is missing."))


def build_sentence(gap: Gap) -> str:
    """One sentence as Markdown: `No host is named for Dakar (7) and Abidjan (13).`."""
    sentence = {
        "date": _("Date missing: {consultations}"),
        "place": _("Place missing: {consultations}"),
        "organizer": _("Organizer missing: {consultations}"),
        "host": _("Host missing: {consultations}"),
        "participants": _("Number of participants missing: {consultations}"),
        "report": _("Report missing: {consultations}"),
    }[gap.what]
    names = [
        f"{plain(name[:_NAME_LENGTH])} ({place})" for place, name in gap.consultations[:_MOST_NAMED]
    ]
    more = len(gap.consultations) - _MOST_NAMED
    if more > 0:
        said = ngettext("{count} more", "{count} more", more)
        names.append(said.format(count=number(more, language())))
    return sentence.format(consultations=listing(names, language()))


def show_region_notes(campaign: Campaign, region: str) -> None:
    """Show the notes of a region; nothing if there are none."""
    rows = campaign.regions[campaign.regions["id"] == region]
    notes = "".join(translated(rows, "notes", language()))
    if notes:
        # Not a caption: links in one are too pale to read.
        st.markdown(f":small[{linked(notes, plain)}]")
