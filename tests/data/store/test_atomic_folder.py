"""A folder has the old files or the new ones, whatever ends whoever writes it, and whenever."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from errno import EBUSY, ENOSPC, EROFS
from pathlib import Path

import pytest

from data import ROOT
from data.commands import build
from data.loading import load as loading
from data.loading.load import load_campaign
from data.store import atomic_folder as whole_folder
from data.store.atomic_folder import standing, write_folder
from tests.builders import write_campaign

OLD = {"a.csv": "old a", "b.csv": "old b", "gone.csv": "old"}
NEW = {"a.csv": "new a", "b.csv": "new b", "c.csv": "new c"}
OTHERS = {"notes.md": "notes", "photos/one.jpg": "photo", "tours/short.toml": "tour"}

WRITER = """
import os, sys
from pathlib import Path
from signal import SIGKILL
from data.store import atomic_folder as whole_folder

folder, last, exchanges = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "exchange"
files = {"a.csv": "new a", "b.csv": "new b", "c.csv": "new c"}
steps = 0
EVENTS = {"open", "os.rename", "os.link", "os.mkdir", "os.remove", "os.rmdir", "shutil.rmtree"}

def step(event, args):
    global steps
    if event in EVENTS and "folders" in str(args):
        if steps == last:
            os.kill(os.getpid(), SIGKILL)
        steps += 1

def fill(new):
    for name, content in files.items():
        (new / name).write_text(content)

if not exchanges:
    whole_folder._exchange = lambda *_: False
sys.addaudithook(step)
whole_folder.write_folder(folder, fill, without=("gone.csv",))
print(steps)
"""


def written(folder: Path, files: dict[str, str]) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content)
    return folder


def content(folder: Path) -> dict[str, str]:
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_text() for path in paths}


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def fill(new: Path) -> None:
    written(new, NEW)


def killed_at(folder: Path, step: int, way: str) -> str:
    """What a writer says that is killed before a step; nothing unless it came to its end."""
    command = [sys.executable, "-c", WRITER, str(folder), str(step), way]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode in (0, -9), run.stderr
    return run.stdout


@pytest.mark.skipif(os.name != "posix", reason="the signal is one of POSIX")
@pytest.mark.parametrize("way", ["exchange", "aside"])
def test_a_writer_killed_at_any_step_leaves_one_whole_version(tmp_path: Path, way: str) -> None:
    seen, step, said = set(), 0, ""
    while not said:
        folder = written(tmp_path / f"folders-{step}" / "campaign", OLD | OTHERS)
        said = killed_at(folder, step, way)
        found = content(standing(folder))
        assert found in (OLD | OTHERS, NEW | OTHERS), f"step {step}: {found}"
        seen.add(found["a.csv"])
        # Whoever writes next finds nothing in the way and leaves nothing behind.
        write_folder(folder, fill, without=("gone.csv",))
        assert content(folder) == NEW | OTHERS
        assert names(folder.parent) == ["campaign"]
        step += 1
    assert seen == {"old a", "new a"}
    assert step > 15


def test_a_new_folder_is_there_as_a_whole(tmp_path: Path) -> None:
    write_folder(tmp_path / "not" / "there" / "yet", fill)
    assert content(tmp_path / "not" / "there" / "yet") == NEW
    (tmp_path / "empty").mkdir()
    write_folder(tmp_path / "empty", fill)
    assert content(tmp_path / "empty") == NEW


def test_a_link_to_the_folder_stays_a_link(tmp_path: Path) -> None:
    written(tmp_path / "folder", OLD)
    (tmp_path / "link").symlink_to("folder")
    write_folder(tmp_path / "link", fill)
    assert (tmp_path / "link").is_symlink()
    assert content(tmp_path / "folder") == OLD | NEW


def test_other_files_are_hard_linked_and_links_stay_links(tmp_path: Path) -> None:
    folder = written(tmp_path / "folder", OLD | OTHERS)
    (folder / "elsewhere").symlink_to("/not/there")
    before = (folder / "photos" / "one.jpg").stat()
    write_folder(folder, fill)
    after = (folder / "photos" / "one.jpg").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert (folder / "elsewhere").readlink() == Path("/not/there")


def test_the_cache_of_the_old_tables_is_removed(tmp_path: Path) -> None:
    cached = {".cache/consultation-map/loaded-1/words.arrow": "old", ".cache/other": "other"}
    folder = written(tmp_path / "folder", OLD | cached)
    write_folder(folder, fill)
    assert content(folder) == OLD | NEW | {".cache/other": "other"}


def test_another_writer_at_work_is_left_alone(tmp_path: Path) -> None:
    at_work = written(tmp_path / f".folder.building-{os.getppid()}", NEW)
    dead = written(tmp_path / ".folder.building-4194303", NEW)
    write_folder(tmp_path / "folder", fill)
    assert (at_work.exists(), dead.exists()) == (True, False)


def failing(number: int) -> Callable[..., None]:
    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


@pytest.mark.long
@pytest.mark.parametrize(
    ("what", "number"), [("_flush", ENOSPC), ("_replace", EBUSY), ("carry_over", EROFS)]
)
def test_a_folder_that_cannot_be_written_is_unchanged_and_the_error_says_so(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    what: str,
    number: int,
) -> None:
    folder = written(tmp_path / "folders" / "campaign", OLD | OTHERS)
    source = tmp_path / "list.csv"
    source.write_text("Title,Date\nA,2016-04-29\n")
    monkeypatch.setattr(whole_folder, what, failing(number))
    assert build.main([str(source), "--into", str(folder), "--force"]) == 2
    said = capsys.readouterr().err.splitlines()[-1]
    assert str(folder) in said
    assert os.strerror(number) in said
    assert said.endswith("Free some space, or name another folder.")
    assert content(folder) == OLD | OTHERS
    assert names(folder.parent) == ["campaign"]


def test_a_build_keeps_hand_made_files(tmp_path: Path) -> None:
    """Tables that the list says nothing of, and the twin of the table in its other form, too."""
    by_hand = {"documents.csv": "id,title\nplan,Plan\n", **OTHERS}
    folder = written(tmp_path / "campaign", by_hand | {"consultations.parquet": "old"})
    source = tmp_path / "list.csv"
    source.write_text("Title,Date,City\nA,2016-04-29,Dakar\n")
    assert build.main([str(source), "--into", str(folder), "--force"]) == 0
    found = content(folder)
    assert {name: found[name] for name in by_hand} == by_hand
    assert "consultations.parquet" not in found
    assert list(load_campaign(folder).consultations["title"]) == ["A"]


def test_tables_replaced_while_they_are_read_are_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_campaign(tmp_path / "campaign", [{"title": "Old", "region": "old"}])
    read, calls = loading.read_settings, []

    def replaced_meanwhile(path: Path) -> object:
        if not calls:
            write_campaign(folder, [{"title": "New", "region": "new"}], toml='title = "New"')
        calls.append(path)
        return read(path)

    monkeypatch.setattr(loading, "read_settings", replaced_meanwhile)
    campaign = load_campaign(folder)
    assert len(calls) == 2
    assert campaign.version == load_campaign(folder).version
    assert list(campaign.consultations["title"]) == ["New"]


def test_a_folder_moved_aside_is_loaded(tmp_path: Path) -> None:
    folder = write_campaign(tmp_path / "campaign", [{"title": "Old"}])
    folder.rename(tmp_path / ".campaign.before")
    assert list(load_campaign(folder).consultations["title"]) == ["Old"]
