from __future__ import annotations

import pytest

from data.tour.reach import reach
from data.words.links import is_public

WEBSITE = "https://campaign.example.org/"


@pytest.mark.parametrize(
    ("link", "public"),
    [
        ("https://map.example.org/?lang=en", True),
        ("http://192.168.1.7:8501/", True),  # the telephones of a room are in its network
        ("http://localhost:8501/", False),
        ("http://127.0.0.1:8501/", False),
        ("http://[::1]:8501/", False),
        ("http://0.0.0.0:8501/", False),
        ("", False),
    ],
)
def test_only_an_address_that_others_can_open_is_offered(link: str, public: bool) -> None:  # noqa: FBT001
    assert is_public(link) is public
    shown = reach(link, link, WEBSITE)
    assert shown is not None
    assert shown.is_view is public
    assert shown.address == (link if public else WEBSITE)


def test_without_any_address_there_is_no_code() -> None:
    assert reach("", "", "") is None
    assert reach("", "", "javascript:alert(1)") is None
    assert reach("https://example.org/?words=" + "x" * 4000, "", "") is None


def test_the_code_has_the_short_address_below() -> None:
    shown = reach("https://map.example.org/?region=mena", "https://map.example.org/", "")
    assert shown is not None
    assert shown.text == "map.example.org"
    # Three corners of seven modules, behind a quiet zone of two.
    assert shown.path.startswith("M2 2h1v1h-1zM3 2h1v1h-1z")
    assert shown.size > 25
