"""An uploaded list with all decisions and corrections since."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from data.importing.import_list import ImportedList, import_table
from data.importing.recipe import Recipe
from data.importing.row_edits import Edit, apply_edits
from data.lists.readers.raw_table import RawTable, UnreadableError
from data.lists.readers.sandbox import not_a_list, read_safely
from data.lists.tables.shape import with_one_shape
from data.model.errors import CampaignError, trace_of

_log = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class UploadedList:
    """An uploaded list.

    Attributes:
        name: Name of the file.
        data: Contents of the file, to read it again in another encoding.
        raw: The table as read.
        recipe: The decisions.
        edits: The corrections of rows.
    """

    name: str
    data: bytes
    raw: RawTable
    recipe: Recipe
    edits: tuple[Edit, ...] = ()

    @cached_property
    def digest(self) -> str:
        """A hash of the file."""
        return hashlib.sha256(self.data).hexdigest()

    @cached_property
    def rows(self) -> pd.DataFrame:
        """The corrected rows, see `RawTable.frame`."""
        return apply_edits(self.raw.frame, self.edits)

    def is_as(self, other: UploadedList) -> bool:
        """Whether both give the same campaign."""
        return self.raw is other.raw and self.edits == other.edits and self.recipe == other.recipe


def read_list(
    name: str, data: bytes, recipe: Recipe, read: Callable[..., RawTable] = read_safely
) -> RawTable:
    """Read a file as a recipe says; if that fails, without the recipe: it may be for another file.

    Raises:
        UnreadableError: It is not a table.
    """
    how = (recipe.sheet, recipe.encoding, recipe.separator)
    try:
        return with_one_shape(read(name, data, *how))
    except UnreadableError:
        if not any(how):
            raise
        return with_one_shape(read(name, data))


def import_list(given: UploadedList) -> ImportedList:
    """Import a list.

    Raises:
        CampaignError: It can't be imported at all.
    """
    try:
        return import_table(given.raw.with_frame(given.rows), given.recipe)
    except (CampaignError, MemoryError):
        raise
    except Exception as error:
        # A list that breaks one of our rules must not break the pages.
        _log.error("A list can't be imported\n%s", trace_of(error))
        raise not_a_list(given.raw.file) from error
