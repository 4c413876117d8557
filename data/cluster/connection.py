"""A connection to a Dask scheduler that comes back by itself."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from threading import Event, Thread
from time import monotonic
from typing import Any

import distributed

from data.cluster.settings import ClusterSettings
from data.filters.question import EngineGone

_log = logging.getLogger(__name__)

_DASK: Any = distributed
"""The package has no type annotations."""

_LOOK_SECONDS = 1.0
"""Seconds between two looks at the workers, and between two tries to connect."""

_CONNECT_SECONDS = 5.0


class Connection:
    """A client of a scheduler, and the workers it has; a thread keeps both up to date."""

    def __init__(self, settings: ClusterSettings) -> None:
        """Begin to connect."""
        self._settings = settings
        self._client: Any = None
        self._workers: tuple[str, ...] = ()
        self._open, self._end = Event(), Event()
        self._tell: Callable[[Any, tuple[str, ...]], None] = _ignore
        self._since = monotonic()
        Thread(target=self._keep, daemon=True, name="dask connection").start()

    def client(self) -> Any:
        """Return the client. Only calls made while this server starts wait for the connection.

        Raises:
            EngineGone: The scheduler doesn't answer, or has no workers.
        """
        self._open.wait(max(self._since + self._settings.timeout - monotonic(), 0))
        client = self._client
        if client is None or not self.is_open():
            raise EngineGone
        return client

    def is_open(self) -> bool:
        """Tell whether the scheduler answers and has workers."""
        client = self._client
        return client is not None and client.status == "running" and bool(self._workers)

    def workers(self) -> tuple[str, ...]:
        """Return the addresses of the workers, sorted."""
        return self._workers

    def tell_workers(self, tell: Callable[[Any, tuple[str, ...]], None]) -> None:
        """Call a function with the client and the workers whenever these have changed."""
        self._tell = tell
        if self._workers:
            tell(self._client, self._workers)

    def close(self) -> None:
        """End the thread and leave the scheduler."""
        self._end.set()

    def _keep(self) -> None:
        while not self._end.is_set():
            try:
                self._look()
            except Exception:  # noqa: BLE001 -- whatever it was, the next look may go well
                _log.debug("The scheduler does not answer", exc_info=True)
                self._workers = ()
                self._drop()
            self._end.wait(_LOOK_SECONDS)
        self._drop()

    def _look(self) -> None:
        """Connect if necessary, and update the list of workers."""
        if self._client is None or self._client.status != "running":
            self._workers = ()
            self._drop()
            self._client = _DASK.Client(
                self._settings.scheduler,
                timeout=_CONNECT_SECONDS,
                set_as_default=False,
                security=security_of(self._settings),
            )
        before, self._workers = self._workers, tuple(sorted(self._client.nthreads()))
        if self._workers:
            self._open.set()
            if self._workers != before:
                self._tell(self._client, self._workers)

    def _drop(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            with suppress(Exception):
                client.close(timeout=_CONNECT_SECONDS)


def _ignore(_client: object, _workers: tuple[str, ...]) -> None:
    """Ignore the workers (no-op callback)."""


def security_of(settings: ClusterSettings) -> Any:
    """Return the certificates of a client for Dask; None without TLS."""
    if not settings.scheduler.startswith("tls:"):
        return None
    return _DASK.Security(
        require_encryption=True,
        tls_ca_file=settings.ca_file,
        tls_client_cert=settings.cert,
        tls_client_key=settings.key,
    )
