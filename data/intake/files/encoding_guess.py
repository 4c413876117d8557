"""Which of the older encodings a text is in.

Between those of Latin letters charset-normalizer is hardly better than chance on the short texts
of a table (measured on names of countries, languages and months: 20 to 57 % right in Western
European languages, where the count below was right always). It is asked for the other scripts,
where it is nearly always right, of Hebrew and Chinese in four out of five.
"""

from __future__ import annotations

import re

from charset_normalizer import from_bytes

_WESTERN = "àâäáãåæçéèêëíìîïñóòôöõøßúùûü"
_LATIN = {
    "cp1252": _WESTERN + "œ",
    "cp1254": "âçğ\u0131i\u0307öşüû",
    "cp1250": "áâăäąćčçďđéęëěíîľłńňóôöőŕřśšşßťţúůüűýźžż",
    "cp1257": "āčēģīķļņšūžąęėįųäöõü",
    "mac_roman": _WESTERN + "œ",
    "cp850": _WESTERN,
}
"""Letters to be expected in an encoding, the likeliest encoding first; it wins a tie."""

_OTHER = [
    "cp1251", "koi8_r", "cp1253", "cp1255", "cp1256", "cp874", "cp932", "euc_jp", "gb18030",
    "big5", "cp949",
]  # fmt: skip
_SIGNS = "\u00a0«»–—\u2018’\u201a“”„…•€·°£§©®™ºª¿¡\u00b4"
_PIECE = re.compile(r"[^\W_]+|[^\w\s]")
_SIGN_IN_WORD = re.compile(r"(?<=[^\W\d_])[^\w\s\x00-\x7f’·](?=[^\W\d_])")
_ODD = 0.25
"""Above this share of odd letters a text is not in Latin letters."""

_ODD_IN_RARE = 0.05
_RARE = ("mac_roman", "cp850")
_CLEARLY = 0.01
_SHORT = 3
"""Letters of a word that may be mostly accented: été."""


def guess_encoding(sample: bytes) -> str:
    """Name Python's codec for a text that is neither UTF-8 nor UTF-16."""
    best, least = "cp1252", 9.0
    for codec, letters in _LATIN.items():
        try:
            share = _odd_share(sample.decode(codec), letters)
        except UnicodeDecodeError:
            continue
        if codec in _RARE and share > _ODD_IN_RARE:
            continue
        if share < least - _CLEARLY:
            best, least = codec, share
    if least <= _ODD:
        return best
    found = from_bytes(sample, cp_isolation=_OTHER).best()
    return found.encoding if found else best


def _odd_share(text: str, letters: str) -> float:
    """How many of the letters beyond ASCII are not what words are made of."""
    odd = float(len(_SIGN_IN_WORD.findall(text)))
    seen = 0
    for piece in _PIECE.findall(text):
        if piece.isascii():
            continue
        foreign = [letter for letter in piece.lower() if not letter.isascii()]
        seen += len(foreign)
        if not piece.isalnum():
            odd += piece not in _SIGNS
            continue
        odd += sum(0.5 for letter in foreign if letter not in letters)
        odd += len(foreign) if len(piece) > _SHORT and 2 * len(foreign) > len(piece) else 0
        odd += not (piece[1:].islower() or piece.isupper() or len(piece) == 1)
    return odd / max(seen, 1)
