"""The words of a large campaign, kept beside its finished form: to make them takes a while."""

from __future__ import annotations

from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from data.mapped_file import read_mapped, write_mapped
from data.word_index import WordIndex, Words, word_index

if TYPE_CHECKING:
    from data.campaign import Campaign

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
"""One batch of one row a part of the index."""


def words_of(campaign: Campaign) -> WordIndex:
    """The words of a campaign's consultations: those that were kept, else made and kept."""
    if not campaign.kept:
        return word_index(campaign.consultations)
    path = Path(campaign.kept, FILE)
    kept = _read(path, len(campaign.consultations))
    if kept is not None:
        return kept
    made = word_index(campaign.consultations)
    return (_read(path, made.length) if _written(made, path) else None) or made


def _written(index: WordIndex, path: Path) -> bool:
    """Write the words, under another name first, so that they are there as a whole or not."""
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


def _batch(part: Words) -> Any:  # noqa: ANN401 (pyarrow has no types)
    values = (part.words, pa.array(part.starts), pa.array(part.rows))
    return pa.RecordBatch.from_arrays(
        [pa.LargeListArray.from_arrays(pa.array([0, len(one)], pa.int64()), one) for one in values],
        schema=_SCHEMA,
    )


def _read(path: Path, length: int) -> WordIndex | None:
    """The words in a file; None if it is not there, or is not what was written."""
    try:
        batches = read_mapped(path)
        if not all(batch.schema.equals(_SCHEMA) for batch in batches):
            return None
        return WordIndex([_part(batch) for batch in batches], length)
    except (OSError, ValueError, LookupError, pa.ArrowException):
        return None


def _part(batch: Any) -> Words:  # noqa: ANN401
    words, starts, rows = (batch.column(name)[0].values for name in _SCHEMA.names)
    return Words(words, np.asarray(starts), np.asarray(rows))
