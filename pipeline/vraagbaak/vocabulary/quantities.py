"""Every number of a text with the scale and the currency printed at it, each on its own."""

import re
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from vraagbaak.vocabulary.currencies import (
    CURRENCY,
    PREFIX,
    SCALE,
    Currency,
    find_money_words,
    parse_currency,
    parse_scale,
)
from vraagbaak.vocabulary.numbers import ANY, DIGITS, WORDS, Printed, parse_digits, parse_words
from vraagbaak.vocabulary.windows import windows

# How far a number may stand from the word that makes it money, as in a list with one unit.
_REACH_BACK, _REACH_ON = 120, 60
_WORD_START = re.compile(r"(?<!\w)[^\W\d_]")

_ANY = re.compile(ANY)
_QUANTITY = re.compile(
    r"(?=[0-9€$£¥]|(?<!\w)[a-zé])"  # settles most places before anything else is tried
    rf"(?:(?:(?P<prefix>{PREFIX})\s{{0,3}}(?P<sign>[-−–+](?=[0-9]))?|(?<!\w)(?<![0-9][.,'’/]))"
    rf"(?P<digits>{DIGITS})|(?<![\w-])(?P<words>{WORDS})(?!\w))"
    rf"(?:\s{{0,3}}(?P<scale>{SCALE}))?(?:\s{{0,3}}(?P<suffix>{CURRENCY}))?"
)
# A minus is glued to its number, or stands alone with it in brackets: "(- 500 euro)".
_MINUS = re.compile(r"(?:^|(?<=[\s(:]))[-−–]$|(?<=\()[-−–]\s$")

_VAGUE = re.compile(
    r"(?:enkele|paar|meerdere|verschillende|verscheidene|ettelijke|vele|veel|zoveel|hoeveel|"
    r"tientallen|honderden|duizenden|aantal)\s+$"
)
# What has a number for a name; behind "per" and the like it is only a noun.
_LABEL = re.compile(
    r"(?<!\w)(?<!per )(?<!elke )(?<!deze )(?<!iedere )"
    r"(?:artikel(?:en|s)?|art\.|nrs?\.|nummers?|punt(?:en)?|vra(?:ag|gen)|tabel(?:len)?|bijlagen?|fases?|lijn(?:en)?|categorie(?:ën)?|"
    r"groep(?:en)?|klassen?|zones?|perce(?:el|len)|lot(?:en)?|schij(?:f|ven)|niveaus?|type|deel|"
    r"hoofdstuk|paragraaf|§|graad|blz\.|pagina|stap|kavels?|sectie|prioriteit|kolom|rij)\s+$"
)
# Behind these a round thousand is the unit of a column: "in duizend euro", "(x 1.000 euro)".
_UNIT_OF_COLUMN = re.compile(r"(?<!\w)(?:in\s+|(?<![0-9])(?<![0-9]\s)[x×]\s?)$")
_ROUND_UNITS = frozenset(map(Decimal, (1000, 1_000_000, 1_000_000_000)))
# The point of "1. 841.075" ends an item's number at the start of a line or sentence.
_ITEM_START = re.compile(r"(?:^|[\n.;?!])\s*$")
# The two halves of a torn number whose groups are not whole: "945. 524.25".
_OPEN_GROUP = re.compile(r"(?<![0-9.,])[0-9]{1,3}\.\s$")
_SHORT_TAIL = re.compile(r"[0-9]{3}\.[0-9]{1,2}(?![0-9])")


class Quantity(NamedTuple):
    """A number with what is printed at it.

    ``value`` is the number without its scale; ``before`` is set where the currency stands before
    it; ``unit_start`` is where a currency behind it begins; ``grouped`` and ``places`` are as for
    a printed number (a number in words is neither and has ``in_words``).
    """

    start: int
    end: int
    value: Decimal
    scale: Decimal | None = None
    currency: Currency | None = None
    before: bool = False
    unit_start: int | None = None
    grouped: bool = False
    places: int = 0
    in_words: bool = False

    @property
    def looks_like_money(self) -> bool:
        """Whether its digits are printed as those of an amount: thousands set apart, or cents."""
        return self.grouped or self.places == 2

    @property
    def looks_like_a_year(self) -> bool:
        """Whether it may be the number of a year."""
        plain = not (self.grouped or self.places or self.in_words or self.scale)
        return plain and 1900 <= self.value < 2100

    @property
    def is_bare(self) -> bool:
        """Whether neither scale nor currency is printed at it."""
        return self.scale is None and self.currency is None

    @property
    def total(self) -> Decimal:
        """The number with its scale, in whole units of the currency."""
        factor = self.currency.factor if self.currency else Decimal(1)
        return self.value * (self.scale or 1) * factor


def lower(text: str) -> str:
    """The text in lower case with plain hyphens, character for character: offsets stay the same."""
    lowered = text.lower().replace("\u2010", "-").replace("\u2011", "-")
    if len(lowered) == len(text):
        return lowered
    return "".join(lower(mark) if len(mark.lower()) == 1 else mark for mark in text)


def find_quantities(text: str, lowered: str) -> list[Quantity]:
    """The numbers near a word of money, in order, bare ones too.

    Args:
        text: the text as printed.
        lowered: the same in lower case, of the same length.
    """
    if not _ANY.search(lowered):
        return []  # most cells, and a look for each word of money costs more
    found: list[Quantity] = []
    for start, end in windows(lowered, find_money_words(lowered), _REACH_BACK, _REACH_ON):
        for match in _QUANTITY.finditer(lowered, start, end):
            quantity = _read_words(text, match) if match["words"] else _read_digits(text, match)
            if quantity is not None and not _is_unit_of_column(quantity, lowered):
                found.append(quantity)
    return _with_settled_signs(found, text)


def is_labelled(lowered: str, start: int) -> bool:
    """Whether the number at ``start`` is that of an article, a line, a phase, not a count."""
    return _LABEL.search(lowered, max(0, start - 20), start) is not None


def _read_digits(text: str, match: re.Match[str]) -> Quantity | None:
    lowered, start, end = match.string, match.start("digits"), match.end("digits")
    if _is_torn(match["digits"]) and _ITEM_START.search(lowered, max(0, start - 6), start):
        start = lowered.index(".", start) + 2
    printed = parse_digits(lowered[start:end])
    if printed is None:
        return None
    prefix = _prefix(text, match, printed)
    if prefix is None and _is_doubtful(lowered, start, end):
        return None
    first = start if prefix is None else match.start("prefix")
    minus = _minus_start(lowered, first)
    negative = minus is not None or (prefix is not None and (match["sign"] or "+") != "+")
    first = first if minus is None else minus
    value = -printed.value if negative else printed.value
    return _with_tail(
        Quantity(first, end, value, None, prefix, prefix is not None, None, *printed[1:]),
        text,
        match,
    )


def _read_words(text: str, match: re.Match[str]) -> Quantity | None:
    """The number in words with its tail: of the words matched, the longest end that is one."""
    start, end = match.span("words")
    value = parse_words(match["words"])
    while value is None:
        following = _WORD_START.search(match.string, start + 1, end)
        if following is None:
            return None
        start = following.start()
        value = parse_words(match.string[start:end])
    quantity = _with_tail(Quantity(start, end, value, in_words=True), text, match)
    if quantity.is_bare:
        return quantity
    if _VAGUE.search(match.string, max(0, start - 20), start):
        return None
    # "een euro" is an article but where it is counted: "een euro per inwoner"
    is_article = text[start:end].lower() == "een" and quantity.scale is None
    if is_article and not match.string.startswith("per", quantity.end + 1):
        return None
    return quantity


def _with_tail(quantity: Quantity, text: str, match: re.Match[str]) -> Quantity:
    """The quantity with the scale and the currency printed behind it."""
    scale, end = None, quantity.end
    if match["scale"] is not None:
        scale, end = parse_scale(match["scale"]), match.end("scale")
    if match["suffix"] is None:
        return quantity if scale is None else quantity._replace(scale=scale, end=end)
    unit_start, unit_end = match.span("suffix")
    currency = parse_currency(text[unit_start:unit_end])
    # "de 25.000 euro-regel" names an amount, "de 19 euro-landen" does not
    is_compound = text.startswith("-", unit_end) and text[unit_end + 1 : unit_end + 2].isalpha()
    if currency is None or (is_compound and not quantity.looks_like_money):
        return quantity._replace(scale=scale, end=end)
    return quantity._replace(
        scale=scale,
        end=unit_end,
        currency=quantity.currency or currency,
        unit_start=unit_start,
    )


def _is_unit_of_column(quantity: Quantity, lowered: str) -> bool:
    if quantity.value not in _ROUND_UNITS or quantity.scale is not None:
        return False
    start = quantity.start
    return _UNIT_OF_COLUMN.search(lowered, max(0, start - 6), start) is not None


def _prefix(text: str, match: re.Match[str], printed: Printed) -> Currency | None:
    """The currency before the digits: "Euro 6" is a norm, but "euro 46,44" an amount."""
    if match["prefix"] is None:
        return None
    if match["prefix"] == "euro" and not (printed.grouped or printed.places == 2):
        return None
    return parse_currency(text[match.start("prefix") : match.end("prefix")])


def _is_torn(digits: str) -> bool:
    point = digits.find(".")
    return 0 < point < len(digits) - 1 and digits[point + 1].isspace()


def _is_doubtful(lowered: str, start: int, end: int) -> bool:
    """Whether the digits may be part of a malformed number, or two numbers set apart by a space."""
    if _SHORT_TAIL.match(lowered, start) and _OPEN_GROUP.search(lowered, max(0, start - 6), start):
        return True
    # "lijn 2 500 euro" may be two numbers, "lijn 2 000 euro" may not
    groups = lowered[start:end].split()
    return len(groups) > 1 and not groups[1].startswith("0") and is_labelled(lowered, start)


def _minus_start(lowered: str, start: int) -> int | None:
    """Where the minus of what begins at ``start`` stands; None for a dash or a range's hyphen."""
    minus = _MINUS.search(lowered, max(0, start - 2), start)
    if minus is None or lowered[max(0, start - 6) : minus.start()].rstrip()[-1:].isdecimal():
        return None
    return minus.start()


def _with_settled_signs(found: list[Quantity], text: str) -> list[Quantity]:
    """Give each sign that stands between two numbers to the one it belongs to.

    "57 € 22.346.512" is a count and an amount, "125.000,00 € 2023" an amount and a year; where
    the digits do not tell, the numbers are dropped.
    """
    settled: list[Quantity] = []
    run: list[Quantity] = []
    for quantity in found:
        if run and not _may_take_sign(run[-1], quantity, text):
            settled.extend(_settle(run, text))
            run = []
        run.append(quantity)
    settled.extend(_settle(run, text))
    return settled


def _may_take_sign(before: Quantity, quantity: Quantity, text: str) -> bool:
    """Whether a sign or code stands right between two numbers, and not a word as "euro"."""
    if before.unit_start is None or quantity.in_words or quantity.before:
        return False
    gap = text[before.end : quantity.start]
    unit = text[before.unit_start : before.end]
    is_sign = not unit.islower() or not unit[-1].isalpha()
    return is_sign and len(gap) <= 3 and (not gap or gap.isspace())


def _settle(run: list[Quantity], text: str) -> list[Quantity]:
    """Numbers with a sign between each two: all signs belong to the left, or all to the right."""
    if len(run) < 2 or _signs_stay(run[0], run[-1], text):
        return run
    moved = [_without_sign(run[0], text)]
    for before, quantity in pairwise(run):
        unit = text[before.unit_start : before.end]
        if unit.lower() == "euro" and not quantity.looks_like_money:
            return []
        start = before.unit_start if before.unit_start is not None else quantity.start
        bare = _without_sign(quantity, text) if quantity is not run[-1] else quantity
        moved.append(bare._replace(start=start, currency=parse_currency(unit), before=True))
    return moved if _signs_stay(run[0], run[-1], text) is False else []


def _without_sign(quantity: Quantity, text: str) -> Quantity:
    printed = text[quantity.start : quantity.unit_start].rstrip()
    return quantity._replace(
        end=quantity.start + len(printed),
        currency=quantity.currency if quantity.before else None,
        unit_start=None,
    )


def _signs_stay(first: Quantity, last: Quantity, text: str) -> bool | None:
    """Whether the signs of a run stand behind their numbers; None where nothing tells."""
    if first.before or last.currency:
        return not first.before
    is_spaced = first.unit_start is not None and text[first.unit_start - 1].isspace()
    clues = (
        (not is_spaced, first.end == last.start),
        (first.scale is not None, last.scale is not None),
        (first.looks_like_money, last.looks_like_money),
        (last.looks_like_a_year, first.looks_like_a_year),
    )
    return next((one for one, other in clues if one != other), None)
