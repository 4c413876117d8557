"""The text of a text slide: a small part of Markdown, parsed into pieces of plain text.

Supported: `# heading`, `- item`, `1. item`, `**bold**`, `*italic*` or `_italic_`, and
`[words](https://address)`. Everything else is plain text; nothing is ever HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from data.words.links import web_address

LONGEST = 4000
_LINE = re.compile(r"(?P<heading>#{1,6} +)|(?P<item>[-*•] +)|(?P<number>\d{1,3})[.)] +")
_INLINE = re.compile(
    r"\*\*(?P<bold>[^*]+)\*\*|\*(?P<star>[^*\s][^*]*)\*|(?<!\w)_(?P<line>[^_\s][^_]*)_(?!\w)"
    r"|\[(?P<words>[^\[\]]+)\]\((?P<address>[^()\s]+)\)"
)


class Span(NamedTuple):
    """A piece of a line; `address` is "" unless it is a link."""

    text: str
    style: str = ""
    address: str = ""


class Block(NamedTuple):
    """A paragraph, heading or list item; `mark` is the bullet or number of an item."""

    kind: str
    spans: tuple[Span, ...]
    mark: str = ""


def blocks(text: str) -> tuple[Block, ...]:
    """Parse a text; lines without an empty line between are one paragraph. "" has no blocks."""
    parsed: list[Block] = []
    lines: list[str] = []
    for raw in [*text[:LONGEST].splitlines(), ""]:
        line = raw.strip()
        begun = _LINE.match(line)
        if (begun or not line) and lines:
            parsed.append(Block("paragraph", spans(" ".join(lines))))
            lines = []
        if begun:
            parsed.append(_mark_up(begun, line[begun.end() :]))
        elif line:
            lines.append(line)
    return tuple(parsed)


def _mark_up(begun: re.Match[str], rest: str) -> Block:
    if begun["heading"]:
        return Block("heading", spans(rest))
    return Block("item", spans(rest), f"{begun['number']}." if begun["number"] else "•")


def spans(line: str) -> tuple[Span, ...]:
    """Split a line into pieces of one style each."""
    return tuple(_spans(line))


def _spans(line: str) -> Iterator[Span]:
    end = 0
    for match in _INLINE.finditer(line):
        if match.start() > end:
            yield Span(line[end : match.start()])
        yield _span(match)
        end = match.end()
    if line[end:]:
        yield Span(line[end:])


def _span(match: re.Match[str]) -> Span:
    if match["bold"]:
        return Span(match["bold"], "bold")
    if match["words"]:
        address = web_address(match["address"])
        return Span(match["words"], "", address) if address else Span(match[0])
    return Span(match["star"] or match["line"], "italic")


def plain_text(text: str) -> str:
    """Return the text without its markup, one line per block, for formats that can't show it."""
    return "\n".join(
        " ".join(part for part in (block.mark, "".join(span.text for span in block.spans)) if part)
        for block in blocks(text)
    )
