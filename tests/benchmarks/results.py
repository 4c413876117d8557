"""What was measured, gathered by size."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.benchmarks.crowd import Crowd
from tests.benchmarks.exports import Export
from tests.benchmarks.load_once import Load
from tests.benchmarks.timing import Figures


@dataclass
class Sized:
    """What was measured with a campaign of so many rows.

    Attributes:
        rows: How many consultations.
        pages: The figures of each page by its name.
        server_mb: Memory of each page's server after its first rounds, by its name.
        loads: How the campaign was loaded, by the way.
        session_mb: Memory that a further session takes of the app.
    """

    rows: int
    pages: dict[str, Figures] = field(default_factory=dict)
    server_mb: dict[str, float] = field(default_factory=dict)
    loads: dict[str, Load] = field(default_factory=dict)
    session_mb: float | None = None


@dataclass
class Results:
    """All that was measured in a run."""

    sizes: list[Sized] = field(default_factory=list)
    crowd: Crowd | None = None
    crowd_rows: int = 0
    come_and_go: tuple[float, float] | None = None
    steps: tuple[list[float], list[float]] | None = None
    demands: Sized | None = None
    exports: list[Export] = field(default_factory=list)
