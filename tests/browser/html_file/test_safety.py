"""The exported page is safe, accessible, and fits any screen and paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from data.words.folding import fold
from tests.browser.axe import grave_violations
from tests.browser.hostile_campaign import PAYLOADS
from tests.browser.single_page import (
    LAPTOP,
    SCROLLERS,
    TELEPHONE,
    Reader,
    rows,
    view_of,
    write_page,
)
from tests.builders import campaign_from

if TYPE_CHECKING:
    from playwright.sync_api import Page

MICIC = Path("data/campaigns/micic")
PLACED = list(range(1, 18))
"""Numbers of the consultations that have a place; the eighteenth is a webinar."""


def drop(page: Page, name: str) -> None:
    page.locator(f'.drop[data-filter="{name}"] > summary').click()


@pytest.mark.long
@pytest.mark.parametrize("size", [LAPTOP, TELEPHONE], ids=["laptop", "telephone"])
def test_axe_finds_no_serious_problem_in_the_page(
    size: tuple[int, int], reader: Reader, micic: Path
) -> None:
    page = reader.open(micic, size=size)
    _expect_nothing_grave(page)
    page.evaluate("location.hash = 'kind=webinar&kind=states-regional&c=beirut-2016&lines=all'")
    expect(page.locator("#panel h2")).to_contain_text("11.")
    if size == TELEPHONE:
        page.locator(".fold > summary").click()
    drop(page, "organization")
    _expect_nothing_grave(page)


OWN_KINDS = ("civil-society-regional", "civil-society-global", "webinar", "launch")


def _expect_nothing_grave(page: Page) -> None:
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        assert grave_violations(page) == [], scheme


@pytest.mark.long
@pytest.mark.parametrize("size", [LAPTOP, TELEPHONE], ids=["laptop", "telephone"])
def test_the_window_has_the_only_scroll_bar(
    size: tuple[int, int], reader: Reader, micic: Path, hostile: Path
) -> None:
    for path in (micic, hostile):
        page = reader.open(path, size=size)
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
        assert page.evaluate(SCROLLERS) == []
    # With the campaign's own meetings, as pages usually start, no marker is above another.
    for view in ("", "&".join(f"kind={kind}" for kind in OWN_KINDS)):
        page = reader.open(micic, view, size=size)
        map_ends, timeline_ends = (
            page.locator(one).bounding_box() or {} for one in ("#map", "#timeline")
        )
        assert map_ends["y"] + map_ends["height"] <= size[1]
    assert size == TELEPHONE or timeline_ends["y"] + timeline_ends["height"] <= size[1]


def test_without_scripts_the_facts_are_there(reader: Reader, micic: Path) -> None:
    page = reader.open(micic, scripts=False)
    expect(page.locator(".notice")).to_contain_text("Turn on JavaScript")
    expect(page.locator("#filters")).to_be_hidden()
    page.locator('#table a[href="#c=beirut-2016"]').click()
    article = page.locator('article[id="c=beirut-2016"]')
    expect(article).to_be_in_viewport()
    expect(article).to_contain_text("Caritas Lebanon Migrant Center")


def test_print_has_the_facts_and_no_buttons(reader: Reader, micic: Path) -> None:
    page = reader.open(micic, "c=beirut-2016")
    page.emulate_media(media="print")
    for hidden in (".bar", ".steps", ".skip"):
        expect(page.locator(hidden).first).to_be_hidden()
    for shown in ("#map", "#timeline", "#panel", "table", "footer"):
        expect(page.locator(shown)).to_be_visible()


@pytest.mark.long
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


@pytest.mark.long
def test_crowded_markers_become_clusters(reader: Reader, tmp_path: Path) -> None:
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
    page.get_by_role("button", name="Show all rows (600)").click()
    assert len(rows(page)) == 600
    page.locator("#timeline .stretch").first.click()
    assert "from=2010" in view_of(page)


def test_few_markers_in_one_place_are_side_by_side_and_many_a_cluster(
    reader: Reader, tmp_path: Path
) -> None:
    for count, groups in ((9, 0), (10, 1)):
        table = [{"lat": "14.7", "lon": "-17.4"} for _ in range(count)]
        folder = tmp_path / str(count)
        page = reader.open(write_page(tmp_path / f"{count}.html", campaign_from(folder, table)))
        assert page.locator("#map .cm-group").count() == groups
        assert page.locator("#map .cm-mark").count() == (0 if groups else count)


def test_markers_in_too_many_rows_become_counts(reader: Reader, tmp_path: Path) -> None:
    for count, stretches in ((4, 0), (20, 1)):
        table = [{"start": f"{year}-01-01"} for year in (2000, *[2010] * count, 2020)]
        folder = tmp_path / str(count)
        page = reader.open(write_page(tmp_path / f"{count}.html", campaign_from(folder, table)))
        assert page.locator("#timeline .stretch").count() == stretches


def test_searched_words_and_texts_are_folded_alike(reader: Reader, micic: Path) -> None:
    texts = [
        "Straße", "ŁÓDŹ", "Côte d’Ivoire", "São Tomé & Príncipe", "Ærø", "İstanbul", "\u02bbEua",
        "የኢትዮጵያ", "مـــصر", "Ἀθῆναι ΣΊΣΥΦΟΣ", "한국어", "ﬁle №5", "a--b__c", "Z͑ͫA", "\u202eabc",
    ]  # fmt: skip
    page = reader.open(micic)
    folded = page.evaluate("(texts) => texts.map(ConsultationMap.fold)", texts)
    assert folded == [fold(text) for text in texts]
