"""What the map's script is told, and that no text of data gets to it in any other way."""

from __future__ import annotations

import base64
import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from components.basemap import BaseMap
from components.map_payload import build_payload
from components.world_map import build_marks
from data.choice import ALL_KINDS, Choice, View
from data.selecting import select
from tests.builders import campaign_from
from tests.shipped import shipped_campaign

if TYPE_CHECKING:
    from pathlib import Path

    import folium

    from data.campaign import Campaign

HOSTILE = ["{{ 7*191 }}", "{% raw %}", "{# x", "</script><script>", "`${1}`", "a\u2028b", "\\"]


def payload(campaign: Campaign, view: View) -> dict[str, Any]:
    return build_payload(campaign, select(campaign, view.choice), view)


def ids(marks: list[dict[str, Any]], *, ghost: bool = False) -> list[str]:
    return [mark["id"] for mark in marks if bool(mark.get("ghost")) == ghost]


def test_every_chosen_place_is_a_mark_and_the_rest_is_not_sent() -> None:
    campaign = shipped_campaign()
    sent = payload(campaign, View(Choice(regions=("mena",))))
    assert ids(sent["marks"]) == ["beirut-2016"]
    assert ids(sent["marks"], ghost=True) == []
    assert sent["lines"] == []


def test_the_selected_one_is_joined_to_what_it_fed_even_if_that_is_not_chosen() -> None:
    campaign = shipped_campaign()
    sent = payload(campaign, View(selected="beirut-2016"))
    assert ids(sent["marks"], ghost=True) == ["valletta-states-2016"]
    assert [(line["same"], line["strong"]) for line in sent["lines"]] == [(False, True)]


def test_all_lines_are_drawn_when_asked_for() -> None:
    campaign = shipped_campaign()
    sent = payload(campaign, View(Choice(kinds=(ALL_KINDS,)), lines=True))
    assert len(sent["lines"]) == 12
    assert sum(line["same"] for line in sent["lines"]) == 4


def test_nothing_chosen_gives_no_marks_and_the_regions_stay() -> None:
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
    told = payload(replace(campaign, settings=settings), View())
    assert ("tiles" in told) == sent


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_data_stands_in_the_map_as_base64_only(tmp_path: Path, text: str) -> None:
    row = {"id": "a", "title": text, "city": text, "country": text, "lat": "1", "lon": "2"}
    campaign = campaign_from(tmp_path, consultations=[row])
    group = build_marks(campaign, select(campaign, Choice()), View())
    base = BaseMap()
    group.add_to(base)
    html = base.get_root().render()
    assert "1337" not in html
    found = re.search(r'ConsultationMap\.show\(\s*map_div, "[^"]*", "([A-Za-z0-9+/=]+)"', html)
    assert found is not None
    sent = json.loads(base64.b64decode(found.group(1)))
    assert sent["marks"][0]["title"] == text
    assert text not in html.replace(found.group(0), "")


def test_the_base_map_is_the_same_bytes_whatever_the_campaign() -> None:
    scripts = [re.sub(r"map_[0-9a-f]{32}", "map", rendered(BaseMap())) for _ in range(2)]
    assert scripts[0] == scripts[1]


def rendered(base: folium.Map) -> str:
    return str(base.get_root().render())
