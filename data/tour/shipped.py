"""The tours that a campaign ships, `tours/NAME.toml` in its folder."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from data.tour.edit_file import MOST_BYTES, TourFileError, read_tour

if TYPE_CHECKING:
    from data.tour.edit import TourEdit

FOLDER = "tours"
MOST_TOURS = 50
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,60}")


def shipped_tours(folder: str) -> dict[str, TourEdit]:
    """The tours in a campaign's folder that can be read, by their names, in order of names.

    A campaign without a folder, or a folder without tours, has none. Links to other files are not
    followed.
    """
    place = Path(folder) / FOLDER
    if not folder or not place.is_dir():
        return {}
    found: dict[str, TourEdit] = {}
    for path in sorted(place.glob("*.toml"))[:MOST_TOURS]:
        edit = _tour_in(path)
        if edit is not None:
            found[path.stem] = edit
    return found


def _tour_in(path: Path) -> TourEdit | None:
    try:
        status = path.stat()
        plain = path.is_file() and not path.is_symlink() and bool(_NAME.fullmatch(path.stem))
        return _read(path, status.st_mtime_ns) if plain and status.st_size <= MOST_BYTES else None
    except OSError:
        return None


@lru_cache(maxsize=64)
def _read(path: Path, _changed: int) -> TourEdit | None:
    try:
        return read_tour(path.read_bytes())
    except TourFileError:
        return None
