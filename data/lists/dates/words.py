"""Words of dates: months and weekdays in many languages, other words in seven.

The names of months and weekdays are Babel's (Unicode CLDR). A name that means different months in
different languages counts in the first seven languages only. All other words are listed here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from babel import Locale
from rapidfuzz.distance import OSA

from data.words.folding import fold

_LOCALES = (
    "en", "en_GB", "en_AU", "en_CA", "fr", "fr_CA", "fr_CH", "es", "es_MX", "es_CO", "es_AR",
    "pt", "pt_PT", "de", "de_AT", "de_CH", "ar", "ar_LB", "ar_DZ", "ar_MA", "ru",
)  # fmt: skip

_MORE_LOCALES = (
    "nl", "it", "pl", "id", "tr", "sw", "sv", "nb", "da", "fi", "cs", "sk", "hu", "ro", "uk", "el",
    "hr", "sl", "lt", "lv", "et", "vi", "ca", "sq", "az", "fa", "sr_Latn", "bg",
)  # fmt: skip
_SHORTEST_OF_MORE = 3
"""Names of months in these languages, besides: long ones, and those of three letters and more."""

_MONTHS = {
    "sept": 9, "setiembre": 9, "febr": 2, "fev": 2, "janv": 1, "juill": 7, "agos": 8,
    "maerz": 3, "mrz": 3, "jaenner": 1, "feber": 2,
}  # fmt: skip
"""Short forms that CLDR doesn't have."""

FILLER, RANGE, LIST = "", "-", "&"
MONTH, WEEKDAY, APPROXIMATE, BETWEEN = "M", "W", "A", "b"
UNTIL, SINCE, OPEN = "u", "s", "o"

_OTHERS = {
    FILLER: """
        the of on in from day days date dates held at
        le la les l du de des d en dia dias journee jour jours mois
        el los las del desde o os do da dos das
        der den dem die am vom von im zum
        من في يوم أيام م ميلادي
        с г год года
    """,  # noqa: RUF001 -- Russian
    BETWEEN: "between entre zwischen بين",
    RANGE: "to through thru bis au a al ao tot sampai hingga hadi إلى الى حتى по|sampai dengan",
    UNTIL: "until till hasta ate|jusqu'au|jusqu'a|jusqu'en",
    SINCE: "since depuis seit onwards onward starting منذ|a partir du|a partir de|a partir del",
    LIST: "and et y e und و и",
    OPEN: "tbd tba ongoing present now today current continuing presente actualidad atualmente "
    "heute laufend|en cours|a ce jour|en curso",
    APPROXIMATE: """
        spring summer autumn fall winter printemps ete automne hiver primavera verano otono
        invierno verao outono inverno fruhling fruhjahr sommer herbst
        early mid late during beginning start end about around circa ca c approx approximately tbc
        postponed cancelled canceled rescheduled moved annule reporte aplazado cancelado cancelada
        pospuesto adiado verschoben abgesagt
        tentative tentatively provisional provisionally probably planned expected est estimated
        debut fin vers environ prevu provisoire provisoirement courant
        principios comienzos mediados finales fines inicio inicios provisional aproximadamente
        meados final fim provisorio
        anfang mitte ende etwa ungefahr voraussichtlich geplant vorlaufig
        ربيع صيف خريف شتاء
        |to be confirmed|a confirmer|por confirmar|a confirmar
    """,
}
"""Other words by kind, separated by spaces; phrases of several words by bars."""

_SHORT = 2
_SHORTEST_MISSPELT = 5


class Word(NamedTuple):
    """Kind of a word, and the number of a month or weekday.

    Monday is 1. A weekday of two letters is 0, because it differs between languages.
    """

    kind: str
    number: int = 0


@cache
def vocabulary() -> dict[str, Word]:
    """Return all words and phrases, folded. A month wins over a weekday of the same name."""
    words = {word: Word(WEEKDAY, day) for word, day in _weekdays().items()}
    words |= {word: Word(kind) for kind, text in _OTHERS.items() for word in _split_list(text)}
    return words | {word: Word(MONTH, month) for word, month in _months().items()}


@cache
def phrases() -> list[str]:
    """Return the phrases of the vocabulary, longest first."""
    return sorted((word for word in vocabulary() if " " in word), key=len, reverse=True)


def also_weekday(word: str) -> int:
    """Return the weekday with the same name as a month (`mar`: March, or Tuesday); 0 without."""
    return _weekdays().get(word, 0)


@lru_cache(maxsize=4096)
def misspelt_month(word: str) -> int:
    """Return the only month that differs by one typing error (`Febuary`); 0 without one.

    An error is a letter too many, missing, wrong, or swapped with its neighbour.
    """
    if len(word) < _SHORTEST_MISSPELT:
        return 0
    near = {
        month
        for name, month in _months().items()
        if len(name) >= _SHORTEST_MISSPELT and OSA.distance(word, name, score_cutoff=1) <= 1
    }
    return near.pop() if len(near) == 1 else 0


@cache
def _months() -> dict[str, int]:
    own = {fold(name): number for number, name in _names("months", _LOCALES)} | _MONTHS
    more: dict[str, set[int]] = {}
    for number, name in _names("months", _MORE_LOCALES):
        more.setdefault(fold(name), set()).add(number)
    taken = {*own, *_weekdays(), *(word for text in _OTHERS.values() for word in _split_list(text))}
    clear = {
        word: numbers.pop()
        for word, numbers in more.items()
        if len(numbers) == 1 and len(word) >= _SHORTEST_OF_MORE and word.isalpha()
    }
    return {word: number for word, number in clear.items() if word not in taken} | own


@cache
def _weekdays() -> dict[str, int]:
    days = {fold(name): number + 1 for number, name in _names("days", _LOCALES)}
    return {word: 0 if len(word) <= _SHORT else day for word, day in days.items()}


def _names(part: str, locales: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Yield number and name of every month or weekday (from 0), in every width."""
    for code in locales:
        for names in getattr(Locale.parse(code), part).values():
            for width in ("wide", "abbreviated", "short"):
                yield from names.get(width, {}).items()


def _split_list(text: str) -> Iterator[str]:
    words, *rest = text.split("|")
    for word in [*words.split(), *rest]:
        yield fold(word)
