"""The downloaded CSV has exactly the selection."""

from __future__ import annotations

import codecs
import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from components.shell.streamlit_inside import SAMPLED_BYTES
from tests.browser.explore import expect_chosen, go_to, open_explore
from tests.browser.opening import OpenPage
from tests.browser.your_data import explore, give

if TYPE_CHECKING:
    from playwright.sync_api import Page

QUERY = "?region=mena&region=asia&kind=all&from=2015-03-22&to=2016-03-11"


def test_csv_has_the_selection_and_no_address_of_this_computer(
    kept_page: Page, open_page: OpenPage, server: str
) -> None:
    page = go_to(kept_page, QUERY)
    expect_chosen(page, [1, 2, 11])
    name, content = _download(page)
    assert name.startswith("micic_mena_asia_all_2015-03-22-2016-03-11_")
    assert name.endswith(".csv")
    assert content.startswith(codecs.BOM_UTF8)
    assert b"\r\n" in content
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert [row["id"] for row in rows] == ["manila-2015", "manila-states-2015", "beirut-2016"]
    assert [row["number"] for row in rows] == ["1", "2", "11"]
    assert (rows[2]["city"], rows[2]["country"]) == ("Beirut", "Lebanon")
    assert (rows[2]["region"], rows[2]["kind"]) == ("mena", "civil-society-regional")
    assert rows[2]["start"] == "2016-03-11"
    assert rows[2]["organizers"] == "Migrant Forum in Asia"

    # An address that only this computer knows is in no file.
    assert {row["link"] for row in rows} == {""}


@pytest.mark.long
def test_an_empty_selection_downloads_the_header(kept_page: Page) -> None:
    page = go_to(kept_page, "?from=1999&to=1999")
    _name, content = _download(page)
    header = next(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert header[:3] == ["number", "id", "title"]
    assert header[-1] == "link"
    assert content.count(b"\n") == 1


@pytest.mark.long
def test_a_late_download_works_while_others_click(kept_page: Page, open_page: OpenPage) -> None:
    page, other = go_to(kept_page, QUERY), open_explore(open_page)
    with page.expect_download() as started:
        page.get_by_role("button", name="Download CSV").click()
    for region in ("asia", "mena", "europe"):
        go_to(other, f"?region={region}")
    late = page.context.request.get(started.value.url)
    assert late.status == 200
    assert late.body() == Path(started.value.path()).read_bytes()


@pytest.mark.long
def test_two_visitors_with_lists_of_one_name_and_length_each_get_their_own(
    open_page: OpenPage,
) -> None:
    """Streamlit names large files by samples: one note in thousands is in none of them."""
    notes = ("first", "other")
    pages = [explored(open_page, list_with(note)) for note in notes]
    for note, page in zip(notes, pages, strict=True):
        _name, content = _download(page)
        assert len(content) > SAMPLED_BYTES
        assert f"The {note} note".encode() in content


def explored(open_page: OpenPage, text: str) -> Page:
    """Open Explore with a visitor's own list."""
    page = open_page("/your_data")
    give(page, text, "list.csv")
    explore(page)
    return page


def list_with(note: str) -> str:
    """Return a list larger than a megabyte, with a unique note in one row."""
    rows = [f"Hearing {row},{2000 + row // 450},Paris,France,{'x' * 120}" for row in range(9000)]
    rows[2500] = f"Hearing 2500,2005,Paris,France,The {note} note"
    return "\n".join(["title,start,city,country,notes", *rows])


def _download(page: Page) -> tuple[str, bytes]:
    """Download the table and return the name and content of the file."""
    with page.expect_download() as started:
        page.get_by_role("button", name="Download CSV").click()
    return started.value.suggested_filename, Path(started.value.path()).read_bytes()
