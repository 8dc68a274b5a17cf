"""A desk to rule at, and parsers that read the same document otherwise."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path

from click.testing import CliRunner, Result
from made_records import made_document, made_question, open_no_reader

from vraagbaak.cli import main
from vraagbaak.records import Box, DocumentRecord, Passage, Place, QuestionRecord
from vraagbaak.runs.build import Engine
from vraagbaak.runs.child import Readers
from vraagbaak.runs.limits import Limits
from vraagbaak.runs.reader import open_record_readers

QUESTION = "2020-2021/somers/311"
PROJECT = f"{QUESTION}#projects/0"


def read_made(path: Path) -> DocumentRecord:
    return made_document(path, made_question())


def open_made() -> Readers[DocumentRecord]:
    return Readers((read_made,))


def read_otherwise(path: Path, read: Callable[[Path], DocumentRecord]) -> DocumentRecord:
    """The same document by a parser that finds a project more and reads amounts ten times too high.

    It parts words otherwise, too, and measures boxes a little larger.
    """
    record = read(path)
    return replace(record, questions=tuple(map(changed, record.questions)))


def changed(record: QuestionRecord) -> QuestionRecord:
    projects = [
        replace(
            project,
            amount=project.amount * 10 if project.amount is not None else None,
            place=moved(project.place),
        )
        for project in record.projects
    ]
    extra = replace(projects[0], row=0, title="een kop", amount=None)
    tables = tuple(
        replace(
            table,
            cells=tuple(
                replace(
                    cell,
                    passage=replace(
                        cell.passage, text=cell.passage.text.replace(" ", "  ").upper()
                    ),
                )
                for cell in table.cells
            ),
        )
        for table in record.question.tables
    )
    return replace(
        record,
        question=replace(record.question, tables=tables),
        projects=(extra, *projects),
        municipalities=(),
        amounts=(),
    )


def moved(place: Place | None) -> Place | None:
    if place is None or place.box is None:
        return place
    x0, top, x1, bottom = place.box
    return Place(place.page, Box(x0 - 3, top - 1, x1 + 8, bottom + 2))


def open_changed() -> Readers[DocumentRecord]:
    usual = open_record_readers()
    return Readers(tuple(partial(read_otherwise, read=read) for read in usual.tries))


def read_by_other_code(path: Path) -> DocumentRecord:
    """Another version: a cell, an amount and a status read otherwise, a project found before."""
    record = made_question()
    (table,) = record.question.tables
    cells = list(table.cells)
    cells[0] = replace(cells[0], passage=Passage("Stad"))
    subs = record.question.sub_questions
    question = replace(
        record.question,
        tables=(replace(table, cells=tuple(cells)),),
        sub_questions=(*subs[:2], replace(subs[2], status=subs[1].status)),
    )
    first, second = record.projects
    extra = replace(second, title="een kermis")
    return made_document(path, replace(record, question=question, projects=(extra, first, second)))


def open_other_code() -> Readers[DocumentRecord]:
    return Readers((read_by_other_code,))


def read_twins(path: Path) -> DocumentRecord:
    """Two grants in one row, and in a later version a third before them."""
    record = made_question()
    first = record.projects[0]
    twins = [replace(first, amount=Decimal(amount)) for amount in path.read_text().split()[1:]]
    return made_document(path, replace(record, projects=tuple(twins)))


def read_more_twins(path: Path) -> DocumentRecord:
    record = read_twins(path)
    (question,) = record.questions
    extra = replace(question.projects[0], amount=Decimal(1))
    return replace(record, questions=(replace(question, projects=(extra, *question.projects)),))


def open_twins() -> Readers[DocumentRecord]:
    return Readers((read_twins,))


def open_more_twins() -> Readers[DocumentRecord]:
    return Readers((read_more_twins,))


def read_refused(path: Path) -> DocumentRecord:
    """A grant that no sum takes, because it was refused."""
    record = made_question()
    first, *others = record.projects
    amounts = tuple(replace(amount, is_counted=False) for amount in first.amounts)
    refused = replace(first, amounts=amounts, status="geweigerd")
    return made_document(path, replace(record, projects=(refused, *others)))


def open_refused() -> Readers[DocumentRecord]:
    return Readers((read_refused,))


MADE = Engine(open_made, "mark", 1, Limits(seconds=20))
IDLE = MADE._replace(open_readers=open_no_reader)


class Desk:
    """A corpus, its dataset, its file of rulings, and the command that rules on it."""

    def __init__(self, folder: Path) -> None:
        self.corpus, self.output = folder / "corpus", folder / "output"
        self.file = self.corpus / "reviews.yaml"
        self.corpus.mkdir()

    def review(self, *arguments: str, by: str = "An") -> Result:
        """Run a command of the reviews."""
        name, *rest = arguments
        options = ["--dataset", str(self.output)]
        if name != "next":
            options += ["--reviews", str(self.file)]
        if name in ("accept", "correct", "dispute"):
            options += ["--by", by]
        return CliRunner().invoke(main, ["review", name, *rest, *options])

    def rule(self, *arguments: str, by: str = "An") -> None:
        """Run one that must succeed."""
        result = self.review(*arguments, by=by)
        assert result.exit_code == 0, result.output

    def select(self, query: str) -> list[tuple[object, ...]]:
        """Ask the dataset."""
        with closing(sqlite3.connect(self.output / "vraagbaak.sqlite")) as connection:
            return connection.execute(query).fetchall()

    def project(self, key: str = PROJECT) -> tuple[object, ...]:
        """The amount in force, the one extracted (both in cents) and the state of a project."""
        (row,) = self.select(
            f"SELECT amount_cents, amount_extracted_cents, review FROM projects WHERE id = '{key}'"  # noqa: S608
        )
        return row
