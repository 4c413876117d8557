"""White space in cells of any table: runs of it become one space.

Padding by databases and indentation of web pages means nothing. Later code never meets a run of
white space, so that none can slow down a regular expression.
"""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

_UNSEEN = r"\x{200b}\x{2060}\x{feff}"
"""Spaces without a width. One may separate two words, in Thai or Khmer."""
_BLANK = (
    r" \t\x0b\x0c\x1c-\x1f\x{a0}\x{1680}\x{180e}\x{2000}-\x{200a}\x{202f}\x{205f}\x{3000}" + _UNSEEN
)
_END = r"\n\r\x{85}\x{2028}\x{2029}"

_STEPS = (
    (rf"[{_UNSEEN}]([{_UNSEEN}])+", r"\1"),
    (rf"[{_BLANK}]{{2,}}", " "),
    (rf"[{_BLANK}]?(\r\n|[{_END}])[{_BLANK}]?", r"\1"),
    (rf"(?:\r\n|[{_END}]){{3,}}", "\n\n"),
)
_TO_MEND = (
    rf"[{_BLANK}][{_BLANK}{_END}]|[{_END}][{_BLANK}]|(?:\r\n|[{_END}]){{3}}"
    rf"|^[{_UNSEEN}]|[{_UNSEEN}]$"
)
_ENDS = " \n\u200b\u2060\ufeff"

_SPACE = 0x20
_BEFORE_BLANKS = (0xC2, 0xE1, 0xE2, 0xE3, 0xEF)
"""First bytes of white space beyond ASCII (and of other letters)."""
_BLOCK = 500_000


def collapse(texts: Any) -> Any:
    """Collapse each run of white space in a column of text into one space.

    Args:
        texts: An Arrow array, or one in chunks, of large strings.

    Returns:
        The texts, stripped. Single spaces and line breaks stay, with at most one empty line
        between two others. A text of white space alone becomes "".
    """
    texts = pc.utf8_trim_whitespace(texts)
    if not _may_have_runs(texts):
        return texts
    to_mend = pc.match_substring_regex(texts, _TO_MEND)
    if not pc.any(to_mend).as_py():
        return texts
    if isinstance(to_mend, pa.ChunkedArray):
        to_mend = to_mend.combine_chunks()
    mended = texts.filter(to_mend)
    for pattern, instead in _STEPS:
        mended = pc.replace_substring_regex(mended, pattern, instead)
    mended = pc.utf8_trim(mended, _ENDS)
    if isinstance(mended, pa.ChunkedArray):
        mended = mended.combine_chunks()
    return pc.replace_with_mask(texts, to_mend, mended)


def collapse_text(text: str) -> str:
    """Collapse the white space of one text."""
    return str(collapse(pa.array([text], pa.large_string()))[0].as_py())


def _may_have_runs(texts: Any) -> bool:
    """Tell whether there may be white space other than single spaces.

    Scanning bytes is ten times as fast as scanning texts, and enough for most columns.
    """
    try:
        import numpy as np
    except ImportError:  # A process that reads one file starts faster without NumPy.
        return True
    for chunk in texts.chunks if isinstance(texts, pa.ChunkedArray) else [texts]:
        data = np.frombuffer(chunk.buffers()[2] or b"", np.uint8)
        for start in range(0, len(data), _BLOCK):
            block = data[start : start + _BLOCK + 1]
            is_blank = block <= _SPACE
            if (is_blank[1:] & is_blank[:-1]).any() or (block < _SPACE).any():
                return True
            if any((block == first).any() for first in _BEFORE_BLANKS):
                return True
    return False
