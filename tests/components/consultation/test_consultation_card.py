from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from components.consultation.card import (
    build_facts,
    build_link,
    build_notes,
    build_roles,
    build_sources,
)
from components.shell.view_state import VIEW
from data.figures.gaps import gaps_of
from data.figures.record import Linked, Record, record
from data.filters.choice import View
from data.filters.query import Query
from tests.builders import campaign_from, write_campaign
from tests.dates import days, tight
from tests.shipped import shipped_campaign

COLUMNS = [
    *["title", "kind", "region", "city", "country", "venue", "organizers", "hosts", "partners"],
    *["participants", "summary", "notes", "sources"],
]


def shipped(consultation: str) -> Record:
    return record(shipped_campaign(), consultation, "en")


def card_of(*, compact: bool = False) -> None:
    import streamlit as st

    from components.consultation.card import show_consultation_card
    from components.shell.campaign_cache import current_campaign

    wanted = st.session_state["wanted"]
    show_consultation_card(current_campaign(), wanted, compact=compact)


def run(consultation: str, *, compact: bool = False, language: str = "en") -> AppTest:
    page = AppTest.from_function(card_of, kwargs={"compact": compact}, default_timeout=600)
    page.session_state["wanted"] = consultation
    page.session_state["language"] = language
    page.run()
    assert not page.exception
    return page


def texts(page: AppTest) -> str:
    return "\n".join(element.value for element in [*page.subheader, *page.markdown, *page.caption])


def labels(page: AppTest) -> list[str]:
    return [button.label.removeprefix(":primary[").removesuffix("]") for button in page.button]


def test_the_place_is_named_only_if_outside_the_region() -> None:
    assert "Eastern Europe \\& Central Asia (met in Brussels)" in build_facts(
        shipped("brussels-2015")
    )
    assert "met in" not in build_facts(shipped("beirut-2016"))


def test_unknown_facts_are_shown_as_unknown(tmp_path: Path) -> None:
    card = record(campaign_from(tmp_path, [{}]), "c1", "en")
    facts = build_facts(card)
    assert "Date unknown" in facts
    assert "Place unknown" in facts
    assert "Venue" not in facts
    assert build_roles(card) == [("Organizer and host unknown", ())]


@pytest.mark.parametrize(
    ("row", "shown", "hidden"),
    [
        ({"venue": "Online via Zoom"}, "**Venue**&ensp;Online via Zoom", "Place unknown"),
        ({"venue": "hybrid", "city": "Dakar"}, "**Venue**&ensp;hybrid", "Place unknown"),
        ({"venue": "Town hall"}, "Place unknown", "Online"),
    ],
)
def test_an_online_consultation_has_no_unknown_place(
    tmp_path: Path, row: dict[str, str], shown: str, hidden: str
) -> None:
    facts = build_facts(record(campaign_from(tmp_path, [row]), "c1", "en"))
    assert shown in facts
    assert hidden not in facts


def test_a_campaign_can_set_the_words_for_no_region(tmp_path: Path) -> None:
    campaign = campaign_from(tmp_path, [{}])
    settings = replace(campaign.settings, texts={"no_region": "No region"})
    card = record(Query.everything(replace(campaign.campaign, settings=settings)), "c1", "en")
    assert "No region" in build_facts(card)
    assert "Global" not in build_facts(card)


@pytest.mark.parametrize(
    ("row", "labels"),
    [
        ({"organizers": "A", "hosts": "A"}, ["Organized and hosted by"]),
        ({"organizers": "A; B", "hosts": "B; A"}, ["Organized and hosted by"]),
        ({"organizers": "A", "hosts": "B"}, ["Organized by", "Hosted by"]),
        ({"organizers": "A"}, ["Organized by", "Host unknown"]),
        ({"hosts": "A"}, ["Organizer unknown", "Hosted by"]),
        ({"partners": "A"}, ["Organizer and host unknown", "Partners"]),
        # A webinar has no host.
        ({"organizers": "A", "kind": "webinar"}, ["Organized by"]),
        ({"kind": "webinar"}, ["Organizer unknown"]),
        ({"hosts": "A", "kind": "webinar"}, ["Organizer unknown", "Hosted by"]),
        ({"city": "Dakar", "kind": "webinar"}, ["Organizer and host unknown"]),
    ],
)
def test_each_role_is_named_once(tmp_path: Path, row: dict[str, str], labels: list[str]) -> None:
    webinar = '[[kinds]]\nid = "webinar"\ntitle = "Webinar"\nmoment = true'
    card = record(campaign_from(tmp_path, [row], toml=webinar), "c1", "en")
    assert [label for label, _ in build_roles(card)] == labels


def test_a_linked_consultation_is_named_by_place_first() -> None:
    link = Linked("v", 12, "States' consultation", "Valletta", 2)
    assert build_link(link, "2 days later").replace("\\", "") == (
        ":primary[12. Valletta · 2 days later · States' consultation]"
    )


def test_what_is_missing_is_said_with_how_to_send_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_campaign(tmp_path, [{"hosts": "A", "start": "2016", "participants": "40"}])
    monkeypatch.setenv("CONSULTATION_CAMPAIGN", str(folder))
    assert ":small[No report known]" in texts(run("c1"))
    monkeypatch.undo()
    (other := tmp_path / "other").mkdir()
    folder = write_campaign(other, [{"title": "A & B", "start": "2016", "hosts": "A"}])
    with (folder / "campaign.toml").open("a", encoding="utf-8") as file:
        file.write('\ncontact = "you@example.org"\n')
    monkeypatch.setenv("CONSULTATION_CAMPAIGN", str(folder))
    subject = "A%20%26%20B%20%28c1%29%3A%20the%20place%2C%20the%20organizer%2C"
    shown = texts(run("c1"))
    assert f"](mailto:you@example.org?subject={subject}" in shown
    assert "[Something is wrong?](mailto:you@example.org?subject=Correction" in shown


def test_nothing_is_missing_of_a_consultation_with_everything(tmp_path: Path) -> None:
    row = {"hosts": "A", "organizers": "A", "start": "2016", "city": "Dakar", "participants": "9"}
    report = {"id": "r", "consultation": "c1", "title": "R", "kind": "Report"}
    campaign = campaign_from(tmp_path, [row], documents=[report])
    assert gaps_of(record(campaign, "c1", "en")) == []
    assert gaps_of(record(campaign_from(tmp_path, [{}]), "c1", "en")) == [
        *["date", "place", "organizer", "host", "participants", "report"]
    ]


def test_the_title_of_notes_tells_whether_sources_differ(tmp_path: Path) -> None:
    rows = [{"notes": "Well", "sources": "a; b"}, {"notes": "Well", "sources": "a"}]
    campaign = campaign_from(tmp_path, rows, toml='notes = "sources"')
    several = build_notes(record(campaign, "c1", "en"))
    assert several.startswith(":material/info: **Where sources differ**")
    assert build_notes(record(campaign, "c2", "en")).startswith(":material/info: **Notes**")


def test_notes_of_other_campaigns_stay_notes(tmp_path: Path) -> None:
    campaign = campaign_from(tmp_path, [{"notes": "Zoom link", "sources": "a; b"}])
    assert build_notes(record(campaign, "c1", "en")).startswith(":material/info: **Notes**")


def test_sources_that_are_addresses_are_links() -> None:
    assert build_sources(("A book", "https://www.a.org/b")) == (
        "Sources: A book · [a\\.org\\/b](https://www.a.org/b)"
    )


def test_a_card_shows_everything() -> None:
    page = run("beirut-2016")
    text = texts(page)
    assert page.subheader[0].value.startswith("11. Civil society consultation")
    assert tight(days("2016-03-11", "2016-03-12")) in tight(text)
    assert "Not published here: Beirut consultation Day 1 group photo and" in text
    assert "Where sources differ" in text
    assert "Sources: " in text
    assert "Migrant Forum in Asia" in labels(page)
    assert any(label.startswith("12\\. Valletta · 2 days later") for label in labels(page))


def test_a_compact_card_leads_to_what_it_leaves_out() -> None:
    page = run("beirut-2016", compact=True)
    assert "Sources: " not in texts(page)
    page.button[-1].click().run()
    assert page.session_state[VIEW].selected == "beirut-2016"


def test_a_card_speaks_the_language_of_the_page() -> None:
    page = run("beirut-2016", language="fr")
    assert tight(days("2016-03-11", "2016-03-12", "fr")) in tight(texts(page))
    assert "Beyrouth" in texts(page)


def test_a_click_on_a_name_filters_by_its_organization_in_any_role() -> None:
    page = run("beirut-2016")
    button = next(button for button in page.button if "Caritas" in button.label)
    button.click().run()
    choice = page.session_state[VIEW].choice
    assert (choice.organizations, choice.role) == (("caritas-lebanon",), "")


def test_a_click_on_a_follow_up_opens_it() -> None:
    page = run("beirut-2016")
    button = next(button for button in page.button if "Valletta" in button.label)
    button.click().run()
    assert page.session_state[VIEW] == View(selected="valletta-states-2016")


def test_every_shipped_consultation_has_a_card() -> None:
    for consultation in shipped_campaign().consultations["id"]:
        run(consultation)


def test_text_from_data_stays_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hostile = "{{ 7*191 }} <script>x</script> ![i](http://e.org/a.png) [l](javascript:x) $x$ `b`"
    document = {"id": "d", "consultation": "c1", "title": hostile, "url": "javascript:x"}
    photo = {"id": "p", "consultation": "c1", "caption": hostile, "file": "../../etc/passwd"}
    folder = write_campaign(
        tmp_path, [dict.fromkeys(COLUMNS, hostile)], documents=[document], photos=[photo]
    )
    monkeypatch.setenv("CONSULTATION_CAMPAIGN", str(folder))
    page = run("c1")
    shown = texts(page) + "".join(labels(page))
    assert "\\{\\{ 7\\*191 \\}\\}" in shown
    assert not any(raw in shown for raw in ("<script>", "![i]", "](javascript", "$x$", " `b`"))
    assert not page.get("image")


def test_the_longest_name_is_cut_on_its_button(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_campaign(tmp_path, [{"organizers": "W" * 10_000, "summary": "W" * 10_000}])
    monkeypatch.setenv("CONSULTATION_CAMPAIGN", str(folder))
    page = run("c1")
    assert all(len(button.label) < 400 for button in page.button)
    assert "W" * 10_000 in texts(page)
