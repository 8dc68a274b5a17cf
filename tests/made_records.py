"""Documents that were never printed: whole records, and a reader that makes them from a word.

The reader stands where the stages stand. A file's content says what becomes of it, so that what a
build does with documents can be tried without reading any, crashes included.
"""

import datetime as dt
import hashlib
import os
import signal
import time
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from vraagbaak.errors import UnreadableDocument
from vraagbaak.records import (
    AmountKind,
    AmountMention,
    Answer,
    Box,
    Cell,
    DocumentRecord,
    Issue,
    Minister,
    MunicipalityMention,
    Passage,
    Piece,
    Place,
    Project,
    ProjectAmount,
    Question,
    QuestionKind,
    QuestionRecord,
    Reference,
    Status,
    SubQuestion,
    Table,
    TableMethod,
    Total,
)
from vraagbaak.runs.child import Readers

_BOX = Box(70.0, 100.126, 300.0, 112.0)
_PLACE = Place(2, _BOX)
_MAIN_AMOUNT = AmountMention(
    "answers/0", 0, 13, "1.250,50 euro", Decimal("1250.5"), Decimal("1250.5"), "EUR",
    None, False, AmountKind.GRANTED, _PLACE,
)  # fmt: skip
_COLUMN_AMOUNT = AmountMention(
    "tables/0/1/2", 0, 8, "1.250,50", Decimal("-0.1"), Decimal(2), "EUR", "year", True,
)  # fmt: skip


def passage(text: str, page: int = 1) -> Passage:
    """A text in one piece."""
    return Passage(text, (Piece(0, len(text), page, _BOX),)) if text else Passage("")


def made_table() -> Table:
    """A header, a project with a partner, a total; the beneficiary's cell spans two columns."""
    rows = [
        ["Gemeente", "Project", "Bedrag"],
        ["Genk ism Bree", "", "1.250,50"],
        ["Totaal", "", "1.250,5"],
    ]
    cells = [
        Cell(r, c, passage(text, 2), _PLACE, column_span=2 if (r, c) == (1, 0) else 1)
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
        if (r, c) != (1, 1)
    ]
    return Table(
        tuple(cells), 3, 3, 1, (2, 3), (_BOX, _BOX), TableMethod.RULED, 0.95,
        passage("Tabel 1", 2), issues=(Issue("doubtful_shape", "a doubtful table", 2),),
    )  # fmt: skip


def made_question(
    number: int | None = 311, minister: str = "Bart Somers", title: str = "Projectoproep"
) -> QuestionRecord:
    """A question with something in every table of the dataset."""
    question = Question(
        number=number,
        session_year="2020-2021",
        asked_on=dt.date(2021, 6, 3),
        asked_by=("Chris Janssens", "An Peeters"),
        ministers=(Minister(minister, "viceminister-president"),),
        kind=QuestionKind.ANSWER,
        title=passage(title),
        introduction=passage('Een inleiding, "met aanhaling"\r\nover Genk.'),
        sub_questions=(
            SubQuestion("1", passage("Hoeveel?"), Status.ANSWERED, "1.250,50"),
            SubQuestion("1a", passage("Waar in Bree?"), Status.PARTLY),
            SubQuestion("2", passage("Waarom?"), Status.NOT_FOUND),
        ),
        answers=(
            Answer(("1",), passage("1.250,50 euro voor Genk", 2)),
            Answer((), passage("Tot slot.", 3)),
        ),
        tables=(made_table(),),
        table_answers=(("1",),),
        others=(passage("Wat Halle kreeg", 2),),
        references=(Reference(12, None, "vraag nr. 12", _PLACE),),
        issues=(Issue("title_missing", "said by the question"),),
        place=Place(1, _BOX),
    )
    return QuestionRecord(
        question,
        municipalities=(
            MunicipalityMention(
                "answers/0", 19, 23, "Genk", "71016", "71016", ("71016",), _PLACE
            ),
            MunicipalityMention("sub_questions/1", 8, 12, "Bree", "72004", "72004"),
            MunicipalityMention("others/0", 4, 9, "Halle", None, None, ("23027", "11053")),
        ),
        amounts=(
            _MAIN_AMOUNT,
            _COLUMN_AMOUNT,
        ),
        projects=(
            Project(
                "71016", ("72004",), "", "Genk", Decimal("1250.5"), AmountKind.GRANTED, "1.250,50",
                "goedgekeurd", 0, 1, place=_PLACE,
                amounts=(
                    ProjectAmount(_COLUMN_AMOUNT, AmountKind.REQUESTED, "Gevraagd"),
                    ProjectAmount(_MAIN_AMOUNT, AmountKind.GRANTED, "Bedrag", is_counted=True),
                ),
            ),
            Project(None, (), "een feest", "vzw Feest", part="answers/1", start=0, end=9),
        ),
        totals=(Total(0, 2, 2, Decimal("1250.5"), Decimal("1250.50"), _PLACE),),
        issues=(Issue("totals_disagree", "said by the record", 2),),
    )  # fmt: skip


def made_document(path: Path, *questions: QuestionRecord) -> DocumentRecord:
    """The record of a file with these questions."""
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    pages = (Box(0.0, 0.0, 595.28, 841.89),) * 3
    return DocumentRecord(
        path.name, sha256, 3, has_text=True, questions=questions, page_boxes=pages
    )


def write_document(path: Path, *words: str) -> Path:
    """A file that the made reader takes for a PDF; its words say what becomes of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(" ".join(words), encoding="utf-8")
    return path


def open_made_reader() -> Readers[DocumentRecord]:
    """The reader of files made by ``write_document``."""
    return Readers((_read,))


def open_no_reader() -> Readers[DocumentRecord]:
    """A reader that must not be asked for: nothing is to be read."""
    raise AssertionError("a reader was opened")


def _poorer(record: QuestionRecord, word: str) -> QuestionRecord:
    """A question as it is, without its table, or with one that stands nowhere."""
    question = record.question
    if word == "question":
        return record
    if word == "tableless":
        question = replace(question, tables=(), table_answers=())
        return QuestionRecord(question, issues=record.issues)
    (table,) = question.tables
    cells = tuple(
        replace(cell, passage=Passage(cell.passage.text), place=None) for cell in table.cells
    )
    return replace(record, question=replace(question, tables=(replace(table, cells=cells),)))


def _read(path: Path) -> DocumentRecord:
    """What the first word of the file asks for: a question, or an accident."""
    word, *rest = path.read_text(encoding="utf-8").split()
    match word:
        case "question" | "tableless" | "boxless":
            return made_document(path, _poorer(made_question(int(rest[0]), *rest[1:2]), word))
        case "nameless":
            return made_document(path, made_question(None))
        case "nothing":
            return made_document(path)
        case "unreadable":
            raise UnreadableDocument("damaged", "it cannot be opened as a PDF")
        case "inconsistent":
            record = made_question()
            broken = (Project("99999", (), "", "Nergens"),)
            return made_document(path, QuestionRecord(record.question, projects=broken))
        case "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "hang":
            time.sleep(600)
        case "devour":
            bytearray(2**44)
        case "fault":
            raise ZeroDivisionError("a fault of ours")
    raise AssertionError(word)
