"""TOML text that would keep a server busy is refused; what people write is read."""

from __future__ import annotations

import tomllib

import pytest

from data.toml_text import MOST_DOTS, MOST_LETTERS, read_toml


def test_what_people_write_is_read() -> None:
    assert read_toml('a.b = 1\ntext = "' + "One. " * 400 + '"')["a"] == {"b": 1}


@pytest.mark.parametrize(
    "text",
    [
        "a." * 100_000 + "b = 1",
        "[" + "a." * 100_000 + "b]",
        "a." * (MOST_DOTS + 1) + "b = 1",
        "x = " + "[" * 100_000,
        "#" * (MOST_LETTERS + 1),
        "[[",
    ],
    ids=["a long key", "a long heading", "just too long", "nested", "too large", "none"],
)
def test_what_would_take_minutes_is_refused_at_once(text: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError):
        read_toml(text)
