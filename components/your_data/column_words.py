"""What the columns of a list are called, for people."""

from __future__ import annotations

from components.words import gettext as _
from components.words import language
from data.intake.matching.matched_table import READ_COLUMNS
from data.languages import available_languages, language_name
from data.schema import TRANSLATED_COLUMNS

_CONSULTATION_TEXTS = ("title", "city", "venue", "participants", "summary", "notes")


def column_names() -> dict[str, str]:
    """Name of everything that a column may be taken for, in the order of a list to choose from.

    "" is a further field; translations into the languages of the interface come last.
    """
    names = {"": _("Further field, kept"), **_names()}
    named = {name: names[name] for name in ("", *READ_COLUMNS)}
    for code in available_languages():
        for name in TRANSLATED_COLUMNS:
            if name in _CONSULTATION_TEXTS:
                spoken = language_name(code, language())
                named[f"{name}__{code}"] = f"{names[name]} ({spoken})"
    return named


def _names() -> dict[str, str]:
    return {
        "id": _("Id"),
        "title": _("Title"),
        "kind": _("Kind"),
        "region": _("Region"),
        "city": _("City"),
        "country": _("Country"),
        "lat": _("Latitude"),
        "lon": _("Longitude"),
        "start": _("Start"),
        "end": _("End"),
        "venue": _("Venue"),
        "organizers": _("Organizers"),
        "hosts": _("Hosts"),
        "partners": _("Partners"),
        "participants": _("Participants"),
        "summary": _("Summary"),
        "feeds_into": _("Fed into"),
        "notes": _("Notes"),
        "sources": _("Sources"),
        "place": _("Place, all in one"),
        "dates": _("Start and end in one"),
        "coordinates": _("Latitude and longitude in one"),
        "url": _("Web address"),
        "year": _("Year"),
        "month": _("Month"),
        "day": _("Day"),
        "end_year": _("Year of the end"),
        "end_month": _("Month of the end"),
        "end_day": _("Day of the end"),
        "state": _("State or province"),
    }
