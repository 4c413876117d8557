"""`--online` of the commands, run as they are typed, against a server of the tests' own."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from data.loading import load_campaign
from tests.stand_in import stand_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.stand_in import Server

LIST = "Title,Date,City,Country\nA,2016-04-29,Qunuvale,South Africa\nB,2016-04-30,Dakar,Senegal\n"


@pytest.fixture
def server() -> Iterator[Server]:
    with stand_in() as server:
        yield server


def run(
    tmp_path: Path, server: Server, *arguments: str, online: str = "true"
) -> subprocess.CompletedProcess[str]:
    """Run a command on a list with a name that only the stand-in knows."""
    said = f'online = {online}\nemail = "me@example.org"\nserver = "http://{server.host}"\n'
    (tmp_path / "campaign.toml").write_text(f"[geocoding]\n{said}", encoding="utf-8")
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    command, *options = arguments
    return subprocess.run(
        [sys.executable, "-m", command, str(tmp_path / "list.csv"), *options],
        env=os.environ
        | {"CONSULTATION_CAMPAIGN": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_without_the_flag_nothing_is_sent(tmp_path: Path, server: Server) -> None:
    assert run(tmp_path, server, "data.check").returncode == 1
    assert server.asked == []


def test_the_flag_alone_says_the_number_and_sends_nothing(tmp_path: Path, server: Server) -> None:
    done = run(tmp_path, server, "data.check", "--online")
    assert f"1 name would be sent to {server.host}, in the name of me@example.org" in done.stderr
    assert "Qunuvale, South Africa" in done.stderr
    assert "Nothing was sent. Add --yes" in done.stderr
    assert done.returncode == 1
    assert server.asked == []


def test_with_consent_it_is_found_and_kept(tmp_path: Path, server: Server) -> None:
    into = tmp_path / "folder"
    done = run(tmp_path, server, "data.build", "--online", "--yes", "--into", str(into))
    assert done.returncode == 0
    assert "1 found online, © OpenStreetMap contributors." in done.stderr
    assert len(server.asked) == 1
    campaign = load_campaign(into)
    assert campaign.consultations["placed"].all()
    assert "OpenStreetMap" in campaign.settings.text("credits", "en")
    again = run(tmp_path, server, "data.check", "--online", "--yes")
    assert again.returncode == 0
    assert len(server.asked) == 1


def test_where_a_campaign_has_it_off_the_flag_is_refused(tmp_path: Path, server: Server) -> None:
    done = run(tmp_path, server, "data.check", "--online", "--yes", online="false")
    assert done.returncode == 2
    assert "Online geocoding is off in" in done.stderr
    assert server.asked == []
