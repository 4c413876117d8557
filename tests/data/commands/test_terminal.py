"""Commands end cleanly on any terminal and after any signal."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from data.commands.export import DONE, main
from data.store.temporary_folders import process_name
from tests.builders import write_campaign

WITH_ACCENTS = "Réunion d’été – 日"


def command(*arguments: object, **environment: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, *map(str, arguments)],
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


@pytest.mark.long
@pytest.mark.parametrize("module", ["data.export", "data.check", "data.build"])
def test_a_terminal_without_unicode_stops_no_command(tmp_path: Path, module: str) -> None:
    there = tmp_path / WITH_ACCENTS
    write_campaign(there, [{"title": WITH_ACCENTS}, {"start": WITH_ACCENTS}])
    asked = {
        "data.export": ["--campaign", there, "--to", there / "é.csv"],
        "data.check": [there],
        "data.build": [there / "consultations.csv", "--into", there / "ö"],
    }
    plain = {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    with command("-m", module, *asked[module], **plain) as process:
        said = b"".join(process.communicate())
    assert process.returncode in (0, 1), said
    assert b"Error" not in said
    assert b"\\xe9" in said


def test_a_terminated_command_leaves_no_partial_file(tmp_path: Path) -> None:
    to = tmp_path / "micic.html"
    slow = (
        "import sys, time; from data.commands import export as command\n"
        "from data.commands.terminal import behave_in_terminal; behave_in_terminal()\n"
        "def pieces():\n    yield b'a' * 100_000; print('now', flush=True); time.sleep(60)\n"
        "command._write(command.Path(sys.argv[1]), pieces())"
    )
    with command("-c", slow, to) as process:
        assert process.stdout
        assert process.stdout.readline() == b"now\n"
        assert len(list(tmp_path.iterdir())) == 1
        process.terminate()
    assert process.returncode == 128 + signal.SIGTERM
    assert list(tmp_path.iterdir()) == []


def test_the_next_command_removes_the_partial_file_of_a_killed_one(tmp_path: Path) -> None:
    to = tmp_path / "a[b].json"
    killed = (
        "import os, sys; from data.commands import export as command\n"
        "def pieces():\n    yield b'a'; os._exit(9)\n"
        "command._write(command.Path(sys.argv[1]), pieces())"
    )
    with command("-c", killed, to) as process:
        process.wait()
    (left,) = tmp_path.iterdir()
    assert left.name.startswith(".a[b].json.")
    other = tmp_path / f".b.json.{process_name()}"
    other.touch()
    assert main(["--to", str(to)]) == DONE
    assert set(tmp_path.iterdir()) == {to, other}
