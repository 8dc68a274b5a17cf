"""Amounts of money in running Dutch text, by a strict grammar over its characters."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from vraagbaak.vocabulary.currencies import euro
from vraagbaak.vocabulary.money_cues import (
    find_amount_kind,
    find_rate,
    is_approximate,
    is_money,
)
from vraagbaak.vocabulary.quantities import Quantity, find_quantities, lower
from vraagbaak.vocabulary.sequences import Sum, find_sums

__all__ = ["Amount", "euro", "find_amount_kind", "find_amounts"]


class Amount(NamedTuple):
    """An amount of money as printed, or a range of it.

    ``text`` is the text from ``start`` to ``end``: the number, its unit and what follows "per",
    without "ongeveer" and the like, which set ``approximate``. ``minimum`` and ``maximum`` differ
    in a range only, both in whole units of ``currency``, an ISO 4217 code. ``per`` is "year", or
    the printed noun that the amount is counted by.
    """

    start: int
    end: int
    text: str
    minimum: Decimal
    maximum: Decimal
    currency: str
    per: str | None = None
    approximate: bool = False


def find_amounts(text: str) -> tuple[Amount, ...]:
    """Every amount of money in a text, in order, none overlapping another.

    What is ambiguous is left out: a malformed number ("1.234.56 euro"), a sign between two
    numbers that fits both, a count of millions that nothing calls money.

    >>> [(a.text, a.minimum, a.currency) for a in find_amounts("vanaf 2029 200 miljoen euro")]
    [('200 miljoen euro', Decimal('200000000'), 'EUR')]
    >>> [(a.text, str(a.maximum)) for a in find_amounts("respectievelijk 1,9 en 2,4 miljoen euro")]
    [('1,9', '1900000.0'), ('2,4 miljoen euro', '2400000.0')]
    >>> [(str(a.minimum), str(a.maximum)) for a in find_amounts("tussen 10.000 en 20.000 euro")]
    [('10000', '20000')]
    """
    lowered = lower(text)
    quantities = find_quantities(text, lowered)
    if not any(quantity.currency or quantity.scale for quantity in quantities):
        return ()
    return tuple(_amounts(text, lowered, quantities))


def _amounts(text: str, lowered: str, quantities: list[Quantity]) -> Iterator[Amount]:
    before: Amount | None = None
    for found in find_sums(quantities, lowered):
        total = found if isinstance(found, Sum) else _as_money(found, lowered, before)
        if total is None:
            continue
        per, end = find_rate(text, total.start, total.end)
        approximate = is_approximate(lowered, total.start)
        if total.continues and before is not None:
            approximate = approximate or before.approximate
        before = Amount(
            total.start,
            end,
            text[total.start : end],
            total.minimum,
            total.maximum,
            total.currency,
            per,
            approximate,
        )
        yield before


def _as_money(quantity: Quantity, lowered: str, before: Amount | None) -> Sum | None:
    """A number in millions without currency as a sum, where its context makes it one."""
    after = before.end if before else None
    if not is_money(lowered, quantity.start, quantity.end, after):
        return None
    currency = before.currency if before else "EUR"
    return Sum(quantity.start, quantity.end, quantity.total, quantity.total, currency)
