"""Shows an open page in the other colour scheme, as it is when it is opened in that one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tests.browser.idle import POLL_MS, wait_until_idle

if TYPE_CHECKING:
    from playwright.sync_api import Page

IS_DARK = "matchMedia('(prefers-color-scheme: dark)').matches"

HAS_TURNED = """
(scheme) => getComputedStyle(document.querySelector('[data-testid="stApp"]')).colorScheme === scheme
"""
# R is Streamlit's key for this. It is not pressed where the focus is: there it may be a letter.
RUN_ANEW = """
() => ["keydown", "keyup"].forEach((type) => document.body.dispatchEvent(
  new KeyboardEvent(type, { key: "r", code: "KeyR", bubbles: true })))
"""
# The map and the stage say themselves which they have.
HAVE_FOLLOWED = """
(scheme) => {
  const maps = [...document.querySelectorAll("iframe")].map((one) => one.contentDocument);
  const roots = [...document.querySelectorAll('[data-testid="stBidiComponentIsolated"]')]
    .flatMap((one) => [...one.shadowRoot.querySelectorAll(".stage, .notes")]);
  const isDark = scheme === "dark";
  return maps.every((map) => map.documentElement.classList.contains("cm-dark") === isDark)
    && roots.every((root) => root.classList.contains("dark") === isDark);
}
"""


def scheme_of(page: Page) -> str:
    return "dark" if page.evaluate(IS_DARK) else "light"


def show_in(page: Page, scheme: str) -> None:
    """Change the scheme of the visitor's system, and wait until all of the page has followed.

    Map, charts and stage have the colours that the server gave them, so the page is run anew.
    """
    if scheme_of(page) == scheme:
        return
    page.emulate_media(color_scheme=scheme)
    page.wait_for_function(HAS_TURNED, arg=scheme, polling=POLL_MS)
    page.evaluate(RUN_ANEW)
    wait_until_idle(page)
    page.wait_for_function(HAVE_FOLLOWED, arg=scheme, polling=POLL_MS)


def found_in_both_schemes(page: Page, look: Callable[[Page], list[Any]]) -> list[tuple[str, Any]]:
    """Look at a page in the scheme it has, and in the other, in which it then stays.

    Each thing that is found is given with its scheme.
    """
    first = scheme_of(page)
    found = [(first, one) for one in look(page)]
    other = "light" if first == "dark" else "dark"
    show_in(page, other)
    return found + [(other, one) for one in look(page)]
