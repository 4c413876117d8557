"""Logs: a line is an event, and nothing of a visitor's list is in it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from io import StringIO

import pytest

from components.server.startup import log_one_line_each


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
