"""Collect issues while a file is read, in bounded number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from data.lists.readers.limits import MOST_LEFT_OUT, MOST_REPORTED
from data.lists.readers.raw_table import UnreadableError
from data.model.errors import Issue, msgid

_SEEN_LETTERS = 200


class Notes:
    """Collects the issues of one file."""

    def __init__(self, file: str, most_left_out: int | None = MOST_LEFT_OUT) -> None:
        """Start without issues.

        Args:
            file: Its name.
            most_left_out: Skipped rows before the file is refused; None for any number.
        """
        self.file = file
        self._issues: list[Issue] = []
        self._counts: Counter[tuple[str, str, str]] = Counter()
        self._left_out = 0
        self._most_left_out = most_left_out

    def add(
        self,
        row: int,
        column: str,
        seen: str,
        expected: str,
        action: str,
        *,
        level: str = "unrecognized",
    ) -> None:
        """Report a problem in a row that is read; beyond `MOST_REPORTED` of a kind, count it."""
        kind = (expected, action, level)
        self._counts[kind] += 1
        if self._counts[kind] <= MOST_REPORTED:
            self._issues.append(
                Issue(self.file, row, column, shorten(seen), expected, action, level=level)
            )

    def leave_out(self, row: int, cells: Iterable[str], expected: str, action: str) -> None:
        """Report a skipped row.

        Raises:
            UnreadableError: More rows are skipped than allowed.
        """
        self._left_out += 1
        if self._most_left_out is not None and self._left_out > self._most_left_out:
            raise UnreadableError(
                msgid("Too many stray rows in {file}."),
                msgid(
                    "Choose another separator or encoding, or save the table again as CSV or Excel."
                ),
                file=self.file,
            )
        seen = shorten(", ".join(text for cell in cells if (text := cell.strip())))
        self._issues.append(Issue(self.file, row, "", seen, expected, action, left_out=True))

    def issues(self) -> tuple[Issue, ...]:
        """Return all issues, sorted by row."""
        action = msgid("This many more rows have the same problem. They are not listed.")
        more = [
            Issue(self.file, 0, "", f"{count - MOST_REPORTED:,}", expected, action, level=level)
            for (expected, _, level), count in self._counts.items()
            if count > MOST_REPORTED
        ]
        return tuple(sorted([*self._issues, *more], key=lambda issue: issue.row))


def shorten(text: str) -> str:
    """Return the start of a text, on one line, for a report."""
    text = " ".join(text[: 2 * _SEEN_LETTERS].split())
    return text if len(text) <= _SEEN_LETTERS else text[: _SEEN_LETTERS - 1] + "…"
