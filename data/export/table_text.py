"""One table as text: CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.csv_export import csv_table
from data.export.tidy_tables import links

if TYPE_CHECKING:
    from data.export.extract import Extract


def csv_file(extract: Extract) -> bytes:
    """Write a row a chosen consultation, as `data.csv_export.csv_table` does.

    Nothing chosen gives the header alone: a sentence would be a row that a program counts.
    """
    return csv_table(extract.chosen, extract.language, links(extract))
