"""The words of the stage and of the speaker's window."""

from __future__ import annotations

from components.words import gettext as _


def stage_words() -> dict[str, str]:
    """Name of a word in `static/*.js` to the word, in the language of the page."""
    return {
        "stage": _("Presentation"),
        "step": _("Slide {step} of {count}: {title}"),
        "previous": _("Previous slide"),
        "next": _("Next slide"),
        "autoplay": _("Goes on by itself"),
        "byHand": _("By hand"),
        "seconds": _("Every {seconds} s"),
        "by": _("One slide per"),
        "blank": _("Blank screen (B)"),
        "full": _("Full screen (F)"),
        "notes": _("Speaker's window"),
        "edit": _("Choose or change the tour"),
        "explore": _("Explore from here"),
        "leave": _("Leave (Esc)"),
        "goTo": _("Go to {number}"),
        "noStep": _("There is no slide {step}: this is the nearest."),
        "map": _("Map of consultations"),
        "followed": _("The audience's window follows."),
        "alone": _("No audience's window is open on this computer."),
        "open": _("Open it"),
        "elapsed": _("Since the start"),
        "clock": _("Time of day"),
        "reset": _("Start again from zero"),
        "now": _("Now"),
        "then": _("Next"),
        "end": _("This is the last slide."),
        "nothing": _("No notes for this slide."),
    }


def way_words() -> dict[str, str]:
    """What one slide may be about, in the language of the page."""
    return {"consultation": _("consultation"), "region": _("region"), "year": _("year")}
