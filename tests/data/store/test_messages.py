"""Values come out of a message as they went in, and a message creates only what is listed."""

from __future__ import annotations

import pickle
from errno import ENOSPC
from typing import NoReturn

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from data.lists.readers.raw_table import RawTable, UnreadableError
from data.model.errors import CampaignError, Issue, SourceError
from data.model.folder import HeldFolder
from data.store.messages import Messages

MESSAGES = Messages((RawTable, Issue), (CampaignError, OSError))
ISSUE = Issue("f", 3, "é", "🙂", "a", "b", left_out=True)


@pytest.mark.parametrize(
    "value",
    [
        None, True, 1, 1.5, "é 🙂\n", b"\x00\xff", (), [], {}, {"a": (1, [b"x"])}, {1: {"b": None}},
        ISSUE, (ISSUE, "dict"), {"class": 1},
    ],
)  # fmt: skip
def test_a_value_is_decoded_as_it_was_encoded(value: object) -> None:
    again = MESSAGES.unpack(MESSAGES.pack(value))
    assert again == value
    assert type(again) is type(value)


def test_numbers_of_arrays_become_plain() -> None:
    assert type(MESSAGES.unpack(MESSAGES.pack(np.int64(3)))) is int


def test_frames_and_tables_are_decoded_as_they_were_encoded() -> None:
    frame = pd.DataFrame({"é": ["", "x\n"], "_row": [2, 9]}).astype({"é": "str"})
    tuples = pd.DataFrame({"names": [("a", "b"), ()]})
    for each in (frame, tuples, frame.iloc[:0], frame.iloc[:0].astype({"é": "category"})):
        pd.testing.assert_frame_equal(MESSAGES.unpack(MESSAGES.pack(each)), each)
    pd.testing.assert_series_equal(MESSAGES.unpack(MESSAGES.pack(frame["é"])), frame["é"])
    raw = RawTable(pa.Table.from_pandas(frame), "f", "csv", issues=(ISSUE,), parts=(("a", 3),))
    table = MESSAGES.unpack(MESSAGES.pack(raw))
    pd.testing.assert_frame_equal(table.frame, frame)
    assert (table.issues, table.parts) == ((ISSUE,), (("a", 3),))


def test_two_held_folders_are_never_equal() -> None:
    held = HeldFolder({"a": b"1"})
    again = MESSAGES.unpack(MESSAGES.pack(held))
    assert isinstance(again, HeldFolder)
    assert again != held
    assert again.files == held.files


def raised(error: Exception) -> Exception:
    """Raise an error in a called function, and return the one that arrives."""

    def fail() -> NoReturn:
        raise error

    with pytest.raises(type(error).__mro__[1]) as caught:
        MESSAGES.result(MESSAGES.answer(fail, ()))
    return caught.value


def test_a_function_gives_its_result_or_its_error() -> None:
    assert MESSAGES.result(MESSAGES.answer(max, (1, 2))) == 2
    error = raised(UnreadableError("seen {a},", "do {b}", a="x", b="y"))
    assert (type(error), str(error)) == (CampaignError, "seen x, do y")
    assert type(raised(SourceError("a", "b"))) is CampaignError
    full = raised(OSError(ENOSPC, "No space"))
    assert isinstance(full, OSError)
    assert (full.errno, full.strerror) == (ENOSPC, "No space")
    with pytest.raises(LookupError):
        MESSAGES.answer({}.__getitem__, "a")


def test_what_is_not_listed_is_neither_encoded_nor_created() -> None:
    with pytest.raises(TypeError, match="Issue"):
        Messages().pack(ISSUE)
    with pytest.raises(ValueError, match="Issue"):
        Messages().unpack(MESSAGES.pack(ISSUE))
    with pytest.raises((ValueError, KeyError)):
        MESSAGES.unpack(pickle.dumps({"a": 1}))
