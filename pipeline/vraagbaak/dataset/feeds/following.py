"""The events that somebody follows, out of a dataset."""

import datetime as dt
import re
import sqlite3
import unicodedata
from collections.abc import Iterator
from decimal import Decimal

from vraagbaak.dataset.projects.chosen_municipalities import unknown_name
from vraagbaak.errors import WrongUsage
from vraagbaak.records.following import Follow, FollowedEvent, FollowedPart, FollowedQuestion
from vraagbaak.records.history import EventKind
from vraagbaak.vocabulary.municipalities import TODAY, load_gazetteer
from vraagbaak.vocabulary.place_names import name_key

# The public page of a question of the parliament ends in its key at the source.
_PAGE = "https://www.vlaamsparlement.be/parlementaire-documenten/schriftelijke-vragen/"

# Signs outside ASCII that part words.
_SEPARATORS = "\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u2022"

_QUESTIONS = """
    WITH known AS (
        SELECT s.id AS source_id, s.source_id AS number_there, q.id AS question_id,
            q.question_key, s.asked_by AS source_asker, s.minister AS source_minister,
            coalesce(s.title, '') || ' ' || coalesce(q.title, '') AS titles
        FROM source_questions s LEFT JOIN questions q ON q.id = s.question_id
        UNION ALL
        SELECT NULL, NULL, q.id, q.question_key, NULL, NULL, q.title
        FROM questions q
        WHERE NOT EXISTS (SELECT 1 FROM source_questions s WHERE s.question_id = q.id)
    )
    SELECT source_id, question_id FROM known k
    WHERE (:question IS NULL
        OR :question IN (k.source_id, k.number_there, k.question_id, k.question_key))
    AND (:asker IS NULL OR has_words(k.source_asker, :asker) OR EXISTS (
        SELECT 1 FROM question_askers a
        WHERE a.question_id = k.question_id AND has_words(a.name, :asker)))
    AND (:minister IS NULL OR has_words(k.source_minister, :minister) OR EXISTS (
        SELECT 1 FROM question_ministers m
        WHERE m.question_id = k.question_id AND has_words(m.name, :minister)))
    AND (:theme IS NULL OR EXISTS (
        SELECT 1 FROM source_themes t
        WHERE t.source_question_id = k.source_id AND name_key(t.theme) = :theme))
    AND (:municipality IS NULL OR EXISTS (
        SELECT 1 FROM municipality_mentions m
        WHERE m.question_id = k.question_id AND m.nis_code_now = :municipality)
        OR EXISTS (
        SELECT 1 FROM events e JOIN event_questions eq ON eq.event_id = e.id
        WHERE eq.question_id = k.question_id AND code_now(e.nis_code) = :municipality))
    AND (:search IS NULL OR has_words(k.titles || ' ' || coalesce((
        SELECT introduction FROM questions WHERE id = k.question_id), '') || ' ' || coalesce((
        SELECT group_concat(text, ' ') FROM sub_questions WHERE question_id = k.question_id), '')
        || ' ' || coalesce((
        SELECT group_concat(text, ' ') FROM answers WHERE question_id = k.question_id), ''),
        :search))
"""
_FOLLOWED = (
    "CREATE TEMP TABLE IF NOT EXISTS followed (source_id TEXT, question_id TEXT)",
    "CREATE INDEX IF NOT EXISTS temp.by_source_id ON followed (source_id)",
    "CREATE INDEX IF NOT EXISTS temp.by_question_id ON followed (question_id)",
    "DELETE FROM temp.followed",
)
_EVENTS = """
    SELECT e.id, e.kind, e.happened_on, e.known_on, e.detail, e.subject_id, e.nis_code, m.name
    FROM events e LEFT JOIN municipalities m ON m.nis_code = e.nis_code
    WHERE instr(:kinds, ',' || e.kind || ',')
    AND (:municipality IS NULL OR e.nis_code IS NULL OR code_now(e.nis_code) = :municipality)
    AND (:since IS NULL OR e.known_on >= :since)
    AND EXISTS (
        SELECT 1 FROM event_questions eq JOIN temp.followed f
            ON f.source_id = eq.source_question_id
            OR (eq.source_question_id IS NULL AND f.question_id = eq.question_id)
        WHERE eq.event_id = e.id)
    ORDER BY e.known_on DESC, e.happened_on DESC, e.id
    LIMIT :limit
"""
_EVENT_QUESTIONS = """
    SELECT coalesce(q.id, s.id), coalesce(s.title, q.title), coalesce(s.number, q.number),
        coalesce(s.session_year, q.session_year), coalesce(s.asked_by, q.asked_by),
        coalesce(s.minister, (SELECT group_concat(name, ', ') FROM question_ministers
            WHERE question_id = q.id)),
        (SELECT group_concat(theme, char(31)) FROM source_themes
            WHERE source_question_id = s.id),
        coalesce(s.asked_on, q.asked_on), d.due_earliest, d.due_latest, d.finding,
        d.source_finding,
        CASE WHEN s.source = 'parliament' THEN s.source_id END,
        (SELECT address FROM source_files WHERE source_question_id = s.id AND role = 'main'
            AND replaced_on IS NULL ORDER BY position LIMIT 1)
    FROM event_questions eq
    LEFT JOIN source_questions s ON s.id = eq.source_question_id
    LEFT JOIN questions q ON q.id = eq.question_id
    LEFT JOIN deadlines d ON d.source_question_id = s.id
    WHERE eq.event_id = ?
    ORDER BY eq.position
"""
_SUB_QUESTION = "SELECT text, label, evidence, NULL, page FROM sub_questions WHERE id = ?"
_PROJECTS = """
    SELECT p.title, p.beneficiary, p.status, p.amount_cents,
        CASE WHEN p.annex_id IS NULL THEN p.page END,
        min(coalesce(p.annex_id, '') || printf('%9d', p.position)) AS place
    FROM projects p LEFT JOIN project_groups g ON g.project_id = p.id
    WHERE p.question_id = (SELECT question_id FROM projects WHERE id = ?1)
    AND (p.lead_nis_code = ?2 OR EXISTS (SELECT 1 FROM project_partners partner
        WHERE partner.project_id = p.id AND partner.nis_code = ?2))
    GROUP BY coalesce(g.project_group, p.id) ORDER BY place
"""


def find_municipality(name: str) -> str:
    """The NIS code of today that a name or a code stands for.

    Raises:
        WrongUsage: it stands for none, or for several.
    """
    gazetteer = load_gazetteer()
    if name in {municipality.nis for municipality in gazetteer.municipalities}:
        return gazetteer.code_now(name)
    found = gazetteer.candidates(name, TODAY)
    if len(found) != 1:
        if not found:
            raise WrongUsage(unknown_name(name, gazetteer))
        names = ", ".join(f"{gazetteer.name(nis)} ({nis})" for nis in found)
        raise WrongUsage(f"{name} stands for {names}; give the code")
    return found[0]


def followed_events(
    connection: sqlite3.Connection, follow: Follow, limit: int, since: dt.date | None = None
) -> tuple[FollowedEvent, ...]:
    """The events that fit, the newest first.

    Args:
        connection: the database of a release.
        follow: what is followed.
        limit: how many at most.
        since: leave out what was known before.
    """
    _prepare(connection)
    conditions = {
        "question": follow.question,
        **{
            name: name_key(value) if (value := getattr(follow, name)) else None
            for name in ("asker", "minister", "theme", "search")
        },
        "municipality": follow.municipality,
    }
    connection.execute("INSERT INTO temp.followed " + _QUESTIONS, conditions)
    rows = connection.execute(
        _EVENTS,
        {
            "kinds": f",{','.join(follow.kinds)},",
            "municipality": follow.municipality,
            "since": since.isoformat() if since else None,
            "limit": limit,
        },
    )
    return tuple(_event(connection, *row) for row in rows.fetchall())


def count_disagreements(connection: sqlite3.Connection) -> int:
    """How many answers are in time and late, for us and their source, or the other way round."""
    (count,) = connection.execute("SELECT count(*) FROM deadlines WHERE agrees = 0").fetchone()
    return int(count)


def _prepare(connection: sqlite3.Connection) -> None:
    """The functions and the table that the queries need; the database itself is only read."""
    gazetteer = load_gazetteer()
    connection.create_function("has_words", 2, _has_words, deterministic=True)
    connection.create_function("name_key", 1, name_key, deterministic=True)
    connection.create_function(
        "code_now", 1, lambda nis: gazetteer.code_now(nis) if nis else None, deterministic=True
    )
    for statement in _FOLLOWED:
        connection.execute(statement)


def _has_words(text: str | None, wanted: str) -> bool:
    """Whether all words that are wanted stand in a text, whatever their order and accents.

    Args:
        text: any text.
        wanted: words as ``name_key`` writes them.
    """
    words = wanted.encode("ascii", "ignore").split()
    if text is None or not words:
        return False
    for sign in _SEPARATORS:
        text = text.replace(sign, " ")
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").lower()
    # The word alone is looked for first: it is found at a tenth of the cost, and seldom there.
    return all(
        word in letters and re.search(rb"(?<![a-z0-9])%s(?![a-z0-9])" % word, letters)
        for word in words
    )


def _event(
    connection: sqlite3.Connection,
    event_id: str,
    kind: str,
    happened_on: str,
    known_on: str,
    detail: str | None,
    subject_id: str | None,
    nis_code: str | None,
    municipality: str | None,
) -> FollowedEvent:
    questions = connection.execute(_EVENT_QUESTIONS, (event_id,)).fetchall()
    return FollowedEvent(
        event_id,
        EventKind(kind),
        dt.date.fromisoformat(happened_on),
        dt.date.fromisoformat(known_on),
        detail,
        municipality,
        tuple(_parts(connection, subject_id, nis_code)) if subject_id else (),
        tuple(_question(*row) for row in questions),
    )


def _question(
    key: str,
    title: str,
    number: int | None,
    session_year: str | None,
    asked_by: str | None,
    minister: str | None,
    themes: str | None,
    *rest: str | None,
) -> FollowedQuestion:
    *days, finding, said, page, document = rest
    asked, earliest, latest = (dt.date.fromisoformat(day) if day else None for day in days)
    return FollowedQuestion(
        key=key,
        title=" ".join(title.split()) if title else "(zonder titel)",
        number=number,
        session_year=session_year,
        asked_by=asked_by,
        minister=minister,
        themes=tuple(themes.split("\x1f")) if themes else (),
        asked_on=asked,
        due_earliest=earliest,
        due_latest=latest,
        finding=finding,
        source_says=said,
        page=f"{_PAGE}{page}" if page else None,
        document=document,
    )


def _parts(
    connection: sqlite3.Connection, subject_id: str, nis_code: str | None
) -> Iterator[FollowedPart]:
    if nis_code is None:
        for text, label, evidence, _, page in connection.execute(_SUB_QUESTION, (subject_id,)):
            yield FollowedPart(text, label, evidence, None, page)
        return
    for title, beneficiary, status, cents, page, _ in connection.execute(
        _PROJECTS, (subject_id, nis_code)
    ):
        amount = None if cents is None else Decimal(cents).scaleb(-2)
        yield FollowedPart(title or beneficiary, None, status, amount, page)
