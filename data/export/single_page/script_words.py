"""The words that the page's script writes, in the language of the page."""

from __future__ import annotations

from data.facts.organization_rows import role_names
from data.languages import number, translations


def script_words(language: str, total: int) -> dict[str, str]:
    """Every word under the name that the script knows it by.

    Args:
        language: Of the page.
        total: How many consultations are in it.
    """
    return _of_filters(language, total) | _of_map_and_timeline(language) | _of_cards(language)


def _of_filters(language: str, total: int) -> dict[str, str]:
    say = translations(language)
    found = say.ngettext(
        "{count} of {total} consultation", "{count} of {total} consultations", total
    )
    return {
        "found": found.replace("{total}", number(total, language)),
        "region": say.gettext("Region"),
        "kind": say.gettext("Kind"),
        "country": say.gettext("Country"),
        "organization": say.gettext("Organization"),
        "role": say.gettext("Role of the organization"),
        "anyRole": say.gettext("Any role"),
        **role_names(language),
        "time": say.gettext("Time"),
        "from": say.gettext("From"),
        "to": say.gettext("To"),
        "dateHint": say.gettext("Write a date like 2016, 2016-04 or 2016-04-29"),
        "backwards": say.gettext("The time would end before it begins"),
        "year": say.gettext("Year"),
        "search": say.gettext("Search all texts"),
        "narrow": say.gettext("Find in this list"),
        "filters": say.gettext("Filters"),
        "reset": say.gettext("Reset"),
        "resetAll": say.gettext("Reset all filters"),
        "nothing": say.gettext("No consultation matches"),
    }


def _of_map_and_timeline(language: str) -> dict[str, str]:
    say = translations(language)
    return {
        "map": say.gettext("Map of consultations"),
        "zoomIn": say.gettext("Zoom in"),
        "zoomOut": say.gettext("Zoom out"),
        "fit": say.gettext("Show all marks"),
        "world": say.gettext("Show the whole world"),
        "legend": say.gettext("Legend"),
        "lines": say.gettext("Lines to what was fed"),
        "timeline": say.gettext("Timeline of the consultations, a lane per region"),
        "apart": say.gettext("Not on the map or timeline:"),
        "noPlace": say.gettext("no place"),
        "noDate": say.gettext("no date"),
        "online": say.gettext("online"),
        "group": say.gettext("{count} consultations, zoom in"),
        "groupHere": say.gettext("{count} consultations in one place, list them"),
        "groupThen": say.gettext("{count} consultations, {first} to {last}, show only these"),
        "here": say.gettext("In one place"),
    }


def _of_cards(language: str) -> dict[str, str]:
    say = translations(language)
    return {
        "card": say.gettext("The consultation that is open"),
        "overview": say.gettext("Overview"),
        "consultations": say.gettext("Consultations"),
        "countries": say.gettext("Countries"),
        "organizations": say.gettext("Organizations"),
        "how": say.gettext("Choose a mark, a bar of the timeline or a row of the table."),
        "previous": say.gettext("Previous"),
        "next": say.gettext("Next"),
        "close": say.gettext("Close"),
        "both": say.gettext("Organized and hosted by"),
        "organized": say.gettext("Organized by"),
        "hosted": say.gettext("Hosted by"),
        "partners": say.gettext("Partners"),
        "noOrganizer": say.gettext("Organizer unknown"),
        "noHost": say.gettext("Host unknown"),
        "neitherKnown": say.gettext("Organizer and host unknown"),
        "choose": say.gettext("Choose its consultations"),
        "fed": say.gettext("Fed into"),
        "fedBy": say.gettext("Fed by"),
        "documents": say.gettext("Documents"),
        "photos": say.gettext("Photos"),
        "extras": say.gettext("Also in the table"),
        "notes": say.gettext("Notes"),
        "differ": say.gettext("Where sources differ"),
        "sources": say.gettext("Sources"),
        "site": say.gettext("Open it on the website"),
        "showAll": say.gettext("Show all {count} rows"),
        "sort": say.gettext("Sort by this column"),
    }
