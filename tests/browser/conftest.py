from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browser.chromium import ADVICE, find_chromium
from tests.browser.explore import start_over
from tests.browser.hostile_campaign import write_hostile_campaign
from tests.browser.kept import BESIDE, Kept, enter, leave
from tests.browser.opening import LAPTOP, OpenKept, OpenPage, Serve
from tests.browser.shared import Shared
from tests.browser.thousands import write_thousands
from tests.browser.watch import Watch
from tests.browser.windows import FAILED, Windows

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FLAGS = [
    "--disable-background-networking",
    "--disable-component-update",
    # What a process has compiled of the app's scripts is parsed once more while they arrive.
    "--disable-features=ScriptStreaming",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--no-sandbox",
]

PATIENT_MS = 120_000
"""What a test expects may take so long: on a busy machine a click needs more than Playwright's five
seconds. Waiting costs nothing where it is there at once."""

ONE_PROCESS = "--process-per-site"
"""Tabs of one context share what they have compiled: the app's scripts are megabytes."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder, so that `-m "not browser"` leaves them out.

    What waited in vain for a busy machine is tried once more, and the summary lists it. A wrong
    answer is not.
    """
    for item in items:
        if "/tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.flaky(reruns=1, only_rerun=["TimeoutError"]))


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shared]:
    """Give what all processes of this run have in common."""
    own = tmp_path_factory.getbasetemp()
    shared = Shared((own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "shared")
    yield shared
    shared.leave()


@pytest.fixture(scope="session")
def serve(shared: Shared) -> Serve:
    """Serve a campaign by its name, as it is written into a folder, and give the address."""

    def address(name: str, write: Callable[[Path], Path] | None = None) -> str:
        return shared.url(name, shared.campaign(name, write) if write else None)

    return address


@pytest.fixture(scope="session")
def server(serve: Serve) -> str:
    """Give the address of the app with the shipped campaign."""
    return serve("shipped")


@pytest.fixture(scope="session")
def hostile_folder(shared: Shared) -> Path:
    """Give the folder in which the hostile campaign lies, and its canary if it ran."""
    return shared.campaign("hostile", write_hostile_campaign).parent


@pytest.fixture(scope="session")
def hostile(serve: Serve) -> str:
    """Give the address of the app with the hostile campaign."""
    return serve("hostile", write_hostile_campaign)


@pytest.fixture(scope="session")
def thousands_folder(shared: Shared) -> Path:
    """Give the folder of a campaign with more consultations than a map can show one by one."""
    return shared.campaign("thousands", write_thousands)


@pytest.fixture(scope="session")
def thousands(serve: Serve) -> str:
    """Give the address of the app with that campaign."""
    return serve("thousands", write_thousands)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find_chromium()
    if path is None:
        pytest.fail(ADVICE)
    expect.set_options(timeout=PATIENT_MS)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=[*FLAGS, ONE_PROCESS])
        yield chromium
        chromium.close()


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Write down what the test's pages do; at the end nothing foreign and nothing uncaught."""
    watch = Watch()
    yield watch
    assert watch.foreign_requests == []
    assert watch.uncaught == []


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Remember whether a test failed, for the fixtures that clean up after it."""
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.fixture(scope="session")
def windows(browser: Browser) -> Windows:
    return Windows(browser)


@pytest.fixture
def open_page(request: pytest.FixtureRequest, windows: Windows, watch: Watch) -> Iterator[OpenPage]:
    """Open a page of the app, and wait until it has settled; alone: in a browser of its own."""

    def page_at(
        path: str = "/",
        *,
        viewport: tuple[int, int] = LAPTOP,
        url: str | None = None,
        alone: bool = False,
    ) -> Page:
        address = (url or request.getfixturevalue("server")) + path
        return windows.open(address, watch, viewport, alone=alone)

    yield page_at
    windows.after_test(watch, failed=request.node.stash[FAILED])


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """Open the start page, in English and light, on a laptop's screen."""
    return open_page()


@pytest.fixture(scope="session")
def kept(browser: Browser) -> Kept:
    return Kept(browser)


@pytest.fixture
def kept_page(request: pytest.FixtureRequest, kept: Kept, server: str) -> Iterator[Page]:
    """Give the start page with nothing chosen, in a window that tests use one after the other.

    To open a page takes longer than most tests. After a test that failed a new one is opened.
    """
    with kept.during(request.node):
        page = kept.window(server)
        start_over(page)
        yield page


@pytest.fixture
def open_kept(request: pytest.FixtureRequest, kept: Kept) -> Iterator[OpenKept]:
    """Show a page of the app in such a window as if it was opened there.

    The server remembers more of a visitor than the address says: which step was left last, and the
    tour that was changed. A test that leaves those behind has to open a page of its own.
    """

    def page_at(path: str, *, viewport: tuple[int, int] = LAPTOP, url: str | None = None) -> Page:
        page = kept.window((url or request.getfixturevalue("server")) + BESIDE)
        used.append(page)
        enter(page, path, viewport)
        return page

    used: list[Page] = []
    with kept.during(request.node):
        yield page_at
        for page in used if not request.node.stash[FAILED] else ():
            leave(page)
