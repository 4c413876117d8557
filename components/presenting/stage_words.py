"""The labels of the stage: the names that `static/*.js` uses for them, and the list of keys."""

from __future__ import annotations

from components.shell.words import gettext as _
from components.shell.words import language
from data.words.languages import direction


def stage_words() -> dict[str, str]:
    """Map the names used in `static/*.js` to labels in the language of the page."""
    return _control_words() | _slide_words() | _speaker_words()


def _control_words() -> dict[str, str]:
    """Return the labels of buttons and menus, and what they answer."""
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
        "goToConsultation": _("Enter: number {number}, {title}"),
        # Translators: shown while the number of a slide is typed; Enter is a key
        "goToSlide": _("Enter: slide {number}, {title}"),
        "noStep": _("There is no slide {step}. This is the nearest."),
    }


def _slide_words() -> dict[str, str]:
    """Return the labels on slides and maps, of tours, and of what lies over a slide."""
    return {
        "map": _("Map with markers"),
        # Translators: noun, above the list of tours in a menu
        "tour": _("Tour"),
        "tours": _("Tours of this campaign"),
        # Translators: above the tours that are made from the filters
        "made": _("Made from your selection"),
        # Translators: O is the key that does the same
        "overview": _("All slides (O)"),
        # Translators: the title of a list of keys of the keyboard and what they do
        "keys": _("List of keys"),
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
    }


def _speaker_words() -> dict[str, str]:
    """Return the labels of the speaker view."""
    return {
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
    onwards, back = "←→" if direction(language()) == "rtl" else "→←"
    return [
        # Translators: names of keys on a keyboard
        ([onwards, _("Space"), _("Page Down")], _("Next slide")),
        ([back, _("Page Up")], _("Previous slide")),
        # Translators: the names of two keys on a keyboard, for the first and the last slide
        ([_("Home"), _("End")], _("First slide, last slide")),
        # Translators: a number and a key: what they do
        (["9", _("Enter")], _("Number 9 on the map, else slide 9")),
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
        "consultation": _("One slide per meeting"),
        "region": _("One slide per region"),
        "year": _("One slide per year"),
    }
