"""`python -m tests.benchmarks.load_once FOLDER`: load a campaign in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

from tests.browser.server import ROOT


class Load(NamedTuple):
    """How a campaign was loaded.

    Attributes:
        seconds: By the clock.
        core_seconds: Of one core; a machine that has other work to do spends more by the clock.
        after_mb: Memory of the process afterwards.
        most_mb: At most.
    """

    seconds: float
    core_seconds: float
    after_mb: float
    most_mb: float


def load_in_process(folder: Path, *, keeps: bool) -> Load:
    """Load a campaign in a new process; `keeps`: read what was kept, and keep what is made."""
    command = [sys.executable, "-m", "tests.benchmarks.load_once", str(folder)]
    run = subprocess.run(
        [*command, *(["--keeps"] if keeps else [])],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return Load(*json.loads(run.stdout))


def _main() -> None:
    from data.loading.load import load_campaign

    before, worked = time.perf_counter(), time.process_time()
    campaign = load_campaign(sys.argv[1], keeps="--keeps" in sys.argv)
    took = [time.perf_counter() - before, time.process_time() - worked]
    assert len(campaign.consultations)
    lines = Path("/proc/self/status").read_text().splitlines()
    sizes = {line.split(":")[0]: int(line.split()[1]) / 1024 for line in lines if line[:2] == "Vm"}
    print(json.dumps([*took, sizes["VmRSS"], sizes["VmHWM"]]))


if __name__ == "__main__":
    _main()
