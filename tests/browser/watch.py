"""Writes down what a browser does while a test looks at the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, WebError

OWN_HOSTS = {"127.0.0.1", "localhost"}
# These stay inside the browser.
OWN_SCHEMES = {"about", "blob", "data"}


class Watch:
    """Every request, console error and uncaught error of the contexts it was attached to."""

    def __init__(self) -> None:
        self.requests: list[str] = []
        self.console_errors: list[str] = []
        self.uncaught: list[str] = []

    def attach(self, context: BrowserContext) -> None:
        """Write down what the pages of a context do from now on."""
        for event, listener in self._listeners().items():
            context.on(event, listener)

    def detach(self, context: BrowserContext) -> None:
        """Write down nothing more of a context."""
        for event, listener in self._listeners().items():
            context.remove_listener(event, listener)

    def _listeners(self) -> dict[Any, Callable[[Any], None]]:
        return {
            "request": self._on_request,
            "weberror": self._on_error,
            "console": self._on_console,
            "page": self._on_page,
        }

    def _on_request(self, request: Request) -> None:
        self.requests.append(request.url)

    def _on_error(self, error: WebError) -> None:
        self.uncaught.append(str(error.error))

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.console_errors.append(message.text)

    def _on_page(self, page: Page) -> None:
        page.on("websocket", lambda websocket: self.requests.append(websocket.url))

    @property
    def foreign_requests(self) -> list[str]:
        """The addresses asked for that are not of this machine."""
        return [url for url in self.requests if _is_foreign(url)]


def _is_foreign(url: str) -> bool:
    address = urlsplit(url)
    return address.scheme not in OWN_SCHEMES and address.hostname not in OWN_HOSTS
