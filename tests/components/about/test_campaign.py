from __future__ import annotations

from components.about.campaign import build_paragraphs


def test_empty_lines_separate_paragraphs_and_addresses_become_links() -> None:
    assert build_paragraphs("One *x*\nline.\n\nSee https://a.org now") == (
        "One \\*x\\* line\\.\n\nSee [a\\.org](https://a.org) now"
    )
    assert build_paragraphs("") == ""
