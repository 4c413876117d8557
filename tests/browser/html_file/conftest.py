"""One HTML file, written once for all its tests, and a reader without a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from data.loading import load_campaign
from tests.browser.hostile_campaign import write_hostile_campaign
from tests.browser.single_page import (
    Reader,
    write_page,
)
from tests.shipped import shipped_campaign

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

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
    return write_page(folder / "hostile.html", load_campaign(write_hostile_campaign(folder)))


@pytest.fixture
def reader(browser: Browser) -> Iterator[Reader]:
    """Give a reader; at the end nothing but the file was asked for, and nothing was wrong."""
    reader = Reader(browser)
    yield reader
    reader.close()
    asked = [url for url in reader.requests if not url.startswith(("file:", "data:"))]
    assert asked == []
    assert reader.complaints == []
    assert reader.dialogs == []
