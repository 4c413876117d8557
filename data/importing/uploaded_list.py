"""A list as it was given, with everything that was decided and corrected since."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from data.campaign.errors import CampaignError, msgid, trace_of
from data.importing.import_list import bring
from data.importing.readers.raw_table import UnreadableError
from data.importing.readers.sandbox import read_safely
from data.importing.row_edits import Edit, edited

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from data.importing.import_list import Brought
    from data.importing.readers.raw_table import RawTable
    from data.importing.recipe import Recipe

_log = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class GivenList:
    """A list.

    Attributes:
        name: Of the file.
        data: The file, to be read again in another encoding.
        raw: What was read of it.
        recipe: The decisions.
        edits: The corrections of its rows.
    """

    name: str
    data: bytes
    raw: RawTable
    recipe: Recipe
    edits: tuple[Edit, ...] = ()

    @cached_property
    def rows(self) -> pd.DataFrame:
        """The rows as corrected, see `RawTable.frame`."""
        return edited(self.raw.frame, self.edits)

    def is_as(self, other: GivenList) -> bool:
        """Whether the same campaign comes of both."""
        return self.raw is other.raw and self.edits == other.edits and self.recipe == other.recipe


def read_list(
    name: str, data: bytes, recipe: Recipe, read: Callable[..., RawTable] = read_safely
) -> RawTable:
    """Read a file as a recipe says; as is found where that fails, for another file may be meant.

    Args:
        name: Of the file.
        data: The file.
        recipe: The decisions.
        read: Reads it, as `reading.read_bytes` does.

    Raises:
        UnreadableError: It is no table.
    """
    how = (recipe.sheet, recipe.encoding, recipe.separator)
    try:
        return read(name, data, *how)
    except UnreadableError:
        if not any(how):
            raise
        return read(name, data)


def bring_list(given: GivenList) -> Brought:
    """Make a campaign of a list.

    Raises:
        CampaignError: It can't be understood at all.
    """
    try:
        return bring(given.raw.with_frame(given.rows), given.recipe)
    except (CampaignError, MemoryError):
        raise
    except Exception as error:
        # Whatever a list of somebody does to a rule of ours, the pages go on.
        _log.error("A list can't be understood\n%s", trace_of(error))
        raise UnreadableError(
            msgid("{file} could not be read as a list of events."),
            msgid("Use a table with one row per event and a header row on top."),
            file=given.raw.file,
        ) from error
