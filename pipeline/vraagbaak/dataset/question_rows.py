"""The rows of a question: its words, its tables and what was found in them."""

from collections.abc import Iterable, Iterator
from itertools import chain

from vraagbaak.dataset.keys import child_id, question_key
from vraagbaak.dataset.links import find_links, find_whole
from vraagbaak.dataset.rows import Row, Value, issue_row
from vraagbaak.records import (
    AmountMention,
    Answer,
    Cell,
    Issue,
    MunicipalityMention,
    Place,
    Project,
    Question,
    QuestionRecord,
    SubQuestion,
    Table,
    Total,
)

Values = dict[str, Value]


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
            **_place(question.place),
        },
    )
    yield from _people(question_id, question)
    yield from _words(question_id, question)
    yield from _tables(question_id, question)
    yield from _findings(question_id, record)
    for place, issue in enumerate(_issues(record)):
        yield issue_row(document, question_id, place, issue)


def _people(question_id: str, question: Question) -> Iterator[Row]:
    askers: Iterable[Values] = ({"name": name} for name in question.asked_by)
    ministers: Iterable[Values] = (
        {"name": minister.name, "title": minister.title} for minister in question.ministers
    )
    yield from _children("question_askers", "askers", question_id, askers)
    yield from _children("question_ministers", "ministers", question_id, ministers)


def _words(question_id: str, question: Question) -> Iterator[Row]:
    """The sub-questions, the answers and the links between them."""
    ids = _sub_question_ids(question_id, question.sub_questions)
    first_ids: dict[str, str] = {}
    for sub_question, row_id in zip(question.sub_questions, ids, strict=True):
        first_ids.setdefault(sub_question.label, row_id)
    for position, sub_question in enumerate(question.sub_questions):
        values = _sub_question(sub_question, first_ids)
        yield _child("sub_questions", ids[position], question_id, position, values)
    yield from _children("answers", "answers", question_id, map(_answer, question.answers))
    for link in find_links(first_ids, question.answers):
        yield Row(
            "answer_links",
            {
                "sub_question_id": first_ids[link.label],
                "answer_id": child_id(question_id, "answers", link.answer),
                "match": link.match,
            },
        )


def _sub_question_ids(question_id: str, sub_questions: Iterable[SubQuestion]) -> list[str]:
    """Their keys, from their labels: a label that stands twice gets its turn behind it."""
    turns: dict[str, int] = {}
    ids = []
    for sub_question in sub_questions:
        turn = turns[sub_question.label] = turns.get(sub_question.label, 0) + 1
        name = sub_question.label if turn == 1 else f"{sub_question.label}.{turn}"
        ids.append(child_id(question_id, "sub_questions", name))
    return ids


def _sub_question(sub_question: SubQuestion, ids: dict[str, str]) -> Values:
    whole = find_whole(sub_question.label, ids)
    return {
        "label": sub_question.label,
        "parent_id": ids[whole] if whole else None,
        "text": sub_question.passage.text,
        "status": sub_question.status,
        "evidence": sub_question.evidence,
        **_place(sub_question.passage.place()),
    }


def _answer(answer: Answer) -> Values:
    return {
        "labels": answer.labels,
        "text": answer.passage.text,
        "pages": answer.passage.pages,
        **_place(answer.passage.place()),
    }


def _tables(question_id: str, question: Question) -> Iterator[Row]:
    labels = iter(question.table_answers)
    for position, table in enumerate(question.tables):
        table_id = child_id(question_id, "tables", position)
        values = _table(table, next(labels, ()))
        yield _child("tables", table_id, question_id, position, values)
        for cell in table.cells:
            yield Row(
                "cells",
                {
                    "id": child_id(question_id, "tables", position, cell.row, cell.column),
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
        **_place(Place(page, box) if page else None),
    }


def _cell(cell: Cell, header_rows: int) -> Values:
    return {
        "row_index": cell.row,
        "column_index": cell.column,
        "row_span": cell.row_span,
        "column_span": cell.column_span,
        "is_header": cell.row < header_rows,
        "text": cell.passage.text,
        **_place(cell.place or cell.passage.place()),
    }


def _findings(question_id: str, record: QuestionRecord) -> Iterator[Row]:
    def children(table: str, name: str, values: Iterable[Values]) -> Iterator[Row]:
        return _children(table, name, question_id, values)

    yield from children("totals", "totals", (_total(question_id, it) for it in record.totals))
    yield from children(
        "projects", "projects", (_project(question_id, it) for it in record.projects)
    )
    for place, project in enumerate(record.projects):
        project_id = child_id(question_id, "projects", place)
        for position, nis_code in enumerate(project.partners):
            values: Values = {
                "project_id": project_id,
                "position": position,
                "nis_code": nis_code,
            }
            yield Row("project_partners", values)
    yield from children(
        "municipality_mentions", "municipalities", map(_municipality, record.municipalities)
    )
    yield from children("amount_mentions", "amounts", map(_amount, record.amounts))
    references = record.question.references
    yield from children(
        "references",
        "references",
        (
            {
                "number": it.number,
                "asked_on": it.asked_on,
                "text": it.text,
                **_place(it.place),
            }
            for it in references
        ),
    )


def _total(question_id: str, total: Total) -> Values:
    return {
        "table_id": child_id(question_id, "tables", total.table),
        "row_index": total.row,
        "column_index": total.column,
        "stated": total.stated,
        "computed": total.computed,
        "agrees": total.agrees,
        **_place(total.place),
    }


def _project(question_id: str, project: Project) -> Values:
    in_table = project.table is not None
    return {
        "beneficiary": project.beneficiary,
        "lead_nis_code": project.lead,
        "title": project.title,
        "amount": project.amount,
        "amount_kind": project.amount_kind,
        "amount_text": project.amount_text,
        "status": project.status,
        "table_id": child_id(question_id, "tables", project.table or 0) if in_table else None,
        "row_index": project.row,
        "part": project.part,
        "char_start": project.start,
        "char_end": project.end,
        **_place(project.place),
    }


def _municipality(mention: MunicipalityMention) -> Values:
    return {
        "part": mention.part,
        "char_start": mention.start,
        "char_end": mention.end,
        "text": mention.text,
        "nis_code": mention.nis_code,
        "nis_code_now": mention.nis_code_now,
        "candidates": mention.candidates,
        **_place(mention.place),
    }


def _amount(mention: AmountMention) -> Values:
    return {
        "part": mention.part,
        "char_start": mention.start,
        "char_end": mention.end,
        "text": mention.text,
        "minimum": mention.minimum,
        "maximum": mention.maximum,
        "currency": mention.currency,
        "per": mention.per,
        "approximate": mention.approximate,
        "kind": mention.kind,
        **_place(mention.place),
    }


def _issues(record: QuestionRecord) -> tuple[Issue, ...]:
    """Every doubt about the question, each once, whichever record says it."""
    question = record.question
    of_tables = (table.issues for table in question.tables)
    return tuple(dict.fromkeys(chain(question.issues, *of_tables, record.issues)))


def _children(table: str, name: str, question_id: str, rows: Iterable[Values]) -> Iterator[Row]:
    """The rows that belong to a question, numbered in printed order."""
    for position, values in enumerate(rows):
        yield _child(table, child_id(question_id, name, position), question_id, position, values)


def _child(table: str, row_id: str, question_id: str, position: int, values: Values) -> Row:
    key: Values = {"id": row_id, "question_id": question_id, "position": position}
    return Row(table, key | values)


def _place(place: Place | None) -> Values:
    """The page and box, in points to two places; nulls where unknown."""
    page, box = place or (None, None)
    sides = (round(side, 2) for side in box) if box else (None,) * 4
    return {"page": page, **dict(zip(("x0", "top", "x1", "bottom"), sides, strict=True))}
