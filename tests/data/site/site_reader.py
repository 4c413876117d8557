"""Read a published site as a browser does."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path


class Seen(HTMLParser):
    """What a browser reads of a page: attributes of each element, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, name: str, attribute: str) -> list[str]:
        return [
            found[attribute] for tag, found in self.elements if tag == name and attribute in found
        ]


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
