"""Links of the published website: each file leads to pages that exist, in its language."""

from __future__ import annotations

import re
from html import unescape
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit
from zipfile import ZipFile

import pandas as pd
import pytest

from data.cluster.opening import open_campaign
from data.site.site import publish
from tests.builders import SAMPLE_FILES, write_campaign
from tests.data.site.test_site import ADDRESS, DAY, Seen, contents

if TYPE_CHECKING:
    from pathlib import Path


def linked_in_tables(path: str, content: bytes) -> set[str]:
    """Return every address of the site in a file, also those inside a workbook or a script."""
    parts = [content]
    if path.endswith(".xlsx"):
        with ZipFile(BytesIO(content)) as book:
            parts = [book.read(name) for name in book.namelist()]
    elif path.endswith(".parquet"):
        parts = [str(pd.read_parquet(BytesIO(content)).to_dict("list")).encode()]
    text = "\n".join(part.decode(errors="replace") for part in parts)
    return {unescape(found) for found in ANY_LINK.findall(text.replace("\r\n ", ""))}


ANY_LINK = re.compile(r"https?://example\.org[^\s\"'<>\\\\,;)\]]*")


@pytest.mark.parametrize("address", ["https://example.org/", ADDRESS])
def test_every_link_in_every_published_file_leads_to_a_page_that_exists(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write_campaign(tmp_path / "campaign", **SAMPLE_FILES)
    monkeypatch.setattr("data.site.site.preview", lambda *_: ("pictures/map.png", b""))
    settings = source / "campaign.toml"
    settings.write_text(f'contact = "you@example.org"\n{settings.read_text()}')
    campaign = open_campaign(source)
    publish(campaign, tmp_path / "site", address, DAY)
    files = contents(tmp_path / "site")
    linked = {path: linked_in_tables(path, content) for path, content in files.items()}
    wrong = [
        (path, link)
        for path, links in linked.items()
        for link in links
        for target in [unquote(urlsplit(link)._replace(fragment="").geturl().removeprefix(address))]
        if urlsplit(link).query
        or (f"{target}index.html" if target.endswith("/") or not target else target) not in files
    ]
    assert wrong == []
    mails = [
        href
        for root in ("", "fr/")
        for href in Seen(files[f"{root}consultation/dakar.html"].decode()).all("a", "href")
        if href.startswith("mailto:you@example.org?subject=Correction")
    ]
    assert ["title%3A" in mails[0], "title__fr%3A" in mails[1]] == [True, True]
    for root in ("", "fr/"):
        pages = {f"{address}{root}consultation/{id_}.html" for id_ in campaign.consultations["id"]}
        for path in (f"{root}{name}" for name in WITH_LINKS):
            assert pages <= linked[path], path
            assert f"{address}{'' if root else 'fr/'}consultation/" not in str(linked[path]), path
        for path in (f"{root}calendar.ics", f"{root}explore.html"):
            assert f"{address}{root}explore.html#kind=all" in linked[path], path


WITH_LINKS = (
    "data/consultations.xlsx", "data/consultations.csv", "data/consultations.json",
    "data/consultations.parquet", "data/consultations.geojson",
)  # fmt: skip
