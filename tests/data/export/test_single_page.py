from __future__ import annotations

import base64
import hashlib
import json
import re
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from data.cluster.opening import open_campaign
from data.export.extract import Extract
from data.export.single_page import document
from data.export.single_page import document as written_out
from data.export.single_page.document import FIRST_SCRIPT, html_file, script, style
from data.export.single_page.payload import script_words
from data.figures.record import record
from data.filters.choice import Choice
from data.model.schema import ROLES
from tests.browser.hostile_campaign import PAYLOADS, write_hostile_campaign
from tests.builders import campaign_from, sample_campaign
from tests.data.export.html_reader import Page, extract, micic_page
from tests.shipped import shipped_campaign

MICIC = Path("data/campaigns/micic")
DAY = date(2026, 11, 24)
SITE = "https://map.example/explore"
SIZE = 1_500_000
OWN = Path(document.__file__).parent


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_shipped_campaign_is_small_enough_for_a_mail(language: str) -> None:
    assert len(html_file(extract(shipped_campaign(), language))) < SIZE


def test_the_page_runs_in_the_direction_of_its_language() -> None:
    pages = {each: html_file(extract(shipped_campaign(), each)) for each in ("fr", "ar")}
    assert b'<html lang="fr" dir="ltr">' in pages["fr"]
    assert b'<html lang="ar" dir="rtl">' in pages["ar"]


def test_the_same_choice_gives_the_same_bytes() -> None:
    one, other = (html_file(extract(open_campaign(MICIC))) for _ in range(2))
    assert one == other


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_card_has_the_facts_of_the_record(language: str) -> None:
    campaign, told = shipped_campaign(), micic_page(language).data
    names = [one["name"] for one in told["organizations"]]
    ids = [card["id"] for card in told["cards"]]
    assert ids == list(campaign.consultations["id"])
    for card in told["cards"]:
        known = record(campaign, card["id"], language)
        facts = [text for _, text in card["facts"]]
        parties = [[names[place] for place in role] for role in card["roles"]]
        assert (card["number"], card["title"]) == (known.number, known.title)
        for text in (known.kind, known.when, known.where, known.venue, known.participants):
            assert not text or text in facts
        assert any(known.region in fact for fact in facts)
        roles = (known.organizers, known.hosts, known.partners)
        assert len(roles) == len(ROLES)
        assert parties == [[party.name for party in role] for role in roles]
        assert card.get("summary", "") == known.summary
        for name, links in (("fed", known.fed), ("fedBy", known.fed_by)):
            assert [ids[place] for place, _ in card.get(name, [])] == [one.id for one in links]
        assert [one[0] for one in card.get("documents", [])] == [d.title for d in known.documents]
        assert [one[0] for one in card.get("photos", [])] == [p.caption for p in known.photos]
        assert len(card.get("sources", [])) == len(known.sources)
        assert len("".join(text for text, address in card.get("notes", []) if not address)) > 0 or (
            not known.notes
        )


def test_a_consultation_that_met_elsewhere_says_so() -> None:
    cards = {card["id"]: card for card in micic_page("en").data["cards"]}
    facts = dict(cards["brussels-2015"]["facts"])
    valletta = dict(cards["valletta-states-2016"]["facts"])
    assert facts["Region"].startswith("Eastern Europe & Central Asia")
    assert valletta["Region"] == "Middle East & North Africa (met elsewhere)"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_without_scripts_all_facts_are_readable(language: str) -> None:
    campaign, page = shipped_campaign(), micic_page(language)
    assert page.elements.count(("tbody", {})) == 1
    for one in campaign.consultations["id"]:
        known = record(campaign, one, language)
        texts = [known.title, known.kind, known.where, known.when, known.venue, known.summary]
        texts += [party.name for party in (*known.organizers, *known.hosts, *known.partners)]
        texts += [document.title for document in known.documents]
        assert [text for text in texts if text not in page.text] == []
    anchors = [value.removeprefix("#") for value in page.values("href") if value.startswith("#c=")]
    assert anchors
    assert set(anchors) <= set(page.values("id"))


def test_the_page_has_title_selection_and_origin() -> None:
    campaign, text = shipped_campaign(), micic_page("en").text
    for said in (
        campaign.settings.text("title", "en"), "All regions, related meetings too",
        campaign.version, "24 November 2026", "Natural Earth", "GeoNames", "Leaflet",
        "Facts come from the Global Coalition on Migration", "micicinitiative.iom.int",
    ):  # fmt: skip
        assert said in text, said


def test_the_page_makes_no_request() -> None:
    page = micic_page("en")
    tags = {tag for tag, _ in page.elements}
    assert tags & {"iframe", "object", "embed", "form", "base", "audio", "video"} == set()
    assert page.values("src", "srcset", "action", "style", "ping", "background") == []
    assert [name for _, a in page.elements for name in a if name.startswith("on")] == []
    links = [a["href"] for tag, a in page.elements if tag == "link"]
    assert [one for one in links if not str(one).startswith("data:")] == []
    addresses = [a["href"] or "" for tag, a in page.elements if tag == "a"]
    assert {one.split(":")[0] for one in addresses if not one.startswith("#")} <= {
        "http", "https", "mailto",
    }  # fmt: skip
    assert re.findall(r"url\(|@import", style()) == []


def test_the_scripts_of_the_page_contain_no_address() -> None:
    own = "\n".join(file.read_text("utf-8") for file in OWN.glob("*.js"))
    assert re.findall(r"https?://[\w.]+", own + FIRST_SCRIPT) == []
    assert re.findall(r"sourceMappingURL", script()) == []


def test_the_policy_lets_the_page_run_its_own_code_only() -> None:
    page = micic_page("en")
    policy = next(a["content"] for _, a in page.elements if "http-equiv" in a) or ""
    rules = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["img-src"] == "data:"
    run = [text for tag, a, text in page.codes if tag == "script" and "type" not in a]
    styles = [text for tag, _, text in page.codes if tag == "style"]
    assert rules["script-src"].split() == [_named(text) for text in run]
    assert rules["style-src"].split() == [_named(text) for text in styles]


def _named(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def test_no_script_turns_text_into_markup() -> None:
    own = "\n".join(file.read_text("utf-8") for file in OWN.glob("*.js"))
    forbidden = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function"
    assert re.findall(forbidden, own) == []
    assert re.findall(r"</script|<script|<!--", script(), re.IGNORECASE) == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_scripts_know_all_their_words(language: str) -> None:
    own = "\n".join(file.read_text("utf-8") for file in OWN.glob("*.js"))
    said = set(re.findall(r'cm\.say\("(\w+)"', own))
    assert said
    assert said <= script_words(language, "").keys()


def test_hostile_text_is_text(tmp_path: Path) -> None:
    page = Page(html_file(extract(open_campaign(write_hostile_campaign(tmp_path)))))
    tags = {tag for tag, _ in page.elements}
    assert tags & {"iframe", "img", "svg"} == set()
    assert len([tag for tag, _ in page.elements if tag == "script"]) == 4
    said = " ".join(page.text.split())
    for name, text in PAYLOADS.items():
        if name not in ("template", "marks"):  # one names a file of this run, one has a bell in it
            assert " ".join(text.split())[:200] in said, name
    cards = {card["title"] for card in page.data["cards"]}
    assert PAYLOADS["script"] in cards
    assert PAYLOADS["separator"] in cards
    assert PAYLOADS["right-to-left"] in cards
    hrefs = [href for href in page.values("href") if not href.startswith(("#", "data:"))]
    assert [href for href in hrefs if not re.match(r"https?:|mailto:", href)] == []


def test_no_character_in_a_text_ends_the_data(tmp_path: Path) -> None:
    content = html_file(extract(open_campaign(write_hostile_campaign(tmp_path)))).decode()
    data = content.split('<script type="application/json" id="data">')[1].split("</script>")[0]
    assert not set("<>&\u2028\u2029") & set(data)
    json.loads(data)


def test_an_empty_selection_gives_a_page_that_says_so(tmp_path: Path) -> None:
    choice = Choice(words="no such word")
    page = Page(html_file(extract(sample_campaign(tmp_path), choice=choice)))
    assert "Nothing matches this selection." in page.text
    assert [tag for tag, _ in page.elements if tag == "script"] == []
    assert "A sample" in page.text


def test_a_large_page_has_only_the_table_without_scripts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    campaign = sample_campaign(tmp_path)
    article = ("article", {"id": "c=dakar"})
    assert article in Page(html_file(extract(campaign))).elements
    monkeypatch.setattr(written_out, "MOST_WRITTEN_OUT", 5)
    page = Page(html_file(extract(campaign)))
    assert article not in page.elements
    assert "Hearing in Dakar" in page.text


def test_photos_of_the_folder_are_in_the_page(tmp_path: Path) -> None:
    rows = [{"id": "one", "title": "One"}]
    photos = [
        {"id": "p", "consultation": "one", "caption": "Everybody", "file": "all.png"},
        {"id": "q", "consultation": "one", "caption": "Nobody", "file": "../outside.png"},
    ]
    folder = tmp_path / "campaign"
    campaign_from(folder, rows, photos=photos)
    Image.new("RGB", (2000, 1000), "red").save(folder / "all.png")
    Image.new("RGB", (20, 20)).save(tmp_path / "outside.png")
    told = Page(html_file(extract(open_campaign(folder)))).data
    shown, kept_out = told["cards"][0]["photos"]
    assert shown[3].startswith("data:image/jpeg;base64,")
    assert kept_out[3] == ""
    assert kept_out[2] == "not published here"


def test_links_lead_back_to_the_website() -> None:
    page = micic_page("en")
    assert page.data["link"] == f"{SITE}?kind=all&lang=en"
    assert f"{SITE}?kind=all&lang=en" in page.values("href")
    alone = Extract(shipped_campaign(), Choice(), "en", "", DAY)
    assert Page(html_file(alone)).data["link"] == ""
