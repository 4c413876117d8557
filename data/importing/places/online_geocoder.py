"""Look up places online, with a cache on disk; off unless a campaign allows it."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from functools import lru_cache, partial
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Any

import pandas as pd
from geopy.exc import GeopyError
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import Nominatim

from data.campaign.errors import msgid
from data.importing.places.online_settings import SOURCE
from data.importing.places.questions import Candidate, Question
from data.places.candidates import SAME_PLACE_KM, haversine_km
from data.places.countries import country_codes, country_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from data.importing.places.online_settings import OnlineSettings


def cache_folder() -> Path:
    """Return the folder of cached answers, in the cache folder of the machine's user."""
    folder = os.environ.get("XDG_CACHE_HOME", "").strip()
    try:
        base = Path(folder) if folder else Path.home() / ".cache"
    except RuntimeError:  # a user without a home
        base = Path(".cache")
    return base / "consultation-map" / "geocoding"


class GeocodingCache:
    """Caches the candidates of each name on disk, also when there are none."""

    def __init__(self, folder: Path) -> None:
        """Use a folder, which is created with the first answer."""
        self._folder = folder

    def get(self, key: str) -> tuple[Candidate, ...] | None:
        """Return the candidates for the key of a question; None if it was never asked."""
        try:
            entry = json.loads(self._path(key).read_text(encoding="utf-8"))
            if entry["key"] != key:
                return None
            return tuple(Candidate(**candidate) for candidate in entry["candidates"])
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def prepare(self) -> None:
        """Create the folder; raise `OSError` if no file can be written into it."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=self._folder, suffix=".part"):
            pass

    def keep(self, key: str, candidates: tuple[Candidate, ...]) -> None:
        """Store the candidates for a key; raise `OSError` if the folder isn't writable."""
        self._folder.mkdir(parents=True, exist_ok=True)
        entry = {"key": key, "candidates": [asdict(candidate) for candidate in candidates]}
        with NamedTemporaryFile(
            "w", encoding="utf-8", dir=self._folder, suffix=".part", delete=False
        ) as file:
            json.dump(entry, file, ensure_ascii=False)
        Path(file.name).replace(self._path(key))

    def _path(self, key: str) -> Path:
        # Hashed, because a name from a table must never be a path.
        return self._folder / f"{hashlib.sha256(key.encode()).hexdigest()[:32]}.json"


FAILED = msgid("The online geocoder did not answer: {reason}. Earlier results are saved.")
MOST_AT_A_TIME = 200
"""Names sent per consent. More would be no occasional use of a public server."""
SECONDS_BETWEEN = 1.0
"""The public server allows one question per second."""

_TIMEOUT_SECONDS = 10
_MOST_CANDIDATES = 5
_PLACES = ("place", "boundary")


@dataclass(frozen=True)
class LookedUp:
    """Result of a look-up: how many names were sent, and an error text, "" without an error."""

    asked: int
    problem: str = ""


def names_to_send(unknown: pd.DataFrame, cache: GeocodingCache) -> pd.DataFrame:
    """List the names to send, without sending them.

    Args:
        unknown: One row per name: `key, city, country`, from `online_step`.
        cache: Earlier answers.

    Returns:
        The rows that were never sent; count them to ask for consent.
    """
    is_new = [cache.get(key) is None for key in unknown["key"]]
    return unknown[pd.Series(is_new, index=unknown.index, dtype="bool")]


def look_up(
    names: pd.DataFrame,
    settings: OnlineSettings,
    cache: GeocodingCache,
    *,
    on_progress: Callable[[int], None] | None = None,
) -> LookedUp:
    """Send names to the geocoder, one per second, and cache the answers.

    Stops at the first question that fails; earlier answers stay cached. Nothing is sent if its
    answer could not be cached.

    Args:
        names: Rows of `names_to_send`, after consent.
        settings: Who asks, and which server.
        cache: Stores the answers.
        on_progress: Called with the number of names sent, after each.
    """
    geocoder = Nominatim(
        user_agent=f"{settings.user_agent} ({settings.email})",
        domain=settings.server,
        scheme=settings.scheme,
        timeout=_TIMEOUT_SECONDS,
    )
    ask = partial(_limiter(settings.server, SECONDS_BETWEEN), geocoder)
    columns = names[["key", "city", "country"]].head(MOST_AT_A_TIME)
    asked = 0
    try:
        cache.prepare()
        for key, city, country in columns.itertuples(index=False, name=None):
            cache.keep(key, _candidates(ask, city, country))
            asked += 1
            if on_progress:
                on_progress(asked)
    # The server is down, its answer makes no sense, or the disk is full.
    except (GeopyError, LookupError, TypeError, ValueError, OSError) as error:
        return LookedUp(asked, str(error) or type(error).__name__)
    return LookedUp(asked)


@lru_cache
def _limiter(server: str, seconds: float) -> RateLimiter:
    """Return the limiter of a server, shared by all sessions: together they ask once a second."""
    del server  # only a key of the cache

    def geocode(geocoder: Nominatim, text: str, **options: object) -> list[Any] | None:
        locations: list[Any] | None = geocoder.geocode(text, **options)
        return locations

    return RateLimiter(geocode, min_delay_seconds=seconds, max_retries=0, swallow_exceptions=False)


def cached_online(
    unknown: pd.DataFrame, cache: GeocodingCache
) -> tuple[dict[str, Candidate], list[Question]]:
    """Return cached results: answers for names with one place, questions for those with several.

    Args:
        unknown: One row per name: `key, city, country, rows`, from `online_step`.
        cache: Earlier answers; nothing is sent.

    Returns:
        Answers by key, for `apply_answers`, and questions like those of `questions`.
    """
    answers: dict[str, Candidate] = {}
    questions: list[Question] = []
    columns = unknown[["key", "city", "country", "rows"]]
    for key, city, country, rows in columns.itertuples(index=False, name=None):
        candidates = cache.get(key) or ()
        if candidates and _are_one_place(candidates):
            answers[key] = candidates[0]
        elif candidates:
            questions.append(Question(key, city, country, rows, candidates))
    return answers, questions


def _candidates(
    ask: Callable[..., list[Any] | None], city: str, country: str
) -> tuple[Candidate, ...]:
    codes = [code.lower() for code in country_codes(country)]
    spots = ask(
        ", ".join(text for text in (city, country) if text),
        exactly_one=False,
        limit=_MOST_CANDIDATES,
        addressdetails=True,
        language="en",
        country_codes=codes or None,
    )
    candidates = (_candidate(spot.raw) for spot in spots or [])
    # Even a server that ignores the country must not move a place into another one.
    countries = {country_name(code.upper()) for code in codes}
    return tuple(city for city in candidates if city and (not codes or city.country in countries))


def _candidate(raw: Mapping[str, Any]) -> Candidate | None:
    """Read one answer; None unless it is a town, an island or the like, with a position."""
    address = raw.get("address")
    address = address if isinstance(address, dict) else {}
    name = raw.get("name") or str(raw.get("display_name", "")).split(",")[0]
    if raw.get("class", raw.get("category")) not in _PLACES:
        return None
    try:
        lat, lon = float(raw["lat"]), float(raw["lon"])
    except (KeyError, TypeError, ValueError):
        return None
    if not (abs(lat) <= 90 and abs(lon) <= 180):  # noqa: PLR2004 (the poles and the date line)
        return None
    code = str(address.get("country_code", "")).upper()
    region = str(address.get("state") or "")
    return Candidate(
        str(name), region, country_name(code) if code else "", 0, lat, lon, source=SOURCE
    )


def _are_one_place(candidates: tuple[Candidate, ...]) -> bool:
    first, *others = candidates
    return all(
        haversine_km(first.lat, first.lon, other.lat, other.lon) <= SAME_PLACE_KM
        for other in others
    )


@dataclass(frozen=True, eq=False)
class OnlineStep:
    """What could be looked up online. Creating it sends nothing.

    Attributes:
        to_send: One row per name that was never sent: `key, city, country, rows`.
        answers: Cached places by key of the question.
        questions: Names with several cached places.
        missed: Number of names that were sent before and not found.
    """

    settings: OnlineSettings
    cache: GeocodingCache
    to_send: pd.DataFrame
    answers: Mapping[str, Candidate]
    questions: Sequence[Question]
    missed: int

    @property
    def count(self) -> int:
        """Number of names that one consent sends."""
        return min(len(self.to_send), MOST_AT_A_TIME)

    def send(self, on_progress: Callable[[int], None] | None = None) -> LookedUp:
        """Send the names, one per second. The next step that is created has the answers."""
        return look_up(self.to_send, self.settings, self.cache, on_progress=on_progress)


def online_step(
    unknown: Iterable[Question], settings: OnlineSettings, cache: GeocodingCache
) -> OnlineStep:
    """Return what could be looked up.

    Args:
        unknown: Names that the gazetteer doesn't know, from `unknown_questions`.
        settings: Who asks, and which server.
        cache: Earlier answers.
    """
    columns = ["key", "city", "country", "rows"]
    rows = [tuple(getattr(question, name) for name in columns) for question in unknown]
    names = pd.DataFrame(rows, columns=columns)
    to_send = names_to_send(names, cache)
    answers, questions = cached_online(names, cache)
    missed = len(names) - len(to_send) - len(answers) - len(questions)
    return OnlineStep(settings, cache, to_send, answers, questions, missed)
