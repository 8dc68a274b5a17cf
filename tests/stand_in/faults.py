"""What can go wrong between the service and a client, each fault a way to send an answer."""

import json
import threading
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from http.server import BaseHTTPRequestHandler

LOGOUT = (
    b"<!DOCTYPE html><html><head><title>Logout</title></head>"
    b"<body><h1>Your session has ended.</h1></body></html>"
)
_BLOCK = 1 << 20
_TWO_GIGABYTES = 2 << 30


class Kind(StrEnum):
    """What a request asks for."""

    SEARCH = "search"
    DETAIL = "detail"
    LIST = "list"
    FILE = "file"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer before it is sent."""

    status: int
    media_type: str
    body: bytes
    headers: tuple[tuple[str, str], ...] = ()


class Channel:
    """Where an answer goes: a request's connection, with the means to misuse it."""

    def __init__(self, handler: BaseHTTPRequestHandler, closing: threading.Event) -> None:
        self._handler = handler
        self._closing = closing

    def send(self, reply: Reply) -> None:
        """Send an answer as it should be."""
        self.begin(reply, len(reply.body))
        self.write(reply.body)

    def begin(self, reply: Reply, length: int | None, encoding: str = "") -> None:
        """Send the head; without a length the end of the connection ends the body."""
        handler = self._handler
        handler.send_response(reply.status)
        handler.send_header("Content-Type", reply.media_type)
        for name, value in reply.headers:
            handler.send_header(name, value)
        if encoding:
            handler.send_header("Content-Encoding", encoding)
        if length is None:
            self.close()
        else:
            handler.send_header("Content-Length", str(length))
        handler.end_headers()

    def write(self, body: bytes) -> None:
        """Send a part of the body, if the request wants one."""
        if self._handler.command != "HEAD":
            self._handler.wfile.write(body)
            self._handler.wfile.flush()

    def wait(self, seconds: float) -> None:
        """Let time pass, but not beyond the server's end."""
        self._closing.wait(seconds)

    def close(self) -> None:
        """End the connection after this answer."""
        self._handler.close_connection = True


Way = Callable[[Channel, Reply], None]
"""How an answer is sent instead of as it should be."""


@dataclass(slots=True)
class Fault:
    """A fault of some requests: those of a kind whose target holds ``only``, ``times`` at most.

    ``after`` of them go well first. ``met`` counts how often it struck.
    """

    kind: Kind
    way: Way
    times: int | None = None
    only: str = ""
    after: int = 0
    met: int = 0
    _seen: int = field(default=0, repr=False)

    def strikes(self, kind: Kind, target: str) -> bool:
        """Whether it is this request's turn to fail."""
        if kind is not self.kind or self.only not in target:
            return False
        self._seen += 1
        if self._seen <= self.after or (self.times is not None and self.met >= self.times):
            return False
        self.met += 1
        return True


# ------------------------------------------------------------------ ways to fail


def status(code: int, retry_after: str = "") -> Way:
    """An error page with a status, and perhaps the wish to come back later."""
    headers = (("Retry-After", retry_after),) if retry_after else ()
    return _instead(Reply(code, "text/html;charset=UTF-8", b"<html>Fout</html>", headers))


def html_page(channel: Channel, _: Reply) -> None:
    """A page for people, with status 200."""
    channel.send(Reply(200, "text/html;charset=UTF-8", LOGOUT))


def html_in_disguise(channel: Channel, reply: Reply) -> None:
    """The same page under the content type that was asked for."""
    channel.send(replace(reply, status=200, body=LOGOUT))


def empty(channel: Channel, reply: Reply) -> None:
    """Status 200 and nothing more."""
    channel.send(replace(reply, status=200, body=b""))


def silence(seconds: float) -> Way:
    """No answer for some time, then none at all."""

    def way(channel: Channel, _: Reply) -> None:
        channel.wait(seconds)
        channel.close()

    return way


def slowly(seconds: float, pieces: int = 20) -> Way:
    """A body that drips: whole in the end, unless the client leaves."""

    def way(channel: Channel, reply: Reply) -> None:
        channel.begin(reply, len(reply.body))
        step = max(1, len(reply.body) // pieces)
        for start in range(0, len(reply.body), step):
            channel.write(reply.body[start : start + step])
            channel.wait(seconds / pieces)

    return way


def truncated(channel: Channel, reply: Reply) -> None:
    """Half of the body that was announced."""
    channel.begin(reply, len(reply.body))
    channel.write(reply.body[: len(reply.body) // 2])
    channel.close()


def cut_short(channel: Channel, reply: Reply) -> None:
    """Half of the body, announced as if it were the whole."""
    channel.send(replace(reply, body=reply.body[: len(reply.body) // 2]))


def badly_packed(channel: Channel, reply: Reply) -> None:
    """A body that is said to be gzip and is none."""
    channel.begin(reply, len(reply.body), "gzip")
    channel.write(reply.body)


def dropped(channel: Channel, _: Reply) -> None:
    """The connection ends without a word."""
    channel.close()


def redirected(address: str, code: int = 302) -> Way:
    """A redirect to somewhere else."""
    return _instead(Reply(code, "text/html", b"", (("Location", address),)))


def typed(media_type: str) -> Way:
    """The right body under another content type."""
    return lambda channel, reply: channel.send(replace(reply, media_type=media_type))


def with_body(body: bytes, media_type: str = "") -> Way:
    """Another body, under the same content type or another."""
    return lambda channel, reply: channel.send(
        replace(reply, status=200, body=body, media_type=media_type or reply.media_type)
    )


def changed_json(change: Callable[[dict[str, object]], None]) -> Way:
    """The same JSON with something in it changed."""

    def way(channel: Channel, reply: Reply) -> None:
        told = json.loads(reply.body)
        change(told)
        channel.send(replace(reply, body=json.dumps(told).encode()))

    return way


def two_gigabytes(*, compressed: bool = False, announced: bool = True) -> Way:
    """A body of 2 GB that begins like a PDF; a megabyte of it stands for all the others."""

    def way(channel: Channel, reply: Reply) -> None:
        length = _TWO_GIGABYTES if announced and not compressed else None
        channel.begin(replace(reply, status=200), length, "gzip" if compressed else "")
        for block in _compressed_blocks() if compressed else _plain_blocks():
            channel.write(block)

    return way


def _plain_blocks() -> Iterator[bytes]:
    yield b"%PDF-1.7\n".ljust(_BLOCK)
    yield from (bytes(_BLOCK) for _ in range(_TWO_GIGABYTES // _BLOCK - 1))


def _compressed_blocks() -> Iterator[bytes]:
    """Two gigabytes as gzip, about two megabytes: the same compressed block over and over."""
    squeeze = zlib.compressobj(wbits=-15)
    yield b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
    yield squeeze.compress(b"%PDF-1.7\n".ljust(_BLOCK)) + squeeze.flush(zlib.Z_FULL_FLUSH)
    block = squeeze.compress(bytes(_BLOCK)) + squeeze.flush(zlib.Z_FULL_FLUSH)
    yield from (block for _ in range(_TWO_GIGABYTES // _BLOCK - 1))


def _instead(reply: Reply) -> Way:
    return lambda channel, _: channel.send(reply)
