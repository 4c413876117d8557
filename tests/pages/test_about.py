from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from components.shell import campaign_cache
from data.follow import follower
from data.words.languages import read_by_speakers
from tests.builders import write_campaign
from tests.shipped import shipped_campaign

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

MICIC = "data/campaigns/micic"
HOSTILE = "{{ 7*191 }} </script><script> ![i](http://e.org/a.png) [l](javascript:x) $x$"


def open_about(app: AppTest, **parameters: str) -> AppTest:
    for name, value in parameters.items():
        app.query_params[name] = value
    app.switch_page("pages/about.py").run()
    assert not app.exception
    return app


def texts(app: AppTest) -> str:
    elements = [*app.title, *app.header, *app.subheader, *app.markdown, *app.caption]
    return "\n".join(element.value for element in elements)


def test_it_says_all_there_is_to_know_of_the_campaign(app: AppTest) -> None:
    text = texts(open_about(app))
    assert "https://gcmigration.org/micic/" in text
    assert "Pan\\-African" not in text.split("Documents")[0]
    assert "MICIC Guidelines · Guidelines · no. 15 · not published here" in text
    assert shipped_campaign().version in text
    assert "All data was read without problems" in text


def test_credits_name_the_sources_of_the_map_and_what_borders_do_not_say(app: AppTest) -> None:
    text = texts(open_about(app))
    for name in ("GeoNames", "https://creativecommons.org/licenses/by/4.0/", "Natural Earth"):
        assert name in text
    assert "legal status" in text


def test_credits_say_how_many_translated_texts_speakers_have_read(app: AppTest) -> None:
    _, count = read_by_speakers("es")
    text = texts(open_about(app))
    assert f"Español: drafted by machine. Speakers of it have read 0 of {count:,} texts." in text
    assert "English: drafted" not in text


def test_every_place_and_source_has_its_row(app: AppTest) -> None:
    page = open_about(app)
    sources, places = (table.value for table in page.dataframe)
    assert "http://www.mfasia.org/" in set(sources["source"])
    assert len(places) == len(shipped_campaign().consultations)
    assert places.loc[0, "reason"] == "The table gives no city."


def test_notes_lead_to_their_consultations(app: AppTest) -> None:
    page = open_about(app)
    links = page.get("page_link")
    assert any("c=kigali-states-2016" in link.proto.query_string for link in links)


def test_it_speaks_french(app: AppTest) -> None:
    text = texts(open_about(app, lang="fr"))
    assert "Migrants dans les pays en crise" in text


def test_issues_are_listed(app: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [{"title": HOSTILE, "start": HOSTILE, "notes": HOSTILE, "sources": HOSTILE}]
    toml = f"title = '''{HOSTILE}'''\nintroduction = '''{HOSTILE}'''\nurl = 'javascript:x'"
    folder = write_campaign(tmp_path, rows, toml=toml)
    monkeypatch.setenv("CONSULTATION_CAMPAIGN", str(folder))
    app.session_state["issues"] = True  # its list is open
    page = open_about(app)
    assert "1 cell not recognized" in texts(page)
    assert HOSTILE in set(page.dataframe[0].value["seen"])
    assert "](javascript" not in texts(page)


def test_an_empty_campaign_has_an_about_page(
    app: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONSULTATION_CAMPAIGN", str(write_campaign(tmp_path)))
    assert "No source is named\\." not in texts(open_about(app))


def test_it_names_the_new_version_once_the_files_have_changed(
    app: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_campaign(tmp_path, [{"title": "One"}])
    monkeypatch.setenv(campaign_cache.VARIABLE, str(folder))
    monkeypatch.setattr(follower, "SETTLING_SECONDS", 0)
    loading = campaign_cache._loading(str(folder))
    text = texts(open_about(app))
    (folder / "consultations.csv").touch()
    loading.look()
    assert texts(open_about(app)) == text
    write_campaign(folder, [{"title": "Two"}])
    loading.look()
    assert loading.version().version not in text
    assert loading.version().version in texts(open_about(app))
    (folder / "consultations.csv").unlink()
    loading.look()
    about = open_about(app)
    assert loading.version().version in texts(about)
    assert "The last good version stays" in about.warning[0].value
