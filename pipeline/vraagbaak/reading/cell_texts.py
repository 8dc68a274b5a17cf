"""The values of a sheet's cells as text: what a person sees there, in Dutch, with nothing rounded.

The rule: a whole number has no decimals, others a comma; a number format adds what carries
meaning (the percent sign, the euro, thousands set apart, leading zeros, decimals that are zero)
but never takes a digit away, so sums still agree. Dates are ``dd/mm/yyyy``, times ``hh:mm``, what
is true is ``WAAR``. A number has the 15 digits that a spreadsheet itself counts with.
"""

import datetime as dt
import re
from decimal import Decimal

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
        return " ".join(value.translate(_INVISIBLE).split())
    if isinstance(value, bool):
        return "WAAR" if value else "ONWAAR"
    if isinstance(value, int | float):
        return _number_text(value, number_format)
    return _moment_text(value)


def is_number(value: Value) -> bool:
    """Whether a cell's value is a number, not a truth or a date."""
    return isinstance(value, int | float) and not isinstance(value, bool)


# ------------------------------------------------------------------ numbers


def _number_text(value: float, number_format: str) -> str:
    number = Decimal(format(value, f".{_DIGITS_COUNTED}g"))
    if not number.is_finite() or not -_MOST_PLACES < number.adjusted() < _MOST_PLACES:
        return str(number).replace(".", ",")
    code = _section(number_format, number)
    shown = _NOT_SHOWN.sub("", _QUOTED_EURO.sub("€", code))
    sign = "%" if "%" in shown else ""
    if sign:
        number *= 100
    before, after = _currency(shown)
    whole, _, decimals = format(abs(number), "f").partition(".")
    grouped, least_whole, least_decimals = _digits(shown)
    whole = whole.zfill(least_whole)
    decimals = decimals.rstrip("0").ljust(least_decimals, "0")
    if grouped:
        whole = f"{int(whole):,}".replace(",", ".").rjust(least_whole, "0")
    minus = "-" if number < 0 else ""
    return f"{minus}{before}{whole}{',' if decimals else ''}{decimals}{sign}{after}"


def _section(number_format: str, number: Decimal) -> str:
    """The part of a format that is for a number: positive, negative and zero may have their own."""
    sections = number_format.split(";")
    if number < 0 and len(sections) > 1:
        return sections[1]
    if number == 0 and len(sections) > 2:
        # "-" for zero is shown in place of a number; here the number itself stands.
        return sections[2] if _DIGITS.search(_NOT_SHOWN.sub("", sections[2])) else sections[0]
    return sections[0]


def _digits(shown: str) -> tuple[bool, int, int]:
    """Whether thousands are set apart, and how many digits there are at least on either side."""
    shown = _CURRENCY.sub("", shown)
    match = _DIGITS.search(shown)
    if match is None or "E" in shown:  # no digits of its own, or scientific
        return False, 1, 0
    whole, _, decimals = match.group().partition(".")
    return ",0" in whole or ",#" in whole, max(1, whole.count("0")), decimals.count("0")


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
