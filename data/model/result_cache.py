"""Results cached on the campaign that they are computed from, and freed with it.

A cache of the whole process would hold a visitor's own list, and results from it, long after the
visitor has left. Here each campaign owns its caches, in an attribute like its frames, and nothing
else refers to them. Cached results may refer to the campaign, as a `Part` or an `Index` does;
Python's collector frees such circles, and `forget` breaks one at once.

All visitors of one campaign share its caches, and so does each `Part` of it.

Results for a single text, such as a country's name, may be cached for the process, even if the
text is from a visitor's list: they don't say whose list, and these caches are bounded.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar


class HasCaches(Protocol):
    """A campaign, or a part of one."""

    @property
    def caches(self) -> dict[Any, Any]:
        """The cache of each function, made on its first call; a part returns the whole's."""


_Campaign = TypeVar("_Campaign", bound=HasCaches)
_Asked = ParamSpec("_Asked")
_Made = TypeVar("_Made")


def cached_on_campaign(
    maxsize: int,
) -> Callable[
    [Callable[Concatenate[_Campaign, _Asked], _Made]],
    Callable[Concatenate[_Campaign, _Asked], _Made],
]:
    """Cache the results of a function on the campaign that is its first argument.

    Campaigns and parts are compared by identity, other arguments by equality: they must be
    hashable. It is thread-safe. Don't change a result: it is shared.

    Args:
        maxsize: How many results each campaign caches; the least recently used is dropped.
    """

    def decorate(
        make: Callable[Concatenate[_Campaign, _Asked], _Made],
    ) -> Callable[Concatenate[_Campaign, _Asked], _Made]:
        @wraps(make)
        def cached(campaign: _Campaign, /, *args: _Asked.args, **kwargs: _Asked.kwargs) -> _Made:
            # Both look-ups are in C: together they take half a microsecond.
            cache = campaign.caches.get(make)
            if cache is None:
                cache = campaign.caches.setdefault(make, lru_cache(maxsize)(make))
            made: _Made = cache(campaign, *args, **kwargs)
            return made

        cached.cached_on_campaign = maxsize  # type: ignore[attr-defined]
        return cached

    return decorate


def fill(campaign: _Campaign, function: Callable[[_Campaign], _Made], value: _Made) -> None:
    """Let a function that is cached on a campaign return a value that was computed before."""
    make = function.__wrapped__  # type: ignore[attr-defined]
    computed = lru_cache(function.cached_on_campaign)(make)  # type: ignore[attr-defined]
    # A selection shares the caches, and may be asked as a campaign: it has its own value.
    campaign.caches[make] = lambda one: value if one is campaign else computed(one)


def share(campaign: _Campaign, function: Callable[[_Campaign], _Made], other: _Campaign) -> None:
    """Let a function that is cached on a campaign return its value for another, computed once."""
    make = function.__wrapped__  # type: ignore[attr-defined]
    computed = lru_cache(function.cached_on_campaign)(make)  # type: ignore[attr-defined]
    campaign.caches[make] = lambda one: function(other) if one is campaign else computed(one)


def forget(campaign: HasCaches) -> None:
    """Drop all cached results of a campaign, so that it is freed with its last reference.

    It stays usable: later results are computed and cached again.
    """
    campaign.caches.clear()
