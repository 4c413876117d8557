"""TOML text from anybody: read within limits, so that no text keeps a server busy."""

from __future__ import annotations

import tomllib
from typing import Any

MOST_LETTERS = 5_000_000
"""A recipe of a list with 20,000 cities has about four million."""
MOST_DOTS = 500
"""Dots of one line. The time for a key `a.b.c` grows with the square of its parts."""


def read_toml(text: str) -> dict[str, Any]:
    """Read TOML.

    Raises:
        tomllib.TOMLDecodeError: It is none, or larger, or nested deeper, than a person writes it.
    """
    if len(text) > MOST_LETTERS:
        raise tomllib.TOMLDecodeError(f"More than {MOST_LETTERS:,} letters")
    if any(line.count(".") > MOST_DOTS for line in text.splitlines()):
        raise tomllib.TOMLDecodeError(f"A line with more than {MOST_DOTS} dots")
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise tomllib.TOMLDecodeError("Nested too deep") from error
