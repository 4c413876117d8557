"""Translated messages for the screen, in the language of the page."""

from __future__ import annotations

import re
from collections.abc import Mapping

import streamlit as st

from data.words.languages import DEFAULT_LANGUAGE, direction, number, translations

LANGUAGE = "language"
"""Session key of the language of the current run."""

_BLANKS = re.compile(r"[^\S\u00a0\u202f]+")
_REPLACED = re.compile(r":streamlit:|<-|->|--|[<>~]=")
_LEFTWARDS = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
"""Letters of scripts written from right to left."""
_SIGNS = frozenset("\\`*_{}[]()<>#+-.!|~$:&@=\"'^/")


def language() -> str:
    """Return the code of the page's language."""
    return str(st.session_state.get(LANGUAGE, DEFAULT_LANGUAGE))


def gettext(message: str) -> str:
    """Return a message in the language of the page. Imported as `_`, which Babel finds."""
    return translations(language()).gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """Return the message for a count in the language of the page."""
    return translations(language()).ngettext(singular, plural, count)


def amount(singular: str, plural: str, count: int, **values: str) -> str:
    """Return the message for a count, with the number in it, in the language of the page.

    Args:
        singular: The message for one, with `{count}`.
        plural: The message for several.
        count: The count.
        values: What else fills the message, ready for Markdown.
    """
    return ngettext(singular, plural, count).format(count=number(count, language()), **values)


def fill(message: str, texts: Mapping[str, str]) -> str:
    """Return a message in the language of the page, filled with texts from data, escaped."""
    return gettext(message).format(**{name: plain(text) for name, text in texts.items()})


def arrow(name: str) -> str:
    """Return `arrow_forward` or `arrow_back` as an icon that points the way the language reads."""
    turned = {"arrow_forward": "arrow_back", "arrow_back": "arrow_forward"}
    return f":material/{turned[name] if direction(language()) == 'rtl' else name}:"


def with_count(pattern: str, count: str) -> str:
    """Fill a pattern from a campaign, such as `{count} hearings`, with a number in Markdown."""
    # `plain` leaves this sign alone, and no campaign's text has it.
    return plain(pattern.replace("{count}", "\0")).replace("\0", count)


def plain(text: str) -> str:
    r"""Escape text from data for Markdown, so that every character is literal.

    Streamlit reads labels, captions and Markdown as Markdown; a backslash before each ASCII
    punctuation mark makes it literal (CommonMark 2.4, backslash escapes), also in `:material/x:`
    or `$x$`. Line breaks become spaces; no-break spaces stay, as before a French colon.
    Streamlit replaces `->` by an arrow even so: a word joiner separates such characters.
    Where a text may run against the page it is isolated, so that numbers beside it keep their
    place, and its full stop its end.
    """
    flat = _BLANKS.sub(" ", text).strip()
    flat = _REPLACED.sub(lambda match: match[0][0] + "\u2060" + match[0][1:], flat)
    escaped = "".join("\\" + sign if sign in _SIGNS else sign for sign in flat)
    is_mixed = direction(language()) == "rtl" or _LEFTWARDS.search(flat)
    return f"\u2068{escaped}\u2069" if escaped and is_mixed else escaped
