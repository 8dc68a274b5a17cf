"""A ruling: what somebody says of one value of the dataset, and the evidence that they judged."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from vraagbaak.records import Place


class Verdict(StrEnum):
    """What somebody says of a value: it is right, it is another, or it cannot be relied on."""

    ACCEPT = "accept"
    CORRECT = "correct"
    DISPUTE = "dispute"


class State(StrEnum):
    """How far a value has been checked by people."""

    UNCHECKED = "unchecked"
    SOURCE_READ = "source_read"
    CHECKED = "checked"
    DISPUTED = "disputed"


STATE_NAMES = {
    State.UNCHECKED: "niet nagekeken",
    State.SOURCE_READ: "bron gelezen",
    State.CHECKED: "nagekeken",
    State.DISPUTED: "betwist",
}
"""What the states are called in Dutch."""


class Standing(StrEnum):
    """Whether a ruling counts in this dataset or, stale, why not."""

    IN_FORCE = "in_force"
    DOCUMENT_GONE = "document_gone"
    WORDS_MOVED = "words_moved"
    SEVERAL_FIT = "several_fit"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was judged: the hash of the words in their document, and where they stand.

    ``document`` is the key of the document; see ``dataset.reviews.evidence`` for the hash.
    """

    hash: str
    document: str
    place: Place | None


@dataclass(frozen=True, slots=True)
class Ruling:
    """What one person says of one value; the same person's next ruling on it takes its place.

    ``id`` and ``column`` name the value; ``value`` is what it is, as CSV writes it: None where
    there is none, and for a dispute. ``extracted`` is what the program had found at that time.
    """

    id: str
    column: str
    verdict: Verdict
    value: str | None
    extracted: str | None
    evidence: Evidence
    by: str
    on: dt.date
    reason: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What no other ruling has: the value and the person, in the order of the file."""
        return (self.id, self.column, self.by)


def settle(rulings: Collection[Ruling], extracted: str | None) -> tuple[State, str | None]:
    """What the rulings on one value come to: its state, and the value that is in force.

    One person who read the source is enough for a value to be taken over; a second who says the
    same makes it checked. Where somebody disputes it, or two people say different things, the
    extracted value stays in force, and the state says that it cannot be relied on.
    """
    if not rulings:
        return State.UNCHECKED, extracted
    values = {ruling.value for ruling in rulings}
    if len(values) > 1 or any(ruling.verdict is Verdict.DISPUTE for ruling in rulings):
        return State.DISPUTED, extracted
    people = {ruling.by for ruling in rulings}
    return (State.CHECKED if len(people) > 1 else State.SOURCE_READ), values.pop()


def weakest(states: Collection[State]) -> State:
    """The state of a row out of those of its reviewed values: disputed, else the least checked."""
    if State.DISPUTED in states:
        return State.DISPUTED
    return min(states, key=list(State).index, default=State.UNCHECKED)
