"""What exists in Python and in JavaScript gives the same, on the same cases."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from data.export.extract import Extract
from data.export.single_page.cards import cards
from data.export.single_page.payload import payload
from data.figures.timeline import stack, timeline_base, timeline_span
from data.filters.choice import ALL_KINDS, Choice
from data.filters.names import terms_of
from data.filters.query import Query
from data.filters.select import select
from data.loading.iso_dates import first_day, last_day
from data.map.markers import ink_on
from data.model.colors_and_shapes import REGION_PALETTE, SHAPES
from data.model.regions import mix
from data.words.folding import fold
from tests.builders import campaign_from
from tests.data.export.html_reader import micic_page
from tests.folded import FOLDED
from tests.javascript import Deno, deno
from tests.shipped import shipped_campaign

SCRIPTS = (
    "data/map/scripts/shapes.js",
    "data/map/scripts/layout.js",
    "data/export/single_page/elements.js",
    "data/export/single_page/view.js",
    "data/export/single_page/searching.js",
    "data/export/single_page/selection.js",
    "data/export/single_page/lanes.js",
)

TEXTS = (
    "", "São Paulo", "Ærø & Łódź", "straße ΣΊΣΥΦΟΣ", "Đà Nẵng", "  two   blanks\t",
    "\u0130stanbul I\u011fd\u0131r", "O’Brien—Smith (IOM)", "ﬁne ½ №5", "서울 特別市", "القاهـرة",
    "Ħal Qormi", "½ Þórshöfn", "naïve\u200bword", "\u02bbOfa \u02bcAm", "100 % + more_less",
    "Åland Ångström", "Ŧest œuvre ə",
)  # fmt: skip
DATES = (
    "2016",
    "2016-02",
    "2015-02",
    "2016-04-29",
    "0900-12",
    "9999",
    "2016-13",
    "2016-2-3",
    "soon",
    "",
)
LANES = (
    [5.0],
    [1.0, 1.0, 1.0],
    [0.0, 50.0, 51.0, 99.0],
    [99.0, 98.0, 3.0],
    [float(i % 7) for i in range(20)],
)
SEARCHES = (
    "GCM", "gc", "MFA", "Made", "made europe", "UKCS", "recording", "Plan of Action", "March 2015",
    "mars 2015", "7 December 2015", "December 7, 2015", "21–22 March 2015", "2015-03", "2015-03-21",
    "2015-13", "2016", "7 décembre", "jui 2016", "may", "2015 15", "1er mars 2016", "Ghana", "Nige",
    "Niger", "Brésil", "United States", "united nations", "United Arab Emirates", "south korea",
    "western", "la consultation", "guinea",
    "Côte d’Ivoire mars", "Moyen-Orient", "ana", "nairobi 29",
    "", "[.*", "constructor", "البرازيل", "巴西", "29 April", "31 April 2016",
    "2 de mayo de 2016",
)  # fmt: skip
COLORS = (
    "#0072B2",
    "#D55E00",
    "#ffffff",
    "#000000",
    "#767676",
    "#777777",
    *REGION_PALETTE,
)


@pytest.fixture(scope="module")
def scripts() -> Iterator[Deno]:
    with deno(*SCRIPTS) as scripts:
        yield scripts


def call(scripts: Deno, function: str, *arguments: Any) -> Any:
    return scripts.evaluate(f"(given) => ConsultationMap.{function}(...given)", list(arguments))


@pytest.mark.parametrize("text", [*TEXTS, *(text for text, _ in FOLDED)])
def test_folding(scripts: Deno, text: str) -> None:
    assert call(scripts, "fold", text) == fold(text)


@pytest.fixture(scope="module")
def search(scripts: Deno) -> Deno:
    """Give the scripts the cards and names of the shipped campaign."""
    extract = Extract(
        campaign=shipped_campaign(),
        choice=Choice(kinds=(ALL_KINDS,)),
        language="en",
        address="",
        day=date(2026, 1, 1),
    )
    data = json.loads(payload(extract, cards(extract)))
    scripts.evaluate("(data) => { ConsultationMap.data = data; }", data)
    return scripts


@pytest.mark.parametrize("text", SEARCHES)
def test_searches(search: Deno, text: str) -> None:
    campaign = shipped_campaign()
    terms = search.evaluate(
        """(text) => ConsultationMap.readQuery(text).map(({ words, day, countries }) =>
          [words, day && [day.year, day.months, day.first, day.last], [...countries].sort()])""",
        text,
    )
    assert terms == [
        [
            list(term.words),
            [term.day.year, list(term.day.months), *term.day[2:]] if term.day else None,
            sorted(term.countries),
        ]
        for term in terms_of(campaign, text)
    ]
    found = search.evaluate(
        """(text) => ConsultationMap.data.cards
          .filter(ConsultationMap.searchFor(text) || (() => true)).map((card) => card.id)""",
        text,
    )
    chosen = select(campaign, Choice(kinds=(ALL_KINDS,), words=text))
    assert found == list(chosen.consultations["id"])


WORLD_ROWS = [
    {"id": "zh", "title": "贝鲁特民间社会磋商（第一次）", "city": "Beirut", "country": "Lebanon"},
    {"id": "ar", "title": "المشاورة الإقليميّة في القاهرة", "start": "2016-03-12"},
    {"id": "ru", "title": "Встреча в Королёве", "summary": "Все участники"},
    {"id": "en", "title": "ＧＣＭ meeting of ２０１６"},
]
WORLD_SEARCHES = [
    # what is typed, and what it finds
    ("民间社会", ["zh"]),
    ("社会磋商 第一次", ["zh"]),
    ("社会磋商第一次", []),  # the bracket parts words
    ("القاهره", ["ar"]),
    ("قاهرة", ["ar"]),  # without its article
    ("الاقليمية", ["ar"]),
    ("إقليميه", ["ar"]),
    ("١٢ March ٢٠١٦", ["ar"]),
    ("королеве", ["ru"]),
    ("gcm 2016", ["en"]),
]


@pytest.fixture(scope="module")
def world(scripts: Deno, tmp_path_factory: pytest.TempPathFactory) -> Query:
    """Give the scripts a campaign with texts in several scripts."""
    campaign = campaign_from(tmp_path_factory.mktemp("world"), WORLD_ROWS)
    choice = Choice(kinds=(ALL_KINDS,))
    extract = Extract(campaign, choice, "ar", address="", day=date(2026, 1, 1))
    data = json.loads(payload(extract, cards(extract)))
    scripts.evaluate("(data) => { ConsultationMap.worldData = data; }", data)
    return campaign


@pytest.mark.parametrize(("text", "ids"), WORLD_SEARCHES)
def test_searches_in_other_scripts(scripts: Deno, world: Query, text: str, ids: list[str]) -> None:
    found = scripts.evaluate(
        """(text) => {
          const cm = ConsultationMap, before = cm.data;
          cm.data = cm.worldData;
          const test = cm.searchFor(text);
          const ids = cm.data.cards.filter(test).map((card) => card.id);
          cm.data = before;
          return ids;
        }""",
        text,
    )
    chosen = select(world, Choice(kinds=(ALL_KINDS,), words=text))
    assert sorted(chosen.consultations["id"]) == sorted(ids)
    assert sorted(found) == sorted(ids)


@pytest.mark.parametrize("text", DATES)
def test_days_of_partial_dates(scripts: Deno, text: str) -> None:
    first, last = first_day(text), last_day(text)
    assert call(scripts, "day", text, False) == (first.isoformat() if first else "")  # noqa: FBT003
    assert call(scripts, "day", text, True) == (last.isoformat() if last else "")  # noqa: FBT003


@pytest.mark.parametrize("lane", LANES)
def test_markers_of_a_lane_are_stacked_alike(scripts: Deno, lane: list[float]) -> None:
    for gap in (0.5, 2.0, 10.0):
        assert call(scripts, "stack", lane, gap) == stack(lane, gap)


@pytest.mark.parametrize("color", COLORS)
def test_ink_on_a_colour(scripts: Deno, color: str) -> None:
    assert call(scripts, "inkOn", color) == ink_on(color)


@pytest.mark.parametrize("shape", ["circle", "unknown", "constructor", *SHAPES])
def test_outlines_of_shapes(scripts: Deno, shape: str) -> None:
    outline = scripts.evaluate(
        "(shape) => ConsultationMap.outline(shape).getAttribute('points')", shape
    )
    assert outline == (SHAPES[shape].outline if shape in SHAPES else None)


ROLE_CHOICES = [
    # organizations, role
    ((), "host"),
    ((), "partner"),
    ((), "organizer"),
    ((), ""),
    (("mfa",), ""),
    (("mfa",), "host"),
    (("mfa", "icmpd"), "organizer"),
]


@pytest.mark.parametrize(("organizations", "role"), ROLE_CHOICES)
def test_organizations_and_roles(scripts: Deno, organizations: tuple[str, ...], role: str) -> None:
    ids = scripts.evaluate(
        """([data, organization, role]) => {
          const cm = ConsultationMap;
          cm.data = data;
          const filter = cm.filters.find(({ name }) => name === "organization");
          const test = filter.test({ organization, role });
          return data.cards.filter((card) => !test || test(card)).map((card) => card.id);
        }""",
        [micic_page("en").data, list(organizations), role],
    )
    choice = Choice(kinds=(ALL_KINDS,), organizations=organizations, role=role)
    assert ids == list(select(shipped_campaign(), choice).consultations["id"])


def test_colours_are_mixed_by_the_same_rule() -> None:
    assert mix("#000000", "#ffffff", 0.25) == "#bfbfbf"


OWN_FIRST = """
({ view, ownFirst }) => {
  const cm = ConsultationMap, before = { view: cm.view, ownFirst: cm.data.ownFirst };
  cm.data.ownFirst = ownFirst;
  cm.view = Object.assign(cm.emptyView(), view);
  const found = [cm.choose(cm.view).cards.map((card) => card.id), cm.span(), cm.years(false)];
  cm.view = before.view;
  cm.data.ownFirst = before.ownFirst;
  return found;
}
"""


@pytest.mark.parametrize(
    ("kinds", "years"),
    [
        ((), ["2015", "2016"]),
        (("launch",), ["2015", "2016"]),
        ((ALL_KINDS,), ["2015", "2016", "2017"]),
        (("states-regional", "launch"), ["2015", "2016", "2017"]),
    ],
)
def test_the_site_starts_with_what_the_app_starts_with(
    search: Deno, kinds: tuple[str, ...], years: list[str]
) -> None:
    campaign = shipped_campaign()
    ids, span, offered = search.evaluate(OWN_FIRST, {"view": {"kind": kinds}, "ownFirst": True})
    assert ids == list(select(campaign, Choice(kinds=kinds)).consultations["id"])
    ours = [moment.timestamp() / 86_400 for moment in timeline_span(timeline_base(campaign, kinds))]
    assert span == pytest.approx(ours, abs=0.1)
    assert offered == years


def test_other_pages_start_with_everything_in_them(search: Deno) -> None:
    ids, span, _years = search.evaluate(OWN_FIRST, {"view": {}, "ownFirst": False})
    assert len(ids) == 18
    assert span == search.evaluate("() => ConsultationMap.data.span")
