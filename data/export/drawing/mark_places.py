"""Where marks stand on a picture: at their city, side by side where they would cover each other.

The same idea as `components/static/layout.js`, for a page that can't be zoomed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_ROUNDS = 120
_TOUCHING = 0.01


def side_by_side(homes: NDArray[Any], gap: float, size: tuple[float, float]) -> NDArray[Any]:
    """Move points apart until any two are `gap` pixels from each other, as far as there is room.

    Args:
        homes: A row a point: x, y in pixels.
        gap: The distance wished for.
        size: Width and height of the picture; every point stays half a gap inside it.

    Returns:
        A row a point, in the same order, the same for the same points. None gives none.
    """
    if not len(homes):
        return homes
    edge = np.asarray(size, float) - gap / 2
    places: NDArray[Any] = np.clip(_started(homes, gap), gap / 2, edge)
    for _ in range(_ROUNDS):
        moves = _pushes(places, gap)
        places = np.clip(places + moves, gap / 2, edge)
        if not np.abs(moves).max() > _TOUCHING:
            break
    return places


def _started(homes: NDArray[Any], gap: float) -> NDArray[Any]:
    """Points of one place start on a circle around it, so that each has a side to go to."""
    _, group, counts = np.unique(homes.round(1), axis=0, return_inverse=True, return_counts=True)
    places = homes.astype(float).copy()
    for one in np.flatnonzero(counts > 1):
        members = np.flatnonzero(group.ravel() == one)
        radius = max(gap / 2, gap * len(members) / (2 * np.pi))
        angles = np.pi + 2 * np.pi * np.arange(len(members)) / len(members)
        places[members] += radius * np.column_stack([np.cos(angles), np.sin(angles)])
    return places


def _pushes(places: NDArray[Any], gap: float) -> NDArray[Any]:
    """How far each point is pushed by those that are too near, all at once."""
    apart = places[:, None, :] - places[None, :, :]
    order = np.arange(len(places))
    same = np.hypot(apart[..., 0], apart[..., 1]) < _TOUCHING
    apart[..., 0] += same * _TOUCHING * np.sign(order[:, None] - order[None, :])
    distance = np.hypot(apart[..., 0], apart[..., 1])
    np.fill_diagonal(distance, np.inf)
    short = np.clip(gap - distance, 0, None)
    near = np.maximum(distance, _TOUCHING)
    pushes = (apart / near[..., None]) * (short / 2)[..., None]
    crowd = np.maximum((short > 0).sum(axis=1, keepdims=True), 1)
    pushed: NDArray[Any] = pushes.sum(axis=1) / np.sqrt(crowd)
    return pushed
