"""The changed tour that an address or a command line names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.tour.edit_link import SIGN, unpacked
from data.tour.shipped import shipped_tours

if TYPE_CHECKING:
    from data.tour.edit import TourEdit

OWN = "own"
"""Stands in an address for a tour that is too long for it: one session has it, no other."""


def asked_edit(folder: str, name: str) -> TourEdit | None:
    """The tour that a name stands for.

    Args:
        folder: The campaign's folder.
        name: That of a shipped tour, or an edit as an address holds it.

    Returns:
        What was changed about the tour of a choice; None for "" and for what is not there.
    """
    if name.startswith(SIGN):
        return unpacked(name)
    return shipped_tours(folder).get(name) if name else None
