"""Answers that give projects, made without a document, and a dataset of them."""

import datetime as dt
import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from vraagbaak.dataset import database, release
from vraagbaak.dataset.projects.project_links import link_projects
from vraagbaak.dataset.rows.document_rows import Content, municipality_rows
from vraagbaak.dataset.rows.duplicates import settle_duplicates
from vraagbaak.records import (
    AmountKind,
    AmountMention,
    Answer,
    Box,
    DocumentRecord,
    Minister,
    Passage,
    Place,
    Project,
    ProjectAmount,
    Question,
    QuestionKind,
    QuestionRecord,
)
from vraagbaak.vocabulary.municipalities import load_gazetteer
from vraagbaak.vocabulary.persons import reads_as_person

_GENT = "44021"


class Given(NamedTuple):
    """A project as an answer prints it; ``sheet`` counts the lists that it may stand in.

    ``amounts`` are in euro, by their kind; all of them count.
    """

    title: str
    amounts: Mapping[AmountKind | None, str] = MappingProxyType({})
    lead: str | None = _GENT
    beneficiary: str = "Stad Gent"
    sheet: int = 0
    enterprise: str | None = None
    partners: tuple[str, ...] = ()


def granted(
    title: str, euro: str, lead: str | None = _GENT, sheet: int = 0, beneficiary: str = "Stad Gent"
) -> Given:
    """A project with one granted amount."""
    return Given(title, {AmountKind.GRANTED: euro}, lead, beneficiary, sheet)


def made_answer(
    number: int,
    asked_on: str,
    *given: Given,
    title: str = "Projectoproep",
    minister: str = "Bart Somers",
) -> QuestionRecord:
    """A question and its answer, a list for each sheet."""
    day = dt.date.fromisoformat(asked_on)
    sheets = range(max((one.sheet for one in given), default=0) + 1)
    question = Question(
        number=number,
        session_year=f"{day.year - (day.month < 9)}-{day.year + (day.month >= 9)}",
        asked_on=day,
        asked_by=("An Peeters",),
        ministers=(Minister(minister, "minister"),),
        kind=QuestionKind.ANSWER,
        title=Passage(title),
        introduction=Passage(""),
        sub_questions=(),
        tables=(),
        table_answers=(),
        answers=tuple(Answer((), Passage(f"Lijst {sheet}")) for sheet in sheets),
    )
    projects = tuple(_project(place, one) for place, one in enumerate(given))
    mentions = tuple(amount.mention for project in projects for amount in project.amounts)
    return QuestionRecord(question, amounts=mentions, projects=projects)


@contextmanager
def opened_empty(path: Path) -> Iterator[sqlite3.Connection]:
    """A database that knows the municipalities and nothing else."""
    database.create_database(path)
    with database.open_database(path) as connection:
        rows = municipality_rows(load_gazetteer().municipalities)
        database.replace_municipalities(connection, rows)
        yield connection


def store(connection: sqlite3.Connection, name: str, *questions: QuestionRecord) -> None:
    """Add a document, or replace the one of that name; links are left as they are."""
    key = hashlib.sha256(name.encode()).hexdigest()[:16]
    record = DocumentRecord(f"{name}.pdf", key * 4, 3, has_text=True, questions=questions)
    content = Content(key, key * 4, 7, (f"{name}.pdf",))
    database.replace_document(connection, content, record, "mark")


def settle(connection: sqlite3.Connection) -> None:
    """What a build does once all documents are in."""
    settle_duplicates(connection)
    link_projects(connection)


def write_dataset(output: Path, answers: Iterable[QuestionRecord]) -> Path:
    """A dataset of these answers, each a document, put in force in a folder."""
    folder = release.open_release(output)
    with database.open_database(folder / release.DATABASE) as connection:
        rows = municipality_rows(load_gazetteer().municipalities)
        database.replace_municipalities(connection, rows)
        for place, answer in enumerate(answers):
            store(connection, f"vraag-{place}", answer)
        settle(connection)
        release.write_release(connection, folder)
    release.put_in_force(output, folder)
    return output


def _project(place: int, given: Given) -> Project:
    part = f"answers/{given.sheet}"
    box = Box(70, 100 + 20 * place, 300, 112 + 20 * place)
    amounts = tuple(
        ProjectAmount(
            AmountMention(
                part, 1000 * place + 100 * turn, 1000 * place + 100 * turn + 50, f"{euro} euro",
                Decimal(euro), Decimal(euro), "EUR", kind=kind, place=Place(2, box),
            ),
            kind,
            is_counted=True,
        )
        for turn, (kind, euro) in enumerate(given.amounts.items())
    )  # fmt: skip
    main = next(
        (a for a in amounts if a.kind is AmountKind.GRANTED), amounts[0] if amounts else None
    )
    return Project(
        lead=given.lead,
        partners=given.partners,
        title=given.title,
        beneficiary=given.beneficiary,
        amount=main.euro if main else None,
        amount_kind=main.kind if main else None,
        amount_text=main.mention.text if main else None,
        part=part,
        start=1000 * place,
        end=1000 * place + 50,
        place=Place(2, box),
        amounts=amounts,
        enterprise=given.enterprise,
        is_private=given.lead is None and reads_as_person(given.beneficiary),
    )
