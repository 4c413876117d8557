"""The stage: one browser component that shows all slides, and its labels."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from components.map.basemap import SHAPES_ADDRESS
from components.shell.words import gettext as _
from data import ROOT
from data.map.look import css, script
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
"""The address at which Streamlit serves the shapes of countries."""
_PAGE_STYLE = (_HERE / "page.css").read_text(encoding="utf-8")

_stage = st.components.v2.component(
    "stage",
    html='<div class="root"></div>\n',
    css=css(".stage, .notes", "light")
    + css(".stage.dark, .notes.dark", "dark")
    + (_HERE / "stage.css").read_text(encoding="utf-8"),
    js="\n".join([script(), *(path.read_text(encoding="utf-8") for path in _SCRIPTS)]),
)


def show_stage(
    payload: dict[str, Any], *, notice: str = "", start: int = 1, is_notes: bool = False
) -> dict[str, Any]:
    """Fill the window with a tour, or with its speaker view.

    Args:
        payload: All slides, as `build_tour_payload` returns them.
        notice: A message to the presenter.
        start: The first step if the address has none, counted from 1.
        is_notes: Whether to show the speaker view.

    Returns:
        How the presenter left the stage in this run, mostly empty: `to` ("back", "explore" or
        "edit"), `consultation` (an id or "") and `step`.
    """
    st.html(f"<style>{_PAGE_STYLE}</style>")
    result = _stage(
        data=payload | {"start": start, "isNotes": is_notes, "shapes": _SHAPES, "notice": notice},
        key=KEY,
        on_left_change=_ignore,
        on_changed_change=_change_way,
    )
    return dict(result.left or {})


def _ignore() -> None:
    """Do nothing: Streamlit stores an event only if it has a callback."""


def _change_way() -> None:
    """Write what one slide is about into the address, which the run reads."""
    way = st.session_state[KEY].changed.get("by")
    if way in WAYS:
        st.query_params["by"] = way


def stage_words() -> dict[str, str]:
    """Map the names used in `static/*.js` to labels in the language of the page."""
    return {
        # Translators: noun, the name of the area that shows the slides
        "stage": _("Presentation"),
        "step": _("Slide {step} of {count}: {title}"),
        "previous": _("Previous slide"),
        "next": _("Next slide"),
        # Translators: a menu: whether slides advance by themselves, and after how many seconds
        "autoplay": _("Autoplay"),
        "byHand": _("Autoplay off"),
        # Translators: slides advance after so many seconds
        "seconds": _("Autoplay: {seconds} s"),
        # Translators: a menu: what each slide is about
        "by": _("Slides"),
        # Translators: B is the key that does the same
        "blank": _("Blank screen (B)"),
        # Translators: F is the key that does the same
        "full": _("Full screen (F)"),
        "notes": _("Speaker view"),
        # Translators: verb, a button
        "edit": _("Edit tour"),
        # Translators: verb, a button: leave the slides for the page Explore, at this consultation
        "explore": _("Explore from here"),
        # Translators: verb, a button; Esc is the key that does the same
        "leave": _("Leave (Esc)"),
        # Translators: shown while the number of a slide is typed
        "goTo": _("Go to {number}"),
        "noStep": _("There is no slide {step}. This is the nearest."),
        "map": _("Map of consultations"),
        "followed": _("The audience screen is in sync."),
        "alone": _("No audience screen is open on this computer."),
        # Translators: verb, a button that opens the screen for the audience
        "open": _("Open audience screen"),
        # Translators: the time since the presentation began
        "elapsed": _("Elapsed"),
        "clock": _("Time of day"),
        "reset": _("Reset timer"),
        # Translators: above the slide that is shown at present
        "now": _("Now"),
        # Translators: above the slide that follows
        "then": _("Next"),
        "end": _("This is the last slide."),
        "nothing": _("No notes for this slide."),
    }


def way_words() -> dict[str, str]:
    """Map each of `WAYS` to a label in the language of the page."""
    return {
        "consultation": _("One slide per consultation"),
        "region": _("One slide per region"),
        "year": _("One slide per year"),
    }
