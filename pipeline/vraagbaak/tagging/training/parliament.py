"""Silver examples from unlabelled text of parliaments: the federal Chamber and committees.

Three kinds. Where a sure rule speaks, its word is the label, and the network learns from the other
words around the name. A name that means nothing but the municipality votes for its context, and
that context again with a name in its place that is also a word. And a word that is written small
inside a sentence is put at the head of one, with the words that follow it there.
"""

import csv
import datetime as dt
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from vraagbaak.tagging.candidates import Candidate, propose
from vraagbaak.tagging.rules import Ruling, Verdict, judge
from vraagbaak.tagging.training.examples import Example, label_text
from vraagbaak.tagging.training.swapping import Swapper, names_that_are
from vraagbaak.vocabulary.municipalities import Gazetteer
from vraagbaak.vocabulary.place_names import Meaning

_COMMITTEES = dt.date(2025, 3, 1)  # all of them spoke that spring
_SILVER = 0.5  # what a label counts that nobody has read
_OF_EACH_WORD = 50
_SMALL_WORD = re.compile(r"(?<=[a-z] )[a-z]{3,}(?= [a-z])")


class Text(NamedTuple):
    """A text of a parliament: the document that it is of, its field there, its day, its words."""

    document: str
    field: str
    on: dt.date
    text: str


def read_federal(folder: Path) -> Iterator[Text]:
    """The questions and answers of the federal Chamber."""
    with (folder / "federal_kamer_qa_2017_nl.jsonl").open(encoding="utf-8") as lines:
        for entry in map(json.loads, lines):
            on = dt.date.fromisoformat(entry["depotdat"])
            for field in ("question", "answer"):
                if entry[field]:
                    yield Text(f"kamer2017 {entry['doc_id']}", field, on, entry[field])


def read_committees(folder: Path) -> Iterator[Text]:
    """The speeches in committees of the Flemish Parliament."""
    for path in sorted(folder.glob("vlpar_commissie_*_content.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            source = path.stem.removeprefix("vlpar_").removesuffix("_content")
            for row, entry in enumerate(csv.DictReader(lines)):
                text = entry["sprekertekst"]
                yield Text(f"{source} {row}", "sprekertekst", _COMMITTEES, text)


def label_texts(texts: Sequence[Text], gazetteer: Gazetteer, seed: int) -> Iterator[Example]:
    """The silver examples of some texts.

    Args:
        texts: without those that a person has read and that are measured on.
        gazetteer: the names.
        seed: chooses which name goes where.
    """
    swapper = Swapper(gazetteer, seed)
    for each in texts:
        yield from label_text(gazetteer, each.text, each.on, _by_rule, _SILVER)
        for candidate in propose(gazetteer, each.text, each.on):
            if _is_plain(candidate, judge(candidate)) and not candidate.fellows:
                place = (candidate.start, candidate.end)
                yield from swapper.name(each.text, *place, is_mention=True)
    yield from _small_words(texts, swapper, np.random.default_rng(seed))


def _by_rule(candidate: Candidate, ruling: Ruling) -> bool | None:
    """What a sure rule says; for an open name what it nearly always is."""
    if ruling.verdict is not Verdict.OPEN:
        return ruling.leaning
    if _is_plain(candidate, ruling):
        return True
    begins_with_word = candidate.begins and Meaning.COMMON_WORD in candidate.meanings
    return False if begins_with_word and not ruling.leaning else None


def _is_plain(candidate: Candidate, ruling: Ruling) -> bool:
    """Whether it is the name of a municipality and of nothing else, with no rule against it."""
    known = any(not sense.sub for sense in candidate.hit.name.senses)
    return ruling.rule == "plain" and known and not candidate.meanings


def _small_words(
    texts: Sequence[Text], swapper: Swapper, chance: np.random.Generator
) -> Iterator[Example]:
    """Words that are written small inside a sentence, put at the head of one."""
    names = {name.lower(): name for name in names_that_are({Meaning.WORD, Meaning.COMMON_WORD})}
    found: dict[str, list[tuple[str, int]]] = {}
    for each in texts:
        for match in _SMALL_WORD.finditer(each.text):
            if match.group() in names:
                found.setdefault(match.group(), []).append((each.text, match.end()))
    for word in sorted(found):
        for index in chance.permutation(len(found[word]))[:_OF_EACH_WORD]:
            text, end = found[word][index]
            yield from swapper.put(text[end:], 0, 0, names[word], is_mention=False)
