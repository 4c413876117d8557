"""What axe-core finds serious or critical, in light and dark, is not ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.axe import all_violations, violations
from tests.browser.explore import TELEPHONE, go_to, open_explore
from tests.browser.idle import wait_until_idle
from tests.browser.opening import OpenKept
from tests.browser.schemes import found_in_both_schemes

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_nothing_grave_on_a_card_with_filters_open(kept_page: Page) -> None:
    page = go_to(kept_page, "?kind=all&c=beirut-2016&lines=all")
    page.get_by_role("button", name="More filters").click()
    wait_until_idle(page)
    assert found_in_both_schemes(page, violations) == []


@pytest.mark.long
def test_nothing_at_all_of_ours_on_explore(kept_page: Page) -> None:
    for query in ("", "?c=dakar-2015", "?region=asia&lang=fr", "?words=nowhere"):
        page = go_to(kept_page, query)
        assert all_violations(page) == [], query


@pytest.mark.long
def test_nothing_at_all_of_ours_on_a_telephone(open_kept: OpenKept) -> None:
    for query in ("", "?c=beirut-2016"):
        page = open_explore(open_kept, query, viewport=TELEPHONE)
        assert all_violations(page) == [], query


@pytest.mark.long
def test_markers_side_by_side_are_large_enough_to_click(kept_page: Page) -> None:
    page = go_to(kept_page, "?c=beirut-2016")
    assert violations(page) == []


@pytest.mark.long
def test_nothing_grave_where_nothing_is_found(kept_page: Page) -> None:
    page = go_to(kept_page, "?region=mena&words=dakar&c=nowhere")
    assert violations(page) == []
