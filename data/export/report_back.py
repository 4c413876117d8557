"""Report back as a page to print: one sheet per consultation that is expected to ask."""

from __future__ import annotations

from pathlib import Path

from data.export.brief.brief import qr_svg
from data.export.extract import Extract, origin_line
from data.export.html import html_page
from data.figures.record import records
from data.figures.report_back import report_back
from data.model.colors_and_shapes import css
from data.words.languages import direction, translations

_TEMPLATES = Path(__file__).parent / "templates"


def report_file(extract: Extract) -> bytes:
    """Write what became of the demands of each consultation, UTF-8, without scripts.

    A selection without any that asks gives a page that says so.
    """
    language = extract.language
    known = (report_back(each, language) for each in records(extract.chosen, language))
    reports = [each for each in known if each]
    named = reports[0].meeting.title if extract.consultation and reports else extract.words
    label = translations(language).gettext("Report back")
    values = {
        "extract": extract,
        "reports": reports,
        "title": f"{label} · {named} · {extract.title}",
        "mail": extract.campaign.settings.contact,
        "origin": origin_line(extract),
        "direction": direction(language),
        "style": _style(),
        "code": lambda id_: qr_svg(extract.link(id_)),
    }
    return html_page(_TEMPLATES / "report.html", language, values)


def _style() -> str:
    dark = f"@media screen and (prefers-color-scheme: dark) {{ {css(':root', 'dark')} }}"
    return f"{css(':root', 'light')}{dark}{_own('report.css')}{demand_style()}"


def demand_style() -> str:
    """Return the style of `demands.html`."""
    return _own("demands.css")


def _own(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")
