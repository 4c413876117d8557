"""Documents in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.languages import language_name, translations
from data.links import link, web_address

if TYPE_CHECKING:
    from collections.abc import Callable

    from data.facts.record import Document


def document_kind(kind: str, language: str) -> str:
    """Name a kind of document in a language; a kind that is not known here names itself."""
    say = translations(language)
    names = {
        "guidelines": say.gettext("Guidelines"),
        "invitation": say.gettext("Invitation"),
        "plan": say.gettext("Plan"),
        "presentation": say.gettext("Presentation"),
        "recording": say.gettext("Recording"),
        "remarks": say.gettext("Remarks"),
        "report": say.gettext("Report"),
        "statement": say.gettext("Statement"),
        "website": say.gettext("Website"),
    }
    return names.get(kind.strip().lower(), kind)


def said_document(
    document: Document, language: str, escape: Callable[[str], str], whose: str = ""
) -> str:
    """A document as Markdown: `[Title](address) · Report · English`.

    Args:
        document: One without a good address is said to be "not published here".
        language: Of the words.
        escape: Makes every sign of a text from data stand for itself.
        whose: Markdown that says where it belongs; left out if "".
    """
    spoken = language_name(document.language, language) if document.language else ""
    unpublished = translations(language).gettext("not published here")
    parts = [
        link(escape(document.title), document.address),
        escape(document_kind(document.kind, language)),
        escape(spoken),
        whose,
        "" if web_address(document.address) else unpublished,
    ]
    return " · ".join(part for part in parts if part)
