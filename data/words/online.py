"""Words for "online" and "place unknown" in data, and the label of a place."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pandas as pd

from data.words.folding import fold
from data.words.languages import translations

# As folding leaves them: no accents, no case, no punctuation.
_ONLINE = (
    r"on ?line|virtual|virtually|virtuel(?:le)?s?|virtuell|virtuale|hybrid[aeo]?|hibrid[ao]|"
    r"webinars?|webinaires?|webinarios?|web based|webcast|webconference|internet|"
    r"zoom|(?:ms |microsoft )?teams|google meet|(?:cisco )?webex|skype|gotomeeting|gotowebinar|"
    r"youtube|facebook live|live ?stream(?:ed|ing)?|stream(?:ed|ing)|en ligne|en linea|em linha|"
    r"(?:a|en) distance|a distancia|remote|remotely|remoto|distanciel|visio(?! ?con)|"
    r"(?:video|tele|visio) ?con?fere?n[czs](?:e|es|ia|ias|ing|a|as)|por internet|in rete|digital|"
    r"cyberspace|metaverse|worldwide web|web|"
    r"عبر الانترنت|عبر الإنترنت|افتراضي|افتراضية|онлаин|オンライン|线上|在线"
)
_WORDS = tomllib.loads(Path(__file__).with_name("online.toml").read_text(encoding="utf-8"))
_FILLERS = (
    r"face to face|from home|in person|on ?site|a|an|and|at|by|conference|conferences|"
    r"edition|event|events|evento|eventos|evenement|"
    r"format|link|live(?! ?stream)|meeting|meetings|mode|"
    r"modalidad|on|only|or|participation|physical|platform|plataforma|plateforme|plus|"
    r"presencial|presentiel|reunion|seminar|seminario|seminaire|session|summit|taller|the|through|"
    r"via|with|workshop|y|et|e|und|o|ou|por(?! internet)|par|in|the|option|held|uniquement|solo"
)
_ALSO = "|".join(
    sorted(
        {re.escape(fold(text)) for texts in _WORDS["online"].values() for text in texts},
        key=len,
        reverse=True,
    )
)
_ANY = rf"(?:{_ALSO}|{_ONLINE})"
# Each phrase is read in one way only (an atomic group): else a row of them would take long.
_PHRASES = re.compile(rf"(?:(?>(?:{_ANY}|{_FILLERS})(?: |$)))+")
_ONE_ONLINE = re.compile(rf"(?:^| ){_ANY}(?: |$)")
_WORD = r"on-?line|virtual(?:ly)?|virtuel(?:le)?|virtuell|hybrid[aeo]?|h[ií]brid[ao]|webinar|zoom"
# "Online from Geneva", "Geneva online": the place is what is left.
_LEADING = re.compile(
    rf"^(?P<words>(?:{_WORD})(?:\s+\w+){{0,3}})\s+(?:in|from|at|à|a|en|de|desde|depuis)\s+",
    re.IGNORECASE,
)
_TRAILING = re.compile(rf"(?<!\s)\s+(?:{_WORD}|en ligne|en l[ií]nea)$", re.IGNORECASE)
_ADDRESS = re.compile(r"^(?:https?://|www\.)\S+$", re.IGNORECASE)
_MEETING_ADDRESS = re.compile(
    r"zoom\.|teams\.|webex\.|meet\.google|youtube\.|gotomeeting", re.IGNORECASE
)

_AFTER_WORDS = re.compile(r"\s[-–—]\s|[(\[,;:（]")
_LONGEST = 200
"""Longest text, in letters, that may say only that a meeting was online."""

_IN_PERSON = frozenset(_WORDS["in_person"])
_ALSO_IN_PERSON = re.compile(
    r"\b(?:hybrid\w*|hibrid\w*|hybryd\w*|ibrid\w*|blended|mixed|mixte|mixto|misto|"
    r"in person|on ?site|"
    r"face to face|physical|presencial|presentiel|in presenza|vor ort|prasenz|hibrit|гибридн\w*|"
    r"смешанн\w*|очно|هجين|مختلط|حضوري)\b|混合|线下|ハイブリッド"
)
_NOWHERE = frozenset(_WORDS["nowhere"])


def is_online(text: str) -> bool:
    """Tell whether a text says only that a meeting was online or hybrid."""
    folded = fold(text)
    if len(folded) <= _LONGEST and _PHRASES.fullmatch(folded):
        return bool(_ONE_ONLINE.search(folded))
    return is_meeting_address(text)


def is_only_online(text: str) -> bool:
    """Tell whether a text says that people met online, and nowhere in person."""
    return is_online(text) and not is_in_person_too(text)


def is_in_person_too(text: str) -> bool:
    """Tell whether a text has a word for meeting in person, or for both ways at once."""
    return bool(_ALSO_IN_PERSON.search(fold(text)))


def speaks_of_presence(text: str) -> bool:
    """Tell whether a text says only whether people met in person or online."""
    return is_in_person(text) or is_online(text)


def is_in_person(text: str) -> bool:
    """Tell whether a text says only that people met in person."""
    return fold(text) in _IN_PERSON


def is_meeting_address(text: str) -> bool:
    """Tell whether a text is the web address of a meeting room."""
    return bool(_ADDRESS.match(text) and _MEETING_ADDRESS.search(text))


def is_nowhere(text: str) -> bool:
    """Tell whether a text says that there is no place, or none yet: "TBC", "various", "-"."""
    return fold(text) in _NOWHERE


def without_online(text: str) -> tuple[str, str]:
    """Remove words for "online" from the ends of a text: "Online from Geneva" gives "Geneva".

    Returns:
        The rest of the text, and the removed words ("" if none).
    """
    leading = _LEADING.match(text)
    rest = text[leading.end() :] if leading else text
    trailing = _TRAILING.search(rest)
    rest = rest[: trailing.start()] if trailing else rest
    removed = [leading["words"]] if leading else []
    removed += [trailing[0].strip()] if trailing else []
    return (rest, ", ".join(removed)) if removed and rest else (text, "")


def online_in_words(venue: str, language: str) -> str:
    """Return the venue of an online meeting ("Webinar"); "" for any other venue.

    Words may follow: "Online (preparatory talk)".
    """
    if not is_online(venue) and not is_online(_AFTER_WORDS.split(venue, maxsplit=1)[0]):
        return ""
    # Translators: in place of a city: the meeting was online
    return translations(language).gettext("Online") if is_meeting_address(venue) else venue


def place_or_online(where: str, venue: str, language: str) -> str:
    """Return the place, else "Online" or the like, else "Place unknown"."""
    return (
        where or online_in_words(venue, language) or translations(language).gettext("Place unknown")
    )


def places_or_online(where: pd.Series, venue: pd.Series, language: str) -> pd.Series:
    """Return the same for a column of places, "" where unknown, and a column of venues."""
    venue = venue.astype("str")
    is_unknown = where == ""
    words = {text: place_or_online("", text, language) for text in venue[is_unknown].unique()}
    return where.where(~is_unknown, venue.map(words))
