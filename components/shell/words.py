"""The words on the screen, in the language of this page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import streamlit as st

from data.words.languages import DEFAULT_LANGUAGE, translations

if TYPE_CHECKING:
    from collections.abc import Mapping

LANGUAGE = "language"
"""Session key of the language of the current run."""


def language() -> str:
    """Code of the language of this page."""
    return str(st.session_state.get(LANGUAGE, DEFAULT_LANGUAGE))


def gettext(message: str) -> str:
    """A sentence in the language of the page. Imported as `_`, which Babel finds."""
    return translations(language()).gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """A sentence about so many things in the language of the page."""
    return translations(language()).ngettext(one, many, count)


def filled(message: str, texts: Mapping[str, str]) -> str:
    """A sentence in the language of the page, with texts from data in its places, as text."""
    return gettext(message).format(**{name: plain(text) for name, text in texts.items()})


def plain(text: str) -> str:
    r"""Text from data for a place that reads Markdown: every sign of it stands for itself.

    Streamlit reads labels, captions and Markdown as Markdown; a backslash before each ASCII
    punctuation mark makes it literal (CommonMark 2.4, backslash escapes), a `:material/x:` or
    `$x$` too. Line breaks become spaces; no-break spaces stay: a French colon keeps to its word.
    What Streamlit replaces in spite of that, `->` by an arrow, is kept apart by a word joiner.
    """
    flat = _BLANKS.sub(" ", text).strip()
    flat = _REPLACED.sub(lambda found: found[0][0] + "\u2060" + found[0][1:], flat)
    return "".join("\\" + sign if sign in _SIGNS else sign for sign in flat)


_BLANKS = re.compile(r"[^\S\u00a0\u202f]+")
_REPLACED = re.compile(r":streamlit:|<-|->|--|[<>~]=")
_SIGNS = frozenset("\\`*_{}[]()<>#+-.!|~$:&@=\"'^/")
