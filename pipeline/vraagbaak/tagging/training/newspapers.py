"""Examples from the Dutch newspapers of Europeana, whose names are marked by kind."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from vraagbaak.tagging.candidates import Candidate
from vraagbaak.tagging.rules import Ruling
from vraagbaak.tagging.training.examples import Example, label_text
from vraagbaak.tagging.training.swapping import ON, Swapper
from vraagbaak.vocabulary.municipalities import Gazetteer
from vraagbaak.vocabulary.place_names import Meaning

_LINES = 60  # words that are read as one text: the files do not say where a sentence ends
_WORDS = {Meaning.WORD, Meaning.COMMON_WORD}


class _Entity(NamedTuple):
    start: int
    end: int
    kind: str


def read_newspapers(folder: Path, gazetteer: Gazetteer, seed: int) -> Iterator[Example]:
    """The names in the files of words with their marks in a folder, and others in their place."""
    swapper = Swapper(gazetteer, seed)
    for path in sorted(folder.glob("*.bio")):
        rows = [line.split(" ") for line in path.read_text(encoding="utf-8").splitlines() if line]
        for begin in range(0, len(rows), _LINES):
            text, entities = _join(rows[begin : begin + _LINES])

            def label(
                candidate: Candidate, _: Ruling, entities: tuple[_Entity, ...] = entities
            ) -> bool | None:
                return _is_mention(candidate, entities)

            yield from label_text(gazetteer, text, ON, label)
            for entity in entities:
                yield from _swapped(text, entity, swapper)


def _swapped(text: str, entity: _Entity, swapper: Swapper) -> Iterator[Example]:
    """Another name in the place of a place, or of the last word of the name of something else."""
    if entity.kind == "LOC":
        yield from swapper.name(text, entity.start, entity.end, is_mention=True)
        return
    last = text.rfind(" ", entity.start, entity.end)
    if last > 0:
        yield from swapper.name(text, last + 1, entity.end, is_mention=False)


def _join(rows: list[list[str]]) -> tuple[str, tuple[_Entity, ...]]:
    """The words as a text, and the names in it with their offsets."""
    text = ""
    entities: list[_Entity] = []
    for word, mark in rows:
        start = len(text)
        text += f"{word} "
        end = start + len(word.rstrip(".,;:!?-"))
        if mark.startswith("B-"):
            entities.append(_Entity(start, end, mark[2:]))
        elif mark.startswith("I-") and entities:
            entities[-1] = entities[-1]._replace(end=end)
    return text, tuple(entities)


def _is_mention(candidate: Candidate, entities: tuple[_Entity, ...]) -> bool | None:
    """A name marked as a place is a mention; in another name, or unmarked and a word, it is none.

    A place that is unmarked is not known: in old spelling the marks are not complete.
    """
    for entity in entities:
        if entity.start < candidate.end and candidate.start < entity.end:
            if entity.kind != "LOC":
                return False
            return True if (entity.start, entity.end) == (candidate.start, candidate.end) else None
    return False if _WORDS & candidate.meanings else None
