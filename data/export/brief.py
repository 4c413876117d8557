"""The brief: what is chosen on one to four pages of A4, as tagged PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.export.brief_content import brief_content
from data.export.typesetting import typeset

if TYPE_CHECKING:
    from data.export.extract import Extract


def brief_file(extract: Extract) -> bytes:
    """Set the brief of what is chosen.

    Returns:
        PDF: title, choice in words, figures, map, timeline, table, organizers and hosts,
        documents, sources, QR code of the link. More than `MOST_TOLD` consultations are summed
        up by region and year, and follow as an annex, row by row, up to `MOST_LISTED`. Nothing
        chosen gives a page that says so.
    """
    return typeset("brief.typ", brief_content(extract), extract.day)
