"""What happened to the questions, from the facts of sources and documents.

The tables are written anew with each build, so nearly all of it is left to the database.
"""

import sqlite3

from vraagbaak.dataset.rows.answer_groups import Answered, group_answers, kind_of_answer
from vraagbaak.records import QuestionKind
from vraagbaak.records.history import EventKind
from vraagbaak.vocabulary.terms import Timeliness

# Every question once: those of the sources, then those that only a document tells of. A publication
# after the last day that anything was seen on is a slip of the source.
_ASKED = """
    CREATE TEMP TABLE asked AS
    WITH seen AS (
        SELECT max((SELECT max(first_seen_on) FROM source_questions),
            coalesce((SELECT max(seen_on) FROM source_files), ''),
            coalesce((SELECT max(replaced_on) FROM source_files), '')) AS last
    )
    SELECT s.id AS key, s.id AS source_question_id, s.question_id,
        coalesce(s.title, q.title, '') AS title, coalesce(s.asked_by, q.asked_by, '') AS asked_by,
        s.minister, kind_of_answer(q.kind, s.answer_kind) AS kind,
        coalesce(s.asked_on, q.asked_on) AS asked_on, s.answered_on,
        CASE WHEN s.published_on <= seen.last THEN s.published_on END AS published_on,
        CASE WHEN s.published_on <= seen.last THEN s.published_on ELSE s.first_seen_on END
            AS known_on,
        s.withdrawn_on, d.finding
    FROM source_questions s JOIN seen
    LEFT JOIN questions q ON q.id = s.question_id
    LEFT JOIN deadlines d ON d.source_question_id = s.id
    UNION ALL
    SELECT q.id, NULL, q.id, q.title, coalesce(q.asked_by, ''), NULL, q.kind, q.asked_on,
        NULL, NULL, NULL, NULL, NULL
    FROM questions q
    WHERE NOT EXISTS (SELECT 1 FROM source_questions s WHERE s.question_id = q.id)
"""
# What happened to one question. `question_id` is set where all questions with that document share
# it: it is then kept under the first of them.
_HAPPENED = """
    CREATE TEMP TABLE happened AS
    WITH first AS (
        SELECT min(key) AS key, question_id FROM asked
        WHERE question_id IS NOT NULL GROUP BY question_id
    ),
    places AS (
        SELECT question_id, id, annex_id, position, lead_nis_code AS nis_code FROM projects
        UNION SELECT p.question_id, p.id, p.annex_id, p.position, partner.nis_code
            FROM projects p JOIN project_partners partner ON partner.project_id = p.id
    ),
    found AS (
        SELECT s.question_id, 'dodged' AS kind,
            substr(s.id, length(s.question_id) + length('#sub_questions/') + 1) AS name,
            s.status AS detail, s.id AS subject_id, NULL AS nis_code
        FROM sub_questions s JOIN questions q ON q.id = s.question_id
        WHERE s.status IN ('referred', 'no_data', 'not_found')
            AND q.kind NOT IN ('referral', 'question_only')
            -- Of a sub-question with parts only the parts count.
            AND NOT EXISTS (SELECT 1 FROM sub_questions part WHERE part.parent_id = s.id)
        UNION ALL
        SELECT question_id, 'project', nis_code, CAST(number AS TEXT), id, nis_code
        -- The id that stands beside min() is that of the first.
        FROM (SELECT question_id, nis_code, id,
                min(coalesce(annex_id, '') || printf('%9d', position)),
                -- What is in the answer and in an annex is one.
                count(DISTINCT coalesce(project_group, id)) AS number
            FROM places LEFT JOIN project_groups ON project_id = id
            WHERE nis_code IS NOT NULL GROUP BY question_id, nis_code)
    )
    SELECT key, NULL AS question_id, 'asked' AS kind, '' AS path, asked_on AS happened_on, known_on,
        NULL AS detail, NULL AS subject_id, NULL AS nis_code
    FROM asked WHERE asked_on IS NOT NULL
    UNION ALL
    SELECT key, NULL, 'answered', '', answered_on, known_on, NULL, NULL, NULL
    FROM asked WHERE answered_on IS NOT NULL
        AND coalesce(kind, '') NOT IN ('coordinated', 'referral')
    UNION ALL
    SELECT key, NULL, 'late', '', answered_on, known_on, NULL, NULL, NULL
    FROM asked WHERE finding = 'late' AND coalesce(kind, '') NOT IN ('coordinated', 'referral')
    UNION ALL
    SELECT key, NULL, 'published', '', published_on, published_on, NULL, NULL, NULL
    FROM asked WHERE published_on IS NOT NULL
    UNION ALL
    SELECT key, NULL, 'withdrawn', '', withdrawn_on, withdrawn_on, NULL, NULL, NULL
    FROM asked WHERE withdrawn_on IS NOT NULL
    UNION ALL
    -- A content that took the place of another one: of the same file, or of the file that held
    -- question and answer before.
    SELECT DISTINCT new.source_question_id, NULL, 'corrected',
        '/' || new.number || '/' || new.seen_on, new.seen_on, new.seen_on, new.number, NULL, NULL
    FROM source_files old JOIN source_files new ON new.source_question_id = old.source_question_id
        AND (old.number = new.number OR (old.role = 'main' AND new.role = 'main'))
    WHERE old.sha256 <> new.sha256 AND old.replaced_on <= new.seen_on
    UNION ALL
    -- What stands in an answer happened with it.
    SELECT a.key, a.question_id, f.kind, '/' || f.name, coalesce(a.answered_on, a.asked_on),
        a.known_on, f.detail, f.subject_id, f.nis_code
    FROM found f JOIN first USING (question_id) JOIN asked a USING (key)
    WHERE coalesce(a.answered_on, a.asked_on) IS NOT NULL
"""
_EVENTS = """
    INSERT INTO events
    SELECT key || '#' || kind || path, kind, happened_on, coalesce(known_on, happened_on), detail,
        subject_id, nis_code
    FROM happened
"""
_OWN_QUESTION = """
    INSERT INTO event_questions
    SELECT h.key || '#' || h.kind || h.path, 0, a.source_question_id, a.question_id
    FROM happened h JOIN asked a ON a.key = h.key WHERE h.question_id IS NULL
"""
_SHARED_QUESTIONS = """
    INSERT INTO event_questions
    SELECT h.key || '#' || h.kind || h.path,
        row_number() OVER (PARTITION BY h.key, h.kind, h.path ORDER BY a.key) - 1,
        a.source_question_id, a.question_id
    FROM happened h JOIN asked a ON a.question_id = h.question_id
"""
_STATEMENTS = (
    "DROP TABLE IF EXISTS temp.asked",
    "DROP TABLE IF EXISTS temp.happened",
    _ASKED,
    "CREATE UNIQUE INDEX temp.asked_by_key ON asked (key)",
    "CREATE INDEX temp.asked_by_question ON asked (question_id)",
    _HAPPENED,
    _EVENTS,
    _OWN_QUESTION,
    _SHARED_QUESTIONS,
)
_TO_GROUP = """
    SELECT key, kind, title, asked_by, minister, asked_on, answered_on FROM asked
    WHERE answered_on IS NOT NULL AND kind IN ('coordinated', 'referral') ORDER BY key
"""
_GROUP_EVENT = """
    INSERT INTO events
    SELECT ?1, ?2, answered_on, coalesce(known_on, answered_on), NULL, NULL, NULL
    FROM asked WHERE key = ?3 AND (?2 <> 'late' OR finding = ?4)
"""
_GROUP_QUESTION = """
    INSERT INTO event_questions
    SELECT ?1, ?2, source_question_id, question_id FROM asked
    WHERE key = ?3 AND EXISTS (SELECT 1 FROM events WHERE id = ?1)
"""


def write_events(connection: sqlite3.Connection) -> None:
    """Fill the empty tables `events` and `event_questions`; `deadlines` must be in.

    No clock is asked: the same facts give the same events. What no day is known of is left out.
    """
    connection.create_function("kind_of_answer", 2, kind_of_answer, deterministic=True)
    for statement in _STATEMENTS:
        connection.execute(statement)
    shared = [
        Answered(key, QuestionKind(kind), *rest)
        for key, kind, *rest in connection.execute(_TO_GROUP).fetchall()
    ]
    for group in group_answers(shared):
        first = group.questions[0]
        is_referral = first.kind is QuestionKind.REFERRAL
        answered = (EventKind.ANSWERED, EventKind.LATE)
        for kind in (EventKind.REFERRED,) if is_referral else answered:
            event = f"{group.key}#{kind}"
            connection.execute(_GROUP_EVENT, (event, kind, first.key, Timeliness.LATE))
            connection.executemany(
                _GROUP_QUESTION,
                [(event, place, one.key) for place, one in enumerate(group.questions)],
            )
