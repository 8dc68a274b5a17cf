"""The rows about deadlines: when each question of a source is due, beside what the source says."""

import datetime as dt
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby

from vraagbaak.dataset.rows.document_rows import Row
from vraagbaak.vocabulary.terms import Timeliness, judge_answer, judge_silence, public_from, term_of

# The values of `tijdig` are not documented: these are those of the house style of the service, and
# the words of its steps. Whatever else it says is left alone.
_SAID = {
    **dict.fromkeys(("j", "ja", "true", "tijdig", "tijdig beantwoord"), Timeliness.IN_TIME),
    **dict.fromkeys(("n", "nee", "neen", "false", "laattijdig"), Timeliness.LATE),
    "laattijdig beantwoord": Timeliness.LATE,
}

# A day that no refresh has seen yet is a slip of the source.
_NEWEST = """
    SELECT max(published_on) FROM source_questions
    WHERE published_on <= (SELECT max(first_seen_on) FROM source_questions)
"""

_CERTAIN = frozenset({Timeliness.IN_TIME, Timeliness.LATE})


def deadline_rows(connection: sqlite3.Connection) -> Iterator[Row]:
    """A row a question of a source.

    Questions without an answer are looked at from the newest publication that is known, so that
    the same facts give the same rows on any day.
    """
    steps = {
        key: [str(status) for _, status in group]
        for key, group in groupby(
            connection.execute(
                "SELECT source_question_id, status FROM source_steps ORDER BY source_question_id"
            ),
            key=lambda row: row[0],
        )
    }
    newest = _day(connection.execute(_NEWEST).fetchone()[0])
    for key, asked, answered, timely in connection.execute(
        "SELECT id, asked_on, answered_on, timely FROM source_questions ORDER BY id"
    ):
        said = source_finding((timely, *steps.get(key, ()))) if answered else None
        yield _row(key, _day(asked), _day(answered), newest, said)


def source_finding(said: Iterable[str | None]) -> Timeliness | None:
    """What a source's words say of an answer: in time, late, or nothing that is certain.

    >>> source_finding(["J", "Vraag gesteld aan de minister"])
    <Timeliness.IN_TIME: 'in_time'>
    >>> source_finding(["J", "Laattijdig beantwoord"]), source_finding(["misschien"])
    (None, None)
    """
    known = {_SAID.get(words.strip().casefold()) for words in said if words} - {None}
    return known.pop() if len(known) == 1 else None


def agreement(finding: Timeliness | None, said: Timeliness | None) -> bool | None:
    """Whether finding and source say the same, None where one of them is not certain."""
    if finding not in _CERTAIN or said is None:
        return None
    return finding is said


def _row(
    key: str,
    asked: dt.date | None,
    answered: dt.date | None,
    newest: dt.date | None,
    said: Timeliness | None,
) -> Row:
    term = term_of(asked) if asked else None
    finding = seen_on = None
    if term and asked and answered:
        # An answer before its question is a slip of the source, and says nothing.
        finding = judge_answer(term, answered) if answered >= asked else None
    elif term and newest:
        seen_on, finding = newest, judge_silence(term, newest)
    return Row(
        "deadlines",
        {
            "source_question_id": key,
            "due_earliest": term.earliest if term else None,
            "due_latest": term.latest if term else None,
            "finding": finding,
            "seen_on": seen_on,
            "public_from": public_from(answered) if answered else None,
            "source_finding": said,
            "agrees": agreement(finding, said),
        },
    )


def _day(stored: str | None) -> dt.date | None:
    return dt.date.fromisoformat(stored) if stored else None
