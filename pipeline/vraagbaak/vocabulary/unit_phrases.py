"""The words of a header, a caption or a sentence that say what a column of money is counted in."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from vraagbaak.vocabulary.currencies import (
    CURRENCY,
    PREFIX,
    Currency,
    find_money_words,
    parse_currency,
    parse_scale,
)
from vraagbaak.vocabulary.money_cues import find_rate
from vraagbaak.vocabulary.numbers import parse_words
from vraagbaak.vocabulary.quantities import lower
from vraagbaak.vocabulary.windows import windows

_MENTION = re.compile(rf"{PREFIX}|(?<![^\W\d]){CURRENCY}")
_SCALE_WORD = r"(?:duizend(?:en|tallen)?|mil(?:joen|jard)(?:en)?|(?:mln|mio|mld|mia|milj)\.?)"
_ROUND = r"(?:1(?:[.\s]?000){1,3}|['’]000)"
_TIMES = r"(?:(?<!\w)x|[×*]|(?<!\w)maal)\s?"
_IN = r"(?<!\w)in\s+(?:de\s+)?"
# What stands left of the currency where a unit is named.
_SCALE_BEFORE = re.compile(
    rf"(?:(?P<lead>{_TIMES}(?:1\s)?|{_IN})|(?P<edge>^\s*|[(\[,;/]\s?)|(?<=[^\W\d]\s))"
    rf"(?P<scale>{_SCALE_WORD})\s?$"
)
_ROUND_BEFORE = re.compile(rf"(?:{_TIMES}|{_IN})(?P<scale>{_ROUND})\s?$")
_LEAD_BEFORE = re.compile(rf"(?:(?P<lead>{_IN})|[(\[]\s?|[,;/]\s?)$")
_TIMES_BEFORE = re.compile(rf"{_TIMES}$")
_COUNTED_BEFORE = re.compile(
    r"(?:[0-9](?:,[-–=]+)?|[0-9][.,]?\s|(?<!\w)(?:de|het|per|elke|een)\s)$"
)
_YEAR_BEFORE = re.compile(r"(?:^|(?<=\s))(?:19|20)[0-9]{2}\s$")
# What stands right of it.
_TIMES_BEHIND = re.compile(
    rf"\s?[(\[]?{_TIMES}(?P<scale>{_ROUND}|(?:1\s)?{_SCALE_WORD})(?![\w.,])\)?"
)
_ROUND_BEHIND = re.compile(rf"\s?(?P<scale>{_ROUND}|(?:1\s)?{_SCALE_WORD})(?![\w.,])")
_NUMBER_BEHIND = re.compile(r"\s?[-−–]?[0-9]")
_YEAR_BEHIND = re.compile(r"\s(?:19|20)[0-9]{2}\s*$")
_END_BEHIND = re.compile(r"\s*(?:$|/\s?[^\W\d]|[(\[])")
# The scale apart from the currency: "Bedrag in euro (x 1.000)", "(€, in duizenden)".
_SCALE_APART = re.compile(
    rf"{_TIMES}(?P<times>{_ROUND})(?!\s?%)|{_IN}(?P<word>duizenden|duizendtallen|miljoenen)(?!\w)"
)
_COUNTING_WORDS = ("paar", "enkele", "meerdere", "aantal", "halve", "kost", "kosten")
_LONGEST_HEADER = 60
# The longest printed currency fits in this.
_REACH = 24
_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Unit:
    """What the numbers of a column or table are counted in.

    ``scale`` is what a printed number multiplies by to be in whole units of ``currency``, an ISO
    4217 code; ``text`` is the words that say so; ``per`` is set where they name a rate.
    """

    scale: Decimal
    currency: str
    text: str
    per: str | None = None


def find_unit(text: str) -> Unit | None:
    """The unit that a header, a caption or the sentence before a table gives.

    Returns:
        None where the text names no unit of money, where it names two, and where it only holds an
        amount.

    >>> unit = find_unit("Uitgaven per jaar (in duizend euro)")
    >>> unit.scale, unit.currency, unit.text
    (Decimal('1000'), 'EUR', 'in duizend euro')
    >>> find_unit("Subsidie (€)").scale, find_unit("Bedrag (x 1.000 euro)").scale
    (Decimal('1'), Decimal('1000'))
    >>> find_unit("Subsidie"), find_unit("Er werd 4.327.650 euro uitgetrokken.")
    (None, None)
    """
    lowered = lower(text)
    apart = _SCALE_APART.search(lowered)
    scale_apart = _scale(apart["times"] or apart["word"]) if apart else _ONE
    units: list[Unit] = []
    for stretch in windows(lowered, find_money_words(lowered), _REACH, _REACH):
        for mention in _MENTION.finditer(lowered, *stretch):
            currency = parse_currency(mention[0])
            if currency is not None:
                unit = _unit_at(text, lowered, mention.span(), currency, scale_apart)
                units.extend([unit] if unit else [])
    distinct = {(unit.scale, unit.currency) for unit in units}
    return units[0] if len(distinct) == 1 else None


class _Named(NamedTuple):
    """Where a unit is printed, and its scale where it has one."""

    start: int
    end: int
    scale: Decimal | None = None


def _unit_at(
    text: str, lowered: str, span: tuple[int, int], currency: Currency, scale_apart: Decimal
) -> Unit | None:
    """The unit that a printed currency gives with the words around it, if any."""
    named = _scaled_at(lowered, *span) or _unscaled_at(lowered, *span)
    if named is None:
        return None
    per, end = find_rate(text, named.end, named.end)
    # "subsidies in euro per gemeente" lists municipalities, "(in euro per inwoner)" is a rate
    is_rate = text.startswith((")", "]"), end) or "/" in text[named.end : named.end + 2]
    if per is None or not is_rate:
        per, end = None, named.end
    scale = scale_apart if named.scale is None else named.scale
    return Unit(scale * currency.factor, currency.code, text[named.start : end].strip(), per)


def _scaled_at(lowered: str, start: int, end: int) -> _Named | None:
    """A unit with its scale right before or behind the currency at ``start:end``."""
    near = max(0, start - 24)
    if before := _ROUND_BEFORE.search(lowered, near, start):
        return _Named(before.start(), end, _scale(before["scale"]))
    if before := _SCALE_BEFORE.search(lowered, near, start):
        led_in = before["lead"] is not None
        if led_in or before["edge"] is not None or _closes_header(lowered, before.start("scale")):
            first = before.start("lead" if led_in else "scale")
            return _Named(first, end, _scale(before["scale"]))
    if behind := _TIMES_BEHIND.match(lowered, end):
        return _Named(_lead_start(lowered, start), behind.end(), _scale(behind["scale"]))
    times, behind = _TIMES_BEFORE.search(lowered, near, start), _ROUND_BEHIND.match(lowered, end)
    if times and behind:
        return _Named(times.start(), behind.end(), _scale(behind["scale"]))
    return None


def _unscaled_at(lowered: str, start: int, end: int) -> _Named | None:
    """A currency alone that is a unit: led in, in brackets, or at the edge of a header."""
    near = max(0, start - 24)
    a_number_follows = _NUMBER_BEHIND.match(lowered, end) is not None
    if _LEAD_BEFORE.search(lowered, near, start):
        return None if a_number_follows else _Named(_lead_start(lowered, start), end)
    if not _is_header(lowered):
        return None
    if a_number_follows:
        return _Named(start, end) if not start and _YEAR_BEHIND.match(lowered, end) else None
    if _is_counted(lowered, start) and not _YEAR_BEFORE.search(lowered, near, start):
        return None
    at_edge = not lowered[:start].strip() or _END_BEHIND.match(lowered, end)
    return _Named(start, end) if at_edge else None


def _lead_start(lowered: str, start: int) -> int:
    """Where the "in" before a currency begins, or else the currency itself."""
    lead = _LEAD_BEFORE.search(lowered, max(0, start - 24), start)
    return lead.start("lead") if lead and lead["lead"] else start


def _is_counted(lowered: str, start: int) -> bool:
    """Whether a number, a scale or an article stands before the currency, as in an amount."""
    if _COUNTED_BEFORE.search(lowered, max(0, start - 24), start):
        return True
    words = lowered[:start].split()
    return bool(words) and (parse_scale(words[-1]) or parse_words(words[-1])) is not None


def _closes_header(lowered: str, start: int) -> bool:
    """Whether the scale at ``start`` is a header's unit: not so in "een mln. euro"."""
    if not _is_header(lowered):
        return False
    word = lowered[:start].split()[-1]
    return parse_words(word) is None and word not in _COUNTING_WORDS


def _is_header(lowered: str) -> bool:
    return len(lowered) <= _LONGEST_HEADER and lowered.rstrip()[-1:] not in tuple(".:;?!")


def _scale(printed: str) -> Decimal:
    """The number of a printed scale: "1.000", "'000", "duizenden", "1 miljoen", "mio."."""
    if not any(mark.isalpha() for mark in printed):
        return Decimal(10) ** printed.count("0")
    return parse_scale(printed.split()[-1]) or _ONE
