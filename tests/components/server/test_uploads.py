from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from streamlit import config

from components.server import limits as uploads
from components.server.limits import MOST_OF_ALL, MOST_OF_SESSION, UploadLimits

if TYPE_CHECKING:
    from tests.components.server.conftest import Ask

_FILE = 50 * 1_048_576
_PATH = "/_stcore/upload_file/session/file"


@pytest.mark.parametrize(
    ("there", "length", "status"),
    [
        ({}, str(_FILE), 200),
        ({"session": _FILE}, str(_FILE), 200),
        ({"session": MOST_OF_SESSION}, "1", 413),
        ({"session": MOST_OF_SESSION - _FILE // 2}, "", 413),
        ({"session": MOST_OF_SESSION - _FILE // 2}, "lies", 413),
        ({"other": MOST_OF_ALL - 10}, "10", 200),
        ({"other": MOST_OF_ALL - 10}, "11", 503),
    ],
)
def test_a_file_is_accepted_below_the_limits(
    ask: Ask,
    monkeypatch: pytest.MonkeyPatch,
    there: dict[str, int],
    length: str,
    status: int,
) -> None:
    monkeypatch.setattr(uploads, "uploaded_bytes", lambda: there)
    headers = {"content_length": length} if length else {}
    assert ask(UploadLimits, _PATH, method="PUT", **headers).status == status


@pytest.mark.parametrize("base", ["", "/map"])
@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_only_uploads_are_counted(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, base: str, method: str
) -> None:
    monkeypatch.setattr(uploads, "uploaded_bytes", lambda: {"session": MOST_OF_SESSION})
    status = ask(UploadLimits, base + _PATH, method=method).status
    assert status == (413 if method == "PUT" else 200)


def test_the_largest_file_fits_twice() -> None:
    largest = config.get_option("server.maxUploadSize") * 1_048_576
    assert 2 * largest <= MOST_OF_SESSION
    assert MOST_OF_ALL >= MOST_OF_SESSION
