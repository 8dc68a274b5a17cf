"""One question out of a dataset: its sub-questions beside what answers them, and what cites it."""

import sqlite3
from typing import NamedTuple

from vraagbaak.errors import WrongUsage

_HISTORY = """
    SELECT DISTINCT e.kind, e.happened_on, e.known_on
    FROM events e JOIN event_questions eq ON eq.event_id = e.id
    WHERE eq.question_id = ? AND e.kind NOT IN ('dodged', 'project')
    ORDER BY e.happened_on, e.known_on, e.kind
"""
_DEADLINE = """
    SELECT d.due_earliest, d.due_latest, d.finding, d.source_finding, d.agrees
    FROM deadlines d JOIN source_questions s ON s.id = d.source_question_id
    WHERE s.question_id = ? AND d.due_earliest IS NOT NULL
    ORDER BY s.id LIMIT 1
"""
_ANNEXES = """
    SELECT a.id, a.name, d.path, d.status,
        (SELECT count(*) FROM tables WHERE annex_id = a.id),
        (SELECT count(*) FROM projects WHERE annex_id = a.id)
    FROM annexes a JOIN documents d ON d.id = a.document_id
    WHERE a.question_id = ? ORDER BY a.name
"""
_TABLES = """
    SELECT t.id, a.name, t.caption, t.unit, t.row_count, t.column_count, t.page
    FROM tables t LEFT JOIN annexes a ON a.id = t.annex_id
    WHERE t.question_id = ? ORDER BY a.name, t.position
"""
_SUGGESTIONS = 8
_LONGEST_NUMBER = 9  # digits: no question has more, and a database holds no more than 18


class AnswerBlock(NamedTuple):
    """A block of the answer; ``match`` says how it was tied to the sub-question, if it was."""

    id: str
    labels: str | None
    text: str
    page: int | None
    match: str | None


class SubQuestionView(NamedTuple):
    """A sub-question with its status, the words that say so, and the blocks that answer it."""

    id: str
    label: str
    text: str
    page: int | None
    status: str
    evidence: str | None
    answers: tuple[AnswerBlock, ...]


class AnnexView(NamedTuple):
    """An annex of the question, its file, and how many tables and projects it gave."""

    id: str
    name: str
    document: str
    status: str
    tables: int
    projects: int


class TableView(NamedTuple):
    """What is to be known of a table at a glance; ``annex`` is the name of that, if it is in one.

    The page of a workbook is its sheet.
    """

    id: str
    annex: str | None
    caption: str | None
    unit: str | None
    row_count: int
    column_count: int
    page: int | None


class Citation(NamedTuple):
    """A reference from one question to another.

    An id is None where that is not in the dataset, or not the only one that fits.
    """

    question_id: str | None
    number: int
    asked_on: str | None
    text: str


class Happening(NamedTuple):
    """What happened to the question, and when; values of `EventKind` and ISO days."""

    kind: str
    happened_on: str
    known_on: str


class Deadline(NamedTuple):
    """When the answer was due, what its date says and what the source says; see `deadlines`."""

    due_earliest: str
    due_latest: str
    finding: str | None
    source_finding: str | None
    agrees: bool | None


class QuestionView(NamedTuple):
    """A question as somebody reads it; ``unlinked`` blocks answer no sub-question."""

    id: str
    number: int | None
    session_year: str | None
    asked_on: str | None
    asked_by: str | None
    ministers: tuple[str, ...]
    kind: str
    title: str
    introduction: str
    document: str
    page: int | None
    sub_questions: tuple[SubQuestionView, ...]
    unlinked: tuple[AnswerBlock, ...]
    annexes: tuple[AnnexView, ...]
    tables: tuple[TableView, ...]
    cites: tuple[Citation, ...]
    cited_by: tuple[Citation, ...]
    history: tuple[Happening, ...]
    deadline: Deadline | None
    issues: tuple[str, ...]


def view_question(connection: sqlite3.Connection, key: str) -> QuestionView:
    """The question with an id, or the only one with a natural key or a number.

    Raises:
        WrongUsage: there is none, or there are several; the message names them.
    """
    question = _question_id(connection, key)
    columns = "id, number, session_year, asked_on, asked_by, kind, title, introduction, page"
    row = connection.execute(
        " ".join(("SELECT", columns, "FROM questions WHERE id = ?")), (question,)
    ).fetchone()
    values = dict(zip(columns.split(", "), row, strict=True))
    return QuestionView(
        **values,
        ministers=_texts(
            connection,
            "SELECT name FROM question_ministers WHERE question_id = ? ORDER BY position",
            question,
        ),
        document=_texts(
            connection,
            "SELECT path FROM documents WHERE id IN"
            " (SELECT document_id FROM questions WHERE id = ?)",
            question,
        )[0],
        sub_questions=_sub_questions(connection, question),
        unlinked=_unlinked(connection, question),
        annexes=tuple(AnnexView(*row) for row in connection.execute(_ANNEXES, (question,))),
        tables=tuple(TableView(*row) for row in connection.execute(_TABLES, (question,))),
        cites=_cites(connection, question),
        cited_by=_cited_by(connection, question),
        history=tuple(Happening(*row) for row in connection.execute(_HISTORY, (question,))),
        deadline=_deadline(connection, question),
        issues=_texts(
            connection,
            "SELECT message FROM issues WHERE question_id = ? ORDER BY annex_id, position, id",
            question,
        ),
    )


def _question_id(connection: sqlite3.Connection, key: str) -> str:
    number = int(key) if key.isdecimal() and len(key) <= _LONGEST_NUMBER else None
    found = [
        str(row[0])
        for row in connection.execute(
            "SELECT id FROM questions WHERE id = ?1 OR question_key = ?1 OR number = ?2"
            " ORDER BY id <> ?1, id LIMIT ?3",
            (key, number, _SUGGESTIONS),
        )
    ]
    if len(found) == 1 or key in found:
        return found[0]
    if found:
        raise WrongUsage(f"several questions are {key}: {', '.join(found)}; name one of them")
    near = _texts(
        connection,
        "SELECT id FROM questions WHERE instr(id, ?) OR instr(lower(title), lower(?1))"
        " ORDER BY id LIMIT 8",
        key,
    )
    advice = f"did you mean {', '.join(near)}?" if near else "ids are in the table questions"
    raise WrongUsage(f"no question is {key}; {advice}")


def _sub_questions(connection: sqlite3.Connection, question: str) -> tuple[SubQuestionView, ...]:
    blocks: dict[str, list[AnswerBlock]] = {}
    for sub_question, *block in connection.execute(
        "SELECT l.sub_question_id, a.id, a.labels, a.text, a.page, l.match"
        " FROM answer_links l JOIN answers a ON a.id = l.answer_id"
        " WHERE a.question_id = ? ORDER BY a.position",
        (question,),
    ):
        blocks.setdefault(sub_question, []).append(AnswerBlock(*block))
    rows = connection.execute(
        "SELECT id, label, text, page, status, evidence FROM sub_questions"
        " WHERE question_id = ? ORDER BY position",
        (question,),
    )
    return tuple(
        SubQuestionView(key, label, text, page, status, evidence, tuple(blocks.get(key, ())))
        for key, label, text, page, status, evidence in rows
    )


def _unlinked(connection: sqlite3.Connection, question: str) -> tuple[AnswerBlock, ...]:
    rows = connection.execute(
        "SELECT id, labels, text, page, NULL FROM answers WHERE question_id = ?"
        " AND id NOT IN (SELECT answer_id FROM answer_links) ORDER BY position",
        (question,),
    )
    return tuple(AnswerBlock(*row) for row in rows)


# A minister's questions are counted from 1 each year, so two of one day may share a number: where
# several questions fit a reference, nothing says which is meant.
_CITED = """
    WITH cited AS (
        SELECT r.id AS reference_id, min(q.id) AS id FROM "references" r
        JOIN questions q ON q.number = r.number AND q.asked_on = r.asked_on
            AND q.id <> r.question_id
        GROUP BY r.id HAVING count(*) = 1
    )
"""
_CITES = """
    CITED
    SELECT c.id, r.number, r.asked_on, r.text FROM "references" r
    LEFT JOIN cited c ON c.reference_id = r.id
    WHERE r.question_id = ? ORDER BY r.position
""".replace("CITED", _CITED)
_CITED_BY = """
    CITED
    SELECT q.id, q.number, q.asked_on, r.text FROM "references" r
    JOIN cited c ON c.reference_id = r.id JOIN questions q ON q.id = r.question_id
    WHERE c.id = ? ORDER BY q.id, r.position
""".replace("CITED", _CITED)


def _cites(connection: sqlite3.Connection, question: str) -> tuple[Citation, ...]:
    """What the question refers to, and which question of the dataset that is."""
    rows = connection.execute(_CITES, (question,))
    return tuple(Citation(*row) for row in rows)


def _cited_by(connection: sqlite3.Connection, question: str) -> tuple[Citation, ...]:
    rows = connection.execute(_CITED_BY, (question,))
    return tuple(Citation(*row) for row in rows)


def _deadline(connection: sqlite3.Connection, question: str) -> Deadline | None:
    """The first of those of the source's questions that share the document; None without a term."""
    row = connection.execute(_DEADLINE, (question,)).fetchone()
    if row is None:
        return None
    return Deadline._make((*row[:-1], None if row[-1] is None else bool(row[-1])))


def _texts(connection: sqlite3.Connection, query: str, key: str) -> tuple[str, ...]:
    return tuple(str(row[0]) for row in connection.execute(query, (key,)))
