"""A worker maps what was computed when shards were made, and outlives damage to its files."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest

from data.cluster import worker
from data.cluster.build import Source, build_shards
from data.cluster.manifest import folder_of, read_manifest
from data.cluster.opening import load_sharded
from data.cluster.parts import parts_in
from data.cluster.worker import Group, answer_on, code_version
from data.filters.choice import ALL_KINDS, Choice
from data.filters.cities import city_keys
from data.filters.found_cities import city_names
from data.filters.index import index_of
from data.filters.names import searched
from data.filters.pairs import Pairs
from data.filters.query import Query
from data.filters.question import Fault, Question, Recipe
from data.filters.select import select
from data.map.mercator import locations_of
from data.model.schema import ROLES
from data.store import mapped_files
from tests.data.cluster.test_build import ignore, in_this_process, shards_of, write_sample

STORED = (
    "region", "kind", "first", "last", "exact", "monthly", "months", "countries", "country_ids",
    "cities", "involvements",
)  # fmt: skip
ALL = Choice(kinds=(ALL_KINDS,))
SIZE = Question("data.cluster.cluster:size", Recipe("data.filters.select:select", None, (ALL,)))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shards")
    source = write_sample(folder / "source")
    build_shards(Source(parts_in(source), source), folder / "s", in_this_process, ignore, 3)
    return folder / "s"


@pytest.fixture(autouse=True)
def _mapped(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Map small files too, as if they were of a million rows."""
    monkeypatch.setattr(mapped_files, "_SMALL", 0)
    yield
    worker._shards_of.cache_clear()


def flat(value: object) -> list[object]:
    """The arrays and numbers of a value, its options in order."""
    if isinstance(value, Pairs):
        return flat((value.rows, value.codes, value.options, *value.by_option))
    if isinstance(value, tuple):
        return [each for one in value for each in flat(one)]
    return [(value.dtype, value.tolist()) if isinstance(value, np.ndarray) else value]


@pytest.mark.long
def test_the_stored_index_is_what_a_worker_would_compute(built: Path) -> None:
    _, shards = shards_of(built)
    for shard in shards:
        fresh = replace(shard, cache_folder="")
        ours, theirs = index_of(shard), index_of(fresh)
        for role in ("", *ROLES):
            assert flat(ours.organizations(role)) == flat(theirs.organizations(role)), role
        for name in STORED:
            assert name in ours.__dict__
            assert flat(getattr(ours, name)) == flat(getattr(theirs, name)), name
        for function in (locations_of, city_keys, city_names):
            both = zip(_parts(function(shard)), _parts(function(fresh)), strict=True)
            for one, other in both:
                assert flat(one) == flat(other), function
        for words in ("dakar", "iom", "geneve", "2015", "nowhere"):
            assert searched(shard, words).tolist() == searched(fresh, words).tolist()


def _parts(value: object) -> list[object]:
    if isinstance(value, np.ndarray):
        return [value]
    if hasattr(value, "__dataclass_fields__"):
        return [*(getattr(value, field.name) for field in fields(value)), value.later]
    index, rows = value
    texts = [part.words.to_pylist() for part in index.parts]
    return [str(texts), *(each for part in index.parts for each in (part.starts, part.rows)), rows]


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def size_of(built: Path) -> tuple[object, tuple[str, ...]]:
    """How many consultations the shards together have, and which of them are damaged."""
    manifest = read_manifest(built)
    names = tuple(shard.name for shard in manifest.shards)
    result = answer_on(Group(str(built), manifest.version, names, code_version()), (SIZE,))
    return getattr(result.values[0], "value", result.values[0]), result.damaged


@pytest.mark.long
def test_a_shard_whose_mapped_file_is_cut_is_named_and_the_rest_answered(
    built: Path, tmp_path: Path
) -> None:
    # Reading beyond the end of a mapped file ends a process at once: SIGBUS.
    source = built.parent / "source"
    build_shards(Source(parts_in(source), source), tmp_path, in_this_process, ignore, 3)
    manifest = read_manifest(tmp_path)
    assert size_of(tmp_path) == (manifest.rows, ())
    first = manifest.shards[0]
    os.truncate(folder_of(tmp_path, manifest, first.name) / "index.arrow", 64)
    assert size_of(tmp_path) == (manifest.rows - first.rows, (first.name,))


@pytest.mark.long
@pytest.mark.parametrize("file", ["consultations.arrow", "roles.arrow"])
def test_a_shard_whose_rows_are_damaged_is_named_as_soon_as_they_were_checked(
    built: Path, tmp_path: Path, file: str
) -> None:
    source = built.parent / "source"
    build_shards(Source(parts_in(source), source), tmp_path, in_this_process, ignore, 3)
    manifest = read_manifest(tmp_path)
    first = manifest.shards[0]
    path = folder_of(tmp_path, manifest, first.name) / file
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    rest = manifest.rows - first.rows
    wait_until(lambda: size_of(tmp_path) == (rest, (first.name,)))
    campaign = load_sharded(tmp_path)
    wait_until(lambda: campaign.engine.shards.faults() == (Fault(first.name, first.rows),))
    assert select(campaign, ALL).size == rest


@pytest.mark.long
def test_files_that_vanish_stay_mapped(built: Path, tmp_path: Path) -> None:
    source = built.parent / "source"
    build_shards(Source(parts_in(source), source), tmp_path, in_this_process, ignore, 3)
    manifest = read_manifest(tmp_path)
    assert size_of(tmp_path) == (manifest.rows, ())
    for path in folder_of(tmp_path, manifest, manifest.shards[0].name).iterdir():
        path.unlink()
    assert size_of(tmp_path) == (manifest.rows, ())


def test_results_of_earlier_views_are_forgotten_before_they_take_much_memory(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = size_of(built)
    manifest = read_manifest(built)
    shards = worker._shards_of(str(built), manifest.version)
    shard = shards.campaign(manifest.shards[0].name)
    assert shard is not None
    whole = Query.everything(shard, is_shard=True)
    kept = select(whole, ALL)
    assert select(whole, ALL) is kept
    monkeypatch.setattr(worker, "own_memory", lambda: 10**12)
    assert size_of(built) == before
    assert select(Query.everything(shard, is_shard=True), ALL) is not kept
    assert "countries" in index_of(shard).__dict__  # The stored index is there again.
