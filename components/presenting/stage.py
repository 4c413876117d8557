"""The stage: one component in the browser that holds all slides, and its words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from components.map.basemap import SHAPES_ADDRESS
from components.shell.words import gettext as _
from data import ROOT
from data.tour.slides import WAYS

KEY = "stage"
_HERE = Path(__file__).parent / "static"
_SHARED = ROOT / "data" / "map" / "scripts"
_SCRIPTS = (
    _SHARED / "shapes.js", _SHARED / "layout.js", _HERE / "nodes.js", _HERE / "slides.js",
    _HERE / "world.js", _HERE / "tour_map.js", _HERE / "time_strip.js", _HERE / "keys.js",
    _HERE / "bar.js", _HERE / "channel.js", _HERE / "stage.js", _HERE / "commands.js",
    _HERE / "notes_window.js", _HERE / "main.js",
)  # fmt: skip
_SHAPES = SHAPES_ADDRESS.removeprefix("../").rstrip("/")
"""Under this name Streamlit serves the land."""
_PAGE_STYLE = (_HERE / "page.css").read_text(encoding="utf-8")

_stage = st.components.v2.component(
    "stage",
    html='<div class="root"></div>\n',
    css=(_HERE / "stage.css").read_text(encoding="utf-8"),
    js="\n".join(path.read_text(encoding="utf-8") for path in _SCRIPTS),
)


def show_stage(
    payload: dict[str, Any], *, notice: str = "", start: int = 1, is_notes: bool = False
) -> dict[str, Any]:
    """Fill the window with a tour, or with the speaker's notes to it.

    Args:
        payload: All slides, as `build_tour_payload` gives them.
        notice: A word to the presenter.
        start: The step to begin with where the address says none, from 1.
        is_notes: Show the speaker's window.

    Returns:
        How the presenter left it in this run, empty mostly: `to` ("back", "explore" or "edit"),
        `consultation` (an id or "") and `step`.
    """
    st.html(f"<style>{_PAGE_STYLE}</style>")
    asked = _stage(
        data=payload | {"start": start, "isNotes": is_notes, "shapes": _SHAPES, "notice": notice},
        key=KEY,
        on_left_change=_nothing,
        on_changed_change=_tell_otherwise,
    )
    return dict(asked.left or {})


def _nothing() -> None:
    """Streamlit keeps what is told only where somebody listens."""


def _tell_otherwise() -> None:
    """Put the way to tell the tour into the address, which the run reads."""
    way = st.session_state[KEY].changed.get("by")
    if way in WAYS:
        st.query_params["by"] = way


def stage_words() -> dict[str, str]:
    """Name of a word in `static/*.js` to the word, in the language of the page."""
    return {
        "stage": _("Presentation"),
        "step": _("Slide {step} of {count}: {title}"),
        "previous": _("Previous slide"),
        "next": _("Next slide"),
        "autoplay": _("Autoplay"),
        "byHand": _("Off"),
        "seconds": _("{seconds} s"),
        "by": _("One slide per"),
        "blank": _("Blank screen (B)"),
        "full": _("Full screen (F)"),
        "notes": _("Speaker view"),
        "edit": _("Edit tour"),
        "explore": _("Explore from here"),
        "leave": _("Leave (Esc)"),
        "goTo": _("Go to {number}"),
        "noStep": _("There is no slide {step}. This is the nearest."),
        "map": _("Map of consultations"),
        "followed": _("The audience screen is in sync."),
        "alone": _("No audience screen is open on this computer."),
        "open": _("Open it"),
        "elapsed": _("Elapsed"),
        "clock": _("Time of day"),
        "reset": _("Reset timer"),
        "now": _("Now"),
        "then": _("Next"),
        "end": _("This is the last slide."),
        "nothing": _("No notes for this slide."),
    }


def way_words() -> dict[str, str]:
    """What one slide may be about, in the language of the page."""
    return {"consultation": _("consultation"), "region": _("region"), "year": _("year")}
