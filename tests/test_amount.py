"""What is long is left to `make test-long`, and nothing else is."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from tests.amount import take_long


def items(name: str, count: int, mark: pytest.Mark | None) -> list[SimpleNamespace]:
    return [
        SimpleNamespace(nodeid=f"{name}[{place}]", get_closest_marker=lambda _name: mark)
        for place in range(count)
    ]


@pytest.mark.parametrize(
    ("mark", "quick"),
    [
        (None, list(range(25))),
        (pytest.mark.long.mark, []),
        (pytest.mark.long(but_every=10).mark, [0, 10, 20]),
    ],
)
def test_of_a_long_table_a_tenth_stays(mark: pytest.Mark | None, quick: list[int]) -> None:
    table, other = items("a.py::test_table", 25, mark), items("b.py::test_other", 2, None)
    every = [*table, *other]
    left = take_long(every)
    assert every == [*(table[place] for place in quick), *other]
    assert left == [one for one in table if one not in every]
