"""The search index of a campaign, cached on disk with its other files."""

from __future__ import annotations

from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import numpy as np
import pyarrow as pa

from data.filters.search import WordIndex, Words, word_index
from data.model.campaign import Campaign
from data.store.mapped_files import read_mapped, write_mapped

FILE = "words.arrow"
WRITING, ENDING = "words-", ".part"
"""How the name of the file begins and ends while it is being written."""

_SCHEMA = pa.schema(
    {
        "words": pa.large_list(pa.large_string()),
        "starts": pa.large_list(pa.int32()),
        "rows": pa.large_list(pa.uint16()),
    }
)
"""One batch of one row per part of the index."""


def words_of(campaign: Campaign) -> WordIndex:
    """Return the search index of a campaign: the cached one, else a new one, which is cached."""
    if not campaign.cache_folder:
        return word_index(campaign.consultations)
    path = Path(campaign.cache_folder, FILE)
    cached = read_words(path, len(campaign.consultations))
    if cached is not None:
        return cached
    index = word_index(campaign.consultations)
    return (read_words(path, index.length) if _write(index, path) else None) or index


def _write(index: WordIndex, path: Path) -> bool:
    """Write the index under another name first, so that the file is complete or missing."""
    writing = None
    try:
        with NamedTemporaryFile(
            dir=path.parent, prefix=WRITING, suffix=ENDING, delete=False
        ) as file:
            writing = Path(file.name)
        write_mapped([_batch(part) for part in index.parts], _SCHEMA, writing)
        writing.replace(path)
    except (OSError, pa.ArrowException):
        if writing is not None:
            writing.unlink(missing_ok=True)
        return False
    return True


def _batch(part: Words) -> Any:
    columns = (part.words, pa.array(part.starts), pa.array(part.rows))
    lists = [
        pa.LargeListArray.from_arrays(pa.array([0, len(values)], pa.int64()), values)
        for values in columns
    ]
    return pa.RecordBatch.from_arrays(lists, schema=_SCHEMA)


def read_words(path: Path, length: int, *, is_shared: bool = False) -> WordIndex | None:
    """Read the search index in a file; None if it is missing or damaged.

    Args:
        path: The file.
        length: How many consultations it is of.
        is_shared: As in `read_mapped`.
    """
    try:
        batches = read_mapped(path, is_shared=is_shared)
        if not all(batch.schema.equals(_SCHEMA) for batch in batches):
            return None
        return WordIndex([_part(batch) for batch in batches], length)
    except (OSError, ValueError, LookupError, pa.ArrowException):
        return None


def _part(batch: Any) -> Words:
    words, starts, rows = (batch.column(name)[0].values for name in _SCHEMA.names)
    return Words(words, np.asarray(starts), np.asarray(rows))
