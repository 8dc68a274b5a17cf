"""How long a minister may take, and what a date of answer says of it.

The parliament's rule: an answer is due within 20 working days after the question was *sent* to the
minister; the asker alone has it for 15 working days; then it is published. It does not say on which
day a question is sent, or whether a recess stops the clock. So a term has an earliest and a latest
end, over all readings (``docs/deadlines.md`` has them, and how real answers fit).
"""

import datetime as dt
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from vraagbaak.vocabulary.working_days import CERTAIN, WIDEST, is_sent_at_week_end, known_years

ANSWER_DAYS = 20
"""Working days in which a minister answers, after the day of sending."""

EMBARGO_DAYS = 15
"""Working days in which the asker alone has the answer."""

# Of 3,910 real answers 95 % were public by the 21st working day after the answer.
_USUALLY_PUBLIC_DAYS = 21
_LATEST_SENDING_DAYS = 3


class Term(NamedTuple):
    """The days on which a term ends, under the reading that is shortest and the longest."""

    earliest: dt.date
    latest: dt.date


class Timeliness(StrEnum):
    """What can be said of an answer, or of its absence, on the day that is looked from.

    ``PERHAPS_LATE`` answers are late under some readings only, or are missing although one given
    in time would usually be public. ``EMBARGO``: the term is over and no answer is public, but one
    given in time may still be with the asker. ``OPEN``: the term may still run.
    """

    IN_TIME = "in_time"
    PERHAPS_LATE = "perhaps_late"
    LATE = "late"
    EMBARGO = "embargo"
    OPEN = "open"


@cache
def term_of(submitted: dt.date) -> Term | None:
    """The term of a question that was submitted on a day; None where no table has the recesses.

    >>> term_of(dt.date(2025, 5, 12))
    Term(earliest=datetime.date(2025, 6, 18), latest=datetime.date(2025, 6, 18))
    """
    if submitted.year not in known_years():
        return None
    return Term(
        CERTAIN.add_counted_days(_earliest_sending(submitted), ANSWER_DAYS),
        WIDEST.add_counted_days(_latest_sending(submitted), ANSWER_DAYS),
    )


def judge_answer(term: Term, answered: dt.date) -> Timeliness:
    """Hold a date of answer against a term: late only where every reading says so."""
    if answered <= term.earliest:
        return Timeliness.IN_TIME
    return Timeliness.LATE if answered > term.latest else Timeliness.PERHAPS_LATE


def judge_silence(term: Term, seen_on: dt.date) -> Timeliness:
    """What can be said where no answer was seen by a day: never that it is late.

    An answer may be there and only be unpublished: catch-up batches come months later.
    """
    if seen_on <= term.latest:
        return Timeliness.OPEN
    if seen_on <= usually_public_by(term.latest):
        return Timeliness.EMBARGO
    return Timeliness.PERHAPS_LATE


@cache
def public_from(answered: dt.date) -> dt.date:
    """The first day on which an answer may be public: the asker has had it for 15 working days.

    Recess does not stop this clock: answers of July are published in August.

    >>> public_from(dt.date(2025, 10, 23))
    datetime.date(2025, 11, 17)
    """
    return CERTAIN.add_working_days(answered, EMBARGO_DAYS + 1)


@cache
def usually_public_by(answered: dt.date) -> dt.date:
    """The day by which an answer is public as a rule."""
    return WIDEST.add_working_days(answered, _USUALLY_PUBLIC_DAYS)


def _earliest_sending(submitted: dt.date) -> dt.date:
    """The soonest that a question was sent: at the end of its week or, unknown, the next day."""
    day = CERTAIN.next_sending_day(submitted)
    if day > CERTAIN.next_working_day(submitted):
        return day
    if is_sent_at_week_end(submitted):
        return CERTAIN.end_of_week(day)
    return CERTAIN.next_working_day(submitted + dt.timedelta(days=1))


def _latest_sending(submitted: dt.date) -> dt.date:
    """The last day on which it can have been sent: some days later, and when a recess is over."""
    day = some_days_later = WIDEST.next_sending_day(submitted)
    for _ in range(_LATEST_SENDING_DAYS):
        some_days_later = WIDEST.next_working_day(some_days_later + dt.timedelta(days=1))
    return max(
        WIDEST.next_sending_day(some_days_later), WIDEST.end_of_week(day), CERTAIN.end_of_week(day)
    )
