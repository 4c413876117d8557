"""Names with almost the same spelling, where the difference looks like a slip."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
import pandas as pd
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from data.geo.countries import countries, country_codes, country_name
from data.lists.organizations.names import LONGEST_NAME, SMALL_WORDS
from data.words.folding import fold

LEAST_LIKENESS = 93
"""Likeness of two names, in percent: rapidfuzz's `ratio`."""

SHORTEST = 8
"""Letters of a name. In a shorter name, one different letter makes another name."""

_MOST_COMPARED = 2_000
_LONGEST_PREFIX = 60
_SHORTEST_WORD = 4
_LONG_WORD = 8
_SHORTEST_STEM = 4
_LONGEST_ENDING = 5
_FIRST_CJK = "\u2e80"
"""From this character on, each character is a word, not a letter."""

_LANGUAGES = ("en", "fr", "es", "pt", "de")
_ENDING = re.compile(r"(?:ia|ie|ien|ique|[aeioys])$")

Words = tuple[str, ...]


def near_pairs(names: Sequence[Words]) -> list[tuple[int, int]]:
    """Find the pairs of names of which one may be a misspelling of the other.

    Args:
        names: The folded words of each name, all different.

    Returns:
        Pairs of positions in `names`, the smaller first. Never a pair whose numbers, countries or
        nationalities differ, or that differs in a whole word, a first letter, or more than one
        letter (two in a long word).
    """
    texts = [" ".join(words) for words in names]
    marks = pd.factorize(pd.Series([_mark(words) for words in names], dtype="str"))[0]
    lengths = range(SHORTEST, LONGEST_NAME + 1)
    fit = [n for n, text in enumerate(texts) if len(text) in lengths and max(text) < _FIRST_CJK]
    pairs = []
    for block in _blocks(sorted(fit, key=texts.__getitem__), texts):
        part, mark = [texts[i] for i in block], marks[block]
        scores = process.cdist(part, part, scorer=fuzz.ratio, score_cutoff=LEAST_LIKENESS)
        likely = np.triu(scores > 0, 1) & (mark[:, None] == mark[None, :])
        for one, other in np.argwhere(likely).tolist():
            first, second = sorted((block[one], block[other]))
            if is_slip(names[first], names[second]):
                pairs.append((first, second))
    return sorted(pairs)


def is_slip(one: Words, other: Words) -> bool:
    """Whether two names differ only in small words, or in slips within words."""
    if _mark(one) != _mark(other):
        return False
    pairs = zip(*(_main_words(words) for words in (one, other)), strict=True)
    if not all(_is_slip_of_word(*pair) for pair in pairs if pair[0] != pair[1]):
        return False
    first, second = countries_in(one), countries_in(other)
    return first <= second or second <= first


def _main_words(words: Words) -> Words:
    return tuple(word for word in words if word not in SMALL_WORDS)


def _mark(words: Words) -> str:
    """What two spellings of a name share: their number of words, and the numbers in them."""
    return " ".join([str(len(_main_words(words))), *sorted(numbers(words))])


def numbers(words: Words) -> frozenset[str]:
    """The words that number something: with digits, Roman numerals, single letters."""
    return frozenset(
        word
        for word in words
        if any(map(str.isdigit, word)) or re.fullmatch(r"[ivx]{2,5}", word) or len(word) == 1
    )


def countries_in(words: Words) -> frozenset[str]:
    """Codes of the countries named in a name; codes of countries don't count as names."""
    texts = (
        " ".join(words[start : start + length])
        for length in range(1, 5)
        for start in range(len(words) - length + 1)
    )
    codes = (country_codes(text) for text in texts if len(text) >= _SHORTEST_WORD)
    return frozenset(code for group in codes for code in group)


def _is_slip_of_word(one: str, other: str) -> bool:
    shorter = min(len(one), len(other))
    if shorter < _SHORTEST_WORD or one[0] != other[0]:
        return False
    if _is_national(one) and _is_national(other):  # Austrian, Australian
        return False
    most = 2 if shorter >= _LONG_WORD else 1
    return bool(OSA.distance(one, other, score_cutoff=most) <= most)


def _is_national(word: str) -> bool:
    """Whether a word may be a country's name or derive from it: Iran, Iranian, iranienne."""
    starts = (word[:length] for length in range(_SHORTEST_STEM, len(word) + 1))
    return any(len(word) - len(start) <= _LONGEST_ENDING for start in starts if start in _stems())


@cache
def _stems() -> frozenset[str]:
    names = {
        fold(country_name(code, language))
        for code in countries()["iso2"]
        for language in _LANGUAGES
    }
    stems = ((name, _ENDING.sub("", name)) for name in names if " " not in name)
    return frozenset(stem if len(stem) >= _SHORTEST_STEM else name for name, stem in stems)


def _blocks(
    positions: Sequence[int], texts: Sequence[str], prefix: int = 1
) -> Iterator[Sequence[int]]:
    """Group names by their beginnings until each group is small enough to compare all its pairs.

    A slip is never in the first letter, so the first split loses nothing.
    """
    groups: dict[str, list[int]] = {}
    for i in positions:
        groups.setdefault(texts[i][:prefix], []).append(i)
    for group in groups.values():
        if len(group) <= _MOST_COMPARED:
            yield group
        elif prefix < _LONGEST_PREFIX:
            yield from _blocks(group, texts, prefix + 3)
