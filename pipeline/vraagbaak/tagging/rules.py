"""Judges candidates by the words around them: a mention, something else, or undecided."""

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from vraagbaak.tagging import traps
from vraagbaak.tagging.candidates import Candidate, Setting
from vraagbaak.tagging.signs import (
    COURTS,
    FUNCTION_WORDS,
    LOCATIVES,
    PLACE_NOUNS,
    RELATIVES,
    SINGULAR_VERBS,
    STRUCTURES,
)
from vraagbaak.tagging.traps import governing_noun, has_digit, opens_sentence
from vraagbaak.vocabulary.place_names import Kind, Meaning


class Verdict(StrEnum):
    """What the rules say of a candidate."""

    MENTION = "mention"
    OTHER = "other"
    OPEN = "open"


class Ruling(NamedTuple):
    """A verdict, and for an open one what is likelier; ``rule`` names the rule that spoke."""

    verdict: Verdict
    leaning: bool
    rule: str


_Rule = Callable[[Candidate], bool | None]

_WORDS = frozenset({Meaning.WORD, Meaning.COMMON_WORD})
_TRANSLATED = 20  # characters at most between a name and its other form
_NO_RULE = "plain"
_ARTICLES = frozenset({"de", "het", "een"})


def judge(candidate: Candidate) -> Ruling:
    """The verdict of the first rule that has one; the rules stand in order of their strength.

    A name of which no rule says anything is open too, and leans towards a mention.
    """
    for rule in _SURE:
        answer = rule(candidate)
        if answer is not None:
            verdict = Verdict.MENTION if answer else Verdict.OTHER
            return Ruling(verdict, answer, rule.__name__.strip("_"))
    for rule in _LIKELY:
        answer = rule(candidate)
        if answer is not None:
            return Ruling(Verdict.OPEN, answer, rule.__name__.strip("_"))
    return Ruling(Verdict.OPEN, True, _NO_RULE)


# ------------------------------------------------------------------ mentions


def _governed_by_place(candidate: Candidate) -> bool | None:
    """De stad Peer, het OCMW van Aalst, station As."""
    return True if governing_noun(candidate) in PLACE_NOUNS else None


def _postcode(candidate: Candidate) -> bool | None:
    """1000 Brussel."""
    code = candidate.first()
    return True if len(code) == 4 and code.isdigit() and "1000" <= code <= "9999" else None


def _after_adjective(candidate: Candidate) -> bool | None:
    """Het Limburgse Peer; what lies abroad is told before."""
    before = candidate.first()
    is_adjective = before[:1].isupper() and before.endswith("se")
    return True if is_adjective and candidate.first(2).lower() == "het" else None


def _whole_text(candidate: Candidate) -> bool | None:
    """A text that is the name and no more; a cell "Doel" or "Namen" may be a heading."""
    if not candidate.is_whole or (
        candidate.setting is Setting.CELL and _WORDS & candidate.meanings
    ):
        return None
    return True


def _in_column_of_places(candidate: Candidate) -> bool | None:
    """The name that a cell begins with, in a column of municipalities."""
    if candidate.setting is Setting.PLACES and (candidate.begins or candidate.fellows):
        return True
    return None


def _named_twice(candidate: Candidate) -> bool | None:
    """Bergen, in het Frans Mons; Ukkel (Uccle): the name beside it means the same place."""
    codes = {sense.nis for sense in candidate.hit.name.senses}
    for other in (candidate.previous_hit, candidate.next_hit):
        if other is None or other.name == candidate.hit.name:
            continue
        apart = max(other.start - candidate.end, candidate.start - other.end)
        if apart <= _TRANSLATED and len(codes) == 1 and codes == {s.nis for s in other.name.senses}:
            return True
    return None


def _among_places(candidate: Candidate) -> bool | None:
    """A word in an enumeration of municipalities: "Mol, Geel, Peer, As en Boom"."""
    if not _WORDS & candidate.meanings or _after_capital(candidate) is False:
        return None
    plain = sum(
        fellow.name.kind is Kind.MUNICIPALITY and not _WORDS & fellow.name.meanings
        for fellow in candidate.fellows
    )
    words = len(candidate.fellows) - plain
    needed = 3 if Meaning.COMMON_WORD in candidate.meanings else 2
    return True if 2 * plain + words >= needed else None


def _court(candidate: Candidate) -> bool | None:
    """Rb. Luik 23 juni 2005."""
    if candidate.first() == "." and candidate.first(2).lower() in COURTS:
        return True
    return None


def _after_locative(candidate: Candidate) -> bool | None:
    """A word with a capital inside a sentence after "in", "te", "naar", "uit"."""
    if not _WORDS & candidate.meanings or candidate.begins or not _printed_as_name(candidate):
        return None
    if candidate.first().lower() in LOCATIVES:
        return True
    return True if candidate.fellows and candidate.head[-1:] == ("tussen",) else None


def _printed_as_name(candidate: Candidate) -> bool:
    """Not an abbreviation such as AS or MOL, which capitals would make of a short word."""
    return not (candidate.text.isupper() and len(candidate.text) <= 4)


# ------------------------------------------------------------------ likely, not sure


def _word_at_start(candidate: Candidate) -> bool | None:
    """A sentence that begins with a word: "Halen de besturen...", but "Landen heeft..."."""
    if not _WORDS & candidate.meanings or not candidate.begins:
        return None
    following = candidate.after[0].lower() if candidate.after else ""
    number = candidate.after[1] if len(candidate.after) > 1 else ""
    if following in {":", ","} and (has_digit(number) or number == "€"):
        return True
    return following in SINGULAR_VERBS and Meaning.COMMON_WORD not in candidate.meanings


def _word_inside(candidate: Candidate) -> bool | None:
    """A word with a capital inside a sentence is a name, but for the commonest words."""
    if not _WORDS & candidate.meanings:
        return None
    if Meaning.COMMON_WORD in candidate.meanings or not _printed_as_name(candidate):
        return False
    if candidate.after[:1] and candidate.after[0] in RELATIVES:
        return False
    return None if _after_capital(candidate) is False else True


def _after_article(candidate: Candidate) -> bool | None:
    """De Molenbeek, het Doel: municipalities have no article, brooks and words have.

    "De" before any other name is French: "Pont de Louvain", "Conservatoire royal de Bruxelles".
    """
    if candidate.first() == "de" and not candidate.tied_after:
        return False
    known_for_it = any(not sense.sub for sense in candidate.hit.name.senses)
    doubtful = bool(_WORDS & candidate.meanings) or not known_for_it
    return False if doubtful and candidate.first() in _ARTICLES else None


def _after_capital(candidate: Candidate) -> bool | None:
    """A name right after a capital word inside a sentence belongs to a longer name."""
    before = candidate.first()
    if not before[:1].isupper() or before.lower() in FUNCTION_WORDS or candidate.tied_before:
        return None
    if opens_sentence(candidate) or (before.isupper() and candidate.text.isupper()):
        return True
    if before.rsplit("-", 1)[-1].islower() or has_digit(before):
        return True
    if before.lower().endswith(STRUCTURES):
        return True
    previous = candidate.previous_hit
    return None if previous is not None and previous.end == candidate.start - 1 else False


_SURE: tuple[_Rule, ...] = (
    traps.tied_after,
    traps.tied_before,
    traps.person,
    traps.governed_by_other,
    traps.organisation,
    traps.foreign,
    traps.province,
    traps.region,
    _governed_by_place,
    _postcode,
    _court,
    _after_adjective,
    _in_column_of_places,
    _whole_text,
    _named_twice,
    _among_places,
    _after_locative,
)
_LIKELY: tuple[_Rule, ...] = (_after_article, _word_at_start, _word_inside, _after_capital)

OPEN_RULES = (*(rule.__name__.strip("_") for rule in _LIKELY), _NO_RULE)
"""The names of the rules that only lean; the last is that of no rule."""
