"""The values of a sheet's cells as text: what a person sees there, in Dutch, with nothing rounded.

The rule: a whole number has no decimals, others a comma. A number format adds what it prints
(percent sign, currency, words, thousands set apart, leading zeros, decimals that are zero) and
scales as it says, but never takes a digit away, so sums still agree. Dates are ``dd/mm/yyyy``,
times ``hh:mm``, what is true is ``WAAR``. A number has the 15 digits that a spreadsheet itself
counts with.
"""

import datetime as dt
import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

Value = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
# The parts of a number format (ECMA-376 part 1, 18.8.31).
_SECTION = re.compile(r'(?:"[^"]*"|\\.|[^;"\\])+')
_TOKEN = re.compile(
    r'"(?P<text>[^"]*)"|\\(?P<escaped>.)|(?P<space>[_*].)|\[\$(?P<symbol>[^\]-]*)[^\]]*\]|\[[^\]]*\]'
    r"|(?P<digits>[#0?](?:[#0?., ]*[#0?,])?)|(?P<sign>[^A-Za-z@])|."
)
_CONDITION = re.compile(r"\[[<>=]|E[+-]")
_DIGITS_COUNTED = 15
_MOST_PLACES = 30


def cell_text(value: Value, number_format: str = "") -> str:
    r"""The text of a cell's value.

    Args:
        value: as calamine gives it; every number is a float there.
        number_format: the format's code, "" where unknown.

    >>> cell_text(3.0), cell_text(1234.5), cell_text(0.1 + 0.2), cell_text(-0.0)
    ('3', '1234,5', '0,3', '0')
    >>> cell_text(1234.5, "#,##0.00"), cell_text(1234.567, "#,##0.00"), cell_text(7.0, "0000")
    ('1.234,50', '1.234,567', '0007')
    >>> cell_text(0.355, "0%"), cell_text(-12000.0, '"€" #,##0'), cell_text(5.0, "#,##0 [$€-813]")
    ('35,5%', '-€ 12.000', '5 €')
    >>> cell_text(True), cell_text(dt.date(2021, 3, 4)), cell_text(" twee  \n woorden ")
    ('WAAR', '04/03/2021', 'twee woorden')
    """
    if isinstance(value, str):
        plain = value if value.isascii() else value.translate(_INVISIBLE)
        return " ".join(plain.split())
    if isinstance(value, bool):
        return "WAAR" if value else "ONWAAR"
    if isinstance(value, int | float):
        return _number_text(value, number_format)
    return _moment_text(value)


# ------------------------------------------------------------------ numbers


class _Shape(NamedTuple):
    """What a number format makes of a number: ``scale`` is a power of ten, as for a percentage."""

    before: str = ""
    after: str = ""
    scale: int = 0
    is_grouped: bool = False
    least_whole: int = 1
    least_decimals: int = 0


_PLAIN = _Shape()


def _number_text(value: float, number_format: str) -> str:
    text = format(value, f".{_DIGITS_COUNTED}g")
    shape = _read_shape(number_format, (value > 0) - (value < 0)) if number_format else _PLAIN
    if shape is _PLAIN and text.isdigit():
        return text
    number = Decimal(text)
    if not number.is_finite() or not -_MOST_PLACES < number.adjusted() < _MOST_PLACES:
        return text.replace(".", ",")
    number = number.scaleb(shape.scale)
    whole, _, decimals = format(abs(number), "f").partition(".")
    decimals = decimals.rstrip("0").ljust(shape.least_decimals, "0")
    if shape.is_grouped:
        whole = f"{int(whole):,}".replace(",", ".")
    whole = whole.rjust(shape.least_whole, "0")
    has_sign = number >= 0 or "-" in shape.before or "(" in shape.before
    digits = f"{whole},{decimals}" if decimals else whole
    return " ".join(f"{'' if has_sign else '-'}{shape.before}{digits}{shape.after}".split())


@lru_cache(maxsize=1000)
def _read_shape(number_format: str, sign: int) -> _Shape:
    """What a format makes of a number of a sign (-1, 0 or 1).

    A format with conditions of its own, a fraction or a power of ten makes nothing of it.
    """
    if _CONDITION.search(number_format):
        return _PLAIN
    parts = ["", ""]
    digits: str | None = None
    for token in _TOKEN.finditer(_section(number_format, sign)):
        if token["digits"] is not None:
            if digits is not None:
                return _PLAIN
            digits = token["digits"]
        else:
            parts[digits is not None] += _literal(token)
    if digits is None:
        return _PLAIN
    scaled = digits.rstrip(",")
    whole, _, decimals = scaled.partition(".")
    return _Shape(
        before=parts[0],
        after=parts[1],
        scale=2 * "".join(parts).count("%") - 3 * (len(digits) - len(scaled)),
        is_grouped="," in whole,
        least_whole=min(max(1, whole.count("0")), _MOST_PLACES),
        least_decimals=min(decimals.count("0"), _MOST_PLACES),
    )


def _literal(token: re.Match[str]) -> str:
    """What a piece of a format prints by itself; what only takes room is a space."""
    if token["space"] is not None:
        return " "
    return token["text"] or token["escaped"] or token["symbol"] or token["sign"] or ""


def _section(number_format: str, sign: int) -> str:
    """The part of a format that is for a number: positive, negative and zero may have their own."""
    sections = _SECTION.findall(number_format)
    if sign < 0 and len(sections) > 1:
        return str(sections[1])
    if sign == 0 and len(sections) > 2:
        # Where a dash is shown in place of zero ("-"??), the number itself stands here.
        digits = "".join(token["digits"] or "" for token in _TOKEN.finditer(sections[2]))
        if digits.strip("?., "):
            return str(sections[2])
    return str(sections[0]) if sections else ""


# ------------------------------------------------------------------ dates and times


def _moment_text(value: dt.time | dt.date | dt.datetime | dt.timedelta) -> str:
    if isinstance(value, dt.timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours}:{minutes:02}:{seconds:02}"
    if isinstance(value, dt.time):
        return _clock(value)
    day = f"{value.day:02}/{value.month:02}/{value.year:04}"
    if isinstance(value, dt.datetime) and value.time() != dt.time():
        return f"{day} {_clock(value.time())}"
    return day


def _clock(value: dt.time) -> str:
    return value.isoformat("seconds" if value.second else "minutes")
