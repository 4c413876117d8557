"""`python -m tests.benchmarks.own_lists FILE --lists 20`: what visitors' own lists leave in memory.

Each visitor gives a list of their own, has all cached functions of the pages called for it, and
leaves. Says the memory of the process before, with all lists there, and after they are gone.
"""

from __future__ import annotations

import argparse
import ctypes
import gc
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from data.columnar.memory import give_back_memory
from data.importing.recipe import Recipe
from data.importing.uploaded_list import UploadedList, import_list, read_list
from data.model.campaign import Campaign
from tests.data.model.test_result_cache import ANSWERS, CACHED, call


def main(arguments: Sequence[str] | None = None) -> None:
    """Load the lists, drop them and say what stays."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--lists", type=int, default=20)
    asked = parser.parse_args(arguments)
    _visit(asked.file)  # What the first visitor makes the process import stays.
    before = _resident()
    visitors = [_visit(asked.file) for _ in range(asked.lists)]
    there = _resident()
    del visitors
    after = _resident()
    print(f"{before:.0f} MB before, {there:.0f} MB with {asked.lists} lists, {after:.0f} MB after")


def _visit(path: Path) -> Campaign:
    data = path.read_bytes()
    own = UploadedList(path.name, data, read_list(path.name, data, Recipe()), Recipe())
    campaign = import_list(own).campaign
    known: dict[str, Any] = {"consultation": str(campaign.consultations["id"].iloc[0])}
    if len(campaign.organizations):
        known["organization"] = str(campaign.organizations["id"].iloc[0])
    ANSWERS.update(known)
    for function in CACHED.values():
        with suppress(KeyError):
            call(function, campaign)
    return campaign


def _resident() -> float:
    """Megabytes of the process, after all that is free was given back."""
    gc.collect()
    give_back_memory(1_000_000)
    with suppress(OSError, AttributeError):
        partial(ctypes.CDLL(None).malloc_trim, 0)()
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


if __name__ == "__main__":
    main()
