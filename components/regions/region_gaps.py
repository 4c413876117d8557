"""What is not known of some consultations, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from components.words import gettext as _
from components.words import language, ngettext, plain
from data.facts.gaps import gaps
from data.languages import listing, number

if TYPE_CHECKING:
    from data.campaign import Campaign
    from data.facts.gaps import Gap

_MOST_NAMED = 8
_NAME_LENGTH = 80


def show_region_gaps(chosen: Campaign) -> None:
    """Say what is missing, a sentence each; that nothing is, too."""
    st.subheader(_("What is missing"), anchor=False)
    sentences = [build_sentence(gap) for gap in gaps(chosen, language())]
    st.markdown("\n".join(f"- {text}" for text in sentences) or _("Nothing: all is filled in."))


def build_sentence(gap: Gap) -> str:
    """One sentence as Markdown: `No host is named for Dakar (7) and Abidjan (13).`."""
    sentence = {
        "date": _("No date is known for {consultations}."),
        "place": _("No place is known for {consultations}."),
        "organizer": _("No organizer is named for {consultations}."),
        "host": _("No host is named for {consultations}."),
        "participants": _("No number of participants is known for {consultations}."),
        "report": _("No report is listed for {consultations}."),
    }[gap.what]
    names = [
        f"{plain(name[:_NAME_LENGTH])} ({place})" for place, name in gap.consultations[:_MOST_NAMED]
    ]
    more = len(gap.consultations) - _MOST_NAMED
    if more > 0:
        said = ngettext("{count} more", "{count} more", more)
        names.append(said.format(count=number(more, language())))
    return sentence.format(consultations=listing(names, language()))
