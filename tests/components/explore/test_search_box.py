"""What the search box is told, and what it does with messages from the browser."""

from __future__ import annotations

from typing import Any

import pytest
import streamlit as st

from components.explore import search_box
from components.explore.search_box import build_search_box
from components.shell.view_state import PAGE_REQUESTED, VIEW, current_view
from data.filters.choice import Choice, View
from tests.shipped import shipped_campaign

PICKED = [
    ("organization", "mfa", Choice(organizations=("mfa",)), ""),
    ("country", "LB", Choice(countries=("LB",)), ""),
    ("region", "mena", Choice(regions=("mena",)), ""),
    ("city", "Beirut", Choice(words="Beirut"), ""),
    ("date", "2015-03", Choice(since="2015-03", until="2015-03"), ""),
    ("document", "dakar-2015", Choice(), "dakar-2015"),
    ("organization", "nobody", Choice(words="x"), ""),
    ("country", "ZZ", Choice(words="x"), ""),
    ("document", "../etc", Choice(words="x"), ""),
    ("date", "2015-99", Choice(words="x"), ""),
    ("else", "mfa", Choice(words="x"), ""),
]


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    state: dict[str, Any] = {VIEW: View(Choice(words="x"))}
    monkeypatch.setattr(st, "session_state", state)
    return state


@pytest.mark.usefixtures("session")
def test_suggestions_come_in_groups_with_the_hits_marked() -> None:
    box = build_search_box(shipped_campaign(), View(Choice(words="mig")), 3)
    assert (box["words"], box["turn"]) == ("mig", 3)
    assert [group["name"] for group in box["groups"]] == ["Organizations", "Documents"]
    first = box["groups"][0]["options"][0]
    assert (first["kind"], first["id"], first["count"]) == ("organization", "gcm", "8")
    assert first["pieces"][1] == ("Mig", True)
    assert box["status"] == "6 suggestions"
    assert box["entered"] == -1
    assert build_search_box(shipped_campaign(), View(), 0)["groups"] == []


@pytest.mark.parametrize(("kind", "id_", "choice", "opened"), PICKED)
def test_a_suggestion_sets_its_filter_and_unknown_ones_nothing(
    kind: str, id_: str, choice: Choice, opened: str, session: dict[str, Any]
) -> None:
    session["search"] = {"picked": {"kind": kind, "id": id_, "turn": 7}}
    search_box._follow_pick(shipped_campaign())
    assert (current_view().choice, current_view().selected) == (choice, opened)
    assert session["search_turn"] == 7


def test_a_document_of_the_whole_campaign_leads_to_about(session: dict[str, Any]) -> None:
    box = build_search_box(shipped_campaign(), View(Choice(words="plan of action")), 0)
    (group,) = box["groups"]
    option = group["options"][0]
    assert (group["name"], option["detail"]) == ("Documents", "Document of the whole campaign")
    session["search"] = {"picked": {"kind": option["kind"], "id": option["id"], "turn": 1}}
    search_box._follow_pick(shipped_campaign())
    assert current_view().choice.words == ""
    assert session[PAGE_REQUESTED] == "pages/about.py"


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ({"text": " Dakar ", "turn": 1}, "Dakar"),
        ({"text": "a" * 500, "turn": 1}, "a" * 200),
        ({"text": "", "turn": 1}, ""),
        ("nonsense", ""),
        (None, ""),
    ],
)
def test_what_is_typed_is_searched_for(
    message: object, words: str, session: dict[str, Any]
) -> None:
    session["search"] = {"typed": message}
    search_box._follow_words()
    assert current_view().choice.words == words
