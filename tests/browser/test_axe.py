"""What axe-core finds serious or critical, in light and dark, is not ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.axe import grave_violations
from tests.browser.explore import open_explore
from tests.browser.idle import wait_until_idle

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.axe import Violation
    from tests.browser.conftest import OpenPage

KNOWN = [
    # rule, what its element has in it, why it is not ours to mend
    ("svg-img-alt", "span_brush", "Vega-Lite gives no name to what is dragged, nor a way to"),
    ("color-contrast", "<p>Role of the organization</p>", "Streamlit greys what can't be used yet"),
]


def violations(page: Page) -> list[Violation]:
    """Give what is serious or critical and ours."""
    return [
        one
        for one in grave_violations(page)
        if not any(one.rule == rule and piece in one.html for rule, piece, _reason in KNOWN)
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_grave_on_a_card_with_filters_open(scheme: str, open_page: OpenPage) -> None:
    page = open_explore(open_page, "?kind=all&c=beirut-2016&lines=all", scheme=scheme)
    page.get_by_role("button", name="More filters").click()
    wait_until_idle(page)
    assert violations(page) == []


def test_nothing_grave_where_nothing_is_found(open_page: OpenPage) -> None:
    page = open_explore(open_page, "?region=mena&words=dakar&c=nowhere")
    assert violations(page) == []
