"""The truth held against a dataset: what the stand-in published, and what was made of it."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from stand_in.catalogue import Catalogue
from stand_in.details import answer_kind, is_timely, steps
from stand_in.register import Registered

Rows = dict[str, list[tuple[object, ...]]]


class Printed(NamedTuple):
    """What the document of a question says; names in capitals, as they are printed."""

    number: object
    session_year: object
    asked_on: object
    asked_by: list[object]
    ministers: list[object]
    kind: object
    title: object
    introduction: object
    sub_questions: list[object]
    answers: list[object]
    projects: list[object]


class Told(NamedTuple):
    """All that a dataset says of a question of the source."""

    number: object
    session_year: object
    asked_by: object
    minister: object
    title: object
    asked_on: object
    answered_on: object
    published_on: object
    answer_kind: object
    timely: object
    is_withdrawn: bool
    themes: list[object]
    steps: list[object]
    files: list[object]
    printed: Printed | None


def expected(catalogue: Catalogue, withdrawn: Iterable[Registered] = ()) -> dict[str, Told]:
    """What a dataset must say of each question, by its id at the source.

    Only the main document is read; ``files`` has the annexes too. ``withdrawn`` are questions that
    the service had once: they stay, with their files as they were last seen.
    """
    told = {str(one.id): _expected(catalogue, one) for one in catalogue.questions.values()}
    for one in withdrawn:
        told[str(one.id)] = _expected(catalogue, one)._replace(is_withdrawn=True)
    return told


def _expected(catalogue: Catalogue, one: Registered) -> Told:
    letter = catalogue.letter(one)
    answered = one.answered_on is not None
    return Told(
        number=one.number,
        session_year=one.session_year,
        asked_by=one.asker.full_name,
        minister=one.minister.full_name,
        title=one.subject,
        asked_on=one.asked_on.isoformat(),
        answered_on=one.answered_on.isoformat() if one.answered_on else None,
        published_on=one.published_on.isoformat(),
        answer_kind=answer_kind(one) if answered else None,
        timely=("J" if is_timely(one) else "N") if answered else None,
        is_withdrawn=False,
        themes=list(one.themes),
        steps=[(status, on.isoformat()) for status, on in steps(one)],
        files=[(str(pfile), "annex" if at else "main") for at, pfile in enumerate(one.files)],
        printed=Printed(
            number=letter.number,
            session_year=one.session_year,
            asked_on=letter.asked_on.isoformat(),
            asked_by=[letter.asker.upper()],
            ministers=[name.upper() for name in letter.ministers],
            kind=letter.kind,
            title=letter.title,
            introduction=letter.introduction,
            sub_questions=list(letter.sub_questions),
            answers=list(letter.answers),
            projects=[(each.nis_code, each.title, each.amount) for each in letter.projects],
        ),
    )


def without_projects(told: dict[str, Told]) -> dict[str, Told]:
    """The same for a dataset that was read without tagging: it knows no projects."""
    return {
        key: one._replace(printed=one.printed._replace(projects=[]) if one.printed else None)
        for key, one in told.items()
    }


# ------------------------------------------------------------------ what the dataset says


def found(output: Path) -> dict[str, Told]:
    """What the dataset in a folder says of each question of the source."""
    with closing(sqlite3.connect(output / "vraagbaak.sqlite")) as connection:
        printed = _printed(connection)
        themes = _grouped(connection, "source_themes", "source_question_id", "theme")
        procedure = _grouped(
            connection, "source_steps", "source_question_id", "status", "happened_on"
        )
        files = _grouped(
            connection, "source_files", "source_question_id", "number", "role", "replaced_on"
        )
        return {
            number: Told(
                *facts,
                is_withdrawn=withdrawn is not None,
                themes=[theme for (theme,) in themes[key]],
                steps=list(procedure[key]),
                files=[(file, role) for file, role, replaced in files[key] if not replaced],
                printed=printed.get(question),
            )
            for key, number, question, withdrawn, *facts in connection.execute(
                "SELECT id, source_id, question_id, withdrawn_on, number, session_year, asked_by,"
                " minister, title, asked_on, answered_on, published_on, answer_kind, timely"
                " FROM source_questions"
            )
        }


def _printed(connection: sqlite3.Connection) -> dict[str, Printed]:
    askers = _grouped(connection, "question_askers", "question_id", "name")
    ministers = _grouped(connection, "question_ministers", "question_id", "name")
    subs = _grouped(connection, "sub_questions", "question_id", "label", "text")
    answers = _grouped(connection, "answers", "question_id", "labels", "text")
    projects = _grouped(
        connection, "projects", "question_id", "lead_nis_code", "title", "amount_cents"
    )
    return {
        key: Printed(
            *facts[:3],
            asked_by=[_capitals(name) for (name,) in askers[key]],
            ministers=[_capitals(name) for (name,) in ministers[key]],
            kind=facts[3],
            title=facts[4],
            introduction=facts[5],
            sub_questions=list(subs[key]),
            answers=[(_label(labels), text) for labels, text in answers[key]],
            projects=[
                (code, title, None if cents is None else Decimal(str(cents)) / 100)
                for code, title, cents in projects[key]
            ],
        )
        for key, *facts in connection.execute(
            "SELECT id, number, session_year, asked_on, kind, title, introduction FROM questions"
        )
    }


def _grouped(connection: sqlite3.Connection, table: str, by: str, *columns: str) -> Rows:
    """The rows of a table by what they belong to, in their order."""
    names = ", ".join((by, *columns))
    statement = " ".join(("SELECT", names, "FROM", table, "ORDER BY", by, ", position"))
    rows: Rows = defaultdict(list)
    for key, *values in connection.execute(statement):
        rows[key].append(tuple(values))
    return rows


def _capitals(name: object) -> str:
    return str(name).upper()


def _label(labels: object) -> str:
    return "" if labels is None else str(labels)
