"""What a build changed against the release in force, row by row and column by column.

A question that is new or gone is one change: what belongs to it comes and goes with it.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from itertools import count

from vraagbaak.dataset.changes.comparison import LAST, NOW, scope_of
from vraagbaak.dataset.changes.differences import Change, find_differences
from vraagbaak.dataset.keys import thing_of
from vraagbaak.dataset.schema import TABLES, TableSchema
from vraagbaak.dataset.schema.builds import Cause, What

_BATCH = 200  # questions compared at once
_EVERY = "1 = 1"
# An issue of a question or document that is new or gone comes and goes with it.
_IN_OTHER = """
    coalesce(question_id, document_id) IN
        (SELECT id FROM OTHER.questions UNION ALL SELECT id FROM OTHER.documents)
"""
_TOUCHED = "id IN (SELECT id FROM temp.touched_questions)"
_IN_BATCH = "SELECT id FROM temp.batch"
_BOTH = """
    SELECT id FROM temp.touched_questions INTERSECT SELECT id FROM main.questions
    INTERSECT SELECT id FROM last.questions ORDER BY id
"""
_ORIGINS = """
    SELECT n.id, n.document_id, nd.fingerprint, l.document_id, ld.fingerprint
    FROM main.questions n JOIN main.documents nd ON nd.id = n.document_id
    JOIN last.questions l ON l.id = n.id JOIN last.documents ld ON ld.id = l.document_id
    WHERE n.id IN (SELECT id FROM temp.batch)
    UNION ALL
    SELECT n.id, n.document_id, nd.fingerprint, l.document_id, ld.fingerprint
    FROM main.annexes n JOIN main.documents nd ON nd.id = n.document_id
    JOIN last.annexes l ON l.id = n.id JOIN last.documents ld ON ld.id = l.document_id
    WHERE n.question_id IN (SELECT id FROM temp.batch)
"""
_AGAIN = """
    WITH again AS (
        SELECT n.id, l.fingerprint AS old, n.fingerprint AS new FROM main.documents n
        JOIN last.documents l ON l.id = n.id WHERE l.fingerprint <> n.fingerprint
    )
    SELECT id, old, new FROM again
    UNION ALL SELECT q.id, a.old, a.new FROM again a JOIN main.questions q ON q.document_id = a.id
    UNION ALL SELECT q.id, a.old, a.new FROM again a JOIN last.questions q ON q.document_id = a.id
"""
_RULINGS = """
    SELECT ruled_id || ' ' || column_name || ' ' || reviewer, standing,
        verdict || coalesce(value, '-') || reason || ruled_on FROM DATABASE.reviews
"""
_EXTRACTED = """
    SELECT value_id, column_name, extracted FROM DATABASE.reviews WHERE value_id IS NOT NULL
"""
_INSERTION = """
    INSERT INTO changes (run_id, position, table_name, row_id, what, column_name, old, new, cause)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


def record_changes(connection: sqlite3.Connection, run: int, *, has_last: bool) -> None:
    """Note what a build changed; inside a transaction, and ``compared`` where there is a release.

    Args:
        connection: the database that is being built.
        run: the build.
        has_last: whether there is a release to compare with; without one, documents and questions
            are noted as new.
    """
    if has_last:
        # A build that was killed before it was published left what is told anew now.
        connection.execute("DELETE FROM changes WHERE run_id NOT IN (SELECT id FROM last.runs)")
    else:
        connection.execute("DELETE FROM changes")
    found = _changes(connection) if has_last else _beginnings(connection)
    numbers = count()
    connection.executemany(_INSERTION, ((run, next(numbers), *change) for change in found))


def fingerprint_cause(old: str, new: str) -> Cause:
    """Whether other code or another model read a document, from its two fingerprints.

    >>> fingerprint_cause("0f3a-77c1", "0f3a-90bb").value
    'model'
    """
    return Cause.MODEL if old.partition("-")[0] == new.partition("-")[0] else Cause.CODE


def _beginnings(connection: sqlite3.Connection) -> Iterator[Change]:
    for table, words in (("documents", "path"), ("questions", "title")):
        query = " ".join(("SELECT id,", words, "FROM", table, "ORDER BY id"))
        for key, text in connection.execute(query).fetchall():
            new = json.dumps({words: text}, ensure_ascii=False)
            yield Change(table, key, What.ADDED, None, None, new, Cause.SOURCE)


def _changes(connection: sqlite3.Connection) -> Iterator[Change]:
    for table in TABLES:
        if not table.exported or table.derived:
            continue
        if scope_of(table) is None or table.name == "questions":
            yield from _whole_table(connection, table)
    keys = [key for (key,) in connection.execute(_BOTH)]
    extracted = tuple(
        {
            (key, column): value
            for key, column, value in connection.execute(_EXTRACTED.replace("DATABASE", database))
        }
        for database in (LAST, NOW)
    )
    for start in range(0, len(keys), _BATCH):
        yield from _of_questions(connection, keys[start : start + _BATCH], extracted)


def _whole_table(connection: sqlite3.Connection, table: TableSchema) -> Iterator[Change]:
    """The changes of a table that belongs to no question, and the questions that came and went."""
    conditions = (_EVERY, _EVERY)
    if table.name == "questions":
        conditions = (_TOUCHED, _TOUCHED)
    elif table.name == "issues":
        conditions = (_IN_OTHER.replace("OTHER", LAST), _IN_OTHER.replace("OTHER", NOW))
    causes = (_ruling_causes if table.name == "reviews" else _read_again)(connection)
    usual = Cause.CODE if table.name == "municipalities" else Cause.SOURCE
    for change in find_differences(connection, table, *conditions):
        if table.name == "questions" and change.what is What.CHANGED:
            continue  # told with all that belongs to it
        thing = change.row_id if table.name == "reviews" else change.row_id.partition("#")[0]
        yield change._replace(cause=causes.get(thing, usual))


def _read_again(connection: sqlite3.Connection) -> dict[str, Cause]:
    """Why documents were read again though they are the same, by their key and their questions'."""
    return {
        key: fingerprint_cause(old, new) for key, old, new in connection.execute(_AGAIN).fetchall()
    }


def _ruling_causes(connection: sqlite3.Connection) -> dict[str, Cause]:
    """Why rulings differ, by their key: people changed them, or what they rest on moved."""
    old, new = (
        {
            key: (standing, said)
            for key, standing, said in connection.execute(_RULINGS.replace("DATABASE", database))
        }
        for database in (LAST, NOW)
    )
    causes = dict.fromkeys((*old, *new), Cause.REVIEW)
    for key in old.keys() & new.keys():
        if old[key][1] == new[key][1]:
            is_gone = "document_gone" in (old[key][0], new[key][0])
            causes[key] = Cause.SOURCE if is_gone else Cause.CODE
    return causes


def _of_questions(
    connection: sqlite3.Connection,
    keys: Sequence[str],
    extracted: Sequence[Mapping[tuple[str, str], str | None]],
) -> Iterator[Change]:
    """The changes of some questions that are in both databases, and of all that belongs to them."""
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS batch (id TEXT PRIMARY KEY)")
    connection.execute("DELETE FROM temp.batch")
    connection.executemany("INSERT INTO temp.batch VALUES (?)", ((key,) for key in keys))
    causes = {key: _question_cause(*origin) for key, *origin in connection.execute(_ORIGINS)}
    for table in TABLES:
        scope = scope_of(table)
        if scope is None or not table.exported:
            continue
        conditions = (scope.condition(database, _IN_BATCH) for database in (NOW, LAST))
        for change in find_differences(connection, table, *conditions):
            cause = _cause_of(change.row_id, causes)
            yield change._replace(cause=_cause(change, cause, *extracted))


def _cause_of(row_id: str, causes: Mapping[str, Cause | None]) -> Cause | None:
    """Why a row may have changed: its annex did, new or gone as it may be, or its question."""
    thing = thing_of(row_id)
    return causes.get(thing, Cause.SOURCE) or causes[thing.partition("#")[0]]


def _question_cause(document: str, fingerprint: str, before: str, old: str) -> Cause | None:
    """Why a question or annex may have changed; None where nothing was read anew."""
    if document != before:
        return Cause.SOURCE
    return None if fingerprint == old else fingerprint_cause(old, fingerprint)


def _cause(
    change: Change,
    cause: Cause | None,
    before: Mapping[tuple[str, str], str | None],
    now: Mapping[tuple[str, str], str | None],
) -> Cause:
    """What a change comes from: a review, where the program still finds what it found."""
    if change.what is What.CHANGED and change.column is not None:
        key = (change.row_id, change.column)
        is_ruled = key in before or key in now
        # A ruling that fell away because its evidence did is no doing of people.
        fell_away = cause is not None and key not in now
        is_same = before.get(key, change.old) == now.get(key, change.new)
        if is_ruled and is_same and not fell_away:
            return Cause.REVIEW
    # Where nothing was read anew, a person ruled.
    return cause or Cause.REVIEW
