"""What the rows of a dataset must be: keys that lead somewhere, boxes on pages, words in place.

Every check is a question whose answer must be empty.
"""

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from vraagbaak.dataset.checks.findings import Finding, found
from vraagbaak.dataset.schema import TABLES, TableSchema

# The text that the part of a mention names: owner and part together are its key.
_TEXT = """
    CASE m.part
        WHEN 'title' THEN (SELECT title FROM questions WHERE id = m.question_id)
        WHEN 'introduction' THEN (SELECT introduction FROM questions WHERE id = m.question_id)
        ELSE coalesce(
            (SELECT text FROM cells WHERE id = OWNER || '#' || m.part),
            (SELECT text FROM answers WHERE id = OWNER || '#' || m.part),
            (SELECT text FROM sub_questions WHERE id = OWNER || '#' || m.part),
            (SELECT text FROM other_texts WHERE id = OWNER || '#' || m.part)
        )
    END
""".replace("OWNER", "coalesce(m.annex_id, m.question_id)")


class _Check(NamedTuple):
    """A query that gives the id of each row that is wrong, and what is wrong with it."""

    name: str
    message: str
    query: str


def check_rows(connection: sqlite3.Connection) -> list[Finding]:
    """Hold the rows of a database against each other: keys, ranges, offsets, sums."""
    findings = [_finding(check, connection) for check in _row_checks()]
    pointers = connection.execute("PRAGMA foreign_key_check")
    broken = [f"{table} row {row} to {other}" for table, row, other, _ in pointers]
    if broken:
        findings.append(found("keys", "rows point to rows that are not there", broken))
    return [finding for finding in findings if finding is not None]


# Asked of every table that has the columns; TABLE and KEY stand for its name and key.
_BOXES = """
    SELECT KEY FROM "TABLE"
    WHERE x0 IS NOT NULL AND (x0 > x1 OR top > bottom OR page IS NULL)
"""
# PARENT leads from a row to its question and annex.
_PAGES = """
    SELECT v.KEY FROM "TABLE" v PARENT JOIN documents d ON d.id = DOCUMENT
    WHERE v.page < 1 OR v.page > d.page_count
"""
# Boxes and pages are rounded to a hundredth of a point.
_OFF_PAGE = """
    SELECT v.KEY FROM "TABLE" v PARENT
    JOIN pages p ON p.document_id = DOCUMENT AND p.number = v.page
    WHERE v.x0 < -0.01 OR v.top < -0.01 OR v.x1 > p.width + 0.02 OR v.bottom > p.height + 0.02
"""
_PARENTS = {
    "questions": "JOIN questions q ON q.id = v.id",
    "cells": "JOIN tables t ON t.id = v.table_id JOIN questions q ON q.id = t.question_id"
    " LEFT JOIN annexes a ON a.id = t.annex_id",
}
_PARENT = "JOIN questions q ON q.id = v.question_id"
_ANNEXED_PARENT = f"{_PARENT} LEFT JOIN annexes a ON a.id = v.annex_id"
_OFFSETS = """
    SELECT id FROM (
        SELECT m.id, m.char_start, m.char_end, m.text, TEXT AS whole FROM "TABLE" m
    )
    WHERE whole IS NULL OR substr(whole, char_start + 1, char_end - char_start) <> text
""".replace("TEXT", _TEXT)


def _row_checks() -> Iterator[_Check]:
    for table in TABLES:
        names = {column.name for column in table.columns}

        def asked(query: str, table: TableSchema = table) -> str:
            usual = _ANNEXED_PARENT if _may_be_annexed(table) else _PARENT
            parent = _PARENTS.get(table.name, usual)
            document = "q.document_id"
            if "annexes" in parent:
                document = f"coalesce(a.document_id, {document})"
            query = query.replace("PARENT", parent).replace("DOCUMENT", document)
            return query.replace("TABLE", table.name).replace("KEY", table.primary_key[0])

        if "x0" in names:
            message = f"boxes of {table.name} end before they begin, or lie on no page"
            yield _Check("ranges", message, asked(_BOXES))
            message = f"boxes of {table.name} lie outside their page"
            yield _Check("ranges", message, asked(_OFF_PAGE))
            message = f"pages of {table.name} are not in their document"
            yield _Check("ranges", message, asked(_PAGES))
        if {"part", "char_start", "text"} <= names:
            message = f"the text of {table.name} does not stand at its offsets"
            yield _Check("offsets", message, asked(_OFFSETS))
    yield from _VALUE_CHECKS


def _may_be_annexed(table: TableSchema) -> bool:
    return any(key.table == "annexes" for key in table.foreign_keys)


_VALUE_CHECKS = (
    _Check(
        "ranges",
        "amounts have a lowest value above their highest",
        "SELECT id FROM amount_mentions WHERE minimum_cents > maximum_cents",
    ),
    _Check(
        "ranges",
        "the confidence of tables is not between 0 and 1",
        "SELECT id FROM tables WHERE confidence NOT BETWEEN 0 AND 1",
    ),
    _Check(
        "ranges",
        "cells lie outside their table",
        "SELECT c.id FROM cells c JOIN tables t ON t.id = c.table_id"
        " WHERE c.row_index + c.row_span > t.row_count"
        " OR c.column_index + c.column_span > t.column_count",
    ),
    _Check(
        "totals",
        "totals are said to agree, or not to, against their own numbers",
        "SELECT id FROM totals WHERE agrees <> (CAST(stated AS REAL) = CAST(computed AS REAL))",
    ),
    _Check(
        "totals",
        "a total that differs from its rows has no warning",
        "SELECT t.id FROM totals t WHERE NOT t.agrees AND NOT EXISTS (SELECT 1 FROM issues i"
        " WHERE i.question_id = t.question_id"
        " AND i.code IN ('totals_disagree', 'totals_rounded'))",
    ),
    _Check(
        "doubts",
        "a municipality without a code has no candidates",
        "SELECT id FROM municipality_mentions WHERE nis_code IS NULL AND candidates IS NULL"
        " AND review = 'unchecked'",
    ),
    _Check(
        "deadlines",
        "an answer is said to be late that is not under every reading of the rule",
        "SELECT d.source_question_id FROM deadlines d"
        " JOIN source_questions s ON s.id = d.source_question_id"
        " WHERE d.finding = 'late' AND coalesce(s.answered_on, '') <= d.due_latest",
    ),
    _Check(
        "deadlines",
        "a term ends before its question, or its latest end before the earliest",
        "SELECT d.source_question_id FROM deadlines d"
        " JOIN source_questions s ON s.id = d.source_question_id"
        " WHERE d.due_earliest <= s.asked_on OR d.due_earliest > d.due_latest",
    ),
    _Check(
        "events",
        "an event is about no question",
        "SELECT id FROM events e WHERE NOT EXISTS"
        " (SELECT 1 FROM event_questions eq WHERE eq.event_id = e.id)",
    ),
    _Check(
        "doubts",
        "a document that failed says no reason",
        "SELECT id FROM documents d WHERE status = 'failed' AND NOT EXISTS"
        " (SELECT 1 FROM issues i WHERE i.document_id = d.id AND i.severity = 'error')",
    ),
)


def _finding(check: _Check, connection: sqlite3.Connection) -> Finding | None:
    wrong = [str(row[0]) for row in connection.execute(check.query)]
    return found(check.name, check.message, wrong) if wrong else None
