"""A sample list, and helpers that add it as a visitor does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.idle import POLL_MS, wait_until_idle
from tests.browser.opening import OpenPage

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

HOSTILE = "{{ 7*191 }} <script>alert(1)</script> **bold** $x$"
HEADER = "Event;Début;Fin;Place;Organisers;Remarks"
LIST = "\n".join(
    [
        HEADER,
        "Opening hearing;03/04/2023;;Cambridge;Migrant Forum in Asia (MFA);",
        "Second hearing;05/04/2023;;Cambridge;MFA;",
        "Round table;06/05/2023;;Lima, Peru;un women; UN Women",
        "Press briefing;soon;;Brussels, Belgium;UN Women;date to come",
        "Webinar;2023-09;;Online;Red Cross;",
        "Spring school;spring 2023;;Beirut, Lebanon;IOM;",
        "Border walk;21-22 March 2023;;Tijuana, Mexico;IOM;",
        "Old name;Feb 22 - Mar 1, 2023;;Rangoon, Burma;MFA;",
        "Nowhere;2023;;Nowhereville;;",
        "Twice;2023-06-01;;Paris, France;IOM;",
        "Twice;2023-06-01;;Paris, France;IOM;",
        "Backwards;2023-09-12;2023-09-11;Nairobi, Kenya;IOM;",
        f"{HOSTILE};2023-08-08;;Dakar, Senegal;{HOSTILE};{HOSTILE}",
        '=HYPERLINK("http://e.org");2023-07-07;;Tbilisi, Georgia;IOM;',
        ";2023-11-11;;Rome, Italy;;no title",
        "In two cities;2023-10-10;;Geneva, Switzerland;IOM;",
        "Month;March 2023;;Manila, Philippines;MFA;",
        "Quarter;2023-12;;Cairo, Egypt;;",
        "Early;2023-01-15;;Austin, TX, United States;;",
        "Late;2023-12-30;2024-01-02;San José, Costa Rica;;",
    ]
)
"""Twenty rows: dates that may be read in two ways, a Cambridge, a city that nobody knows."""

MAP_RESTS = """
(quiet) => {
  const marks = [...document.querySelectorAll(".cm-mark")];
  const boxes = marks.map((mark) => mark.getBoundingClientRect());
  const now = JSON.stringify([window.consultationMapRuns, boxes]);
  if (now !== window.seen) window.since = performance.now();
  window.seen = now;
  return window.consultationMapRuns && performance.now() - window.since >= quiet;
}
"""


def open_your_data(open_page: OpenPage, **how: object) -> Page:
    return open_page("/your_data", **how)


def give(page: Page, text: str | bytes = LIST, name: str = "my list.csv") -> None:
    data = text if isinstance(text, bytes) else text.encode()
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    ready = page.locator(".st-key-own_forget, [data-testid=stFileUploader]")
    ready.locator("visible=true").first.wait_for()
    page.locator("[data-testid=stFileUploader] input[type=file]").first.set_input_files(file)
    # The box with the file closes once it is read.
    expect(page.get_by_text(name).locator("visible=true").first).to_be_visible()
    wait_until_idle(page)


def section(page: Page, name: str) -> None:
    """Open a section of all details, instead of one question after another."""
    wait_until_idle(page)
    details = page.get_by_role("button", name="All details")
    if details.count():
        details.click()
        wait_until_idle(page)
    page.locator(".st-key-own_section_choice").get_by_role("radio", name=name).click()
    wait_until_idle(page)
    for frame in page.frames[1:]:
        frame.wait_for_function(MAP_RESTS, arg=200, polling=POLL_MS)


def counts(page: Page) -> Locator:
    return page.get_by_text("rows read")


def is_kept(page: Page) -> None:
    """Wait until the browser keeps the list, with the last answer."""
    expect(page.get_by_text("This browser keeps your list")).to_be_visible()
    wait_until_idle(page)


def explore(page: Page) -> None:
    page.get_by_role("button", name="Explore your list").click()
    page.wait_for_url(lambda url: "your_data" not in url)
    wait_until_idle(page)
