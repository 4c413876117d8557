"""Where consultations were in words, those too that were nowhere but online."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.intake.where.online_words import is_meeting_address, is_online
from data.languages import translations

if TYPE_CHECKING:
    import pandas as pd


def said_online(venue: str, language: str) -> str:
    """What a venue says of a meeting that was online ("Webinar"); "" if it says anything else."""
    if not is_online(venue):
        return ""
    return translations(language).gettext("Online") if is_meeting_address(venue) else venue


def said_place(where: str, venue: str, language: str) -> str:
    """The place, else that it was online, else that it isn't known."""
    return where or said_online(venue, language) or translations(language).gettext("Place unknown")


def said_places(where: pd.Series, venue: pd.Series, language: str) -> pd.Series:
    """The same for a column of places, "" where there is none, and one of venues."""
    venue = venue.astype("str")
    open_ones = where == ""
    words = {text: said_place("", text, language) for text in venue[open_ones].unique()}
    return where.where(~open_ones, venue.map(words))
