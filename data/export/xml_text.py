"""Text from data for XML, which has no place for most control characters."""

from __future__ import annotations

import re

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What is no character of XML 1.0 (https://www.w3.org/TR/xml/#charsets)."""


def xml_text(text: str) -> str:
    """A text without what XML can't hold; line breaks stay, of one kind."""
    return _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n"))
