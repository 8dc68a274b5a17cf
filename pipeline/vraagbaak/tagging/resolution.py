"""Chooses the code of a mention whose name several municipalities share, by its context."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence

from vraagbaak.tagging.candidates import Candidate
from vraagbaak.vocabulary.municipalities import Gazetteer
from vraagbaak.vocabulary.place_names import Sense

_BRACKETS = re.compile(r"\s*\(([^()]{2,40})\)")
_OPEN_BRACKET = re.compile(r"\(\s*$")
_PROVINCE = re.compile(
    r"\b(West-Vlaanderen|Oost-Vlaanderen|Vlaams-Brabant|Waals-Brabant|Henegouwen|Limburg"
    r"|provincie (?:Antwerpen|Luik|Namen|Luxemburg))\b"
)


class Resolver:
    """Resolves the names of one text, each by its own surroundings and then by the others."""

    __slots__ = ("_gazetteer", "_on", "_provinces", "_text")

    def __init__(self, gazetteer: Gazetteer, text: str, on: dt.date) -> None:
        self._gazetteer = gazetteer
        self._text = text
        self._on = on
        self._provinces: frozenset[str] | None = None

    def codes(self, mentions: Sequence[Candidate]) -> list[tuple[str | None, tuple[str, ...]]]:
        """For each mention its code, None where the text does not decide, and the candidates."""
        found: list[tuple[str | None, tuple[str, ...]]] = []
        for mention in mentions:
            candidates = self._gazetteer.codes(mention.hit.name.senses, self._on)
            code = candidates[0] if len(candidates) == 1 else self._by_itself(mention, candidates)
            found.append((code, candidates))
        sure = frozenset(code for code, _ in found if code is not None)
        districts = frozenset(map(self._gazetteer.arrondissement, sure))
        return [
            (code or self._by_others(candidates, sure, districts), candidates)
            for code, candidates in found
        ]

    def _by_itself(self, mention: Candidate, candidates: tuple[str, ...]) -> str | None:
        """The code that brackets, a province or the best known bearer of the name point to."""
        code = self._by_brackets(mention, candidates)
        if code is None and mention.first().lower() not in _SMALL_PLACES:
            code = self._by_best_known(mention.hit.name.senses)
        return code or self._by_province(candidates)

    def _by_others(
        self, candidates: tuple[str, ...], sure: frozenset[str], districts: frozenset[str]
    ) -> str | None:
        """The candidate that is named itself, or lies alone in an arrondissement of the others."""
        return named_among(candidates, sure) or _only(
            code for code in candidates if self._gazetteer.arrondissement(code) in districts
        )

    def _by_brackets(self, mention: Candidate, candidates: tuple[str, ...]) -> str | None:
        """Heusden (Destelbergen), Beveren (Roeselare), Destelbergen (Heusden)."""
        after = _BRACKETS.match(self._text, mention.end)
        if after is not None:
            inside = after[1]
            named = frozenset(
                code
                for hit in self._gazetteer.find(inside)
                for code in self._gazetteer.codes(hit.name.senses, self._on)
            )
            return named_among(candidates, named) or _only(
                code for code in candidates if self._lies_in(code, inside)
            )
        previous = mention.previous_hit
        if previous is not None and _OPEN_BRACKET.search(self._text, previous.end, mention.start):
            around = self._gazetteer.codes(previous.name.senses, self._on)
            return named_among(candidates, frozenset(around))
        return None

    def _lies_in(self, code: str, text: str) -> bool:
        """Whether a text names the province of a code."""
        province = self._gazetteer.province(code)
        return bool(province) and province in text

    def _by_best_known(self, senses: tuple[Sense, ...]) -> str | None:
        """The municipality itself, Deurne of Antwerpen before that of Diest."""
        for is_best in _BEST:
            best = tuple(sense for sense in senses if is_best(sense))
            if best:
                return _only(self._gazetteer.codes(best, self._on))
        return None

    def _by_province(self, candidates: tuple[str, ...]) -> str | None:
        """The only candidate in a province that the text names."""
        if self._provinces is None:
            named = _PROVINCE.findall(self._text)
            self._provinces = frozenset(name.removeprefix("provincie ") for name in named)
        provinces = self._provinces
        return _only(code for code in candidates if self._gazetteer.province(code) in provinces)


_BEST: tuple[Callable[[Sense], bool], ...] = (
    lambda sense: not sense.sub,
    lambda sense: sense.foremost,
)
# "De deelgemeente Beveren" is not the municipality of that name.
_SMALL_PLACES = frozenset({"deelgemeente", "deelgemeenten", "dorp", "dorpje", "dorpen"})


def named_among(candidates: tuple[str, ...], others: frozenset[str]) -> str | None:
    """The only candidate that is named by another mention: Heusden where Destelbergen is named."""
    return _only(code for code in candidates if code in others)


def _only(codes: Iterable[str]) -> str | None:
    """The single one of some codes, None where there are none or several."""
    found = set(codes)
    return found.pop() if len(found) == 1 else None
