"""The part of a campaign that a choice picks, its frames cut when they are first asked for."""

from __future__ import annotations

from dataclasses import fields
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from data.campaign.campaign import Campaign
from data.choosing.index import index_of

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from data.choosing.index import Belonging

_FEW = 20
"""Of one in so many consultations, what belongs to each is looked up singly."""

_SHARED = ("settings", "regions", "organizations", "findings", "folder", "version")


class Part(Campaign):
    """Consultations of a campaign with everything that belongs to them.

    Cutting a million rows copies half a gigabyte; most of what is shown needs the mask alone.
    Numbers stay what they are in the whole campaign. Links stay where one of their ends is in.
    """

    def __init__(self, whole: Campaign, mask: np.ndarray) -> None:
        """Take the consultations of a whole campaign whose truth in `mask` is set."""
        own = self.__dict__
        own.update({name: getattr(whole, name) for name in _SHARED})
        own.update(_whole=whole, _mask=mask)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        """Cut a frame and keep it."""
        cut = _CUTS.get(name)
        if cut is None:
            raise AttributeError(name)
        frame = self.__dict__[name] = cut(self)
        return frame

    @property
    def whole(self) -> Campaign:
        """The campaign that this is a part of."""
        return self.__dict__["_whole"]  # type: ignore[no-any-return]

    @property
    def caches(self) -> dict[Any, Any]:
        """Those of the whole campaign: whoever chooses the same shares them."""
        return self.whole.caches

    @property
    def mask(self) -> np.ndarray:
        """Which consultations of the whole campaign are in, a truth each."""
        return self.__dict__["_mask"]  # type: ignore[no-any-return]

    @cached_property
    def rows(self) -> np.ndarray:
        """Their positions in the whole campaign, which is date order."""
        return np.flatnonzero(self.mask)

    @cached_property
    def size(self) -> int:
        """How many consultations are in it."""
        return int(np.count_nonzero(self.mask))


def as_part(campaign: Campaign) -> Part:
    """A part of a campaign as it is, or the whole of one."""
    if isinstance(campaign, Part):
        return campaign
    return Part(campaign, np.ones(len(campaign.consultations), dtype=bool))


def of_rows(part: Part, rows: np.ndarray) -> Part:
    """The consultations at these positions of the whole campaign."""
    mask = np.zeros(len(part.mask), dtype=bool)
    mask[rows] = True
    return Part(part.whole, mask)


def detached(part: Part) -> Campaign:
    """The part as a campaign of its own, all frames cut."""
    return Campaign(
        **{field.name: getattr(part, field.name) for field in fields(Campaign) if field.init}
    )


def _consultations(part: Part) -> pd.DataFrame:
    table = part.whole.consultations
    chosen = table if part.size == len(part.mask) else table.take(part.rows)
    return chosen.reset_index(drop=True)  # Of all of them it copies nothing.


def _places(part: Part) -> pd.DataFrame:
    return _cut(part.whole.places, place_positions(part))


def _roles(part: Part) -> pd.DataFrame:
    return _cut(part.whole.roles, _positions(part, index_of(part.whole).roles_of))


def _cut(frame: pd.DataFrame, positions: np.ndarray) -> pd.DataFrame:
    kept = frame.take(positions).drop(columns="row", errors="ignore")
    return kept.reset_index(drop=True)


def place_positions(part: Part) -> np.ndarray:
    """Positions in `whole.places` of the places of its consultations."""
    return _positions(part, index_of(part.whole).places_of)


def _positions(part: Part, belonging: Belonging) -> np.ndarray:
    """The rows of a frame whose consultation is in."""
    if part.size * _FEW < len(part.mask):
        return belonging.positions(part.rows)
    # -1, no consultation, reads the last one.
    return np.flatnonzero(np.append(part.mask, False)[belonging.rows])


def _feeds(part: Part) -> pd.DataFrame:
    feeds, ids = part.whole.feeds, part.consultations["id"]
    return feeds[feeds["consultation"].isin(ids) | feeds["into"].isin(ids)]


def _by_id(name: str) -> Callable[[Part], pd.DataFrame]:
    def cut(part: Part) -> pd.DataFrame:
        frame: pd.DataFrame = getattr(part.whole, name)
        ids = part.consultations["id"] if len(frame) else frame["consultation"]
        return frame[frame["consultation"].isin(ids)].reset_index(drop=True)

    return cut


_CUTS: dict[str, Callable[[Part], pd.DataFrame]] = {
    "consultations": _consultations,
    "places": _places,
    "roles": _roles,
    "feeds": _feeds,
    "documents": _by_id("documents"),
    "photos": _by_id("photos"),
}
