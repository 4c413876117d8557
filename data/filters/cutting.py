"""Cut the frames of a campaign to some of its consultations."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from data.filters.index import Belonging, index_of
from data.model.campaign import Campaign

_FEW = 20
"""If fewer than one in so many consultations are selected, their rows are looked up singly."""


class Part(NamedTuple):
    """Some consultations of a campaign.

    Attributes:
        campaign: The whole campaign.
        mask: Whether each of its consultations is selected.
        rows: The positions at which the mask is true.
    """

    campaign: Campaign
    mask: np.ndarray
    rows: np.ndarray

    @property
    def ids(self) -> pd.Series[str]:
        """The ids of the selected consultations."""
        return self.campaign.consultations["id"].take(self.rows)


def cut(part: Part, name: str) -> pd.DataFrame:
    """Return the rows of a frame of the campaign that belong to the selected consultations.

    Args:
        part: The selection.
        name: `consultations`, `places`, `roles`, `feeds`, `documents` or `photos`.
    """
    frame: pd.DataFrame = getattr(part.campaign, name)
    return _CUT[name](part, frame)


def positions_of(part: Part, belonging: Belonging) -> np.ndarray:
    """Return the rows of a frame whose consultation is selected."""
    if len(part.rows) * _FEW < len(part.mask):
        return belonging.positions(part.rows)
    # -1, no consultation, reads the appended False.
    return np.flatnonzero(np.append(part.mask, False)[belonging.rows])


def _consultations(part: Part, frame: pd.DataFrame) -> pd.DataFrame:
    # With all rows, nothing is copied.
    selected = frame if len(part.rows) == len(part.mask) else frame.take(part.rows)
    return selected.reset_index(drop=True)


def _places(part: Part, frame: pd.DataFrame) -> pd.DataFrame:
    return _rows_at(frame, positions_of(part, index_of(part.campaign).places_of))


def _roles(part: Part, frame: pd.DataFrame) -> pd.DataFrame:
    return _rows_at(frame, positions_of(part, index_of(part.campaign).roles_of))


def _rows_at(frame: pd.DataFrame, positions: np.ndarray) -> pd.DataFrame:
    rows = frame.take(positions).drop(columns="row", errors="ignore")
    return rows.reset_index(drop=True)


def _feeds(part: Part, frame: pd.DataFrame) -> pd.DataFrame:
    ids = part.ids
    return frame[frame["consultation"].isin(ids) | frame["into"].isin(ids)]


def _of_consultations(part: Part, frame: pd.DataFrame) -> pd.DataFrame:
    ids = part.ids if len(frame) else frame["consultation"]
    return frame[frame["consultation"].isin(ids)].reset_index(drop=True)


_CUT: Mapping[str, Callable[[Part, pd.DataFrame], pd.DataFrame]] = {
    "consultations": _consultations,
    "places": _places,
    "roles": _roles,
    "feeds": _feeds,
    "documents": _of_consultations,
    "photos": _of_consultations,
}
"""How each frame is cut."""
