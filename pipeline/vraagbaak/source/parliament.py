"""The Flemish Parliament: questions found by search, described by open data, files beside them."""

import datetime as dt
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import urlsplit

from vraagbaak.records.source import SourceFile, SourceQuestion
from vraagbaak.source.answer import Answer, Keep
from vraagbaak.source.details import read_detail
from vraagbaak.source.failures import RequestFailed
from vraagbaak.source.hosts import Hosts, loopback_of
from vraagbaak.source.http import Client
from vraagbaak.source.listing import Asked, Download, Hit, Listing, Window
from vraagbaak.source.manners import Clock, Manners
from vraagbaak.source.media import find_media
from vraagbaak.source.question import FILES, make_question
from vraagbaak.source.search import (
    Dialect,
    Page,
    check_page,
    file_number,
    not_left_behind,
    query,
    read_page,
)
from vraagbaak.source.windows import halve, part_from_the_end

NAME = "parliament"

_JSON = "application/json"
# A search finds no more than this, and says nothing of the rest.
_MOST_HITS = 10_000
_PASSES = 4
_MOST_BYTES_OF_ANSWER = 20 * 2**20
_NOT_UNDERSTOOD = frozenset({"http_400", "not_found"})


class Service(NamedTuple):
    """The addresses of the three services, each up to what is asked of it."""

    search: str
    details: str
    files: str

    @property
    def hosts(self) -> Hosts:
        """The hosts that may be asked; loopback only where the service itself stands there."""
        names = (urlsplit(address).hostname for address in self)
        return Hosts(frozenset(filter(None, names)), loopback_of(self.search))


SERVICE = Service(
    "https://ws.vlpar.be/api/search/query/",
    "https://ws.vlpar.be/e/opendata/schv/",
    FILES,
)


def service_at(address: str) -> Service:
    """The same three services below another address: a mirror, or a stand-in on this machine."""
    root = address.rstrip("/")
    return Service(
        f"{root}/api/search/query/", f"{root}/e/opendata/schv/", f"{root}/files/pfile?id="
    )


class Parliament:
    """The parliament as a source, for one run."""

    name = NAME

    def __init__(
        self,
        service: Service,
        manners: Manners,
        clock: Clock,
        keep: Keep,
        most_bytes: int,
        most_hits: int = _MOST_HITS,
    ) -> None:
        """Prepare to ask; nothing is asked yet.

        Args:
            service: where.
            manners: how.
            clock: the time.
            keep: told of each answer that is no file.
            most_bytes: the largest file that is taken.
            most_hits: how many hits a search finds at most.
        """
        self.client = Client(service.hosts, manners, clock)
        self._service = service
        self._keep = keep
        self._most_bytes = most_bytes
        self._most_hits = most_hits
        self._dialect = Dialect.IN_THE_PATH
        self._is_understood = False

    @property
    def asked(self) -> Asked:
        """How often it was asked so far."""
        return Asked(self.client.requests, self.client.retries)

    def close(self) -> None:
        """Hang up."""
        self.client.close()

    def windows(self, since: dt.date, until: dt.date) -> tuple[Window, ...]:
        """The windows that cover these days of publication, the newest first."""
        return part_from_the_end(since, until)

    def count_window(self, window: Window) -> int:
        """How many lines a window has."""
        return self._page(window, 1, 1).total

    def list_window(self, window: Window) -> Listing:
        """Everything in a window, read again until no line moved meanwhile."""
        before: frozenset[str] | None = None
        for _ in range(_PASSES):
            pages = self._pages(window)
            if pages[0].total >= self._most_hits:
                return self._list_halves(window)
            received = [key for page in pages for key in page.received]
            keys = frozenset(received)
            is_whole = all(page.total == len(received) for page in pages)
            # A line that comes twice may stand for one that was missed, or come twice every time.
            if is_whole and (len(keys) == len(received) or keys == before):
                return _listing(window, pages)
            before = keys
        raise RequestFailed(
            "index_moves", f"the list of {window.first_day} to {window.last_day} does not settle"
        )

    def _list_halves(self, window: Window) -> Listing:
        halves = halve(window)
        if halves is None:
            raise RequestFailed(
                "too_many_hits", f"{window.first_day} alone has more hits than a search finds"
            )
        newer, older = map(self.list_window, halves)
        return Listing(
            window,
            tuple(dict.fromkeys((*newer.hits, *older.hits))),
            newer.total + older.total,
            newer.oddities + older.oddities,
        )

    def _pages(self, window: Window) -> list[Page]:
        """The pages of a window; only the first where there are more hits than can be reached."""
        pages = [self._first_page(window)]
        while (
            pages[-1].received
            and pages[-1].last < pages[0].total
            and pages[0].total < self._most_hits
        ):
            pages.append(self._page(window, len(pages) + 1))
        return pages

    def _first_page(self, window: Window) -> Page:
        """The first page; where one dialect finds nothing yet, the other is tried."""
        other = next(one for one in Dialect if one is not self._dialect)
        try:
            page = self._page(window, 1)
        except RequestFailed as error:
            if error.code not in _NOT_UNDERSTOOD:
                raise
            page = self._page(window, 1, dialect=other)
            self._dialect = other
        if page.total == 0 and not self._is_understood:
            second = self._page(window, 1, dialect=other)
            if second.total:
                self._dialect, page = other, second
        self._is_understood |= page.total > 0
        return page

    def _page(
        self, window: Window, page: int, size: int = 100, dialect: Dialect | None = None
    ) -> Page:
        address = self._service.search + query(window, dialect or self._dialect, page, size)
        return read_page(self._ask(address, check_page))

    def describe(self, hits: tuple[Hit, ...]) -> SourceQuestion:
        """What the record of a question says, and the lines about it where that is silent."""
        number = hits[0].source_id
        answer = self._ask(self._service.details + number, _check_record)
        detail = read_detail(answer)
        if detail.id not in (None, number):
            raise RequestFailed("other_record", f"the record of {detail.id} came for {number}")
        listed = frozenset(filter(None, map(file_number, detail.files)))
        return make_question(NAME, number, detail, not_left_behind(hits, listed))

    def fetch(self, file: SourceFile) -> Download:
        """A file; what it is, its bytes say."""
        # Asked for by its number: what the service prints as an address is nothing to go by.
        address = self._service.files + file.number
        answer = self.client.get(address, "*/*", self._most_bytes, _check_file)
        return Download(answer.body, find_media(answer.body).type)

    def _ask(self, address: str, check: Callable[[Answer], None]) -> Answer:
        answer = self.client.get(address, _JSON, _MOST_BYTES_OF_ANSWER, check)
        self._keep(answer)
        return answer


def _check_record(answer: Answer) -> None:
    read_detail(answer)


def _check_file(answer: Answer) -> None:
    find_media(answer.body)


def _listing(window: Window, pages: list[Page]) -> Listing:
    return Listing(
        window,
        tuple(dict.fromkeys(hit for page in pages for hit in page.hits)),
        pages[0].total,
        tuple(dict.fromkeys(oddity for page in pages for oddity in page.oddities)),
    )
