"""Stretches of a text around places of interest, so that only those are read closely."""

import re
from collections.abc import Iterable, Iterator

_WORD_START = re.compile(r"(?<!\w)[^\W\d_]")


def windows(
    lowered: str, places: Iterable[int], back: int, onward: int
) -> Iterator[tuple[int, int]]:
    """The stretches around the places, apart from each other and in order.

    Args:
        lowered: the text.
        places: offsets in it, ascending.
        back: how far a stretch reaches before a place, at least.
        onward: how far it reaches behind one, at least.

    Yields:
        Start and end of each, at the start of a word: no number is ever cut in two. Every
        character is in one stretch at most, so the work is linear in the text.
    """
    start = end = 0
    for place in places:
        if place + onward <= end:
            continue
        first = max(place - back, end)
        while first > end and not _WORD_START.match(lowered, first):
            first -= 1
        if first > end:
            if end:
                yield start, end
            start = first
        after = _WORD_START.search(lowered, min(place + onward, len(lowered)))
        end = after.start() if after else len(lowered)
    if end:
        yield start, end
