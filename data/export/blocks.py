"""A large choice in blocks of consultations: files of it are made block after block."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from data.part import of_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from data.export.extract import Extract

BLOCK = 20_000
"""Consultations of a block: some 50 MB while a file of them is made."""


def block_count(extract: Extract) -> int:
    """How many blocks there are; one if nothing is chosen."""
    return max(-(-extract.chosen.size // BLOCK), 1)


def blocks(extract: Extract) -> Iterator[Extract]:
    """The same extract with `chosen` cut to one block after the other, in date order.

    What belongs to a consultation is in the block of it; a link is in the blocks of both ends.
    Nothing chosen gives one block without a row.
    """
    if block_count(extract) == 1:
        yield extract
        return
    part = extract.chosen
    for start in range(0, part.size, BLOCK):
        block = replace(extract)
        # What is cached of a frozen value is kept in its `__dict__`.
        block.__dict__["chosen"] = of_rows(part, part.rows[start : start + BLOCK])
        yield block
