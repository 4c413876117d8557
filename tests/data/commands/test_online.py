"""`--online` of the commands, against a server of the tests' own."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.commands import check
from data.loading.load import load_campaign
from tests.stand_in import Server, stand_in

LIST = "Title,Date,City,Country\nA,2016-04-29,Qunuvale,South Africa\nB,2016-04-30,Dakar,Senegal\n"


@pytest.fixture
def server() -> Iterator[Server]:
    with stand_in() as server:
        yield server


@pytest.fixture
def source(tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch) -> str:
    """Give a list with a name that only the stand-in knows, where a campaign may ask it."""
    allow(tmp_path, server)
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    monkeypatch.setenv("CONSULTATION_CAMPAIGN", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    # Nobody is there to answer a question.
    monkeypatch.setattr("sys.stdin", io.StringIO())
    return str(tmp_path / "list.csv")


def allow(folder: Path, server: Server, online: str = "true") -> None:
    said = f'online = {online}\nemail = "me@example.org"\nserver = "http://{server.host}"\n'
    (folder / "campaign.toml").write_text(f"[geocoding]\n{said}", encoding="utf-8")


def typed(*command: str) -> subprocess.CompletedProcess[str]:
    """Run a command as it is typed."""
    return subprocess.run(
        [sys.executable, "-m", *command],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_without_the_flag_nothing_is_sent(source: str, server: Server) -> None:
    assert check.main([source]) == 1
    assert server.asked == []


def test_the_flag_alone_states_the_number_of_names_and_sends_nothing(
    source: str, server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check.main([source, "--online"]) == 1
    said = capsys.readouterr().err
    assert f"This would send 1 name to {server.host}, with me@example.org as the sender" in said
    assert "Qunuvale, South Africa" in said
    assert "Nothing was sent. Add --yes" in said
    assert server.asked == []


@pytest.mark.long
def test_with_consent_places_are_looked_up_and_cached(
    source: str, tmp_path: Path, server: Server
) -> None:
    into = tmp_path / "folder"
    done = typed("data.build", source, "--online", "--yes", "--into", str(into))
    assert done.returncode == 0
    assert "1 found online, © OpenStreetMap contributors." in done.stderr
    assert len(server.asked) == 1
    campaign = load_campaign(into)
    assert campaign.consultations["placed"].all()
    assert "OpenStreetMap" in campaign.settings.text("credits", "en")
    again = typed("data.check", source, "--online", "--yes")
    assert again.returncode == 0
    assert len(server.asked) == 1


def test_the_flag_is_refused_if_the_campaign_has_online_lookup_off(
    source: str, tmp_path: Path, server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    allow(tmp_path, server, online="false")
    assert check.main([source, "--online", "--yes"]) == 2
    assert "Online geocoding is off in" in capsys.readouterr().err
    assert server.asked == []
