"""A choice as one HTML file: map, timeline, filters, table and cards, without any network."""

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
"""A browser takes seconds to open more than this."""


def html_file(extract: Extract) -> bytes:
    """Write a page that opens from a disk in any browser and asks no other machine for anything.

    Returns:
        UTF-8. Without scripts it is a table and, of few consultations, everything known of each.
        Nothing chosen gives a page that says so, without scripts.

    Raises:
        TooMuchError: More than `MOST_CONSULTATIONS` are chosen.
    """
    chosen = len(extract.chosen.consultations)
    if chosen > MOST_CONSULTATIONS:
        raise TooMuchError(
            msgid("Too many consultations for one page: {count}. It holds up to {most}."),
            msgid("Select fewer, such as one region, or download a table."),
            count=number(chosen, extract.language),
            most=number(MOST_CONSULTATIONS, extract.language),
        )
    return document(extract, cards(extract)).encode("utf-8", "replace")
