"""What of an address is about a tour, apart from the view that it tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from data.address import Parameters

NAMES = ("step", "autoplay", "by", "tour", "edit")
"""The step that is shown, the seconds of a slide that goes by itself, one of `slides.WAYS`, what a
presenter changed, and that it is being changed."""

ROLE = "role"
NOTES = "notes"
"""`role=notes` is the speaker's window; any other role is that of an organization."""


def parted(given: Mapping[str, Sequence[str]]) -> tuple[Parameters, Parameters]:
    """Take parameters apart: those of the view, those of the tour."""
    view: Parameters = {}
    tour: Parameters = {}
    for name, values in given.items():
        notes = [value for value in values if name in NAMES or (name, value) == (ROLE, NOTES)]
        rest = [value for value in values if value not in notes]
        if notes:
            tour[name] = notes
        if rest:
            view[name] = rest
    return view, tour


def joined(view: Parameters, tour: Parameters) -> Parameters:
    """Both in one address."""
    names = dict.fromkeys([*view, *tour])
    return {name: [*view.get(name, []), *tour.get(name, [])] for name in names}
