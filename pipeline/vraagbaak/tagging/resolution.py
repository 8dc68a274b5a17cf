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

    __slots__ = ("_gazetteer", "_on", "_text")

    def __init__(self, gazetteer: Gazetteer, text: str, on: dt.date) -> None:
        self._gazetteer = gazetteer
        self._text = text
        self._on = on

    def codes(self, mentions: Sequence[Candidate]) -> list[tuple[str | None, tuple[str, ...]]]:
        """For each mention its code, None where the text does not decide, and the candidates."""
        found: list[tuple[str | None, tuple[str, ...]]] = []
        for mention in mentions:
            candidates = self._gazetteer.codes(mention.hit.name.senses, self._on)
            code = candidates[0] if len(candidates) == 1 else self._by_itself(mention, candidates)
            found.append((code, candidates))
        sure = [code for code, candidates in found if code is not None]
        return [
            (code or _nearest(self._gazetteer, candidates, sure), candidates)
            for code, candidates in found
        ]

    def _by_itself(self, mention: Candidate, candidates: tuple[str, ...]) -> str | None:
        """The code that brackets, a province or the best known bearer of the name point to."""
        return (
            self._by_brackets(mention, candidates)
            or self._by_best_known(mention.hit.name.senses)
            or self._by_province(candidates)
        )

    def _by_brackets(self, mention: Candidate, candidates: tuple[str, ...]) -> str | None:
        """Heusden (Destelbergen), Beveren (Roeselare), Destelbergen (Heusden)."""
        after = _BRACKETS.match(self._text, mention.end)
        if after is not None:
            inside = after[1]
            named = {
                code
                for hit in self._gazetteer.find(inside)
                for code in self._gazetteer.codes(hit.name.senses, self._on)
            }
            return _only(code for code in candidates if code in named) or _only(
                code for code in candidates if self._lies_in(code, inside)
            )
        previous = mention.previous_hit
        if previous is not None and _OPEN_BRACKET.search(self._text, previous.end, mention.start):
            around = self._gazetteer.codes(previous.name.senses, self._on)
            return _only(code for code in candidates if code in around)
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
        named = {match.removeprefix("provincie ") for match in _PROVINCE.findall(self._text)}
        return _only(code for code in candidates if self._gazetteer.province(code) in named)


_BEST: tuple[Callable[[Sense], bool], ...] = (
    lambda sense: not sense.sub,
    lambda sense: sense.foremost,
)


def named_among(candidates: tuple[str, ...], others: Iterable[str]) -> str | None:
    """The only candidate that is named by another mention: Heusden where Destelbergen is named."""
    found = set(others)
    return _only(code for code in candidates if code in found)


def _nearest(gazetteer: Gazetteer, candidates: tuple[str, ...], others: list[str]) -> str | None:
    """The candidate that is named, or the only one in an arrondissement that the others lie in."""
    districts = {gazetteer.arrondissement(code) for code in others}
    return named_among(candidates, others) or _only(
        code for code in candidates if gazetteer.arrondissement(code) in districts
    )


def _only(codes: Iterable[str]) -> str | None:
    """The single one of some codes, None where there are none or several."""
    found = set(codes)
    return found.pop() if len(found) == 1 else None
