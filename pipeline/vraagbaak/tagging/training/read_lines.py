"""Paragraphs that a person has read: to train on, or to measure on, never both on one line."""

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from vraagbaak.tagging.candidates import Candidate
from vraagbaak.tagging.rules import Ruling
from vraagbaak.tagging.training.examples import Example, label_text
from vraagbaak.vocabulary.municipalities import Gazetteer


class ReadLine(NamedTuple):
    """A paragraph: its document, its day, its words, and the offsets and code of each mention."""

    key: str
    document: str
    on: dt.date
    text: str
    mentions: frozenset[tuple[int, int, str]]


def read_lines(path: Path) -> tuple[ReadLine, ...]:
    """The paragraphs of a file of JSON lines."""
    with path.open(encoding="utf-8") as lines:
        return tuple(
            ReadLine(
                entry["id"],
                f"{entry['source']} {entry['doc']}",
                dt.date.fromisoformat(entry["on"]),
                entry["text"],
                frozenset((m["start"], m["end"], m["nis"]) for m in entry["municipalities"]),
            )
            for entry in map(json.loads, lines)
        )


def label_lines(lines: Sequence[ReadLine], gazetteer: Gazetteer) -> Iterator[Example]:
    """The examples in paragraphs that were read."""
    for line in lines:
        places = {(start, end) for start, end, _ in line.mentions}

        def label(
            candidate: Candidate, _: Ruling, places: set[tuple[int, int]] = places
        ) -> bool | None:
            return (candidate.start, candidate.end) in places

        yield from label_text(gazetteer, line.text, line.on, label)
