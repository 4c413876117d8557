"""The stage: one browser component that shows all slides, and its labels."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from components.map.basemap import SHAPES_ADDRESS
from components.shell.words import gettext as _
from data import ROOT
from data.map.look import css, script
from data.tour.edit import is_tour_name
from data.tour.slides import WAYS

KEY = "stage"
_HERE = Path(__file__).parent / "static"
_SHARED = ROOT / "data" / "map" / "scripts"
_DRAWING = (
    _SHARED / "shapes.js", _SHARED / "layout.js", _HERE / "nodes.js", _HERE / "slides.js",
    _HERE / "world.js", _HERE / "tour_view.js", _HERE / "miniature.js",
)  # fmt: skip
"""Scripts that draw a slide."""
_SCRIPTS = (
    *_DRAWING, _HERE / "tour_lines.js", _HERE / "tour_map.js", _HERE / "time_strip.js",
    _HERE / "keys.js", _HERE / "bar.js", _HERE / "channel.js", _HERE / "stage.js",
    _HERE / "commands.js", _HERE / "overlays.js", _HERE / "notes_window.js", _HERE / "main.js",
)  # fmt: skip
_PREVIEW_SCRIPTS = (*_DRAWING, _HERE / "preview.js")
_STYLES = ("stage.css", "notes_window.css", "overlays.css")
_SHAPES = SHAPES_ADDRESS.removeprefix("../").rstrip("/")
"""The address at which Streamlit serves the shapes of countries."""
_PAGE_STYLE = (_HERE / "page.css").read_text(encoding="utf-8")

_CSS = (
    css(".stage, .notes", "light")
    + css(".stage.dark, .notes.dark", "dark")
    + "".join((_HERE / name).read_text(encoding="utf-8") for name in _STYLES)
)

_stage = st.components.v2.component(
    "stage",
    html='<div class="root"></div>\n',
    css=_CSS,
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


_preview = st.components.v2.component(
    "slide_preview",
    html='<div class="root"></div>\n',
    css=_CSS,
    js="\n".join([script(), *(path.read_text(encoding="utf-8") for path in _PREVIEW_SCRIPTS)]),
)


def show_preview(payload: dict[str, Any]) -> None:
    """Show one slide in small, as the audience will see it.

    Args:
        payload: A tour of this slide alone, as `build_preview_payload` returns it.
    """
    _preview(data=payload | {"shapes": _SHAPES}, key="slide_preview")


def _ignore() -> None:
    """Do nothing: Streamlit stores an event only if it has a callback."""


def _change_way() -> None:
    """Write the tour, or what one slide of it is about, into the address, which the run reads."""
    changed = st.session_state[KEY].changed
    way, name = changed.get("by"), changed.get("tour")
    if way in WAYS:
        st.query_params["by"] = way
        st.query_params.pop("tour", None)
    elif isinstance(name, str) and is_tour_name(name):
        st.query_params["tour"] = name
        st.query_params.pop("by", None)


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
        # Translators: shown while a number is typed that neither a consultation nor a slide has
        "goTo": _("Go to {number}"),
        # Translators: shown while the number of a consultation is typed; Enter is a key
        "goToConsultation": _("Enter: consultation {number}, {title}"),
        # Translators: shown while the number of a slide is typed; Enter is a key
        "goToSlide": _("Enter: slide {number}, {title}"),
        "noStep": _("There is no slide {step}. This is the nearest."),
        "map": _("Map of consultations"),
        # Translators: noun, above the list of tours in a menu
        "tour": _("Tour"),
        "tours": _("Tours of this campaign"),
        # Translators: above the tours that are made from the filters
        "made": _("Made from your selection"),
        # Translators: O is the key that does the same
        "overview": _("All slides (O)"),
        # Translators: noun, keys of a keyboard; ? is the key that does the same
        "keys": _("Keys (?)"),
        "paused": _("Autoplay paused. P resumes it."),
        "resumed": _("Autoplay resumed."),
        "noAutoplay": _("Autoplay is off."),
        # Translators: on a screen that is touched
        "touch": _("Tap or swipe for the next slide. Tap the timeline for the controls."),
        # Translators: in the legend of a map: the countries that a consultation was for
        "covered": _("Region covered"),
        "fed": _("Results went to"),
        # Translators: in the legend of a map: consultations that were on slides before this one
        "earlier": _("Earlier in this tour"),
        # Translators: in the legend of a map: consultations that are on slides after this one
        "later": _("Later in this tour"),
        "qr": _("QR code of the link to this view"),
        # Translators: verb, below a QR code
        "scan": _("Scan to explore this view"),
        # Translators: verb, below the QR code of the campaign's own website
        "visit": _("Scan to visit our website"),
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


def key_words() -> list[tuple[list[str], str]]:
    """Return what each key does, in the language of the page: keys, and what they do."""
    return [
        # Translators: names of keys on a keyboard
        (["→", _("Space"), "Page Down"], _("Next slide")),
        (["←", "Page Up"], _("Previous slide")),
        # Translators: the names of two keys on a keyboard, for the first and the last slide
        ([_("Home"), _("End")], _("First slide, last slide")),
        # Translators: a number and a key: what they do
        (["9", _("Enter")], _("Consultation number 9, else slide 9")),
        (["O"], _("All slides")),
        (["B"], _("Blank screen")),
        (["F"], _("Full screen")),
        (["L"], _("Laser pointer")),
        (["P"], _("Pause or resume autoplay")),
        (["?"], _("This list")),
        # Translators: the name of a key on a keyboard
        ([_("Esc")], _("Close what is open, else leave")),
    ]


def way_words() -> dict[str, str]:
    """Map each of `WAYS` to a label in the language of the page."""
    return {
        "consultation": _("One slide per consultation"),
        "region": _("One slide per region"),
        "year": _("One slide per year"),
    }
