"""What a killed process left behind is removed by the next one, and nothing else is."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from components.server import startup
from data.store.temporary_folders import private_folder, remove_leftovers
from tests.loops import run_apart

MAKE = """
import sys
from components.server import startup
from data.store.temporary_folders import private_folder
folder = private_folder()
print(folder.name, flush=True)
sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def _own_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give temporary folders a place of their own."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)


def folder_of_another() -> tuple[Path, subprocess.Popen[str]]:
    """Let another process make a folder with a file in it."""
    process = subprocess.Popen(
        [sys.executable, "-c", MAKE], text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout
    folder = Path(process.stdout.readline().strip())
    (folder / "list.csv").write_text("private")
    return folder, process


def test_a_folder_is_private_and_removed_with_its_owner() -> None:
    with private_folder() as name:
        assert Path(name).stat().st_mode & 0o777 == 0o700
        assert str(os.getpid()) in name
    assert not Path(name).exists()


def test_the_folder_of_a_killed_process_is_removed_when_the_next_one_is_made() -> None:
    folder, process = folder_of_another()
    with process:
        process.send_signal(signal.SIGKILL)
    assert folder.exists()
    with private_folder() as name:
        assert not folder.exists()
        assert Path(name).exists()


def test_a_server_that_starts_removes_the_folder_of_a_killed_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(startup.config, "set_option", lambda *_option: None)
    folder, process = folder_of_another()
    with process:
        process.send_signal(signal.SIGKILL)

    async def start() -> None:
        async with startup.running(None):
            pass

    run_apart(start())
    assert not folder.exists()


def test_the_folder_of_a_running_process_stays(tmp_path: Path) -> None:
    folder, process = folder_of_another()
    with process:
        remove_leftovers(tmp_path)
        assert (folder / "list.csv").exists()
    assert not folder.exists()


def test_a_later_process_of_the_same_number_is_another_one(tmp_path: Path) -> None:
    with private_folder() as name:
        own = Path(name).name.partition("_")[0]
        before = tmp_path / f"{own}0_abc"
        before.mkdir()
        remove_leftovers(tmp_path)
        assert not before.exists()
        assert Path(name).exists()


@pytest.mark.parametrize(
    "name", ["consultation-map-abc", "consultation-map-elsewhere-999999999-1_a", "other"]
)
def test_folders_of_other_machines_and_names_stay(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    remove_leftovers(tmp_path)
    assert (tmp_path / name).exists()


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    folder, process = folder_of_another()
    with process:
        process.send_signal(signal.SIGKILL)
    precious = tmp_path / "precious"
    folder.rename(precious)
    folder.symlink_to(precious, target_is_directory=True)
    remove_leftovers(tmp_path)
    assert (precious / "list.csv").exists()
