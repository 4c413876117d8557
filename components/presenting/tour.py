"""The tour to show: made from the view, from the campaign's folder, or edited here."""

from __future__ import annotations

from typing import NamedTuple

import streamlit as st

from components.shell.url import tour_parameters
from components.shell.view_state import current_view
from components.shell.words import gettext as _
from components.shell.words import language
from data.filters.query import Query
from data.tour.edit import (
    OWN,
    TourEdit,
    apply_edit,
    edit_from_tour,
    encode_edit,
    named_edit,
    shipped_tours,
    text_of,
    unknown_slides,
)
from data.tour.slides import Tour
from data.tour.tour import tour_of, way_notice

_OWN_EDIT = "tour_edit"
_UNDO = "tour_undo"
"""Session keys: the edited tour, and what was shown before each change."""
_MOST_UNDONE = 100


class Chosen(NamedTuple):
    """A tour and its origin.

    Attributes:
        made: The tour as made from the view.
        edit: The changes to it; without changes, the edit that leaves everything in place.
        tour: The tour to show.
        notice: A message to the presenter, or "".
        name: The name of the tour in the campaign's folder, or `OWN`; "" for the one made from
            the view.
    """

    made: Tour
    edit: TourEdit
    tour: Tour
    notice: str
    name: str = ""


def chosen_tour(campaign: Query) -> Chosen:
    """Return the tour that the address names, else the one made from the view."""
    parameters = tour_parameters()
    name, by = _last(parameters.get("tour")), _last(parameters.get("by"))
    edit = _edit_named(campaign, name)
    by, choice = by or (edit.by if edit else ""), current_view().choice
    made = tour_of(campaign, choice, language(), by)
    otherwise = way_notice(campaign, choice, made, by)
    if edit is None:
        return Chosen(made, edit_from_tour(made), made, _sentences(_unknown(name), otherwise))
    hidden = _("Slides outside your selection are hidden.") if unknown_slides(made, edit) else ""
    known = name if name in shipped_tours(campaign.folder) else OWN
    return Chosen(made, edit, apply_edit(made, edit), _sentences(hidden, otherwise), known)


def offered_tours(campaign: Query, chosen: Chosen) -> list[tuple[str, str]]:
    """Return name and title of the tours to choose from: the campaign's, then an edited one.

    Empty if the campaign has none and the tour is not edited.
    """
    tours = [
        (name, text_of(edit.texts, "title", language()) or name)
        for name, edit in shipped_tours(campaign.folder).items()
    ]
    # Translators: noun, a tour that the presenter has changed
    return [*tours, *([(OWN, _("Your edited tour"))] if chosen.name == OWN else [])]


def _sentences(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)


def _last(values: list[str] | None) -> str:
    return (values or [""])[-1]


def _edit_named(campaign: Query, name: str) -> TourEdit | None:
    """Return the edit that an address names; None for "" and for unknown names."""
    if name == OWN:
        return st.session_state.get(_OWN_EDIT)
    return named_edit(campaign.folder, name)


def _unknown(name: str) -> str:
    if not name:
        return ""
    if name == OWN:
        return _("This tour is too long for a link. Load its file again.")
    return _("The link's tour doesn't exist. This one is made from your selection.")


def change_tour(edit: TourEdit) -> None:
    """Show an edited tour from now on, and write it into the address. Call it in a callback."""
    before = st.session_state.get(_UNDO, ())
    st.session_state[_UNDO] = (*before, _shown_now())[-_MOST_UNDONE:]
    st.session_state[_OWN_EDIT] = edit
    st.query_params["tour"] = encode_edit(edit) or OWN


def _shown_now() -> tuple[str, TourEdit | None]:
    """Return the tour's name in the address, and the edit that only this session has."""
    return _last(tour_parameters().get("tour")), st.session_state.get(_OWN_EDIT)


def can_undo() -> bool:
    """Tell whether a change of the tour can be taken back."""
    return bool(st.session_state.get(_UNDO))


def undo_change() -> None:
    """Take the last change of the tour back. Call it in a callback."""
    *before, (name, edit) = st.session_state[_UNDO]
    st.session_state[_UNDO] = tuple(before)
    st.session_state[_OWN_EDIT] = edit
    if name:
        st.query_params["tour"] = name
    else:
        forget_tour()


def forget_tour() -> None:
    """Show the tour made from the view again. Call it in a callback."""
    st.session_state.pop(_OWN_EDIT, None)
    st.query_params.pop("tour", None)
