"""Keep what was asked of an online geocoder on disk, so that nothing is asked twice.

One small JSON file a name, in a folder; each is written beside its place and moved there, so that
a reader never sees half of one. A file that can't be read counts as not there.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict
from pathlib import Path
from tempfile import NamedTemporaryFile

from data.intake.where.place_questions import Candidate


def cache_folder() -> Path:
    """Where answers are kept: in the folder of the user of the machine for what may be lost."""
    named = os.environ.get("XDG_CACHE_HOME", "").strip()
    try:
        base = Path(named) if named else Path.home() / ".cache"
    except RuntimeError:  # a user without a home
        base = Path(".cache")
    return base / "consultation-map" / "geocoding"


class GeocodingCache:
    """Remembers the candidates that were found for a name; none found is remembered too."""

    def __init__(self, folder: Path) -> None:
        """Keep the files in a folder; it is made when there is something to keep."""
        self._folder = folder

    def get(self, key: str) -> tuple[Candidate, ...] | None:
        """Give what was found for the key of a question; None if it was never asked."""
        try:
            kept = json.loads(self._path(key).read_text(encoding="utf-8"))
            if kept["key"] != key:
                return None
            return tuple(Candidate(**found) for found in kept["candidates"])
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def prepare(self) -> None:
        """Make the folder, and see whether a file can be written into it.

        Raises:
            OSError: none can.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=self._folder, suffix=".part"):
            pass

    def keep(self, key: str, candidates: tuple[Candidate, ...]) -> None:
        """Remember what was found.

        Raises:
            OSError: the folder can't be written to.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        kept = {"key": key, "candidates": [asdict(candidate) for candidate in candidates]}
        with NamedTemporaryFile(
            "w", encoding="utf-8", dir=self._folder, suffix=".part", delete=False
        ) as file:
            json.dump(kept, file, ensure_ascii=False)
        Path(file.name).replace(self._path(key))

    def _path(self, key: str) -> Path:
        # A name from a table is never a path.
        return self._folder / f"{hashlib.sha256(key.encode()).hexdigest()[:32]}.json"
