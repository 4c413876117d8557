"""A campaign: its tables, read once, as tidy frames that every question is asked of."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from data.campaign.errors import Finding
    from data.campaign.settings import Settings


@dataclass(frozen=True, eq=False)
class Campaign:
    """The frames of a campaign, or of the part of it that a choice picks.

    Attributes:
        settings: What `campaign.toml` says, with the frame of kinds.
        consultations: A row a consultation in date order, undated ones last: `number` (its
            place in that order, from 1), `id`, the texts of the table and their translations,
            `kind`, `region` (ids; "" is unknown or global), `first`, `last` (days, inclusive,
            NaT if unknown), `precision` ("day", "month", "year", ""), `own` (of the campaign's
            own kinds), `placed`, `dated`.
        places: A row a consultation and place: `consultation`, `position`, `city`, `country`,
            `iso2`, `iso3`, `lat`, `lon` (NaN if not placed), `status`, `matched` (name of the city
            that was found), `reason`, `candidates`, `row` (where the consultation stands in the
            frame `consultations`, from 0).
        roles: A row a consultation, organization and role: `consultation`, `organization`, `role`,
            `row`.
        feeds: A row a link: `consultation`, `into`, `days` (days from the end of the one to the
            start of the other, NA if a date is unknown).
        documents: A row a document: columns of `documents.csv`.
        photos: A row a photo: columns of `photos.csv`.
        regions: A row a region: columns of `regions.csv`, `color`, `iso3` (tuple of countries).
        organizations: A row an organization: columns of `organizations.csv`.
        findings: What was not understood in the tables.
        folder: Where the campaign came from.
        version: Hash of all its files, 12 hexadecimal digits.
        kept: The folder that its finished form lies in; "" if there is none.
        state: What told its files' state when they were read, see `data.loading.load.has_changed`.
        caches: What `data.campaign.result_cache` made of it. A copy begins with none.
    """

    settings: Settings
    consultations: pd.DataFrame
    places: pd.DataFrame
    roles: pd.DataFrame
    feeds: pd.DataFrame
    documents: pd.DataFrame
    photos: pd.DataFrame
    regions: pd.DataFrame
    organizations: pd.DataFrame
    findings: tuple[Finding, ...] = ()
    folder: str = ""
    version: str = ""
    kept: str = ""
    state: tuple[tuple[str, int, int, int], ...] = ()
    caches: dict[Any, Any] = field(default_factory=dict, init=False, repr=False)

    def __getstate__(self) -> dict[str, Any]:
        """Leave out what is cached: another process makes it anew."""
        return {**self.__dict__, "caches": {}}

    @property
    def kinds(self) -> pd.DataFrame:
        """A row a kind: `id`, `title`, `plural`, translations, `own`, `shape`."""
        return self.settings.kinds

    @cached_property
    def own_kinds(self) -> tuple[str, ...]:
        """The kinds that the campaign itself held, shown unless others are asked for."""
        return tuple(self.kinds.loc[self.kinds["own"], "id"])

    def row_of(self, consultation: str) -> int:
        """Position of a consultation in the frame, -1 for an unknown id.

        It looks through all ids: 3 ms for a million, where an index of them would take 100 MB.
        """
        rows = np.flatnonzero((self.consultations["id"] == consultation).to_numpy(dtype=bool))
        return int(rows[0]) if len(rows) else -1

    @cached_property
    def by_id(self) -> pd.DataFrame:
        """The consultations under their ids. For one of many, `row_of` needs less memory."""
        return self.consultations.set_index("id", drop=False)


def translated(frame: pd.DataFrame, column: str, language: str) -> pd.Series[str]:
    """A text column in a language; where it has no translation, as the table has it.

    A column that is not there gives empty texts.
    """
    if column not in frame.columns:
        return pd.Series("", index=frame.index, dtype="str")
    name = f"{column}__{language}"
    if name not in frame.columns:
        return frame[column]
    return frame[name].where(frame[name] != "", frame[column])


def translated_cell(row: pd.Series, column: str, language: str) -> str:
    """One text of one row in a language; "" if the column is not there."""
    return str(row.get(f"{column}__{language}") or row.get(column, "") or "")
