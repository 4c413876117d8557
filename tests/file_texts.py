"""Every text that people read in a file of an export format."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import Any
from xml.etree import ElementTree as ET

import icalendar
import openpyxl
import pandas as pd
import pypdf

from tests.data.export.html_reader import Page


def texts_of(form: str, content: bytes) -> list[str]:
    """The texts of a file, line by line; names of JSON and of citation fields are left out."""
    ending = form.rpartition(".")[2]
    return [line for text in _READERS[ending](content) for line in text.splitlines()]


def _csv(content: bytes) -> Iterator[str]:
    for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))):
        yield from row


def _workbook(content: bytes) -> Iterator[str]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    yield from book.sheetnames
    yield from filter(None, (book.properties.title, book.properties.subject))
    for sheet in book.worksheets:
        for row in sheet.iter_rows(values_only=True):
            yield from (value for value in row if isinstance(value, str))


def _json(content: bytes) -> Iterator[str]:
    yield from values(json.loads(content))


def values(node: Any) -> Iterator[str]:
    """Every text among the values of JSON."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict | list):
        for child in node.values() if isinstance(node, dict) else node:
            yield from values(child)


def _parquet(content: bytes) -> Iterator[str]:
    frame = pd.read_parquet(io.BytesIO(content))
    for name in frame.columns:
        yield from (value for value in frame[name] if isinstance(value, str))


def _svg(content: bytes) -> Iterator[str]:
    for node in ET.fromstring(content).iter():
        if not node.tag.endswith("style"):
            yield from filter(None, (node.text, node.get("aria-label"), node.get("title")))


def _pdf(content: bytes) -> Iterator[str]:
    document = pypdf.PdfReader(io.BytesIO(content))
    yield from filter(None, ((document.metadata or {}).get("/Title"),))
    yield from (page.extract_text() for page in document.pages)


def _slides(content: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if re.match(r"ppt/(slides|notesSlides|charts)/[^/]+\.xml", name):
                for node in ET.fromstring(archive.read(name)).iter():
                    yield from filter(None, (node.text, node.get("descr")))


def _html(content: bytes) -> Iterator[str]:
    page = Page(content)
    yield from page.texts
    yield from page.values("alt", "aria-label", "title", "placeholder")
    # The names that a search understands, in several languages, are never shown.
    cards = [card | {"words": ""} for card in page.data.get("cards", [])]
    yield from values(page.data | {"cards": cards, "search": ""})


def _calendar(content: bytes) -> Iterator[str]:
    calendar = icalendar.Calendar.from_ical(content)
    names = ("SUMMARY", "DESCRIPTION", "LOCATION", "X-WR-CALNAME", "X-WR-CALDESC")
    for part in [calendar, *calendar.walk("VEVENT")]:
        yield from (str(part[name]) for name in names if name in part)


def _text(content: bytes) -> Iterator[str]:
    yield content.decode("utf-8")


def _bibtex(content: bytes) -> Iterator[str]:
    yield from re.findall(r"= \{(.*)\}", content.decode("utf-8"))


def _ris(content: bytes) -> Iterator[str]:
    yield from re.findall(r"^\w\w  - (.*)$", content.decode("utf-8"), re.MULTILINE)


_READERS: dict[str, Callable[[bytes], Iterator[str]]] = {
    "csv": _csv, "xlsx": _workbook, "json": _json, "geojson": _json, "parquet": _parquet,
    "svg": _svg, "pdf": _pdf, "page.pdf": _pdf, "pptx": _slides, "html": _html, "ics": _calendar,
    "txt": _text, "bib": _bibtex, "ris": _ris,
}  # fmt: skip
