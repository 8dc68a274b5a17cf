"""The stand-in itself: a server on loopback that answers as the parliament's service does."""

import json
import os
import signal
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

from stand_in import details, search
from stand_in.catalogue import Catalogue
from stand_in.faults import LOGOUT, Channel, Fault, Kind, Reply
from stand_in.search import SEARCH, BadQuery, SearchHabits

JSON = "application/json;charset=UTF-8"
XML = "application/xml;charset=UTF-8"
_HTML = "text/html;charset=UTF-8"
_DETAIL = "/e/opendata/schv/"
_ERROR = Reply(404, _HTML, b"<html><body>Niet gevonden</body></html>")


@dataclass(slots=True)
class Habits:
    """How the service behaves where nobody knows it, and what tests change.

    ``unknown_is_empty``: an unknown id gives 200 and nothing instead of 404. ``ignores_accept``:
    XML comes whatever was asked for. ``old_files_move``: ``/pfile`` redirects to ``/files/pfile``,
    or the other way round where False.
    """

    search: SearchHabits = field(default_factory=SearchHabits)
    unknown_is_empty: bool = False
    ignores_accept: bool = False
    old_files_move: bool = True


class Request(NamedTuple):
    """A request that was made: its kind, its target and its headers."""

    kind: Kind
    target: str
    headers: dict[str, str]


class StandIn:
    """A server; ``opened`` starts and stops it.

    ``requests`` are those it was sent; ``faults`` what goes wrong with them; ``before`` is called
    with each one before it is answered.
    """

    def __init__(self, catalogue: Catalogue, habits: Habits | None = None) -> None:
        self.catalogue = catalogue
        self.habits = habits or Habits()
        self.faults: list[Fault] = []
        self.requests: list[Request] = []
        self.before: Callable[[Request], None] | None = None
        self._closing = threading.Event()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.stand_in = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))

    @property
    def address(self) -> str:
        """Scheme, host and port; the paths below it are the service's own."""
        host, port = self._server.server_address[:2]
        return f"http://{host!s}:{port}"

    @property
    def counts(self) -> Counter[Kind]:
        """How many requests of each kind there were."""
        return Counter(request.kind for request in self.requests)

    def forget(self) -> None:
        """Count from nothing again, and let nothing go wrong any more."""
        self.requests.clear()
        self.faults.clear()

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def run(self) -> None:
        """Answer in this thread, for ever."""
        self._server.serve_forever()

    def stop(self) -> None:
        """Answer no more; what still waits is let go."""
        self._closing.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def serve(self, handler: BaseHTTPRequestHandler) -> None:
        """Answer a request, well or badly."""
        request = Request(_kind(handler.path), handler.path, dict(handler.headers.items()))
        self.requests.append(request)
        if self.before:
            self.before(request)
        channel = Channel(handler, self._closing)
        reply = self._reply(request)
        for fault in list(self.faults):
            if fault.strikes(request.kind, request.target):
                fault.way(channel, reply)
                return
        channel.send(reply)

    # ---------------------------------------------------------------- answers

    def _reply(self, request: Request) -> Reply:
        match request.kind:
            case Kind.SEARCH:
                return self._search(request.target)
            case Kind.DETAIL:
                return self._detail(request)
            case Kind.LIST:
                return self._list(request.target)
            case Kind.FILE:
                return self._file(request.target)
        if request.target.startswith("/search/"):
            return Reply(200, _HTML, LOGOUT)
        return _ERROR

    def _search(self, target: str) -> Reply:
        try:
            query = search.parse_query(target, self.habits.search)
            if not query.has_collection:
                return Reply(200, _HTML, LOGOUT)
            told = search.answer(query, self.catalogue.hits(), self.habits.search)
        except BadQuery as error:
            return Reply(400, _HTML, str(error).encode())
        return Reply(200, JSON, json.dumps(told, ensure_ascii=False).encode())

    def _detail(self, request: Request) -> Reply:
        number = urlsplit(request.target).path.removeprefix(_DETAIL)
        if not number.isdecimal():
            return Reply(400, _HTML, b"<html>geen nummer</html>")
        question = self.catalogue.questions.get(int(number))
        if question is None:
            return Reply(200, JSON, b"") if self.habits.unknown_is_empty else _ERROR
        accepted = request.headers.get("Accept", "").replace(" ", "")
        if "application/json" in accepted and not self.habits.ignores_accept:
            told = json.dumps(details.as_json(question), ensure_ascii=False)
            return Reply(200, JSON, told.encode())
        return Reply(200, XML, details.as_xml(question))

    def _list(self, target: str) -> Reply:
        given = parse_qs(urlsplit(target).query).get("id", [])
        numbers = [number.strip() for text in given for number in text.split(",")]
        if not numbers or not all(number.isdecimal() for number in numbers):
            return Reply(400, _HTML, b"<html>geen nummers</html>")
        known = self.catalogue.questions
        found = [known[int(number)] for number in numbers if int(number) in known]
        items = [{"schriftelijkevraag": details.as_json(one)} for one in found]
        return Reply(200, JSON, json.dumps({"items": items}, ensure_ascii=False).encode())

    def _file(self, target: str) -> Reply:
        path, _, parameters = target.partition("?")
        moved = "/pfile" if self.habits.old_files_move else "/files/pfile"
        if path == moved:
            kept = "/files/pfile" if self.habits.old_files_move else "/pfile"
            return Reply(302, _HTML, b"", (("Location", f"{self.address}{kept}?{parameters}"),))
        number = parse_qs(parameters).get("id", [""])[0]
        if not number.isdecimal():
            return Reply(400, _HTML, b"<html>geen nummer</html>")
        file = self.catalogue.files.get(int(number))
        return Reply(200, file.media_type, file.body()) if file else _ERROR


@contextmanager
def opened(catalogue: Catalogue, habits: Habits | None = None) -> Iterator[StandIn]:
    """A stand-in that answers as long as the block lasts."""
    service = StandIn(catalogue, habits)
    service.start()
    try:
        yield service
    finally:
        service.stop()


@contextmanager
def opened_apart(catalogue: Catalogue, habits: Habits | None = None) -> Iterator[str]:
    """The address of a stand-in in a process of its own, for tests that fork: they want no threads.

    What it is asked cannot be counted, and what it holds cannot be changed.
    """
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        try:
            service = StandIn(catalogue, habits)
            os.write(writing, service.address.encode())
            os.close(writing)
            service.run()
        finally:
            os._exit(0)
    os.close(writing)
    address = os.read(reading, 100).decode()
    os.close(reading)
    try:
        yield address
    finally:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)


def _kind(target: str) -> Kind:
    path = target.partition("?")[0]
    if path.startswith(SEARCH):
        return Kind.SEARCH
    if path == f"{_DETAIL}lijst":
        return Kind.LIST
    if path.startswith(_DETAIL):
        return Kind.DETAIL
    return Kind.FILE if path in ("/pfile", "/files/pfile") else Kind.OTHER


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64
    stand_in: StandIn

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing where a client left: that is what many tests are about."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def do_GET(self) -> None:
        self.server.stand_in.serve(self)

    def do_HEAD(self) -> None:
        self.do_GET()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the requests are kept."""
