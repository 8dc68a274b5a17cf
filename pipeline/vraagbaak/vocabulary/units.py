"""The amounts of a table's cells, read with the unit that their column or table gives."""

import re
from decimal import Decimal

from vraagbaak.vocabulary.amounts import Amount, find_amounts
from vraagbaak.vocabulary.currencies import (
    CURRENCY,
    PREFIX,
    SCALE,
    Currency,
    parse_currency,
    parse_scale,
)
from vraagbaak.vocabulary.money_cues import find_rate
from vraagbaak.vocabulary.numbers import DIGITS, Printed, parse_digits
from vraagbaak.vocabulary.quantities import lower
from vraagbaak.vocabulary.unit_phrases import Unit, find_unit

__all__ = ["Unit", "find_cell_amounts", "find_unit"]

_QUALIFIER = (
    r"(?P<about>ca\.?|circa|ongeveer|ruim|bijna|\+/-|±|~)|max(?:imum|imaal|\.)?|tot|meer\sdan|"
    r"min(?:imum|imaal|stens|\.)?"
)
# A cell that is one number, with what may be printed at it.
_NUMBER = re.compile(
    rf"(?:(?:{_QUALIFIER})\s?)?"
    rf"(?P<amount>(?P<open>\(\s?)?(?P<minus>[-−–+]\s{{0,3}})?(?:(?P<prefix>{PREFIX})\s{{0,3}})?"
    rf"(?P<inner>\(\s?)?(?P<sign>[-−–+]\s{{0,3}})?(?P<digits>{DIGITS})(?(inner)\s?\))"
    rf"(?:\s{{0,3}}(?P<scale>{SCALE}))?(?:\s{{0,3}}(?P<suffix>{CURRENCY}))?(?(open)\s?\)))"
)
# What may follow it: a mark, a remark in brackets, the taxes.
_NOTE = re.compile(r"\s*(?:\*{1,3}|[¹²³⁴⁵]|\((?:(?!€|eur)[^()])*\)|(?:excl|incl)\w*\.?\s?btw)?\s*")
_ONLY_NUMBERS = re.compile(r"(?:[0-9.,\s€–-]|euro?|tot|à|en|of|tussen|van|de)+")
_PART = re.compile(r"\S+")
_ANY_NUMBER = re.compile(DIGITS)


def find_cell_amounts(text: str, unit: Unit | None) -> tuple[Amount, ...]:
    """The amounts of money in one cell of a table.

    Args:
        text: the cell as printed.
        unit: what its column or table is counted in; None where neither says.

    Returns:
        A lone number is scaled by the unit, unless it names a scale or another currency itself: a
        sign alone ("€ 12.418" under "in duizend euro") does not undo the scale. Brackets or a
        minus make it negative. Without a unit only what has a currency of its own is an amount,
        and so it is in a cell of words. A dash, an empty cell, a percentage and whatever has more
        than one reading give nothing.

    >>> thousands = find_unit("in duizend euro")
    >>> [(a.text, a.minimum) for a in find_cell_amounts("(1.275)", thousands)]
    [('(1.275)', Decimal('-1275000'))]
    >>> find_cell_amounts("-", thousands), find_cell_amounts("12.418", None)
    ((), ())
    """
    lowered = lower(text)
    match = _NUMBER.match(lowered, len(text) - len(text.lstrip()))
    printed = parse_digits(match["digits"]) if match else None
    if match and printed:
        if _may_be_two(match["digits"]):
            return ()
        amount = _lone_amount(text, match, printed, unit)
        if amount is not None and _NOTE.fullmatch(lowered, amount.end):
            return (amount,)
    if unit is None or not _ONLY_NUMBERS.fullmatch(lowered):
        return find_amounts(text)
    if "€" not in lowered and "eur" not in lowered:
        return _amounts_of_numbers(text, unit)
    return find_amounts(text) if unit.scale == 1 else ()


def _may_be_two(digits: str) -> bool:
    """Whether two numbers with spaces between their thousands have run together.

    "350 000 120 000" may be, "1 250 000 000" may not: no number begins with "000".
    """
    groups = digits.split()
    return any(not group.startswith("0") for group in groups[2:-1])


def _lone_amount(
    text: str, match: re.Match[str], printed: Printed, unit: Unit | None
) -> Amount | None:
    """The amount of a cell that is one number, None where nothing says that it is money."""
    own = _own_currency(text, match)
    if own is None and unit is None:
        return None
    scale = Decimal(1)
    currency = own.code if own else ""
    if match["scale"] is not None:
        scale = parse_scale(match["scale"]) or scale
    elif unit is not None and (own is None or (own.factor == 1 and own.code == unit.currency)):
        scale = unit.scale
    if own is not None:
        scale *= own.factor
    elif unit is not None:
        currency = unit.currency
    signs = ((match["minus"] or "") + (match["sign"] or "")).replace("+", "").strip()
    is_negative = match["open"] or match["inner"] or signs
    value = printed.value * scale * (-1 if is_negative else 1)
    start, end = match.span("amount")
    per, end = find_rate(text, start, end)
    return Amount(
        start,
        end,
        text[start:end],
        value,
        value,
        currency,
        per or (unit.per if unit else None),
        match["about"] is not None,
    )


def _own_currency(text: str, match: re.Match[str]) -> Currency | None:
    """The currency printed in the cell itself."""
    for group in ("prefix", "suffix"):
        if match[group] is not None:
            return parse_currency(text[match.start(group) : match.end(group)])
    return None


def _amounts_of_numbers(text: str, unit: Unit) -> tuple[Amount, ...]:
    """The amounts of a cell with several numbers: a range, a list, or one on each line.

    Every number has to be accounted for: a cell that is understood in part gives nothing.
    """
    lines = list(_PART.finditer(text))
    printed = [parse_digits(line[0]) for line in lines]
    if all(number and (number.grouped or number.places == 2) for number in printed):
        return tuple(
            _scaled(Amount(*line.span(), line[0], number.value, number.value, unit.currency), unit)
            for line, number in zip(lines, printed, strict=True)
            if number
        )
    found = find_amounts(f"{text.rstrip()} {unit.currency}")
    read = sum(1 if amount.minimum == amount.maximum else 2 for amount in found)
    if read != len(_ANY_NUMBER.findall(text)):
        return ()
    end = len(text.rstrip())
    return tuple(
        _scaled(amount._replace(end=min(amount.end, end), text=text[amount.start : end]), unit)
        if amount.end > end
        else _scaled(amount, unit)
        for amount in found
    )


def _scaled(amount: Amount, unit: Unit) -> Amount:
    return amount._replace(
        minimum=amount.minimum * unit.scale,
        maximum=amount.maximum * unit.scale,
        per=amount.per or unit.per,
    )
