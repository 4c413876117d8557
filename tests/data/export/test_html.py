from __future__ import annotations

from pathlib import Path

import pytest
from markupsafe import Markup

from data.export.html import html_page

TEXTS = [
    # a text from data, and how a page writes it
    ("{{7*191}}", "{{7*191}}"),
    ("{% raw %}{# x", "{% raw %}{# x"),
    ("<b>&amp;", "&lt;b&gt;&amp;amp;"),
    ("\"' onclick=x", "&#34;&#39; onclick=x"),
    ("a\x07b\x00", "a\ufffdb\ufffd"),
    ("line\nbreak", "line\nbreak"),
    ("\ud800", "?"),
]


@pytest.mark.parametrize(("text", "written"), TEXTS)
def test_text_of_a_page_stays_text(tmp_path: Path, text: str, written: str) -> None:
    template = tmp_path / "page.html"
    template.write_text('<p title="{{ text }}">\n  {{ text }}\n</p>')
    page = html_page(template, "en", {"text": text}).decode()
    assert page == f'<p title="{written}">{written}</p>'


def test_a_template_speaks_the_language_of_the_page(tmp_path: Path) -> None:
    template = tmp_path / "page.html"
    template.write_text('{{ _("Region") }} {{ _("Kind") }}')
    assert html_page(template, "fr", {}).decode() == "Région Type"


def test_only_what_a_template_calls_safe_is_markup(tmp_path: Path) -> None:
    template = tmp_path / "page.html"
    template.write_text("{{ text | safe }}{{ text }}")
    assert html_page(template, "en", {"text": "<i>"}) == b"<i>&lt;i&gt;"
    assert html_page(template, "en", {"text": Markup("<i>")}) == b"<i><i>"
