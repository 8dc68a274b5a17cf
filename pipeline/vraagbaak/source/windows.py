"""Stretches of days: a range in windows, a window in halves, the months of a range."""

import datetime as dt

from vraagbaak.source.listing import Window

_DAY = dt.timedelta(days=1)
_MOST_DAYS = 31


def part_from_the_end(since: dt.date, until: dt.date) -> tuple[Window, ...]:
    """The windows that cover a range, the newest first, each of 31 days but the oldest.

    >>> len(part_from_the_end(dt.date(2025, 9, 20), dt.date(2025, 11, 3)))
    2
    """
    windows = []
    while since <= until:
        first = max(since, until - (_MOST_DAYS - 1) * _DAY)
        windows.append(Window(first, until))
        until = first - _DAY
    return tuple(windows)


def halve(window: Window) -> tuple[Window, Window] | None:
    """The newer and the older half; None where it is one day, or all there is."""
    first, last = window
    if first is None or last is None or first == last:
        return None
    middle = first + (last - first) // 2
    return Window(middle + _DAY, last), Window(first, middle)


def months_before(first: dt.date, end: dt.date) -> tuple[Window, ...]:
    """The calendar months from a day to the last that is over at another, the newest first.

    Of the oldest, only what lies after the first day.
    """
    months: list[Window] = []
    last = end.replace(day=1) - _DAY
    while last >= first:
        months.append(Window(max(first, last.replace(day=1)), last))
        last = last.replace(day=1) - _DAY
    return tuple(months)
