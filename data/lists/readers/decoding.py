"""Decode bytes: detect the encoding, repair characters."""

from __future__ import annotations

import codecs
import re
import unicodedata

from data.lists.readers.issue_log import Notes
from data.lists.readers.raw_table import UnreadableError
from data.model.errors import msgid

# These list characters that look alike.
DASHES = "‐‑‒–—―−﹘→"  # noqa: RUF001
APOSTROPHES = "′’‘ʹ´`ʼ"  # noqa: RUF001
QUOTES = "″”“ʺ«»"
ARABIC_SIGNS = {"٫": ".", "،": ",", "؛": ";"}  # noqa: RUF001


def plain_characters(text: str) -> str:
    """Remove accents and invisible marks, make digits ASCII, and lower the case."""
    if not text.isascii():
        text = "".join(_plain(sign) for sign in unicodedata.normalize("NFKD", text))
    return text.lower()


def _plain(character: str) -> str:
    category = unicodedata.category(character)
    if category in {"Mn", "Cf"}:
        return ""
    return str(unicodedata.decimal(character)) if category == "Nd" else character


_WESTERN = "àâäáãåæçéèêëíìîïñóòôöõøßúùûü"
_LATIN = {
    "cp1252": _WESTERN + "œ",
    "cp1254": "âçğ\u0131i\u0307öşüû",
    "cp1250": "áâăäąćčçďđéęëěíîľłńňóôöőŕřśšşßťţúůüűýźžż",
    "cp1257": "āčēģīķļņšūžąęėįųäöõü",
    "mac_roman": _WESTERN + "œ",
    "cp850": _WESTERN,
}
"""Letters to expect in an encoding, the likeliest encoding first, which wins a tie."""

_OTHER = [
    "cp1251", "koi8_r", "cp1253", "cp1255", "cp1256", "cp874", "cp932", "euc_jp", "gb18030",
    "big5", "cp949",
]  # fmt: skip
_SIGNS = "\u00a0«»–—\u2018’\u201a“”„…•€·°£§©®™ºª¿¡\u00b4"
_PIECE = re.compile(r"[^\W_]+|[^\w\s]")
_SIGN_IN_WORD = re.compile(r"(?<=[^\W\d_])[^\w\s\x00-\x7f’·](?=[^\W\d_])")
_ODD = 0.25
"""With a larger share of odd letters, a text is not in the Latin alphabet."""

_ODD_IN_RARE = 0.05
_RARE = ("mac_roman", "cp850")
_CLEARLY = 0.01
_SHORT = 3
"""A word of so few letters may be mostly accented: été."""


def guess_encoding(sample: bytes) -> str:
    """Return Python's codec for a text that is neither UTF-8 nor UTF-16."""
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
    # Imported now: few texts need it, and it takes long to import.
    from charset_normalizer import from_bytes

    match = from_bytes(sample, cp_isolation=_OTHER).best()
    return match.encoding if match else best


def _odd_share(text: str, letters: str) -> float:
    """Return the share of non-ASCII characters that are unlikely in words."""
    odd = float(len(_SIGN_IN_WORD.findall(text)))
    total = 0
    for piece in _PIECE.findall(text):
        if piece.isascii():
            continue
        foreign = [letter for letter in piece.lower() if not letter.isascii()]
        total += len(foreign)
        if not piece.isalnum():
            odd += piece not in _SIGNS
            continue
        odd += sum(0.5 for letter in foreign if letter not in letters)
        odd += len(foreign) if len(piece) > _SHORT and 2 * len(foreign) > len(piece) else 0
        odd += not (piece[1:].islower() or piece.isupper() or len(piece) == 1)
    return odd / max(total, 1)


UTF_8 = "UTF-8"
WINDOWS = "Windows-1252"

ENCODINGS = {
    UTF_8: "utf-8", "UTF-16": "utf-16", "UTF-16 LE": "utf-16-le", "UTF-16 BE": "utf-16-be",
    "UTF-32": "utf-32",
    WINDOWS: "cp1252", "Windows-1250": "cp1250", "Windows-1251": "cp1251",
    "Windows-1253": "cp1253", "Windows-1254": "cp1254", "Windows-1255": "cp1255",
    "Windows-1256": "cp1256", "Windows-1257": "cp1257", "Windows-1258": "cp1258",
    "Windows-874": "cp874", "ISO 8859-1": "iso8859_1", "ISO 8859-2": "iso8859_2",
    "ISO 8859-15": "iso8859_15", "Mac Roman": "mac_roman", "DOS 437": "cp437", "DOS 850": "cp850",
    "KOI8-R": "koi8_r", "Shift JIS": "cp932", "EUC-JP": "euc_jp", "GB 18030": "gb18030",
    "Big5": "big5", "Korean (949)": "cp949",
}  # fmt: skip
"""Supported encodings and Python's names for them. No other codec of Python is ever used."""

_NAMES = {codec: name for name, codec in ENCODINGS.items()}
_MARKS = (
    (codecs.BOM_UTF8, UTF_8, "utf-8-sig"),
    # Before UTF-16, whose mark they begin with.
    (codecs.BOM_UTF32_LE, "UTF-32", "utf-32"),
    (codecs.BOM_UTF32_BE, "UTF-32", "utf-32"),
    (codecs.BOM_UTF16_LE, "UTF-16", "utf-16"),
    (codecs.BOM_UTF16_BE, "UTF-16", "utf-16"),
)
_SAMPLE = 65_536
_MIXED_SHARE = 0.2
_NULS = 2
"""So few NUL characters don't indicate UTF-16."""

_LOST = "\N{REPLACEMENT CHARACTER}"


def decode(data: bytes, notes: Notes, encoding: str = "") -> tuple[str, str]:
    """Return the text of a file and the name of its encoding.

    A byte order mark decides first, then valid UTF-8 or UTF-16, then the letters of its words.
    In a file that mixes encodings, lines that are UTF-8 are read so, the others as Windows-1252.
    Bytes that the encoding doesn't have become U+FFFD, and NUL is removed, each with an issue.

    Args:
        data: The file.
        notes: Collects issues.
        encoding: One of `ENCODINGS`, to use instead.

    Raises:
        UnreadableError: The encoding is not one of them.
    """
    text, name = _decode_as(data, notes, encoding) if encoding else _detect(data, notes)
    lost = text.count(_LOST)
    if lost and _LOST.encode() not in data:
        notes.add(
            0, "", f"{lost:,}", msgid("Some characters can't be read in this encoding."),
            msgid("Choose another encoding."),
        )  # fmt: skip
    if nuls := text.count("\0"):
        notes.add(
            0, "", f"{nuls:,}", msgid("The text contains NUL characters."),
            msgid("The NUL characters were removed."), level="fixed",
        )  # fmt: skip
        text = text.replace("\0", "")
    return text.removeprefix("\ufeff"), name


def _decode_as(data: bytes, notes: Notes, encoding: str) -> tuple[str, str]:
    key = encoding.strip().casefold()
    for name, codec in ENCODINGS.items():
        if key in {name.casefold(), codec}:
            return data.decode(codec, errors="replace"), name
    raise UnreadableError(
        msgid("{file} can't be read: there is no encoding {encoding}."),
        msgid("Choose an encoding from the list."),
        encoding=encoding[:40], file=notes.file,
    )  # fmt: skip


def _detect(data: bytes, notes: Notes) -> tuple[str, str]:
    for mark, name, codec in _MARKS:
        if data.startswith(mark):
            return data.decode(codec, errors="replace"), name
    wide = _wide_codec(data[:_SAMPLE])
    if wide:
        return data.decode(wide, errors="replace"), _NAMES[wide]
    try:
        return data.decode("utf-8"), UTF_8
    except UnicodeDecodeError:
        pass
    lines = data.split(b"\n")
    foreign = [line for line in lines if not line.isascii()]
    is_utf_8 = [_is_utf_8(line) for line in foreign]
    if sum(is_utf_8) >= _MIXED_SHARE * len(foreign):
        return decode_mixed(lines, notes), UTF_8
    codec = guess_encoding(b"\n".join(foreign)[:_SAMPLE])
    return data.decode(codec, errors="replace"), _NAMES[codec]


def _wide_codec(sample: bytes) -> str:
    """Detect UTF-16 without a mark: every other byte of its ASCII characters is NUL."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    codec = "utf-16-le" if odd > even else "utf-16-be"
    if max(even, odd) <= max(_NULS, len(sample) // 40, 10 * min(even, odd)):
        return ""
    # The sample may end in the middle of a letter.
    text = sample[: len(sample) // 2 * 2].decode(codec, errors="replace")[:-1]
    return codec if _LOST not in text and any(sign in text for sign in ",;\t|\n") else ""


def _is_utf_8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def decode_mixed(lines: list[bytes], notes: Notes) -> str:
    """Decode each line on its own, as UTF-8 or Windows-1252."""
    texts = []
    for number, line in enumerate(lines, 1):
        try:
            texts.append(line.decode("utf-8"))
        except UnicodeDecodeError:
            texts.append(line.decode("cp1252", errors="replace"))
            notes.add(
                number, "", texts[-1], msgid("The file mixes two encodings."),
                msgid("Save the whole file as UTF-8. This line was read as Windows-1252."),
                level="fixed",
            )  # fmt: skip
    return "\n".join(texts)
