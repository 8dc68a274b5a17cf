"""What somebody follows, and what they get to see of it."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from vraagbaak.records.history import EventKind

USUAL_KINDS = (
    EventKind.ANSWERED,
    EventKind.REFERRED,
    EventKind.LATE,
    EventKind.DODGED,
    EventKind.PROJECT,
    EventKind.CORRECTED,
    EventKind.WITHDRAWN,
)
"""What a feed holds where nothing else is asked: that a question was put comes with its answer."""


@dataclass(frozen=True, slots=True)
class Follow:
    """What is followed: all conditions that are given hold together, None is none.

    ``name`` is that of its files: small letters, digits and hyphens. ``municipality`` is a NIS code
    of today; the words of ``asker``, ``minister`` and ``search`` stand in what fits, in any order.
    """

    name: str
    title: str
    question: str | None = None
    asker: str | None = None
    minister: str | None = None
    theme: str | None = None
    municipality: str | None = None
    search: str | None = None
    kinds: tuple[EventKind, ...] = USUAL_KINDS


@dataclass(frozen=True, slots=True)
class FollowedQuestion:
    """A question that an event is about; ``page`` is its public page, None where it has none.

    ``key`` is its id in the dataset or, while its document is not read, that of the source.
    ``finding`` and ``source_says`` are values of `Timeliness`, None where nothing is said.
    """

    key: str
    title: str
    number: int | None
    session_year: str | None
    asked_by: str | None
    minister: str | None
    themes: tuple[str, ...]
    asked_on: dt.date | None
    due_earliest: dt.date | None
    due_latest: dt.date | None
    finding: str | None
    source_says: str | None
    page: str | None
    document: str | None


@dataclass(frozen=True, slots=True)
class FollowedPart:
    """The sub-question or project that an event is about, with the page that it is printed on.

    ``evidence`` is what is printed of its status: the words of the answer, or the status itself.
    """

    text: str
    label: str | None
    evidence: str | None
    amount: Decimal | None
    page: int | None


@dataclass(frozen=True, slots=True)
class FollowedEvent:
    """An event with all that its text needs; ``questions`` begins with the one answered."""

    id: str
    kind: EventKind
    happened_on: dt.date
    known_on: dt.date
    detail: str | None
    municipality: str | None
    parts: tuple[FollowedPart, ...]
    questions: tuple[FollowedQuestion, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """An event as readers get it: Dutch, without markup; ``id`` never changes."""

    id: str
    title: str
    text: str
    link: str | None
    happened_on: dt.date
    known_on: dt.date
    tags: tuple[str, ...]
    authors: tuple[str, ...]
