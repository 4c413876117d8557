"""Errors of the data layer: a problem, an action, and the values in both."""

from __future__ import annotations

import traceback
from dataclasses import dataclass

from data.words.languages import translations


def msgid(message: str) -> str:
    """Mark a sentence for the catalogs that is translated only where it is shown."""
    return message


LEVELS = (
    msgid("left out"), msgid("not understood"), msgid("in doubt"), msgid("repaired"),
    msgid("noted"),
)  # fmt: skip
"""How bad a finding is, the worst first: the row is not shown; a cell is shown as unknown; it was
taken one way and may be meant another; it was corrected; nothing is wrong."""


def trace_of(error: BaseException) -> str:
    """Say where an error came from, for a log.

    Its message is not in it: it may quote a cell of a list that is nobody else's business.
    """
    places = (
        f"{at.filename}:{at.lineno} {at.name}" for at in traceback.extract_tb(error.__traceback__)
    )
    return "\n".join([*places, type(error).__name__])


class CampaignError(Exception):
    """A campaign can't be shown at all.

    `problem` and `action` are English message ids with named places, `values` fills them.
    """

    def __init__(self, problem: str, action: str, **values: str) -> None:
        """Keep the sentence apart from its values, so that it can be translated."""
        super().__init__(f"{problem} {action}".format(**values))
        self.problem = problem
        self.action = action
        self.values = values


class CampaignFolderMissingError(CampaignError):
    """The folder of the campaign does not exist."""


class CampaignUnreadableError(CampaignError):
    """The folder is there, but its consultations can't be read."""


@dataclass(frozen=True)
class Finding:
    """One thing in a table that was not understood.

    `row` counts as a spreadsheet does: the header is row 1; 0 means the whole file.
    `expected` and `action` are English message ids; `seen` is text from the data.
    `left_out` says that the whole row is not shown. `level` is one of `LEVELS`, "left out"
    exactly if the row is.
    """

    file: str
    row: int
    column: str
    seen: str
    expected: str
    action: str
    left_out: bool = False
    level: str = "not understood"

    def __post_init__(self) -> None:
        """Let `left_out` and `level` agree, whichever was given."""
        if self.level not in LEVELS:
            raise ValueError(self.level)
        left_out = self.left_out or self.level == LEVELS[0]
        object.__setattr__(self, "left_out", left_out)
        if left_out:
            object.__setattr__(self, "level", LEVELS[0])


class ExportError(Exception):
    """A file can't be made of what is chosen.

    `problem` and `action` are English message ids with named places, `values` fills them.
    """

    def __init__(self, problem: str, action: str, **values: str) -> None:
        """Keep the sentence apart from its values, so that it can be translated."""
        super().__init__(f"{problem} {action}".format(**values))
        self.problem = problem
        self.action = action
        self.values = values

    def said(self, language: str) -> str:
        """The sentence in a language; values stand as they are, as text."""
        say = translations(language).gettext
        return f"{say(self.problem)} {say(self.action)}".format(**self.values)


class TooMuchError(ExportError):
    """More is chosen than this form can carry."""


class NotOfferedError(ExportError):
    """There is no such form, or what is asked of it makes no sense."""
