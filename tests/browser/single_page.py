"""Opens a page that was taken away as its reader does: from a disk, without any network."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from data.choice import ALL_KINDS, Choice
from data.export.extract import Extract
from data.export.single_page import html_file

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

    from data.campaign import Campaign

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


class Reader:
    """A browser without a network, and everything that its pages asked for or complained of."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.contexts: list[BrowserContext] = []
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.dialogs: list[str] = []

    def open(
        self,
        path: Path,
        view: str = "",
        *,
        size: tuple[int, int] = LAPTOP,
        scheme: str = "light",
        scripts: bool = True,
    ) -> Page:
        """Open a page at a view, `region=mena&c=beirut-2016`, and wait until it is drawn."""
        context = self.browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme=scheme,
            java_script_enabled=scripts,
            reduced_motion="reduce",
            offline=True,
        )
        self.contexts.append(context)
        context.on("request", lambda request: self.requests.append(request.url))
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        context.on("console", lambda message: self.complaints.append(message.text))
        context.on("dialog", lambda dialog: self.dialogs.append(dialog.message))
        page = context.new_page()
        page.goto(path.as_uri() + (f"#{view}" if view else ""))
        if scripts:
            page.get_by_role("status").filter(has_text="of").wait_for()
        return page

    def close(self) -> None:
        for context in self.contexts:
            context.close()


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
