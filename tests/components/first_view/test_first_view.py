"""What the first view without scripts says, and where its map puts land and markers."""

from __future__ import annotations

import math
import re
from html.parser import HTMLParser
from itertools import combinations
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest

from components.first_view.first_view import draw_first_view
from components.first_view.places import land, spread, steps
from data.filters.address import read_view
from data.filters.choice import View
from data.filters.query import Query
from data.filters.select import describe, select
from data.loading.load import load_campaign
from data.map.clusters import Window
from data.map.markers import marks
from data.map.viewport import WORLD, fitting_zoom
from tests.browser.hostile_campaign import CANARY, write_hostile_campaign
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
        self.heading, self.numbers, self._inside = "", list[str](), ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag."""
        self.tags.append((tag, dict(attrs)))
        self._inside = tag

    def handle_data(self, data: str) -> None:
        """Keep the heading and the numbers of markers."""
        if self._inside == "h2":
            self.heading += data
        elif self._inside == "text":
            self.numbers.append(data)

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        self._inside = "" if tag else self._inside

    def links(self, part: str) -> list[str]:
        """Return the addresses of the markers ("fv-mark"), or of the others ("")."""
        named = [attributes for tag, attributes in self.tags if tag == "a"]
        wanted = bool(part)
        return [
            str(each["href"])
            for each in named
            if ("fv-mark" in str(each.get("class", ""))) is wanted
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
    assert page.numbers == [str(number) for number in drawn["number"]]
    listed = [parse_qs(urlsplit(address).query).get("c") for address in page.links("")]
    wanted = [[id_] for id_ in selection.consultations["id"]]
    assert [each for each in listed if each] == wanted
    opened = [parse_qs(urlsplit(address).query)["c"][0] for address in page.links("fv-mark")]
    assert opened == list(drawn["consultation"])


def test_links_keep_the_rest_of_the_address() -> None:
    campaign = shipped_campaign()
    view = view_of(campaign, "region=mena&c=beirut-2016", "fr")
    page = Page(draw_first_view(campaign, view, {"step": ["2"]}))
    for address in [*page.links(""), *page.links("fv-mark")]:
        kept = parse_qs(address.removeprefix("?"))
        assert (kept["region"], kept["lang"], kept["step"]) == (["mena"], ["fr"], ["2"])
    # The first link closes the open one.
    assert "c" not in parse_qs(page.links("")[0].removeprefix("?"))


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
            "text", "article", "ul", "li", "b",
        }  # fmt: skip
        assert {tag for tag, _ in page.tags} <= allowed
        assert all(not name.startswith("on") for _, each in page.tags for name in each)
        assert all(str(each["href"]).startswith("?") for tag, each in page.tags if tag == "a")
        assert "</noscript" not in text
        assert text.count("</style>") == 1
    assert not (tmp_path / CANARY).exists()


EUROPE = Window(36.0, -10.0, 60.0, 30.0)


@pytest.mark.parametrize("held", [WORLD, EUROPE], ids=["world", "Europe"])
@pytest.mark.parametrize("size", [(810, 347), (362, 262), (1240, 700), (300, 300), (3000, 1500)])
def test_a_map_of_any_size_has_the_zoom_of_the_live_one(
    held: Window, size: tuple[int, int]
) -> None:
    width, height = size
    none = np.zeros(0)
    every = steps(held, none, none)
    found = [each for each in every if each.width <= width and each.height <= height]
    zoom = round(math.log2(found[-1].world / 256), 6)
    assert zoom == fitting_zoom(held, width, height)


def test_markers_stand_apart_and_near_their_place() -> None:
    homes = [(0.0, 0.0), (0.0, 0.0), (10.0, 0.0), (300.0, 5.0)]
    places = spread(homes)
    assert all(math.dist(*pair) >= 34 for pair in combinations(places, 2))
    assert places[3] == homes[3]
    assert spread(homes) == places


def test_the_land_has_each_country_once_within_the_square() -> None:
    codes = [code for code, _ in land()]
    assert {"SEN", "PHL", "USA"} <= set(codes)
    starts = re.findall(r"M(-?\d+),(-?\d+)l", "".join(path for _, path in land()))
    down = [int(y) for _, y in starts]
    assert len(starts) > len(codes) / 2
    assert -1 <= min(down) <= max(down) <= 2561
