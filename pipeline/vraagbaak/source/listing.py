"""What a source gives: the hits of a window of time, its words about a question, its files."""

import datetime as dt
from typing import NamedTuple, Protocol

from vraagbaak.records.source import SourceFile, SourceQuestion


class Window(NamedTuple):
    """Days of publication, both ends included; None where a source lists all it has at once."""

    first_day: dt.date | None
    last_day: dt.date | None


class Hit(NamedTuple):
    """A line of a listing: a question together with one of its files.

    ``file_number`` is empty where the line names no file. ``fields`` are the names and values that
    call for another look at the question when one of them changes, sorted.
    """

    source_id: str
    file_number: str
    published_on: dt.date | None
    fields: tuple[tuple[str, str], ...] = ()


class Oddity(NamedTuple):
    """A line of a listing that contradicts itself: it is left out, and said."""

    source_id: str
    message: str


class Listing(NamedTuple):
    """All that a source lists in a window; ``total`` is its own number of lines for it."""

    window: Window
    hits: tuple[Hit, ...]
    total: int
    oddities: tuple[Oddity, ...] = ()


class Download(NamedTuple):
    """A file as it came: its bytes, and the media type that the first of them say."""

    content: bytes
    media_type: str


class Asked(NamedTuple):
    """How often a source was asked, and how often again because the first time failed."""

    requests: int = 0
    retries: int = 0


class Source(Protocol):
    """What a source can do; each call may raise `RequestFailed`."""

    @property
    def name(self) -> str:
        """Its name in the catalogue and the dataset."""

    @property
    def asked(self) -> Asked:
        """How often it was asked so far."""

    def close(self) -> None:
        """Let go of what it holds open; nothing is asked after that."""

    def windows(self, since: dt.date, until: dt.date) -> tuple[Window, ...]:
        """The windows that cover these days of publication, the newest first."""

    def list_window(self, window: Window) -> Listing:
        """Everything in a window, complete."""

    def count_window(self, window: Window) -> int | None:
        """How many lines a window has, at the cost of one request; None where none are counted."""

    def describe(self, hits: tuple[Hit, ...]) -> SourceQuestion:
        """What it says of a question, given all the lines about it."""

    def fetch(self, file: SourceFile) -> Download:
        """A file of a question."""
