"""The queue of values that nobody has ruled on, the most doubtful first."""

import sqlite3
from typing import NamedTuple

from vraagbaak.dataset.reviews.evidence import judged_value
from vraagbaak.dataset.reviews.overlay import read_value
from vraagbaak.dataset.reviews.ruling import Standing, State
from vraagbaak.dataset.reviews.values import table_of, usual_columns
from vraagbaak.records import Place

# Each gives the id of a doubtful value, how doubtful it is, and why, for a Dutch-speaking reader.
# What people disagree about or said of words that moved comes first; then what contradicts its own
# table; then what the program itself was unsure of.
_DOUBTS = """
    SELECT value_id AS id, 100 AS doubt, 'betwist: ' || reason AS why FROM reviews
        WHERE state = 'disputed'
    UNION ALL
    SELECT p.id, 50, 'een totaal van zijn tabel klopt niet' FROM projects p
        WHERE p.table_id IN (SELECT table_id FROM totals WHERE NOT agrees)
    UNION ALL
    SELECT c.id, 60, 'dit totaal verschilt van de som van zijn rijen: ' || t.computed
        FROM totals t JOIN cells c ON c.table_id = t.table_id
            AND c.row_index = t.row_index AND c.column_index = t.column_index
        WHERE NOT t.agrees
    UNION ALL
    SELECT id, 40, 'de naam past op verschillende gemeenten: ' || coalesce(candidates, '?')
        FROM municipality_mentions WHERE nis_code IS NULL
    UNION ALL
    SELECT p.id, 40, 'de vorm van zijn tabel is onzeker: ' || t.confidence
        FROM projects p JOIN tables t ON t.id = p.table_id WHERE t.confidence < 0.8
    UNION ALL
    SELECT p.id, 30, 'er staat een bedrag dat niet gelezen kon worden: ' || p.amount_text
        FROM projects p WHERE p.amount_extracted_cents IS NULL AND p.amount_text IS NOT NULL
    UNION ALL
    SELECT s.id, 30, 'geen antwoord gevonden' FROM sub_questions s
        JOIN questions q ON q.id = s.question_id
        WHERE s.status = 'not_found' AND q.kind <> 'question_only'
    UNION ALL
    SELECT p.id, 20, i.message FROM projects p
        JOIN issues i ON i.question_id = p.question_id AND i.page = p.page
            AND i.annex_id IS p.annex_id
        WHERE i.code NOT IN ('totals_disagree', 'totals_rounded')
    UNION ALL
    SELECT s.id, 20, i.message FROM sub_questions s
        JOIN issues i ON i.question_id = s.question_id AND i.page = s.page
            AND i.annex_id IS NULL
        WHERE i.code NOT IN ('totals_disagree', 'totals_rounded', 'answer_not_found')
    UNION ALL
    SELECT id, 10, 'maar deels beantwoord' FROM sub_questions WHERE status = 'partly'
    UNION ALL
    SELECT id, 1, NULL FROM projects
    UNION ALL
    SELECT id, 1, NULL FROM sub_questions
"""
_QUEUE = """
    WITH doubts AS (DOUBTS),
    ruled AS (SELECT DISTINCT value_id FROM reviews WHERE state IN ('source_read', 'checked')),
    whys AS (SELECT DISTINCT id, doubt, why FROM doubts
        WHERE id NOT IN ruled AND substr(id, 1, length(?1)) = ?1
        ORDER BY id, doubt DESC, why)
    SELECT id, sum(doubt), coalesce(group_concat(why, '; '), 'nog niet nagekeken') FROM whys
    GROUP BY id
    ORDER BY sum(doubt) DESC, substr(id, 1, instr(id, '#')), length(id), id LIMIT ?2
""".replace("DOUBTS", _DOUBTS)


class Queued(NamedTuple):
    """A value to be looked at: what it is, what is printed, where, and why it is doubtful.

    ``values`` are those of its usual columns; ``document`` is the path below the folder read.
    """

    id: str
    values: tuple[tuple[str, str | None], ...]
    words: str
    document: str
    place: Place | None
    state: State
    doubt: int
    why: str


class Stale(NamedTuple):
    """A ruling that no longer counts, and why."""

    id: str
    column: str
    by: str
    standing: Standing


def next_values(connection: sqlite3.Connection, count: int, beginning: str = "") -> list[Queued]:
    """The values to look at first.

    Args:
        connection: the dataset.
        count: how many.
        beginning: only those whose id begins so, as those of one question do.
    """
    rows = connection.execute(_QUEUE, (beginning, count)).fetchall()
    return [_queued(connection, key, doubt, why) for key, doubt, why in rows]


def stale_rulings(connection: sqlite3.Connection) -> list[Stale]:
    """The rulings whose evidence is no longer in the dataset."""
    rows = connection.execute(
        "SELECT ruled_id, column_name, reviewer, standing FROM reviews WHERE standing <> ?"
        " ORDER BY ruled_id, column_name, reviewer",
        (Standing.IN_FORCE,),
    )
    return [Stale(key, column, by, Standing(standing)) for key, column, by, standing in rows]


def _queued(connection: sqlite3.Connection, key: str, doubt: int, why: str) -> Queued:
    table = table_of(key)
    judged = judged_value(connection, table, key)
    (path,) = connection.execute(
        "SELECT path FROM documents WHERE id = ?", (judged.evidence.document,)
    ).fetchone()
    (state,) = connection.execute(
        " ".join(("SELECT review FROM", f'"{table}"', "WHERE id = ?")), (key,)
    ).fetchone()
    values = tuple(
        (name, read_value(connection, table, key, name)) for name in usual_columns(table)
    )
    place = judged.evidence.place
    return Queued(key, values, judged.words, path, place, State(state), doubt, why)
