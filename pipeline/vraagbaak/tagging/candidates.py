"""Proposes what may be a mention of a municipality: names with the words around them."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from vraagbaak.tagging.enumerations import find_enumerations
from vraagbaak.tagging.signs import ABBREVIATIONS
from vraagbaak.vocabulary.municipalities import Gazetteer
from vraagbaak.vocabulary.place_names import Kind, Meaning, NameHit

_TOKEN = re.compile(r"[^\W_](?:[\w'’&-]*[\w'’&])?|[^\w\s]")
_SENTENCE_ENDS = frozenset(".?!•▪◦●")
# "minister van Cultuur, Jeugd en Media, bevoegd voor Brussel": a title is capitals and small words.
_MINISTER = re.compile(
    r"(?:minister|staatssecretaris) (?:van|voor)\s+((?:[^\W\d_][\w-]*[\s,]+)*)\Z", re.IGNORECASE
)
_TITLE_WORDS = frozenset({"en", "van", "de", "het", "bevoegd", "belast", "voor", "met"})
_LONGEST_TITLE = 160
_SENTENCE_BREAK = re.compile(r"[.?!;]\s?(?=[A-Z])")
_HYPHENS = frozenset("-\u2010\u2011")
_QUOTES = frozenset("\"“”‘’'»")
_DASHES = frozenset("-–—")
_REACH = 90


class Setting(StrEnum):
    """Where a text stands: in running text, in a cell, in a column of one kind of place."""

    PROSE = "prose"
    CELL = "cell"
    PLACES = "places"
    PROVINCES = "provinces"


class Candidate(NamedTuple):
    """A name of a municipality in a text, with what is needed to judge it.

    ``before`` and ``after`` are the tokens around it, the nearest last and first. ``begins`` is set
    where a sentence, list item or cell begins with it; ``tied_before`` and ``tied_after`` where a
    hyphen without spaces ties it to a neighbour. ``head`` is ``before`` of the first name of the
    enumeration that it stands in, ``fellows`` the other names there. ``beside_regions`` is set
    where the sentence names two regions, as in "in Vlaanderen steeg, in Wallonië daalde het", and
    ``in_title`` inside a minister's title.
    """

    start: int
    end: int
    text: str
    hit: NameHit
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    begins: bool = False
    tied_before: bool = False
    tied_after: bool = False
    head: tuple[str, ...] = ()
    fellows: tuple[NameHit, ...] = ()
    beside_regions: bool = False
    in_title: bool = False
    next_hit: NameHit | None = None
    previous_hit: NameHit | None = None
    setting: Setting = Setting.PROSE

    @property
    def meanings(self) -> frozenset[Meaning]:
        """What the name can mean besides the municipality."""
        return self.hit.name.meanings

    @property
    def is_whole(self) -> bool:
        """Whether the text holds nothing but this name."""
        return not self.before and not any(token[0].isalnum() for token in self.after)

    def first(self, position: int = 1) -> str:
        """The token at a position before the name, 1 for the nearest, "" where there is none."""
        return self.before[-position] if len(self.before) >= position else ""


def propose(
    gazetteer: Gazetteer,
    text: str,
    on: dt.date,
    setting: Setting = Setting.PROSE,
    starts: Iterable[int] = (),
) -> tuple[Candidate, ...]:
    """The names of municipalities in a text, each with its surroundings.

    Args:
        gazetteer: the names.
        text: any text.
        on: a name of several words that comes into use after this date is read as several names.
        setting: what kind of column the text stands in.
        starts: the offsets at which a paragraph or list item begins.
    """
    hits = tuple(_in_use(gazetteer, text, on))
    if not hits:
        return ()
    opening = frozenset(starts)
    enumerations = find_enumerations(text, hits)
    found = []
    for index, hit in enumerate(hits):
        if hit.name.kind is not Kind.MUNICIPALITY or _is_in_address(text, hit.start):
            continue
        before = _tokens_before(text, hit.start)
        head = enumerations[index].head
        found.append(
            Candidate(
                start=hit.start,
                end=hit.end,
                text=text[hit.start : hit.end],
                hit=hit,
                before=before,
                after=_tokens_after(text, hit.end),
                begins=hit.start in opening or _begins(text, hit.start, before),
                tied_before=_is_hyphen(text, hit.start - 1),
                tied_after=_is_hyphen(text, hit.end),
                head=before if head == hit.start else _tokens_before(text, head),
                fellows=enumerations[index].fellows,
                beside_regions=_is_beside_regions(text, hit, hits[max(0, index - 9) : index + 10]),
                in_title=_is_in_title(text, hit.start),
                next_hit=hits[index + 1] if index + 1 < len(hits) else None,
                previous_hit=hits[index - 1] if index else None,
                setting=setting,
            )
        )
    return tuple(found)


def _in_use(gazetteer: Gazetteer, text: str, on: dt.date) -> Iterator[NameHit]:
    """The names, where "Bilzen-Hoeselt" before the merger is Bilzen and Hoeselt."""
    for hit in gazetteer.find(text):
        if hit.name.kind is Kind.MUNICIPALITY and not gazetteer.is_in_use(hit.name, on):
            parts = tuple(gazetteer.parts(text, hit))
            if len(parts) > 1:
                yield from parts
                continue
        yield hit


def _is_beside_regions(text: str, hit: NameHit, hits: Sequence[NameHit]) -> bool:
    """Whether two different regions are named in the same sentence."""
    named = {
        text[other.start : other.end]
        for other in hits
        if other.name.kind is Kind.REGION
        and not _SENTENCE_BREAK.search(text, min(hit.end, other.end), max(hit.start, other.start))
    }
    return len(named) > 1


def _is_in_address(text: str, start: int) -> bool:
    """Whether the name is part of the address of a web page or a person."""
    if start == 0 or text[start - 1] in " \n(":
        return False
    run = text[max(0, start - _REACH) : start].rsplit(maxsplit=1)
    return bool(run) and any(mark in run[-1] for mark in ("://", "www.", "@"))


def _is_in_title(text: str, start: int) -> bool:
    """Whether the words before belong to a minister's title."""
    before = text[max(0, start - _LONGEST_TITLE) : start]
    lowered = before.lower()
    if "inister" not in lowered and "secretaris" not in lowered:
        return False
    title = _MINISTER.search(before)
    return title is not None and all(
        word[0].isupper() or word in _TITLE_WORDS for word in re.findall(r"[\w-]+", title[1])
    )


def _tokens_before(text: str, start: int) -> tuple[str, ...]:
    """The words and marks before an offset, the nearest last."""
    return tuple(_TOKEN.findall(text, max(0, start - _REACH), start)[-6:])


def _tokens_after(text: str, end: int) -> tuple[str, ...]:
    return tuple(_TOKEN.findall(text, end, end + 40)[:3])


def _begins(text: str, start: int, before: Sequence[str]) -> bool:
    """Whether a sentence or list item begins here, as far as the characters tell."""
    if not before or "\n" in text[max(0, start - 3) : start]:
        return True
    last, earlier = before[-1], before[-2] if len(before) > 1 else ""
    if last == ".":
        return earlier.lower() not in ABBREVIATIONS
    if last in _SENTENCE_ENDS:
        return True
    if last == ")":
        return len(earlier) == 1 and (len(before) < 3 or before[-3] in ".;:?")
    if last in _DASHES or last == "o":
        return not earlier or earlier in ".;:?!"
    return last in _QUOTES and (not earlier or earlier in _SENTENCE_ENDS)


def _is_hyphen(text: str, at: int) -> bool:
    """Whether a hyphen stands at an offset, tight between two words."""
    return (
        0 < at < len(text) - 1
        and text[at] in _HYPHENS
        and text[at - 1].isalnum()
        and text[at + 1].isalnum()
    )
