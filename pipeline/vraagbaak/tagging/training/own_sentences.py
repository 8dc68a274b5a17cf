"""Examples in our own words: the forms that the other material has too few of.

A line of ``own_sentences.csv`` is a sentence with {name} where a name goes, and whether it is a
mention there; ``names`` says which kind goes in: words, French names, any. The sentences show forms
of Dutch administrative prose and were written for this; none is taken from a document.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

from vraagbaak.tagging.training.examples import Example
from vraagbaak.tagging.training.swapping import Swapper
from vraagbaak.vocabulary.municipalities import Gazetteer

_NAME = "{name}"
_NAMES_A_SENTENCE = 12


def own_examples(gazetteer: Gazetteer, seed: int) -> Iterator[Example]:
    """Each sentence with some names in turn."""
    swapper = Swapper(gazetteer, seed)
    for row in _sentences():
        start = row["text"].index(_NAME)
        for _ in range(_NAMES_A_SENTENCE):
            name = swapper.draw(row["names"])
            yield from swapper.put(
                row["text"], start, start + len(_NAME), name, is_mention=row["mention"] == "1"
            )


def _sentences() -> Iterator[dict[str, str]]:
    path = Path(__file__).with_name("own_sentences.csv")
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)
