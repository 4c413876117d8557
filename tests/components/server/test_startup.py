"""What a server does before anybody asks; logs of one line, without a visitor's list."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from concurrent.futures import Future
from io import StringIO
from queue import Queue

import pytest

from components.server import startup
from components.server.startup import log_one_line_each, running
from data.filters.query import Query
from tests.loops import run_apart
from tests.shipped import shipped_campaign


@pytest.fixture
def log() -> Iterator[StringIO]:
    """Give what a logger writes after the server has started."""
    before, lines = logging.getLogRecordFactory(), StringIO()
    handler = logging.StreamHandler(lines)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logger = logging.getLogger("tests.one_line")
    logger.addHandler(handler)
    log_one_line_each()
    yield lines
    logging.setLogRecordFactory(before)
    logger.removeHandler(handler)


def test_an_exception_is_one_line_without_its_message(log: StringIO) -> None:
    try:
        int("Ms Secret\nof Dakar")
    except ValueError as error:
        # As Streamlit logs an exception of a page.
        logging.getLogger("tests.one_line").warning("Uncaught app execution", exc_info=error)
    (line,) = log.getvalue().splitlines()
    assert "WARNING Uncaught app execution [ValueError" in line
    assert "tests/components/server/test_startup.py:" in line
    assert "Secret" not in line


def test_a_text_of_several_lines_is_one_line(log: StringIO) -> None:
    logging.getLogger("tests.one_line").error("first %s\n\n  second", "a\nb")
    assert log.getvalue().endswith("ERROR first a b second\n")


def test_the_first_view_is_drawn_before_anybody_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: Queue[str] = Queue()
    loaded: Future[Query] = Future()
    loaded.set_result(shipped_campaign())
    monkeypatch.setattr(startup, "start_up", lambda: None)
    monkeypatch.setattr(startup, "begin_to_load", lambda: loaded)
    monkeypatch.setattr(
        startup, "draw_first_view", lambda _campaign, view, *_args: drawn.put(view.language)
    )

    async def start() -> list[str]:
        async with running(None):
            return [await asyncio.to_thread(drawn.get, timeout=30) for _ in range(2)]

    assert run_apart(start()) == ["en", "fr"]
