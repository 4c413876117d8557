"""Look up names online that the gazetteer doesn't know: off unless a campaign switches it on.

``campaign.toml`` of the campaign that is served must say so, and who asks::

    [geocoding]
    online = true
    email = "you@example.org"
    user_agent = "Name of your campaign"   # may be left out

Nothing is sent by reading that. :func:`names_to_send` counts the names that would leave the
machine; only :func:`look_up` sends, one a second at most, as the rules of Nominatim
(https://operations.osmfoundation.org/policies/nominatim/) demand. What is found is kept on disk.
The answers are OpenStreetMap's, under the ODbL: show ``CREDIT`` with them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geopy.exc import GeopyError
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import Nominatim

from data.errors import msgid
from data.geocoding.candidates import SAME_PLACE_KM
from data.geocoding.countries import country_codes, country_name
from data.geocoding.distances import haversine_km
from data.intake.where.place_questions import Candidate, Question

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    from data.intake.where.geocoding_cache import GeocodingCache

DEFAULT_USER_AGENT = "Consultation Map"
SERVER = "nominatim.openstreetmap.org"
CREDIT = msgid("Places looked up online: © OpenStreetMap contributors")
FAILED = msgid("The online geocoder did not answer: {reason}. What was found before is kept.")
SECONDS_BETWEEN = 1.0
"""What the rules of the public server allow at most: one question a second."""

_TIMEOUT_SECONDS = 10
_MOST_CANDIDATES = 5
_PLACES = ("place", "boundary")


@dataclass(frozen=True)
class OnlineSettings:
    """Who asks: both are told to the server with every question."""

    email: str
    user_agent: str = DEFAULT_USER_AGENT


@dataclass(frozen=True)
class LookedUp:
    """How a look-up went: names asked of, and what went wrong (a text), `""` if nothing did."""

    asked: int
    problem: str = ""


def online_settings(campaign_toml: Mapping[str, Any]) -> OnlineSettings | None:
    """Read who asks from ``campaign.toml``.

    Only that of the served campaign may be given, never one that a visitor brings.

    Returns:
        None, and so no online geocoding, unless ``[geocoding]`` has ``online = true`` and an
        ``email``.
    """
    said = campaign_toml.get("geocoding")
    if not isinstance(said, dict) or said.get("online") is not True:
        return None
    email, user_agent = (_line(said.get(name)) for name in ("email", "user_agent"))
    name, at, domain = email.partition("@")
    if not (name and at and domain):
        return None
    return OnlineSettings(email, user_agent or DEFAULT_USER_AGENT)


def names_to_send(unknown: pd.DataFrame, cache: GeocodingCache) -> pd.DataFrame:
    """List the names that would leave the machine; sends nothing.

    Args:
        unknown: one row a name: ``key, city, country``, from ``unknown_places``.
        cache: what was asked before.

    Returns:
        The rows that were never asked of; count them to ask for consent.
    """
    return unknown[[cache.get(key) is None for key in unknown["key"]]]


def look_up(  # noqa: PLR0913 (where to ask is for tests and for servers of one's own)
    names: pd.DataFrame,
    settings: OnlineSettings,
    cache: GeocodingCache,
    *,
    on_progress: Callable[[int], None] | None = None,
    server: str = SERVER,
    scheme: str = "https",
) -> LookedUp:
    """Send names to the geocoder, one a second, and keep what it finds.

    Stops at the first question that fails; what was found until then stays known.

    Args:
        names: rows of :func:`names_to_send`, after consent.
        settings: who asks.
        cache: where the answers are kept.
        on_progress: told how many names were asked of, after each.
        server: the host of a Nominatim server.
        scheme: ``https``, or ``http`` for a server on one's own machine.
    """
    geocoder = Nominatim(
        user_agent=f"{settings.user_agent} ({settings.email})",
        domain=server,
        scheme=scheme,
        timeout=_TIMEOUT_SECONDS,
    )
    ask = RateLimiter(
        geocoder.geocode,
        min_delay_seconds=SECONDS_BETWEEN,
        max_retries=0,
        swallow_exceptions=False,
    )
    columns = names[["key", "city", "country"]]
    asked = 0
    for key, city, country in columns.itertuples(index=False, name=None):
        try:
            found = _candidates(ask, city, country)
        except (GeopyError, LookupError, TypeError, ValueError) as error:  # no sense in its answer
            return LookedUp(asked, str(error) or type(error).__name__)
        cache.keep(key, found)
        asked += 1
        if on_progress:
            on_progress(asked)
    return LookedUp(asked)


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
    return Candidate(str(name), region, country_name(code) if code else "", 0, lat, lon)


def _are_one_place(candidates: tuple[Candidate, ...]) -> bool:
    first, *others = candidates
    return all(
        haversine_km(first.lat, first.lon, other.lat, other.lon) <= SAME_PLACE_KM
        for other in others
    )


def _line(value: object) -> str:
    """Give a text on one line, for a header of a request; `""` for anything else."""
    return " ".join(value.split()) if isinstance(value, str) and value.isprintable() else ""
