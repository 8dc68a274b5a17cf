"""How a source is asked: slowly, not too often, and at what hours."""

import datetime as dt
from collections.abc import Callable
from typing import NamedTuple

Clock = Callable[[], dt.datetime]
"""Gives the time, with its zone."""


class Manners(NamedTuple):
    """How a source is asked; times are in seconds.

    ``pause`` lies between the starts of two requests, ``backoff`` before the second try (it
    doubles from there), ``longest_wait`` is how long a server may ask us to wait, ``silence`` how
    long it may say nothing, ``deadline`` how long a whole answer may take. ``most_requests`` is
    the cap of a run. ``hours`` are those of the day, from and to, in which a source is asked;
    ``contact`` goes into the user agent.
    """

    pause: float = 1.0
    attempts: int = 4
    backoff: float = 2.0
    longest_wait: float = 300.0
    silence: float = 30.0
    deadline: float = 180.0
    most_requests: int = 20_000
    hours: tuple[dt.time, dt.time] | None = None
    contact: str | None = None


def is_between(now: dt.time, hours: tuple[dt.time, dt.time]) -> bool:
    """Whether it is one of the hours, which may run past midnight."""
    first, last = hours
    return first <= now < last if first <= last else now >= first or now < last
