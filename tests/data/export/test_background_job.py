"""The background job: same bytes, progress, nothing left behind."""

from __future__ import annotations

import io
import os
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from data.export import background_job as long_work
from data.export import extract as blocks
from data.export.background_job import CANCELLED, DONE, FAILED, LongWork, writing_pool
from data.export.formats import FORMATS, format_named
from data.filters.choice import Choice
from data.filters.query import Query
from data.model.campaign import Campaign
from tests.builders import sample_campaign
from tests.extracts import ALL, NOTHING, extract_of

STREAMED = ("csv", "json", "geojson", "parquet")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    return sample_campaign(tmp_path_factory.mktemp("sample"))


def ended(work: LongWork) -> LongWork:
    deadline = time.monotonic() + 600
    while work.is_going_on and time.monotonic() < deadline:
        time.sleep(0.02)
    return work


def is_there(pid: int | None) -> bool:
    try:
        os.kill(pid or 0, 0)
    except ProcessLookupError:
        return False
    return True


def folders() -> set[Path]:
    return set(Path(os.environ["TMPDIR"]).glob("consultation-map-*"))


@pytest.fixture(autouse=True)
def _own_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put temporary folders into a folder of their own, to see leftovers."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)


@pytest.mark.long(but_every=10)
@pytest.mark.parametrize("form", ["csv", "parquet", "xlsx", "pptx"])
def test_the_job_writes_the_same_bytes_as_the_format(sample: Campaign, form: str) -> None:
    extract = extract_of(sample, Choice(regions=("africa",), words="dakar"))
    work = ended(LongWork(extract, format_named(form)))
    assert work.progress == (DONE, 1.0)
    assert work.read() == format_named(form).write(extract)
    assert work.name == extract.file_name(form)
    work.give_up()
    assert folders() == set()


def test_a_large_text_file_is_zipped(sample: Campaign, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_work, "MOST_PLAIN", 3)
    extract = extract_of(sample)
    work = ended(LongWork(extract, format_named("csv")))
    assert (work.name, work.mime) == (f"{extract.file_name('csv')}.zip", "application/zip")
    with zipfile.ZipFile(io.BytesIO(work.read())) as archive:
        assert archive.read(extract.file_name("csv")) == format_named("csv").write(extract)
    work.give_up()


def test_a_cancelled_job_leaves_no_process_and_no_file(sample: Campaign) -> None:
    work = LongWork(extract_of(sample), format_named("pdf"))
    while work.pid is None:
        time.sleep(0.01)
    assert len(folders()) == 1
    work.give_up()
    assert ended(work).progress.state == CANCELLED
    assert not is_there(work.pid)
    assert folders() == set()


def test_a_waiting_job_can_be_cancelled(sample: Campaign, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_work, "_WORKERS", writing_pool(0))
    work = LongWork(extract_of(sample), format_named("csv"))
    time.sleep(0.1)
    assert work.progress.state == long_work.WAITING
    work.give_up()
    assert ended(work).progress.state == CANCELLED
    assert work.pid is None


def test_a_failed_process_sets_the_state(sample: Campaign, tmp_path: Path) -> None:
    nothing_there = Query.everything(replace(sample.campaign, cache_folder=str(tmp_path)))
    work = ended(LongWork(extract_of(nothing_there), format_named("txt")))
    assert work.progress.state == FAILED
    assert folders() == set()


@pytest.mark.parametrize("form", STREAMED)
@pytest.mark.parametrize("choice", [ALL, NOTHING])
def test_blocks_give_the_same_rows(
    sample: Campaign, form: str, choice: Choice, monkeypatch: pytest.MonkeyPatch
) -> None:
    extract = extract_of(sample, choice)
    whole = format_named(form).write(extract)
    monkeypatch.setattr(blocks, "BLOCK", 4)
    in_blocks = list(format_named(form).pieces(extract))
    assert len(in_blocks) > 1 or choice == NOTHING
    together = b"".join(in_blocks)
    if form == "parquet":
        frames = [pd.read_parquet(io.BytesIO(one)) for one in (whole, together)]
        pd.testing.assert_frame_equal(*frames)
    else:
        assert together == whole


def test_slow_formats_are_known_beforehand(sample: Campaign) -> None:
    extract = extract_of(sample)
    assert not any(form.takes_long(extract) for form in FORMATS)
    form = format_named("csv")
    assert replace(form, quick_rows=5).takes_long(extract)
    assert not replace(form, quick_rows=6).takes_long(extract)
    assert not replace(form, quick_rows=None).takes_long(extract)
