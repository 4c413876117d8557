"""HTML put together from parts: whatever is not HTML already is text."""

from __future__ import annotations

import html
import re

_VOID = {"br", "img", "input", "link", "meta"}
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""Control characters, which HTML forbids."""


class Html(str):
    """A piece of HTML; only `tag` and `raw` make one."""

    __slots__ = ()


def tag(name: str, /, *inside: str, **attributes: str | bool) -> Html:
    """An element.

    Args:
        name: Of the element; never from data.
        inside: HTML as it is, any other text escaped.
        attributes: Values are escaped; True is a bare attribute, False and "" leave it out.
            `class_` is `class`, `data_x` is `data-x`.
    """
    said = "".join(_attribute(key, value) for key, value in attributes.items() if value)
    start = f"<{name}{said}>"
    return Html(start if name in _VOID else f"{start}{joined(*inside)}</{name}>")


def joined(*parts: str) -> Html:
    """Parts one after the other, those that are not HTML escaped."""
    return Html("".join(part if isinstance(part, Html) else _escaped(part) for part in parts))


def raw(text: str) -> Html:
    """Text of ours that is HTML already, never text from data."""
    return Html(text)


def _attribute(key: str, value: str | bool) -> str:  # noqa: FBT001
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{_escaped(str(value))}"'


def _escaped(text: str) -> str:
    return html.escape(_UNSEEN.sub("\ufffd", text))
