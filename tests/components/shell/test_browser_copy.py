"""What a browser keeps of a list, and what it may send back."""

from __future__ import annotations

import base64
import json
import zlib
from datetime import date

import pytest

from components.shell import browser_copy
from components.shell.browser_copy import BrowserCopy, build_offer, read_offer, unpacked


def test_a_file_is_unpacked_as_it_was_packed() -> None:
    assert unpacked(browser_copy._packed(b"a,b\n1,2\n")) == b"a,b\n1,2\n"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "%%%",
        base64.b64encode(b"not packed").decode(),
        base64.b64encode(zlib.compress(b"cut off")[:-4]).decode(),
    ],
)
def test_a_damaged_file_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\d"):
        unpacked(text)


def test_a_file_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser_copy, "MOST_BYTES", 1_000)
    assert unpacked(browser_copy._packed(bytes(999)))
    with pytest.raises(ValueError, match=r"\d"):
        unpacked(browser_copy._packed(bytes(100_000)))


@pytest.mark.parametrize(
    "text", ["", "none", "[]", "{}", '{"name": "a", "rows": "x", "day": "2026-01-02"}',
             '{"name": "a", "rows": 1, "day": "yesterday"}']
)  # fmt: skip
def test_what_is_no_list_is_not_offered(text: str) -> None:
    assert read_offer(text) is None


def test_the_offer_names_the_list_its_rows_and_its_day() -> None:
    offer = read_offer(json.dumps({"name": "my [list].csv", "rows": 1, "day": "2026-01-02"}))
    assert offer is not None
    assert build_offer(offer).replace("\\", "") == (
        "Your list of 2 January 2026: **my [list].csv**, 1 row"
    )
    today = BrowserCopy("a", 12, date.today())  # noqa: DTZ011
    assert build_offer(today) == "Your list of today: **a**, 12 rows"
