"""A campaign's columns as arrays, and which rows belong to a few consultations."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from data.columnar.texts import parts
from data.filters.cities import city_codes
from data.filters.pairs import Pairs, pairs_of
from data.filters.search import WordIndex
from data.filters.stored_words import words_of
from data.model.campaign import Campaign
from data.model.result_cache import cached_on_campaign
from data.model.roles import Involvements, involvements_of
from data.model.schema import GLOBAL


@dataclass(frozen=True, eq=False)
class Belonging:
    """Which rows of a frame, such as its places, belong to each consultation of a campaign.

    Attributes:
        rows: Position of the consultation of each row of the frame, -1 for none.
    """

    rows: np.ndarray

    def positions(self, consultations: np.ndarray) -> np.ndarray:
        """The rows of the frame that belong to some consultations.

        Args:
            consultations: Their positions, ascending, each once.

        Returns:
            Positions in the frame, ascending; none for no consultations.
        """
        order, ordered = self._order
        consultations = consultations.astype(ordered.dtype)  # Otherwise numpy converts the others.
        starts = np.searchsorted(ordered, consultations)
        counts = np.searchsorted(ordered, consultations, side="right") - starts
        before = np.cumsum(counts) - counts
        found: np.ndarray = np.repeat(starts - before, counts) + np.arange(counts.sum())
        return found if order is None else np.sort(order[found])

    @cached_property
    def _order(self) -> tuple[np.ndarray | None, np.ndarray]:
        """Sort rows by consultation: the order, and the sorted `rows`.

        The order is None if the rows are sorted already, as they mostly are.
        """
        if (np.diff(self.rows) >= 0).all():
            return None, self.rows
        order = np.argsort(self.rows, kind="stable").astype(np.int32)
        return order, self.rows[order]


NO_DAY = np.iinfo(np.int64).min
"""The day of an undated consultation: NumPy's NaT as an integer."""


@dataclass(frozen=True, eq=False)
class Index:
    """Arrays in the order of a whole campaign's consultations, and pairs with what belongs to them.

    Attributes:
        campaign: Whose index it is.
        place_rows: Position of the consultation of each row of `campaign.places`, -1 for none.
        role_rows: The same for `campaign.roles`.
    """

    campaign: Campaign
    place_rows: np.ndarray
    role_rows: np.ndarray

    def __len__(self) -> int:
        """How many consultations there are."""
        return len(self.campaign.consultations)

    @cached_property
    def places_of(self) -> Belonging:
        """Look up the places of a few consultations."""
        return Belonging(self.place_rows)

    @cached_property
    def roles_of(self) -> Belonging:
        """Look up the roles in a few consultations."""
        return Belonging(self.role_rows)

    @cached_property
    def region_ids(self) -> list[str]:
        """The options of `region`: the campaign's regions, and `GLOBAL` for those without one."""
        return [*self.campaign.regions["id"], GLOBAL]

    @cached_property
    def region(self) -> np.ndarray:
        """Position of each consultation's region in `region_ids`."""
        ids = pd.Index([*self.campaign.regions["id"], ""])
        return _codes(self.campaign.consultations["region"], ids)

    @cached_property
    def kind(self) -> np.ndarray:
        """Position of each consultation's kind in the campaign's kinds, -1 for none."""
        return _codes(self.campaign.consultations["kind"], pd.Index(self.campaign.kinds["id"]))

    @cached_property
    def own(self) -> np.ndarray:
        """Whether its kind is one of the campaign's own."""
        return self.campaign.consultations["own"].to_numpy(dtype=bool)

    @cached_property
    def moment(self) -> np.ndarray:
        """Whether it is another moment of the campaign, such as a launch, and no consultation."""
        kinds = np.append(self.campaign.kinds["moment"].to_numpy(dtype=bool), False)
        return self.own & kinds[self.kind]

    @cached_property
    def dated(self) -> np.ndarray:
        """Whether its days are known at all."""
        return self.campaign.consultations["dated"].to_numpy(dtype=bool)

    @cached_property
    def placed(self) -> np.ndarray:
        """Whether it stands on the map."""
        return self.campaign.consultations["placed"].to_numpy(dtype=bool)

    @cached_property
    def first(self) -> np.ndarray:
        """Its first day, in days since 1970; `NO_DAY` if unknown."""
        return _days(self.campaign.consultations["first"])

    @cached_property
    def last(self) -> np.ndarray:
        """Its last day, likewise."""
        return _days(self.campaign.consultations["last"])

    @cached_property
    def country_ids(self) -> list[str]:
        """Alpha-2 codes of the countries where something took place, sorted."""
        return sorted(set(self.campaign.places["iso2"].unique()) - {""})

    @cached_property
    def countries(self) -> Pairs:
        """Consultations and the countries where they took place."""
        codes = _codes(self.campaign.places["iso2"], pd.Index(self.country_ids, dtype="str"))
        return pairs_of(self.place_rows, codes, len(self.country_ids))

    @cached_property
    def exact(self) -> np.ndarray:
        """Whether its dates are known to the day."""
        return (self.campaign.consultations["precision"] == "day").to_numpy(dtype=bool)

    @cached_property
    def monthly(self) -> np.ndarray:
        """Whether its dates are known to the month at least."""
        precise = self.campaign.consultations["precision"].isin(["day", "month"])
        return precise.to_numpy(dtype=bool)

    @cached_property
    def months(self) -> tuple[np.ndarray, np.ndarray]:
        """The months of its first and last day, counted from January 1970; 0 if unknown."""
        first, last = (
            np.where(days == NO_DAY, 0, days).astype("datetime64[D]").astype("datetime64[M]")
            for days in (self.first, self.last)
        )
        return first.astype(np.int32), last.astype(np.int32)

    @cached_property
    def documents(self) -> Pairs:
        """Consultations and their documents."""
        documents = self.campaign.documents["consultation"]
        ids = pd.Index(documents.unique()).drop("", errors="ignore")
        rows = np.full(len(ids) + 1, -1, dtype=np.int32)
        if len(ids):
            consultations = _codes(self.campaign.consultations["id"], ids)
            found = np.flatnonzero(consultations >= 0)
            rows[consultations[found]] = found
        return pairs_of(rows[_codes(documents, ids)], np.arange(len(documents)), len(documents))

    @cached_property
    def demands(self) -> Pairs:
        """Consultations and the demands that they made."""
        made = parts(self.campaign.demands["made_at"])
        ids = pd.Index(made.texts.unique())
        rows = np.full(len(ids), -1, dtype=np.int32)
        if len(ids):
            consultations = _codes(self.campaign.consultations["id"], ids)
            found = np.flatnonzero(consultations >= 0)
            rows[consultations[found]] = found
        return pairs_of(rows[_codes(made.texts, ids)], made.rows, len(self.campaign.demands))

    @cached_property
    def cities(self) -> Pairs:
        """Consultations and the cities where they took place."""
        codes, count = city_codes(self.campaign.places)
        codes = np.where(self.campaign.places["city"] != "", codes, -1)
        return pairs_of(self.place_rows, codes, count)

    def organizations(self, role: str) -> Pairs:
        """Consultations and the organizations that had a role in them; "" is any role."""
        if role not in self._organizations:
            codes = self._organization_codes
            if role:
                is_it = (self.campaign.roles["role"] == role).to_numpy()
                pairs = pairs_of(self.role_rows[is_it], codes[is_it], self._organization_count)
            else:
                pairs = pairs_of(self.role_rows, codes, self._organization_count)
            self._organizations[role] = pairs
        return self._organizations[role]

    @cached_property
    def _organizations(self) -> dict[str, Pairs]:
        return {}

    @cached_property
    def _organization_codes(self) -> np.ndarray:
        ids = pd.Index(self.campaign.organizations["id"])
        return _codes(self.campaign.roles["organization"], ids)

    @property
    def _organization_count(self) -> int:
        return len(self.campaign.organizations)

    @cached_property
    def involvements(self) -> Involvements:
        """What each organization did in each consultation."""
        roles = self.campaign.roles["role"].astype("category")
        names = roles.cat.categories.to_numpy(dtype=str)[roles.cat.codes.to_numpy()]
        codes, count = self._organization_codes, self._organization_count
        return involvements_of(self.role_rows, codes, names, count)

    @cached_property
    def words(self) -> WordIndex:
        """The words of all texts that are searched."""
        return words_of(self.campaign)


@cached_on_campaign(8)
def index_of(campaign: Campaign) -> Index:
    """Return the index of a whole campaign, cached; its arrays are computed on first use."""
    ids = pd.Index(campaign.consultations["id"])
    return Index(campaign, rows_of(campaign.places, ids), rows_of(campaign.roles, ids))


def rows_of(frame: pd.DataFrame, ids: pd.Index) -> np.ndarray:
    """Position of the consultation that each row of a frame belongs to, -1 for none."""
    if "row" in frame.columns:
        return frame["row"].to_numpy(dtype=np.int32)
    return _codes(frame["consultation"], ids)


def _codes(values: pd.Series, options: pd.Index) -> np.ndarray:
    """Position of each value among the options, -1 where it is none of them."""
    if isinstance(values.dtype, pd.CategoricalDtype):
        places = options.get_indexer(values.cat.categories.astype("str"))
        return np.append(places, -1).astype(np.int32)[values.cat.codes.to_numpy()]
    return options.get_indexer(pd.Index(values.astype("str"))).astype(np.int32)


def _days(moments: pd.Series) -> np.ndarray:
    return moments.to_numpy().astype("datetime64[D]").astype(np.int64)
