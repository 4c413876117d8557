"""Shards on disk together are the campaign that one table would give."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.cluster.build import Source, build_shards
from data.cluster.load import read_shard, read_small
from data.cluster.manifest import read_manifest
from data.cluster.opening import open_campaign
from data.cluster.parts import parts_in, pieces_of
from data.cluster.tasks import Facts, Task
from data.export.parquet import parquet_file
from data.filters.index import index_of
from data.loading.parquet import as_parquet
from data.model.campaign import Campaign
from tests.amount import IS_LONG, amount
from tests.browser.server import ROOT
from tests.builders import (
    SAMPLE,
    SAMPLE_DOCUMENTS,
    SAMPLE_ORGANIZATIONS,
    SAMPLE_PHOTOS,
    SAMPLE_REGIONS,
    SAMPLE_TOML,
    write_campaign,
)
from tests.extracts import extract_of

TABLES = {
    "toml": SAMPLE_TOML,
    "regions": SAMPLE_REGIONS,
    "organizations": SAMPLE_ORGANIZATIONS,
    "documents": [*SAMPLE_DOCUMENTS, {"id": "lost", "consultation": "nowhere", "title": "Lost"}],
    "photos": SAMPLE_PHOTOS,
}
FAULTY = [
    {"id": "dakar", "title": "The same id again", "kind": "meeting"},
    {"id": "", "title": "Without an id"},
    {"id": "odd", "title": "Odd", "kind": "Round table", "region": "Oceania", "start": "soon",
     "organizers": "Unlisted; IOM", "partners": "Another", "feeds_into": "dakar; nobody; odd"},
    {"id": "late", "title": "Late", "start": "2031-01-05", "hosts": "Hosted by us; Unlisted",
     "city": "Lima; Nairobi", "country": "Peru; Kenya", "feeds_into": "dakar", "url": "x"},
]  # fmt: skip


def in_this_process(
    function: Callable[[Task], Facts], tasks: Mapping[int, Task]
) -> Iterator[tuple[int, Facts]]:
    """Run tasks here; the last first, because their order must not matter."""
    for number in reversed(tasks):
        yield number, function(tasks[number])


def ignore(_step: str, _count: int, _all: int) -> None:
    """Report nothing."""


def write_sample(folder: Path) -> Path:
    """Write a small campaign with every kind of trouble."""
    return write_campaign(folder, [*SAMPLE, *FAULTY], **TABLES)


def shards_of(folder: Path) -> tuple[Campaign, list[Campaign]]:
    """Read the small tables and all shards."""
    manifest = read_manifest(folder)
    small = read_small(folder, manifest)
    return small, [read_shard(folder, manifest, shard, small) for shard in manifest.shards]


def same(ours: pd.DataFrame, theirs: pd.DataFrame) -> None:
    """Compare what frames have, not how they hold it."""
    assert list(ours.columns) == list(theirs.columns)
    texts = [frame.astype("object").map(str).reset_index(drop=True) for frame in (ours, theirs)]
    pd.testing.assert_frame_equal(*texts)


def assert_together(folder: Path, whole: Campaign) -> None:
    """Compare the shards of a folder with a campaign."""
    small, shards = shards_of(folder)
    starts = [int(shard.consultations["number"].iloc[0]) - 1 for shard in shards]
    for name in ("consultations", "places", "roles"):
        frames = [getattr(shard, name) for shard in shards]
        if name != "consultations":
            frames = [
                frame.assign(row=frame["row"] + start)
                for frame, start in zip(frames, starts, strict=True)
            ]
        theirs = getattr(whole, name)
        if name == "roles":
            # One table has all organizers first, then all hosts.
            order = ["role", "row"]
            frames = [pd.concat(frames).astype({"role": "str"}).sort_values(order, kind="stable")]
            theirs = theirs.astype({"role": "str"}).sort_values(order, kind="stable")
        elif name == "places":
            frames = [pd.concat(frames).sort_values("row", kind="stable")]
            theirs = theirs.sort_values("row", kind="stable")
        same(pd.concat([frame.astype("object") for frame in frames]), theirs)
    same(small.regions, whole.regions)
    same(small.organizations, whole.organizations)
    same(small.kinds, whole.kinds)
    feeds = pd.concat([shard.feeds for shard in shards]).drop_duplicates(["consultation", "into"])
    order = ["consultation", "into"]
    same(feeds.sort_values(order), whole.feeds.sort_values(order))
    for name in ("documents", "photos"):
        ours = pd.concat([getattr(one, name) for one in shards])
        same(ours.sort_values("id"), getattr(whole, name).sort_values("id"))


@pytest.mark.parametrize("size", [1, 2, 4, 100] if IS_LONG else [2, 100])
def test_shards_together_are_the_campaign(tmp_path: Path, size: int) -> None:
    folder = write_sample(tmp_path / "campaign")
    whole = open_campaign(folder)
    manifest = build_shards(
        Source(parts_in(folder), folder), tmp_path / "shards", in_this_process, ignore, size
    )
    assert_together(tmp_path / "shards", whole)
    assert manifest.rows == len(whole.consultations)
    assert (len(manifest.shards) == 1) == (size == 100)


def test_issues_are_those_of_the_campaign(tmp_path: Path) -> None:
    folder = write_sample(tmp_path / "campaign")
    whole = open_campaign(folder)
    build_shards(Source(parts_in(folder), folder), tmp_path / "s", in_this_process, ignore, 3)
    small, _ = shards_of(tmp_path / "s")
    ours, theirs = ({str(asdict(issue)) for issue in one.issues} for one in (small, whole))
    assert ours == theirs


def test_codes_of_regions_kinds_and_organizations_are_those_of_the_campaign(tmp_path: Path) -> None:
    folder = write_sample(tmp_path / "campaign")
    whole = open_campaign(folder)
    build_shards(Source(parts_in(folder), folder), tmp_path / "s", in_this_process, ignore, 2)
    _, shards = shards_of(tmp_path / "s")
    index = index_of(whole)
    for name in ("region", "kind"):
        together = np.concatenate([getattr(index_of(shard), name) for shard in shards])
        assert together.tolist() == getattr(index, name).tolist()
    counts = sum(np.bincount(index_of(s).organizations("").codes, minlength=9) for s in shards)
    assert counts.tolist() == np.bincount(index.organizations("").codes, minlength=9).tolist()


ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "id": st.sampled_from([f"c{number}" for number in range(12)]),
            "title": st.sampled_from(["Hearing", ""]),
            "kind": st.sampled_from(["", "meeting", "Round table", "States"]),
            "region": st.sampled_from(["", "africa", "Oceania", "global"]),
            "start": st.sampled_from(["", "2015", "2015-02", "2015-02-03", "2016-12-31", "never"]),
            "end": st.sampled_from(["", "2016", "2015-01-01"]),
            "organizers": st.sampled_from(["", "IOM", "New; IOM", "Other;New"]),
            "hosts": st.sampled_from(["", "Guests", "Caritas Dakar"]),
            "feeds_into": st.sampled_from(["", "c1", "c2; c3", "c99"]),
        }
    ),
    min_size=1,
    max_size=12,
)


@pytest.mark.long
@settings(
    max_examples=amount(25),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(rows=ROWS, cuts=st.sets(st.integers(1, 11), max_size=3), size=st.integers(1, 6))
def test_any_parts_give_the_campaign_of_one_table(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, str]], cuts: set[int], size: int
) -> None:
    folder = tmp_path_factory.mktemp("campaign")
    whole = open_campaign(write_campaign(folder / "one", rows, **TABLES))
    if whole.consultations.empty:
        return
    bounds = [0, *sorted(cut for cut in cuts if cut < len(rows)), len(rows)]
    tables = dict(TABLES)
    write_campaign(folder / "parts", [], **tables)
    (folder / "parts" / "consultations.csv").unlink()
    for start, stop in pairwise(bounds):
        write_campaign(folder / f"part {start:02}", rows[start:stop])
        part = as_parquet(folder / f"part {start:02}" / "consultations.csv")
        part.rename(folder / "parts" / f"{start:02}.parquet")
    parts = parts_in(folder / "parts")
    build_shards(Source(parts, folder / "parts"), folder / "s", in_this_process, ignore, size)
    small, shards = shards_of(folder / "s")
    ours = pd.concat([shard.consultations.astype("object") for shard in shards])
    same(ours.drop(columns="_row"), whole.consultations.drop(columns="_row"))
    same(small.organizations, whole.organizations)
    same(small.regions, whole.regions)


@pytest.mark.long
def test_a_stopped_build_goes_on_where_it_was(tmp_path: Path) -> None:
    folder = write_sample(tmp_path / "campaign")
    source = Source(parts_in(folder), folder)
    done: list[str] = []

    def stop_at_second_shard(
        function: Callable[[Task], Facts], tasks: Mapping[int, Task]
    ) -> Iterator[tuple[int, Facts]]:
        for number, task in tasks.items():
            if function.__name__ == "make_shard" and number == 1:
                raise KeyboardInterrupt
            yield number, function(task)

    def note(
        function: Callable[[Task], Facts], tasks: Mapping[int, Task]
    ) -> Iterator[tuple[int, Facts]]:
        for number, task in tasks.items():
            done.append(f"{function.__name__} {number}")
            yield number, function(task)

    with pytest.raises(KeyboardInterrupt):
        build_shards(source, tmp_path / "s", stop_at_second_shard, ignore, 3)
    assert not (tmp_path / "s" / "shards.json").exists()
    manifest = build_shards(source, tmp_path / "s", note, ignore, 3)
    assert done == [f"make_shard {number}" for number in range(1, len(manifest.shards))]
    assert_together(tmp_path / "s", open_campaign(folder))


@pytest.mark.long
def test_a_build_that_was_killed_goes_on_to_the_same_files(tmp_path: Path) -> None:
    folder = write_sample(tmp_path / "campaign")
    source, killed = Source(parts_in(folder), folder), tmp_path / "killed"
    command = [
        sys.executable, "-m", "data.build", str(folder), "--into", str(killed), "--shards",
        "--shard-rows", "2", "--workers", "1",
    ]  # fmt: skip
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, start_new_session=True
    ) as it:
        while not any(killed.glob("shards/*/0001*")):
            assert it.poll() is None
            time.sleep(0.001)
        os.killpg(it.pid, signal.SIGKILL)
    assert not (killed / "shards.json").exists()
    build_shards(source, killed, in_this_process, ignore, 2)
    resumed = files_in(killed)
    # The version depends on the folder: build there once more, undisturbed.
    (killed / "shards.json").unlink()
    shutil.rmtree(killed / "shards")
    build_shards(source, killed, in_this_process, ignore, 2)
    assert resumed == files_in(killed)


@pytest.mark.long
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="it looks for processes there")
def test_workers_end_with_a_build_that_was_killed(tmp_path: Path) -> None:
    numbers = tmp_path / "numbers"
    code = (
        "from data.cluster.tasks import in_processes\n"
        "from tests.data.cluster.test_build import note_and_wait\n"
        f"list(in_processes(2)(note_and_wait, dict.fromkeys(range(2), {str(numbers)!r})))\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT) as build:
        wait_until(lambda: numbers.is_file() and len(numbers.read_text().splitlines()) == 2)
        build.kill()
    workers = [Path("/proc", number) for number in numbers.read_text().split()]
    wait_until(lambda: not any(is_running(worker) for worker in workers))


def note_and_wait(numbers: str) -> dict[str, int]:
    """Work in a process of its own: note its number, then compute for minutes."""
    with Path(numbers).open("a") as file:
        file.write(f"{os.getpid()}\n")
    end = time.monotonic() + 120
    while time.monotonic() < end:
        pass
    return {}


def is_running(process: Path) -> bool:
    """Tell whether a process is there, and not only its number, which its parent has not read."""
    try:
        return (process / "stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_until(is_true: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not is_true():
        assert time.monotonic() < end
        time.sleep(0.02)


def files_in(folder: Path) -> dict[str, bytes]:
    paths = [folder / "shards.json", *(folder / "shards").rglob("*.*")]
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths if path.is_file()}


def test_an_export_can_be_a_part(tmp_path: Path) -> None:
    whole = open_campaign(write_campaign(tmp_path / "campaign", SAMPLE, **TABLES))
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "export.parquet").write_bytes(b"".join(parquet_file(extract_of(whole))))
    parts = parts_in(tmp_path / "parts")
    build_shards(Source(parts, tmp_path / "parts"), tmp_path / "s", in_this_process, ignore, 3)
    _, shards = shards_of(tmp_path / "s")
    ours = pd.concat([shard.consultations.astype("object") for shard in shards])
    columns = ["id", "title", "kind", "region", "first", "last", "precision", "placed"]
    same(ours[columns], whole.consultations[columns])


def test_a_flat_table_of_events_can_be_a_part(tmp_path: Path) -> None:
    (tmp_path / "events.csv").write_text("ID,title,date,last\na,A,2020-02,\nb,B,2019,2021\n")
    build_shards(Source(parts_in(tmp_path), tmp_path), tmp_path / "s", in_this_process, ignore, 9)
    _, (shard,) = shards_of(tmp_path / "s")
    rows = shard.consultations[["id", "first", "last"]].astype("str").to_numpy().tolist()
    assert rows == [["b", "2019-01-01", "2021-12-31"], ["a", "2020-02-01", "2020-02-29"]]


def test_a_large_parquet_file_is_read_in_pieces(tmp_path: Path) -> None:
    frame = pd.DataFrame({"id": [f"c{i}" for i in range(10)], "title": "T"})
    frame.to_parquet(tmp_path / "a.parquet", row_group_size=3)
    frame.to_parquet(tmp_path / "b.parquet", row_group_size=100)
    pieces = pieces_of(parts_in(tmp_path), 6)
    assert [(piece.groups, piece.first_row, piece.before) for piece in pieces] == [
        ((0, 2), 2, 0),
        ((2, 4), 8, 0),
        ((0, 1), 2, 10),
    ]
