from __future__ import annotations

import pytest
from streamlit import config

from components.server import uploads
from components.server.uploads import MOST_OF_ALL, MOST_OF_SESSION, UploadLimits
from tests.components.server.conftest import Ask

_NAME = "session"
_FILE = 50 * 1_048_576
_PATH = f"/_stcore/upload_file/{_NAME}/file"


@pytest.fixture(autouse=True)
def connected(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Give whether the window is connected, one answer after the other; the last one stays."""
    answers = [True]

    def is_connected(session: str) -> bool:
        assert session == _NAME
        return answers.pop(0) if len(answers) > 1 else answers[0]

    monkeypatch.setattr(uploads, "is_connected", is_connected)
    monkeypatch.setattr(uploads, "is_waiting", lambda _: False)
    monkeypatch.setattr(uploads, "uploaded_bytes", dict)
    return answers


def test_a_file_of_another_replica_s_session_is_left_to_it(ask: Ask, connected: list[bool]) -> None:
    connected[:] = [False]
    answer = ask(UploadLimits, _PATH, method="PUT", content_length="1")
    # The status at which `deploy/nginx.conf` asks the next one.
    assert (answer.status, answer.passed) == (404, False)


def test_a_file_waits_for_a_window_that_connects_again(
    ask: Ask, connected: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "is_waiting", lambda _: True)
    monkeypatch.setattr(uploads, "_STEP_SECONDS", 0)
    connected[:] = [False, False, False, True]
    assert ask(UploadLimits, _PATH, method="PUT", content_length="1").status == 200
    monkeypatch.setattr(uploads, "PATIENCE_SECONDS", 0)
    connected[:] = [False]
    assert ask(UploadLimits, _PATH, method="PUT", content_length="1").status == 404


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
