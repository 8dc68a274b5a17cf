"""Measures ways to decide on lines that they were not trained on."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from vraagbaak.tagging.candidates import Candidate, propose
from vraagbaak.tagging.decider import Decider
from vraagbaak.tagging.features import feature_ids
from vraagbaak.tagging.network import Network, likelihoods
from vraagbaak.tagging.resolution import Resolver
from vraagbaak.tagging.rules import Ruling, judge
from vraagbaak.tagging.training.examples import Example
from vraagbaak.tagging.training.material import Material
from vraagbaak.tagging.training.read_lines import ReadLine, label_lines
from vraagbaak.tagging.training.trainer import find_leanings, train
from vraagbaak.vocabulary.municipalities import Gazetteer

SAMPLES = (1, 2)
"""The samples of candidates held out."""

_FOLDS = 5
_EVEN = 0.5

Decide = Callable[[Sequence[Candidate], Sequence[Ruling]], Sequence[bool]]
"""Says of each candidate of a text whether it is a mention."""


class Figures(NamedTuple):
    """Of the mentions in some lines: right with span and code, given, wanted."""

    right: int = 0
    given: int = 0
    wanted: int = 0

    def plus(self, other: "Figures") -> "Figures":
        """The figures of both together."""
        return Figures(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))

    @property
    def precision(self) -> float:
        """The share of what is given that is right."""
        return self.right / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        """The share of what is wanted that is given rightly."""
        return self.right / self.wanted if self.wanted else 0.0


class Score(NamedTuple):
    """What a way to decide makes of the lines, by source, and how many held out of each sample."""

    name: str
    by_source: dict[str, Figures]
    held_out: tuple[int, ...]

    @property
    def figures(self) -> Figures:
        """The figures of all sources together."""
        return _sum(self.by_source.values())


def _sum(figures: Iterable[Figures]) -> Figures:
    total = Figures()
    for each in figures:
        total = total.plus(each)
    return total


def measure(material: Material, gazetteer: Gazetteer, seed: int) -> Iterator[Score]:
    """The table: the gazetteer, the rules, then each training set added in turn.

    Lines are measured in five folds, so that no document is both trained and measured on. The
    leanings of the rules are counted in the other four folds.
    """
    lines = material.lines
    for name, way in (("gazetteer alone", _everything), ("gazetteer with rules", _by_rules)):
        yield Score(name, _figures(lines, gazetteer, way), _right(material, way))
    chosen: list[Example] = []
    for name, examples in (*material.sets.items(), ("read lines", ())):
        chosen.extend(examples)
        yield from _measure_sets(
            f"+ {name}", chosen, name == "read lines", material, gazetteer, seed
        )


def _measure_sets(
    name: str,
    chosen: Sequence[Example],
    with_lines: bool,
    material: Material,
    gazetteer: Gazetteer,
    seed: int,
) -> Iterator[Score]:
    """What the network makes of some sets: by itself, then beside the rules."""
    alone: dict[str, Figures] = {}
    combined: dict[str, Figures] = {}
    for trained, measured in split(material.lines):
        read = tuple(label_lines(trained, gazetteer))
        network = train([*chosen, *read] if with_lines else chosen, seed)
        decider = Decider(network, find_leanings(read))
        for total, way in (alone, _by_network(network)), (combined, _by_decider(decider)):
            for source, figures in _figures(measured, gazetteer, way).items():
                total[source] = total.get(source, Figures()).plus(figures)
    read = tuple(label_lines(material.lines, gazetteer))
    network = train([*chosen, *read] if with_lines else chosen, seed)
    decider = Decider(network, find_leanings(read))
    decider = Decider(network, find_leanings(read))
    yield Score(f"{name}, network alone", alone, _right(material, _by_network(network)))
    yield Score(f"{name}, with rules", combined, _right(material, _by_decider(decider)))


def _right(material: Material, decide: Decide) -> tuple[int, ...]:
    """How many of the candidates held out are decided rightly, in each sample."""
    held_out = material.held_out
    candidates = [each.candidate for each in held_out]
    decisions = decide(candidates, [judge(candidate) for candidate in candidates])
    right = Counter(
        each.sample
        for decision, each in zip(decisions, held_out, strict=True)
        if decision == each.is_mention
    )
    return tuple(right[sample] for sample in SAMPLES)


def split(
    lines: Sequence[ReadLine],
) -> Iterator[tuple[tuple[ReadLine, ...], tuple[ReadLine, ...]]]:
    """Five times the lines to train on and those to measure on; a document is in one of both."""
    documents = sorted({line.document for line in lines})
    order = np.random.default_rng(0).permutation(len(documents))
    fold = {documents[index]: place % _FOLDS for place, index in enumerate(order)}
    for number in range(_FOLDS):
        yield (
            tuple(line for line in lines if fold[line.document] != number),
            tuple(line for line in lines if fold[line.document] == number),
        )


def _everything(candidates: Sequence[Candidate], _: Sequence[Ruling]) -> Sequence[bool]:
    return [True] * len(candidates)


def _by_rules(_: Sequence[Candidate], rulings: Sequence[Ruling]) -> Sequence[bool]:
    return [ruling.leaning for ruling in rulings]


def _by_network(network: Network) -> Decide:
    def decide(candidates: Sequence[Candidate], _: Sequence[Ruling]) -> Sequence[bool]:
        features = [feature_ids(candidate) for candidate in candidates]
        return [bool(each > _EVEN) for each in likelihoods(network, features)]

    return decide


def _by_decider(decider: Decider) -> Decide:
    def decide(candidates: Sequence[Candidate], rulings: Sequence[Ruling]) -> Sequence[bool]:
        return [ruling.leaning for ruling in decider.decide(candidates, rulings)]

    return decide


def _figures(lines: Sequence[ReadLine], gazetteer: Gazetteer, decide: Decide) -> dict[str, Figures]:
    """The figures of the lines of each source."""
    found: dict[str, Figures] = {}
    for line in lines:
        source = line.document.split()[0]
        figures = _figures_of(line, gazetteer, decide)
        found[source] = found.get(source, Figures()).plus(figures)
    return found


def _figures_of(line: ReadLine, gazetteer: Gazetteer, decide: Decide) -> Figures:
    candidates = propose(gazetteer, line.text, line.on)
    decisions = decide(candidates, [judge(each) for each in candidates]) if candidates else ()
    mentions = [each for each, is_one in zip(candidates, decisions, strict=True) if is_one]
    codes = Resolver(gazetteer, line.text, line.on).codes(mentions)
    found = {
        (mention.start, mention.end, code)
        for mention, (code, _) in zip(mentions, codes, strict=True)
    }
    return Figures(len(found & line.mentions), len(found), len(line.mentions))
