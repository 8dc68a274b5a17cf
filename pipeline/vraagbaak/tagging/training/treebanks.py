"""Examples from the Universal Dependencies treebanks of Dutch: what syntax says of a name."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from vraagbaak.tagging.candidates import Candidate
from vraagbaak.tagging.rules import Ruling
from vraagbaak.tagging.signs import LOCATIVES, PLACE_NOUNS
from vraagbaak.tagging.training.examples import Example, label_text
from vraagbaak.tagging.training.swapping import ON, Swapper
from vraagbaak.vocabulary.municipalities import Gazetteer

_CONTENT = frozenset({"NOUN", "VERB", "AUX", "ADJ", "ADV"})


class _Word(NamedTuple):
    number: int
    start: int
    end: int
    form: str
    tag: str
    features: str
    head: int
    relation: str

    @property
    def is_flat(self) -> bool:
        """Whether it continues a name of several words."""
        return self.relation.split(":")[0] in {"flat", "fixed"}


def read_treebanks(folder: Path, gazetteer: Gazetteer, seed: int) -> Iterator[Example]:
    """The names in the sentences of the CoNLL-U files in a folder, and others in their place."""
    swapper = Swapper(gazetteer, seed)
    for path in sorted(folder.glob("*.conllu")):
        for block in path.read_text(encoding="utf-8").split("\n\n"):
            words = _words(block)
            text = " ".join(word.form for word in words)

            def label(
                candidate: Candidate, _: Ruling, words: tuple[_Word, ...] = words
            ) -> bool | None:
                return _is_mention(candidate, words)

            yield from label_text(gazetteer, text, ON, label)
            if words:
                yield from _swapped(text, words, swapper)


def _swapped(text: str, words: tuple[_Word, ...], swapper: Swapper) -> Iterator[Example]:
    """Other names in the place of places, of the last word of longer names, of first words."""
    heads = {word.head for word in words if word.is_flat}
    for word, following in zip(words, (*words[1:], None), strict=True):
        begins = word.number == 1
        if word.tag != "PROPN":
            if begins and word.tag in _CONTENT and word.form[0].isupper():
                yield from swapper.word(text, word.start, word.end)
        elif not word.is_flat and word.number not in heads:
            if "Gender=Neut" in word.features or _is_located(word.number, words):
                yield from swapper.name(text, word.start, word.end, is_mention=True)
        elif word.is_flat and not (following and following.is_flat):
            first = words[word.head - 1].form
            if first.lower() not in PLACE_NOUNS and first[0].isupper():
                yield from swapper.name(text, word.start, word.end, is_mention=False)


def _is_located(number: int, words: tuple[_Word, ...]) -> bool:
    """Whether a preposition of place belongs to a word."""
    return any(
        word.form.lower() in LOCATIVES and word.relation == "case" and word.head == number
        for word in words
    )


def _words(block: str) -> tuple[_Word, ...]:
    """The words of a sentence, at the offsets that they have joined by spaces."""
    found: list[_Word] = []
    at = 0
    for line in block.splitlines():
        fields = line.split("\t")
        if not fields[0].isdigit():
            continue
        end = at + len(fields[1])
        found.append(
            _Word(
                int(fields[0]), at, end, fields[1], fields[3], fields[5], int(fields[6]), fields[7]
            )
        )
        at = end + 1
    return tuple(found)


def _is_mention(candidate: Candidate, words: tuple[_Word, ...]) -> bool | None:
    """A neuter proper noun by itself is a place; part of a longer name, or a word, is none."""
    inside = [word for word in words if word.start < candidate.end and candidate.start < word.end]
    if not inside or (inside[0].start, inside[-1].end) != (candidate.start, candidate.end):
        return None
    if all(word.tag != "PROPN" for word in inside):
        return False
    numbers = {word.number for word in inside}
    longer = [word for word in inside if word.is_flat and word.head not in numbers]
    longer += [word for word in words if word.is_flat and word.head in numbers]
    if any(word.number not in numbers or word.head not in numbers for word in longer):
        heads = {word.form.lower() for word in words if word.number in {w.head for w in longer}}
        return None if heads & PLACE_NOUNS else False
    if any("Gender=Com" in word.features for word in inside):
        return False
    located = any(_is_located(number, words) for number in numbers)
    return True if located or any("Gender=Neut" in word.features for word in inside) else None
