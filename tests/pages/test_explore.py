"""The start page in each of its states."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.dates import days, tight
from tests.explore_page import numbers, open_explore, payload, search_box, texts

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

OWN = [1, 3, 6, 8, 9, 11, 13, 15, 18]


def test_it_opens_with_all_of_the_campaign_s_own(app: AppTest) -> None:
    page = open_explore(app)
    assert numbers(page) == OWN
    marks = payload(page)["marks"]
    assert [mark["number"] for mark in marks if not mark.get("ghost")] == OWN[:-1]
    # The States' consultations that they fed.
    assert [mark["number"] for mark in marks if mark.get("ghost")] == [2, 4, 7, 10, 12, 14]
    assert len(payload(page)["lines"]) == 12
    assert "All regions: **7 civil society consultations, a webinar and the launch**" in texts(page)
    assert "States asked civil society" in texts(page)
    assert "9 more meetings were held by others." in texts(page)
    assert "**18** Civil society webinar (no place or date)" in texts(page)
    for figure in ("7", "6", "15", "10"):
        assert f"**:primary[{figure}]**" in "\n".join(one.value for one in page.markdown)
    # A bare address stays bare, so that Back leaves the page.
    assert dict(page.query_params) == {}


def test_a_time_that_ends_before_it_begins_is_left_out_with_a_sentence(app: AppTest) -> None:
    page = open_explore(app, from_="2017", to="2015")
    assert numbers(page) == OWN
    said = "The dates in this link end before they begin and were ignored: from=2017 and to=2015."
    assert [one.value.replace("\\", "") for one in page.warning] == [said]
    assert "isn't in this campaign" not in texts(page)


@pytest.mark.parametrize(
    ("first", "then", "left", "said"),
    [
        (("until", "2015"), ("since", "2016"), {"from": "2016"}, "The end date was cleared"),
        (("since", "2016"), ("until", "2015-12"), {"to": "2015-12"}, "The start date was cleared"),
    ],
)
def test_a_typed_date_beyond_the_other_takes_that_away_with_a_sentence(
    app: AppTest, first: tuple[str, str], then: tuple[str, str], left: dict[str, str], said: str
) -> None:
    app.session_state["more_filters"] = True  # open
    page = open_explore(app)
    for part, text in (first, then):
        page.text_input(key=f"typed_{part}").set_value(text).run()
    assert {k: v for k, v in page.query_params.items() if k != "lang"} == left
    assert said in page.toast[0].value
    assert numbers(page) != []


FILTERED = [
    # parameters of the address, numbers that it chooses
    ({"region": "mena"}, [11]),
    ({"region": ["mena", "global"]}, [8, 11, 15, 18]),
    ({"kind": "all"}, list(range(1, 19))),
    ({"kind": ["states-regional", "launch"]}, [2, 4, 7, 10, 12, 14, 15]),
    ({"country": "SN"}, [6]),
    ({"country": ["SN", "CR"], "kind": "all"}, [6, 7, 9, 10]),
    ({"organization": "mfa"}, [1, 11]),
    ({"organization": "mfa", "role": "host"}, [1]),
    ({"from_": "2016", "to": "2016"}, [8, 9, 11, 13, 15]),
    ({"from_": "2016-02", "to": "2016-03-11"}, [9, 11]),
    ({"from_": "2016-01-29", "to": "2016-01-29"}, [8]),
    ({"words": "san jose"}, [9]),
    ({"words": "GENÈVE"}, [8]),
    ({"region": "mena", "words": "dakar"}, []),
    ({"c": "dakar-2015", "region": "mena"}, [11]),
]


@pytest.mark.parametrize(("parameters", "chosen"), FILTERED)
def test_an_address_chooses(
    app: AppTest, parameters: dict[str, str | list[str]], chosen: list[int]
) -> None:
    page = open_explore(app, **parameters)
    assert numbers(page) == chosen
    marks = [mark["number"] for mark in payload(page)["marks"] if not mark.get("ghost")]
    assert marks == [number for number in chosen if number != 18]
    said = texts(page)
    # Without related meetings, a share is of consultations: without the launch and the webinar.
    count, own = len(chosen), len([number for number in chosen if number not in (15, 18)])
    sizes = (f"**{own} of 7 ", f"**{count} of ", f"**{count} meetings ")
    assert any(size in said for size in sizes)


def test_the_widgets_show_what_the_address_says(app: AppTest) -> None:
    app.session_state["more_filters"] = True  # open
    page = open_explore(
        app, region="mena", kind="all", organization="mfa", role="organizer", words="Beirut",
        from_="2016", to="2016", country="LB", lines="all",
    )  # fmt: skip
    assert page.session_state["region"] == ["mena"]
    assert page.session_state["years"] == ["2016"]
    assert page.session_state["country"] == ["LB"]
    assert page.session_state["organization"] == "mfa"
    assert page.session_state["role"] == "organizer"
    assert search_box(page)["words"] == "Beirut"
    assert page.toggle(key="related").value
    assert payload(page)["allLines"]
    assert numbers(page) == [11]
    assert [line.get("strong", False) for line in payload(page)["lines"]] == [False]


def test_a_selected_consultation_has_its_card_its_mark_its_line_and_its_row(app: AppTest) -> None:
    page = open_explore(app, c="beirut-2016", lines="none")
    assert page.subheader[0].value.startswith("11. Civil society consultation for the Middle East")
    told = payload(page)
    assert told["selected"] == "beirut-2016"
    assert [mark["id"] for mark in told["marks"] if mark.get("ghost")] == ["valletta-states-2016"]
    assert [(line.get("same", False), line.get("strong", False)) for line in told["lines"]] == [
        (False, True)
    ]
    assert page.session_state["table-0"]["selection"]["rows"] == [5]
    said = texts(page)
    for text in (
        "Migrant Forum in Asia",
        "Caritas Lebanon",
        tight(days("2016-03-11", "2016-03-12")),
        "Beirut, Lebanon",
    ):
        assert text in tight(said)
    assert "12. Valletta · 2 days later" in said


def test_previous_next_and_close(app: AppTest) -> None:
    page = open_explore(app, c="manila-2015")
    assert page.button(key="step-arrow_back").disabled
    page.button(key="step-arrow_forward").click().run()
    assert page.query_params["c"] == "brussels-2015"
    page.button(key="step-close").click().run()
    assert "c" not in page.query_params


def test_a_line_of_the_list_and_an_entry_of_the_tray_open_the_card(app: AppTest) -> None:
    page = open_explore(app)
    page.button(key="open-nairobi-2016").click().run()
    assert page.subheader[0].value.startswith("13. ")
    page.button(key="tray-webinar").click().run()
    assert page.subheader[0].value.startswith("18. ")
    assert "Date unknown" in texts(page)
    assert "Place unknown" in texts(page)


def test_one_region_has_its_own_panel(app: AppTest) -> None:
    page = open_explore(app, region="mena", kind="all")
    assert "### Middle East & North Africa" in texts(page)
    assert "Iran" in texts(page)
    assert "region**" not in texts(page)  # of one region there is nothing to count
    assert payload(page)["chosen"] == ["mena"]


def test_the_only_result_has_its_card_without_being_opened(app: AppTest) -> None:
    page = open_explore(app, region="mena")
    assert page.subheader[0].value.startswith("11. ")
    assert "c" not in page.query_params
    assert payload(page)["selected"] == ""
    page.button(key="reset").click().run()
    assert not page.subheader


def test_meetings_held_by_others_are_shown_on_a_click(app: AppTest) -> None:
    page = open_explore(app)
    page.button(key="show_others").click().run()
    assert numbers(page) == list(range(1, 19))
    assert page.query_params["kind"] == "all"
    assert not [button for button in page.button if button.key == "show_others"]


def test_a_role_alone_is_a_filter(app: AppTest) -> None:
    app.session_state["more_filters"] = True  # open
    page = open_explore(app)
    page.button_group(key="role").set_value("host").run()
    assert page.query_params["role"] == "host"
    assert numbers(page) == [1, 3, 6, 9, 11, 13]
    assert "Host known" in texts(page)


def test_a_narrow_window_has_its_filters_in_a_dialog(app: AppTest) -> None:
    app.session_state["document"] = {"narrow": True}
    page = open_explore(app, region="asia", from_="2015", to="2015")
    page.button(key="filters_open").click().run()
    assert page.button(key="filters_open").label == "Filters (2)"
    assert page.button(key="filters_show").label == "Show 1 meeting"
    assert page.session_state["region"] == ["asia"]


def test_filters_say_how_many_they_would_give(app: AppTest) -> None:
    page = open_explore(app, region="mena")
    options = page.get("button_group")
    labels = {text.content for group in options for text in group.proto.options}
    assert {"2015 (0)", "2016 (1)"} <= labels
    assert any("Latin America" in label and "(1)" in label for label in labels)


def test_nothing_found_offers_what_to_loosen(app: AppTest) -> None:
    page = open_explore(app, region="mena", words="dakar")
    assert numbers(page) == []
    assert "Nothing matches" in texts(page)
    page.button(key="loosen-words").click().run()
    assert numbers(page) == [11]
    assert "words" not in page.query_params


def test_a_document_of_the_whole_campaign_is_found(app: AppTest) -> None:
    page = open_explore(app, words="plan of action")
    assert numbers(page) == []
    assert "Plan of Action for Collaboration" in texts(page)


def test_reset_drops_all_filters_and_keeps_the_card(app: AppTest) -> None:
    page = open_explore(app, region="mena", from_="2016", c="dakar-2015")
    page.button(key="reset").click().run()
    assert numbers(page) == OWN
    assert page.query_params["c"] == "dakar-2015"
    assert page.button(key="reset").disabled


def test_what_the_campaign_does_not_have_is_dropped_with_a_word(app: AppTest) -> None:
    page = open_explore(app, region="atlantis", c="nowhere", from_="yesterday", role="cook")
    warning = page.warning[0].value.replace("\\", "")
    for said in ("region=atlantis", "c=nowhere", "from=yesterday", "role=cook"):
        assert said in warning
    assert numbers(page) == OWN
    page.button(key="open-dakar-2015").click().run()
    assert not page.warning


def test_french(app: AppTest) -> None:
    page = open_explore(app, lang="fr", c="dakar-2015")
    assert page.subheader[0].value.startswith("6. Consultation de la société civile")
    assert "7 décembre 2015" in texts(page)
    labels = [mark["label"] for mark in payload(page)["marks"]]
    label = "6. Dakar, Sénégal, Afrique de l'Ouest et centrale, 7 décembre 2015"
    assert f"{label}, Consultation régionale de la société civile" in labels
    assert payload(page)["language"] == "fr"


def test_a_change_of_language_keeps_the_view(app: AppTest) -> None:
    page = open_explore(app, region="mena", c="beirut-2016")
    page.selectbox(key="language_choice").set_value("fr").run()
    assert page.query_params["lang"] == "fr"
    assert page.query_params["region"] == "mena"
    assert page.subheader[0].value.startswith("11. Consultation")
