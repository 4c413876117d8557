"""TOML text from anybody: read within limits, so that no text keeps a server busy or fills it."""

from __future__ import annotations

import re
import tomllib
from typing import Any

MOST_LETTERS = 300_000
"""A `campaign.toml` or a tour. The longest that people write have some 20,000."""

MOST_RECIPE_LETTERS = 5_000_000
"""A recipe of a list with 20,000 cities has about four million."""

MOST_DOTS = 500
"""Dots of one line. The time for a key `a.b.c` grows with the square of its parts."""

MOST_DOTS_IN_ALL = 15_000
"""Dots of all lines, but for one in each decimal number and each heading. Each part of a key
`a.b.c` takes more than two kilobytes of memory."""

_OWN_LINES = re.compile(r"^\[.*\.|=[ \t]*[+-]?[0-9]+\.[0-9]+[ \t]*$", re.MULTILINE)
"""What a dot belongs to in a line that is not long: a heading, or a decimal number."""


def read_toml(text: str, most: int = MOST_LETTERS) -> dict[str, Any]:
    """Read TOML.

    Args:
        text: It.
        most: Letters it may have.

    Raises:
        tomllib.TOMLDecodeError: It is none, or larger, or nested deeper, than a person writes it,
            or has a number of thousands of digits.
    """
    if len(text) > most:
        raise tomllib.TOMLDecodeError(f"More than {most:,} letters")
    if any(line.count(".") > MOST_DOTS for line in text.splitlines()):
        raise tomllib.TOMLDecodeError(f"A line with more than {MOST_DOTS} dots")
    if text.count(".") - len(_OWN_LINES.findall(text)) > MOST_DOTS_IN_ALL:
        raise tomllib.TOMLDecodeError(f"More than {MOST_DOTS_IN_ALL:,} dots")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise
    except RecursionError as error:
        raise tomllib.TOMLDecodeError("Nested too deep") from error
    except ValueError as error:
        # Python reads no decimal integer of more than 4,300 digits.
        raise tomllib.TOMLDecodeError("A number of too many digits") from error
