"""What the first view says, and where its map puts land and markers."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from components.first_view.first_view import MOST_LISTED, draw_first_view
from components.first_view.places import extent, land
from components.shell.pages import PAGES
from data.filters.address import read_view
from data.filters.choice import View
from data.filters.query import Query
from data.filters.select import describe, select
from data.loading.load import load_campaign
from data.map.markers import links_shown, marks
from tests.browser.hostile_campaign import CANARY, write_hostile_campaign
from tests.many import many
from tests.shipped import shipped_campaign

LANGUAGES = ("en", "fr")
LINKS = (
    "", "region=mena", "region=asia&region=mena", "from=2015&to=2015", "kind=all", "country=CHE",
    "words=migrants", "c=dakar-2015", "region=mena&c=beirut-2016", "role=host", "words=xyzzy",
    "from=2016-04&to=2016-12",
)  # fmt: skip


class Page(HTMLParser):
    """Texts, links and elements of HTML."""

    def __init__(self, text: str) -> None:
        """Read HTML."""
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.heading, self.numbers, self._inside, self._part = "", list[str](), "", ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag."""
        self.tags.append((tag, dict(attrs)))
        self._inside = tag
        self._part = str(dict(attrs).get("class")) if tag == "a" else self._part

    def handle_data(self, data: str) -> None:
        """Keep the heading and the numbers of markers."""
        if self._inside in ("h2", "strong"):
            self.heading += data
        elif self._inside == "text" and "fv-mark" in self._part:
            self.numbers.append(data)

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        self._inside = "" if tag else self._inside

    def links(self, part: str) -> list[str]:
        """Return the addresses of links whose class begins so; "" for those without one."""
        named = [attributes for tag, attributes in self.tags if tag == "a"]
        return [
            str(each["href"])
            for each in named
            if str(each.get("class", "")).startswith(part) and (part or "class" not in each)
        ]


def view_of(campaign: Query, link: str, language: str) -> View:
    return read_view(parse_qs(link), campaign, LANGUAGES, language)[0]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("link", LINKS)
def test_it_says_what_the_view_has(link: str, language: str) -> None:
    campaign = shipped_campaign()
    view = view_of(campaign, link, language)
    selection = select(campaign, view.choice)
    page = Page(draw_first_view(campaign, view, {}))
    assert page.heading == describe(campaign, view.choice, language)
    drawn = marks(selection, language)
    numbered = dict(zip(page.links("fv-mark"), page.numbers, strict=True))
    opened = [parse_qs(urlsplit(address).query)["c"][0] for address in numbered]
    shown = dict(zip(opened, numbered.values(), strict=True))
    assert {id_: shown[id_] for id_ in drawn["consultation"]} == {
        id_: str(number) for id_, number in zip(drawn["consultation"], drawn["number"], strict=True)
    }
    _, ends = links_shown(campaign, selection, view, language)
    assert set(shown) == {*drawn["consultation"], *ends["consultation"]}
    listed = [parse_qs(urlsplit(address).query).get("c") for address in page.links("")]
    wanted = [[id_] for id_ in selection.consultations["id"]]
    assert listed[-len(wanted) :] == wanted or not wanted


@pytest.mark.parametrize("link", ["kind=all", "from=2015&to=2015", "region=mena"])
def test_the_timeline_has_all_dated_ones_and_ghosts_of_other_times(link: str) -> None:
    campaign = shipped_campaign()
    view = view_of(campaign, link, "en")
    dots = Page(draw_first_view(campaign, view, {})).links("fv-dot")
    at_any_time = select(campaign, replace(view.choice, since="", until="")).consultations
    assert len(dots) == int(at_any_time["dated"].sum())


def test_many_are_clusters_and_bars_and_a_part_of_the_list(tmp_path: Path) -> None:
    campaign = many(tmp_path, 3000)
    page = Page(draw_first_view(campaign, View(language="en"), {}))
    clusters = page.links("fv-mark fv-fixed fv-cluster")
    assert len(clusters) > 10
    assert all("at" in parse_qs(urlsplit(address).query) for address in clusters)
    assert not page.links("fv-dot")
    assert len([address for address in page.links("") if "c=" in address]) == MOST_LISTED


def test_links_keep_the_rest_of_the_address() -> None:
    campaign = shipped_campaign()
    view = view_of(campaign, "region=mena&c=beirut-2016", "fr")
    page = Page(draw_first_view(campaign, view, {"step": ["2"]}))
    for address in [*page.links(""), *page.links("fv-mark")]:
        kept = parse_qs(address.partition("?")[2])
        assert (kept["region"], kept["lang"], kept["step"]) == (["mena"], ["fr"], ["2"])
    # One link closes the open one.
    assert any("c" not in parse_qs(address.partition("?")[2]) for address in page.links(""))


@pytest.mark.parametrize("link", ["at=3/4/2", "lines=all"])
def test_what_only_scripts_can_draw_has_none(link: str) -> None:
    campaign = shipped_campaign()
    assert draw_first_view(campaign, view_of(campaign, link, "en"), {}) == ""


def test_texts_of_a_hostile_campaign_stay_text(tmp_path: Path) -> None:
    campaign = Query.everything(load_campaign(write_hostile_campaign(tmp_path)))
    for id_ in ["", *list(campaign.consultations["id"])]:
        view = View(selected=id_, language="en")
        text = draw_first_view(campaign, view, {"step": ['"><script>window.pwned=1</script>']})
        page = Page(text)
        allowed = {
            "style", "main", "h1", "h2", "h3", "p", "div", "svg", "path", "a", "polygon", "circle",
            "text", "article", "ul", "li", "b", "i", "g", "header", "nav", "strong",
            "script", "span",
        }  # fmt: skip
        assert {tag for tag, _ in page.tags} <= allowed
        assert all(not name.startswith("on") for _, each in page.tags for name in each)
        assert all(
            re.match(r"(\w*)\?", str(each["href"]))[1] in {"", *PAGES}
            for tag, each in page.tags
            if tag == "a"
        )
        assert [text.count(f"</{tag}") for tag in ("noscript", "style", "script")] == [0, 1, 1]
    assert not (tmp_path / CANARY).exists()


def test_a_region_is_shown_with_its_countries() -> None:
    campaign = shipped_campaign()
    selection = select(campaign, view_of(campaign, "region=mena", "en").choice)
    around, places = extent(selection, ("mena",)), extent(selection, ())
    assert around.wide > places.wide
    assert around.high > places.high
    assert around.has_edges


def test_a_single_place_has_a_size_that_can_be_divided_by() -> None:
    campaign = shipped_campaign()
    selection = select(campaign, view_of(campaign, "words=dakar", "en").choice)
    shown = extent(selection, ())
    assert 0 < shown.wide < 1e-6
    assert 0 < shown.high < 1e-6


def test_the_land_has_each_country_once_within_the_square() -> None:
    codes = [each.code for each in land()]
    assert {"SEN", "PHL", "USA"} <= set(codes)
    starts = re.findall(r"M(-?\d+),(-?\d+)l", "".join(each.path for each in land()))
    down = [int(y) for _, y in starts]
    assert len(starts) > len(codes) / 2
    assert -1 <= min(down) <= max(down) <= 2561


def test_each_meeting_has_its_first_demand_as_in_the_panel() -> None:
    campaign = shipped_campaign()
    page = draw_first_view(campaign, view_of(campaign, "", "en"), {}, LANGUAGES)
    asked = re.findall("<p>(Summary: Base the guiding|Wording not published)", page)
    assert asked == ["Summary: Base the guiding", *["Wording not published"] * 6]
