"""All that the network is trained on, by where it comes from, without what it is measured on."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from vraagbaak.tagging.candidates import Candidate, propose
from vraagbaak.tagging.training.examples import Example
from vraagbaak.tagging.training.newspapers import read_newspapers
from vraagbaak.tagging.training.own_sentences import own_examples
from vraagbaak.tagging.training.parliament import (
    Text,
    label_texts,
    read_committees,
    read_federal,
)
from vraagbaak.tagging.training.read_lines import ReadLine, read_lines
from vraagbaak.tagging.training.treebanks import read_treebanks
from vraagbaak.vocabulary.municipalities import Gazetteer

_HELD_OUT = Path(__file__).with_name("held_out.csv")
_SAME = 60  # characters at the head of a paragraph by which a copy of it is known


class HeldOut(NamedTuple):
    """A candidate that a person has read, to measure on and never to train on.

    Sample 2 was read after the rules had been mended where sample 1 showed them wrong; since then
    some were mended for sample 2 as well.
    """

    candidate: Candidate
    sample: int
    is_mention: bool


class _Place(NamedTuple):
    document: str
    field: str
    start: int
    end: int


class Material(NamedTuple):
    """Examples by their source, the paragraphs that were read, and the candidates held out.

    The paragraphs are trained on only where they are not measured on; the candidates held out,
    read by a person in other documents, are never trained on.
    """

    sets: dict[str, tuple[Example, ...]]
    lines: tuple[ReadLine, ...]
    held_out: tuple[HeldOut, ...]


def read_material(folder: Path, gazetteer: Gazetteer, seed: int) -> Material:
    """Read the training material.

    Args:
        folder: with the treebanks in ``ud``, the newspapers in ``europeana``, and beside them the
            texts of the parliaments and the paragraphs that were read.
        gazetteer: the names.
        seed: chooses which name goes where in swapped examples.
    """
    lines = read_lines(folder / "mentions_dev.jsonl")
    federal, committees = tuple(read_federal(folder)), tuple(read_committees(folder))
    held_out = _read_held_out()
    read = {line.document for line in lines} | {document for document, *_ in held_out}
    heads = [line.text[:_SAME] for line in lines]

    def unread(texts: Sequence[Text]) -> tuple[Text, ...]:
        return tuple(
            text
            for text in texts
            if text.document not in read and not any(head in text.text for head in heads)
        )

    sets = {
        "federal": tuple(label_texts(unread(federal), gazetteer, seed)),
        "committees": tuple(label_texts(unread(committees), gazetteer, seed + 1)),
        "own sentences": tuple(own_examples(gazetteer, seed + 2)),
        "treebanks": tuple(read_treebanks(folder / "ud", gazetteer, seed + 3)),
        "newspapers": tuple(read_newspapers(folder / "europeana", gazetteer, seed + 4)),
    }
    return Material(sets, lines, tuple(_held_out((*federal, *committees), held_out, gazetteer)))


def _read_held_out() -> dict[_Place, tuple[int, bool]]:
    """What was read for measuring, by where it stands."""
    with _HELD_OUT.open(encoding="utf-8", newline="") as lines:
        rows = tuple(csv.DictReader(lines))
    return {
        _Place(
            f"{row['source']} {row['document']}", row["field"], int(row["start"]), int(row["end"])
        ): (int(row["sample"]), row["is_mention"] == "1")
        for row in rows
    }


def _held_out(
    texts: Sequence[Text], wanted: dict[_Place, tuple[int, bool]], gazetteer: Gazetteer
) -> Iterator[HeldOut]:
    documents = {place.document for place in wanted}
    for text in texts:
        if text.document not in documents:
            continue
        for candidate in propose(gazetteer, text.text, text.on):
            found = wanted.get(_Place(text.document, text.field, candidate.start, candidate.end))
            if found is not None:
                yield HeldOut(candidate, *found)
