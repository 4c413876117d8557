"""Only the machine that was checked is connected to, with the certificate of its name."""

from __future__ import annotations

import gzip
import shutil
import socket
import ssl
import subprocess
from pathlib import Path

import pytest
from urllib3.response import HTTPResponse

from data.follow import addresses, download
from data.lists.readers.raw_table import UnreadableError
from data.model.errors import SourceError
from data.model.source_settings import AUTHORIZATION, SourceSettings
from tests.data.follow.web import LIST, Web, serve

NAME = "sheet.example"


@pytest.fixture
def _own_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let names under `.example` mean this machine."""
    look_up = socket.getaddrinfo

    def answer(host: str, port: int, *args: object, **more: object) -> object:
        host = "127.0.0.1" if host.endswith(".example") else host
        return look_up(host, port, *args, **more)

    monkeypatch.setattr(addresses.socket, "getaddrinfo", answer)


@pytest.mark.usefixtures("_own_names")
@pytest.mark.skipif(shutil.which("openssl") is None, reason="it makes the certificate")
def test_a_certificate_must_be_that_of_the_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pem = tmp_path / "own.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}"),
            *("-keyout", str(pem), "-out", str(tmp_path / "certificate.pem")),
        ],
        check=True,
        capture_output=True,
    )
    trusted = ssl.create_default_context(cafile=tmp_path / "certificate.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "certificate.pem", pem)
    with serve() as web:
        web.socket = context.wrap_socket(web.socket, server_side=True)
        port = web.server_address[1]
        right = SourceSettings(f"https://{NAME}:{port}/a.csv", is_private=True)
        # Nobody vouches for it yet.
        with pytest.raises(SourceError, match="can't be reached"):
            download.download(right)
        monkeypatch.setattr(download, "_trusted", lambda: trusted)
        assert download.download(right).data == LIST
        assert web.asked[-1][1]["Host"] == f"{NAME}:{port}"
        other = SourceSettings(f"https://other.example:{port}/a.csv", is_private=True)
        with pytest.raises(SourceError, match="can't be reached"):
            download.download(other)
        # Nothing that was encrypted goes on without encryption.
        web.status, web.headers = 302, {"Location": f"http://{NAME}:{port}/a.csv"}
        with pytest.raises(SourceError, match="without encryption"):
            download.download(right)


@pytest.mark.usefixtures("_own_names")
def test_a_secret_goes_to_the_host_of_the_address_alone(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(AUTHORIZATION, "Token 0123")
    port = web.server_address[1]
    hosts = ("files.example",)
    settings = SourceSettings(f"http://{NAME}:{port}/a.csv", hosts=hosts, is_private=True)
    web.status, web.headers = 302, {"Location": f"http://files.example:{port}/b.csv"}
    with pytest.raises(SourceError, match="too many times"):
        download.download(settings)
    sent = [(path, headers.get("Authorization")) for path, headers in web.asked]
    assert sent[:2] == [("/a.csv", "Token 0123"), ("/b.csv", None)]


def test_a_host_without_a_server_is_unreachable() -> None:
    with pytest.raises(SourceError, match="can't be reached"):
        download.download(SourceSettings("http://127.0.0.1:1/", is_private=True))


def test_a_file_that_grows_while_it_is_unpacked_is_not_read_to_its_end(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    web.body, web.headers = gzip.compress(bytes(200_000_000), 1), {"Content-Encoding": "gzip"}
    sizes: list[int] = []
    read = HTTPResponse.read

    def counted(response: HTTPResponse, *args: int) -> bytes:
        piece = read(response, *args)
        sizes.append(len(piece))
        return piece

    monkeypatch.setattr(HTTPResponse, "read", counted)
    with pytest.raises(UnreadableError, match="is too large"):
        download.download(SourceSettings(web.url, is_private=True))
    assert 50_000_000 < sum(sizes) < 51_000_000
