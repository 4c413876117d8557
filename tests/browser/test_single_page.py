from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from data.folding import fold
from data.loading import load_campaign
from tests.browser.axe import grave_violations
from tests.browser.hostile_campaign import PAYLOADS, write_hostile_campaign
from tests.browser.single_page import (
    LAPTOP,
    SCROLLERS,
    TELEPHONE,
    Reader,
    numbers,
    rows,
    view_of,
    write_page,
)
from tests.builders import campaign_from

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

MICIC = Path("data/campaigns/micic")
PLACED = list(range(1, 18))
"""Numbers of the consultations that have a place; the eighteenth is a webinar."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pages")


@pytest.fixture(scope="module")
def micic(folder: Path) -> Path:
    return write_page(folder / "micic.html", load_campaign(MICIC))


@pytest.fixture(scope="module")
def hostile(folder: Path) -> Path:
    return write_page(folder / "hostile.html", load_campaign(write_hostile_campaign(folder)))


@pytest.fixture
def reader(browser: Browser) -> Iterator[Reader]:
    """Give a reader; at the end nothing but the file was asked for, and nothing was wrong."""
    reader = Reader(browser)
    yield reader
    reader.close()
    asked = [url for url in reader.requests if not url.startswith(("file:", "data:"))]
    assert asked == []
    assert reader.complaints == []
    assert reader.dialogs == []


def drop(page: Page, name: str) -> None:
    page.locator(f'.drop[data-filter="{name}"] > summary').click()


def test_it_opens_from_a_disk_without_a_network(reader: Reader, micic: Path) -> None:
    page = reader.open(micic)
    assert numbers(page) == PLACED
    assert rows(page) == [*PLACED, 18]
    expect(page.get_by_role("status")).to_have_text("18 of 18 consultations")
    assert reader.requests == [micic.as_uri()]


def test_a_filter_changes_every_part_and_the_address(reader: Reader, micic: Path) -> None:
    page = reader.open(micic)
    drop(page, "region")
    page.get_by_role("checkbox", name="Middle East").check()
    expect(page.get_by_role("status")).to_have_text("2 of 18 consultations")
    assert view_of(page) == "region=mena"
    assert numbers(page) == rows(page) == [11, 12]
    assert page.locator("#timeline button").count() == 2
    page.go_back()
    expect(page.get_by_role("status")).to_have_text("18 of 18 consultations")


@pytest.mark.parametrize(
    ("view", "found"),
    [
        ("region=mena&region=global&from=2016", [8, 11, 12, 16, 17]),
        ("kind=webinar", [18]),
        ("country=SN", [6, 7]),
        ("organization=mfa&role=host", [1]),
        ("organization=mfa", [1, 11]),
        ("from=2015-12&to=2015-12-07", [5, 6]),
        ("words=BEYROUTH", [11, 12]),
        ("words=tw%C3%ABnty%20people", [3]),
        ("region=nowhere&from=never&c=nobody", [*PLACED, 18]),
    ],
)
def test_a_link_to_a_view_opens_it(
    view: str, found: list[int], reader: Reader, micic: Path
) -> None:
    page = reader.open(micic, view)
    assert rows(page) == found


def test_a_card_says_what_is_known_and_leads_on(reader: Reader, micic: Path) -> None:
    page = reader.open(micic)
    page.locator('.cm-mark[data-id="beirut-2016"]').click()
    panel = page.locator("#panel")
    expect(panel.get_by_role("heading", level=2)).to_contain_text("11. Civil society consultation")
    for text in ("Beirut, Lebanon", "11–12 March 2016", "Caritas Lebanon", "Where sources differ"):
        expect(panel).to_contain_text(text)
    panel.get_by_role("button", name="12. Valletta, 2 days later").click()
    assert view_of(page) == "c=valletta-states-2016"
    panel.get_by_role("button", name="Previous").click()
    panel.get_by_role("button", name="Migrant Forum in Asia").click()
    assert view_of(page) == "organization=mfa&c=beirut-2016"
    assert rows(page) == [1, 11]


def test_the_keyboard_reaches_every_mark_in_date_order(reader: Reader, micic: Path) -> None:
    page = reader.open(micic)
    page.locator("#map").focus()
    seen: list[int] = []
    for _ in range(30):
        page.keyboard.press("Tab")
        here = page.evaluate("document.activeElement.closest('.cm-mark')?.textContent")
        seen += [int(here)] if here else []
        if len(seen) == len(PLACED):
            break
    assert seen == PLACED
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_be_focused()
    expect(page.locator("#panel h2")).to_contain_text("17.")
    page.keyboard.press("Escape")
    assert view_of(page) == ""
    assert page.evaluate("document.activeElement.textContent") == "17"


def test_arrows_walk_along_the_timeline(reader: Reader, micic: Path) -> None:
    page = reader.open(micic)
    stops = page.locator('#timeline button[tabindex="0"]')
    assert stops.count() == 1
    stops.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.textContent") == "3"
    page.keyboard.press("End")
    assert page.evaluate("document.activeElement.textContent") == "17"
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_contain_text("17.")


def test_the_table_is_sorted_and_opens_cards(reader: Reader, micic: Path) -> None:
    page = reader.open(micic)
    page.get_by_role("button", name="Place", exact=True).click()
    places = [text for text in page.locator("td.place").all_inner_texts() if text]
    assert places == sorted(places)
    assert page.locator("th.place").get_attribute("aria-sort") == "ascending"
    page.get_by_role("button", name="Date", exact=True).click()
    page.get_by_role("button", name="Date", exact=True).click()
    assert rows(page) == [*reversed(PLACED), 18]
    page.get_by_role("link", name="Civil society webinar").click()
    expect(page.locator("#panel h2")).to_contain_text("18.")
    assert "sort=-date" in view_of(page)


def test_dragging_over_the_timeline_chooses_a_time(reader: Reader, micic: Path) -> None:
    page = reader.open(micic)
    box = page.locator("#timeline > svg").bounding_box() or {}
    beside = box["y"] + 12  # a lane whose marks are all at its beginning
    page.mouse.move(box["x"] + box["width"] * 0.75, beside)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.9, beside, steps=4)
    page.mouse.up()
    assert view_of(page).startswith("from=201")
    assert 0 < len(rows(page)) < len(PLACED)
    assert {text[-4:] for text in page.locator("td.date").all_inner_texts()} == {"2016"}


def test_the_way_back_leads_to_the_same_view(reader: Reader, micic: Path) -> None:
    page = reader.open(micic, "region=mena&organization=mfa&role=host&words=a%26b&sort=place")
    back = page.get_by_role("link", name="See it on the website").get_attribute("href")
    assert back == (
        "https://map.example/explore?kind=all&lang=en&region=mena&organization=mfa&role=host"
        "&words=a%26b"
    )


def test_nothing_found_can_be_undone(reader: Reader, micic: Path) -> None:
    page = reader.open(micic)
    page.get_by_label("Search all texts").fill("no such word")
    expect(page.get_by_role("status")).to_have_text("0 of 18 consultations")
    assert grave_violations(page) == []
    page.get_by_role("button", name="Reset all filters").click()
    expect(page.get_by_role("status")).to_have_text("18 of 18 consultations")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [LAPTOP, TELEPHONE], ids=["laptop", "telephone"])
def test_nothing_grave_for_readers_of_any_kind(
    size: tuple[int, int], scheme: str, reader: Reader, micic: Path
) -> None:
    page = reader.open(micic, size=size, scheme=scheme)
    assert grave_violations(page) == []
    page.evaluate("location.hash = 'kind=webinar&kind=states-regional&c=beirut-2016&lines=all'")
    expect(page.locator("#panel h2")).to_contain_text("11.")
    if size == TELEPHONE:
        page.locator(".fold > summary").click()
    drop(page, "organization")
    assert grave_violations(page) == []


@pytest.mark.parametrize("size", [LAPTOP, TELEPHONE], ids=["laptop", "telephone"])
def test_the_window_has_the_only_scroll_bar(
    size: tuple[int, int], reader: Reader, micic: Path, hostile: Path
) -> None:
    for path in (micic, hostile):
        page = reader.open(path, size=size)
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
        assert page.evaluate(SCROLLERS) == []
    page = reader.open(micic, size=size)
    map_ends, timeline_ends = (
        page.locator(one).bounding_box() or {} for one in ("#map", "#timeline")
    )
    assert map_ends["y"] + map_ends["height"] <= size[1]
    assert size == TELEPHONE or timeline_ends["y"] + timeline_ends["height"] <= size[1]


def test_without_scripts_the_facts_are_there(reader: Reader, micic: Path) -> None:
    page = reader.open(micic, scripts=False)
    expect(page.locator(".notice")).to_contain_text("need scripts")
    expect(page.locator("#filters")).to_be_hidden()
    page.locator('#table a[href="#c=beirut-2016"]').click()
    article = page.locator('article[id="c=beirut-2016"]')
    expect(article).to_be_in_viewport()
    expect(article).to_contain_text("Caritas Lebanon Migrant Center")


def test_paper_has_the_facts_and_no_buttons(reader: Reader, micic: Path) -> None:
    page = reader.open(micic, "c=beirut-2016")
    page.emulate_media(media="print")
    for hidden in (".bar", ".steps", ".skip"):
        expect(page.locator(hidden).first).to_be_hidden()
    for shown in ("#map", "#timeline", "#panel", "table", "footer"):
        expect(page.locator(shown)).to_be_visible()


def test_hostile_text_is_seen_as_text(reader: Reader, hostile: Path) -> None:
    page = reader.open(hostile)
    seen = set()
    page.locator("#table a").first.click()
    for _ in PAYLOADS:
        heading = page.locator("#panel h2").inner_text().partition(".")[2]
        seen |= {name for name, text in PAYLOADS.items() if _short(text) == _short(heading)}
        following = page.locator("#panel").get_by_role("button", name="Next")
        if following.is_disabled():
            break
        following.click()
    assert seen == PAYLOADS.keys()
    assert page.evaluate("typeof window.pwned") == "undefined"
    links = page.locator("a[href]").evaluate_all("(all) => all.map((a) => a.protocol)")
    assert set(links) <= {"http:", "https:", "mailto:", "file:"}
    page.locator("#map .cm-mark").first.hover()
    assert "1337" not in page.locator("body").inner_text()


def _short(text: str) -> str:
    """The beginning of a text without blanks and without what has no shape."""
    return "".join(sign for sign in text if sign.isprintable() and not sign.isspace())[:40]


def test_the_policy_holds_even_if_a_text_became_markup(reader: Reader, micic: Path) -> None:
    page = reader.open(micic)
    failed: dict[str, str | None] = {}
    page.on("requestfailed", lambda request: failed.update({request.url: request.failure}))
    page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "window.pwned = 1";
          const image = document.createElement("img");
          image.src = "https://evil.example/x.png";
          image.setAttribute("onerror", "window.pwned = 2");
          document.body.append(script, image);
          return fetch("https://evil.example/").catch(() => "refused");
        }"""
    )
    assert page.evaluate("typeof window.pwned") == "undefined"
    refused = [text for text in reader.complaints if "Content Security Policy" in text]
    assert len(refused) >= 3
    # Chromium tells of a request that the policy has stopped before it was sent.
    assert set(failed.values()) <= {"csp"}
    assert set(reader.requests) <= {micic.as_uri(), *failed}
    reader.requests.clear()
    reader.complaints.clear()


def test_more_marks_than_can_be_told_apart_are_grouped(reader: Reader, tmp_path: Path) -> None:
    places = [("14.7", "-17.4"), ("4.6", "-74.1"), ("33.9", "35.5")]
    table = [
        {
            "start": f"{2010 + number % 9}-05-0{1 + number % 9}",
            "lat": places[number % 3][0],
            "lon": places[number % 3][1],
        }
        for number in range(600)
    ]
    page = reader.open(write_page(tmp_path / "many.html", campaign_from(tmp_path / "many", table)))
    groups = page.locator("#map .cm-group")
    assert groups.all_inner_texts() == ["200", "200", "200"]
    assert grave_violations(page) == []
    groups.first.focus()
    page.keyboard.press("Enter")
    assert page.locator("#panel .rows li").count() == 200
    assert len(rows(page)) == 100
    page.get_by_role("button", name="Show all 600 rows").click()
    assert len(rows(page)) == 600
    page.locator("#timeline .stretch").first.click()
    assert "from=2010" in view_of(page)


def test_few_marks_in_one_place_stand_side_by_side_and_many_do_not(
    reader: Reader, tmp_path: Path
) -> None:
    for count, groups in ((9, 0), (10, 1)):
        table = [{"lat": "14.7", "lon": "-17.4"} for _ in range(count)]
        folder = tmp_path / str(count)
        page = reader.open(write_page(tmp_path / f"{count}.html", campaign_from(folder, table)))
        assert page.locator("#map .cm-group").count() == groups
        assert page.locator("#map .cm-mark").count() == (0 if groups else count)


def test_words_are_folded_as_the_texts_were(reader: Reader, micic: Path) -> None:
    texts = [
        "Straße", "ŁÓDŹ", "Côte d’Ivoire", "São Tomé & Príncipe", "Ærø", "İstanbul", "\u02bbEua",
        "የኢትዮጵያ", "مـــصر", "Ἀθῆναι ΣΊΣΥΦΟΣ", "한국어", "ﬁle №5", "a--b__c", "Z͑ͫA", "\u202eabc",
    ]  # fmt: skip
    page = reader.open(micic)
    folded = page.evaluate("(texts) => texts.map(ConsultationMap.fold)", texts)
    assert folded == [fold(text) for text in texts]
