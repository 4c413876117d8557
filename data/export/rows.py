"""The selected consultations as rows of text, for CSV and everything made of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd

from data.arrays.texts import matched
from data.campaign.errors import msgid
from data.campaign.schema import EXTRA, shown_extras
from data.words import fields
from data.words.languages import translations

if TYPE_CHECKING:
    from collections.abc import Container

    from data.campaign.campaign import Campaign

_BLANKS = r"[\s\pZ\x0b\x1c-\x1f\x{85}]*"
"""What Python's `\\s` is, as Arrow's regular expressions write it."""

_RISKY = rf"\A{_BLANKS}[=+\-@\t\r\x{{FF1D}}\x{{FF0B}}\x{{FF0D}}\x{{FF20}}]"
"""How a cell begins that a spreadsheet may take for a formula (OWASP, "CSV injection")."""

_SIGNS = "=+\\-@\uff1d\uff0b\uff0d\uff20"
_INNER = rf"[;\t\r\n](?:[\s\pZ\x0b\x1c-\x1f\x{{85}}]|[;\"])*[{_SIGNS}]"
"""A sign within a text that begins a cell where `;` or a tab separates cells, as Arrow writes it.

There a quotation mark within a text of ours may open a cell, and a line break in it ends a row.
"""

_BEFORE_SIGN = re.compile(rf"(?<![\s;\"])[\s;\"]++(?=[{_SIGNS}])")
"""All that stands between such a sign and the text before it, in time that grows with the text."""

_SEPARATOR = re.compile(r"[;\t\r\n]")

_NUMBER = r"[+-]?\d+([.,]\d+)?"


def neutralized(text: pd.Series) -> pd.Series:
    """Put an apostrophe before what a spreadsheet would calculate; cells that are numbers stay.

    That is a whole text, and what follows `;`, a tab or a line break within a text: a spreadsheet
    that expects `;` between cells, as in French or German, begins a cell there.
    """
    inner = matched(text, _INNER)
    safe = text.copy()
    safe[inner] = text[inner].map(lambda cell: _BEFORE_SIGN.sub(_separated, cell))
    return safe.where(~risky(text), "'" + safe)


def _separated(before: re.Match[str]) -> str:
    """What stands before a sign, with an apostrophe after each separator of its last line."""
    found = before.group()
    start = max(found.rfind("\n"), found.rfind("\r"), 0)
    return found[:start] + _SEPARATOR.sub(r"\g<0>'", found[start:])


def risky(text: pd.Series) -> pd.Series[bool]:
    """Which texts a spreadsheet might take for a formula; a number is none."""
    found = matched(text, _RISKY)
    found[found] = ~text[found].str.fullmatch(_NUMBER)
    return found


def csv_table(campaign: Campaign, language: str, links: pd.Series, *, begins: bool = True) -> bytes:
    """Write a row a consultation: `consultation_texts`, with what spreadsheets calculate as text.

    Args:
        campaign: The chosen part of a campaign.
        language: Of titles, names and dates in words.
        links: Address of each consultation, in the order of the frame.
        begins: Whether the file begins with this; else it goes on with it, without a header.

    Returns:
        UTF-8 with a byte order mark (Excel needs it), comma, CRLF, a header in English column
        names. Nothing chosen gives the header alone.
    """
    safe = consultation_texts(campaign, language, links).astype("str").apply(neutralized)
    safe.columns = neutralized(pd.Series(safe.columns, dtype="str"))
    text = safe.to_csv(index=False, header=begins, lineterminator="\r\n")
    return text.encode("utf-8-sig" if begins else "utf-8")


def consultation_texts(campaign: Campaign, language: str, links: pd.Series) -> pd.DataFrame:
    """Everything that is known of consultations in one table.

    Args:
        campaign: The chosen part of a campaign.
        language: Of titles, names and dates in words.
        links: Address of each consultation, in the order of the frame.

    Returns:
        A row a consultation: `number` and texts, "" where nothing is known, further columns of
        the campaign's own table among them.
    """
    table = campaign.consultations
    columns = {field.name: fields.texts_of(field, campaign, language) for field in fields.FIELDS}
    extras = {name: table[name] for name in shown_extras(table.columns)}
    last = {"link": links.to_numpy()}
    return pd.DataFrame(
        columns | {_own_name(name, columns): extras[name] for name in extras} | last
    )


def _own_name(name: str, taken: Container[str]) -> str:
    """A further column under its own name, unless one of ours has it."""
    own = name.removeprefix(EXTRA)
    return name if own in taken or own == "link" else own


def file_name(campaign: Campaign, words: str, ending: str) -> str:
    """A file name that says the campaign and the choice, safe on every system."""
    text = f"{campaign.settings.id} {words}".lower()
    kept = "".join(letter if letter.isalnum() else "-" for letter in text)
    slug = "-".join(part for part in kept.split("-") if part)
    return f"{slug[:80].rstrip('-') or 'consultations'}.{ending}"


_NAMES = {
    "link": msgid("Link"),
    "consultation": msgid("Consultation"),
    # Translators: number of a place among those of one consultation
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
    """Give the name of a column in a language; a further column of a campaign names itself."""
    if field := fields.field_named(column):
        return fields.label_of(field, language)
    name = _NAMES.get(column)
    return translations(language).gettext(name) if name else column
