"""Errors and issues of the data layer: each says what is wrong and what to do."""

from __future__ import annotations

import traceback
from dataclasses import dataclass

from data.words.languages import translations


def msgid(message: str) -> str:
    """Mark a sentence for the catalogs; it is translated where it is shown."""
    return message


LEVEL_LABELS = {
    # Translators: what happened to a row of a table: it is not shown
    "skipped": msgid("Skipped"),
    # Translators: what happened to a cell of a table: it is shown as unknown
    "unrecognized": msgid("Not recognized"),
    # Translators: what happened to a cell of a table: it was read one way, but may mean another
    "guessed": msgid("Guessed"),
    # Translators: what happened to a cell of a table: it was corrected
    "fixed": msgid("Fixed"),
    # Translators: a remark on a cell of a table; nothing is wrong
    "noted": msgid("Note"),
}
"""The label of each level, a message id."""

LEVELS = tuple(LEVEL_LABELS)
"""How serious an issue is, the worst first."""


def trace_of(error: BaseException) -> str:
    """Describe where an error was raised, for a log.

    The error's message is left out: it may quote a private cell of a visitor's list.
    """
    frames = (
        f"{at.filename}:{at.lineno} {at.name}" for at in traceback.extract_tb(error.__traceback__)
    )
    return "\n".join([*frames, type(error).__name__])


class ExplainedError(Exception):
    """An error that says what is wrong and what to do, in any language.

    `problem` and `action` are English message ids with placeholders; `values` fills them.
    """

    def __init__(self, problem: str, action: str, **values: str) -> None:
        """Store the message ids apart from their values, so that they can be translated."""
        super().__init__(f"{problem} {action}".format(**values))
        self.problem = problem
        self.action = action
        self.values = values

    def explain(self, language: str) -> str:
        """Return both sentences in a language, with the values as plain text."""
        say = translations(language).gettext
        return f"{say(self.problem)} {say(self.action)}".format(**self.values)


class CampaignError(ExplainedError):
    """A campaign can't be shown at all."""


class CampaignFolderMissingError(CampaignError):
    """The folder of the campaign does not exist."""


class CampaignUnreadableError(CampaignError):
    """The folder is there, but its consultations can't be read."""


class SourceError(CampaignError):
    """The list at a campaign's address can't be read."""


@dataclass(frozen=True)
class Issue:
    """One problem in a table.

    Attributes:
        file: Name of the table.
        row: Counted as in a spreadsheet: the header is row 1. 0 means the whole file.
        column: Name of the column, "" for the whole row.
        seen: What the cell has: text from the data.
        expected: What it should have, or what is wrong: a whole sentence, an English message id.
        action: What to do, and what was done meanwhile: whole sentences, an English message id.
        left_out: Whether the whole row is not shown.
        level: One of `LEVELS`: "skipped" exactly if the row is.
    """

    file: str
    row: int
    column: str
    seen: str
    expected: str
    action: str
    left_out: bool = False
    level: str = "unrecognized"

    def __post_init__(self) -> None:
        """Make `left_out` and `level` agree, whichever was given."""
        if self.level not in LEVELS:
            raise ValueError(self.level)
        left_out = self.left_out or self.level == LEVELS[0]
        object.__setattr__(self, "left_out", left_out)
        if left_out:
            object.__setattr__(self, "level", LEVELS[0])


class ExportError(ExplainedError):
    """A selection can't be exported to a file."""


class TooMuchError(ExportError):
    """The selection is too large for this format."""


class NotOfferedError(ExportError):
    """There is no such format, or it can't do what was requested."""


class GoneError(ExportError):
    """What an old address names was given up."""
