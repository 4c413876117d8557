"""Errors of the data layer.

CampaignError
 ├── CampaignFolderMissingError   the folder of the campaign does not exist
 └── CampaignUnreadableError      the folder is there, its consultations can't be read

Anything less is a `Finding`: it is reported and the rest of the campaign loads.
"""

from __future__ import annotations

from dataclasses import dataclass


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
    `left_out` says that the whole row is not shown.
    """

    file: str
    row: int
    column: str
    seen: str
    expected: str
    action: str
    left_out: bool = False
