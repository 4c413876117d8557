from __future__ import annotations

import pandas as pd
import pytest

from data.importing.row_edits import Edit, apply_edits, read_edits, write_edits


def frame(*titles: str) -> pd.DataFrame:
    rows = [{"Title": title, "_row": row} for row, title in enumerate(titles, 2)]
    return pd.DataFrame(rows, columns=["Title", "_row"]).astype({"Title": "str", "_row": "int64"})


@pytest.mark.parametrize(
    ("edits", "titles", "rows"),
    [
        ([], ["a", "b", "c"], [2, 3, 4]),
        ([Edit(cells={3: {"Title": "B"}})], ["a", "B", "c"], [2, 3, 4]),
        ([Edit(deleted=(2,))], ["b", "c"], [3, 4]),
        ([Edit(added=2)], ["a", "b", "c", "", ""], [2, 3, 4, 5, 6]),
        # A number is never given again, or a correction would meet another row.
        ([Edit(added=1), Edit(deleted=(5,)), Edit(added=1)], ["a", "b", "c", ""], [2, 3, 4, 6]),
        ([Edit(added=1), Edit(cells={5: {"Title": "d"}})], ["a", "b", "c", "d"], [2, 3, 4, 5]),
        ([Edit(deleted=(2, 3, 4)), Edit(added=1)], [""], [5]),
        # What is not there is passed over.
        (
            [Edit(cells={9: {"Title": "x"}, 2: {"Other": "x", "_row": "7"}})],
            ["a", "b", "c"],
            [2, 3, 4],
        ),
        ([Edit(deleted=(9,))], ["a", "b", "c"], [2, 3, 4]),
    ],
)
def test_steps_change_add_and_delete_rows(
    edits: list[Edit], titles: list[str], rows: list[int]
) -> None:
    before = frame("a", "b", "c")
    after = apply_edits(before, edits)
    assert after["Title"].tolist() == titles
    assert after["_row"].tolist() == rows
    assert before["Title"].tolist() == ["a", "b", "c"]
    assert list(after.dtypes) == list(before.dtypes)


def test_an_empty_list_can_be_filled() -> None:
    after = apply_edits(frame(), [Edit(added=1), Edit(cells={2: {"Title": "first"}})])
    assert after["Title"].tolist() == ["first"]


def test_steps_are_read_as_they_were_written() -> None:
    steps = (Edit(cells={3: {"Title": 'É "x"'}}), Edit(added=2), Edit(deleted=(2, 5)))
    assert read_edits(write_edits(steps)) == steps


@pytest.mark.parametrize(
    "text", ["", "{", "[1]", '[{"cells": {}}]', '[{"cells": [], "added": 0, "deleted": []}]']
)
def test_what_are_no_steps_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="No steps"):
        read_edits(text)
