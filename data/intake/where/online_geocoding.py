"""Look up names online that the gazetteer doesn't know: off unless a campaign switches it on.

Making the settings (`online_settings`) sends nothing. :func:`names_to_send` counts the names that
would leave the machine; only :func:`look_up` sends, one a second at most, as the rules of Nominatim
(https://operations.osmfoundation.org/policies/nominatim/) demand. What is found is kept on disk.
The answers are OpenStreetMap's, under the ODbL: show `online_settings.CREDIT` with them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

import pandas as pd
from geopy.exc import GeopyError
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import Nominatim

from data.errors import msgid
from data.geocoding.candidates import SAME_PLACE_KM
from data.geocoding.countries import country_codes, country_name
from data.geocoding.distances import haversine_km
from data.intake.where.online_settings import SOURCE
from data.intake.where.place_questions import Candidate, Question

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from data.intake.where.geocoding_cache import GeocodingCache
    from data.intake.where.online_settings import OnlineSettings

FAILED = msgid("The online geocoder did not answer: {reason}. What was found before is kept.")
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
