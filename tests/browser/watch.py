"""Writes down what a browser does while a test looks at the page."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

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
        context.on("request", lambda request: self.requests.append(request.url))
        context.on("weberror", lambda error: self.uncaught.append(str(error.error)))
        context.on(
            "console",
            lambda message: (
                self.console_errors.append(message.text) if message.type == "error" else None
            ),
        )
        context.on("page", self._attach_page)

    def _attach_page(self, page: Page) -> None:
        page.on("websocket", lambda websocket: self.requests.append(websocket.url))

    @property
    def foreign_requests(self) -> list[str]:
        """The addresses asked for that are not of this machine."""
        return [url for url in self.requests if _is_foreign(url)]


def _is_foreign(url: str) -> bool:
    address = urlsplit(url)
    return address.scheme not in OWN_SCHEMES and address.hostname not in OWN_HOSTS
