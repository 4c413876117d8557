"""One table as text: CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.csv_export import csv_table
from data.export.blocks import blocks
from data.export.tidy_tables import links

if TYPE_CHECKING:
    from collections.abc import Iterator

    from data.export.extract import Extract


def csv_file(extract: Extract) -> bytes:
    """Write a row a chosen consultation, as `data.csv_export.csv_table` does.

    Nothing chosen gives the header alone: a sentence would be a row that a program counts.
    """
    return b"".join(csv_pieces(extract))


def csv_pieces(extract: Extract) -> Iterator[bytes]:
    """The file of `csv_file` in pieces, one a block."""
    for place, block in enumerate(blocks(extract)):
        yield csv_table(block.chosen, block.language, links(block), begins=place == 0)
