"""A campaign with more consultations than a map shows one by one, or a visitor waits for."""

from __future__ import annotations

from pathlib import Path

from tests.benchmarks.generate import generate

THOUSANDS = 3000


def write_thousands(folder: Path) -> Path:
    return generate(folder, THOUSANDS)
