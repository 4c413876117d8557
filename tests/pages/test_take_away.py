"""The download dialog of each page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING

import pytest

from components.exporting import dialog as take_away
from data.export.extract import today
from data.export.formats import FORMATS, format_named
from tests.builders import write_campaign
from tests.explore_page import serve

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

PAGES = ("explore", "regions", "organizations")


def opened(app: AppTest, page: str = "explore", **parameters: str) -> AppTest:
    for name, value in parameters.items():
        app.query_params[name] = value
    app.switch_page(f"pages/{page}.py").run()
    next(one for one in app.button if one.key == "take_away").click().run()
    assert not app.exception
    return app


def forms(app: AppTest) -> dict[str, bool]:
    """Map the key of each format's button to whether it is enabled."""
    buttons = [one.proto for one in app.get("download_button")]
    keys = {
        one.id.rsplit("-take-", 1)[-1]: not one.disabled for one in buttons if "-take-" in one.id
    }
    return {name: there for name, there in keys.items() if name}


def press(app: AppTest, key: str) -> None:
    """Click a button and reopen the dialog: here every run is one of the whole page."""
    for name in dict.fromkeys((key, "take_away")):
        next(one for one in app.button if one.key == name).click().run()
    assert not app.exception


def keys(app: AppTest) -> set[str]:
    """Return the keys of the dialog's buttons, with those that download."""
    ids = [one.proto.id for one in [*app.button, *app.get("download_button")]]
    return {name for name in ("save_file", "cancel_file") if any(name in one for one in ids)}


def dialog(app: AppTest) -> str:
    """Return the text of the dialog, without the backslashes that escape text from data."""
    box = app.get("dialog")[0]
    return "\n".join(one.value for one in [*box.markdown, *box.caption]).replace("\\", "")


@pytest.mark.parametrize("page", PAGES)
def test_every_view_offers_every_format(app: AppTest, page: str) -> None:
    found = forms(opened(app, page, region="mena"))
    assert found == {one.id: True for one in FORMATS}


def test_the_dialog_shows_the_selection_and_its_citation(app: AppTest) -> None:
    said = dialog(opened(app, region="mena"))
    assert said.startswith("Middle East & North Africa: 1 of 7 civil society consultations")
    assert (
        "Global Coalition on Migration. Migrants in Countries in Crisis (MICIC): Middle East"
        in said
    )


def test_the_dialog_of_a_region_has_the_selection_of_its_page(app: AppTest) -> None:
    assert dialog(opened(app, "regions", region="mena")).startswith(
        "Middle East & North Africa: 1 of 7 civil society consultations"
    )


def test_an_empty_selection_can_be_downloaded(app: AppTest) -> None:
    page = opened(app, to="1999")
    assert all(forms(page).values())
    assert dialog(page).startswith("Until 1999: 0 of 7 civil society consultations")


def test_a_format_that_is_too_small_says_why(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    form = replace(format_named("csv"), most_rows=8)
    offered = {form.group: (form,)}
    monkeypatch.setattr(take_away, "formats_of", lambda group, _=None: offered.get(group, ()))
    page = opened(app)
    assert forms(page) == {"csv": False}
    assert "Too many for this format: 9. It holds up to 8." in dialog(page)


@pytest.mark.long
def test_a_slow_file_is_made_in_the_background_and_then_saved(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = replace(format_named("csv"), quick_rows=8)
    offered = {form.group: (form,)}
    monkeypatch.setattr(take_away, "formats_of", lambda group, _=None: offered.get(group, ()))
    page = opened(app)
    assert forms(page) == {}
    press(page, "make-csv")
    name = f"micic_{today().isoformat()}.csv"
    for _ in range(200):
        if "save_file" in keys(page):
            break
        assert "cancel_file" in keys(page)
        assert [name in one.proto.text.replace("\\", "") for one in page.get("progress")] == [True]
        sleep(0.1)
        press(page, "take_away")
    assert f"{name} is ready (0 MB)." in dialog(page)


def test_a_file_that_is_cancelled_is_gone(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    form = replace(format_named("csv"), quick_rows=8)
    offered = {form.group: (form,)}
    monkeypatch.setattr(take_away, "formats_of", lambda group, _=None: offered.get(group, ()))
    page = opened(app)
    press(page, "make-csv")
    press(page, "cancel_file")
    assert not {"save_file", "cancel_file"} & keys(page)


def test_the_dialog_names_letters_that_the_brief_cannot_draw(
    app: AppTest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("data.export.fonts.undrawn", lambda text: tuple(set(text) & {"北"}))
    serve(monkeypatch, write_campaign(tmp_path, [{"title": "北"}]))
    assert "This server has no font for Chinese" in dialog(opened(app))


def test_a_hostile_title_is_text(
    app: AppTest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    title = "**bold** [a](javascript:x) :red[b] <b>c</b> $x$"
    serve(monkeypatch, write_campaign(tmp_path, [{}], toml=f"title = {title!r}\n"))
    assert title in dialog(opened(app))


def test_an_embedded_page_shows_only_its_parts(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "components.exporting.embed.embedded_parts", lambda: frozenset({"timeline"})
    )
    app.query_params["show"] = "timeline"
    app.run()
    assert not app.exception
    assert not app.dataframe
    assert not app.get("component_instance")
    assert app.get("vega_lite_chart")
    assert app.query_params["show"] == "timeline"
