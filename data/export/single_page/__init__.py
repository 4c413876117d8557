"""A selection as one HTML file that works offline: map, timeline, filters, table and cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.campaign.errors import TooMuchError, msgid
from data.export.single_page.cards import cards
from data.export.single_page.document import document
from data.words.languages import number

if TYPE_CHECKING:
    from data.export.extract import Extract

__all__ = ["MOST_CONSULTATIONS", "html_file"]

MOST_CONSULTATIONS = 20_000
"""Most consultations; browsers take seconds to open more."""


def html_file(extract: Extract) -> bytes:
    """Write a page that any browser opens from a disk, without any request to a network.

    Returns:
        UTF-8. Without scripts it is a table and, for few consultations, all facts about each.
        An empty selection gives a page that says so, without scripts.

    Raises:
        TooMuchError: More than `MOST_CONSULTATIONS` are selected.
    """
    count = len(extract.chosen.consultations)
    if count > MOST_CONSULTATIONS:
        raise TooMuchError(
            msgid("Too many for one page: {count}. It holds up to {most}."),
            msgid("Select fewer, such as one region, or download a table."),
            count=number(count, extract.language),
            most=number(MOST_CONSULTATIONS, extract.language),
        )
    return document(extract, cards(extract)).encode("utf-8", "replace")
