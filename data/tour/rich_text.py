"""The text of a text slide: a small part of Markdown, read into pieces that are text.

What counts: `# heading`, `- item`, `1. item`, `**bold**`, `*italic*` or `_italic_`, and
`[words](https://address)`. Everything else stands for itself; nothing of it is ever markup.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from data.words.links import web_address

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 4000
_LINE = re.compile(r"(?P<heading>#{1,6} +)|(?P<item>[-*•] +)|(?P<place>\d{1,3})[.)] +")
_INLINE = re.compile(
    r"\*\*(?P<bold>[^*]+)\*\*|\*(?P<star>[^*\s][^*]*)\*|(?<!\w)_(?P<line>[^_\s][^_]*)_(?!\w)"
    r"|\[(?P<words>[^\[\]]+)\]\((?P<address>[^()\s]+)\)"
)


class Span(NamedTuple):
    """A stretch of text; `address` is "" or one that may be a link."""

    text: str
    style: str = ""
    address: str = ""


class Block(NamedTuple):
    """A paragraph, heading or item of a list; `mark` is the bullet or the number of an item."""

    kind: str
    spans: tuple[Span, ...]
    mark: str = ""


def blocks(text: str) -> tuple[Block, ...]:
    """Read a text; lines that follow each other are one paragraph. An empty text has no block."""
    found: list[Block] = []
    lines: list[str] = []
    for raw in [*text[:LONGEST].splitlines(), ""]:
        line = raw.strip()
        begun = _LINE.match(line)
        if (begun or not line) and lines:
            found.append(Block("paragraph", spans(" ".join(lines))))
            lines = []
        if begun:
            found.append(_marked(begun, line[begun.end() :]))
        elif line:
            lines.append(line)
    return tuple(found)


def _marked(begun: re.Match[str], rest: str) -> Block:
    if begun["heading"]:
        return Block("heading", spans(rest))
    return Block("item", spans(rest), f"{begun['place']}." if begun["place"] else "•")


def spans(line: str) -> tuple[Span, ...]:
    """The stretches of one line."""
    return tuple(_spans(line))


def _spans(line: str) -> Iterator[Span]:
    end = 0
    for found in _INLINE.finditer(line):
        if found.start() > end:
            yield Span(line[end : found.start()])
        yield _span(found)
        end = found.end()
    if line[end:]:
        yield Span(line[end:])


def _span(found: re.Match[str]) -> Span:
    if found["bold"]:
        return Span(found["bold"], "bold")
    if found["words"]:
        address = web_address(found["address"])
        return Span(found["words"], "", address) if address else Span(found[0])
    return Span(found["star"] or found["line"], "italic")


def plain_text(text: str) -> str:
    """The same without its signs, a line a block: for what can't show them."""
    return "\n".join(
        " ".join(part for part in (block.mark, "".join(span.text for span in block.spans)) if part)
        for block in blocks(text)
    )
