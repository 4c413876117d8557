"""A campaign: its tables, read once, as tidy frames that every other module reads."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol
from weakref import WeakValueDictionary

import numpy as np
import pandas as pd

from data.model.errors import Issue
from data.model.schema import DEMAND_COLUMNS, JUDGEMENT_COLUMNS, ROW
from data.model.settings import Settings


def empty_table(columns: tuple[str, ...]) -> pd.DataFrame:
    """Return a table of text without rows."""
    return pd.DataFrame({name: pd.Series(dtype="str") for name in columns}).assign(
        **{ROW: pd.Series(dtype="int64")}
    )


class Tables(Protocol):
    """The small tables of a campaign, which its queries have too."""

    @property
    def settings(self) -> Settings:
        """The contents of `campaign.toml`."""

    @property
    def kinds(self) -> pd.DataFrame:
        """One row per kind, see `Campaign`."""

    @property
    def regions(self) -> pd.DataFrame:
        """One row per region, see `Campaign`."""

    @property
    def organizations(self) -> pd.DataFrame:
        """One row per organization, see `Campaign`."""

    @property
    def demands(self) -> pd.DataFrame:
        """One row per demand, see `Campaign`."""

    @property
    def caches(self) -> dict[Any, Any]:
        """Results that are cached with the campaign."""


@dataclass(frozen=True, eq=False)
class Campaign:
    """The frames of a campaign.

    Attributes:
        settings: The contents of `campaign.toml`, with the frame of kinds.
        consultations: One row per consultation in date order, undated ones last: `number` (its
            position in that order, from 1), `id`, the texts of the table and their translations,
            `kind`, `region` (ids; "" is unknown or global), `first`, `last` (days, inclusive,
            NaT if unknown), `precision` ("day", "month", "year", ""), `own` (of the campaign's
            own kinds), `placed`, `dated`.
        places: One row per consultation and place: `consultation`, `position`, `city`, `country`,
            `iso2`, `iso3`, `lat`, `lon` (NaN if not placed), `status`, `matched` (name of the city
            that was found), `reason`, `candidates`, `row` (where the consultation stands in the
            frame `consultations`, from 0).
        roles: One row per consultation, organization and role: `consultation`, `organization`,
            `role`, `row`.
        feeds: One row per link: `consultation`, `into`, `days` (days from the end of the one to the
            start of the other, NA if a date is unknown).
        documents: One row per document: columns of `documents.csv`.
        photos: One row per photo: columns of `photos.csv`.
        regions: One row per region: columns of `regions.csv`, `color`, `iso3` (tuple of countries).
        organizations: One row per organization: columns of `organizations.csv`.
        demands: One row per demand: columns of `demands.csv`. Most campaigns have none.
        judgements: One row per judgement: columns of `judgements.csv` as written, and as read:
            `first` and `last` (days), `precision`, `kind_read`, `answer_read`, `match_read`,
            `status_read` (codes of `data.model.schema`), `evidence_read`, `archived_read`.
        issues: Problems in the tables.
        folder: The folder it was loaded from.
        version: Hash of all its files, 12 hexadecimal digits.
        cache_folder: The folder of its cache on disk; "" if there is none.
        state: The state of its files when they were read, see `data.loading.load.has_changed`.
        caches: Results cached by `data.model.result_cache`. A copy starts without any.
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
    demands: pd.DataFrame = field(default_factory=lambda: empty_table(DEMAND_COLUMNS))
    judgements: pd.DataFrame = field(default_factory=lambda: empty_table(JUDGEMENT_COLUMNS))
    issues: tuple[Issue, ...] = ()
    folder: str = ""
    version: str = ""
    cache_folder: str = ""
    state: tuple[tuple[str, int, int, int], ...] = ()
    caches: dict[Any, Any] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        """Remember that it is in memory."""
        _in_memory[id(self)] = self

    def __getstate__(self) -> dict[str, Any]:
        """Leave out cached results: another process computes its own."""
        return {**self.__dict__, "caches": {}}

    @property
    def kinds(self) -> pd.DataFrame:
        """One row per kind: `id`, `title`, `plural`, translations, `own`, `shape`."""
        return self.settings.kinds

    @cached_property
    def own_kinds(self) -> tuple[str, ...]:
        """The kinds of the campaign's own consultations, shown by default."""
        return tuple(self.kinds.loc[self.kinds["own"], "id"])

    def row_of(self, consultation: str) -> int:
        """Return the position of a consultation in the frame, -1 for an unknown id.

        It scans all ids: 3 ms per million, where an index would take 100 MB.
        """
        rows = np.flatnonzero((self.consultations["id"] == consultation).to_numpy(dtype=bool))
        return int(rows[0]) if len(rows) else -1

    @cached_property
    def by_id(self) -> pd.DataFrame:
        """The consultations indexed by id. For a single one, `row_of` needs less memory."""
        return self.consultations.set_index("id", drop=False)


def translated(frame: pd.DataFrame, column: str, language: str) -> pd.Series[str]:
    """Return a text column in a language; cells without a translation are as in the table.

    A missing column has empty texts.
    """
    if column not in frame.columns:
        return pd.Series("", index=frame.index, dtype="str")
    name = f"{column}__{language}"
    if name not in frame.columns:
        return frame[column]
    return frame[name].where(frame[name] != "", frame[column])


def translated_cell(row: pd.Series, column: str, language: str) -> str:
    """Return one text of one row in a language; "" if the column is missing."""
    return str(row.get(f"{column}__{language}") or row.get(column, "") or "")


_in_memory: WeakValueDictionary[int, Campaign] = WeakValueDictionary()


def campaigns_in_memory() -> list[Campaign]:
    """Return every campaign of this process that is still in use.

    The collector's own list of objects can't be asked beside other threads: it holds tuples that
    they are building, which then fail to grow.
    """
    references = _in_memory.valuerefs()
    return [campaign for each in references if (campaign := each()) is not None]
