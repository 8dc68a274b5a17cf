"""Trains the network on examples; the same examples and seed give the same weights."""

from collections import Counter
from collections.abc import Sequence
from math import log
from typing import cast

import numpy as np
from thinc.api import Adam, fix_random_seed
from thinc.types import Floats2d

from vraagbaak.tagging.decider import leaning_key
from vraagbaak.tagging.features import Ids
from vraagbaak.tagging.network import Network, make_network, pack
from vraagbaak.tagging.rules import OPEN_RULES
from vraagbaak.tagging.training.examples import Example

EPOCHS = 6
_BATCH = 128
_LEARNING_RATE = 0.004
_TAKES_AFTER = 3.0  # candidates that each rule is given of how its way goes
_SUREST = 4.0  # log odds: no leaning is so sure that the network could not overrule it
_LEFT_OUT = 0.2  # share of the features that is hidden at each step, so that none is relied on


def train(examples: Sequence[Example], seed: int, epochs: int = EPOCHS) -> Network:
    """A network that has learnt from examples.

    Args:
        examples: at least one.
        seed: of the first weights, of the order of the examples and of what is hidden.
        epochs: how often it goes through the examples.
    """
    fix_random_seed(seed)
    chance = np.random.default_rng(seed)
    network = make_network()
    truth = np.asarray([[example.is_mention] for example in examples], dtype="f")
    weights = np.asarray([[example.weight] for example in examples], dtype="f")
    network.initialize(X=pack([examples[0].features]), Y=cast(Floats2d, truth[:1]))
    optimiser = Adam(_LEARNING_RATE, L2=1e-6)
    for _ in range(epochs):
        order = chance.permutation(len(examples))
        for begin in range(0, len(order), _BATCH):
            batch = order[begin : begin + _BATCH]
            shown = pack([_hide(examples[index].features, chance) for index in batch])
            guesses, backpropagate = network.begin_update(shown)
            backpropagate((guesses - truth[batch]) * weights[batch] / len(batch))
            network.finish_update(optimiser)
    return network


def find_leanings(examples: Sequence[Example]) -> dict[str, float]:
    """For each rule that leaves candidates open, the log odds that it is about a mention.

    They are counted; a rule that spoke seldom takes after the others that lean its way.

    Args:
        examples: read by a person, as they come in text: swapped ones would say nothing of how
            often a rule is right.
    """
    seen = Counter((_key(one), one.is_mention) for one in examples if one.is_open)
    ways = Counter((one.ruling.leaning, one.is_mention) for one in examples if one.is_open)
    leanings = {}
    for rule in OPEN_RULES:
        for leaning in (False, True):
            key = leaning_key(rule, leaning)
            share = (ways[leaning, True] + 1) / (ways[leaning, True] + ways[leaning, False] + 2)
            mentions = seen[key, True] + _TAKES_AFTER * share
            others = seen[key, False] + _TAKES_AFTER * (1 - share)
            leanings[key] = round(max(-_SUREST, min(log(mentions / others), _SUREST)), 3)
    return leanings


def _key(example: Example) -> str:
    return leaning_key(example.ruling.rule, example.ruling.leaning)


def _hide(row: Ids, chance: np.random.Generator) -> Ids:
    """Some of the features, never none."""
    kept = row[chance.random(len(row)) >= _LEFT_OUT]
    return kept if len(kept) else row
