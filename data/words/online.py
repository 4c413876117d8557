"""Words for "online" and "place unknown" in data, and the label of a place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from data.words.folding import fold
from data.words.languages import translations

if TYPE_CHECKING:
    import pandas as pd

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
# No phrase may be read in two ways: a row of such phrases would double the ways with each.
_FILLERS = (
    r"a|an|and|at|by|call|conference|conferences|edition|event|events|evento|eventos|evenement|"
    r"face to face|format|from home|in person|link|live(?! ?stream)|meeting|meetings|mode|"
    r"modalidad|on|on ?site|only|or|participation|physical|platform|plataforma|plateforme|plus|"
    r"presencial|presentiel|reunion|seminar|seminario|seminaire|session|summit|taller|the|through|"
    r"via|with|workshop|y|et|e|und|o|ou|por(?! internet)|par|in|the|option|held|uniquement|solo"
)
_ONLY_ONLINE = re.compile(rf"(?:(?:{_FILLERS}) )*(?:{_ONLINE})(?: (?:{_ONLINE}|{_FILLERS}))*")
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

_LONGEST = 200
"""Longest text, in letters, that may say only that a meeting was online."""

_IN_PERSON = {
    "in person", "on site", "onsite", "face to face", "physical", "physical meeting", "presencial",
    "presentiel", "en presentiel", "en persona", "en personne", "in presenza",
}  # fmt: skip
_NOWHERE = {
    "", "tbd", "tbc", "tba", "na", "n a", "n d", "none", "nil", "unknown", "not known", "various",
    "various cities", "various countries", "various locations", "various places", "multiple",
    "multiple cities", "multiple countries", "multiple locations", "several", "several locations",
    "several countries", "worldwide", "world wide", "global", "globally", "international",
    "anywhere", "everywhere", "nowhere", "to be confirmed", "to be announced", "to be decided",
    "to be determined", "to be defined", "not applicable", "not specified", "a confirmer",
    "a determiner", "a definir", "a preciser", "por confirmar", "por definir", "por determinar",
    "inconnu", "lieu inconnu", "divers", "plusieurs pays", "monde entier", "mondial", "varios",
    "varios paises", "varias ciudades", "desconocido", "todo el mundo", "mundial", "unbekannt",
}  # fmt: skip


def is_online(text: str) -> bool:
    """Tell whether a text says only that a meeting was online or hybrid."""
    folded = fold(text)
    is_short = len(folded) <= _LONGEST
    return (is_short and bool(_ONLY_ONLINE.fullmatch(folded))) or is_meeting_address(text)


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
    """Return the venue of an online meeting ("Webinar"); "" for any other venue."""
    if not is_online(venue):
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
