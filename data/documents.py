"""Documents: what their kinds are called, and which reports are there."""

from __future__ import annotations

from data.languages import translations


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
