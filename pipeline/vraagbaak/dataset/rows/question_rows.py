"""The rows of a question: its words, its tables and what was found in them."""

from collections.abc import Iterable, Iterator
from itertools import chain

from vraagbaak.dataset.keys import Owner, annex_id, child_id, question_key
from vraagbaak.dataset.reviews.ruling import State
from vraagbaak.dataset.rows.document_rows import (
    Row,
    Values,
    child_row,
    child_rows,
    issue_row,
    place_values,
)
from vraagbaak.dataset.rows.finding_rows import finding_rows
from vraagbaak.dataset.rows.links import find_links, find_whole
from vraagbaak.records import (
    Answer,
    Cell,
    Issue,
    Passage,
    Place,
    Question,
    QuestionRecord,
    SubQuestion,
    Table,
)

UNREAD_ANNEX = "annex_unread"
"""The code of the issue of a question that has an annex which could not be read."""


def question_rows(
    question_id: str, document: str, position: int, record: QuestionRecord
) -> Iterator[Row]:
    """The rows of a question and of all that belongs to it, parents before children.

    Args:
        question_id: the key that it gets in the dataset.
        document: the key of its document.
        position: its place in that document, from 0.
        record: the question with what was found in it.
    """
    question = record.question
    yield Row(
        "questions",
        {
            "id": question_id,
            "document_id": document,
            "position": position,
            "question_key": question_key(question),
            "number": question.number,
            "session_year": question.session_year,
            "asked_on": question.asked_on,
            "asked_by": " en ".join(question.asked_by) or None,
            "kind": question.kind,
            "title": question.title.text,
            "introduction": question.introduction.text,
            **place_values(question.place),
        },
    )
    owner = Owner(question_id)
    yield from _people(owner, question)
    yield from _words(owner, question)
    yield from _tables(owner, question)
    yield from finding_rows(owner, record, _part_names(question))
    for place, issue in enumerate(_issues(record)):
        yield issue_row(document, owner, place, issue)


def annex_rows(question_id: str, name: str, document: str, record: QuestionRecord) -> Iterator[Row]:
    """The rows of an annex and of all that was found in its tables, parents before children.

    Args:
        question_id: the key of the question that it belongs to.
        name: what it is called there.
        document: the key of its document.
        record: its tables with what was found in them.
    """
    owner = Owner(question_id, annex_id(question_id, name))
    yield from _annex(owner, name, document)
    yield from _tables(owner, record.question)
    yield from finding_rows(owner, record, {})
    for place, issue in enumerate(_issues(record)):
        yield issue_row(document, owner, place, issue)


def unread_annex_rows(
    question_id: str, name: str, document: str, question_document: str, reason: Issue
) -> Iterator[Row]:
    """The rows of an annex that could not be read: itself, and a doubt about its question.

    The doubt is about the document of the question, which is not whole without it.
    """
    owner = Owner(question_id, annex_id(question_id, name))
    yield from _annex(owner, name, document)
    message = f"bijlage {name} is niet gelezen ({reason.code}): {reason.message}"
    yield issue_row(question_document, owner, 0, Issue(UNREAD_ANNEX, message))


def _annex(owner: Owner, name: str, document: str) -> Iterator[Row]:
    values: Values = {"id": owner.id, "question_id": owner.question, "name": name}
    yield Row("annexes", values | {"document_id": document})


def _people(owner: Owner, question: Question) -> Iterator[Row]:
    askers: Iterable[Values] = ({"name": name} for name in question.asked_by)
    ministers: Iterable[Values] = (
        {"name": minister.name, "title": minister.title} for minister in question.ministers
    )
    yield from child_rows("question_askers", "askers", owner, askers)
    yield from child_rows("question_ministers", "ministers", owner, ministers)


def _words(owner: Owner, question: Question) -> Iterator[Row]:
    """The sub-questions, the answers and the links between them."""
    names = _sub_question_names(question.sub_questions)
    ids = [child_id(owner.id, "sub_questions", name) for name in names]
    first_ids: dict[str, str] = {}
    for sub_question, row_id in zip(question.sub_questions, ids, strict=True):
        first_ids.setdefault(sub_question.label, row_id)
    for position, sub_question in enumerate(question.sub_questions):
        values = _sub_question(sub_question, first_ids)
        yield child_row("sub_questions", ids[position], owner, position, values)
    yield from child_rows("answers", "answers", owner, map(_answer, question.answers))
    yield from child_rows("other_texts", "others", owner, map(_text, question.others))
    for link in find_links(first_ids, question.answers):
        yield Row(
            "answer_links",
            {
                "sub_question_id": first_ids[link.label],
                "answer_id": child_id(owner.id, "answers", link.answer),
                "match": link.match,
            },
        )


def _sub_question_names(sub_questions: Iterable[SubQuestion]) -> list[str]:
    """What each is called in its key: its label, with its turn where a label stands twice."""
    turns: dict[str, int] = {}
    names = []
    for sub_question in sub_questions:
        turn = turns[sub_question.label] = turns.get(sub_question.label, 0) + 1
        names.append(sub_question.label if turn == 1 else f"{sub_question.label}.{turn}")
    return names


def _part_names(question: Question) -> dict[str, str]:
    """The parts whose records count them but whose keys name them: the sub-questions."""
    names = _sub_question_names(question.sub_questions)
    return {f"sub_questions/{place}": f"sub_questions/{name}" for place, name in enumerate(names)}


def _sub_question(sub_question: SubQuestion, ids: dict[str, str]) -> Values:
    whole = find_whole(sub_question.label, ids)
    return {
        "label": sub_question.label,
        "parent_id": ids[whole] if whole else None,
        "text": sub_question.passage.text,
        "status": sub_question.status,
        "evidence": sub_question.evidence,
        "review": State.UNCHECKED,
        **place_values(sub_question.passage.place()),
    }


def _answer(answer: Answer) -> Values:
    return {
        "labels": answer.labels,
        "text": answer.passage.text,
        "pages": answer.passage.pages,
        **place_values(answer.passage.place()),
    }


def _text(passage: Passage) -> Values:
    return {"text": passage.text, **place_values(passage.place())}


def _tables(owner: Owner, question: Question) -> Iterator[Row]:
    labels = iter(question.table_answers)
    for position, table in enumerate(question.tables):
        table_id = child_id(owner.id, "tables", position)
        values = _table(table, next(labels, ()))
        yield child_row("tables", table_id, owner, position, values)
        for cell in table.cells:
            yield Row(
                "cells",
                {
                    "id": child_id(owner.id, "tables", position, cell.row, cell.column),
                    "table_id": table_id,
                    **_cell(cell, table.header_rows),
                },
            )


def _table(table: Table, labels: tuple[str, ...]) -> Values:
    page = table.pages[0] if table.pages else None
    box = table.boxes[0] if table.boxes else None
    return {
        "row_count": table.row_count,
        "column_count": table.column_count,
        "header_rows": table.header_rows,
        "caption": table.caption.text if table.caption else None,
        "unit": table.unit,
        "labels": labels,
        "method": table.method,
        "confidence": round(table.confidence, 3),
        "pages": table.pages,
        **place_values(Place(page, box) if page else None),
    }


def _cell(cell: Cell, header_rows: int) -> Values:
    return {
        "row_index": cell.row,
        "column_index": cell.column,
        "row_span": cell.row_span,
        "column_span": cell.column_span,
        "is_header": cell.row < header_rows,
        "text": cell.passage.text,
        "reference": cell.reference,
        "review": State.UNCHECKED,
        **place_values(cell.place or cell.passage.place()),
    }


def _issues(record: QuestionRecord) -> tuple[Issue, ...]:
    """Every doubt about the question, each once, whichever record says it."""
    question = record.question
    of_tables = (table.issues for table in question.tables)
    return tuple(dict.fromkeys(chain(question.issues, *of_tables, record.issues)))
