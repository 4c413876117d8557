"""The page of results says of every aim whether it was kept, and what did not finish."""

from __future__ import annotations

import pytest

from tests.benchmarks.crowd import Crowd
from tests.benchmarks.growth import growth_picture
from tests.benchmarks.load_once import Load
from tests.benchmarks.report import report
from tests.benchmarks.results import Results, Sized
from tests.benchmarks.subjects import BARE, DEMANDS, OURS
from tests.benchmarks.timing import Figures

RIVAL = "st.map"


@pytest.fixture
def results() -> Results:
    small = Sized(
        1_000,
        {
            BARE.name: Figures([700, 720, 710], [1], [60, 62], [0.9], 1),
            OURS.name: Figures([1500, 1490, 1600], [90], [80, 84], [25], 900),
            RIVAL: Figures([800], [50], [100], [70], 1_000),
        },
        {BARE.name: 80.0, OURS.name: 300.0, RIVAL: 200.0},
        {"CSV": Load(0.3, 0.2, 150, 170)},
        2.5,
    )
    large = Sized(
        1_000_000,
        {
            BARE.name: Figures([700], [1], [60], [0.9], 1),
            OURS.name: Figures([3500], [90], [200], [55], 1_900),
            RIVAL: Figures(failed="first open did not finish"),
        },
        {BARE.name: 80.0, OURS.name: 1_600.0, RIVAL: 900.0},
        {"CSV": Load(25, 20, 1_300, 1_700)},
        2.5,
    )
    asked = Sized(
        10_000,
        {BARE.name: Figures([700], [1], [60]), DEMANDS.name: Figures([1_400], [90], [120], [50])},
        {DEMANDS.name: 310.0},
    )
    crowd = Crowd([0.1, 0.2, 0.9], 0)
    return Results([small, large], crowd, 7_000, (300, 310), demands=asked)


AIMS = [
    "| 1,000 | first open | 710 ms | 1,500 ms | 2.11 | 2.5 times | kept |",
    "| 1,000 | click to paint | 61 ms | 82 ms | 1.34 | 1.5 times | kept |",
    "| 1,000,000 | first open | 700 ms | 3,500 ms | 5 | 4 times | **missed** |",
    "| 1,000,000 | click to paint | 60 ms | 200 ms | 3.33 | 2.5 times | **missed** |",
    "| 1,000,000 | received a click |  |  | 55 kB | 60 kB | kept |",
    "| 1,000,000 | memory of the server |  |  | 1,600 MB | 1,500 MB | **missed** |",
    "| 1,000,000 | CSV | 25.0 | 20.0 | 1,300 | 1,700 |",
    "| st.map | 100 | first open did not finish |  |",
    "| Explore | 300 | 1,600 | 0.24 |",
    "| bare page | 1 | 1 | 0.00 |",
    "| 10,000 | first open | 700 ms | 1,400 ms | 2 | 2.5 times | kept |",
    "| 10,000 | memory of the server |  |  | 310 MB | 1,500 MB | kept |",
]


@pytest.mark.parametrize("line", AIMS)
def test_a_line_says_what_was_found_and_what_was_aimed_at(results: Results, line: str) -> None:
    assert line in report(results, 3, "1.2.3").splitlines()


def test_the_crowd_is_said_in_a_sentence(results: Results) -> None:
    said = report(results, 3, "1.2.3")
    assert "3 runs, median 0.20 s, p95 0.83 s (aim: 0.5 s), 0 errors." in said
    assert "memory 300 MB before, 310 MB after" in said


def test_what_was_not_measured_leaves_a_gap() -> None:
    assert "Many viewers" in report(Results([Sized(17)]), 1, "1")


def test_the_picture_has_a_line_a_page(results: Results) -> None:
    picture = growth_picture(results)
    assert picture.startswith("<svg")
    for name in (BARE.name, OURS.name, RIVAL, "Click to paint, ms"):
        assert name in picture
