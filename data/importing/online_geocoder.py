"""Look up places online, with a cache on disk; off unless a campaign allows it."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from geopy.exc import GeopyError
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import Nominatim

from data.geo.candidates import SAME_PLACE_KM, haversine_km
from data.geo.countries import country_codes, country_name
from data.importing.online_settings import SOURCE, OnlineSettings
from data.lists.places.questions import Candidate, Question
from data.model.errors import msgid

FAILED = msgid("The online geocoder did not answer: {reason}. Earlier results are saved.")
MOST_AT_A_TIME = 200
"""Names sent per consent. More would be no occasional use of a public server."""
SECONDS_BETWEEN = 1.0
"""The public server allows one question per second."""

_TIMEOUT_SECONDS = 10
_MOST_CANDIDATES = 5
_PLACES = ("place", "boundary")


class GeocodingCache:
    """Caches the candidates of each name on disk, also when there are none."""

    def __init__(self, folder: Path) -> None:
        """Use a folder, which is created with the first answer."""
        self._folder = folder

    def get(self, key: str) -> tuple[Candidate, ...] | None:
        """Return the candidates for the key of a question; None if it was never asked."""
        try:
            entry = json.loads(self._path(key).read_text(encoding="utf-8"))
            candidates = tuple(Candidate(**candidate) for candidate in entry["candidates"])
            return candidates if entry["key"] == key else None
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def keep(self, key: str, candidates: tuple[Candidate, ...]) -> None:
        """Store the candidates for a key; raise `OSError` if the folder isn't writable."""
        entry = {"key": key, "candidates": [asdict(candidate) for candidate in candidates]}
        with self.new_file() as file:
            json.dump(entry, file, ensure_ascii=False)
        Path(file.name).replace(self._path(key))

    def new_file(self, *, stays: bool = True) -> Any:
        """Open a new file in the folder; raise `OSError` if it isn't writable."""
        self._folder.mkdir(parents=True, exist_ok=True)
        return NamedTemporaryFile(
            "w", encoding="utf-8", dir=self._folder, suffix=".part", delete=not stays
        )

    def _path(self, key: str) -> Path:
        # Hashed, because a name from a table must never be a path.
        return self._folder / f"{hashlib.sha256(key.encode()).hexdigest()[:32]}.json"


def cache_folder() -> Path:
    """Return the folder of cached answers, in the cache folder of the machine's user."""
    try:
        base = Path(os.environ.get("XDG_CACHE_HOME", "").strip() or Path.home() / ".cache")
    except RuntimeError:  # a user without a home
        base = Path(".cache")
    return base / "consultation-map" / "geocoding"


@dataclass(frozen=True)
class LookedUp:
    """Result of a look-up: how many names were sent, and an error text, "" without an error."""

    asked: int
    problem: str = ""


@dataclass(frozen=True, eq=False)
class OnlineStep:
    """What could be looked up online. Creating it sends nothing.

    Attributes:
        to_send: Names that were never sent.
        answers: Cached places by key of the question, for names with a single place.
        questions: Names with several cached places, as candidates.
        missed: Number of names that were sent before and not found.
    """

    settings: OnlineSettings
    cache: GeocodingCache
    to_send: Sequence[Question]
    answers: Mapping[str, Candidate]
    questions: Sequence[Question]
    missed: int

    @property
    def count(self) -> int:
        """Number of names that one consent sends."""
        return min(len(self.to_send), MOST_AT_A_TIME)

    def send(self, on_progress: Callable[[int], None] = lambda _: None) -> LookedUp:
        """Send names to the geocoder, one per second, and cache the answers.

        Stops at the first question that fails; earlier answers stay cached. Nothing is sent if its
        answer could not be cached. The next step that is created has the answers.

        Args:
            on_progress: Called with the number of names sent, after each.
        """
        geocoder = Nominatim(
            user_agent=f"{self.settings.user_agent} ({self.settings.email})",
            domain=self.settings.server,
            scheme=self.settings.scheme,
            timeout=_TIMEOUT_SECONDS,
        )
        ask = _limiter(self.settings.server, SECONDS_BETWEEN)
        asked = 0
        try:
            with self.cache.new_file(stays=False):
                pass
            for name in self.to_send[:MOST_AT_A_TIME]:
                self.cache.keep(name.key, _candidates(name, ask, geocoder))
                asked += 1
                on_progress(asked)
        # The server is down, its answer makes no sense, or the disk is full.
        except (GeopyError, LookupError, TypeError, ValueError, OSError) as error:
            return LookedUp(asked, str(error) or type(error).__name__)
        return LookedUp(asked)


def online_step(
    unknown: Iterable[Question], settings: OnlineSettings, cache: GeocodingCache
) -> OnlineStep:
    """Return what could be looked up.

    Args:
        unknown: Names that the gazetteer doesn't know, from `unknown_questions`.
        settings: Who asks, and which server.
        cache: Earlier answers.
    """
    cached = [(name, cache.get(name.key)) for name in unknown]
    known = [(name, candidates) for name, candidates in cached if candidates]
    return OnlineStep(
        settings,
        cache,
        to_send=[name for name, candidates in cached if candidates is None],
        answers={name.key: places[0] for name, places in known if _are_one_place(places)},
        questions=[
            replace(name, candidates=places) for name, places in known if not _are_one_place(places)
        ],
        missed=sum(candidates == () for _, candidates in cached),
    )


@lru_cache
def _limiter(_server: str, seconds: float) -> RateLimiter:
    """Return the limiter of a server, shared by all sessions: together they ask once a second."""
    return RateLimiter(
        lambda geocoder, text, **options: geocoder.geocode(text, **options),
        min_delay_seconds=seconds,
        max_retries=0,
        swallow_exceptions=False,
    )


def _candidates(name: Question, ask: RateLimiter, geocoder: Nominatim) -> tuple[Candidate, ...]:
    codes = [code.lower() for code in country_codes(name.country)]
    locations = ask(
        geocoder,
        ", ".join(filter(None, (name.city, name.country))),
        exactly_one=False,
        limit=_MOST_CANDIDATES,
        addressdetails=True,
        language="en",
        country_codes=codes or None,
    )
    candidates = (_candidate(location) for location in locations or [])
    # Even a server that ignores the country must not move a place into another one.
    countries = {country_name(code.upper()) for code in codes}
    return tuple(city for city in candidates if city and (not codes or city.country in countries))


def _candidate(location: Any) -> Candidate | None:
    """Read one answer; None unless it is a town, an island or the like, with a position."""
    raw = location.raw
    if raw.get("class", raw.get("category")) not in _PLACES or not raw.get("lat"):
        return None
    address = raw.get("address")
    address = address if isinstance(address, dict) else {}
    code = str(address.get("country_code", "")).upper()
    return Candidate(
        name=str(raw.get("name") or str(raw.get("display_name", "")).split(",")[0]),
        region=str(address.get("state") or ""),
        country=country_name(code) if code else "",
        population=0,
        lat=location.latitude,
        lon=location.longitude,
        source=SOURCE,
    )


def _are_one_place(candidates: Sequence[Candidate]) -> bool:
    first, *others = candidates
    return all(
        haversine_km(first.lat, first.lon, other.lat, other.lon) <= SAME_PLACE_KM
        for other in others
    )
