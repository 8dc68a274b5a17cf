"""The working days of the Flemish administration and parliament, with what is not sure of them.

Holidays are computed from ``data/holidays.csv``; ``data/closing_days.csv`` holds other days on
which nothing was done, ``data/recess.csv`` the days on which the clock of an answer stops. What no
source settles is a *possible* day off: a calendar counts it or does not.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from dateutil.easter import easter

from vraagbaak.vocabulary.tables import read_rows

_DAY = dt.timedelta(days=1)


class Effect(StrEnum):
    """What a recess does: the clock stops, or what is submitted waits until it is over."""

    CLOCK_STOPS = "clock_stops"
    NOTHING_SENT = "nothing_sent"


class Interval(NamedTuple):
    """Days of a recess, both ends included; ``is_found`` where answers show the effect."""

    first: dt.date
    last: dt.date
    effect: Effect
    is_found: bool

    def holds(self, day: dt.date) -> bool:
        """Whether a day lies in it."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Calendar:
    """One reading of which days count.

    ``counts_possible`` says whether days that are only possibly off, or in a recess that only
    possibly stops the clock, are taken as off: that reading gives the latest end of a term.
    """

    counts_possible: bool

    def is_working_day(self, day: dt.date) -> bool:
        """Whether the administration works: no weekend, holiday or closing day.

        >>> [CERTAIN.is_working_day(dt.date(2025, 7, day)) for day in (10, 11, 14)]
        [True, False, True]
        """
        if day.weekday() >= 5 or day in _closing_days() or day in holidays(day.year):
            return False
        return not (self.counts_possible and _is_possibly_off(day))

    def is_counted(self, day: dt.date) -> bool:
        """Whether the clock of an answer runs: a working day on which no recess stops it."""
        return self.is_working_day(day) and not self._is_in(Effect.CLOCK_STOPS, day)

    def add_counted_days(self, day: dt.date, count: int) -> dt.date:
        """The last of so many counted days after a day, which does not count itself.

        >>> CERTAIN.add_counted_days(dt.date(2025, 5, 23), 20)
        datetime.date(2025, 6, 25)
        """
        return _add(day, count, self.is_counted)

    def add_working_days(self, day: dt.date, count: int) -> dt.date:
        """The last of so many working days after a day, recess or not."""
        return _add(day, count, self.is_working_day)

    def next_working_day(self, day: dt.date) -> dt.date:
        """The day itself where it is a working day, else the first after it."""
        while not self.is_working_day(day):
            day += _DAY
        return day

    def end_of_week(self, day: dt.date) -> dt.date:
        """The last working day of the week of a working day.

        >>> CERTAIN.end_of_week(dt.date(2025, 5, 26))
        datetime.date(2025, 5, 28)
        """
        last = day
        for ahead in range(1, 7 - day.weekday()):
            if self.is_working_day(day + ahead * _DAY):
                last = day + ahead * _DAY
        return last

    def next_sending_day(self, day: dt.date) -> dt.date:
        """The day itself or, in a recess in which nothing is sent, the first working day after."""
        while self._is_in(Effect.NOTHING_SENT, day) or not self.is_working_day(day):
            day += _DAY
        return day

    def _is_in(self, effect: Effect, day: dt.date) -> bool:
        return any(
            interval.effect is effect
            and (interval.is_found or self.counts_possible)
            and interval.holds(day)
            for interval in intervals(day.year)
        )


CERTAIN = Calendar(counts_possible=False)
"""Only what the law or the answers show is off: it gives the earliest end of a term."""

WIDEST = Calendar(counts_possible=True)
"""Everything that may be off is: it gives the latest end of a term."""


def count_working_days(first: dt.date, last: dt.date, calendar: Calendar = CERTAIN) -> int:
    """The working days after one day up to and with another, recess or not; 0 where none.

    >>> count_working_days(dt.date(2025, 10, 23), dt.date(2025, 11, 18))
    17
    """
    days = (first + number * _DAY for number in range(1, (last - first).days + 1))
    return sum(map(calendar.is_working_day, days))


@cache
def holidays(year: int) -> frozenset[dt.date]:
    """The holidays of a year, weekends included."""
    return frozenset(_holidays(year, "found"))


@cache
def intervals(year: int) -> tuple[Interval, ...]:
    """The recesses that touch a year, those that overlap too."""
    return tuple(
        interval for interval in _intervals() if year in (interval.first.year, interval.last.year)
    )


@cache
def known_years() -> range:
    """The years whose recesses stand in the table, whole: no term is computed outside them."""
    return range(_intervals()[0].first.year + 1, _intervals()[-1].last.year)


def is_sent_at_week_end(day: dt.date) -> bool:
    """Whether answers show that what was submitted on a day was sent at the end of its week."""
    return any(first <= day <= last for first, last in _weekly_sending())


def _add(day: dt.date, count: int, counts: Callable[[dt.date], bool]) -> dt.date:
    for _ in range(count):
        day += _DAY
        while not counts(day):
            day += _DAY
    return day


def _holidays(year: int, certainty: str) -> Iterator[dt.date]:
    for row in read_rows("holidays.csv"):
        if row["certainty"] == certainty:
            moves, days = row["day"].startswith("easter"), row["day"].split("+")[-1]
            month_and_day = map(int, days.split("-")) if not moves else ()
            yield easter(year) + int(days) * _DAY if moves else dt.date(year, *month_and_day)


def _is_possibly_off(day: dt.date) -> bool:
    """A holiday that not all have, or a bridge: one working day between a holiday and a weekend."""
    if day in _possible_holidays(day.year):
        return True
    before, after = day - _DAY, day + _DAY
    return (day.weekday() == 4 and before in holidays(before.year)) or (
        day.weekday() == 0 and after in holidays(after.year)
    )


@cache
def _possible_holidays(year: int) -> frozenset[dt.date]:
    return frozenset(_holidays(year, "possible"))


@cache
def _closing_days() -> frozenset[dt.date]:
    return frozenset(dt.date.fromisoformat(row["day"]) for row in read_rows("closing_days.csv"))


@cache
def _intervals() -> tuple[Interval, ...]:
    return tuple(
        Interval(
            dt.date.fromisoformat(row["first"]),
            dt.date.fromisoformat(row["last"]),
            Effect(row["effect"]),
            row["certainty"] == "found",
        )
        for row in read_rows("recess.csv")
    )


@cache
def _weekly_sending() -> tuple[tuple[dt.date, dt.date], ...]:
    return tuple(
        (
            dt.date.fromisoformat(row["first"]),
            dt.date.fromisoformat(row["last"]) if row["last"] else dt.date.max,
        )
        for row in read_rows("sending.csv")
    )
