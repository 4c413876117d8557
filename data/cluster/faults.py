"""Errors between a page and its shards, for pages that show them. Needs no Dask."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar

from data.filters.question import EngineGone


class LeftError(Exception):
    """The view that asked was left, so the question was cancelled."""


class BusyError(EngineGone):
    """The workers are still answering earlier questions; this answer is on its way."""


class OtherVersionError(EngineGone):
    """The workers run another version of this program, or have other shards."""


is_wanted: ContextVar[Callable[[], bool]] = ContextVar("is_wanted")
"""Returns whether the view that asks is still open. Without it, calls wait for every answer."""
