"""Every word of a campaign's texts, and where it stands: what a search looks into."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    import pandas as pd

_MANY = 1000
"""Of more words than this, it is quicker to look at every row of every word."""


@dataclass(frozen=True, eq=False)
class WordIndex:
    """The distinct words of texts, and the rows of each.

    A search asks for parts of words, so it looks through the distinct words only and then takes
    their rows. On a million titles of 14 words from 18,000 that is 3 to 30 ms, against 200 ms for
    Arrow's `match_substring` over the texts themselves.

    Attributes:
        words: Each word once.
        starts: Where the rows of each word begin in `rows`, and one end more.
        rows: Positions of texts.
        length: How many texts there are.
    """

    words: pa.Array
    starts: np.ndarray
    rows: np.ndarray
    length: int

    def contain(self, part: str) -> np.ndarray:
        """Which texts have a word with this part in it: a truth a text."""
        mask = np.zeros(self.length, dtype=bool)
        holds = np.asarray(pc.match_substring(self.words, part))
        found = np.flatnonzero(holds)
        if len(found) > _MANY:
            mask[self.rows[np.repeat(holds, np.diff(self.starts))]] = True
            return mask
        for word in found:
            mask[self.rows[self.starts[word] : self.starts[word + 1]]] = True
        return mask


def word_index(texts: pd.Series) -> WordIndex:
    """Index folded texts. No texts give no words."""
    lists = pc.utf8_split_whitespace(pa.array(texts, type=pa.large_string(), from_pandas=True))
    encoded = lists.flatten().dictionary_encode()
    codes = np.asarray(encoded.indices)
    counts = np.diff(np.asarray(lists.offsets))
    rows = np.repeat(np.arange(len(texts), dtype=np.int32), counts)
    starts = np.zeros(len(encoded.dictionary) + 1, dtype=np.int64)
    np.cumsum(np.bincount(codes, minlength=len(encoded.dictionary)), out=starts[1:])
    order = np.argsort(codes, kind="stable")
    return WordIndex(encoded.dictionary, starts, rows[order], len(texts))
