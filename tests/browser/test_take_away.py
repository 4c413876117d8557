"""Every format of a filtered view downloads, is named after it, and opens."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import icalendar
import openpyxl
import pandas as pd
import pytest
from PIL import Image
from playwright.sync_api import expect
from pypdf import PdfReader

from components.exporting.embed import embed_code
from data.export.extract import today
from data.export.formats import FORMATS
from data.filters.choice import Choice, View
from tests.browser.axe import grave_violations
from tests.browser.explore import go_to
from tests.browser.idle import wait_until_idle
from tests.browser.opening import OpenPage
from tests.browser.schemes import show_in
from tests.extracts import extract_of
from tests.shipped import shipped_campaign

if TYPE_CHECKING:
    from playwright.sync_api import FrameLocator, Locator, Page

QUERY = "?region=mena&kind=all&from=2015&to=2016"
STEM = "micic_mena_all_2015-2016"
IDS = ["beirut-2016", "valletta-states-2016"]
TABS = ("Documents", "Pictures", "Tables", "Cite")


def _sheet_ids(content: bytes) -> list[str]:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    return [str(row[1]) for row in sheet.iter_rows(min_row=2, values_only=True)]


def _csv_ids(content: bytes) -> list[str]:
    text = io.StringIO(content.decode("utf-8-sig"), newline="")
    return [row["id"] for row in csv.DictReader(text)]


def _geo_ids(content: bytes) -> list[str]:
    features = json.loads(content)["features"]
    return [one["id"] for one in features if one["properties"]["feature"] == "consultation"]


def _ics_ids(content: bytes) -> list[str]:
    events = icalendar.Calendar.from_ical(content).walk("VEVENT")
    return [str(event["UID"]).split("@")[0] for event in events]


TABLES: dict[str, Callable[[bytes], list[str]]] = {
    "csv": _csv_ids,
    "xlsx": _sheet_ids,
    "json": lambda content: [one["id"] for one in json.loads(content)["consultations"]],
    "parquet": lambda content: list(pd.read_parquet(io.BytesIO(content))["id"]),
    "geojson": _geo_ids,
    "ics": _ics_ids,
}
OPENED: dict[str, Callable[[bytes], object]] = {
    "png": lambda content: Image.open(io.BytesIO(content)).verify() or True,
    "svg": lambda content: ET.fromstring(content).tag.endswith("svg"),
    "pdf": lambda content: len(PdfReader(io.BytesIO(content)).pages) >= 1,
    "pptx": lambda content: zipfile.ZipFile(io.BytesIO(content)).testzip() is None,
    "html": lambda content: content.lower().startswith(b"<!doctype html>"),
    "txt": lambda content: b"2 of 18 meetings" in content,
    "bib": lambda content: content.startswith(b"@misc{"),
    "ris": lambda content: content.startswith(b"TY  - DATA\r\n"),
    "csv": lambda content: len(content.splitlines()) > 1,
    "organizations.csv": lambda content: b"\r\nmfa,Migrant Forum in Asia,MFA,1," in content,
}


def open_dialog(page: Page) -> Locator:
    page.get_by_role("button", name="Download & share", exact=True).click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("tab", name="Embed")).to_be_visible()
    wait_until_idle(page)
    return dialog


def buttons(dialog: Locator) -> Locator:
    return dialog.get_by_test_id("stDownloadButton").get_by_role("button").filter(visible=True)


def download(page: Page, button: Locator) -> tuple[str, bytes]:
    with page.expect_download() as started:
        button.click()
    return started.value.suggested_filename, Path(started.value.path()).read_bytes()


@pytest.mark.long
def test_every_format_has_exactly_the_selection_and_is_named_after_it(kept_page: Page) -> None:
    page = go_to(kept_page, QUERY)
    dialog = open_dialog(page)
    files = {}
    for tab in TABS:
        dialog.get_by_role("tab", name=tab).click()
        expect(buttons(dialog).first).to_be_visible()
        for button in buttons(dialog).all():
            name, content = download(page, button)
            files[name] = content
    stem = f"{STEM}_{today().isoformat()}"
    assert sorted(files) == sorted(f"{stem}.{form.id}" for form in FORMATS)
    for form in FORMATS:
        content = files[f"{stem}.{form.id}"]
        if form.id in TABLES:
            assert TABLES[form.id](content) == IDS, form.id
        else:
            ending = form.id if form.id in OPENED else form.id.rpartition(".")[2]
            assert OPENED[ending](content), form.id
    # The page was not run anew: the dialog is as it was.
    expect(dialog.get_by_role("tab", name="Cite")).to_have_attribute("aria-selected", "true")


@pytest.mark.long
def test_escape_closes_the_dialog_after_a_download(kept_page: Page) -> None:
    page = go_to(kept_page, QUERY)
    dialog = open_dialog(page)
    dialog.get_by_role("tab", name="Tables").click()
    button = dialog.get_by_role("button", name="CSV", exact=True).first
    download(page, button)
    expect(button).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


FAIL = """
(button) => {
  const failed = document.createElement("div");
  failed.dataset.testid = "stDownloadButtonError";
  failed.textContent = "Failed to generate file for download";
  button.after(failed);
}
"""


@pytest.mark.long
def test_a_failure_is_shown_until_the_next_click(kept_page: Page) -> None:
    page = go_to(kept_page, "?lang=fr")
    page.locator(".st-key-take_away button").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("tab", name="Tableaux").click()
    button = dialog.get_by_role("button", name="CSV", exact=True).first
    button.evaluate(FAIL)
    said = "Ce fichier n’a pas pu être préparé. Réessayez, ou réduisez la sélection."
    expect(dialog.get_by_role("alert")).to_have_text(said)
    failed = dialog.get_by_test_id("stDownloadButtonError")
    expect(failed).to_have_text(said)
    failed.evaluate("(failed) => failed.remove()")
    download(page, button)
    expect(dialog.get_by_role("alert")).to_have_text("")


@pytest.mark.long
def test_a_citation_is_copied_with_a_click_without_an_address_of_this_computer(
    kept_page: Page,
) -> None:
    page = go_to(kept_page, "?region=mena")
    dialog = open_dialog(page)
    dialog.get_by_role("tab", name="Cite").click()
    dialog.get_by_role("button", name="Copy citation").click()
    expect(dialog.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    title = "Migrants in Countries in Crisis (MICIC): Middle East & North Africa:"
    assert copied.startswith(f"Global Coalition on Migration. {title}")
    assert "http" not in copied
    expect(dialog.get_by_text("works only on this computer")).to_be_visible()
    expect(dialog.get_by_role("button", name="Copy link")).to_have_count(0)


@pytest.mark.long
def test_axe_finds_no_serious_problem_in_the_dialog(kept_page: Page) -> None:
    page = go_to(kept_page, "?region=mena")
    for scheme in ("light", "dark"):
        show_in(page, scheme)
        dialog = open_dialog(page)
        for tab in (*TABS, "Embed"):
            dialog.get_by_role("tab", name=tab).click()
            wait_until_idle(page)
            inside = [one for one in grave_violations(page) if "vega" not in one.place]
            wrong = [one for one in inside if one.rule != "svg-img-alt"]
            assert wrong == [], (scheme, tab)
        page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)


@pytest.mark.long
def test_the_embed_code_shows_the_selected_parts_on_another_website(
    kept_page: Page, open_page: OpenPage
) -> None:
    page = go_to(kept_page, "?region=mena&region=asia")
    dialog = open_dialog(page)
    dialog.get_by_role("tab", name="Embed").click()
    # The server of this test is one that only this computer knows.
    expect(dialog.get_by_text("only this computer knows it")).to_be_visible()
    expect(dialog.get_by_text("works only on this computer")).to_be_visible()
    expect(dialog.get_by_role("button", name="Copy code")).to_have_count(0)
    choice = Choice(regions=("mena", "asia"))
    start = page.evaluate("location.href").partition("?")[0]
    extract = extract_of(shipped_campaign(), choice, address=start)
    code = embed_code(extract, View(choice, language="en"), ("timeline", "table"))

    other = open_page("/about")
    other.set_content(f"<title>Another website</title><h1>Elsewhere</h1>{code}")
    frame: FrameLocator = other.frame_locator("iframe").first
    expect(frame.get_by_text("2 of 7 civil society consultations")).to_be_visible()
    expect(frame.locator(".vega-embed")).to_be_visible()
    expect(frame.get_by_test_id("stDataFrame")).to_be_visible()
    expect(frame.locator("iframe")).to_have_count(0)
    expect(frame.get_by_role("link", name="Regions")).to_have_count(0)
    expect(frame.get_by_role("link", name="Open full page")).to_have_attribute("href", page.url)


def test_a_chart_is_saved_as_a_picture(open_page: OpenPage) -> None:
    page = open_page("/organizations?region=mena")
    page.get_by_role("button", name="Save", exact=True).first.click()
    body = page.get_by_test_id("stPopoverBody")
    name, content = download(page, body.get_by_role("button", name="Data (CSV)"))
    assert name == f"micic_mena_{today().isoformat()}.organization-years.csv"
    assert content.decode("utf-8-sig") == "Year,Meetings\r\n2016,1\r\n"
    for form in ("PNG", "SVG", "PDF"):
        name, content = download(page, body.get_by_role("button", name=form))
        assert name.endswith(f".organization-years.{form.lower()}")
        assert OPENED[form.lower()](content)
