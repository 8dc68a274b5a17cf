"""One file through all stages: read, question, tag, normalise."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from vraagbaak.normalising.layout import lay_out
from vraagbaak.normalising.money import find_cell_units, find_unit_issues
from vraagbaak.normalising.projects import find_projects
from vraagbaak.normalising.totals import check_totals
from vraagbaak.questions.question import find_questions
from vraagbaak.reading.document import read_document
from vraagbaak.records import Document, DocumentRecord, Issue, Question, QuestionRecord, Total
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
    return DocumentRecord(
        name=document.name,
        sha256=document.sha256,
        page_count=document.page_count,
        has_text=document.has_text,
        questions=questions,
        issues=tuple(issues),
        page_boxes=document.page_boxes,
    )


def read_question(question: Question, nlp: "Language") -> QuestionRecord:
    """Tag and normalise one question."""
    as_read = question.tables
    layouts = [lay_out(table) for table in as_read]
    units = [find_cell_units(layout) for layout in layouts]
    tables = tuple(
        replace(table, unit=_shared_unit(found))
        for table, found in zip(as_read, units, strict=True)
    )
    question = replace(question, tables=tables)
    municipalities, amounts, doubts = tag_question(nlp, question, units)
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
