"""A host must prove that it is the one that was meant, at the address that was looked up."""

import datetime as dt
import http.server
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import urllib3.util.connection

from vraagbaak.source.failures import RequestFailed
from vraagbaak.source.hosts import Hosts
from vraagbaak.source.http import Client
from vraagbaak.source.manners import Manners

HOST, OTHER, PUBLIC = "ws.vlpar.be", "docs.vlaamsparlement.be", "193.191.1.1"
QUICK = Manners(pause=0, attempts=1, backoff=0.01, silence=5, deadline=5)


class _Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        """Answer anything with an object."""
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate for one of the hosts, signed by itself, and its key in the same file."""
    if shutil.which("openssl") is None:
        pytest.skip("no openssl here")
    file = tmp_path / "host.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
         "-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}",
         "-keyout", tmp_path / "key.pem", "-out", tmp_path / "cert.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    parts = [(tmp_path / name).read_text(encoding="ascii") for name in ("key.pem", "cert.pem")]
    file.write_text("".join(parts), encoding="ascii")
    return file


@pytest.fixture
def dialled(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """A server behind every public address; the addresses that were connected to."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    found: list[str] = []

    def connect(address: tuple[str, int], *_: object, **__: object) -> socket.socket:
        found.append(address[0])
        return socket.create_connection(server.server_address[:2], 5)

    entry = (socket.AF_INET, socket.SOCK_STREAM, 6, "", (PUBLIC, 443))
    look_up = socket.getaddrinfo
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda host, *a, **k: [entry] if host in (HOST, OTHER) else look_up(host, *a, **k),
    )
    monkeypatch.setattr(urllib3.util.connection, "create_connection", connect)
    yield found
    server.shutdown()
    thread.join()
    server.server_close()


def ask(host: str) -> bytes:
    client = Client(Hosts(frozenset({HOST, OTHER})), QUICK, lambda: dt.datetime.now(dt.UTC))
    with closing(client):
        return client.get(f"https://{host}/x", "application/json", 100).body


def test_a_host_that_proves_its_name_is_believed(
    certificate: Path, dialled: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert ask(HOST) == b"{}"
    # The address that was looked up and found public, not the name once more.
    assert dialled == [PUBLIC]


def test_a_host_with_the_certificate_of_another_is_not(
    certificate: Path, dialled: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with pytest.raises(RequestFailed) as refused:
        ask(OTHER)
    assert refused.value.code == "tls"


@pytest.mark.usefixtures("dialled")
def test_a_certificate_that_nobody_vouches_for_is_not_believed() -> None:
    with pytest.raises(RequestFailed) as refused:
        ask(HOST)
    assert refused.value.code == "tls"
