"""The values of a sheet's cells as text: what a person sees there, in Dutch, with nothing rounded.

The rule: a whole number has no decimals, others a comma; a number format adds what carries
meaning (the percent sign, the euro, thousands set apart, leading zeros, decimals that are zero)
but never takes a digit away, so sums still agree. Dates are ``dd/mm/yyyy``, times ``hh:mm``, what
is true is ``WAAR``. A number has the 15 digits that a spreadsheet itself counts with.
"""

import datetime as dt
import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

Value = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!\$)[^\]]*\]')  # literals, padding, colours
_CURRENCY = re.compile(r"\[\$([^\]-]+)(?:-[^\]]*)?\]|€")
_QUOTED_EURO = re.compile(r'"\s*(€|EUR|euro)\s*"')
_DIGITS = re.compile(r"[#0?][#0?,. ]*")
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
    """What a number format adds to a number."""

    before: str
    after: str
    is_share: bool
    is_grouped: bool
    least_whole: int
    least_decimals: int


_PLAIN = _Shape("", "", is_share=False, is_grouped=False, least_whole=1, least_decimals=0)


def _number_text(value: float, number_format: str) -> str:
    text = format(value, f".{_DIGITS_COUNTED}g")
    shape = _read_shape(number_format, (value > 0) - (value < 0)) if number_format else _PLAIN
    if shape is _PLAIN and text.isdigit():
        return text
    number = Decimal(text)
    if not number.is_finite() or not -_MOST_PLACES < number.adjusted() < _MOST_PLACES:
        return text.replace(".", ",")
    if shape.is_share:
        number *= 100
    whole, _, decimals = format(abs(number), "f").partition(".")
    decimals = decimals.rstrip("0").ljust(shape.least_decimals, "0")
    if shape.is_grouped:
        whole = f"{int(whole):,}".replace(",", ".")
    whole = whole.rjust(shape.least_whole, "0")
    minus = "-" if number < 0 else ""
    return f"{minus}{shape.before}{whole}{',' if decimals else ''}{decimals}{shape.after}"


@lru_cache(maxsize=1000)
def _read_shape(number_format: str, sign: int) -> _Shape:
    """What a format adds to a number of a sign (-1, 0 or 1)."""
    code = _section(number_format, sign)
    shown = _NOT_SHOWN.sub("", _QUOTED_EURO.sub("€", code))
    before, after = _currency(shown)
    is_share = "%" in shown
    after = f"%{after}" if is_share else after
    digits = _DIGITS.search(shown := _CURRENCY.sub("", shown))
    if digits is None or "E" in shown:  # no digits of its own, or scientific
        return _PLAIN._replace(before=before, after=after, is_share=is_share)
    whole, _, decimals = digits.group().partition(".")
    return _Shape(
        *(before, after, is_share, ",0" in whole or ",#" in whole),
        least_whole=min(max(1, whole.count("0")), _MOST_PLACES),
        least_decimals=min(decimals.count("0"), _MOST_PLACES),
    )


def _section(number_format: str, sign: int) -> str:
    """The part of a format that is for a number: positive, negative and zero may have their own."""
    sections = number_format.split(";")
    if sign < 0 and len(sections) > 1:
        return sections[1]
    if sign == 0 and len(sections) > 2 and _DIGITS.search(_NOT_SHOWN.sub("", sections[2])):
        # Where "-" is shown in place of zero, the number itself stands here.
        return sections[2]
    return sections[0]


def _currency(shown: str) -> tuple[str, str]:
    """The currency that a format prints before or after the number, "" twice without one."""
    match = _CURRENCY.search(shown)
    if match is None:
        return "", ""
    symbol = (match[1] or "€").strip()
    digits = _DIGITS.search(_CURRENCY.sub(lambda found: " " * len(found.group()), shown))
    if digits is not None and digits.start() < match.start():
        return "", f" {symbol}"
    return f"{symbol} ", ""


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
