"""The code that embeds a view in another website."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from components.exporting.embed import PARTS, embed_code
from data.filters.choice import Choice, View
from data.model.campaign import Campaign
from tests.builders import campaign_from, sample_campaign
from tests.extracts import extract_of


class Read(HTMLParser):
    def __init__(self, code: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: dict[str, str | None] = {}
        self.feed(code)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= dict(attrs)


def frame(campaign: Campaign, view: View, parts: tuple[str, ...] = ("map", "timeline")) -> Read:
    return Read(embed_code(extract_of(campaign, view.choice), view, parts))


def test_the_code_is_an_iframe_of_this_view_with_the_selected_parts(tmp_path: Path) -> None:
    view = View(Choice(regions=("africa",), words="a&b"), selected="dakar", language="fr")
    read = frame(sample_campaign(tmp_path), view)
    assert read.tags == ["iframe"]
    address = urlsplit(read.attributes["src"])
    assert address.geturl().startswith("https://example.org/map/?region=africa&words=a%26b&")
    assert parse_qs(address.query) == {
        "region": ["africa"], "words": ["a&b"], "c": ["dakar"], "lang": ["fr"],
        "embed": ["true"], "show": ["map,timeline"],
    }  # fmt: skip
    assert "A sample: West Africa" in str(read.attributes["title"])
    assert "allowfullscreen" in read.attributes
    assert "fullscreen" in str(read.attributes["allow"])


def test_a_title_never_leaves_its_attribute(tmp_path: Path) -> None:
    toml = """title = '"><script>window.pwned=1</script>'\n"""
    read = frame(campaign_from(tmp_path, [{}], toml=toml), View())
    assert read.tags == ["iframe"]
    assert str(read.attributes["title"]).startswith('"><script>')


HEIGHTS = [
    # parts, height of the frame in pixels
    (("map",), 520),
    (("map", "timeline"), 720),
    (("map", "timeline", "panel"), 720),
    (("map", "panel"), 680),
    (PARTS, 1210),
]


@pytest.mark.parametrize(("parts", "height"), HEIGHTS)
def test_the_iframe_has_the_height_of_its_parts(
    tmp_path: Path, parts: tuple[str, ...], height: int
) -> None:
    read = frame(sample_campaign(tmp_path), View(), parts)
    assert read.attributes["height"] == str(height)
