"""Whatever an address gives, the last good version stays; and it says what went wrong."""

from __future__ import annotations

import gzip
import io
import os
import shutil
import socket
import zipfile
from collections.abc import Callable
from errno import EACCES, ENOSPC
from pathlib import Path
from typing import NamedTuple

import pytest

from data.follow import addresses, download, follower, record, versions
from data.follow.follower import Follower
from data.follow.status import Status
from data.model.campaign import Campaign
from data.model.errors import CampaignError
from tests.data.follow.web import HEADER, LIST, NEXT, ROWS, Web

TOML = """
id = "mine"
title = "Mine"
[source]
url = "{url}"
every = "1 hour"
private = true
"""


class Served(NamedTuple):
    """A campaign whose list was read once, and what follows it."""

    follower: Follower
    campaign: Campaign
    web: Web
    folder: Path

    def look(self) -> Campaign | None:
        return self.follower.look(self.campaign, at_once=True)

    @property
    def status(self) -> Status:
        return self.follower.status


def write_folder(folder: Path, web: Web) -> Path:
    folder.mkdir()
    (folder / "campaign.toml").write_text(TOML.format(url=web.url))
    return folder


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory, shared_web: Web) -> Path:
    """A folder whose list was read once; to import one takes a second."""
    folder = write_folder(tmp_path_factory.mktemp("template") / "mine", shared_web)
    shared_web.reset()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(versions, "run_plan", versions.carry_out)
        follows = Follower(folder)
        follows.first()
        state = follows.record.folder()
        digest = versions.save_list(state, NEXT)
        key = versions.key_of(folder, digest)
        versions.make_version(state, key, folder, digest, folder.name)
    return folder


@pytest.fixture
def served(tmp_path: Path, template: Path, web: Web) -> Served:
    folder = tmp_path / "mine"
    shutil.copytree(template, folder)
    follows = Follower(folder)
    return Served(follows, follows.first(), web, folder)


def zip_bomb() -> bytes:
    """A workbook of a few kilobytes that unpacks to 400 MB."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(400):
                sheet.write(b" " * 1_000_000)
    return packed.getvalue()


def _says(**values: object) -> Callable[[Served, pytest.MonkeyPatch], None]:
    def fault(served: Served, _patch: pytest.MonkeyPatch) -> None:
        for name, value in values.items():
            setattr(served.web, name, value)

    return fault


def _bomb(served: Served, _patch: pytest.MonkeyPatch) -> None:
    served.web.body = zip_bomb()


def _packed_bomb(served: Served, _patch: pytest.MonkeyPatch) -> None:
    served.web.body = gzip.compress(b"a" * 60_000_000)
    served.web.headers = {"Content-Encoding": "gzip"}


def _slow(served: Served, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(download, "MOST_SECONDS", 0.5)
    served.web.body, served.web.delay = NEXT, 0.05


def _silent(served: Served, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(download, "SILENCE_SECONDS", 0.3)
    served.web.body, served.web.delay = NEXT, 1.0


def _inward(to: str) -> Callable[[Served, pytest.MonkeyPatch], None]:
    return _says(status=302, headers={"Location": to})


def _listed_host_inside(served: Served, patch: pytest.MonkeyPatch) -> None:
    """The address redirects to a host that is listed, and whose name means a private address."""
    toml = TOML.format(url="http://sheet.example/list.csv")
    toml = toml.replace("private = true", 'hosts = ["files.example"]')
    (served.folder / "campaign.toml").write_text(toml)
    machines = {"sheet.example": "93.184.216.34", "files.example": "127.0.0.1"}
    look_up = socket.getaddrinfo

    def answer(host: str, port: int, *args: object, **more: object) -> object:
        if host in machines:
            return [(0, 0, 0, "", (machines[host], port))]
        return look_up(host, port, *args, **more)

    patch.setattr(addresses.socket, "getaddrinfo", answer)
    connect = download.HTTPConnection.connect

    def to_web(connection: download.HTTPConnection) -> None:
        # Only the machine that was checked is connected to; here the test's web stands for it.
        assert connection.host == "93.184.216.34"
        connection.host, connection.port = served.web.server_address[:2]
        connect(connection)

    patch.setattr(download.HTTPConnection, "connect", to_web)
    served.web.status, served.web.headers = 302, {"Location": "http://files.example/list.csv"}


def _full_disk(module: object, name: str) -> Callable[[Served, pytest.MonkeyPatch], None]:
    def fault(served: Served, patch: pytest.MonkeyPatch) -> None:
        def full(*_: object, **__: object) -> None:
            raise OSError(ENOSPC, os.strerror(ENOSPC))

        patch.setattr(module, name, full)
        # Not even the status can be written then.
        patch.setattr(record, "write_file", full)
        served.web.body = NEXT + b"h,Last,2017-01-01,Oslo,Norway,Alpha League\n"

    return fault


OK = b"HTTP/1.1 200 OK\r\n"
FAULTS = {
    # what goes wrong: how, what the status says
    "500": (_says(status=500, body=NEXT), "answers with status 500"),
    "not allowed any more": (_says(status=403, body=NEXT), "answers with status 403"),
    "slow": (_slow, "takes too long to answer"),
    "silent": (_silent, "takes too long to answer"),
    "cut off": (_says(body=NEXT, is_cut=True), "is incomplete"),
    "wrong type": (_says(body=b"<!doctype html><html>Log in</html>"), "is a web page"),
    "picture": (_says(body=b"\x89PNG\r\n\x1a\n" + b"0" * 99), "is a picture"),
    "bomb": (_bomb, "too large when unpacked"),
    "packed bomb": (_packed_bomb, "is too large"),
    "redirect to this machine": (_inward("http://localhost:1/list.csv"), "not among the hosts"),
    "redirect to a cloud's secrets": (_inward("http://169.254.169.254/"), "not among the hosts"),
    "redirect to a file": (_inward("file:///etc/passwd"), "not among the hosts"),
    "redirect for ever": (_inward("/list.csv"), "redirects too many times"),
    "redirect inward": (_listed_host_inside, "files.example is inside this network"),
    "empty": (_says(body=b""), "is empty"),
    "101 headers": (_says(raw=OK + b"X-A: 1\r\n" * 101 + b"\r\n"), "can't be reached"),
    "endless header": (_says(raw=OK + b"X-A: " + b"a" * 70_000 + b"\r\n\r\n"), "can't be reached"),
    "no HTTP": (_says(raw=b"SSH-2.0-OpenSSH_9.2\r\n\r\n"), "can't be reached"),
    "no status": (_says(raw=b"HTTP/1.1 999999 OK\r\n\r\n"), "can't be reached"),
    "redirect to half an address": (_inward("http://[::1"), "can't be reached"),
    "redirect with a blank": (_inward("/a list.csv"), "can't be reached"),
    "redirect with a NUL": (_inward("/a\0list.csv"), "can't be reached"),
    "disk full": (_full_disk(follower, "save_list"), "No space left on device"),
    "disk full later": (_full_disk(versions, "carry_over"), "No space left on device"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_the_last_good_version_stays_and_the_fault_is_named(
    served: Served, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    fault, words = FAULTS[name]
    with monkeypatch.context() as patch:
        fault(served, patch)
        assert served.look() is None
        problem = served.status.problem
        assert problem is not None
        assert words in problem.problem.format(**problem.values)
        assert served.status.failures == 1
    # Whoever starts meanwhile shows the last good version, too.
    again = Follower(served.folder)
    assert list(again.first().consultations["id"]) == list("abcdef")
    # What is well again is shown, and nothing of the fault stays.
    _says(status=200, headers={}, body=NEXT, is_cut=False, delay=0.0, raw=b"")(served, monkeypatch)
    (served.folder / "campaign.toml").write_text(TOML.format(url=served.web.url))
    campaign = served.look()
    assert campaign is not None
    assert list(campaign.consultations["id"]) == list("abcdefg")
    assert (served.status.problem, served.status.failures) == (None, 0)
    assert served.status.changes[0].new == (["g", "Encore"],)


def renamed(*names: tuple[str, str]) -> str:
    text = LIST.decode()
    for old, new in names:
        text = text.replace(old, new)
    return text


LOSSES = {
    # what is lost: the list, what the status says
    "half gone": (HEADER + "".join(ROWS[:3]), ("rows", 6, 3)),
    "all gone": (HEADER, ("rows", 6, 0)),
    "renamed column": (renamed(("Organizers", "Zuständige Stelle")), ("organizers", 6, 0)),
    "renamed dates": (renamed(("Date", "Flurb"), ("2016-", "about ")), ("dated", 6, 0)),
    "another list": (renamed(("\na,", "\nq,"), ("\nb,", "\nr,"), ("\nc,", "\ns,")), ("rows", 6, 3)),
}


@pytest.mark.long(but_every=10)
@pytest.mark.parametrize("name", LOSSES)
def test_a_version_that_loses_half_waits_for_a_person(served: Served, name: str) -> None:
    text, loss = LOSSES[name]
    served.web.body = text.encode()
    assert served.look() is None
    assert served.look() is None
    waiting = served.status.waiting
    assert waiting is not None
    assert loss in [(each.what, each.before, each.after) for each in waiting.losses]
    assert served.status.problem is None
    served.follower.record.accept(waiting.key)
    campaign = served.look()
    assert campaign is not None
    assert served.status.waiting is None


def test_what_waits_is_forgotten_when_the_list_is_whole_again(served: Served) -> None:
    served.web.body = (HEADER + ROWS[0]).encode()
    assert served.look() is None
    assert served.status.waiting
    served.web.body = LIST
    assert served.look() is None
    assert served.status.waiting is None


def test_what_waits_waits_while_the_address_fails(served: Served) -> None:
    served.web.body = (HEADER + ROWS[0]).encode()
    assert served.look() is None
    waiting = served.status.waiting
    served.web.status = 500
    assert served.look() is None
    assert served.status.failures == 1
    assert served.status.waiting == waiting


def test_a_broken_list_is_imported_once(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    imported: list[versions.Plan] = []

    def note(plan: versions.Plan) -> None:
        imported.append(plan)
        versions.carry_out(plan)

    monkeypatch.setattr(versions, "run_plan", note)
    served.web.body, served.web.headers = b"", {"ETag": '"broken"'}
    for failures in range(1, 5):
        assert served.look() is None
        assert served.status.failures == failures
        assert served.status.problem
        # Not asked: nothing is read or counted.
        assert served.follower.look(served.campaign) is None
    assert len(imported) == 1
    served.web.body, served.web.headers = NEXT, {"ETag": '"mended"'}
    assert served.look() is not None
    assert len(imported) <= 2


def test_a_list_that_has_not_changed_is_not_sent_again(served: Served) -> None:
    served.web.headers = {"ETag": '"1"', "Last-Modified": "Tue, 01 Mar 2016 10:00:00 GMT"}
    served.look()
    success = served.status.success
    assert served.look() is None
    assert served.web.asked[-1][1]["If-None-Match"] == '"1"'
    assert served.web.asked[-1][1]["If-Modified-Since"] == "Tue, 01 Mar 2016 10:00:00 GMT"
    assert served.status.success > success
    assert not served.status.changes


def test_a_clock_that_goes_back_stops_nothing(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    served.web.headers = {"ETag": '"2"', "Last-Modified": "Tue, 01 Mar 2016 10:00:00 GMT"}
    served.look()
    monkeypatch.setattr(follower, "now", lambda: served.status.asked - 86_400)
    served.web.body = NEXT
    served.web.headers = {"ETag": '"3"', "Last-Modified": "Sat, 01 Feb 1986 10:00:00 GMT"}
    campaign = served.follower.look(served.campaign)
    assert campaign is not None
    assert len(campaign.consultations) == 7


def test_an_address_is_asked_as_often_as_the_folder_says(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = len(served.web.asked)
    served.web.body = NEXT
    for seconds, asked in ((0, 0), (3500, 0), (3700, 1)):
        monkeypatch.setattr(follower, "now", lambda s=seconds: served.status.asked + s)
        served.follower.look(served.campaign)
        assert len(served.web.asked) - count == asked


def test_a_new_folder_without_a_table_says_why_there_is_none(tmp_path: Path, web: Web) -> None:
    web.status = 500
    folder = write_folder(tmp_path / "new", web)
    with pytest.raises(CampaignError, match="answers with status 500"):
        Follower(folder).first()


def test_a_record_that_may_not_be_read_is_a_problem(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(_record: record.Record) -> None:
        raise PermissionError(EACCES, os.strerror(EACCES))

    monkeypatch.setattr(record.Record, "read", forbidden)
    assert served.look() is None
    problem = served.status.problem
    assert problem is not None
    assert problem.values == {"reason": "Permission denied"}
