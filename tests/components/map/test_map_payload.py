"""The payload of the map's script; text from data reaches it in no other way."""

from __future__ import annotations

import base64
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from jinja2 import Environment

from components.map.basemap import _country_names, country_names_address
from components.map.payload import build_payload
from components.map.world_map import show_world_map
from data.figures.demand_records import demand_of
from data.filters.choice import ALL_KINDS, Choice, View
from data.filters.query import Query
from data.filters.select import select
from data.loading.assemble import with_colors
from data.model.campaign import Campaign
from data.model.colors_and_shapes import WORLD
from data.model.regions import signs
from tests.builders import campaign_from
from tests.shipped import shipped_campaign

HOSTILE = ["{{ 7*191 }}", "{% raw %}", "{# x", "</script><script>", "`${1}`", "a\u2028b", "\\"]


def payload(campaign: Campaign, view: View) -> dict[str, Any]:
    return build_payload(campaign, select(campaign, view.choice), view)


def ids(marks: list[dict[str, Any]], *, ghost: bool = False) -> list[str]:
    return [mark["id"] for mark in marks if bool(mark.get("ghost")) == ghost]


def test_every_place_of_the_selection_is_a_marker_and_no_other_is_sent() -> None:
    campaign = shipped_campaign()
    sent = payload(campaign, View(Choice(regions=("mena",)), lines=False))
    assert ids(sent["marks"]) == ["beirut-2016"]
    assert ids(sent["marks"], ghost=True) == []
    assert sent["lines"] == []


def test_the_open_consultation_has_lines_to_meetings_outside_the_selection() -> None:
    campaign = shipped_campaign()
    sent = payload(campaign, View(selected="beirut-2016", lines=False))
    assert ids(sent["marks"], ghost=True) == ["valletta-states-2016"]
    [line] = sent["lines"]
    assert (line["consultation"], line["into"]) == ("beirut-2016", "valletta-states-2016")
    assert line["strong"]
    assert line["text"].startswith("11. Civil society consultation for the Middle East")
    assert " fed into 12. States" in line["text"]


@pytest.mark.parametrize(
    ("demand", "ways"),
    [
        ("d01", []),
        ("d02", [("manila-2015", "manila-states-2015")]),
        ("d04", [(id_, "geneva-2016") for id_ in ("manila-2015", "brussels-2015", "dakar-2015")]),
    ],
)
def test_the_map_of_a_demand_draws_where_it_was_carried_and_no_link_between_meetings(
    demand: str, ways: list[tuple[str, str]]
) -> None:
    found = demand_of(shipped_campaign(), demand, "en")
    assert found is not None
    campaign = shipped_campaign()
    sent = build_payload(campaign, select(campaign, Choice()), View(), paths=found.paths)
    assert "story" not in sent
    assert sorted((line["consultation"], line["into"]) for line in sent["lines"]) == sorted(ways)
    assert all(line["text"].startswith("Carried to: ") for line in sent["lines"])


def test_a_view_can_show_all_lines() -> None:
    campaign = shipped_campaign()
    sent = payload(campaign, View(Choice(kinds=(ALL_KINDS,)), lines=True))
    assert len(sent["lines"]) == 12
    assert sent["allLines"] is True


@pytest.mark.parametrize(
    ("view", "count", "words"),
    [
        (View(), 12, "took up its results: 6 of 12 lead to New York."),
        (View(Choice(regions=("mena",))), 1, ""),
        (View(selected="beirut-2016"), 12, ""),
        (View(lines=True), 12, ""),
        (View(lines=False), 0, ""),
    ],
)
def test_a_small_campaign_starts_with_its_lines_and_the_start_says_what_they_show(
    view: View, count: int, words: str
) -> None:
    sent = payload(shipped_campaign(), view)
    assert len(sent["lines"]) == count
    assert sent.get("story", {}).get("text", "").endswith(words)
    assert ("story" in sent) == bool(words)


def test_a_campaign_with_many_markers_starts_without_lines(tmp_path: Path) -> None:
    rows = [
        {"id": f"c{i}", "title": "A", "lat": str(i), "lon": "2", "feeds_into": "c0" if i else ""}
        for i in range(31)
    ]
    sent = payload(campaign_from(tmp_path, consultations=rows), View())
    assert (sent["allLines"], sent["lines"]) == (False, [])


def test_a_campaign_without_follow_ups_has_no_switch_for_lines(tmp_path: Path) -> None:
    row = {"id": "a", "title": "A", "lat": "1", "lon": "2"}
    assert "allLines" not in payload(campaign_from(tmp_path, consultations=[row]), View())


def test_the_legend_has_the_shapes_of_what_the_filters_let_through() -> None:
    campaign = shipped_campaign()
    # The open consultation leads to a meeting of another kind, outside the filters.
    sent = payload(campaign, View(Choice(regions=("mena",)), "beirut-2016", lines=False))
    shown = [kind["title"] for kind in sent["legend"]["kinds"] if kind["shown"]]
    assert shown == ["Regional civil society consultation"]


def test_a_selection_around_the_world_shows_all_of_it_and_one_region_only_its_places() -> None:
    campaign = shipped_campaign()
    assert payload(campaign, View())["bounds"] == list(WORLD)
    south, west, north, east = payload(campaign, View(Choice(regions=("mena",))))["bounds"]
    assert (south, west) == (north, east)


def test_regions_of_one_colour_have_different_signs() -> None:
    campaign = shipped_campaign()
    regions = campaign.regions.assign(color="#0072b2").head(3)
    sent = payload(Query.everything(replace(campaign.campaign, regions=regions)), View())["regions"]
    assert [region.get("sign", 0) for region in sent] == [0, 1, 2]


def test_the_ninth_default_colour_and_all_later_regions_have_a_sign() -> None:
    ids = [f"region-{i}" for i in range(22)]
    regions = with_colors(pd.DataFrame({"id": ids, "color": [""] * len(ids)}))
    found = signs(regions)
    assert [found[id_] for id_ in ids] == [0] * 8 + [1] * 10 + [2] * 4
    assert len(set(zip(regions["color"], found.values(), strict=True))) == len(ids)


def test_names_of_countries_are_a_file_in_the_language_of_the_page() -> None:
    address = country_names_address("fr")
    names = {code: name for code, name, *_place in json.loads(_country_names("fr"))}
    assert (names["GHA"], names["CIV"]) == ("Ghana", "Côte d’Ivoire")
    assert len(names) > 240
    assert "/countries-" in address
    assert address == country_names_address("fr") != country_names_address("en")


def test_an_empty_selection_has_no_markers_but_regions() -> None:
    campaign = shipped_campaign()
    sent = payload(campaign, View(Choice(words="no such word")))
    assert sent["marks"] == []
    assert len(sent["regions"]) == 6


@pytest.mark.parametrize(
    ("url", "sent"),
    [
        ("https://tiles.example.org/{z}/{x}/{y}.png", True),
        ("", False),
        ("javascript:alert(1)", False),
        ("{{ 7*191 }}", False),
    ],
)
def test_only_web_addresses_are_tiles(url: str, *, sent: bool) -> None:
    campaign = shipped_campaign()
    settings = replace(campaign.settings, tiles={"url": url, "attribution": "{{ 7*191 }}"})
    data = payload(Query.everything(replace(campaign.campaign, settings=settings)), View())
    assert ("tiles" in data) == sent


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What streamlit-folium sends to the browser, by name."""
    arguments: dict[str, Any] = {}
    monkeypatch.setattr("streamlit_folium._component_func", lambda **sent: arguments.update(sent))
    return arguments


@pytest.mark.parametrize("text", HOSTILE)
def test_text_from_data_is_in_the_map_only_as_base64(
    tmp_path: Path, sent: dict[str, Any], text: str
) -> None:
    row = {"id": "a", "title": text, "city": text, "country": text, "lat": "1", "lon": "2"}
    campaign = campaign_from(tmp_path, consultations=[row])
    show_world_map(campaign, select(campaign, Choice()), View())
    script = sent.pop("feature_group")
    match = re.search(r'ConsultationMap\.show\(\s*map_div, "[^"]*", "([A-Za-z0-9+/=]+)"', script)
    assert match is not None
    data = json.loads(base64.b64decode(match.group(1)))
    assert data["marks"][0]["title"] == text
    rest = script.replace(match.group(0), "") + " ".join(map(str, sent.values()))
    assert "1337" not in rest
    assert text not in rest


def test_the_base_map_is_the_same_bytes_whatever_the_campaign(
    tmp_path: Path, sent: dict[str, Any]
) -> None:
    parts = ("script", "header", "html", "key", "css_links", "js_links")
    row = {"id": "a", "title": "A", "city": "Dakar", "country": "Senegal"}
    calls = []
    for campaign in (shipped_campaign(), campaign_from(tmp_path, consultations=[row])):
        show_world_map(campaign, select(campaign, Choice()), View())
        calls.append({part: sent[part] for part in parts})
    assert calls[0] == calls[1]
    assert "#map_div" in calls[0]["header"]


def test_the_base_map_compiles_no_template_again(
    sent: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    campaign = shipped_campaign()
    compiled: list[str] = []
    compile_template = Environment.compile
    monkeypatch.setattr(
        Environment,
        "compile",
        lambda self, source, *rest: (
            compiled.append(source) or compile_template(self, source, *rest)
        ),
    )
    show_world_map(campaign, select(campaign, Choice()), View())
    assert sent["feature_group"]
    assert [source for source in compiled if "http-equiv" not in source] == []
