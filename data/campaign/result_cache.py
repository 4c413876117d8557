"""Results cached on the campaign that they are made of, so that they go when it goes.

A cache of the whole process would hold a visitor's own list, and all that was made of it, long
after the visitor has left. Here each campaign has caches of its own, an attribute like its frames:
nothing outside of it leads to them. What is cached may lead back to the campaign, as a `Part` or an
`Index` does; Python's collector frees such circles, and `forget` breaks one at once.

All visitors who look at one campaign share its caches, and so does each `Part` of it.

What is understood of a single text, such as a country's name, may be cached by the process, though
the text may be of a visitor's list: it does not say whose it was, and such caches are bounded.
"""

from __future__ import annotations

from functools import lru_cache, wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


class HasCaches(Protocol):
    """A campaign, or a part of one."""

    @property
    def caches(self) -> dict[Any, Any]:
        """The cache of each function, made when it is first called; a part gives the whole's."""


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

    Campaigns and parts are told apart by identity, all other arguments by equality: they must be
    hashable. Threads may call it at the same time. Don't change a result: it is shared.

    Args:
        maxsize: How many results each campaign caches; the one that was not used for longest goes.
    """

    def decorate(
        make: Callable[Concatenate[_Campaign, _Asked], _Made],
    ) -> Callable[Concatenate[_Campaign, _Asked], _Made]:
        @wraps(make)
        def cached(campaign: _Campaign, /, *args: _Asked.args, **kwargs: _Asked.kwargs) -> _Made:
            # Both look-ups are of C: together they cost half a microsecond.
            cache = campaign.caches.get(make)
            if cache is None:
                cache = campaign.caches.setdefault(make, lru_cache(maxsize)(make))
            made: _Made = cache(campaign, *args, **kwargs)
            return made

        cached.cached_on_campaign = maxsize  # type: ignore[attr-defined]
        return cached

    return decorate


def forget(campaign: HasCaches) -> None:
    """Drop all that is cached on a campaign, which then goes with its last user.

    It stays usable: what is asked for afterwards is made and cached anew.
    """
    campaign.caches.clear()
