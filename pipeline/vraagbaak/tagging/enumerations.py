"""Finds which names in a text are listed together, and what word heads the list."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from vraagbaak.tagging.signs import OTHER_NOUNS, PLACE_NOUNS
from vraagbaak.vocabulary.place_names import NameHit

_REACH = 90
_FELLOWS = 8

# Between two names of one enumeration: "Aalst, Gent en de stad Brugge", "Mol i.s.m. Balen",
# "Antwerpen (12), Gent 3 %, Genk 5", "tussen Brussel en Namen", "Mol-Hamont", "Essen / Kalmthout".
_CONNECTION = re.compile(
    r"""(?:-[A-Z][a-z]+)?\s*(?:\([^()]{0,60}\)\s*)?
    (?::?\s?(?:€\s?)?[0-9][0-9.,]*(?:\s?%)?(?:\ [a-z]+)?(?=[,;]|\ en\b|\ of\b)\s?)?
    (?: [,;/&+] | [0-9][0-9.,]*(?=\s) | \s*[-–—]\s*
      | (?:en|of|et|als|alsook|tot|naar|ism|met)\b | i\.\s?s\.\s?m\. )
    \s*(?:(?:en|of|alsook|o|-|met\ name|onder\ meer|ook|vooral)\s+)?
    (?P<own>(?:(?:in|te|van|uit|naar|voor|met|tussen|rond)\s+)?)(?:(?:de|het)\s+)?
    (?P<noun>[^\W\d_][\w'’-]*\s+(?:(?:van|te|in)\s+)?)?
    """,
    re.VERBOSE,
)


class Enumeration(NamedTuple):
    """The list that a name stands in.

    ``head`` is the offset of the first name that the same words head: "de provincies Antwerpen en
    Limburg". ``fellows`` are the nearest other names of the list.
    """

    head: int
    fellows: tuple[NameHit, ...]


def find_enumerations(text: str, hits: Sequence[NameHit]) -> list[Enumeration]:
    """For each name the list that it stands in, if only by itself.

    What stands in brackets is a list of its own: "Limburg (Hasselt, Genk) en Antwerpen".
    """
    if len(hits) == 1:  # as in most cells
        return [Enumeration(hits[0].start, ())]
    heads: list[int] = []
    groups: list[list[int]] = []
    places: list[int] = []
    latest: dict[int, int] = {}
    depth, read = 0, 0
    for index, hit in enumerate(hits):
        depth = max(0, depth + text.count("(", read, hit.start) - text.count(")", read, hit.start))
        read = hit.start
        previous = latest.get(depth)
        link = None if previous is None else _linked(text, hits[previous].end, hit.start)
        if previous is None or link is None:
            groups.append([])
        else:
            groups.append(groups[previous])
        heads.append(heads[previous] if previous is not None and link == "" else hit.start)
        places.append(len(groups[-1]))
        groups[-1].append(index)
        latest[depth] = index
    return [
        Enumeration(head, tuple(hits[other] for other in _around(group, place)))
        for head, group, place in zip(heads, groups, places, strict=True)
    ]


def _around(group: Sequence[int], place: int) -> list[int]:
    """The members of a group next to a place in it, without that place."""
    before = group[max(0, place - _FELLOWS) : place]
    return [*before, *group[place + 1 : place + 1 + _FELLOWS]]


def _linked(text: str, end: int, start: int) -> str | None:
    """The words of its own that a name brings into an enumeration, None where it is in none."""
    if start - end > _REACH:
        return None
    link = _CONNECTION.fullmatch(text, end, start)
    if link is None:
        return None
    noun = (link["noun"] or "").split(" ")[0].lower()
    if noun and noun not in PLACE_NOUNS and noun not in OTHER_NOUNS:
        return None
    return noun or link["own"]
