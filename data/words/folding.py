"""Folding: one way to compare texts without accents, case, punctuation and width.

Everything that matches words (country names, city names, the search box, column headings) uses
:func:`fold`, so that a text found in one place is found in all.
"""

from __future__ import annotations

import unicodedata

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from data.columnar.texts import arrow, by_distinct

_FEW = 20_000
_CHUNK = 100_000
"""Up to `_FEW` texts are folded one by one; more, word by word, in chunks of `_CHUNK`."""

# Letters that Unicode doesn't decompose, though people read them as the plain letter.
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
    # How Arabic is typed: the last letters of words without their dots or with too many, and the
    # letters and digits of Persian keyboards. An alif with hamza decomposes by itself.
    "ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك", "ٱ": "ا",
    **{chr(zero + n): str(n) for zero in (0x660, 0x6F0) for n in range(10)},
}  # fmt: skip


class _FoldedCharacters(dict[int, str]):
    """The fold of each character of a decomposed text; filled on demand."""

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
    """Reduce a text to what counts in comparisons.

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
    """Fold distinct texts, none of them missing."""
    if len(texts) <= _FEW:
        return pd.Series([fold(text) for text in texts], dtype="str")
    words = _FoldedWords()
    chunks = (texts.iloc[start : start + _CHUNK] for start in range(0, len(texts), _CHUNK))
    return pd.concat([_fold_by_word(chunk, words) for chunk in chunks], ignore_index=True)


class _FoldedWords(dict[str, str]):
    """The fold of each word; filled on demand."""

    def __missing__(self, word: str) -> str:
        folded = self[word] = fold(word)
        return folded


def _fold_by_word(texts: pd.Series[str], folds: _FoldedWords) -> pd.Series[str]:
    """Fold many texts, each distinct word once: folding never reaches across a space."""
    lists = pc.split_pattern(arrow(texts), " ")
    words = lists.flatten().dictionary_encode()
    folded = pa.array([folds[word] for word in words.dictionary.to_pylist()], pa.large_string())
    folded = folded.take(words.indices)
    is_filled = pc.not_equal(folded, "")
    before = np.concatenate(([0], np.cumsum(is_filled.to_numpy(zero_copy_only=False))))
    offsets = pa.array(before[lists.offsets.to_numpy()], pa.int32())
    lines = pa.ListArray.from_arrays(offsets, folded.filter(is_filled))
    return pd.Series(pc.binary_join(lines, pa.scalar(" ", pa.large_string())), dtype="str")
