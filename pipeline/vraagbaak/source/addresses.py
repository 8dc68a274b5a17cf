"""A list of addresses as a source: a document behind each."""

import datetime as dt
from pathlib import Path
from urllib.parse import urlsplit

from vraagbaak.errors import WrongUsage
from vraagbaak.records.source import SourceFile, SourceQuestion
from vraagbaak.source.answer import Answer
from vraagbaak.source.folder import bare_question
from vraagbaak.source.hosts import Hosts
from vraagbaak.source.http import Client
from vraagbaak.source.listing import Asked, Download, Hit, Listing, Window
from vraagbaak.source.manners import Clock, Manners
from vraagbaak.source.media import find_media

_ALL = Window(None, None)
_DAYS_BETWEEN_LOOKS = 30


class Addresses:
    """The addresses in a text file, one a line; ``#`` begins a remark.

    Only the hosts that stand in the list are asked. Each document is asked for anew once a month,
    since nothing tells that it changed.
    """

    name = "addresses"

    def __init__(
        self,
        file: Path,
        manners: Manners,
        clock: Clock,
        most_bytes: int,
        loopback: str | None = None,
    ) -> None:
        """Read the list; nothing is asked yet.

        Args:
            file: the list.
            manners: how to ask.
            clock: the time.
            most_bytes: the largest document that is taken.
            loopback: the ``host:port`` of a stand-in on this machine, None for none.

        Raises:
            WrongUsage: there is no such file, or no address in it.
        """
        self._addresses = _read_list(file)
        hosts = (urlsplit(address).hostname for address in self._addresses)
        self.client = Client(Hosts(frozenset(filter(None, hosts)), loopback), manners, clock)
        self._clock = clock
        self._most_bytes = most_bytes

    @property
    def asked(self) -> Asked:
        """How often it was asked so far."""
        return Asked(self.client.requests, self.client.retries)

    def close(self) -> None:
        """Hang up."""
        self.client.close()

    def windows(self, since: dt.date, until: dt.date) -> tuple[Window, ...]:
        """All at once: a list has no days."""
        return (_ALL,)

    def count_window(self, window: Window) -> None:
        """Not counted: listing costs nothing."""

    def list_window(self, window: Window) -> Listing:
        """The list itself."""
        turn = str(self._clock().date().toordinal() // _DAYS_BETWEEN_LOOKS)
        hits = tuple(Hit(one, one, None, (("month", turn),)) for one in self._addresses)
        return Listing(window, hits, len(hits))

    def describe(self, hits: tuple[Hit, ...]) -> SourceQuestion:
        """Nothing but the address: a list says no more."""
        return bare_question(self.name, hits[0].source_id, hits[0].source_id)

    def fetch(self, file: SourceFile) -> Download:
        """The document at the address."""
        answer = self.client.get(file.address, "*/*", self._most_bytes, _check_file)
        return Download(answer.body, find_media(answer.body).type)


def _check_file(answer: Answer) -> None:
    find_media(answer.body)


def _read_list(file: Path) -> tuple[str, ...]:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise WrongUsage(
            f"cannot read {file}: {error.strerror}; name a list of addresses"
        ) from error
    except UnicodeError as error:
        raise WrongUsage(f"{file} is no list of addresses: it is not text in UTF-8") from error
    addresses = dict.fromkeys(line.strip() for line in lines)
    found = tuple(one for one in addresses if one and not one.startswith("#"))
    if not found:
        raise WrongUsage(f"no address in {file}: put one on each line")
    return found
