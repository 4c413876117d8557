"""A message that corrects a consultation: its present values, one per line, in an e-mail."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from data.figures.record import Record
from data.geo.countries import country_name
from data.model.settings import Settings
from data.words.languages import translations
from data.words.links import web_address

LONGEST = 1_900
"""Signs of the address: programs that open links cut those of more than about 2,000."""

_LONGEST_VALUE = 200
_DATE_LENGTHS = {"year": 4, "month": 7}


def correction_mail(settings: Settings, card: Record, language: str) -> str:
    """Return the address of a new message with the id and the present values of a consultation.

    The lines are `column: value`, with the columns of `consultations.csv`. Texts in another
    language than the campaign's first have its column, such as `title__fr`. Values too long for
    one line or for the message are left out: a cut text would look like a correction.

    Returns:
        A `mailto:` address of at most `LONGEST` signs; "" for a campaign without a contact.
    """
    if not settings.contact:
        return ""
    say = translations(language).gettext
    # Translators: subject of an e-mail; {id} is the id of a consultation
    subject = quote(say("Correction: {id}").format(id=card.id), safe="")
    sentence = say("Correct the lines that are wrong and delete the others.")
    body = quote(f"{sentence}\r\n\r\nid: {card.id}\r\n", safe="")
    address = f"mailto:{settings.contact}?subject={subject}&body={body}"
    for column, value in _values(settings, card, language):
        line = quote(f"{column}: {value}\r\n", safe="")
        if len(value) <= _LONGEST_VALUE and len(address) + len(line) <= LONGEST:
            address += line
    return web_address(address) if len(address) <= LONGEST else ""


def _values(settings: Settings, card: Record, language: str) -> Iterator[tuple[str, str]]:
    """Yield the column and the present value of each fact that people correct."""
    other = "" if language == settings.languages[0] else f"__{language}"
    known = _DATE_LENGTHS.get(card.precision)
    first, last = (day[:known] for day in (card.first, card.last))
    # Names of organizations in another language would replace those of the table.
    roles = ["; ".join(party.name for party in role) for role in card.roles if not other]
    values = {
        f"title{other}": card.title,
        "kind": card.kind_id,
        "region": card.region_id,
        "start": first,
        "end": last if last != first else "",
        f"city{other}": card.cities.replace(" · ", "; "),
        "country": "; ".join(country_name(code) for code in card.countries).replace("’", "'"),
        f"venue{other}": card.venue,
        **dict(zip(("organizers", "hosts", "partners"), roles, strict=False)),
        f"participants{other}": card.participants,
        "sources": "; ".join(card.sources),
        f"summary{other}": card.summary,
        f"notes{other}": card.notes,
    }
    for column, value in values.items():
        yield column, " ".join(value.split())
