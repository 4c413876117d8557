"""One form in which a choice can be taken away: how it is made, and what it refuses."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from data.errors import msgid
from data.export.refusals import TooMuchError
from data.languages import number
from data.selecting import count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from data.export.extract import Extract

QUICK_ROWS = 5_000
"""Of so many consultations the usual file is made within a second or two."""


@dataclass(frozen=True)
class Format:
    """One form that a choice can be taken away in.

    Attributes:
        id: What it is asked for by, and what its files end with: `xlsx`, `map.png`.
        mime: Its media type.
        title: What it is called, a message id.
        inside: What is inside, in a line, a message id.
        group: One of `formats.GROUPS`.
        writer: `module:function` below `data.export`; the function takes an `Extract` and gives
            the file, or its pieces, one a block: always the same bytes for the same extract.
        most_rows: More consultations than this are refused; None is no limit.
        quick_rows: More consultations than this take a while; None is never.
    """

    id: str
    mime: str
    title: str
    inside: str
    group: str
    writer: str
    most_rows: int | None = None
    quick_rows: int | None = QUICK_ROWS

    @property
    def ending(self) -> str:
        """What its files end with, without the first dot."""
        return self.id

    def refusal(self, extract: Extract) -> TooMuchError | None:
        """Why the form can't carry what is chosen; None if it can."""
        chosen = count(extract.campaign, extract.choice)
        if self.most_rows is None or chosen <= self.most_rows:
            return None
        return TooMuchError(
            msgid("{count} consultations are too many for this form, which takes {most} at most."),
            msgid("Choose fewer, or take CSV or Parquet."),
            count=number(chosen, extract.language),
            most=number(self.most_rows, extract.language),
        )

    def takes_long(self, extract: Extract) -> bool:
        """Whether to make it would hold up who asks for it, and others."""
        chosen = count(extract.campaign, extract.choice)
        return self.quick_rows is not None and chosen > self.quick_rows

    def write(self, extract: Extract) -> bytes:
        """Make the file of an extract.

        Raises:
            TooMuchError: More consultations are chosen than the form can carry.
        """
        return b"".join(self.pieces(extract))

    def pieces(self, extract: Extract) -> Iterator[bytes]:
        """Make the file of an extract piece by piece, one a block of `data.export.blocks` or so.

        Raises:
            TooMuchError: More consultations are chosen than the form can carry.
        """
        if refusal := self.refusal(extract):
            raise refusal
        module, _, function = self.writer.partition(":")
        made = getattr(import_module(f"data.export.{module}"), function)(extract)
        if isinstance(made, bytes):
            yield made
        else:
            yield from made
