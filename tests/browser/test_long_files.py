"""A long file blocks nobody, can be cancelled, and leaves nothing behind."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from playwright.sync_api import expect

from tests.browser.explore import go_to, settle
from tests.browser.opening import OpenPage
from tests.browser.test_take_away import download, open_dialog
from tests.browser.thousands import THOUSANDS

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

WAIT_MS = 120_000


def begin(page: Page, campaign: Path) -> Locator:
    """Start the workbook and wait until a process makes it."""
    dialog = open_dialog(page)
    dialog.get_by_role("tab", name="Tables").click()
    dialog.get_by_role("button", name="Excel", exact=True).click()
    expect(dialog.get_by_text(re.compile(r"^Preparing generated-3000_.*\.xlsx$"))).to_be_visible()
    wait_for_processes(page, campaign, 1)
    return dialog


def processes(campaign: Path) -> int:
    """Count the processes that a server of this campaign has started to make files."""
    return sum(_makes_files(path, campaign) for path in Path("/proc").glob("[0-9]*"))


def _makes_files(process: Path, campaign: Path) -> bool:
    try:
        if b"data.export.background_job" not in (process / "cmdline").read_bytes():
            return False
        parent = (process / "stat").read_text().rpartition(")")[2].split()[1]
        return str(campaign).encode() in Path("/proc", parent, "environ").read_bytes()
    except OSError:
        return False


def wait_for_processes(page: Page, campaign: Path, count: int) -> None:
    for _ in range(300):
        if processes(campaign) == count:
            return
        page.wait_for_timeout(50)
    assert processes(campaign) == count


@pytest.mark.long
def test_a_long_file_blocks_nobody_and_leaves_nothing_behind(
    open_page: OpenPage, thousands: str, thousands_folder: Path
) -> None:
    """One test for all, because all tests share a server and count its processes."""
    page, other = (settle(open_page(url=thousands, path="")) for _ in range(2))
    cancelling_ends_the_process(page, thousands_folder)
    another_visitor_filters_meanwhile_and_the_file_is_whole(page, other, thousands_folder)
    go_to(other, "")
    the_box_may_be_closed_meanwhile(other, thousands_folder)
    page.reload()
    settle(page)
    a_closed_window_leaves_no_process(page, other, thousands_folder)


def cancelling_ends_the_process(page: Page, campaign: Path) -> None:
    dialog = begin(page, campaign)
    dialog.get_by_role("button", name="Cancel").click()
    expect(dialog.get_by_text("Making")).to_have_count(0)
    wait_for_processes(page, campaign, 0)
    expect(dialog.get_by_role("button", name="Save")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def another_visitor_filters_meanwhile_and_the_file_is_whole(
    page: Page, other: Page, campaign: Path
) -> None:
    dialog = begin(page, campaign)
    go_to(other, "?from=2015&to=2015")
    expect(
        other.get_by_text(re.compile(r"^2015: .* of 3,000 consultations$")).first
    ).to_be_visible()
    save = dialog.get_by_role("button", name="Save")
    expect(save).to_be_visible(timeout=WAIT_MS)
    name, content = download(page, save)
    assert name.startswith("generated-3000_")
    sheet = openpyxl.load_workbook(io.BytesIO(content), read_only=True).worksheets[0]
    assert sheet.max_row == THOUSANDS + 1
    assert processes(campaign) == 0


def the_box_may_be_closed_meanwhile(page: Page, campaign: Path) -> None:
    begin(page, campaign)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    go_to(page, "?from=2015")
    save = open_dialog(page).get_by_role("button", name="Save")
    expect(save).to_be_visible(timeout=WAIT_MS)


def a_closed_window_leaves_no_process(page: Page, other: Page, campaign: Path) -> None:
    begin(page, campaign)
    page.close()
    wait_for_processes(other, campaign, 0)
