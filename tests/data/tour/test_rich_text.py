from __future__ import annotations

import pytest

from data.tour.rich_text import LONGEST, blocks, plain_text, spans


def test_paragraphs_headings_and_items() -> None:
    text = "# Why\nOne line\nand another.\n\n- first\n* second\n3. third\n1815 was a year"
    read = [
        (block.kind, block.mark, "".join(span.text for span in block.spans))
        for block in blocks(text)
    ]
    assert read == [
        ("heading", "", "Why"),
        ("paragraph", "", "One line and another."),
        ("item", "•", "first"),
        ("item", "•", "second"),
        ("item", "3.", "third"),
        ("paragraph", "", "1815 was a year"),
    ]
    assert plain_text("- **a** b") == "• a b"
    assert blocks("") == blocks(" \n\n") == ()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "a **b** *c* _d_",
            [("a ", ""), ("b", "bold"), (" ", ""), ("c", "italic"), (" ", ""), ("d", "italic")],
        ),
        ("snake_case_name 2*3*4", [("snake_case_name 2", ""), ("3", "italic"), ("4", "")]),
        ("<b>x</b> {{ 7*191 }}", [("<b>x</b> {{ 7*191 }}", "")]),
        ("**", [("**", "")]),
    ],
)
def test_bold_and_italic(line: str, expected: list[tuple[str, str]]) -> None:
    assert [(span.text, span.style) for span in spans(line)] == expected


@pytest.mark.parametrize(
    ("line", "address"),
    [
        ("[a](https://example.org/x)", "https://example.org/x"),
        ("[a](javascript:alert(1))", ""),
        ("[a](data:text/html,x)", ""),
        ("[a](/etc/passwd)", ""),
        ("![a](https://example.org/x.png)", "https://example.org/x.png"),
    ],
)
def test_only_web_addresses_are_links(line: str, address: str) -> None:
    assert "".join(span.address for span in spans(line)) == address


def test_a_very_long_text_is_cut_and_quick() -> None:
    for text in ("*" * 1_000_000, "_a" * 500_000, "[" * 1_000_000, "[a](" * 300_000):
        assert sum(len(span.text) for block in blocks(text) for span in block.spans) <= LONGEST
