"""A selection: the part of a campaign that the filters let through, its frames cut when used."""

from __future__ import annotations

from dataclasses import fields
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from data.columnar.distinct import distinct
from data.filters.index import index_of
from data.filters.question import narrowing, start_of
from data.model.campaign import Campaign

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from data.filters.index import Belonging

_FEW = 20
"""If fewer than one in so many consultations are selected, their rows are looked up singly."""

SHARED = ("settings", "regions", "organizations", "issues", "folder", "version")
"""What a selection has in common with the whole campaign."""

NO_ROWS = np.zeros(0, dtype=np.int64)


class Selection(Campaign):
    """A selection of a campaign's consultations with everything that belongs to them.

    Cutting a million rows copies half a gigabyte; most pages need only the mask. Consultations
    have the same numbers as in the whole campaign. Links with one end in the selection are in it.
    """

    def __init__(self, whole: Campaign, mask: np.ndarray) -> None:
        """Select the consultations of a whole campaign by a boolean mask."""
        own = self.__dict__
        own.update({name: getattr(whole, name) for name in SHARED})
        own.update(_whole=whole, _mask=mask)

    def __getattr__(self, name: str) -> Any:
        """Cut a frame on its first use."""
        cut = CUT_FRAMES.get(name)
        if cut is None:
            raise AttributeError(name)
        frame = self.__dict__[name] = cut(self)
        return frame

    @property
    def whole(self) -> Campaign:
        """The whole campaign."""
        return self.__dict__["_whole"]

    @property
    def caches(self) -> dict[Any, Any]:
        """The caches of the whole campaign, so that equal selections share results."""
        return self.whole.caches

    @property
    def mask(self) -> np.ndarray:
        """Which consultations of the whole campaign are selected."""
        return self.__dict__["_mask"]

    @cached_property
    def rows(self) -> np.ndarray:
        """Positions of the selected consultations in the whole campaign, in date order."""
        return np.flatnonzero(self.mask)

    @cached_property
    def size(self) -> int:
        """The number of selected consultations."""
        return int(np.count_nonzero(self.mask))


def as_part(campaign: Campaign) -> Selection:
    """Return a part unchanged, and a campaign as the part with all consultations."""
    return campaign if isinstance(campaign, Selection) else _everything(campaign)


@narrowing()
def _everything(campaign: Campaign) -> Selection:
    return Selection(campaign, np.ones(len(campaign.consultations), dtype=bool))


def of_rows(part: Selection, rows: np.ndarray) -> Selection:
    """Select the consultations at some positions of the whole campaign."""
    if part.engine is not None:
        # Equal selections are equal questions.
        rows = distinct(np.asarray(rows, dtype=np.int64))
    return _of_rows(part.whole, rows)


def _own_rows(shard: Campaign, rows: tuple[int, ...]) -> tuple[np.ndarray]:
    """Return those of some positions of the whole that are in a shard, as positions in it."""
    own = np.array(rows, dtype=np.int64) - start_of(shard)
    return (own[(own >= 0) & (own < len(shard.consultations))],)


@narrowing(_own_rows)
def _of_rows(whole: Campaign, rows: np.ndarray) -> Selection:
    mask = np.zeros(len(whole.consultations), dtype=bool)
    mask[rows] = True
    return Selection(whole, mask)


def detached(part: Selection) -> Campaign:
    """Return the part as a campaign of its own, with all frames cut."""
    return Campaign(
        **{field.name: getattr(part, field.name) for field in fields(Campaign) if field.init}
    )


def _consultations(part: Selection) -> pd.DataFrame:
    table = part.whole.consultations
    # With all rows, nothing is copied.
    selected = table if part.size == len(part.mask) else table.take(part.rows)
    return selected.reset_index(drop=True)


def _places(part: Selection) -> pd.DataFrame:
    return _cut(part.whole.places, place_positions(part))


def _roles(part: Selection) -> pd.DataFrame:
    return _cut(part.whole.roles, _positions(part, index_of(part.whole).roles_of))


def _cut(frame: pd.DataFrame, positions: np.ndarray) -> pd.DataFrame:
    rows = frame.take(positions).drop(columns="row", errors="ignore")
    return rows.reset_index(drop=True)


def place_positions(part: Selection) -> np.ndarray:
    """Return the positions in `whole.places` of the selection's places."""
    return _positions(part, index_of(part.whole).places_of)


def _positions(part: Selection, belonging: Belonging) -> np.ndarray:
    """Return the rows of a frame whose consultation is selected."""
    if part.size * _FEW < len(part.mask):
        return belonging.positions(part.rows)
    # -1, no consultation, reads the appended False.
    return np.flatnonzero(np.append(part.mask, False)[belonging.rows])


def _feeds(part: Selection) -> pd.DataFrame:
    feeds, ids = part.whole.feeds, part.consultations["id"]
    return feeds[feeds["consultation"].isin(ids) | feeds["into"].isin(ids)]


def _by_id(name: str) -> Callable[[Selection], pd.DataFrame]:
    def cut(part: Selection) -> pd.DataFrame:
        frame: pd.DataFrame = getattr(part.whole, name)
        ids = part.consultations["id"] if len(frame) else frame["consultation"]
        return frame[frame["consultation"].isin(ids)].reset_index(drop=True)

    return cut


CUT_FRAMES: dict[str, Callable[[Selection], pd.DataFrame]] = {
    "consultations": _consultations,
    "places": _places,
    "roles": _roles,
    "feeds": _feeds,
    "documents": _by_id("documents"),
    "photos": _by_id("photos"),
}
"""How each frame of rows is cut."""
