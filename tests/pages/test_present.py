from __future__ import annotations

import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import Image

from components.presenting.present import LEFT
from components.shell.view_state import VIEW
from data.filters.choice import Choice
from data.tour.edit import TextSlide, TourEdit, encode_edit, tour_toml
from tests.builders import write_campaign
from tests.many import write_many

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

HOSTILE = "{{ 7*191 }} </script><script> ![i](http://e.org/a.png) [l](javascript:x) $x$"
OWN = TourEdit((TextSlide("@title"), TextSlide("", (("title", "Why"), ("text", "So.")))))


def open_present(app: AppTest, **parameters: str) -> AppTest:
    for name, value in parameters.items():
        app.query_params[name] = value
    app.switch_page("pages/present.py").run()
    assert not app.exception
    return app


def stage_data(app: AppTest) -> dict[str, Any]:
    """Return the data of the stage."""
    parts = [one.proto for one in app.get("bidi_component")]
    stage = next(part for part in parts if part.component_name in ("stage", "slide_preview"))
    return json.loads(stage.json)


def slides(app: AppTest) -> list[str]:
    return [slide["id"] for slide in stage_data(app)["slides"]]


def rows(app: AppTest) -> list[str]:
    """Return the list of slides as it is read: Markdown without its escapes."""
    return [option.replace("\\", "") for option in app.radio[0].options]


def button(app: AppTest, key: str) -> Any:
    return next(one for one in app.button if one.key == key)


def test_the_page_is_the_stage_and_nothing_else(app: AppTest) -> None:
    page = open_present(app)
    assert len(slides(page)) == 15
    assert [*page.button, *page.title, *page.markdown, *page.caption] == []
    assert stage_data(page)["notice"] == ""


def test_a_choice_without_consultations_has_a_tour(app: AppTest) -> None:
    assert slides(open_present(app, words="zzz")) == ["@title", "@closing"]


def test_a_french_tour(app: AppTest) -> None:
    page = open_present(app, lang="fr")
    assert stage_data(page)["slides"][0]["title"] == "Migrants dans les pays en crise (MICIC)"


def test_more_than_thirty_are_told_by_region_unless_asked_otherwise(
    app: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [{"region": "ab"[row % 2], "start": f"{2000 + row % 3}"} for row in range(40)]
    regions = [{"id": one, "name": one} for one in "ab"]
    monkeypatch.setenv(
        "CONSULTATION_CAMPAIGN", str(write_campaign(tmp_path, rows, regions=regions))
    )
    page = open_present(app)
    assert slides(page)[2:4] == ["@region:a", "@region:b"]
    app.query_params["by"] = "year"
    assert slides(page.run())[2:5] == ["@year:2000", "@year:2001", "@year:2002"]
    assert page.query_params["by"] == "year"


def test_five_thousand_have_no_slide_each_and_it_says_why(
    app: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONSULTATION_CAMPAIGN", str(write_many(tmp_path, 5000)))
    page = open_present(app, by="consultation", lang="en")
    sentence = "Too many for one slide each: 5,000 consultations (120 at most)."
    assert len(slides(page)) == 6
    assert stage_data(page)["notice"].startswith(sentence)
    app.query_params["edit"] = "1"
    page.run()
    assert not page.exception
    assert page.warning[0].value.startswith(sentence)
    assert len(page.radio[0].options) == 6


def test_the_step_and_the_rest_of_a_tour_stay_in_the_address(app: AppTest) -> None:
    page = open_present(app, region="mena", step="3", autoplay="8", lang="en")
    assert page.query_params["step"] == "3"
    assert page.query_params["autoplay"] == "8"
    assert page.session_state[VIEW].choice == Choice(regions=("mena",))


def test_an_unknown_step_is_left_to_the_stage(app: AppTest) -> None:
    assert len(slides(open_present(app, step="99"))) == 15


def test_other_pages_say_nothing_of_a_tour(app: AppTest) -> None:
    for name, value in {"step": "3", "tour": "x", "role": "notes", "region": "mena"}.items():
        app.query_params[name] = value
    page = app.run()
    assert dict(page.query_params) == {"region": "mena", "lang": "en"}
    assert list(page.warning) == []


def test_the_open_consultation_becomes_the_step(app: AppTest) -> None:
    page = open_present(app, c="dakar-2015", lang="en")
    assert dict(page.query_params) == {"lang": "en", "step": "5"}
    assert stage_data(page)["start"] == 5


def test_where_a_choice_was_left_it_goes_on(app: AppTest) -> None:
    app.session_state[LEFT] = (Choice(), 7)
    assert stage_data(open_present(app))["start"] == 7
    app.query_params["region"] = "mena"
    assert stage_data(app.run())["start"] == 1


def test_the_speaker_view_has_the_notes(app: AppTest) -> None:
    page = open_present(app, role="notes")
    assert stage_data(page)["isNotes"]
    assert "The States met in Valletta" in json.dumps(stage_data(page))


@pytest.mark.parametrize("page", ["explore", "regions", "organizations"])
def test_every_view_has_the_button(app: AppTest, page: str) -> None:
    app.query_params["region"] = "mena"
    app.query_params["lang"] = "en"
    app.switch_page(f"pages/{page}.py").run()
    assert button(app, "present").label == "Present"


def test_a_shipped_tour(app: AppTest) -> None:
    page = open_present(app, tour="civil-society-in-micic", lang="fr")
    assert [slide["title"] for slide in stage_data(page)["slides"]][1] == "Ce qu'était l'initiative"
    assert page.query_params["tour"] == "civil-society-in-micic"


@pytest.mark.parametrize("name", ["nowhere", ".broken", "own", "../../secret"])
def test_an_unknown_tour_shows_a_notice_and_the_default_tour(app: AppTest, name: str) -> None:
    page = open_present(app, tour=name)
    assert len(slides(page)) == 15
    assert stage_data(page)["notice"] != ""


def test_a_tour_in_the_link(app: AppTest) -> None:
    assert slides(open_present(app, tour=encode_edit(OWN))) == ["@title", "@text-2"]


def test_a_notice_says_that_slides_outside_the_selection_are_hidden(app: AppTest) -> None:
    page = open_present(app, tour="civil-society-in-micic", region="mena")
    assert "Slides outside your selection" in stage_data(page)["notice"]


def test_changing_a_tour(app: AppTest) -> None:
    page = open_present(app, edit="1", lang="en")
    assert page.title[0].value == "Edit tour"
    page.radio[0].set_value(2).run()
    button(page, "tour-out-2").click()
    page.run()
    # The slide before it is open now.
    button(page, "tour-arrow_upward-1").click()
    page.run()
    page.text_input(key="tour-title-0").set_value("At once").run()
    page.text_area(key="tour-notes-0").set_value("Breathe.").run()
    button(page, "tour-add").click()
    page.run()
    assert page.info[0].value == "This slide is empty. The audience won't see it."
    page.text_area(key="tour-text-13").set_value("**Bold** <b>").run()
    button(page, "tour-start").click()
    page.run()
    assert not page.exception
    assert slides(page)[:3] == ["@overview", "@title", "brussels-2015"]
    assert slides(page)[-2:] == ["@text-14", "@closing"]
    assert stage_data(page)["slides"][0]["title"] == "At once"
    assert stage_data(page)["slides"][0]["notes"] == "Breathe."
    spans = stage_data(page)["slides"][-2]["blocks"][0]["spans"]
    assert [span["text"] for span in spans] == ["Bold", " <b>"]
    # The link alone shows the same.
    assert page.query_params["tour"][0].startswith(".")


def test_hidden_slides_can_be_restored_and_all_changes_undone(app: AppTest) -> None:
    page = open_present(app, edit="1", tour=encode_edit(OWN), lang="en")
    button(page, "tour-in-dakar-2015").click()
    page.run()
    assert rows(page) == [
        "1. Migrants in Countries in Crisis (MICIC)",
        "2. Civil society consultation for West & Central Africa",
        "3. Why",
    ]
    button(page, "tour-undo").click()
    page.run()
    assert rows(page)[1:] == ["2. Why"]
    assert page.query_params["tour"] == encode_edit(OWN)
    button(page, "tour-reset").click()
    page.run()
    assert len(page.radio[0].options) == 15
    assert "tour" not in page.query_params


def test_a_file_of_a_tour_is_loaded(app: AppTest) -> None:
    page = open_present(app, edit="1", lang="en")
    page.file_uploader(key="tour_file").upload("tour.toml", tour_toml(OWN), "text/plain").run()
    assert not page.exception
    assert rows(page)[1] == "2. Why"


def test_a_file_that_is_not_a_tour_shows_the_reason(app: AppTest) -> None:
    page = open_present(app, edit="1", lang="en")
    page.file_uploader(key="tour_file").upload("tour.toml", b"title = 3", "text/plain").run()
    assert page.error[0].value == "The file lists no slides."
    assert len(page.radio[0].options) == 15


def test_a_slide_moves_to_a_place_and_stays_open(app: AppTest) -> None:
    page = open_present(app, edit="1", lang="en")
    page.radio[0].set_value(4).run()
    page.number_input(key="tour-place-4").set_value(2).run()
    assert page.radio[0].value == 1
    assert rows(page)[1].endswith("West & Central Africa")
    assert page.text_input(key="tour-title-1").value.endswith("West & Central Africa")
    # The preview is of this slide alone.
    assert slides(page) == ["dakar-2015"]


def test_an_uploaded_picture_is_on_its_slide_and_in_the_file(app: AppTest) -> None:
    page = open_present(app, edit="1", lang="en")
    raw = io.BytesIO()
    noise = np.random.default_rng(1).integers(0, 255, (900, 1600, 3), dtype=np.uint8)
    Image.fromarray(noise).save(raw, "PNG")
    page.file_uploader(key="tour-upload-0").upload("a.png", raw.getvalue(), "image/png").run()
    assert not page.exception
    page.text_input(key="tour-caption-0").set_value("All of us").run()
    photo = stage_data(page)["slides"][0]["photo"]
    assert photo["caption"] == "All of us"
    assert photo["source"].startswith("data:image/jpeg;base64,")
    assert page.query_params["tour"] == "own"
    page.file_uploader(key="tour-upload-0").upload("a.png", b"no picture", "image/png").run()
    assert page.error[0].value == "Not a readable JPEG, PNG or WebP picture."
    assert stage_data(page)["slides"][0]["photo"] == photo


def test_a_hostile_campaign_is_shown_and_changed_as_text(
    app: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [
        {
            "region": HOSTILE,
            "title": HOSTILE,
            "city": HOSTILE,
            "lat": "1",
            "lon": "2",
            "start": "2015",
        }
    ]
    monkeypatch.setenv("CONSULTATION_CAMPAIGN", str(write_campaign(tmp_path, rows)))
    page = open_present(app)
    assert stage_data(page)["slides"][2]["title"] == HOSTILE
    assert "1337" not in json.dumps(stage_data(page))
    app.query_params["edit"] = "1"
    page.run()
    assert not page.exception
    page.radio[0].set_value(2).run()
    assert page.text_input(key="tour-title-2").value == HOSTILE
    assert "](javascript" not in "".join(page.radio[0].options)
    button(page, "tour-out-2").click()
    page.run()
    back = next(one.label for one in page.button if (one.key or "").startswith("tour-in"))
    assert "](javascript" not in back


def test_one_slide_is_downloaded_from_the_editor(app: AppTest) -> None:
    app.query_params["edit"] = "1"
    page = app.switch_page("pages/present.py").run()
    assert not page.exception
    labels = [one.proto.label for one in page.get("download_button")]
    assert "Download this slide" in labels
