"""Kinds of text that keep a rule busy which is not proportional to its text."""

from __future__ import annotations

_SIGNS = " \t\u00a0\u3000\u200b;,/|&+-–:.()[]{}\"'’«*_#@<>=%!?\\~•·→"
_NAMES = {" ": "blank", "\t": "tab", "\u00a0": "nbsp", "\u3000": "wide", "\u200b": "unseen"}

KINDS = {_NAMES.get(sign, sign): sign for sign in _SIGNS} | {
    "line end": "\n",
    "carriage return": "\r",
    "line of a blank": " \n",
    "letter": "a",
    "capital": "A",
    "digit": "1",
    "letter and blank": "a ",
    "blanks between": "a          ",
    "comma list": "a, ",
    "semicolon list": "Paris; ",
    "slash list": "Paris / ",
    "bar list": "a | b",
    "and": "Paris and ",
    "et": "Paris et ",
    "y e": "Lima y Quito e ",
    "und": "Wien und ",
    "and Arabic": "باريس و",
    "in": "Hotel in ",
    "countries": "France, Ghana, ",
    "cities": "Paris, London, ",
    "brackets": "(a)",
    "open brackets": "((a",
    "square and round": "[(",
    "closed first": ")(",
    "quotes and commas": '","',
    "quoted words": "\"a\" 'b' ",
    "dates": "2016-04-29 ",
    "date range": "21-22 March 2015, ",
    "dotted dates": "1.2.2015 - ",
    "times": "10:00 am - ",
    "numbers": "1, 2, ",
    "decimals": "1.5 2.5 ",
    "coordinates": "48.85, 2.35; ",
    "degrees": "48°51'24\"N ",
    "points": "POINT (2.35 48.85) ",
    "number and sign": "-1+",
    "e-mails": "a.b@example.org ",
    "dots and at": "a.a@",
    "at and dots": "@a.",
    "telephones": "+33 1 23 45 67 89 ",
    "telephone without end": "+1 2-",
    "tel": "tel: 0",
    "addresses": "https://example.org/a ",
    "address without end": "http://a.",
    "codes of letters": "&amp;",
    "half a code": "&a",
    "markup": "<b>",
    "words": "Ministry of Labour and Migration ",
    "abbreviations": "ILO, IOM, ",
    "initials": "A.",
    "emoji": "👩‍👧",
    "combining": "e\u0301",
    "marks alone": "\u0301",
    "bidi": "\u202ea\u202c",
    "Arabic": "مؤتمر ",
    "Chinese": "会议",
    "Korean": "회의 ",
    "online": "online ",
    "online from": "online webinar from ",
    "live streamed": "live streamed ",
    "visio conference": "visio conference ",
    "por internet": "por internet ",
    "video conference": "video conference on line a distance live stream ",
    "total": "total of ",
    "total and digits": "total 1",
    "hyphens": "a-b-",
    "underscores": "a_b_",
    "xx": "2016-xx-",
    "colon and blank": ": ",
}

SPOILER = "§!"
"""At the end of a text: what a rule has read until there is read in vain."""


def cell(kind: str, letters: int) -> str:
    """A cell of that kind, of so many letters."""
    text = KINDS[kind] * (letters // len(KINDS[kind]) + 1)
    return text[: letters - len(SPOILER)] + SPOILER
