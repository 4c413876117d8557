"""The published website: all links lead somewhere, texts stay texts, equal builds are equal."""

from __future__ import annotations

import csv
import json
import shutil
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

import pytest

from data.cluster.opening import open_campaign
from data.site.layout import name_of
from data.site.site import MANIFEST, NotASiteError, publish
from tests.browser.hostile_campaign import CANARY, write_hostile_campaign
from tests.builders import SAMPLE_FILES, write_campaign

DAY = date(2026, 3, 1)
LATER = date(2026, 3, 9)
ADDRESS = "https://example.org/map/"


class Seen(HTMLParser):
    """What a browser reads of a page: attributes of each element, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, name: str, attribute: str) -> list[str]:
        return [
            found[attribute] for tag, found in self.elements if tag == name and attribute in found
        ]


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site") / "site"
    source = write_campaign(folder.parent / "campaign", **SAMPLE_FILES)
    publish(open_campaign(source), folder, "", DAY)
    return folder


def pages(site: Path) -> dict[str, Seen]:
    return {
        path: Seen(content.decode())
        for path, content in contents(site).items()
        if path.endswith(".html") and not path.endswith("explore.html")
    }


@pytest.mark.long
def test_no_text_of_a_campaign_is_a_template_or_an_element(tmp_path: Path) -> None:
    source = write_hostile_campaign(tmp_path)
    publish(open_campaign(source), tmp_path / "site", "", DAY)
    for path, page in pages(tmp_path / "site").items():
        assert "1337" not in page.text, path
        # The page of a long list has one frame, our own map.
        tags = {tag for tag, _ in page.elements} - {"iframe"}
        assert tags & {"img", "svg", "style"} == set(), path
        assert set(page.all("iframe", "src")) <= {"explore.html"}, path
        assert page.all("script", "type") == ["application/ld+json"] * len(
            [tag for tag, _ in page.elements if tag == "script"]
        ), path
        names = [name for _, attributes in page.elements for name in attributes]
        assert [name for name in names if name.startswith("on")] == [], path
        schemes = {urlsplit(address).scheme for address in page.all("a", "href")}
        assert schemes <= {"", "http", "https"}, path
    assert not (tmp_path / CANARY).exists()


def test_each_thing_has_a_page_in_each_language(site: Path) -> None:
    wanted = [
        "index.html", "consultations.html", "organizations.html", "data.html", "explore.html",
        "region/africa.html", "region/global.html", "organization/iom.html",
        "consultation/dakar.html", "consultation/webinar.html", "calendar.ics",
        "data/consultations.csv", "data/consultations.geojson", "datapackage.json",
    ]  # fmt: skip
    assert set(contents(site)) >= {root + path for root in ("", "fr/") for path in wanted}


def test_every_link_of_the_site_leads_to_a_file(site: Path) -> None:
    broken = [
        (path, target)
        for path, page in pages(site).items()
        for target in page.all("a", "href") + page.all("link", "href") + page.all("iframe", "src")
        if not urlsplit(target).scheme and not target.startswith("#")
        and not (site / path).parent.joinpath(unquote(urlsplit(target).path)).is_file()
    ]  # fmt: skip
    assert broken == []


def test_no_page_asks_another_machine_for_anything(site: Path) -> None:
    asked = [
        target
        for page in pages(site).values()
        for tag, found in page.elements
        for target in (found.get("src", ""), found.get("href", "") if tag == "link" else "")
        if urlsplit(target).netloc
    ]
    assert asked == []


def test_each_page_has_one_heading_a_language_a_title_and_a_description(site: Path) -> None:
    for path, page in pages(site).items():
        assert [tag for tag, _ in page.elements].count("h1") == 1, path
        assert page.all("html", "lang") == ["fr" if path.startswith("fr/") else "en"], path
        named = [
            found["content"] for _, found in page.elements if found.get("name") == "description"
        ]
        assert len(named) == 1
        assert named[0], path


def test_a_page_of_a_consultation_tells_all_that_is_known(site: Path) -> None:
    page = pages(site)["fr/consultation/dakar.html"]
    for text in ("Audition à Dakar", "7 décembre 2015", "Caritas Senegal", "States in Dakar"):
        assert text in page.text
    assert "../organization/caritas.html" in page.all("a", "href")
    assert "dakar-states.html" in page.all("a", "href")


def test_programs_read_an_event_and_a_dataset(site: Path) -> None:
    def things(path: str) -> list[dict[str, object]]:
        text = (site / path).read_text()
        parts = text.split('<script type="application/ld+json">')[1:]
        return [json.loads(part.split("</script>")[0]) for part in parts]

    (event,) = things("consultation/new-year.html")
    assert (event["@type"], event["startDate"], event["endDate"]) == (
        "Event", "2015-12-30", "2016-01-02",
    )  # fmt: skip
    (data,) = things("index.html")
    assert (data["@type"], data["temporalCoverage"]) == ("Dataset", "2015-12-07/2016-12-31")


def test_the_data_package_describes_its_files(site: Path) -> None:
    package = json.loads((site / "datapackage.json").read_text())
    for resource in package["resources"]:
        assert (site / resource["path"]).stat().st_size == resource["bytes"]
    (table,) = [one for one in package["resources"] if one["path"] == "data/consultations.csv"]
    with (site / table["path"]).open(encoding="utf-8-sig", newline="") as file:
        assert [field["name"] for field in table["schema"]["fields"]] == next(csv.reader(file))
    kinds = {field["name"]: field["type"] for field in table["schema"]["fields"]}
    assert kinds["number"] == "integer"
    assert kinds["title"] == "string"


HOSTILE = "</script><img src=x onerror=alert(1)>{{ 7*191 }}\"'&"


def test_text_from_data_stays_text(tmp_path: Path) -> None:
    row = dict.fromkeys(("title", "summary", "organizers"), HOSTILE)
    row |= {"id": "../x/<b>", "sources": "javascript:alert(1)", "city": "Dakar"}
    campaign = open_campaign(write_campaign(tmp_path / "c", [row]))
    publish(campaign, tmp_path / "site", "", DAY)
    assert {path.name for path in tmp_path.iterdir()} == {"c", "site"}
    for path, page in pages(tmp_path / "site").items():
        assert not page.all("img", "src"), path
        assert not [href for href in page.all("a", "href") if href.startswith("javascript")], path
    page = pages(tmp_path / "site")[f"consultation/{name_of('../x/<b>')}.html"]
    assert HOSTILE in page.text


@pytest.mark.parametrize(
    ("id_", "name"),
    [
        ("dakar-2015", "dakar-2015"),
        ("Dakar", "dakar-"),
        ("../x", "x-"),
        ("日本", "page-"),
        ("con.", "con-"),
    ],
)
def test_a_file_name_is_safe_on_every_system(id_: str, name: str) -> None:
    assert name_of(id_).startswith(name)
    assert name_of(id_).replace("-", "").isalnum()
    assert name_of(id_) != name_of(id_ + "!")


def small(tmp_path: Path, title: str = "One") -> Path:
    rows = [
        {"id": "one", "title": title, "city": "Dakar", "country": "Senegal", "start": "2016-01-01"}
    ]
    return write_campaign(tmp_path / "campaign", rows, 'title = "Small"\n')


@pytest.fixture(scope="module")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the small campaign, built once: a test that changes it takes a copy."""
    folder = tmp_path_factory.mktemp("small")
    publish(open_campaign(small(folder)), folder / "site", "", DAY)
    return folder / "site"


@pytest.fixture
def copied_site(tmp_path: Path, small_site: Path) -> Path:
    return shutil.copytree(small_site, tmp_path / "site")


@pytest.mark.long
def test_pictures_and_sitemap_need_an_address(tmp_path: Path) -> None:
    publish(open_campaign(small(tmp_path)), tmp_path / "site", ADDRESS, DAY)
    files = contents(tmp_path / "site")
    page = Seen(files["consultation/one.html"].decode())
    shown = {
        found["property"]: found["content"] for _, found in page.elements if "property" in found
    }
    picture = shown["og:image"].removeprefix(ADDRESS)
    assert files[picture].startswith(b"\x89PNG")
    assert int.from_bytes(files[picture][16:20]) == 1200
    assert int.from_bytes(files[picture][20:24]) == 630
    places = ET.fromstring(files["sitemap.xml"])
    found = [element.text for element in places.iter() if element.tag.endswith("loc")]
    assert f"{ADDRESS}consultation/one.html" in found
    assert ADDRESS in found


def test_a_second_build_writes_only_what_changed(
    tmp_path: Path, small_site: Path, copied_site: Path
) -> None:
    folder, first = copied_site, contents(small_site)
    assert publish(open_campaign(small(tmp_path)), folder, "", LATER).changed == 0
    assert contents(folder) == first

    # Another build of the same campaign, in another folder and on another day: the same bytes.
    (folder / "region" / "global.html").unlink()
    assert publish(open_campaign(small(tmp_path)), folder, "", LATER).changed == 1
    assert contents(folder) == first

    written = publish(open_campaign(small(tmp_path, "Two")), folder, "", LATER)
    assert 0 < written.changed < written.files
    assert "Two" in (folder / "consultation" / "one.html").read_text()
    # Pages without a word of what changed stay as they were, on another day too.
    assert (folder / "404.html").read_bytes() == first["404.html"]


@pytest.mark.long
def test_pages_of_what_is_gone_are_removed(tmp_path: Path, copied_site: Path) -> None:
    folder = copied_site
    (folder / "CNAME").write_text("example.org")
    other = write_campaign(tmp_path / "campaign", [{"id": "two", "title": "Other"}])
    assert publish(open_campaign(other), folder, "", DAY).removed == 1
    assert not (folder / "consultation" / "one.html").exists()
    assert (folder / "CNAME").exists()


@pytest.mark.parametrize("path", ["../out.html", "link/out.html"])
def test_a_path_that_leads_out_of_the_folder_is_not_written(
    tmp_path: Path, copied_site: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    folder, elsewhere = copied_site, tmp_path / "elsewhere"
    elsewhere.mkdir()
    (folder / "link").symlink_to(elsewhere)
    monkeypatch.setattr("data.site.site.site_files", lambda *_: iter([(path, b"out")]))
    with pytest.raises(OSError, match="leads out of the folder"):
        publish(open_campaign(small(tmp_path, "Two")), folder, "", DAY)
    assert not list(tmp_path.rglob("*out.html*"))


class KilledError(Exception):
    """Ends a build where `kill -9` would."""


@pytest.mark.long
def test_what_a_killed_build_wrote_is_removed_once_it_is_withdrawn(
    tmp_path: Path, copied_site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, first = copied_site, contents(copied_site)
    rows = [{"id": "one", "title": "One"}, {"id": "two", "title": "Two"}]
    more = open_campaign(write_campaign(tmp_path / "more", rows))
    write = Path.write_bytes

    def killed(path: Path, content: bytes) -> int:
        if path.name == ".index.html.part":
            write(path, content[:9])
            raise KilledError
        return write(path, content)

    monkeypatch.setattr(Path, "write_bytes", killed)
    with pytest.raises(KilledError):
        publish(more, folder, "", DAY)
    monkeypatch.undo()
    assert (folder / "consultation" / "two.html").is_file()
    assert (folder / ".index.html.part").is_file()
    publish(open_campaign(small(tmp_path)), folder, "", DAY)
    assert contents(folder) == first


def test_a_folder_with_other_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("keep me")
    with pytest.raises(NotASiteError):
        publish(open_campaign(small(tmp_path)), tmp_path, "", DAY)


def test_a_manifest_that_points_outside_removes_nothing_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data.site.site.site_files", lambda *_: iter([("index.html", b"mine")]))
    (tmp_path / "letter.txt").write_text("keep me")
    folder = tmp_path / "site"
    folder.mkdir()
    manifest = {"day": "2026-01-01", "files": {"../letter.txt": "0"}}
    (folder / MANIFEST).write_text(json.dumps(manifest))
    publish(open_campaign(small(tmp_path)), folder, "", DAY)
    assert (tmp_path / "letter.txt").exists()
    assert {path.name for path in folder.iterdir()} == {MANIFEST, "index.html"}


def test_a_large_campaign_has_lists_and_a_picture_instead_of_pages_and_the_map(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    campaign = open_campaign(write_campaign(tmp_path / "c", **SAMPLE_FILES))
    monkeypatch.setattr("data.site.site.MOST_PAGES", 3)
    monkeypatch.setattr("data.site.site.MOST_CONSULTATIONS", 3)
    monkeypatch.setattr("data.site.pages.LIST_ROWS", 2)
    monkeypatch.setattr("data.site.site.preview", lambda *_: ("pictures/map.png", b""))
    folder = tmp_path / "site"
    publish(campaign, folder, ADDRESS, DAY)
    files = set(contents(folder))
    assert not [path for path in files if "consultation/" in path or "explore" in path]
    assert {"consultations-2.html", "fr/consultations-2.html", "data/consultations.csv"} <= files
    assert not [path for path in files if path.startswith("fr/data/")]
    for path, page in pages(folder).items():
        for target in page.all("a", "href") + page.all("img", "src"):
            if not urlsplit(target).scheme and not target.startswith("#"):
                assert (folder / path).parent.joinpath(unquote(target)).is_file(), (path, target)
    (picture,) = Seen((folder / "fr/index.html").read_text()).all("img", "src")
    assert picture.startswith("../pictures/")
