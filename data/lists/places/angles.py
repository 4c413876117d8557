"""Read one coordinate, or a pair in one cell, as people write it."""

from __future__ import annotations

import re
from typing import NamedTuple

from data.lists.readers.decoding import (
    APOSTROPHES,
    ARABIC_SIGNS,
    DASHES,
    QUOTES,
    plain_characters,
)
from data.model.errors import msgid

DECIMAL_COMMA = msgid("The decimal comma was read as a point.")
SEXAGESIMAL = msgid("Degrees, minutes and seconds were converted to decimal degrees.")

NO_ANGLE = msgid("This is not a coordinate in degrees, such as 48.8566 or 48°51'24\"N.")
NO_PAIR = msgid("This is not a latitude and longitude, such as 48.8566, 2.3522.")
LETTER_O = msgid("The letter O is unclear: west in some languages, east in others. Use E or W.")
TWO_SIGNS = msgid("Sign and letter contradict each other.")
SIXTY = msgid("Minutes and seconds must be below 60.")
ONE_AXIS = msgid("The letters do not name one latitude and one longitude.")

LAT, LON = "lat", "lon"
_LONGEST = 120
_SIXTY = 60

_SIGNS = str.maketrans(
    dict.fromkeys("º˚∘", "°")
    | dict.fromkeys(APOSTROPHES, "'")
    | dict.fromkeys(QUOTES, '"')
    | dict.fromkeys(DASHES, "-")
    | dict.fromkeys("()[]{}", " ")
    | ARABIC_SIGNS
)
_COMPASS = {
    "n": ("north", "nord", "norte", "norden"),
    "s": ("south", "sud", "sur", "sul", "suden"),
    "e": ("east", "est", "este", "leste", "ost", "osten"),
    "w": ("west", "ouest", "oeste", "westen"),
}
_LETTERS = {word: letter for letter, words in _COMPASS.items() for word in words}
_COMPASS_WORD = re.compile(rf"(?<![a-z])(?:{'|'.join(_LETTERS)})(?![a-z])")

_PART = r"\d{1,2}(?:[.,]\d+)?"


def _angle(number: int, *, in_pair: bool) -> str:
    """Return a pattern for one coordinate; the names of its groups end in the number."""
    spaced = rf"(?P<d{number}>\d{{1,3}})(?:\s*°\s*|:|\s)(?P<m{number}>{_PART})\s*'?"
    seconds = rf"(?:(?:(?<=')\s*|:|\s)(?P<s{number}>{_PART})\s*(?:\"|'')?)?"
    # A pair such as "48 51 2 21" could be split anywhere, so a letter or mark must end each part.
    closed = rf"(?(before{number})|(?:(?=\s*[nsewo]\b)|(?<=[\"'])))" if in_pair else ""
    decimal = rf"(?P<f{number}>\d{{1,3}}(?:[.,]\d+)?(?:e[+-]?\d+)?)\s*°?"
    return (
        rf"(?:(?P<label{number}>lat|lon|lng)[a-z]*\.?\s*[:=]?\s*)?"
        rf"(?P<before{number}>[nsewo])?\s*(?P<sign{number}>[+-])?\s*"
        rf"(?:{spaced}{seconds}{closed}|{decimal})\s*(?P<after{number}>[nsewo](?![a-z]))?"
    )


_ONE = re.compile(_angle(1, in_pair=False))
_TWO = re.compile(
    rf"{_angle(1, in_pair=True)}(?:\s*[,;/|]\s*|\s+)(?:(?:and|et|y)\s+)?{_angle(2, in_pair=True)}"
)
_PLAIN_NUMBER = re.compile(r"[+-]?[0-9]{1,3}(?:\.[0-9]+)?")
_PLAIN_PAIR = re.compile(
    r"([+-]?[0-9]{1,3}(?:\.[0-9]+)?)(?:\s*[,;]\s*|\s)([+-]?[0-9]{1,3}(?:\.[0-9]+)?)"
)
_NUMBER = r"[+-]?\d{1,3}(?:\.\d+)?"
_FRACTION = r"[+-]?\d{1,3}\.\d+"
_LON_LAT = re.compile(
    rf"(?:srid=\d+\s*;\s*)?point\s*(?:z|m|zm)?\s+({_NUMBER})\s+({_NUMBER})(?:\s+{_NUMBER})*"
    rf"|.*\"coordinates\"\s*:\s*({_NUMBER})\s*,\s*({_NUMBER})\b.*"
)
_LAT_LON = re.compile(
    # A geo URI (RFC 5870), and the answers of survey forms, where altitude and accuracy follow.
    rf"geo:({_NUMBER}),({_NUMBER})(?:[,;?].*)?|({_FRACTION})\s({_FRACTION})\s[+-]?[\d.]+\s[\d.]+"
)


class Angle(NamedTuple):
    """A coordinate: degrees, and the axis given by its letter ("lat", "lon" or "").

    `repair` is the message id of a conversion, "" for a plain number. An angle with a `problem`,
    another message id, has no degrees.
    """

    degrees: float = float("nan")
    axis: str = ""
    repair: str = ""
    problem: str = ""


def angle(text: str) -> Angle:
    """Read one coordinate. It never fails, but may have a problem."""
    if _PLAIN_NUMBER.fullmatch(text):
        return Angle(float(text))
    match = _ONE.fullmatch(_plain(text)) if len(text) <= _LONGEST else None
    return _read(match, 1) if match else Angle(problem=NO_ANGLE)


def angle_pair(text: str) -> tuple[Angle, Angle]:
    """Read latitude and longitude from one cell.

    Without letters, the latitude comes first, except in well-known text and GeoJSON.
    """
    if match := _PLAIN_PAIR.fullmatch(text):
        return Angle(float(match[1])), Angle(float(match[2]))
    plain = _plain(text) if len(text) <= _LONGEST else ""
    if match := _LON_LAT.fullmatch(plain):
        lon, lat = (float(part) for part in match.groups() if part)
        return Angle(lat), Angle(lon)
    if match := _LAT_LON.fullmatch(plain):
        lat, lon = (float(part) for part in match.groups() if part)
        return Angle(lat), Angle(lon)
    match = _TWO.fullmatch(plain)
    if not match:
        return Angle(problem=NO_PAIR), Angle(problem=NO_PAIR)
    first, second = _read(match, 1), _read(match, 2)
    if first.axis and first.axis == second.axis:
        return Angle(problem=ONE_AXIS), Angle(problem=ONE_AXIS)
    return (second, first) if first.axis == LON or second.axis == LAT else (first, second)


def _read(match: re.Match[str], number: int) -> Angle:
    part = {
        name: match[f"{name}{number}"] or ""
        for name in ("label", "before", "sign", "d", "m", "s", "f", "after")
    }
    letter = part["before"] or part["after"]
    whole, minutes, seconds = (_number(part[name]) for name in ("d", "m", "s"))
    if problem := _problem(part, letter, max(minutes, seconds)):
        return Angle(problem=problem)
    degrees = round(whole + minutes / _SIXTY + seconds / _SIXTY**2, 6) if part["d"] else None
    size = _number(part["f"]) if degrees is None else degrees
    is_negative = part["sign"] == "-" or letter in {"s", "w"}
    repair = SEXAGESIMAL if part["d"] else DECIMAL_COMMA if "," in part["f"] else ""
    return Angle(-size if is_negative and size else size, _axis(letter, part["label"]), repair)


def _number(text: str) -> float:
    return float(text.replace(",", ".") or 0)


def _problem(part: dict[str, str], letter: str, sixtieths: float) -> str:
    if letter == "o":
        return LETTER_O
    if part["before"] and part["after"]:
        return NO_ANGLE
    # -33.86 S is consistent; -2.35 E and +2.35 W are not.
    if part["sign"] and letter and (part["sign"] == "-") != (letter in {"s", "w"}):
        return TWO_SIGNS
    axis = _axis("", part["label"])
    if axis and letter and axis != _axis(letter, ""):
        return ONE_AXIS
    return SIXTY if sixtieths >= _SIXTY else ""


def _axis(letter: str, label: str) -> str:
    if letter:
        return LAT if letter in {"n", "s"} else LON
    return {"lat": LAT, "lon": LON, "lng": LON}.get(label, "")


def _plain(text: str) -> str:
    text = plain_characters(text.translate(_SIGNS))
    text = _COMPASS_WORD.sub(lambda word: _LETTERS[word.group()], text)
    return " ".join(text.split()).strip(" ,;")
