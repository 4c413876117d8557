"""Look up names online, cached on disk; off unless a campaign allows it."""

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


FAILED = msgid("The online geocoder did not answer: {reason}. Earlier results are saved.")
MOST_AT_A_TIME = 200
"""Names that are sent after one consent: more is no occasional use of a server of others."""
SECONDS_BETWEEN = 1.0
"""What the rules of the public server allow at most: one question a second."""

_TIMEOUT_SECONDS = 10
_MOST_CANDIDATES = 5
_PLACES = ("place", "boundary")


@dataclass(frozen=True)
class LookedUp:
    """How a look-up went: names asked of, and what went wrong (a text), `""` if nothing did."""

    asked: int
    problem: str = ""


def names_to_send(unknown: pd.DataFrame, cache: GeocodingCache) -> pd.DataFrame:
    """List the names that would leave the machine; sends nothing.

    Args:
        unknown: one row a name: ``key, city, country``, from ``unknown_places``.
        cache: what was asked before.

    Returns:
        The rows that were never asked of; count them to ask for consent.
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
    """Send names to the geocoder, one a second, and keep what it finds.

    Stops at the first question that fails; what was found until then stays known. Nothing is sent
    if its answer could not be kept.

    Args:
        names: rows of :func:`names_to_send`, after consent.
        settings: who asks, and whom.
        cache: where the answers are kept.
        on_progress: told how many names were asked of, after each.
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
    # The server is not there, there is no sense in its answer, or the disk is full.
    except (GeopyError, LookupError, TypeError, ValueError, OSError) as error:
        return LookedUp(asked, str(error) or type(error).__name__)
    return LookedUp(asked)


@lru_cache
def _limiter(server: str, seconds: float) -> RateLimiter:
    """What asks a server: one for all sessions, for together they may ask once a second."""
    del server  # of the key only

    def geocode(geocoder: Nominatim, text: str, **how: object) -> list[Any] | None:
        found: list[Any] | None = geocoder.geocode(text, **how)
        return found

    return RateLimiter(geocode, min_delay_seconds=seconds, max_retries=0, swallow_exceptions=False)


def found_online(
    unknown: pd.DataFrame, cache: GeocodingCache
) -> tuple[dict[str, Candidate], list[Question]]:
    """Give what was found: answers where one place was, questions where several were.

    Args:
        unknown: one row a name: ``key, city, country, rows``, from ``unknown_places``.
        cache: what was asked before; sends nothing.

    Returns:
        Answers by key, for ``apply_answers``, and questions as ``questions`` gives them.
    """
    answers: dict[str, Candidate] = {}
    asked: list[Question] = []
    columns = unknown[["key", "city", "country", "rows"]]
    for key, city, country, rows in columns.itertuples(index=False, name=None):
        candidates = cache.get(key) or ()
        if candidates and _are_one_place(candidates):
            answers[key] = candidates[0]
        elif candidates:
            asked.append(Question(key, city, country, rows, candidates))
    return answers, asked


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
    found = (_candidate(spot.raw) for spot in spots or [])
    # A server that takes no notice of the country must not move a place into another.
    countries = {country_name(code.upper()) for code in codes}
    return tuple(one for one in found if one and (not codes or one.country in countries))


def _candidate(raw: Mapping[str, Any]) -> Candidate | None:
    """Read one answer; None for what is no town, island or the like, or has no position."""
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
    """Nothing is sent by making it.

    Attributes:
        to_send: One row a name that was never asked of and would leave the machine: ``key, city,
            country, rows``.
        answers: What was found before, by the key of its question.
        questions: Names for which several places were found before.
        missed: How many names were asked of before without finding anything.
    """

    settings: OnlineSettings
    cache: GeocodingCache
    to_send: pd.DataFrame
    answers: Mapping[str, Candidate]
    questions: Sequence[Question]
    missed: int

    @property
    def count(self) -> int:
        """How many names one consent sends."""
        return min(len(self.to_send), MOST_AT_A_TIME)

    def send(self, on_progress: Callable[[int], None] | None = None) -> LookedUp:
        """Send them, one a second; what is found is in the next step that is made."""
        return look_up(self.to_send, self.settings, self.cache, on_progress=on_progress)


def online_step(
    unknown: Iterable[Question], settings: OnlineSettings, cache: GeocodingCache
) -> OnlineStep:
    """See what could be looked up.

    Args:
        unknown: The names that the gazetteer doesn't know, from `unknown_questions`.
        settings: Who asks, and whom.
        cache: What was asked before.
    """
    rows = [(one.key, one.city, one.country, one.rows) for one in unknown]
    names = pd.DataFrame(rows, columns=["key", "city", "country", "rows"])
    to_send = names_to_send(names, cache)
    answers, questions = found_online(names, cache)
    missed = len(names) - len(to_send) - len(answers) - len(questions)
    return OnlineStep(settings, cache, to_send, answers, questions, missed)
