"""Ranges and lists of amounts: numbers that share a scale or a currency printed only once."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from vraagbaak.vocabulary.quantities import Quantity, is_labelled
from vraagbaak.vocabulary.ranges import (
    LISTS,
    RANGES,
    Joiner,
    is_between,
    is_range,
    parse_joiner,
    range_start,
)

# A plain number of four digits is a year behind these.
_YEAR_CUE = re.compile(
    r"(?:(?<!\w)(?:in|voor|sinds|vanaf|eind|begin|medio|jaar|tegen|na|januari|februari|maart|"
    r"april|mei|juni|juli|augustus|september|oktober|november|december)\s+|[(,]\s?)$"
)
# What may follow the second number of "€ 100 tot 150": no noun that it would count.
_CLOSES = re.compile(
    r"\s*(?:$|[.,;:)\]!?/]|(?:per|voor|in|van|aan|en|of|bij|op|te|bruto|netto|naargelang|"
    r"afhankelijk|zijn|worden|was|is|excl|incl|exclusief|inclusief)\b)"
)


class Sum(NamedTuple):
    """One amount of money, or one range of it.

    ``minimum`` and ``maximum`` are in whole units of ``currency``. ``continues`` is set where the
    sum before it takes its currency from this one: "ongeveer" before the first counts for both.
    """

    start: int
    end: int
    minimum: Decimal
    maximum: Decimal
    currency: str
    continues: bool = False


def find_sums(quantities: Iterable[Quantity], lowered: str) -> Iterator[Sum | Quantity]:
    """The sums of money among the quantities of a text, in order.

    A unit said once counts for every number of its range or list. A number with a scale and
    without any currency ("11 miljoen") comes out as the quantity it is.
    """
    for chain, joiners in _chains(quantities, lowered):
        priced = _with_shared_units(chain, joiners, lowered) if joiners else chain
        if any(quantity.scale or quantity.currency for quantity in priced):
            yield from _sums(chain, priced, joiners, lowered)


def _sums(
    chain: list[Quantity], priced: list[Quantity], joiners: list[Joiner], lowered: str
) -> Iterator[Sum | Quantity]:
    position = 0
    while position < len(priced):
        left = right = priced[position]
        last = position
        if left.currency is None:
            if left.scale is not None:
                yield left
            position += 1
            continue
        if position < len(joiners) and is_range(
            left, joiners[position], priced[position + 1], lowered
        ):
            last, right = position + 1, priced[position + 1]
        yield Sum(
            range_start(lowered, left.start) if last > position else left.start,
            right.end,
            left.total,
            right.total,
            left.currency.code,
            position > 0 and chain[position - 1].currency is None,
        )
        position = last + 1


# ------------------------------------------------------------------------------- into chains


def _chains(
    quantities: Iterable[Quantity], lowered: str
) -> Iterator[tuple[list[Quantity], list[Joiner]]]:
    """Runs of quantities with nothing but joiners between them."""
    chain: list[Quantity] = []
    joiners: list[Joiner] = []
    for quantity in quantities:
        if chain:
            gap = lowered[chain[-1].end : quantity.start]
            merged = _merge(chain[-1], gap, quantity)
            if merged is not None:
                chain[-1] = merged
                continue
            joiner = parse_joiner(gap)
            if joiner is not None:
                chain.append(quantity)
                joiners.append(joiner)
                continue
            yield chain, joiners
        chain, joiners = [quantity], []
    if chain:
        yield chain, joiners


def _merge(left: Quantity, gap: str, right: Quantity) -> Quantity | None:
    """One number printed as two: "1 miljard 308 miljoen euro", "2 en een half miljoen euro"."""
    if left.places or left.unit_start is not None or right.before:
        return None
    if left.scale is not None and gap.isspace() and right.currency is not None:
        rest = right.value * (right.scale or 1)
        if left.scale / 1000 <= rest < left.scale and right.currency.factor == 1:
            return left._replace(
                end=right.end,
                value=left.value * left.scale + rest,
                scale=None,
                currency=right.currency,
                unit_start=right.unit_start,
                grouped=True,
            )
    is_fraction = right.in_words and 0 < right.value < 1 and right.scale is not None
    if left.is_bare and is_fraction and gap.split() == ["en"]:
        return right._replace(start=left.start, value=left.value + right.value)
    return None


# ------------------------------------------------------------------------------ sharing units


def _with_shared_units(
    chain: list[Quantity], joiners: list[Joiner], lowered: str
) -> list[Quantity]:
    """The quantities of a chain, each with the unit that counts for it."""
    priced = list(chain)
    for place, joiner in enumerate(joiners):
        left, right = priced[place : place + 2]
        if left.before and _gives_on(left, joiner, right, lowered):
            priced[place + 1] = right._replace(currency=left.currency)
    labelled = _labelled(chain, joiners, lowered)
    in_list = False
    for place in reversed(range(len(joiners))):
        left, joiner, right = priced[place], joiners[place], priced[place + 1]
        doubtful = labelled[place] or (joiner is Joiner.COMMA and not in_list)
        if right.currency is None or (left.is_bare and doubtful):
            in_list = False
        elif _has_two_readings(left, joiner, right):
            priced[place + 1] = right._replace(currency=None, scale=None)
        elif left.currency is None and not _may_share(left, joiner, right, lowered):
            in_list = False
        else:
            priced[place] = _with_unit_of(right, left, joiner)
            in_list = joiner in LISTS
    return priced


def _labelled(chain: list[Quantity], joiners: list[Joiner], lowered: str) -> list[bool]:
    """Whether each number is one of "categorie 1, 2 en 3": a label counts for its whole list."""
    labelled = [is_labelled(lowered, chain[0].start)]
    for quantity, joiner in zip(chain[1:], joiners, strict=True):
        labelled.append(labelled[-1] and joiner in LISTS and quantity.is_bare)
    return labelled


def _gives_on(left: Quantity, joiner: Joiner, right: Quantity, lowered: str) -> bool:
    """Whether the currency before the first number counts for the second: "€ 10 à 15 miljoen"."""
    if right.currency is not None or right.in_words or right.looks_like_a_year:
        return False
    if not _CLOSES.match(lowered, right.end):
        return False
    if joiner is Joiner.AND:
        return right.scale is not None or is_between(lowered, left.start)
    if joiner is Joiner.SPACED_DASH and right.scale is None:
        return False
    return joiner in RANGES and left.value < right.value


def _may_share(left: Quantity, joiner: Joiner, right: Quantity, lowered: str) -> bool:
    """Whether the unit of the second number counts for the first, that has no currency."""
    if right.before:
        # what stands before the second number cannot be said for the first as well
        return False
    if left.scale is not None:
        return True
    if left.looks_like_a_year and not _is_no_year(left, right, lowered):
        return False
    shared = _with_unit_of(right, left, joiner).total
    if joiner in (Joiner.DASH, Joiner.SPACED_DASH):
        # a spaced dash may end a line of a list: "dossier 12 - 1.500 euro"
        widest = 100 if joiner is Joiner.SPACED_DASH else 10**6
        return shared < right.total <= shared * widest
    if joiner in LISTS:
        is_article = left.in_words and left.value == 1 and right.scale is None
        return not is_article and right.total < shared * 1000 and shared < right.total * 1000
    # "van 500 tot 1 miljoen euro" has two readings, "van 5 tot 3 miljoen euro" one
    alike = left.grouped or left.value < right.value * 10
    return right.scale is None or joiner is Joiner.CHANGE or alike


def _with_unit_of(right: Quantity, left: Quantity, joiner: Joiner) -> Quantity:
    """The first number with what it takes from the second."""
    value, scale = left.value, left.scale
    may_scale = scale is None and left.unit_start is None
    if may_scale and right.scale is not None and (value < 1000 or right.value >= 1000):
        # "€ 10 tot € 15 miljoen" leaves out a scale, "€ 500 tot € 2 miljoen" does not
        own_currency = left.before and (right.before or right.unit_start is not None)
        alike = value < right.value and (joiner not in LISTS or left.places == 1)
        if not own_currency or alike:
            scale = right.scale
    if joiner is Joiner.ABOUT and _lacks_thousands(left, right):
        value *= 1000
    return left._replace(value=value, scale=scale, currency=left.currency or right.currency)


def _lacks_thousands(left: Quantity, right: Quantity) -> bool:
    """Whether the first of "2 à 3.000 euro" leaves its thousands to the second."""
    is_short = left.is_bare and not (left.grouped or left.places) and left.value > 0
    is_round = right.scale is None and right.value % 1000 == 0
    may_hold = (right.grouped and not left.in_words) or (right.in_words and left.in_words)
    return is_short and is_round and may_hold and left.value * 1000 < right.value


def _has_two_readings(left: Quantity, joiner: Joiner, right: Quantity) -> bool:
    """Whether thousands may or may not be shared: "2-3.000 euro", "tien tot twintigduizend"."""
    is_loose = joiner is Joiner.DASH or (right.in_words and joiner is not Joiner.ABOUT)
    return is_loose and _lacks_thousands(left, right)


def _is_no_year(left: Quantity, right: Quantity, lowered: str) -> bool:
    """Whether "2000 tot 2500 euro" is printed as two numbers of the same kind."""
    alike = not (right.grouped or right.places or right.scale) and 2100 <= right.value < 10_000
    return alike and not _YEAR_CUE.search(lowered, max(0, left.start - 12), left.start)
