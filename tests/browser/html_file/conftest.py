"""One HTML file, written once for all its tests, and a reader without a network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from data.cluster.opening import open_campaign
from tests.browser.hostile_campaign import write_hostile_campaign
from tests.browser.single_page import Reader, Readers, write_page
from tests.browser.windows import FAILED
from tests.shipped import shipped_campaign

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PLACED = list(range(1, 18))
"""Numbers of the consultations that have a place; the eighteenth is a webinar."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pages")


@pytest.fixture(scope="module")
def micic(folder: Path) -> Path:
    return write_page(folder / "micic.html", shipped_campaign())


@pytest.fixture(scope="module")
def hostile(folder: Path) -> Path:
    return write_page(folder / "hostile.html", open_campaign(write_hostile_campaign(folder)))


@pytest.fixture(scope="session")
def readers(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Readers:
    return Readers(browser, tmp_path_factory.mktemp("still"))


@pytest.fixture
def reader(request: pytest.FixtureRequest, readers: Readers) -> Iterator[Reader]:
    """Yield a page; at its end, check that it only requested the file and logged no error."""
    reader = Reader(readers)
    yield reader
    reader.close()
    if request.node.stash[FAILED]:
        readers.forget()
    asked = [url for url in reader.requests if not url.startswith(("file:", "data:"))]
    assert asked == []
    assert reader.complaints == []
    assert reader.dialogs == []
