"""Tells whether two projects of one beneficiary are the same: never by the title alone."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

_MOST = 0.6  # of the words in either title, to be alike
_NEARLY_ALL = 0.75  # of the words, where the amount says little
_FEW = 3  # words: fewer say little ("Aanleg fietspad")
_LEAST_NAMED = 2  # words that a shorter title must have to be part of a longer one
_YEARLY = 300  # days between two questions about what may be given every year
_NEAR = 2 * 365  # days between two questions about the same thing where no amount is printed
_FAR = 5 * 366  # a term of the parliament
_ROUND = 100_00  # cents; an amount that is no multiple of it is seldom met by chance


class TitleMatch(StrEnum):
    """How two titles compare."""

    SAME = "same"
    ALIKE = "alike"
    PART = "part"
    NONE = "none"


class AmountMatch(StrEnum):
    """How the amounts of two projects compare."""

    SAME = "same"
    OTHER = "other"
    UNKNOWN = "unknown"


class YearMatch(StrEnum):
    """How the years printed around two projects compare."""

    SAME = "same"
    APART = "apart"
    UNKNOWN = "unknown"


class Marks(NamedTuple):
    """What a project is compared by.

    ``order`` sorts projects by question and place, the same in every build; ``sheet`` is the table
    or list that it stands in; ``amounts`` are cents by kind, those that a sum takes;
    ``in_annex`` tells that it does not stand in the document of the question itself.
    """

    id: str
    order: tuple[str, ...]
    question: str
    question_key: str | None
    asked_on: dt.date | None
    sheet: str
    words: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str]
    years: frozenset[str]
    amounts: Mapping[str, int]
    in_annex: bool = False


class Likeness(NamedTuple):
    """How two projects compare, and what speaks against their being one, in Dutch."""

    title: TitleMatch
    similarity: float
    amount: AmountMatch
    year: YearMatch
    days: int | None
    doubts: tuple[str, ...]

    @property
    def is_certain(self) -> bool:
        """Whether nothing speaks against it."""
        return not self.doubts


def compare(one: Marks, other: Marks) -> Likeness | None:
    """How alike two projects of the same beneficiary are; None where they are two.

    Two rows of one table are two projects. So are "fase 1" and "fase 2", and what only shares a few
    words. Who shares a title but not the amount, or the amount but not the year, is doubtful.
    """
    if one.sheet == other.sheet or are_numbered_apart(one, other):
        return None
    title, similarity = _compare_titles(one, other)
    if title is TitleMatch.NONE and one.words and other.words:
        return None  # most pairs end here
    amount = compare_amounts(one.amounts, other.amounts)
    if title is TitleMatch.NONE and not _agree_without_title(one, other, amount):
        return None
    year = _compare_years(one.years, other.years)
    days = _days_apart(one, other)
    found = Likeness(title, round(similarity, 3), amount, year, days, ())
    return found._replace(doubts=tuple(_doubts(found, one, other)))


def contradict(one: Marks, other: Marks) -> bool:
    """Whether two projects cannot be one, whatever links them to others."""
    return (
        one.sheet == other.sheet
        or are_numbered_apart(one, other)
        or _are_named_apart(one, other)
        or compare_amounts(one.amounts, other.amounts) is AmountMatch.OTHER
        or _compare_years(one.years, other.years) is YearMatch.APART
    )


def are_numbered_apart(one: Marks, other: Marks) -> bool:
    """Whether both titles have numbers, and neither has all of the other's."""
    first, second = one.numbers, other.numbers
    return bool(first and second) and not (first <= second or second <= first)


def _are_named_apart(one: Marks, other: Marks) -> bool:
    """Whether both name what the other does not: the Kerkstraat is not the Dorpsstraat."""
    return bool(one.names - other.names and other.names - one.names)


def compare_amounts(one: Mapping[str, int], other: Mapping[str, int]) -> AmountMatch:
    """Amounts of one kind, or, where no kind is in both, any that are equal; 0 says nothing."""
    first, second = ({kind: cents for kind, cents in it.items() if cents} for it in (one, other))
    shared = first.keys() & second.keys()
    if any(first[kind] != second[kind] for kind in shared):
        return AmountMatch.OTHER
    if shared or set(first.values()) & set(second.values()):
        return AmountMatch.SAME
    return AmountMatch.UNKNOWN


def _compare_titles(one: Marks, other: Marks) -> tuple[TitleMatch, float]:
    first, second = one.words, other.words
    both, either = first & second, first | second
    if not both:
        return TitleMatch.NONE, 0.0
    similarity = len(both) / len(either)
    if first == second:
        return TitleMatch.SAME, similarity
    if both in (first, second):
        is_named = len(both) >= _LEAST_NAMED or _is_acronym(both, one, other)
        return (TitleMatch.PART if is_named else TitleMatch.NONE), similarity
    if similarity >= _MOST and len(both) >= _FEW and not _are_named_apart(one, other):
        return TitleMatch.ALIKE, similarity
    return TitleMatch.NONE, similarity


def _is_acronym(words: Collection[str], one: Marks, other: Marks) -> bool:
    return all(word.upper() in one.names & other.names for word in words)


def _agree_without_title(one: Marks, other: Marks, amount: AmountMatch) -> bool:
    """Whether projects of which one has no title have an amount that is not met by chance."""
    if amount is not AmountMatch.SAME:
        return False
    return not _is_round(one, other) or _are_one_question(one, other)


def _is_round(one: Marks, other: Marks) -> bool:
    shared = set(one.amounts.values()) & set(other.amounts.values())
    return all(cents % _ROUND == 0 for cents in shared)


def _compare_years(one: Collection[str], other: Collection[str]) -> YearMatch:
    if not one or not other:
        return YearMatch.UNKNOWN
    return YearMatch.APART if set(one).isdisjoint(other) else YearMatch.SAME


def _days_apart(one: Marks, other: Marks) -> int | None:
    if one.asked_on is None or other.asked_on is None:
        return None
    return abs((one.asked_on - other.asked_on).days)


def _doubts(found: Likeness, one: Marks, other: Marks) -> Iterator[str]:
    if found.amount is AmountMatch.OTHER:
        yield "de bedragen verschillen"
    if found.year is YearMatch.APART:
        yield "de jaren errond verschillen"
    if found.days is None or found.days > _FAR:
        yield "de vragen liggen ver uiteen"
    if one.numbers != other.numbers:
        yield "één titel heeft een nummer of richting meer"
    if not _are_one_question(one, other):
        yield from _doubts_of_two_questions(found, one, other)


def _doubts_of_two_questions(found: Likeness, one: Marks, other: Marks) -> Iterator[str]:
    """What is doubtful where titles and amounts of two answers, or two tables, say too little."""
    if found.title is TitleMatch.NONE:
        if found.year is not YearMatch.SAME or bool(one.words) != bool(other.words):
            yield "er is geen titel om te vergelijken"
        elif one.question == other.question:
            yield "beide staan in hetzelfde antwoord, zonder titel"
    elif found.amount is AmountMatch.UNKNOWN:
        yield from _doubts_without_amount(found, one)
    elif _is_round(one, other) and found.year is YearMatch.UNKNOWN:
        yield from _doubts_of_round_amount(found, one)


def _doubts_of_round_amount(found: Likeness, one: Marks) -> Iterator[str]:
    """Many grants are of 10,000 euro, and some are given every year."""
    if found.similarity < _NEARLY_ALL or len(one.words) < _LEAST_NAMED:
        yield "het bedrag is rond en de titels zijn niet dezelfde"
    elif (found.days or 0) > _YEARLY:
        yield "het kan een jaarlijks bedrag zijn"


def _doubts_without_amount(found: Likeness, one: Marks) -> Iterator[str]:
    if found.title is not TitleMatch.SAME or len(one.words) < _FEW:
        yield "er is geen bedrag om te vergelijken en de titel volstaat niet"
    elif found.year is not YearMatch.SAME and (found.days or 0) > _NEAR:
        yield "er is geen bedrag of jaar om te vergelijken"


def _are_one_question(one: Marks, other: Marks) -> bool:
    """Whether two documents are of the same question: a reprint, a corrected answer, an annex.

    Of two annexes each may be about another year, as two tables of an answer may.
    """
    if one.question == other.question:
        return one.in_annex != other.in_annex
    return one.question_key is not None and one.question_key == other.question_key
