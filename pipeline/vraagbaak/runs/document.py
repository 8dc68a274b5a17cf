"""One file through all stages: read, question, tag, normalise."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from vraagbaak.normalising.layout import lay_out
from vraagbaak.normalising.money import find_cell_units, find_unit_issues
from vraagbaak.normalising.projects import find_projects
from vraagbaak.normalising.totals import check_totals
from vraagbaak.questions.question import annexed_tables, find_questions
from vraagbaak.reading.document import read_document
from vraagbaak.records import (
    Document,
    DocumentRecord,
    Issue,
    Passage,
    Question,
    QuestionRecord,
    Subject,
    Total,
)
from vraagbaak.tagging.mentions import tag_question
from vraagbaak.vocabulary.units import Unit

if TYPE_CHECKING:
    from vraagbaak.tagging.language import Language


def read_record(
    path: Path, nlp: "Language", read: Callable[[Path], Document] = read_document
) -> DocumentRecord:
    """Read one file into its questions.

    Args:
        path: the file.
        nlp: the pipeline of ``tagging.language.load_nlp``; loading it is the costly part.
        read: what turns the file into a document.

    Raises:
        UnreadableDocument: where the file cannot be read; its code says why.
    """
    document = read(path)
    questions = tuple(read_question(question, nlp) for question in find_questions(document))
    issues = list(document.issues)
    if not document.has_text:
        issues.append(Issue("no_text", "het document heeft geen tekstlaag", 1))
    elif not questions:
        issues.append(Issue("no_question", "er is geen schriftelijke vraag in gevonden"))
    return _record(document, questions, issues)


def read_annex(
    path: Path,
    subject: Subject,
    nlp: "Language",
    read: Callable[[Path], Document] = read_document,
) -> DocumentRecord:
    """Read one file that is an annex to a question: its tables, and what is found in them.

    They come as the only question of the record, which has a date, a title and tables alone.

    Args:
        path: the file.
        subject: the question that it belongs to.
        nlp: the pipeline of ``tagging.language.load_nlp``.
        read: what turns the file into a document.

    Raises:
        UnreadableDocument: where the file cannot be read; its code says why.
    """
    document = read(path)
    issues = list(document.issues)
    if find_questions(document):
        issues.append(Issue("annex_holds_question", "de bijlage bevat zelf een vraag", 1))
    annexed = read_question(annexed_tables(document, subject), nlp, Passage(subject.title))
    return _record(document, (annexed,), issues)


def _record(
    document: Document, questions: tuple[QuestionRecord, ...], issues: Sequence[Issue]
) -> DocumentRecord:
    return DocumentRecord(
        name=document.name,
        sha256=document.sha256,
        page_count=document.page_count,
        has_text=document.has_text,
        questions=questions,
        issues=tuple(issues),
        page_boxes=document.page_boxes,
    )


def read_question(
    question: Question, nlp: "Language", title: Passage | None = None
) -> QuestionRecord:
    """Tag and normalise one question.

    Args:
        question: the question, or the tables of an annex to it.
        nlp: the pipeline of ``tagging.language.load_nlp``.
        title: the title of the question where it is not printed here: it is not tagged.
    """
    as_read = question.tables
    layouts = [lay_out(table) for table in as_read]
    units = [find_cell_units(layout) for layout in layouts]
    tables = tuple(
        replace(table, unit=_shared_unit(found))
        for table, found in zip(as_read, units, strict=True)
    )
    question = replace(question, tables=tables)
    municipalities, amounts, doubts = tag_question(nlp, question, units)
    if title is not None:
        question = replace(question, title=title)
    projects, unclear = find_projects(question, layouts, municipalities, amounts)
    totals: list[Total] = []
    disagreements: list[Issue] = []
    for index, layout in enumerate(layouts):
        checked, issues = check_totals(index, layout, units[index])
        totals += checked
        disagreements += issues
    return QuestionRecord(
        question=question,
        municipalities=municipalities,
        amounts=amounts,
        projects=projects,
        totals=tuple(totals),
        issues=(
            *question.issues,
            *(
                issue
                for layout, known in zip(layouts, units, strict=True)
                for issue in (*layout.table.issues, *find_unit_issues(layout, known))
            ),
            *doubts,
            *unclear,
            *disagreements,
        ),
    )


def _shared_unit(units: dict[tuple[int, int], Unit]) -> str | None:
    """The printed unit of a table's money, where all of it has the same."""
    texts = {unit.text for unit in units.values()}
    return texts.pop() if len(texts) == 1 else None
