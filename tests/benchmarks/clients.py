"""Viewers without a browser: they speak Streamlit's own messages, so that fifty fit on a laptop."""

from __future__ import annotations

import asyncio
import time
from types import TracebackType
from typing import Any, Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect

PATIENCE_SECONDS = 60
_STREAM = "/_stcore/stream"
_LARGEST = 2**28
_AGAIN_SECONDS = 3
_BUSY = "The data servers"
"""How a page begins to say that it asks again by itself."""

_KEEPS_RUNS = 2
"""A browser keeps a message until it has not come again for so many runs."""


class RunFailedError(Exception):
    """A run of the page ended with an error, or did not end."""


class Viewer:
    """One session: it asks for the page of an address and waits until the script has run."""

    def __init__(self, url: str) -> None:
        """Make a viewer of the app at an address; it connects when it is entered."""
        self._url = url.replace("http://", "ws://") + _STREAM
        self._socket: Any = None
        self.received = 0
        self.messages = 0
        self._runs = 0
        self.told = 0
        """How often a page said that the answer is on its way, and was asked again."""
        self._is_waiting = False
        self._keeps: dict[str, int] = {}

    async def __aenter__(self) -> Self:
        """Connect."""
        self._socket = await connect(self._url, subprotocols=["streamlit"], max_size=_LARGEST)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Leave, as one who closes the window."""
        await self._socket.close()

    async def look(self, query: str = "") -> float:
        """Ask for an address of the start page; the seconds until its script has run.

        A page that says that its answer is on its way is asked again, as it does by itself.

        Raises:
            RunFailedError: The page shows an exception, or the script did not end in time.
        """
        message = BackMsg()
        message.rerun_script.query_string = query
        self._keeps = {
            name: run for name, run in self._keeps.items() if run + _KEEPS_RUNS >= self._runs
        }
        message.rerun_script.cached_message_hashes.extend(self._keeps)
        self._runs += 1
        before = time.perf_counter()
        while True:
            self._is_waiting = False
            await self._socket.send(message.SerializeToString())
            try:
                await asyncio.wait_for(self._until_finished(), PATIENCE_SECONDS)
            except TimeoutError:
                raise RunFailedError("did not finish") from None
            if not self._is_waiting:
                return time.perf_counter() - before
            self.told += 1
            await asyncio.sleep(_AGAIN_SECONDS)

    async def _until_finished(self) -> None:
        message = ForwardMsg()
        while True:
            data = await self._socket.recv()
            self.received += len(data)
            self.messages += 1
            message.ParseFromString(data)
            if name := message.ref_hash or (message.metadata.cacheable and message.hash):
                self._keeps[name] = self._runs
            kind = message.WhichOneof("type")
            if kind == "delta" and message.delta.new_element.WhichOneof("type") == "alert":
                self._is_waiting |= _BUSY in message.delta.new_element.alert.body
            if kind == "delta" and message.delta.new_element.WhichOneof("type") == "exception":
                raise RunFailedError(message.delta.new_element.exception.message)
            if kind == "script_finished":
                ended = ForwardMsg.ScriptFinishedStatus
                # A run that is broken off begins anew; a fragment's run is not the page's.
                if message.script_finished == ended.FINISHED_SUCCESSFULLY:
                    return
