"""What the network learns from: candidates of which it is known whether they are mentions."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import NamedTuple

from vraagbaak.tagging.candidates import Candidate, propose
from vraagbaak.tagging.features import Ids, feature_ids
from vraagbaak.tagging.rules import Ruling, Verdict, judge
from vraagbaak.vocabulary.municipalities import Gazetteer

Label = Callable[[Candidate, Ruling], bool | None]
"""Says whether a candidate is a mention; None where it is not known."""


class Example(NamedTuple):
    """A candidate that was judged: what the network sees, what the rules say, what is true.

    ``weight`` is 1 where a person has read it, less where the label is only likely.
    """

    features: Ids
    ruling: Ruling
    is_mention: bool
    weight: float = 1.0

    @property
    def is_open(self) -> bool:
        """Whether the rules leave it to the network."""
        return self.ruling.verdict is Verdict.OPEN


def label_text(
    gazetteer: Gazetteer, text: str, on: dt.date, label: Label, weight: float = 1.0
) -> Iterator[Example]:
    """The examples in a text, of the candidates that have a label."""
    for candidate in propose(gazetteer, text, on):
        ruling = judge(candidate)
        answer = label(candidate, ruling)
        if answer is not None:
            yield Example(feature_ids(candidate), ruling, answer, weight)
