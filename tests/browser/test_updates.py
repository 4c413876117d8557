"""A campaign that changes while a visitor has a view open: the view stays, the new rows come."""

from __future__ import annotations

import csv
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from data import SHIPPED
from tests.browser.explore import address, mark, open_explore, panel, settle, view_of_map
from tests.browser.opening import OpenPage
from tests.browser.presenting import open_notes, open_stage, title
from tests.browser.server import Server

if TYPE_CHECKING:
    from playwright.sync_api import Page

SECONDS = 600
NEW_TITLE = "A title of a new version"


def changes(server: Server) -> str:
    with urlopen(f"{server.url}/api/changes.atom?lang=en") as answer:  # noqa: S310 -- our own server
        return answer.read().decode()


def wait_for(server: Server, text: str) -> str:
    """Wait until the server says this about its source."""
    deadline = time.monotonic() + SECONDS
    while text not in (content := changes(server)):
        assert time.monotonic() < deadline, content
        time.sleep(0.2)
    return content


def rename(folder: Path, consultation: str, title: str) -> None:
    """Give a consultation another title, and remove the one that fed it."""
    path = folder / "consultations.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row["id"] == consultation:
            row["title"] = title
    rows = [row for row in rows if row["id"] != "manila-2015"]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def expect_talk_stays(talk: Page) -> None:
    """Expect the old version in a talk, also in a speaker view that opens only now.

    It comes from the audience's window: the server shows others the new one.
    """
    speaker = open_notes(talk)
    expect(speaker.locator(".now > h1")).to_have_text(title(talk).text_content() or "?")
    expect(speaker.locator(".now > h1")).not_to_contain_text(NEW_TITLE)
    talk.close()
    speaker.close()


@pytest.mark.long
def test_a_view_stays_when_the_campaign_changes(open_page: OpenPage, tmp_path: Path) -> None:
    folder = tmp_path / "micic"
    shutil.copytree(SHIPPED, folder, ignore=shutil.ignore_patterns(".cache"))
    server = Server(tmp_path, folder, CONSULTATION_LOOK_SECONDS="0.5")
    try:
        server.wait_until_ready()
        query = "?lang=en&from=2015&c=dakar-2015"
        page = open_explore(open_page, query, url=server.url)
        expect(mark(page, "manila-2015")).to_be_visible()
        before, view = address(page), view_of_map(page)
        talk = open_stage(open_page, query, is_calm=True, url=server.url)
        # A broken version first: nothing happens.
        good = (folder / "consultations.csv").read_bytes()
        (folder / "consultations.csv").write_bytes(b"nothing,of,use\n1,2,3\n")
        assert "consultations.csv" in wait_for(server, "Reading failed")
        (folder / "consultations.csv").write_bytes(good)
        rename(folder, "dakar-2015", NEW_TITLE)
        wait_for(server, "1 no longer listed</title>")
        # The visitor still sees what was there: nothing moves by itself.
        assert address(page) == before
        expect(panel(page)).not_to_contain_text(NEW_TITLE)
        expect(mark(page, "manila-2015")).to_be_visible()
        expect_talk_stays(talk)
        new = open_stage(open_page, query, is_calm=True, url=server.url)
        expect(title(new)).to_contain_text(NEW_TITLE)
        new.close()
        # The next click shows the new version of the same view.
        mark(page, "nairobi-2016").click()
        expect(page.get_by_text("The data was updated.")).to_be_visible()  # goes after a while
        settle(page)
        expect(mark(page, "manila-2015")).to_have_count(0)
        assert address(page) == before | {"c": ["nairobi-2016"]}
        assert view_of_map(page) == view
        page.go_back()
        expect(panel(page)).to_contain_text(NEW_TITLE)
        assert address(page) == before
        expect(page.get_by_test_id("stException")).to_have_count(0)
        assert "Traceback" not in server.log.read_text()
    finally:
        server.stop()
