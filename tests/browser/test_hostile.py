"""Text from data is text: nothing of it runs, in the browser or on the server, and all is shown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.browser.explore import TELEPHONE, open_explore, overflow, panel, settle, walk, world_map
from tests.browser.hostile_campaign import CANARY, PAYLOADS
from tests.browser.idle import wait_until_idle
from tests.browser.opening import LAPTOP, OpenKept

if TYPE_CHECKING:
    from playwright.sync_api import Dialog, Page

# All that is said to a reader, on the screen and to those who hear it.
SAID = """
() => {
  const names = ["aria-label", "alt", "title", "placeholder", "value"];
  const nodes = [...document.body.querySelectorAll("*:not(script):not(style)")];
  const isText = (node) => node.nodeType === Node.TEXT_NODE;
  const texts = nodes.flatMap((node) => [...node.childNodes].filter(isText));
  const said = nodes.flatMap((node) => names.map((name) => node.getAttribute(name) || ""));
  return texts.map((text) => text.data).concat(said);
}
"""
SAFE = ("http:", "https:", "mailto:")
SHOWN = 40
"""So many letters of a text are enough to know it again."""


@pytest.fixture(autouse=True)
def _nothing_ran_on_the_server(hostile_folder: Path) -> Iterator[None]:
    yield
    assert not (hostile_folder / CANARY).exists()


def expect_nothing_ran(page: Page) -> None:
    """Expect no trace of a text that was taken for something else, in any frame."""
    for frame in page.frames:
        assert frame.evaluate("typeof window.pwned") == "undefined", frame.url
        assert page.get_by_test_id("stException").count() == 0
        assert [text for text in frame.evaluate(SAID) if "1337" in text] == [], frame.url
        links = frame.locator("a[href]").evaluate_all(
            "(all) => all.map((a) => [a.protocol, a.href])"
        )
        assert [href for protocol, href in links if protocol not in SAFE] == []
        # Streamlit's own pictures are part of its scripts; the campaign has none that may be shown.
        pictures = frame.locator("img").evaluate_all("(all) => all.map((one) => one.src)")
        assert [picture for picture in pictures if not picture.startswith("data:image/svg")] == []
    assert page.locator("script:not([src])").filter(has_text="pwned").count() == 0


@pytest.mark.long
def test_every_card_shows_its_texts_as_they_are_written(open_kept: OpenKept, hostile: str) -> None:
    page = open_explore(open_kept, f"?c={quote(PAYLOADS['expression'])}", url=hostile)
    seen = set()
    for _ in PAYLOADS:
        heading = panel(page).get_by_role("heading").first.inner_text()
        said = _squeezed(heading.partition(".")[2])
        seen |= {name for name, text in PAYLOADS.items() if said == _squeezed(text)}
        expect_nothing_ran(page)
        following = page.get_by_role("button", name="Next")
        if following.is_disabled():
            break
        following.click()
        settle(page)
    assert seen == PAYLOADS.keys()


def _squeezed(text: str) -> str:
    """Give the beginning of a text without blanks, and without what nobody sees."""
    return "".join(text.replace("\u2060", "").replace("\u200b", "").split())[:SHOWN]


@pytest.mark.long
@pytest.mark.parametrize("size", [LAPTOP, TELEPHONE], ids=["laptop", "telephone"])
def test_every_page_opens_and_keeps_its_layout(
    size: tuple[int, int], open_kept: OpenKept, hostile: str
) -> None:
    page = open_kept("/", url=hostile, viewport=size)
    dialogs: list[str] = []

    def note(dialog: Dialog) -> None:
        dialogs.append(dialog.message)

    page.on("dialog", note)
    for title in walk(page):
        expect(page.get_by_text(PAYLOADS["expression"]).first).to_be_attached()
        assert overflow(page) == [], title
        closed = page.locator('[data-testid="stExpander"] details:not([open]) > summary')
        for summary in closed.element_handles():
            summary.click()
            wait_until_idle(page)
        openers = page.locator('[data-testid="stPopover"] button[aria-haspopup]')
        for opener in openers.element_handles():
            if opener.is_visible():
                opener.click()
                wait_until_idle(page)
                page.keyboard.press("Escape")
                expect(page.get_by_test_id("stPopoverBody")).to_have_count(0)
        main = page.locator('[data-testid="stMain"]')
        main.evaluate("(main) => main.scrollTo(0, main.scrollHeight)")
        wait_until_idle(page)
        expect_nothing_ran(page)
    page.remove_listener("dialog", note)
    assert dialogs == []


@pytest.mark.parametrize("name", ["expression", "separator"])
def test_a_view_of_one_text_opens_on_every_page(
    name: str, open_kept: OpenKept, hostile: str
) -> None:
    # An address can't be as long as the longest text.
    text = quote(PAYLOADS[name][:100])
    page = open_kept(f"/?region={text}&organization={text}&c={text}&words={text}", url=hostile)
    for title in walk(page):
        expect_nothing_ran(page)
        assert overflow(page) == [], title


@pytest.mark.long
def test_the_map_names_its_marks_as_they_are_written(open_kept: OpenKept, hostile: str) -> None:
    page = open_explore(open_kept, "?lines=all", url=hostile)
    expect(world_map(page).locator(".cm-mark")).to_have_count(len(PAYLOADS))
    for name in ("expression", "block", "comment", "script", "image", "backticks", "picture"):
        label = f"{PAYLOADS[name]}, Senegal, {PAYLOADS[name]}"
        expect(world_map(page).get_by_role("button", name=label)).to_have_count(1)
        line = world_map(page).get_by_role("img", name=PAYLOADS[name])
        expect(line.first).to_be_attached()
    expect_nothing_ran(page)


def test_a_mark_s_tooltip_is_text(open_kept: OpenKept, hostile: str) -> None:
    page = open_explore(open_kept, url=hostile)
    mark = world_map(page).get_by_role("button", name=PAYLOADS["image"]).first
    mark.focus()
    expect(world_map(page).locator(".cm-tip")).to_contain_text(PAYLOADS["image"])
    expect_nothing_ran(page)
