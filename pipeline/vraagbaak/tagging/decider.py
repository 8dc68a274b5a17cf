"""The trained component: decides on the candidates that the rules leave open.

What the rules lean to and what the network sees in the words are added up as log odds. How much a
leaning counts is known from how often it was right in text that a person had read, so that a weak
rule is overruled by clear words and a strong one is not.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import compress, islice
from pathlib import Path
from typing import Self

import numpy as np
from spacy.tokens import Doc
from spacy.util import from_bytes, to_bytes

from vraagbaak.tagging.candidates import Candidate, Setting
from vraagbaak.tagging.features import feature_ids
from vraagbaak.tagging.network import Network, likelihoods, make_network
from vraagbaak.tagging.rules import Ruling, Verdict
from vraagbaak.tagging.tags import Notes, notes_of

MODEL_FOLDER = Path(__file__).with_name("model")
"""The weights that ship, with their card."""

_NETWORK = "network.bin"
_LEANINGS = "leanings.json"
_NETWORK_COUNTS = 0.5  # the log odds of the network, beside those of a leaning which are counted
_LIMIT = 1e-4  # no likelihood is taken to be surer than this
_DOCS_AT_ONCE = 128


def leaning_key(rule: str, leaning: bool) -> str:
    """The name under which the log odds of a rule are known, apart for both its ways."""
    return f"{rule} {'mention' if leaning else 'other'}"


class Decider:
    """Turns each open ruling into a verdict, and leaves the others alone.

    Args:
        network: how likely the words around a name make it a mention.
        leanings: for each rule and way that it leans, the log odds that the name is a mention.
    """

    def __init__(self, network: Network, leanings: Mapping[str, float]) -> None:
        self._network = network
        self._leanings = dict(leanings)

    @classmethod
    def load(cls, folder: Path = MODEL_FOLDER) -> Self:
        """The component as it was written to a folder, that of the package by default."""
        return cls(make_network(), {}).from_disk(folder)

    def __call__(self, doc: Doc) -> Doc:
        """Decide on the candidates of one document."""
        self.settle([notes_of(doc)])
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = _DOCS_AT_ONCE) -> Iterator[Doc]:
        """Decide on the candidates of many documents, some documents at a time."""
        waiting = iter(stream)
        while docs := tuple(islice(waiting, batch_size)):
            self.settle([notes_of(doc) for doc in docs])
            yield from docs

    def settle(self, sheets: Sequence[Notes]) -> None:
        """Decide on the candidates of some texts at once: the network has a cost a call."""
        rulings = iter(
            self.decide(
                [candidate for notes in sheets for candidate in notes.candidates],
                [ruling for notes in sheets for ruling in notes.rulings],
            )
        )
        for notes in sheets:
            notes.rulings = tuple(islice(rulings, len(notes.rulings)))

    def decide(
        self, candidates: Sequence[Candidate], rulings: Sequence[Ruling]
    ) -> tuple[Ruling, ...]:
        """The rulings with a verdict in the place of each open one in running text."""
        judged = [_is_for_the_network(*each) for each in zip(candidates, rulings, strict=True)]
        if not any(judged):
            return tuple(rulings)
        features = [feature_ids(candidate) for candidate in compress(candidates, judged)]
        sure = np.clip(likelihoods(self._network, features), _LIMIT, 1 - _LIMIT)
        odds = iter(_NETWORK_COUNTS * np.log(sure / (1 - sure)))
        return tuple(
            self._decided(ruling, float(next(odds))) if is_judged else ruling
            for ruling, is_judged in zip(rulings, judged, strict=True)
        )

    def _decided(self, ruling: Ruling, odds: float) -> Ruling:
        """A verdict out of the log odds of the network and of what the rules lean to."""
        is_mention = self._leanings[leaning_key(ruling.rule, ruling.leaning)] + odds > 0
        return Ruling(Verdict.MENTION if is_mention else Verdict.OTHER, is_mention, ruling.rule)

    def to_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the weights to a folder."""
        folder = Path(path)
        folder.mkdir(exist_ok=True)
        (folder / _NETWORK).write_bytes(self._network.to_bytes())
        (folder / _LEANINGS).write_bytes(self._written_leanings())

    def from_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> Self:
        """Take the weights from a folder."""
        folder = Path(path)
        self._network.from_bytes((folder / _NETWORK).read_bytes())
        self._read_leanings((folder / _LEANINGS).read_bytes())
        return self

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """The weights as bytes."""
        parts = {"network": self._network.to_bytes, "leanings": self._written_leanings}
        return bytes(to_bytes(parts, tuple(exclude)))

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> Self:
        """Take the weights from bytes."""
        parts = {"network": self._network.from_bytes, "leanings": self._read_leanings}
        from_bytes(data, parts, tuple(exclude))
        return self

    def _written_leanings(self) -> bytes:
        return f"{json.dumps(self._leanings, indent=1, sort_keys=True)}\n".encode()

    def _read_leanings(self, data: bytes) -> None:
        self._leanings = json.loads(data)


def _is_for_the_network(candidate: Candidate, ruling: Ruling) -> bool:
    """Whether it is open and there are words around it, in prose as the network was trained on."""
    is_prose = candidate.setting is Setting.PROSE and not candidate.is_whole
    return is_prose and ruling.verdict is Verdict.OPEN
