"""Files of strangers are read or refused in limited time and memory."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from data.lists.readers import sandbox
from data.lists.readers.limits import MOST_MEMORY
from data.lists.readers.raw_table import UnreadableError
from data.lists.readers.read_file import read_bytes
from data.lists.readers.sandbox import read_safely, reading_pool
from data.store.workers import FailedError, TooMuchMemoryError, Workers
from tests.data.lists.readers.bombs import LONG_ROW, laughing, sheet, sheets, sparse
from tests.data.lists.readers.workbooks import cell, workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TypeAlias

    Made: TypeAlias = Callable[[], bytes]

FUNCTIONS = "tests.data.store.worker_functions"
MOST_SECONDS = 6
MOST_MEGABYTES = 700

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
    """Return the processor time of this process and its workers, which end."""
    sandbox._READERS.close()
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


@pytest.fixture
def pool(request: pytest.FixtureRequest) -> Iterator[Workers]:
    """Give a pool with the limits of reading that runs another function."""
    pool = reading_pool(request.param)
    yield pool
    pool.close()


@pytest.mark.long(but_every=10)
@pytest.mark.parametrize(("made", "sentence"), REFUSED.values(), ids=REFUSED)
def test_a_hostile_file_is_refused_in_time(made: Made, sentence: str) -> None:
    data = made()
    started = seconds_worked()
    with pytest.raises(UnreadableError, match=sentence):
        read_safely("list", data)
    assert seconds_worked() - started < MOST_SECONDS


@pytest.mark.long(but_every=10)
@pytest.mark.parametrize(("made", "shown", "left_out"), READ.values(), ids=READ)
def test_readable_parts_of_a_hostile_file_are_read(made: Made, shown: int, left_out: int) -> None:
    data = made()
    started = seconds_worked()
    table = read_safely("list.csv", data)
    assert seconds_worked() - started < MOST_SECONDS
    assert (len(table.frame), table.left_out) == (shown, left_out)


@pytest.mark.long(but_every=10)
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells")
@pytest.mark.parametrize("pool", ["tests.data.lists.readers.peak:peak"], indirect=True)
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
def test_reading_takes_bounded_memory(made: Made, pool: Workers) -> None:
    assert int(pool.ask(made())) < MOST_MEGABYTES


@pytest.mark.skipif(sys.platform != "linux", reason="other systems bound no memory")
@pytest.mark.parametrize("pool", [f"{FUNCTIONS}:take"], indirect=True)
def test_the_worker_gets_no_more_memory_than_allowed(pool: Workers) -> None:
    with pytest.raises(TooMuchMemoryError):
        pool.ask(str(MOST_MEMORY).encode())


@pytest.mark.skipif(sys.platform == "win32", reason="Windows bounds no files")
@pytest.mark.parametrize("pool", [f"{FUNCTIONS}:write"], indirect=True)
def test_the_worker_can_write_no_file(pool: Workers) -> None:
    with pytest.raises(FailedError):
        pool.ask(b"x")


def test_the_worker_reads_a_workbook_as_this_process_does() -> None:
    data = workbook(
        [["Title", "Title", "City"], ["A", "=1+1", "Dakar"], ["Title", "Title", "City"]]
    )
    apart, here = read_safely("list.xlsx", data), read_bytes("list.xlsx", data)
    pd.testing.assert_frame_equal(apart.frame, here.frame)
    for name in ("file", "kind", "sheet", "sheets", "encoding", "separator", "issues"):
        assert getattr(apart, name) == getattr(here, name)


def test_small_text_starts_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "_READERS", None)
    assert read_safely("list.csv", b"a,b\n1,2\n").kind == "csv"
    assert read_safely("list.json", b'[{"a": 1}]').kind == "json"


@pytest.mark.parametrize(
    ("pool", "sentence"),
    [
        (f"{FUNCTIONS}:end", "too much memory"),
        (f"{FUNCTIONS}:use_up_time", "too long to read"),
        (f"{FUNCTIONS}:fail", "could not be read as a list of events"),
    ],
    indirect=["pool"],
)
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
def test_a_worker_that_gives_no_answer_is_reported(
    monkeypatch: pytest.MonkeyPatch, pool: Workers, sentence: str
) -> None:
    monkeypatch.setattr(sandbox, "_READERS", pool)
    with pytest.raises(UnreadableError, match=sentence):
        read_safely("list.xlsx", workbook([["a"], ["x"]]))


def test_readings_wait_for_their_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    pool = Workers(f"{FUNCTIONS}:echo", count=0, seconds=0.1, memory=MOST_MEMORY)
    monkeypatch.setattr(sandbox, "_READERS", pool)
    with pytest.raises(UnreadableError, match="busy reading other files"):
        read_safely("list.xlsx", workbook([["a"], ["x"]]))


def test_a_system_that_starts_no_process_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    monkeypatch.setattr(sandbox, "_READERS", reading_pool())
    with pytest.raises(UnreadableError, match="the server is overloaded"):
        read_safely("list.xlsx", workbook([["a"], ["x"]]))


@pytest.mark.parametrize("pool", [f"{FUNCTIONS}:secret"], indirect=True)
def test_the_worker_sees_no_secrets(pool: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET", "x")
    assert pool.ask(b"x") == b"none"
