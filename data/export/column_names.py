"""What the columns of tidy tables are called where people read them."""

from __future__ import annotations

from data.errors import msgid
from data.languages import translations

_NAMES = {
    "number": msgid("No."),
    "id": msgid("Id"),
    "title": msgid("Title"),
    "kind": msgid("Kind"),
    "region": msgid("Region"),
    "place": msgid("Where"),
    "venue": msgid("Venue"),
    "start": msgid("Start"),
    "end": msgid("End"),
    "dates": msgid("When"),
    "organizers": msgid("Organizers"),
    "hosts": msgid("Hosts"),
    "partners": msgid("Partners"),
    "participants": msgid("Participants"),
    "summary": msgid("Summary"),
    "feeds_into": msgid("Fed into"),
    "notes": msgid("Notes"),
    "sources": msgid("Sources"),
    "link": msgid("Link"),
    "consultation": msgid("Consultation"),
    "position": msgid("Place no."),
    "city": msgid("City"),
    "country": msgid("Country"),
    "iso2": msgid("Country code"),
    "lat": msgid("Latitude"),
    "lon": msgid("Longitude"),
    "placed": msgid("How it was placed"),
    "organization_id": msgid("Id of the organization"),
    "organization": msgid("Organization"),
    "role": msgid("Role"),
    "language": msgid("Language"),
    "url": msgid("Address"),
    "source": msgid("Source"),
}


def column_name(column: str, language: str) -> str:
    """The name of a column in a language; a further column of a campaign names itself."""
    name = _NAMES.get(column)
    return translations(language).gettext(name) if name else column
