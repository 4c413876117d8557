from __future__ import annotations

import pytest

from data.words.links import Piece, link, link_addresses, pieces, short_address, web_address


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://a.org/b?c=1&d=2#e", "https://a.org/b?c=1&d=2#e"),
        (" http://a.org ", "http://a.org"),
        ("HTTPS://a.org", "HTTPS://a.org"),
        ("mailto:a@b.org", "mailto:a@b.org"),
        ("https://a.org/é", "https://a.org/%C3%A9"),
        # Signs that would end the link or begin something else in Markdown.
        ("https://a.org/(b)[c]*d*", "https://a.org/%28b%29%5Bc%5D%2Ad%2A"),
        ("https://a.org/$e$`f`<g>\\", "https://a.org/%24e%24%60f%60%3Cg%3E%5C"),
        ("https://a.org/?a=1&copy;=2", "https://a.org/?a=1&copy%3B=2"),
        ("https://a.org/%20b", "https://a.org/%20b"),
        # No links.
        ("", ""),
        ("a book", ""),
        ("www.a.org", ""),
        ("javascript:alert(1)", ""),
        ("java\nscript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("//a.org", ""),
        ("https://", ""),
        ("https://a.org/ b", ""),
        # A host that no browser opens, and one that Markdown can't carry.
        ("http://[::1", ""),
        ("http://[::1]/a", ""),
        ("http://[nonsense]/", ""),
    ],
)
def test_only_addresses_of_the_web_and_of_mail_are_links(text: str, address: str) -> None:
    assert web_address(text) == address


def test_an_address_is_shown_without_what_all_of_them_have() -> None:
    assert short_address("https://www.a.org/b/") == "a.org/b"


def test_a_long_address_is_shown_by_its_beginning() -> None:
    short = short_address("https://a.org/" + "b" * 200)
    assert short.startswith("a.org/bbb")
    assert short.endswith("…")
    assert len(short) <= 48


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("http://a.org/n%C2%B05", "a.org/n°5"),
        ("http://a.org/%D8%B9%D9%85", "a.org/عم"),
        # What is no text, or would hide or end something, stays as it is.
        ("http://a.org/%ff%20%0a", "a.org/%ff%20%0a"),
        ("http://a.org/a%20b%E2%80%AEc", "a.org/a%20b%E2%80%AEc"),
    ],
)
def test_codes_of_letters_are_shown_as_letters(address: str, shown: str) -> None:
    assert short_address(address) == shown


def test_a_text_is_split_at_its_addresses() -> None:
    assert pieces("See (http://a.org/b), or https://c.org.") == [
        Piece("See (", ""),
        Piece("http://a.org/b", "http://a.org/b"),
        Piece("), or ", ""),
        Piece("https://c.org", "https://c.org"),
        Piece(".", ""),
    ]
    assert pieces("") == []


def test_the_addresses_in_a_text_become_links_and_the_rest_is_escaped() -> None:
    text = link_addresses(
        "*See* http://www.a.org/b now", lambda part: part.strip().replace("*", "\\*")
    )
    assert text == "\\*See\\* [a.org/b](http://www.a.org/b) now"


def test_words_without_a_valid_address_are_not_a_link() -> None:
    assert link("Words", "https://a.org") == "[Words](https://a.org)"
    assert link("Words", "javascript:alert(1)") == "Words"
