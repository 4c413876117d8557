"""Queries: some or all consultations of a campaign, with everything that belongs to them.

Pages, figures and exports ask a `Query`. It hands over to its engine: `Local` holds the campaign in
this process; a cluster's engine (`data.cluster.cluster`) asks the shards of one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any, Generic, Protocol, TypeAlias, TypeVar, cast

import numpy as np
import pandas as pd

from data.filters.cutting import Part, cut
from data.model.campaign import Campaign
from data.model.errors import Issue
from data.model.settings import Settings

FRAMES = ("consultations", "places", "roles", "feeds", "documents", "photos")
"""The frames of rows."""

NO_ROWS = np.zeros(0, dtype=np.int64)
Calls: TypeAlias = Iterable[Callable[[], object]]
"""What a part of a page is going to ask: each call asks it, and drops the answer."""


_Value = TypeVar("_Value")


class _cached(Generic[_Value]):  # noqa: N801 -- it reads as a decorator
    """Compute an attribute once. Unlike `functools.cached_property` of Python 3.11 it has no lock.

    All queries would share that lock: a query that waits for shards would block the others.
    """

    def __init__(self, function: Callable[[Any], _Value]) -> None:
        self.function, self.__doc__ = function, function.__doc__

    def __get__(self, query: Any, _owner: object = None) -> _Value:
        value = query.__dict__[self.function.__name__] = self.function(query)
        return value


def _engine(engine: Engine) -> Engine:
    return engine


def _tables(engine: Engine) -> Campaign:
    return engine.tables


class _Of(Generic[_Value]):
    """An attribute that a query has from its engine, or from the engine's tables."""

    def __init__(self, holder: Callable[[Engine], Any]) -> None:
        self._holder = holder

    def __set_name__(self, _owner: object, name: str) -> None:
        self._name = name

    def __get__(self, query: Any, _owner: object = None) -> _Value:
        value: Any = self if query is None else getattr(self._holder(query.engine), self._name)
        return cast("_Value", value)


class _Frame:
    """A frame with the rows of a query, cut on its first use."""

    def __set_name__(self, _owner: object, name: str) -> None:
        self._name = name

    def __get__(self, query: Any, _owner: object = None) -> pd.DataFrame:
        if query is None:
            return cast("pd.DataFrame", self)
        frame: pd.DataFrame = query.engine.frame(query, self._name)
        query.__dict__[self._name] = frame
        return frame


class Engine(Protocol):
    """Answers the queries of one campaign."""

    @property
    def tables(self) -> Campaign:
        """A campaign with settings, regions and organizations; only `Local` needs its rows."""

    @property
    def caches(self) -> dict[Any, Any]:
        """The results of functions that are cached on the campaign."""

    @property
    def is_local(self) -> bool:
        """Whether all rows are in this process."""

    @property
    def is_shard(self) -> bool:
        """Whether the campaign is one of several shards, whose answers will be merged."""

    @property
    def most_rows(self) -> int | None:
        """The most consultations whose rows can be read at once; None for all."""

    @property
    def whole(self) -> Query:
        """The query of everything."""

    @property
    def incomplete(self) -> Mapping[Any, tuple[int, int]]:
        """The questions that not all shards have answered: how many have, of how many."""

    def faults(self) -> Sequence[Any]:
        """Return the shards that can't be read."""

    def ask_together(self, *calls: Calls) -> None:
        """Ask what some calls will ask, all at once."""

    @property
    def campaign(self) -> Campaign:
        """The campaign with all its rows."""

    def ask(self, question: Any, query: Query, args: tuple[Any, ...]) -> Any:
        """Answer a question, see `data.filters.question`."""

    def narrow(self, narrowing: Any, query: Query, args: tuple[Any, ...]) -> Query:
        """Narrow a query, see `data.filters.question`."""

    def frame(self, query: Query, name: str) -> pd.DataFrame:
        """Return one of `FRAMES`."""

    def mask(self, query: Query) -> np.ndarray:
        """Return whether each consultation of the campaign is selected."""

    def rows(self, query: Query) -> np.ndarray:
        """Return the positions of the selected consultations in the campaign, ascending."""

    def rows_between(self, query: Query, first: int, last: int) -> np.ndarray:
        """Return some of `rows`: from position `first` to before `last`."""

    def size(self, query: Query) -> int:
        """Count the selected consultations."""

    def row_of(self, query: Query, consultation: str) -> int:
        """Return the position of a consultation in its frame, -1 for an unknown id."""

    def fingerprint(self, query: Query) -> str:
        """Return twelve hexadecimal digits that identify a selection."""


class Query:
    """Consultations of a campaign: all of them, or those that a restriction lets through.

    Consultations have the same numbers as in the whole campaign. Links with one end in the
    selection are in it. Results are cached under queries, which are compared by identity.

    What the engine or `Campaign` tells of the whole campaign has the same name here. The frames
    have the selected rows; `documents` of everything also has the campaign's own.
    """

    whole: _Of[Query] = _Of(_engine)
    campaign: _Of[Campaign] = _Of(_engine)
    caches: _Of[dict[Any, Any]] = _Of(_engine)
    is_local: _Of[bool] = _Of(_engine)
    is_shard: _Of[bool] = _Of(_engine)
    most_rows: _Of[int | None] = _Of(_engine)
    tables: _Of[Campaign] = _Of(_engine)
    incomplete: _Of[Mapping[Any, tuple[int, int]]] = _Of(_engine)

    settings: _Of[Settings] = _Of(_tables)
    kinds: _Of[pd.DataFrame] = _Of(_tables)
    own_kinds: _Of[tuple[str, ...]] = _Of(_tables)
    regions: _Of[pd.DataFrame] = _Of(_tables)
    organizations: _Of[pd.DataFrame] = _Of(_tables)
    demands: _Of[pd.DataFrame] = _Of(_tables)
    judgements: _Of[pd.DataFrame] = _Of(_tables)
    issues: _Of[tuple[Issue, ...]] = _Of(_tables)
    folder: _Of[str] = _Of(_tables)
    version: _Of[str] = _Of(_tables)
    cache_folder: _Of[str] = _Of(_tables)
    state: _Of[tuple[tuple[str, int, int, int], ...]] = _Of(_tables)

    consultations, places, roles = _Frame(), _Frame(), _Frame()
    feeds, documents, photos = _Frame(), _Frame(), _Frame()

    def __init__(self, engine: Engine, restriction: Any = None) -> None:
        """Select with a mask for `Local`, with a recipe for a cluster, everything with None."""
        self.engine, self.restriction = engine, restriction

    @classmethod
    def everything(cls, campaign: Campaign, *, is_shard: bool = False) -> Query:
        """Return the query of a whole campaign in this process, always the same one."""
        known: Query | None = campaign.caches.get((cls, is_shard))
        return known or Local(campaign, is_shard=is_shard).whole

    def where(self, mask: np.ndarray) -> Query:
        """Select the consultations of the whole campaign for which a mask is true."""
        return Query(self.engine, mask)

    def faults(self) -> Sequence[Any]:
        """Return the shards that can't be read; none of a campaign in this process."""
        return self.engine.faults()

    def ask_together(self, *calls: Calls) -> None:
        """Ask what calls will ask, in few messages to the shards; nothing in this process."""
        self.engine.ask_together(*calls)

    @_cached
    def by_id(self) -> pd.DataFrame:
        """The consultations indexed by id. For a single one, `row_of` needs less memory."""
        return self.consultations.set_index("id", drop=False)

    @_cached
    def mask(self) -> np.ndarray:
        """Which consultations of the campaign are selected."""
        return self.engine.mask(self)

    @_cached
    def rows(self) -> np.ndarray:
        """Positions of the selected consultations in the campaign, in date order."""
        return self.engine.rows(self)

    @_cached
    def size(self) -> int:
        """The number of selected consultations."""
        return self.engine.size(self)

    def rows_between(self, first: int, last: int) -> np.ndarray:
        """Return some of `rows`, however many there are: from `first` to before `last`."""
        return self.engine.rows_between(self, first, last)

    def row_of(self, consultation: str) -> int:
        """Return the position of a consultation in the frame, -1 for an unknown id."""
        return self.engine.row_of(self, consultation)

    def ask(self, question: Any, args: tuple[Any, ...]) -> Any:
        """Answer a question; functions decorated with `question` do this."""
        return self.engine.ask(question, self, args)

    def narrow(self, narrowing: Any, args: tuple[Any, ...]) -> Query:
        """Narrow this query; functions decorated with `narrowing` do this."""
        return self.engine.narrow(narrowing, self, args)

    @property
    def fingerprint(self) -> str:
        """Twelve hexadecimal digits that identify the selection."""
        return self.engine.fingerprint(self)


class Local:
    """Answers from a campaign in this process.

    Cutting a million rows copies half a gigabyte; most pages need only the mask. So each frame is
    cut on its first use, and with all rows selected nothing is copied.
    """

    is_local = True
    most_rows = None

    def __init__(self, campaign: Campaign, *, is_shard: bool = False) -> None:
        """Answer the queries of a campaign."""
        self.tables = self.campaign = campaign
        self.is_shard = is_shard
        self.incomplete: Mapping[Any, tuple[int, int]] = {}

    @property
    def caches(self) -> dict[Any, Any]:
        """The caches of the campaign."""
        return self.campaign.caches

    @property
    def whole(self) -> Query:
        """The query of everything; the caches of the campaign hold it, and drop it with them."""
        whole: Query = self.caches.setdefault((Query, self.is_shard), Query(self))
        return whole

    def faults(self) -> Sequence[Any]:
        """Return none."""
        return ()

    def ask_together(self, *calls: Calls) -> None:
        """Do nothing: each is answered when it is asked."""

    def ask(self, question: Any, query: Query, args: tuple[Any, ...]) -> Any:
        """Call the function of a question."""
        return question.function(query, *args)

    def narrow(self, narrowing: Any, query: Query, args: tuple[Any, ...]) -> Query:
        """Call the function of a narrowing."""
        narrowed: Query = narrowing.function(query, *args)
        return narrowed

    def frame(self, query: Query, name: str) -> pd.DataFrame:
        """Return a frame of the campaign, cut to the selection."""
        if query.restriction is None:
            frame: pd.DataFrame = getattr(self.campaign, name)
            return frame
        return cut(_part(query), name)

    def mask(self, query: Query) -> np.ndarray:
        """Return the mask of the query."""
        mask: np.ndarray | None = query.restriction
        return np.ones(len(self.campaign.consultations), dtype=bool) if mask is None else mask

    def rows(self, query: Query) -> np.ndarray:
        """Return the positions at which the mask is true."""
        return np.flatnonzero(query.mask)

    def rows_between(self, query: Query, first: int, last: int) -> np.ndarray:
        """Return a slice of the rows."""
        return query.rows[first:last]

    def size(self, query: Query) -> int:
        """Count where the mask is true."""
        if query.restriction is None:
            return len(self.campaign.consultations)
        return int(np.count_nonzero(query.mask))

    def row_of(self, query: Query, consultation: str) -> int:
        """Find a consultation.

        It scans all ids: 3 ms per million, where an index would take 100 MB.
        """
        ids = query.consultations["id"]
        rows = np.flatnonzero((ids == consultation).to_numpy(dtype=bool))
        return int(rows[0]) if len(rows) else -1

    def fingerprint(self, query: Query) -> str:
        """Hash the mask."""
        return sha256(np.packbits(query.mask).tobytes()).hexdigest()[:12]


def _part(query: Query) -> Part:
    return Part(query.campaign, query.mask, query.rows)
