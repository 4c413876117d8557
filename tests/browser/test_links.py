"""An address is a view: the same in another browser, before and after, in another language."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from difflib import unified_diff
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.explore import (
    OWN,
    address,
    expect_chosen,
    expect_selected,
    expect_words,
    go_to,
    mark,
    marks,
    open_explore,
    panel,
    selected_on_timeline,
    settle,
    table_numbers,
    timeline_numbers,
    tray,
    view_of_map,
    world_map,
)
from tests.browser.idle import wait_until_idle
from tests.browser.opening import OpenPage

if TYPE_CHECKING:
    from playwright.sync_api import Page

ENGLISH = "Migrants in Countries in Crisis (MICIC)"
FRENCH = "Migrants dans les pays en crise (MICIC)"

ADDRESSES = [
    "?kind=all&from=2015-06&to=2016-02-17&c=dakar-states-2015",
    "?kind=states-regional&country=SN&country=CR&lines=all&organization=icmpd&role=organizer",
    "?region=asia&region=global&c=webinar&words=%E2%80%9C%C3%A9%E2%80%9D+%26+%3D",
]
LANGUAGES = [
    # what the browser asks for, the address, the title in the language that is shown
    ("fr-CA", "", FRENCH),
    ("de-DE", "", ENGLISH),
    ("en-GB", "?lang=fr", FRENCH),
    ("fr-FR", "?lang=en", ENGLISH),
]


@pytest.mark.long
@pytest.mark.parametrize("query", ADDRESSES)
def test_a_copied_link_shows_the_same_in_another_browser(
    kept_page: Page, open_page: OpenPage, query: str
) -> None:
    here = go_to(kept_page, query)
    copied = _copied_link(here)
    there = open_page(url=copied, path="")
    expect(here.get_by_role("button", name="Copied")).to_have_count(0)
    assert _difference(_seen(settle(there)), _seen(here)) == {}
    # A legend that grew a line while the page opened shifts the map by half a pixel.
    assert view_of_map(there) == pytest.approx(view_of_map(here), abs=0.3)


def _copied_link(page: Page) -> str:
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    return str(page.evaluate("navigator.clipboard.readText()"))


def _seen(page: Page) -> dict[str, Any]:
    """Give all that a view consists of."""
    return {
        "marks": world_map(page).locator(".cm-mark").all_text_contents(),
        "ghosts": world_map(page).locator(".cm-ghost").all_text_contents(),
        "pressed": world_map(page).locator('[aria-pressed="true"]').all_text_contents(),
        "lines": world_map(page).locator(".cm-line").count(),
        "timeline": timeline_numbers(page).all_text_contents(),
        "timeline_selected": selected_on_timeline(page),
        "table": table_numbers(page).all_text_contents(),
        "tray": tray(page).all_inner_texts(),
        "panel": panel(page).inner_text(),
        "page": page.locator("main, [data-testid='stMain']").first.inner_text(),
        "address": address(page),
    }


def _difference(there: dict[str, Any], here: dict[str, Any]) -> dict[str, Any]:
    """Give what differs, of a page's text the lines that are on one page only."""
    differing = {name: (there[name], here[name]) for name in here if there[name] != here[name]}
    for name in differing.keys() & {"page", "panel"}:
        lines = differing[name][0].splitlines(), differing[name][1].splitlines()
        differing[name] = list(unified_diff(*lines, lineterm="", n=1))
    return differing


@pytest.mark.long
def test_the_link_is_the_address_itself(kept_page: Page) -> None:
    page = go_to(kept_page, "?region=mena")
    mark(page, "beirut-2016").click()
    page.get_by_role("button", name="2016").first.click()
    settle(page)
    assert _copied_link(page) == page.evaluate("location.href")
    assert address(page) == {
        "region": ["mena"],
        "from": ["2016"],
        "to": ["2016"],
        "c": ["beirut-2016"],
    }


def test_back_and_forward_walk_through_the_choices(kept_page: Page) -> None:
    page = kept_page
    page.get_by_role("button", name="2015 (3)").click()
    expect_chosen(page, [1, 3, 6])
    mark(page, "dakar-2015").click()
    expect_selected(page, 6, "dakar-2015")
    page.get_by_role("combobox", name="Search all texts").fill("Manila")
    page.get_by_role("combobox", name="Search all texts").press("Enter")
    expect_chosen(page, [1])

    page.go_back()
    expect_chosen(page, [1, 3, 6])
    expect_selected(page, 6, "dakar-2015")
    expect(page.get_by_role("combobox", name="Search all texts")).to_have_value("")
    page.go_back()
    expect_chosen(page, [1, 3, 6])
    expect(world_map(page).locator('[aria-pressed="true"]')).to_have_count(0)
    page.go_back()
    expect_chosen(page, OWN)
    expect(page.get_by_role("button", name="2015 (3)")).to_have_attribute("aria-pressed", "false")
    page.go_forward()
    expect_chosen(page, [1, 3, 6])
    page.go_forward()
    expect_selected(page, 6, "dakar-2015")


@pytest.mark.long
def test_quick_clicks_are_all_counted(kept_page: Page) -> None:
    page = go_to(kept_page, "?c=manila-2015")
    # Each is clicked as soon as it is there, before the page has run to its end.
    for number in (3, 6, 8, 9, 11, 13):
        page.get_by_role("button", name=f"Next ({number})").click()
    expect_selected(page, 13, "nairobi-2016")
    for number in (11, 9):
        page.get_by_role("button", name=f"Previous ({number})").click()
    expect_selected(page, 9, "san-jose-2016")


@pytest.mark.long
def test_what_an_address_asks_for_in_vain_is_dropped_with_a_word(open_page: OpenPage) -> None:
    page = open_explore(open_page, "?region=atlantis&region=mena&c=nowhere-2015&from=yesterday")
    expect_chosen(page, [11])
    notice = page.get_by_role("alert")
    for said in ("region=atlantis", "c=nowhere-2015", "from=yesterday"):
        expect(notice).to_contain_text(said)
    expect(notice).not_to_contain_text("mena")
    assert address(page) == {"region": ["mena"]}
    mark(page, "beirut-2016").click()
    settle(page)
    expect(notice).to_have_count(0)


@pytest.mark.long
def test_links_to_the_pages_keep_the_choice(kept_page: Page) -> None:
    page = go_to(kept_page, "?kind=all&from=2016&to=2016&c=valletta-states-2016")
    wanted = address(page)
    for title in ("Regions", "Organizations", "About"):
        page.get_by_role("link", name=title, exact=True).click()
        page.wait_for_url(f"**/{title.lower()}?*")
        wait_until_idle(page)
        assert address(page) == wanted, title
    page.get_by_role("link", name="Explore").click()
    expect_selected(page, 12, "valletta-states-2016")
    expect_chosen(page, [8, 9, 10, 11, 12, 13, 14, 15, 16])


@pytest.mark.long
def test_the_language_is_the_link_s_and_else_the_browser_s(page: Page, server: str) -> None:
    for locale, query, title in LANGUAGES:
        with _speaking(page, locale):
            page.goto(f"{server}/{query}")
            wait_until_idle(page)
            expect(page.get_by_text(title, exact=True)).to_be_visible()


@contextmanager
def _speaking(page: Page, locale: str) -> Iterator[None]:
    """Let the browser of a page ask for a language: a context of its own compiles all anew."""
    session = page.context.new_cdp_session(page)
    agent = {"userAgent": page.evaluate("navigator.userAgent"), "acceptLanguage": locale}
    session.send("Emulation.setUserAgentOverride", agent)
    yield
    session.detach()


@pytest.mark.long
def test_a_french_link_is_french_throughout(kept_page: Page) -> None:
    page = go_to(kept_page, "?lang=fr&c=dakar-2015")
    name = "6. Dakar, Sénégal, Afrique de l'Ouest et centrale, 7 décembre 2015, "
    name += "Consultation régionale de la société civile"
    expect(world_map(page).get_by_role("button", name=name, exact=True)).to_be_visible()
    expect(world_map(page).locator("html")).to_have_attribute("lang", "fr")
    expect(panel(page)).to_contain_text(
        "Consultation de la société civile pour l'Afrique de l'Ouest"
    )
    expect(panel(page)).to_contain_text("7 décembre 2015")
    for english in ("Copy link", "More filters", "Previous", "Organized and hosted by", "Table"):
        expect(page.get_by_text(english, exact=True)).to_have_count(0)


@pytest.mark.long
def test_another_language_keeps_the_view(kept_page: Page) -> None:
    page = go_to(kept_page, "?region=west-central-africa&c=dakar-2015")
    page.get_by_role("combobox", name="Language").click()
    page.get_by_role("option", name="Français").click()
    expect_selected(page, 6, "dakar-2015")
    expect_chosen(page, [6])
    assert "lang=fr" in page.url
    page.go_back()
    expect_words(page, "West & Central Africa: 1 of 7 civil society consultations")
    expect(marks(page)).to_have_text(["6"])
