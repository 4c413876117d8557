"""The campaign changes between two runs of a page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from components.shell import campaign_cache
from data import ROOT
from data.follow import follower
from data.follow.status import Problem
from tests.builders import SAMPLE, SAMPLE_FILES, write_campaign

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

UPDATED = "The data was updated."


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = write_campaign(tmp_path / "served", **SAMPLE_FILES)
    monkeypatch.setenv(campaign_cache.VARIABLE, str(folder))
    monkeypatch.setenv(campaign_cache.LOOK_VARIABLE, "0")
    monkeypatch.setattr(follower, "SETTLING_SECONDS", 0)
    return folder


def look(folder: Path) -> campaign_cache.Loading:
    """Look for a new version now, as the thread does every minute."""
    loading = campaign_cache._loading(str(folder))
    loading.look()
    return loading


def toasts(app: AppTest) -> list[str]:
    return [toast.value for toast in app.toast]


def test_the_next_run_shows_the_new_version_of_the_same_view(app: AppTest, folder: Path) -> None:
    app.query_params.update({"region": "africa", "c": "dakar", "lang": "en"})
    app.run()
    assert not app.exception
    write_campaign(
        folder,
        **SAMPLE_FILES | {"consultations": [{**SAMPLE[0], "venue": "New hall"}, *SAMPLE[1:]]},
    )
    look(folder)
    app.run()
    assert not app.exception
    assert toasts(app) == [UPDATED]
    assert any("New hall" in element.value for element in app.markdown)
    assert dict(app.query_params) == {"region": "africa", "c": "dakar", "lang": "en"}
    app.run()
    assert toasts(app) == []


@pytest.mark.long
def test_what_a_new_version_lacks_leaves_the_view_with_a_word(app: AppTest, folder: Path) -> None:
    app.query_params.update({"region": "africa", "c": "dakar", "lang": "en"})
    app.run()
    write_campaign(folder, **SAMPLE_FILES | {"consultations": SAMPLE[1:]})
    look(folder)
    app.run()
    assert not app.exception
    assert dict(app.query_params) == {"region": "africa", "lang": "en"}
    words = " ".join(
        element.value for element in [*app.caption, *app.markdown, *app.info, *app.warning]
    )
    assert "dakar" in words


@pytest.mark.long
def test_a_talk_shows_one_version_until_it_is_left(
    app: AppTest, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slides() -> str:
        parts = [one.proto for one in app.get("bidi_component")]
        return next(str(part.json) for part in parts if part.component_name == "stage")

    monkeypatch.setattr(campaign_cache, "_OLD_SECONDS", 0)
    app.query_params["kind"] = "all"
    app.switch_page(str(ROOT / "pages" / "present.py")).run()
    before = slides()
    write_campaign(folder, **SAMPLE_FILES | {"consultations": SAMPLE[1:]})
    for _ in range(2):  # the second look frees the version of the first
        look(folder)
    app.run()
    assert not app.exception
    assert slides() == before
    app.switch_page(str(ROOT / "pages" / "about.py")).run()
    assert toasts(app) == [UPDATED]
    app.switch_page(str(ROOT / "pages" / "present.py")).run()
    assert slides() != before


def test_a_fragment_sees_the_version_of_its_page(folder: Path) -> None:
    loading = look(folder)
    loading.thread.join(30)
    first = loading.version()
    write_campaign(folder, **SAMPLE_FILES | {"consultations": SAMPLE[1:]})
    look(folder)
    assert loading.version() is not first
    assert loading.version(first.version) is first
    assert loading.version("unknown") is loading.version()


@pytest.mark.long
def test_earlier_versions_are_freed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loading = look(folder)
    loading.thread.join(30)
    first = loading.version().version
    write_campaign(folder, **SAMPLE_FILES | {"consultations": SAMPLE[1:]})
    look(folder)
    monkeypatch.setattr(campaign_cache, "_OLD_SECONDS", 0)
    look(folder)
    assert loading.version(first) is loading.version()


def test_whatever_goes_wrong_the_server_goes_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loading = look(folder)
    loading.thread.join(30)
    monkeypatch.setattr(loading.follower, "_look", lambda *_, **__: 1 / 0)
    shown = loading.version()
    look(folder)
    assert loading.version() is shown


def test_about_says_what_changed_what_failed_and_what_waits(app: AppTest, folder: Path) -> None:
    app.run()
    write_campaign(folder, **SAMPLE_FILES | {"consultations": SAMPLE[1:]})
    look(folder)
    write_campaign(folder, **SAMPLE_FILES | {"consultations": SAMPLE[4:]})
    loading = look(folder)
    loading.follower.record.change(
        problem=Problem(5.0, "{host} can't be reached.", "", {"host": "*a*"})
    )
    app.switch_page(str(ROOT / "pages" / "about.py")).run()
    assert not app.exception
    failed, waits = (warning.value for warning in app.warning)
    assert "last good version stays" in failed
    assert r"\*a\* can't be reached" in failed.replace("\\'", "'")
    assert "Consultations: 5 before, 2 of them now" in waits.replace("\\", "")
    assert "python -m data.source FOLDER --accept" in waits
    changes = app.expander[0]
    assert changes.label == "Recent changes"
    assert "1 no longer listed" in changes.markdown[0].value
    assert "Hearing in Dakar" in changes.markdown[0].value
