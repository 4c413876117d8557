"""Files of strangers are read or refused in limited time and memory."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa
import pytest

from data import ROOT
from data.lists.readers import sandbox
from data.lists.readers.limits import MOST_MEMORY
from data.lists.readers.raw_table import RawTable, UnreadableError
from data.lists.readers.read_file import read_bytes
from data.lists.readers.sandbox import (
    pack_error,
    pack_request,
    pack_table,
    read_safely,
    unpack_answer,
)
from data.model.errors import Issue
from tests.data.lists.readers.bombs import LONG_ROW, laughing, sheet, sheets, sparse
from tests.data.lists.readers.workbooks import cell, workbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    Made: TypeAlias = Callable[[], bytes]

MOST_SECONDS = 6
MOST_MEGABYTES = 700

PEAK = """
import sys
from data.lists.readers import worker
worker.main()
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
sys.stderr.write(peak.split()[1])
"""


NO_PROGRAM = "no spreadsheet program writes"

REFUSED = {
    # name: how its file is made, part of the sentence
    "two cells far apart": (sparse, "content in cell XFD1048576"),
    "200 sheets": (lambda: sheets(200), r"Too many sheets in list: 200 \(limit: 100\)"),
    "a bomb in a sheet": (lambda: sheet(LONG_ROW * 100_000), "too large when unpacked: 104 MB"),
    "a small bomb in a sheet": (lambda: sheet(LONG_ROW * 18_000), "Too many stray rows"),
    "a row beyond all rows": (
        lambda: sheet(f'<row r="999999999999">{cell("x")}</row>'), "far outside its table",
    ),
    "a column beyond all": (
        lambda: sheet('<row r="1"><c r="ZZZZZZZ1" t="inlineStr"><is><t>x</t></is></c></row>'),
        "list",
    ),
    "50,000 cells in a row": (
        lambda: sheet(f"<row>{'<c><v>1</v></c>' * 50_000}</row>"), "far outside its table",
    ),
    "entities in a sheet": (lambda: laughing("sheet"), NO_PROGRAM),
    "entities in the workbook": (lambda: laughing("xl/workbook.xml"), NO_PROGRAM),
    "entities in the styles": (lambda: laughing("xl/styles.xml"), NO_PROGRAM),
    "entities in the contents": (lambda: laughing("[Content_Types].xml"), NO_PROGRAM),
    "a million columns": (lambda: b",".join([b"x"] * 1_000_000), "columns in list: 1,000,000"),
    "noise": (lambda: bytes(range(256)) * 8_000, "not a text file"),
    "objects without end": (lambda: b"[" * 5_000_000, "nested too deeply"),
    "a new name a record": (
        lambda: b"[" + b",".join(b'{"%d":1}' % n for n in range(90_000)) + b"]", "301",
    ),
}  # fmt: skip

READ = {
    # name: how its file is made, rows shown, rows left out
    "a cell of 10 MB": (lambda: b"a,b\n1," + b"x" * 10_000_000 + b"\n2,3\n", 1, 1),
    "a quoted cell of 10 MB": (lambda: b'a,b\n1,"' + b"x" * 10_000_000 + b'"\n2,3\n', 1, 1),
    "a cell of a million lines": (
        lambda: b'a,b\n1,"' + b"some text\n" * 1_000_000 + b'"\n2,3\n', 1, 1,
    ),
    "an open quote before it all": (
        lambda: b'a,b\n1,"x\n' + b"2,yyyyyyyyyyyyyyyyyyy\n" * 200_000, 200_000, 1,
    ),
}  # fmt: skip


def seconds_worked() -> float:
    """Return the processor time of this process and its workers."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def peak_memory(data: bytes) -> int:
    """Return the worker's peak memory in megabytes."""
    request = pack_request(data, name="list", sheet="", encoding="", separator="")
    done = subprocess.run(
        [sys.executable, "-c", PEAK], input=request, capture_output=True, cwd=ROOT, check=True
    )
    return int(done.stderr.decode()) // 1_000


@pytest.mark.parametrize(("made", "sentence"), REFUSED.values(), ids=REFUSED)
def test_a_hostile_file_is_refused_in_time(made: Made, sentence: str) -> None:
    data = made()
    started = seconds_worked()
    with pytest.raises(UnreadableError, match=sentence):
        read_safely("list", data)
    assert seconds_worked() - started < MOST_SECONDS


@pytest.mark.parametrize(("made", "shown", "left_out"), READ.values(), ids=READ)
def test_readable_parts_of_a_hostile_file_are_read(made: Made, shown: int, left_out: int) -> None:
    data = made()
    started = seconds_worked()
    table = read_safely("list.csv", data)
    assert seconds_worked() - started < MOST_SECONDS
    assert (len(table.frame), table.left_out) == (shown, left_out)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells")
@pytest.mark.parametrize(
    "made",
    [
        sparse,
        lambda: sheet(LONG_ROW * 18_000),
        READ["a quoted cell of 10 MB"][0],
        lambda: b"a\n" + b"x\n" * 900_000,
    ],
    ids=["two cells far apart", "a small bomb", "a cell of 10 MB", "a long table"],
)
def test_reading_takes_bounded_memory(made: Made) -> None:
    assert peak_memory(made()) < MOST_MEGABYTES


@pytest.mark.skipif(sys.platform != "linux", reason="other systems bound no memory")
def test_the_worker_gets_no_more_memory_than_allowed() -> None:
    limit = "from data.lists.readers.worker import limit_resources; limit_resources()"
    code = f"{limit}; bytearray({MOST_MEMORY})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=ROOT, check=False)
    assert b"MemoryError" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows bounds no files")
def test_the_worker_can_write_no_file(tmp_path: Path) -> None:
    code = (
        "from data.lists.readers.worker import limit_resources as l; l();"
        f"open({str(tmp_path / 'x')!r}, 'wb', buffering=0).write(b'x')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=ROOT, check=False)
    assert done.returncode != 0
    assert not (tmp_path / "x").exists() or (tmp_path / "x").stat().st_size == 0


def test_the_worker_reads_a_workbook_as_this_process_does() -> None:
    data = workbook(
        [["Title", "Title", "City"], ["A", "=1+1", "Dakar"], ["Title", "Title", "City"]]
    )
    apart, here = read_safely("list.xlsx", data), read_bytes("list.xlsx", data)
    pd.testing.assert_frame_equal(apart.frame, here.frame)
    for name in ("file", "kind", "sheet", "sheets", "encoding", "separator", "issues"):
        assert getattr(apart, name) == getattr(here, name)


def test_small_text_starts_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "_read_in_worker", pytest.fail)
    assert read_safely("list.csv", b"a,b\n1,2\n").kind == "csv"
    assert read_safely("list.json", b'[{"a": 1}]').kind == "json"


def worker_of(code: str, folder: Path) -> Path:
    """Create a folder with another worker."""
    package = folder / "data" / "importing" / "readers"
    package.mkdir(parents=True)
    (package / "worker.py").write_text(code, encoding="utf-8")
    return folder


def test_reading_that_takes_too_long_is_ended(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sandbox, "ROOT", worker_of("import time; time.sleep(600)", tmp_path))
    monkeypatch.setattr(sandbox, "MOST_SECONDS", 1)
    with pytest.raises(UnreadableError, match=r"too long to read \(limit in seconds: 1\)"):
        read_safely("list.xlsx", workbook([["a"], ["x"]]))


def test_readings_wait_for_their_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "MOST_SECONDS", 0.1)
    turns = BoundedSemaphore(1)
    monkeypatch.setattr(sandbox, "_turns", turns)
    with turns, pytest.raises(UnreadableError, match="busy reading other files"):
        read_safely("list.xlsx", workbook([["a"], ["x"]]))


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("raise SystemExit(3)", "too much memory"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "too much memory"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", "too long to read"),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
def test_a_worker_that_dies_is_reported(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, code: str, sentence: str
) -> None:
    monkeypatch.setattr(sandbox, "ROOT", worker_of(code, tmp_path))
    with pytest.raises(UnreadableError, match=sentence):
        read_safely("list.xlsx", workbook([["a"], ["x"]]))


def test_a_system_that_starts_no_process_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(UnreadableError, match="the server is overloaded"):
        read_safely("list.xlsx", workbook([["a"], ["x"]]))


def test_the_worker_sees_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "x")
    assert "SECRET_TOKEN" not in sandbox.worker_environment({"SECRET_TOKEN": "x", "PATH": "/bin"})


def test_a_table_and_an_error_are_decoded_as_they_were_encoded() -> None:
    frame = pd.DataFrame({"é": ["", "x\n"], "_row": [2, 9]}).astype({"é": "str"})
    issue = Issue("f", 3, "é", "🙂", "a", "b", left_out=True)
    table = unpack_answer(
        pack_table(RawTable(pa.Table.from_pandas(frame), "f", "csv", issues=(issue,)))
    )
    pd.testing.assert_frame_equal(table.frame, frame)
    assert table.issues == (issue,)
    with pytest.raises(UnreadableError, match="seen x, do y"):
        unpack_answer(pack_error(UnreadableError("seen {a},", "do {b}", a="x", b="y")))
