"""One careful request after another: slow, bounded, checked, and tried again where that may help.

Everything that a server can do wrong becomes a `RequestFailed` with a code.
"""

import datetime as dt
import email.utils
import http.client
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from importlib.metadata import version
from urllib.parse import SplitResult, urljoin

import stamina
import stamina.instrumentation
import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.util.ssl_match_hostname import CertificateError

from vraagbaak.source.answer import Answer, Check
from vraagbaak.source.failures import ContactEnded, RequestFailed, TurnOver
from vraagbaak.source.hosts import Hosts, check_address, resolve
from vraagbaak.source.manners import Clock, Manners, is_between

# All that a connection raises.
_ON_THE_LINE = (
    urllib3.exceptions.HTTPError,
    http.client.HTTPException,
    CertificateError,
    OSError,
)
_REDIRECTS = 5
_CHUNK = 65_536
_MOVED = frozenset({301, 302, 303, 307, 308})
_GONE = frozenset({404, 410})
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
# So many requests in a row without an answer, each tried again: the source is down, or shut to us.
_IN_A_ROW = 5


def accept_all(answer: Answer) -> None:
    """Take any answer as it is."""


class Client:
    """Asks the hosts of one source; ``requests`` and ``retries`` count what was done."""

    def __init__(self, hosts: Hosts, manners: Manners, clock: Clock) -> None:
        # It would print a line for every retry: the run counts them instead.
        stamina.instrumentation.set_on_retry_hooks([])
        self._hosts = hosts
        self._manners = manners
        self._clock = clock
        self._connections: dict[str, HTTPConnection] = {}
        self._last_start: float | None = None
        self._failed_in_a_row = 0
        self.requests = 0
        self.retries = 0

    def get(self, address: str, accept: str, most_bytes: int, check: Check = accept_all) -> Answer:
        """Ask for an address, again where that may help.

        Args:
            address: where; redirects are followed inside the hosts of the source.
            accept: the media type asked for.
            most_bytes: the largest body that is taken, unpacked.
            check: told of each answer; what it refuses is asked for again.

        Raises:
            RequestFailed: it came to nothing.
            ContactEnded: the source has failed too often in a row.
            TurnOver: our own cap or hours forbid another request.
        """
        if self._failed_in_a_row >= _IN_A_ROW:
            raise ContactEnded(
                f"{self._failed_in_a_row} requests in a row failed: the source is left alone"
            )
        manners = self._manners
        try:
            for attempt in stamina.retry_context(
                on=self._wait_after,
                attempts=manners.attempts,
                timeout=None,
                wait_initial=manners.backoff,
                wait_max=60.0,
                wait_jitter=manners.backoff,
            ):
                with attempt:
                    self.retries += attempt.num > 1
                    answer = self._follow(address, accept, most_bytes)
                    check(answer)
        except RequestFailed as error:
            self._failed_in_a_row = self._failed_in_a_row + 1 if error.is_passing else 0
            raise
        self._failed_in_a_row = 0
        return answer

    def close(self) -> None:
        """Hang up; another request would connect anew."""
        for connection in self._connections.values():
            connection.close()

    def _wait_after(self, error: Exception) -> bool | float:
        """Whether to ask again, and when the server says how long to wait, that long."""
        if not isinstance(error, RequestFailed) or not error.is_passing:
            return False
        if error.retry_after is None:
            return True
        return error.retry_after if error.retry_after <= self._manners.longest_wait else False

    def _follow(self, address: str, accept: str, most_bytes: int) -> Answer:
        """Ask, and ask where a redirect points, each held against the hosts anew."""
        for _ in range(_REDIRECTS + 1):
            parts = check_address(self._hosts, address)
            with self._opened(parts, accept) as response:
                if response.status not in _MOVED:
                    _check_status(response, self._clock)
                    kind = response.headers.get("Content-Type", "")
                    body = _read(response, most_bytes)
                    return Answer(address, kind.partition(";")[0].strip().lower(), body)
                _read(response, most_bytes)
                address = urljoin(address, response.headers.get("Location", ""))
        raise RequestFailed("redirects", f"{address}: one redirect leads to the next")

    @contextmanager
    def _opened(self, parts: SplitResult, accept: str) -> Iterator[urllib3.HTTPResponse]:
        """The response to one request, its body still to be read; in time, or not at all."""
        self._await_turn()
        host = parts.netloc
        connection = self._connection(parts)
        deadline = _Deadline(connection, self._manners.deadline)
        try:
            with deadline:
                connection.request(
                    "GET",
                    f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}",
                    headers=self._headers(host, accept),
                    preload_content=False,
                )
                # One that ends with its connection owns the socket: it must be closed itself.
                with closing(connection.getresponse()) as response:
                    yield response
        except _ON_THE_LINE as error:
            connection.close()
            raise deadline.overrun or _failure(host, error) from error
        except BaseException:
            # What was not read would be taken for the next answer.
            connection.close()
            raise
        if deadline.overrun:
            connection.close()
            raise deadline.overrun

    def _headers(self, host: str, accept: str) -> Mapping[str, str]:
        contact = f" ({self._manners.contact})" if self._manners.contact else ""
        return {
            "Host": host,
            "Accept": accept,
            "Accept-Encoding": "gzip",
            "User-Agent": f"vraagbaak/{version('vraagbaak')}{contact}",
        }

    def _connection(self, parts: SplitResult) -> HTTPConnection:
        """The connection to a host, at the address that was looked up and found public."""
        if parts.netloc not in self._connections:
            host, silence = parts.hostname or "", self._manners.silence
            if parts.scheme == "http":
                connection = HTTPConnection(host, parts.port, timeout=silence)
            else:
                connection = HTTPSConnection(
                    resolve(host),
                    timeout=silence,
                    cert_reqs=ssl.CERT_REQUIRED,
                    server_hostname=host,
                    assert_hostname=host,
                )
            self._connections[parts.netloc] = connection
        return self._connections[parts.netloc]

    def _await_turn(self) -> None:
        """Wait until another request is due.

        Raises:
            TurnOver: none is, in this run.
        """
        if self.requests >= self._manners.most_requests:
            raise TurnOver(f"the cap of {self._manners.most_requests} requests a run is reached")
        if self._manners.hours and not is_between(self._clock().time(), self._manners.hours):
            first, last = self._manners.hours
            raise TurnOver(f"it is not between {first:%H:%M} and {last:%H:%M}")
        if self._last_start is not None:
            time.sleep(max(0.0, self._last_start + self._manners.pause - time.monotonic()))
        self._last_start = time.monotonic()
        self.requests += 1


class _Deadline:
    """Cuts a connection when its time is over: each byte that trickles in resets a timeout.

    ``overrun`` is the failure to report where it came to that.
    """

    def __init__(self, connection: HTTPConnection, seconds: float) -> None:
        self.overrun: RequestFailed | None = None
        self._connection = connection
        self._seconds = seconds
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True

    def __enter__(self) -> None:
        """Let the time run."""
        self._timer.start()

    def __exit__(self, *_: object) -> None:
        """Stop it."""
        self._timer.cancel()

    def _cut(self) -> None:
        message = f"the answer took more than {self._seconds:.0f} seconds"
        self.overrun = RequestFailed("too_slow", message, is_passing=True)
        line = self._connection.sock
        if line is not None:
            with suppress(OSError):
                socket.socket.shutdown(line, socket.SHUT_RDWR)


def _read(response: urllib3.HTTPResponse, most_bytes: int) -> bytes:
    """The body, unpacked, and not too much of it."""
    too_large = RequestFailed("too_large", f"the answer is larger than {most_bytes} bytes")
    stated = response.headers.get("Content-Length", "")
    if stated.isdecimal() and int(stated) > most_bytes:
        raise too_large
    body = bytearray()
    for chunk in response.stream(_CHUNK, decode_content=True):
        body += chunk
        if len(body) > most_bytes:
            raise too_large
    return bytes(body)


def _check_status(response: urllib3.HTTPResponse, clock: Clock) -> None:
    status = response.status
    if status == 200:
        return
    if status in _GONE:
        raise RequestFailed("not_found", f"the source has it no more, or not yet (HTTP {status})")
    raise RequestFailed(
        f"http_{status}",
        f"the source answers with HTTP {status}",
        is_passing=status in _PASSING,
        retry_after=_retry_after(response.headers.get("Retry-After"), clock()),
    )


def _retry_after(value: str | None, now: dt.datetime) -> float | None:
    """The seconds that a server asks to wait; it may name a moment instead."""
    if not value:
        return None
    if value.strip().isdecimal():
        return float(value)
    try:
        moment = email.utils.parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, (moment - now).total_seconds()) if moment.tzinfo else None


def _failure(host: str, error: Exception) -> RequestFailed:
    """What went wrong on the line."""
    if isinstance(error, (urllib3.exceptions.SSLError, ssl.SSLError, CertificateError)):
        return RequestFailed("tls", f"{host} cannot be trusted: {error}")
    if isinstance(error, (urllib3.exceptions.TimeoutError, TimeoutError)):
        return RequestFailed("timeout", f"{host} says nothing", is_passing=True)
    if isinstance(error, urllib3.exceptions.ProtocolError) and error.args[1:]:
        error = error.args[1]
    if isinstance(error, http.client.IncompleteRead):
        return RequestFailed("truncated", f"{host} broke off its answer", is_passing=True)
    if isinstance(error, urllib3.exceptions.DecodeError):
        return RequestFailed("undecodable", f"{host} packs its answer wrongly", is_passing=True)
    return RequestFailed("connection", f"{host}: {error}", is_passing=True)
