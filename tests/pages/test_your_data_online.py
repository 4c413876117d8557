"""Online geocoding on Your data, against a server of the tests' own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from data.cluster.opening import open_campaign
from data.importing import online_geocoder as online_geocoding
from data.importing.campaign_folder import campaign_zip
from tests.pages.test_your_data import give, section, texts
from tests.stand_in import Server, stand_in

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

MICIC = Path("data/campaigns/micic")
LIST = (
    "Title,City,Country\nA,Qunuvale,South Africa\nB,Tornsville,\nC,Nothing at all,\nD,Oslo,Norway\n"
)


@pytest.fixture(autouse=True)
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(online_geocoding, "SECONDS_BETWEEN", 0.0)
    with stand_in() as server:
        yield server


def switched(folder: Path, server: Server, online: str = "true") -> Path:
    """Copy the shipped campaign and switch online geocoding."""
    shutil.copytree(MICIC, folder)
    said = f'online = {online}\nemail = "me@example.org"\nserver = "http://{server.host}"\n'
    path = folder / "campaign.toml"
    before, switch, _ = path.read_text(encoding="utf-8").partition("[geocoding]\n")
    assert switch
    path.write_text(f"{before}{switch}{said}", encoding="utf-8")
    return folder


@pytest.fixture
def serving(tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """Serve a campaign that has it switched on."""
    folder = switched(tmp_path / "served", server)
    monkeypatch.setenv("CONSULTATION_CAMPAIGN", str(folder))


def keys(app: AppTest) -> list[str]:
    return [str(one.key) for one in app.button]


@pytest.mark.usefixtures("serving")
def test_number_of_names_and_server_are_stated_before_anything_is_sent(
    app: AppTest, server: Server
) -> None:
    page = section(give(app, LIST), "places")
    said = texts(page).replace("\\", "").replace("\u2060", "")
    assert f"This sends 3 names to {server.host}, one per second, with me@example.org" in said
    assert "as the sender: Nothing at all · Qunuvale, South Africa · Tornsville" in said
    assert "Send 3 names" in said
    assert server.asked == []


@pytest.mark.usefixtures("serving")
def test_a_place_found_online_is_used_and_credited(app: AppTest, server: Server) -> None:
    page = section(give(app, LIST), "places")
    page.button(key="own_online").click().run()
    assert not page.exception
    assert len(server.asked) == 3
    assert "© OpenStreetMap contributors" in texts(page)
    assert "Which **Tornsville**?" in texts(page)  # two places have this name: asked, not guessed
    assert "1 name was not found online." in texts(page)
    recipe = page.session_state["own"].list.recipe
    assert [city.source for city in recipe.places.values()] == ["OpenStreetMap"]
    assert "own_online" not in keys(page)
    page.button(key="own_explore").click().run()
    page.switch_page("pages/about.py").run()
    assert "© OpenStreetMap contributors" in texts(page)


@pytest.mark.long
@pytest.mark.usefixtures("serving")
def test_a_second_list_asks_for_consent_again(app: AppTest, server: Server) -> None:
    page = section(give(app, LIST), "places")
    page.button(key="own_online").click().run()
    page.button(key="own_forget").click().run()
    page.file_uploader[0].upload("b.csv", (LIST + "E,Twice,\n").encode()).run()
    section(page, "places")
    assert "This sends 1 name to" in texts(page)
    assert len(server.asked) == 3
    page.button(key="own_online_take").click().run()  # known since the first list: nothing is sent
    assert len(server.asked) == 3
    assert len(page.session_state["own"].list.recipe.places) == 1


@pytest.mark.long
@pytest.mark.usefixtures("serving")
def test_a_failing_server_is_explained(app: AppTest) -> None:
    page = section(give(app, "Title,City\nA,Fails\n"), "places")
    page.button(key="own_online").click().run()
    assert not page.exception
    assert "The online geocoder did not answer" in texts(page)
    assert "own_online" in keys(page)


@pytest.mark.long
@pytest.mark.parametrize("online", ["", "false"])
def test_nothing_is_shown_or_sent_while_it_is_off(
    app: AppTest, server: Server, tmp_path: Path, online: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if online:
        folder = switched(tmp_path / "served", server, online)
        monkeypatch.setenv("CONSULTATION_CAMPAIGN", str(folder))
    page = section(give(app, LIST), "places")
    assert "2 places not recognized" in texts(page)
    assert "This sends" not in texts(page)
    assert not {"own_online", "own_online_take"} & set(keys(page))
    assert server.asked == []


def test_a_visitor_s_campaign_cannot_switch_it_on(
    app: AppTest, server: Server, tmp_path: Path
) -> None:
    folder = switched(tmp_path / "mine", server)
    page = give(app, campaign_zip(open_campaign(folder)), "mine.zip")
    page.button(key="own_explore").click().run()
    page = section(give(app, LIST), "places")
    assert "This sends" not in texts(page)
    assert server.asked == []
