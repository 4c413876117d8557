"""One way to compare texts: accents, case, punctuation and width forgiven.

Everything that matches words (country names, city names, the search box, column headings) goes
through :func:`fold`, so that a text found in one place is found in all.
"""

from __future__ import annotations

import unicodedata

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from data.arrays.texts import arrow, by_distinct

_FEW = 20_000
_CHUNK = 100_000
"""So many texts are folded one by one, and word by word so many at a time."""

# Letters that Unicode doesn't decompose, though readers take them for the plain letter.
_LETTERS = {
    "æ": "ae",
    "ð": "d",
    "đ": "d",
    "ħ": "h",
    "ı": "i",
    "ł": "l",
    "ø": "o",
    "œ": "oe",
    "þ": "th",
    "ŧ": "t",
    "ə": "e",
    "ʻ": " ",
    "ʼ": " ",
    "ʾ": " ",
    "ʿ": " ",
    "\u0640": "",  # Arabic tatweel only stretches a word
}


class _FoldedCharacters(dict[int, str]):
    """What each character of a decomposed text becomes; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


def _fold_character(character: str) -> str:
    if unicodedata.combining(character):
        return ""
    category = unicodedata.category(character)
    if category == "Cf":
        return ""
    if category[0] in "PSZC":
        return " "
    lowered = character.casefold()
    return _LETTERS.get(lowered, lowered)


_FOLDED = _FoldedCharacters()


def fold(text: str) -> str:
    """Reduce a text to what matters when it is compared.

    Compatibility-decomposed (NFKD), without combining marks, case-folded, with punctuation,
    symbols and white space turned into single spaces, then composed again (NFC) so that Korean
    stays short. ``fold(fold(x)) == fold(x)``.

    Returns:
        The folded text; ``""`` for an empty text or one without letters and digits.
    """
    if text.isascii():
        return " ".join(text.translate(_FOLDED).split())
    plain = unicodedata.normalize("NFKD", text).translate(_FOLDED)
    return unicodedata.normalize("NFC", " ".join(plain.split()))


def fold_series(series: pd.Series[str]) -> pd.Series[str]:
    """Fold every text of a column, each distinct text once.

    Args:
        series: texts; missing values count as ``""``.

    Returns:
        The folded texts under the same index and name; empty in, empty out.
    """
    return by_distinct(series, fold_each)


def fold_each(texts: pd.Series[str]) -> pd.Series[str]:
    """Fold texts that are distinct already, none of them missing."""
    if len(texts) <= _FEW:
        return pd.Series([fold(text) for text in texts], dtype="str")
    known = _FoldedWords()
    chunks = (texts.iloc[start : start + _CHUNK] for start in range(0, len(texts), _CHUNK))
    return pd.concat([_fold_by_word(chunk, known) for chunk in chunks], ignore_index=True)


class _FoldedWords(dict[str, str]):
    """What each word becomes; filled as words are met."""

    def __missing__(self, word: str) -> str:
        folded = self[word] = fold(word)
        return folded


def _fold_by_word(texts: pd.Series[str], known: _FoldedWords) -> pd.Series[str]:
    """Fold many texts, each distinct word once: nothing that folds reaches across a space."""
    lists = pc.split_pattern(arrow(texts), " ")
    words = lists.flatten().dictionary_encode()
    folded = pa.array([known[word] for word in words.dictionary.to_pylist()], pa.large_string())
    taken = folded.take(words.indices)
    kept = pc.not_equal(taken, "")
    before = np.concatenate(([0], np.cumsum(kept.to_numpy(zero_copy_only=False))))
    offsets = pa.array(before[lists.offsets.to_numpy()], pa.int32())
    lines = pa.ListArray.from_arrays(offsets, taken.filter(kept))
    return pd.Series(pc.binary_join(lines, pa.scalar(" ", pa.large_string())), dtype="str")
