"""Options that take a year, a month or a day: callbacks of click."""

import datetime as dt
import re
from calendar import monthrange

import click

_PERIOD = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_DATES = "give 2019, 2019-06 or 2019-06-03"


def first_day(ctx: click.Context, param: click.Parameter, value: str | None) -> dt.date | None:
    """The day, or the first one of the month or year."""
    if value is None:
        return None
    year, month, day = _period(value, param)
    return _date(value, param, year, month or 1, day or 1)


def last_day(ctx: click.Context, param: click.Parameter, value: str | None) -> dt.date | None:
    """The day, or the last one of the month or year."""
    if value is None:
        return None
    year, month, day = _period(value, param)
    first = _date(value, param, year, month or 12, 1)
    return _date(value, param, year, first.month, day or monthrange(year, first.month)[1])


def _period(value: str, param: click.Parameter) -> tuple[int, int | None, int | None]:
    found = _PERIOD.fullmatch(value)
    if found is None:
        raise click.BadParameter(f"{value} is no date; {_DATES}", param=param)
    year, month, day = (int(part) if part else None for part in found.groups())
    return year or 0, month, day


def _date(value: str, param: click.Parameter, year: int, month: int, day: int) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError as error:
        raise click.BadParameter(f"there is no {value}; {_DATES}", param=param) from error
