"""Puts the names of municipalities in the place of other words: one context, many names."""

import datetime as dt
from collections.abc import Iterator, Sequence

import numpy as np

from vraagbaak.tagging.candidates import propose
from vraagbaak.tagging.features import feature_ids
from vraagbaak.tagging.rules import Verdict, judge
from vraagbaak.tagging.training.examples import Example
from vraagbaak.vocabulary.municipalities import Gazetteer
from vraagbaak.vocabulary.place_names import Meaning
from vraagbaak.vocabulary.tables import read_rows

ON = dt.date(2022, 3, 1)
"""The day of a text that has none."""

_CONTEXT = 120
_SHARE_OF_WORDS = 0.6
_SWAPPED = 0.5  # what an example counts that nobody has printed


class Swapper:
    """Draws names, the ones that are also words more often, and puts them into contexts."""

    def __init__(self, gazetteer: Gazetteer, seed: int) -> None:
        self._gazetteer = gazetteer
        self._chance = np.random.default_rng(seed)
        municipalities = gazetteer.municipalities
        parts = read_rows("sub_municipalities.csv")
        self._names: dict[str, Sequence[str]] = {
            "any": sorted(
                {each.name_nl for each in municipalities} | {row["name"] for row in parts}
            ),
            "french": sorted({each.name_fr for each in municipalities}),
            "word": names_that_are({Meaning.WORD}),
            "common": names_that_are({Meaning.WORD, Meaning.COMMON_WORD}),
        }

    def name(self, text: str, start: int, end: int, *, is_mention: bool) -> Iterator[Example]:
        """A name in the place of a name."""
        kind = "word" if self._chance.random() < _SHARE_OF_WORDS else "any"
        yield from self.put(text, start, end, self.draw(kind), is_mention=is_mention)

    def word(self, text: str, start: int, end: int) -> Iterator[Example]:
        """A name that is also a word in the place of a word: no mention."""
        yield from self.put(text, start, end, self.draw("common"), is_mention=False)

    def put(
        self, text: str, start: int, end: int, name: str, *, is_mention: bool
    ) -> Iterator[Example]:
        """The example of a name in the place of some characters, where the rules leave it open."""
        before = text[max(0, start - _CONTEXT) : start]
        changed = f"{before}{name}{text[end : end + _CONTEXT]}"
        for candidate in propose(self._gazetteer, changed, ON):
            if (candidate.start, candidate.text) == (len(before), name):
                ruling = judge(candidate)
                if ruling.verdict is Verdict.OPEN:
                    yield Example(feature_ids(candidate), ruling, is_mention, _SWAPPED)

    def draw(self, kind: str) -> str:
        """A name of a kind.

        Args:
            kind: "word" for a name that is also a word, "common" for the usual words too,
                "french" or "any".
        """
        names = self._names[kind]
        return names[int(self._chance.integers(len(names)))]


def names_that_are(meanings: set[Meaning]) -> tuple[str, ...]:
    """The names of municipalities that have one of these other meanings."""
    return tuple(
        row["name"] for row in read_rows("double_meanings.csv") if row["meaning"] in meanings
    )
