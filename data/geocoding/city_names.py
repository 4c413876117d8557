"""Ways to read and to spell the name of a city, the most literal first."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_PARENTHESES = re.compile(r"^(?P<name>[^()]+)\((?P<addition>[^()]+)\)\s*$")
_SHORT_WORDS = {
    "cd": "ciudad",
    "ft": "fort",
    "mt": "mount",
    "st": "saint",
    "sta": "santa",
    "ste": "sainte",
    "sto": "santo",
}
# "City of London" is London; the words are as folding leaves them.
_LEADING = (
    "city of ", "ville de ", "ciudad de ", "cidade de ", "citta di ", "stadt ", "downtown ",
    "greater ", "metro ", "metropolitan ",
)  # fmt: skip
_TRAILING = (" city", " metropolitan area", " area", " municipality", " town", " d c", " d f")
_POSTCODE = re.compile(r"(?:[A-Za-z]{1,3}[- ])?\d[\d -]*|[A-Z]{1,2}\d[\dA-Z]? ?\d[A-Z]{2}")


def is_postcode(text: str) -> bool:
    """Tell whether a text is the number of a post office: "1211", "F-75007", "SW1A 1AA"."""
    return bool(_POSTCODE.fullmatch(text.strip()))


def readings(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give the ways to read a text, as name and additions: "Austin, TX", "Paris (Texas)"."""
    yield text, ()
    if parts := _PARENTHESES.match(text):
        yield parts["name"], (parts["addition"],)
    name, *additions = (part.strip() for part in re.split(r"[,()]", text))
    if additions := [addition for addition in additions if addition]:
        yield name, tuple(additions)


def spellings(key: str, *, is_bold: bool) -> Iterator[tuple[str, ...]]:
    """Give the ways to spell a folded name; those given together are equally good.

    Args:
        key: the folded name.
        is_bold: give also those that would mean too much where the country isn't known.
    """
    words = key.split(" ")
    spelled_out = " ".join([*(_SHORT_WORDS.get(word, word) for word in words[:-1]), words[-1]])
    yield (key, spelled_out) if spelled_out != key else (key,)
    for leading in _LEADING:
        if key.startswith(leading):
            yield (key.removeprefix(leading),)
    for trailing in _TRAILING:
        if key.endswith(trailing):
            yield (key.removesuffix(trailing),)
    if is_bold and len(words) > 1:
        yield (key.replace(" ", ""),)


def without_digits(key: str) -> str:
    """Leave the words without digits: "dc 20001" gives "dc"."""
    return " ".join(word for word in key.split(" ") if not any(map(str.isdigit, word)))


def initials(key: str) -> str:
    """Join single letters: "n s" gives "ns", anything else gives ""."""
    letters = key.split(" ")
    return "".join(letters) if all(len(letter) == 1 for letter in letters) else ""
