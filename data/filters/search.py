"""The words of texts, and where they occur."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from data.columnar.texts import arrow, join_columns
from data.filters.search_words import ANYWHERE
from data.model.schema import SEARCHED_COLUMNS
from data.store.mapped_files import release_pages
from data.words.folding import fold, fold_series

_BLOCK_ROWS = 100_000
"""Rows folded at a time, to limit memory."""


def search_text(table: pd.DataFrame) -> pd.Series[str]:
    """Fold and join the texts of each row that are searched, in every language.

    Args:
        table: Has at least one of `SEARCHED_COLUMNS`, or a translation of one.

    Returns:
        Text in the order of the table, under its index.
    """
    names = [name for name in table.columns if name.split("__")[0] in SEARCHED_COLUMNS]
    pieces = []
    for start in range(0, max(len(table), 1), _BLOCK_ROWS):
        rows = table.iloc[start : start + _BLOCK_ROWS]
        pieces.append(join_columns([fold_series(rows[name]) for name in names]))
    return pd.concat(pieces)


_ROW_BITS = 16
_ROWS = 1 << _ROW_BITS
"""Texts per part of the index: positions fit 16 bits, and building it takes little memory."""

_MANY = 1000
"""With more words it is quicker to look at every row of every word."""

_SHORT = 1 << 16
"""numpy sorts codes of 16 bits by counting, which takes a tenth of the time."""


@dataclass(frozen=True, eq=False)
class Words:
    """The distinct words of some texts, and the rows of each.

    Attributes:
        words: Each word once.
        starts: Where the rows of each word begin in `rows`, and one end more.
        rows: Positions of texts.
    """

    words: pa.Array
    starts: np.ndarray
    rows: np.ndarray

    def mark(self, word: str, mask: np.ndarray, *, whole: bool) -> None:
        """Set the mask for each text that has a matching word; see `WordIndex.find`."""
        holds = np.asarray(_like(self.words, word, whole=whole))
        found = np.flatnonzero(holds)
        if len(found) > _MANY:
            mask[self.rows[np.repeat(holds, np.diff(self.starts))]] = True
            return
        for position in found.tolist():
            mask[self.rows[self.starts[position] : self.starts[position + 1]]] = True


def _like(words: pa.Array, word: str, *, whole: bool) -> pa.Array:
    if ANYWHERE.search(word):
        return pc.match_substring(words, word)
    return pc.equal(words, word) if whole else pc.starts_with(words, word)


@dataclass(frozen=True, eq=False)
class WordIndex:
    """The words of folded texts.

    A search asks for the start of a word, so it looks through the distinct words only and then
    takes their rows: a few per cent of the time of looking through the texts themselves.

    Attributes:
        parts: The words of `_ROWS` texts each.
        length: How many texts there are.
    """

    parts: list[Words]
    length: int

    def find(self, word: str, *, whole: bool = False) -> np.ndarray:
        """Return the mask of the texts with a word that begins with this one.

        In scripts without spaces between words it may be anywhere.
        """
        mask = np.zeros(self.length, dtype=bool)
        for position, words in enumerate(self.parts):
            start = position * _ROWS
            words.mark(word, mask[start : start + _ROWS], whole=whole)
        return mask


def word_index(table: pd.DataFrame) -> WordIndex:
    """Index the texts of consultations that are searched. No consultations give no words."""
    names = [name for name in table.columns if name.split("__")[0] in SEARCHED_COLUMNS]
    folds = FoldedWords()

    def index(start: int) -> Words:
        rows = table.iloc[start : start + _ROWS]
        return _index_columns([rows[name] for name in names], folds)

    with ThreadPoolExecutor(2) as pool:  # Arrow and numpy let other threads run meanwhile.
        parts = []
        for part in pool.map(index, range(0, len(table), _ROWS)):
            parts.append(part)
            # All texts of a million rows are looked at once: they need not stay in memory.
            release_pages()
            pa.default_memory_pool().release_unused()
        return WordIndex(parts, len(table))


class FoldedWords(dict[str, tuple[str, ...]]):
    """Folded words by piece of text between two spaces; filled on demand."""

    def __missing__(self, word: str) -> tuple[str, ...]:
        """Fold a word."""
        folded = self[word] = tuple(fold(word).split())
        return folded


def _index_columns(columns: Sequence[pd.Series[str]], folds: FoldedWords) -> Words:
    """Index the texts of a part, column by column: each distinct word is folded once.

    It joins numbers of words instead of folded texts: that takes half the time.
    """
    numbers: dict[str, int] = {}
    pairs = [_words_of(column, folds, numbers) for column in columns]
    keys = np.concatenate([each << _ROW_BITS | rows for rows, each in pairs])
    keys.sort()
    once = np.ones(len(keys), dtype=bool)  # A word that a text has twice is kept once.
    once[1:] = keys[1:] != keys[:-1]
    keys = keys[once]
    starts = np.zeros(len(numbers) + 1, dtype=np.int32)
    np.cumsum(np.bincount(keys >> _ROW_BITS, minlength=len(numbers)), out=starts[1:])
    rows = (keys & (_ROWS - 1)).astype(np.uint16)
    return Words(pa.array(list(numbers), pa.large_string()), starts, rows)


def _words_of(
    column: pd.Series[str], folds: FoldedWords, numbers: dict[str, int]
) -> tuple[np.ndarray, np.ndarray]:
    """Return the row and the number of each word of a column; new words get the next number."""
    encoded = arrow(column).dictionary_encode()
    lists = pc.split_pattern(encoded.dictionary, " ")
    raw = lists.flatten().dictionary_encode()
    words = [folds[word] for word in raw.dictionary.to_pylist()]
    counts = np.fromiter(map(len, words), np.int64, len(words))
    flat = [numbers.setdefault(word, len(numbers)) for each in words for word in each]
    ends = np.cumsum(counts)
    of_raw = np.asarray(raw.indices)
    _, of_texts = _expand(of_raw, ends - counts, counts, np.array(flat, dtype=np.int64))
    # Where the words of each distinct text begin.
    before = np.concatenate(([0], np.cumsum(counts[of_raw])))[np.asarray(lists.offsets)]
    return _expand(np.asarray(encoded.indices), before[:-1], np.diff(before), of_texts)


def _expand(
    codes: np.ndarray, starts: np.ndarray, counts: np.ndarray, values: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Replace each code by its run of values: the position of its code, and the values."""
    lengths = counts[codes]
    rows = np.repeat(np.arange(len(codes)), lengths)
    ends = np.cumsum(lengths)
    positions = np.arange(len(rows)) + np.repeat(starts[codes] - (ends - lengths), lengths)
    return rows, values[positions]


def name_index(texts: pd.Series[str]) -> WordIndex:
    """Index folded texts, such as the names of organizations."""
    starts = range(0, len(texts), _ROWS)
    return WordIndex([_build_index(texts.iloc[at : at + _ROWS]) for at in starts], len(texts))


def _build_index(folded: pd.Series[str]) -> Words:
    texts = pa.array(folded, type=pa.large_string())
    if isinstance(texts, pa.ChunkedArray):
        texts = texts.combine_chunks()
    lists = pc.utf8_split_whitespace(texts)
    encoded = lists.flatten().dictionary_encode()
    codes, words = np.asarray(encoded.indices), encoded.dictionary
    counts = np.asarray(pc.fill_null(pc.list_value_length(lists), 0))
    rows = np.repeat(np.arange(len(texts), dtype=np.uint16), counts)
    order = _order(codes, len(words))
    codes, rows = codes[order], rows[order]
    once = np.ones(len(rows), dtype=bool)  # A word that a text has twice is kept once.
    once[1:] = (codes[1:] != codes[:-1]) | (rows[1:] != rows[:-1])
    starts = np.zeros(len(words) + 1, dtype=np.int32)
    np.cumsum(np.bincount(codes[once], minlength=len(words)), out=starts[1:])
    return Words(words, starts, rows[once])


def _order(codes: np.ndarray, distinct: int) -> np.ndarray:
    """Positions of codes in the order of the codes, and among equal ones as they stand."""
    order = np.argsort(codes.astype(np.uint16), kind="stable")
    if distinct > _SHORT:
        high = (codes >> 16).astype(np.uint16)
        order = order[np.argsort(high[order], kind="stable")]
    return order
