"""Which block of the answer answers which sub-question, from the labels of both."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from vraagbaak.records import Answer


class Match(StrEnum):
    """How the label of a block fits that of the sub-question, the closest first."""

    SAME = "same"
    PART = "part"
    WHOLE = "whole"
    UNNUMBERED = "unnumbered"


class Link(NamedTuple):
    """A sub-question's label and the place, among the answers, of a block that answers it."""

    label: str
    answer: int
    match: Match


def find_links(labels: Iterable[str], answers: Sequence[Answer]) -> Iterator[Link]:
    """Match each sub-question to the blocks that answer it.

    These are the blocks that carry its label or that of a part of it; where there are none, those
    of what it is a part of ("2." answers 2a and 2b); where no block of the answer has a number, all
    of them.
    """
    for label in labels:
        links = [
            Link(label, place, match)
            for place, answer in enumerate(answers)
            if (match := _match(label, answer.labels))
        ]
        own = [link for link in links if link.match in (Match.SAME, Match.PART)]
        yield from own or links
        if not any(answer.labels for answer in answers):
            yield from (Link(label, place, Match.UNNUMBERED) for place in range(len(answers)))


def find_whole(label: str, labels: Collection[str]) -> str | None:
    """The nearest of some labels that this one is a part of, None at the top.

    >>> find_whole("12aii", ["1", "12", "12a"]), find_whole("12", ["1", "12"])
    ('12a', None)
    """
    return max((other for other in labels if _is_part(label, other)), key=len, default=None)


def _match(label: str, printed: Sequence[str]) -> Match | None:
    if label in printed:
        return Match.SAME
    if any(_is_part(other, label) for other in printed):
        return Match.PART
    if any(_is_part(label, other) for other in printed):
        return Match.WHOLE
    return None


def _is_part(label: str, whole: str) -> bool:
    """Whether a label is somewhere below another: 1a and 1aii are a part of 1, 12 is not."""
    return label.startswith(whole) and label[len(whole) : len(whole) + 1].isalpha()
