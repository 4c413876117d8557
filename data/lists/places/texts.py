"""Split the text of a place, and pair its cities with its countries."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from data.geo.countries import country_codes
from data.words.folding import fold
from data.words.online import speaks_of_presence

Pair = tuple[str, str]


def pairs_of(city: str, country: str) -> list[Pair]:
    """Pair the cities of a cell with the countries of another. A lone country applies to all.

    Returns:
        City and country as written, one pair per place, in order, also for an empty city.
    """
    cities = [part.strip() for part in city.split(";")]
    countries = [part.strip() for part in country.split(";")]
    filled = [part for part in countries if part]
    if len(filled) == 1:
        return [(part, filled[0]) for part in cities]
    countries += [""] * (len(cities) - len(countries))
    return list(zip(cities, countries, strict=False))


def open_pairs(city: str, country: str, lat: str, lon: str) -> list[Pair | None]:
    """Pair cities with countries, with None instead of each that has coordinates."""
    lats, lons = ([part.strip() for part in cell.split(";")] for cell in (lat, lon))
    located = {i for i, both in enumerate(zip(lats, lons, strict=False)) if all(both)}
    pairs = enumerate(pairs_of(city, country))
    return [None if i in located else pair for i, pair in pairs]


def key_of(city: str, country: str) -> str:
    """Return a key that is equal for the same city name in the same country.

    Case, accents and punctuation don't matter, nor which of its names a country has.
    """
    codes = ",".join(sorted(country_codes(country)))
    return f"{fold(city)} | {codes or fold(country)}"


LIST, EITHER, COMMA, PARENTHESIS = ";", "/", ",", "("

_GAP = r"(?:(?<!\s)\s+)?"
r"""White space, matched only from the start of each run: `\s*` would be tried at each letter."""
_SEPARATOR = re.compile(
    rf"{_GAP}(?:[)\]]\s*)?(?P<mark>[;\u061b\uff1b/|,\u060c\uff0c\u3001•·→\n]|:(?=\s))\s*[(\[]?\s*"
    rf"|(?:{_GAP}[)\]]\s+|(?<!\s)\s+)(?P<word>&|\+|and|et|y|e|und|[-–—@])\s+"
    rf"|{_GAP}(?P<open>[(\[])\s*"
    rf"|{_GAP}[)\]]\s*",
    re.IGNORECASE,
)
_KINDS = dict.fromkeys(";\u061b\uff1b", LIST) | dict.fromkeys("/→&+", EITHER)
_WORDS = ("and", "et", "y", "e", "und")
_VENUE = re.compile(
    r"\b(?:hotel|hote[l]s?|hilton|sheraton|marriott|hyatt|intercontinental|radisson|serena|resort|"
    r"universit\w*|universidad\w*|univ|college|colegio|school|institut\w*|academy|campus|faculty|"
    r"cent(?:er|re|ro|rum)|hall|salle|sala|room|auditori\w*|theat(?:er|re|ro)|museum|musee|museo|"
    r"palais|palace|palacio|palazzo|castle|chateau|castillo|schloss|house|maison|casa|haus|"
    r"headquarters|hq|siege|sede|office|offices|bureau|oficina|building|batiment|edificio|tower|"
    r"ministry|ministere|ministerio|embassy|ambassade|embajada|parliament|parlement|parlamento|"
    r"assembly|congress|congres|congreso|convention|conference|exhibition|expo|messe|arena|"
    r"ukumbi|kituo|chuo|gedung|balai|aula|kantor|universitas|merkezi|salonu|universitesi|oteli|"
    r"salao|predio|saal|halle|zentrum|rathaus|kongresshaus|"
    r"stadium|club|church|cathedral|mosque|library|bibliotheque|biblioteca|foundation|fondation|"
    r"fundacion|secretariat|secretaria|union|commission|comision|bank|banque|banco|airport|"
    r"aeroport|aeropuerto|air base|air force base|street|road|rd|avenue|ave|av|rue|"
    r"calle|boulevard|blvd|square|plaza|place|strasse|floor|park|lodge|inn|unhq|nations)\b"
)


_WIDE = str.maketrans(
    dict(zip("（）［］【】〔〕「」『』，；。", "()[]()()()(),;.", strict=True)) | {"：": ": "}
)
# After a comma, a short word with a stop may be a state: "San Jose, Calif.".
_FINAL_STOP = re.compile(r"(?:(?<=[^\W\d_]{7})|(?<=\))|^(?P<lone>[^,]*[^\W\d_]{4}))[.]+$")
_LONGEST_CODE = 3
_COUNTRY_WITH_CITY = re.compile(r"([^()]*[^()\s])\s*\(([^()]+)\)")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)


def with_plain_marks(text: str) -> str:
    """Return a text with narrow brackets and marks, and without a final full stop.

    Brackets around a whole text are removed: "【東京】" is "東京".
    """
    if not text.isascii():
        text = text.translate(_WIDE).strip()
    if text.startswith("(") and text.endswith(")") and text.count("(") == 1:
        text = text[1:-1].strip()
    return _FINAL_STOP.sub(lambda stop: stop["lone"] or "", text)


def without_addresses(text: str) -> tuple[str, str]:
    """Split the web addresses from a text: the rest, and the addresses."""
    addresses = " ".join(_ADDRESS.findall(text))
    return (_ADDRESS.sub(" ", text).strip(" ,;-–|()\t"), addresses) if addresses else (text, "")


class TextPart(NamedTuple):
    """A piece of a place's text, and the separator before it."""

    kind: str
    separator: str
    text: str


def parts_of(text: str) -> list[TextPart]:
    """Split a text; names of countries ("Bosnia and Herzegovina") stay whole."""
    parts = []
    kind, separator, start = COMMA, "", 0
    for match in _SEPARATOR.finditer(text):
        parts.append(TextPart(kind, separator, text[start : match.start()].strip()))
        mark = (match["mark"] or match["word"] or match["open"] or ",").lower()
        kind = PARENTHESIS if match["open"] else EITHER if mark in _WORDS else _KINDS.get(mark, ",")
        separator, start = match[0].strip(")]( ["), match.end()
    parts.append(TextPart(kind, separator, text[start:].strip()))
    return _with_whole_countries([part for part in parts if part.text])


def join_parts(parts: Iterable[TextPart]) -> str:
    """Join parts again, as they were written."""
    text = ""
    for part in parts:
        if not text:
            text = part.text
        elif part.kind == PARENTHESIS:
            text += f" ({part.text})"
        else:
            gap = "" if part.separator in {",", ";", ":"} else " "
            text += f"{gap}{part.separator or ','} {part.text}"
    return text


def groups_of(parts: list[TextPart], *kinds: str) -> list[list[TextPart]]:
    """Split a list of parts at separators of some kinds."""
    groups: list[list[TextPart]] = []
    for part in parts:
        if groups and part.kind not in kinds:
            groups[-1].append(part)
        else:
            groups.append([part])
    return groups


def names_country(text: str) -> bool:
    """Whether a text names only a country: "Burma (Myanmar)", not "Lima (Peru)".

    "Korea, Republic of" does; "Conakry, Guinea" doesn't.
    """
    outside = re.split(r"[(,]", text)[0]
    return bool(country_codes(text)) and (outside == text or bool(country_codes(outside)))


def country_with_city(text: str) -> tuple[str, str]:
    """Split "Ghana (Tamale)" into country and city; ("", "") for "Burma (Myanmar)"."""
    match = _COUNTRY_WITH_CITY.fullmatch(text)
    country, city = match.groups() if match else ("", "")
    is_name = bool(country_codes(city) or country_codes(f"{city} {country}"))
    return ("", "") if is_name else (country, city)


def names_elsewhere(parts: list[TextPart]) -> bool:
    """Whether two parts are a place and a country, not two countries."""
    first, last = parts[0].text, parts[-1].text
    is_pair = len(parts) == len((first, last)) and len(last) > _LONGEST_CODE
    return is_pair and bool(country_codes(last)) and not country_codes(first)


def is_venue(text: str) -> bool:
    """Whether a text has a word from names of buildings and institutions."""
    return bool(_VENUE.search(fold(text)))


def is_of_address(parts: list[TextPart]) -> bool:
    """Whether a part has a number or is a building."""
    return any(is_venue(part.text) or any(map(str.isdigit, part.text)) for part in parts)


def _with_whole_countries(parts: list[TextPart]) -> list[TextPart]:
    whole: list[TextPart] = []
    for part in parts:
        if whole and _is_country_together(whole[-1], part):
            whole[-1] = whole[-1]._replace(text=join_parts([whole[-1], part]))
        else:
            whole.append(part)
    return whole


def _is_country_together(first: TextPart, second: TextPart) -> bool:
    """Whether two parts name one country: "Korea, Republic of", "Burma (Myanmar)"."""
    if not country_codes(join_parts([first, second])):
        return False
    if second.kind == EITHER:
        return True
    if not country_codes(first.text) or speaks_of_presence(second.text):
        return False
    return second.kind == PARENTHESIS or not country_codes(second.text)
