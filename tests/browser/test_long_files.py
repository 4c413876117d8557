"""A file that takes long: others go on as before, it can be cancelled, and nothing stays behind."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from playwright.sync_api import expect

from tests.benchmarks.generate import generate
from tests.browser.explore import go_to, settle
from tests.browser.test_take_away import download, open_dialog

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.browser.conftest import OpenPage, Serve

ROWS = 3000
WAIT_MS = 90_000


@pytest.fixture(scope="session")
def many(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give the address of the app with more consultations than a workbook is made of directly."""
    return serve(generate(tmp_path_factory.mktemp("long"), ROWS))


@pytest.fixture
def page(open_page: OpenPage, many: str) -> Page:
    return settle(open_page(url=many, path=""))


def begin(page: Page) -> Locator:
    """Ask for the workbook, and wait until a process makes it."""
    dialog = open_dialog(page)
    dialog.get_by_role("button", name="Excel", exact=True).click()
    expect(dialog.get_by_text(re.compile(r"^Making generated-3000_.*\.xlsx$"))).to_be_visible()
    wait_for_processes(page, 1)
    return dialog


def processes() -> int:
    """Count what makes files on this machine, whoever started it but other tests' servers."""
    lines = [_command(path) for path in Path("/proc").glob("[0-9]*/cmdline")]
    return sum(b"data.export.made_aside" in line for line in lines)


def _command(path: Path) -> bytes:
    try:
        own = path.with_name("environ").read_bytes()
        return path.read_bytes() if b"long0" in own else b""
    except OSError:
        return b""


def wait_for_processes(page: Page, count: int) -> None:
    for _ in range(300):
        if processes() == count:
            return
        page.wait_for_timeout(50)
    assert processes() == count


def test_another_visitor_filters_meanwhile_and_the_file_is_whole(
    page: Page, open_page: OpenPage, many: str
) -> None:
    other = settle(open_page(url=many, path=""))
    dialog = begin(page)
    go_to(other, "?from=2015&to=2015")
    expect(
        other.get_by_text(re.compile(r"^2015: .* of 3,000 consultations$")).first
    ).to_be_visible()
    save = dialog.get_by_role("button", name="Save")
    expect(save).to_be_visible(timeout=WAIT_MS)
    name, content = download(page, save)
    assert name.startswith("generated-3000_")
    sheet = openpyxl.load_workbook(io.BytesIO(content), read_only=True).worksheets[0]
    assert sheet.max_row == ROWS + 1
    assert processes() == 0


def test_cancelling_ends_the_process(page: Page) -> None:
    dialog = begin(page)
    dialog.get_by_role("button", name="Cancel").click()
    expect(dialog.get_by_text("Making")).to_have_count(0)
    wait_for_processes(page, 0)
    expect(dialog.get_by_role("button", name="Save")).to_have_count(0)


def test_a_closed_window_leaves_no_process(page: Page, open_page: OpenPage, many: str) -> None:
    other = settle(open_page(url=many, path=""))
    begin(page)
    page.close()
    wait_for_processes(other, 0)


def test_the_box_may_be_closed_meanwhile(page: Page) -> None:
    begin(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    go_to(page, "?from=2015")
    save = open_dialog(page).get_by_role("button", name="Save")
    expect(save).to_be_visible(timeout=WAIT_MS)
