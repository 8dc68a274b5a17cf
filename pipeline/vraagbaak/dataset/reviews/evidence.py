"""What a ruling rests on: the words in their document and where they stand.

A value is known again by what is printed, not by its id, which moves when a new version of the
program finds something before it. The words of a value are

- of a cell, a mention or a sub-question: its text;
- of a project: its row of the table, cell by cell, or its item of the list.

The hash is over the document's key, the table and the letters and digits of these words in lower
case. So it does not depend on how the program parts words, joins lines or reads a value; and
another file is other evidence, whatever it prints. A place is the same where the page is, the
middle of the box is at most 5 points higher or lower, and the boxes overlap from left to right.
"""

import hashlib
import sqlite3
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from vraagbaak.dataset.reviews.ruling import Evidence
from vraagbaak.records import Box, Place

_TOLERANCE = 5.0  # points
_DIGITS = 16

# Each gives key, document, page, box and words; CONDITION stands for which rows.
_PLACED = "v.page, v.x0, v.top, v.x1, v.bottom"
_DOCUMENT = "coalesce((SELECT document_id FROM annexes WHERE id = {}.annex_id), q.document_id)"
_SUB_QUESTIONS = """
    SELECT v.id, q.document_id, PLACED, v.text FROM sub_questions v
    JOIN questions q ON q.id = v.question_id WHERE CONDITION ORDER BY q.position, v.position
""".replace("PLACED", _PLACED)
_MENTIONS = """
    SELECT v.id, DOCUMENT, PLACED, v.text FROM "TABLE" v
    JOIN questions q ON q.id = v.question_id WHERE CONDITION ORDER BY q.position, q.id, v.position
""".replace("PLACED", _PLACED).replace("DOCUMENT", _DOCUMENT.format("v"))
_CELLS = """
    SELECT v.id, DOCUMENT, PLACED, v.text FROM cells v
    JOIN tables t ON t.id = v.table_id JOIN questions q ON q.id = t.question_id
    WHERE CONDITION ORDER BY q.position, q.id, t.position, v.row_index, v.column_index
""".replace("PLACED", _PLACED).replace("DOCUMENT", _DOCUMENT.format("t"))
_PROJECTS = """
    SELECT v.id, DOCUMENT, PLACED, CASE
        WHEN v.table_id IS NOT NULL THEN (
            SELECT group_concat(text, ' ') FROM (
                -- By key, for a table may be long; few cells span rows.
                SELECT text, column_index, row_index FROM cells
                WHERE id BETWEEN v.table_id || '/' || v.row_index || '/'
                    AND v.table_id || '/' || v.row_index || '0'
                UNION ALL
                SELECT text, column_index, row_index FROM cells
                WHERE table_id = v.table_id AND row_span > 1
                    AND row_index < v.row_index AND row_index + row_span > v.row_index
                ORDER BY column_index, row_index))
        ELSE substr((
            SELECT q.introduction WHERE v.part = 'introduction'
            UNION ALL SELECT text FROM answers WHERE id = v.question_id || '#' || v.part
            UNION ALL SELECT text FROM sub_questions WHERE id = v.question_id || '#' || v.part
            UNION ALL SELECT text FROM other_texts WHERE id = v.question_id || '#' || v.part
        ), v.char_start + 1, v.char_end - v.char_start) END
    FROM projects v JOIN questions q ON q.id = v.question_id
    WHERE CONDITION ORDER BY q.position, q.id, v.position
""".replace("PLACED", _PLACED).replace("DOCUMENT", _DOCUMENT.format("v"))
_QUERIES = {"cells": _CELLS, "projects": _PROJECTS, "sub_questions": _SUB_QUESTIONS}
_STANDS_IN = {"cells": "t.annex_id", "sub_questions": "NULL"}
_IN_ANNEXES = "IN (SELECT id FROM annexes WHERE document_id = ?)"


class Judged(NamedTuple):
    """A value that can be ruled on: its id, the words that say it, and its evidence."""

    id: str
    words: str
    evidence: Evidence


def judged_of_document(
    connection: sqlite3.Connection, table: str, document: str
) -> Iterator[Judged]:
    """The values of a table that stand in a document, in printed order."""
    annex = _STANDS_IN.get(table, "v.annex_id")
    yield from _judged(connection, table, f"q.document_id = ? AND {annex} IS NULL", document)
    yield from _judged(connection, table, f"{annex} {_IN_ANNEXES}", document)


def judged_value(connection: sqlite3.Connection, table: str, key: str) -> Judged:
    """One value."""
    return next(_judged(connection, table, "v.id = ?", key))


def is_near(one: Place | None, other: Place | None) -> bool:
    """Whether two places can be the same; one without page or box is near its like alone."""
    if one is None or other is None:
        return one is other
    if one.page != other.page:
        return False
    if one.box is None or other.box is None:
        return one.box is other.box
    heights = [(box.top + box.bottom) / 2 for box in (one.box, other.box)]
    overlap = min(one.box.x1, other.box.x1) - max(one.box.x0, other.box.x0)
    return abs(heights[0] - heights[1]) <= _TOLERANCE and overlap >= 0


def _judged(
    connection: sqlite3.Connection, table: str, condition: str, value: str
) -> Iterator[Judged]:
    query = _QUERIES.get(table, _MENTIONS.replace("TABLE", table))
    rows = connection.execute(query.replace("CONDITION", condition), (value,))
    for key, document, page, x0, top, x1, bottom, words in rows:
        place = Place(page, None if x0 is None else Box(x0, top, x1, bottom)) if page else None
        yield Judged(
            key, words or "", Evidence(_hash(document, table, words or ""), document, place)
        )


def _hash(document: str, table: str, words: str) -> str:
    bare = "".join(filter(str.isalnum, unicodedata.normalize("NFKC", words).casefold()))
    return hashlib.sha256(f"{document} {table} {bare}".encode()).hexdigest()[:_DIGITS]
