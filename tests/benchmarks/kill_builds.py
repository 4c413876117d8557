"""`python -m tests.benchmarks.kill_builds --times 200`: kill builds, and count torn folders.

A folder is torn if what loads of it is neither what was there before nor what was being built.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from data.loading.load import load_campaign
from tests.browser.server import ROOT

ROWS = 3000
NOTES = "# @title\nBy hand.\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Kill builds; the exit status says whether a folder was torn."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    with TemporaryDirectory() as place:
        lists = [_list(Path(place), name) for name in ("one", "other")]
        whole, seconds = zip(*(_whole(Path(place), one) for one in lists), strict=True)
        counts = _kill(Path(place), lists, whole, max(seconds), asked)
    print(", ".join(f"{count} {what}" for what, count in counts.items()))
    return int(counts["torn"] > 0)


def _list(place: Path, name: str) -> Path:
    path = place / f"{name}.csv"
    rows = (f"{name} {row},2016-04-29,Dakar,Senegal,{name} {row % 50}" for row in range(ROWS))
    path.write_text("\n".join(["Title,Date,City,Country,Organizers", *rows]))
    return path


def _build(source: Path, into: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "data.build", str(source), "--into", str(into), "--force"]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _whole(place: Path, source: Path) -> tuple[str, float]:
    """The version of a campaign that was built in peace, and how long that took."""
    before = time.perf_counter()
    _build(source, place / source.stem).wait()
    took = time.perf_counter() - before
    (place / source.stem / "notes.md").write_text(NOTES)
    return load_campaign(place / source.stem, keeps=False).version, took


def _kill(
    place: Path, lists: list[Path], whole: tuple[str, ...], seconds: float,
    asked: argparse.Namespace,
) -> dict[str, int]:  # fmt: skip
    """How many folders were old, new and torn after their build was killed."""
    chance, into = random.Random(asked.seed), place / "one"
    counts = {"old": 0, "new": 0, "torn": 0}
    for time_of in range(asked.times):
        before = load_campaign(into, keeps=False).version
        build = _build(lists[time_of % 2], into)
        # Most of a build is reading: half of the kills fall into its last fifth, where it writes.
        share = chance.uniform(0.75, 1.05) if chance.random() < 0.5 else chance.random()
        time.sleep(share * seconds)
        build.kill()
        build.wait()
        version = load_campaign(into, keeps=False).version
        state = "old" if version == before else "new" if version in whole else "torn"
        counts[state] += 1
    return counts


if __name__ == "__main__":
    sys.exit(main())
