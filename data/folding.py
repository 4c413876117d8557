"""One way to compare texts: accents, case, punctuation and width forgiven.

Everything that matches words (country names, city names, the search box, column headings) goes
through :func:`fold`, so that a text found in one place is found in all.
"""

from __future__ import annotations

import unicodedata

import pandas as pd

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
    codes, texts = pd.factorize(series.astype("str").fillna(""))
    folded = pd.Series([fold(text) for text in texts], dtype="str").take(codes)
    folded.index, folded.name = series.index, series.name
    return folded
