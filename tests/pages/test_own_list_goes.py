"""A visitor's own list goes from memory when the visitor's session does."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Sequence

import pytest
from streamlit.testing.v1 import AppTest

from data.model.campaign import Campaign
from tests.conftest import ROOT
from tests.data.lists.readers.workbooks import zipped
from tests.pages.test_your_data import LIST, SECTIONS

PAGES = ("explore", "regions", "organizations", "about", "present", "your_data")
NOTES, TOUR = b"# @title\nSay this.\n", b'title = "Short"\n[[slides]]\nslide = "@title"\n'
CSV = b"id,title,city,country,start\na,A,Dakar,Senegal,2016\nb,B,Paris,France,2017\n"
FOLDER = zipped({"consultations.csv": CSV, "notes.md": NOTES, "tours/short.toml": TOUR})


@pytest.fixture
def made(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> weakref.WeakSet[Campaign]:
    """Give the campaigns that are made from now on and are still there; not the server's own."""
    app.run()
    found: weakref.WeakSet[Campaign] = weakref.WeakSet()
    begin = Campaign.__init__

    def noted(campaign: Campaign, *args: object, **fields: object) -> None:
        begin(campaign, *args, **fields)
        found.add(campaign)

    monkeypatch.setattr(Campaign, "__init__", noted)
    return found


def look_at_all_pages(app: AppTest, name: str, data: bytes, sections: Sequence[str]) -> None:
    app.switch_page("pages/your_data.py").run()
    app.file_uploader[0].upload(name, data).run()
    for section in sections:
        app.session_state["own_section"] = section
        app.run()
    app.button(key="own_explore").click().run()
    app.query_params["edit"] = "1"
    for page in PAGES:
        app.switch_page(f"pages/{page}.py").run()
        assert not app.exception


@pytest.mark.parametrize(
    ("name", "data", "sections"),
    [
        ("list.csv", CSV, ("places",)),
        pytest.param("list.csv", LIST.encode(), SECTIONS, marks=pytest.mark.long),
        pytest.param("folder.zip", FOLDER, (), marks=pytest.mark.long),
    ],
    ids=["few rows", "list", "folder"],
)
def test_nothing_holds_a_list_whose_session_is_gone(
    made: weakref.WeakSet[Campaign], name: str, data: bytes, sections: Sequence[str]
) -> None:
    visitor = AppTest.from_file(ROOT / "app.py", default_timeout=600)
    look_at_all_pages(visitor, name, data, sections)
    assert max(len(campaign.caches) for campaign in made) > 20
    del visitor
    gc.collect()
    assert list(made) == []
