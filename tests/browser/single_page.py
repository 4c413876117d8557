"""Opens a page that was taken away as its reader does: from a disk, without any network."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data.export.extract import Extract
from data.export.single_page.document import html_file
from data.filters.choice import ALL_KINDS, Choice
from data.model.campaign import Campaign

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

LAPTOP = (1366, 768)
TELEPHONE = (390, 844)

SCROLLERS = """
() => [...document.querySelectorAll("body *")].filter((node) => {
  const style = getComputedStyle(node);
  const scrolls = (name) => ["auto", "scroll"].includes(style[name]);
  return (scrolls("overflowY") && node.scrollHeight > node.clientHeight && node.clientHeight)
    || (scrolls("overflowX") && node.scrollWidth > node.clientWidth && node.clientWidth);
}).map((node) => node.tagName + "#" + node.id + "." + node.className)
"""


def write_page(path: Path, campaign: Campaign, language: str = "en") -> Path:
    """Write the page of a whole campaign, related meetings too."""
    choice = Choice(kinds=(ALL_KINDS,))
    site = "https://map.example/explore"
    path.write_bytes(html_file(Extract(campaign, choice, language, site, date(2026, 11, 24))))
    return path


class Readers:
    """Browsers without a network, one for each kind of reader, that tests use one after the other.

    In each a page without anything stays open, which keeps its process: to start one takes longer
    than to draw a page. What the tests open keeps nothing but its address.
    """

    def __init__(self, browser: Browser, folder: Path) -> None:
        self._browser = browser
        self._still = folder / "still.html"
        self._still.write_text("<!doctype html><title>Still</title>")
        self._kept: dict[bool, BrowserContext] = {}

    def context(self, *, scripts: bool) -> BrowserContext:
        """Give the browser of a reader with scripts or without."""
        if scripts not in self._kept:
            self._kept[scripts] = self._browser.new_context(
                java_script_enabled=scripts, reduced_motion="reduce", offline=True
            )
            self._kept[scripts].new_page().goto(self._still.as_uri())
        return self._kept[scripts]

    def forget(self) -> None:
        """Let the next test have new ones."""
        for context in self._kept.values():
            context.close()
        self._kept.clear()


class Reader:
    """One test's reader, and everything that its pages asked for or complained of."""

    def __init__(self, readers: Readers) -> None:
        self._readers = readers
        self._pages: list[Page] = []
        self._heard: set[BrowserContext] = set()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.dialogs: list[str] = []
        self._listeners: dict[Any, Callable[[Any], None]] = {
            "request": lambda request: self.requests.append(request.url),
            "weberror": lambda error: self.complaints.append(str(error.error)),
            "console": lambda message: self.complaints.append(message.text),
            "dialog": lambda dialog: self.dialogs.append(dialog.message),
        }

    def open(
        self,
        path: Path,
        view: str = "",
        *,
        size: tuple[int, int] = LAPTOP,
        scripts: bool = True,
    ) -> Page:
        """Open a page at a view, `region=mena&c=beirut-2016`, and wait until it is drawn."""
        page = self._new_page(self._readers.context(scripts=scripts))
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.goto(path.as_uri() + (f"#{view}" if view else ""))
        if scripts:
            page.get_by_role("status").filter(has_text="of").wait_for()
        return page

    def _new_page(self, context: BrowserContext) -> Page:
        if context not in self._heard:
            self._heard.add(context)
            for event, listener in self._listeners.items():
                context.on(event, listener)
        self._pages.append(context.new_page())
        return self._pages[-1]

    def close(self) -> None:
        """Close what this test has opened, and listen no more."""
        for page in self._pages:
            page.close()
        for context in self._heard:
            for event, listener in self._listeners.items():
                context.remove_listener(event, listener)


def numbers(page: Page) -> list[int]:
    """The numbers of the marks on the map, in the order that Tab reaches them."""
    texts = page.locator("#map .cm-mark:not(.cm-ghost)").all_inner_texts()
    return [int(text) for text in texts]


def rows(page: Page) -> list[int]:
    """The numbers in the table, in its order."""
    return [int(text) for text in page.locator("td.number").all_inner_texts()]


def view_of(page: Page) -> str:
    """What the address says after `#`."""
    return page.evaluate("location.hash.slice(1)")
