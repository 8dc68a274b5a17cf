"""The JSON that others rely on, made out of the records: the contract's shape, nothing else."""

from decimal import Decimal
from typing import Any

from vraagbaak.dataset.keys import question_key
from vraagbaak.records import (
    AmountMention,
    Box,
    Document,
    DocumentRecord,
    Issue,
    MunicipalityMention,
    Passage,
    Place,
    Project,
    Question,
    QuestionRecord,
    Table,
    Total,
)

CONTRACT = 1


def to_json(record: DocumentRecord) -> dict[str, Any]:
    """One document as the contract's object; an unread one has ``error`` instead of questions."""
    result: dict[str, Any] = {"contract": CONTRACT, "file": file_json(record)}
    if record.error:
        result["error"] = {"code": record.error.code, "message": record.error.message}
    else:
        result["questions"] = [_question(question) for question in record.questions]
        result["warnings"] = [issue_json(issue) for issue in record.issues]
    return result


def file_json(record: DocumentRecord | Document) -> dict[str, Any]:
    """The file of a document; one that could not be opened has no hash."""
    return {
        "name": record.name,
        "sha256": record.sha256 or None,
        "pages": record.page_count,
        "has_text": record.has_text,
    }


def _question(record: QuestionRecord) -> dict[str, Any]:
    question = record.question
    return {
        "question_id": question_key(question),
        "number": question.number,
        "session_year": question.session_year,
        "asked_on": question.asked_on.isoformat() if question.asked_on else None,
        "asked_by": " en ".join(question.asked_by) or None,
        "ministers": [{"name": m.name, "title": m.title} for m in question.ministers],
        "kind": question.kind.value,
        "title": question.title.text,
        "introduction": question.introduction.text,
        "sub_questions": [
            {
                "label": sub.label,
                "text": sub.passage.text,
                **_place(sub.passage.place()),
                "status": sub.status.value,
                "evidence": sub.evidence,
            }
            for sub in question.sub_questions
        ],
        "answers": [
            {
                "labels": list(answer.labels),
                "text": answer.passage.text,
                "pages": list(answer.passage.pages),
            }
            for answer in question.answers
        ],
        "tables": [
            _table(index, table, question, record.totals)
            for index, table in enumerate(question.tables)
        ],
        "projects": [_project(project) for project in record.projects],
        "municipalities": [_municipality(mention) for mention in record.municipalities],
        "amounts": [_amount(mention) for mention in record.amounts],
        "references": [
            {
                "number": reference.number,
                "asked_on": reference.asked_on.isoformat() if reference.asked_on else None,
                "text": reference.text,
                **_place(reference.place),
            }
            for reference in question.references
        ],
        "others": [_passage(passage) for passage in question.others],
        "warnings": [issue_json(issue) for issue in record.issues],
    }


def _table(
    index: int, table: Table, question: Question, totals: tuple[Total, ...]
) -> dict[str, Any]:
    return {
        **table_json(table),
        "answer": list(question.table_answers[index]),
        "totals": [
            {
                "row": total.row,
                "column": total.column,
                "stated": f"{total.stated:f}",
                "computed": f"{total.computed:f}",
                "agrees": total.agrees,
            }
            for total in totals
            if total.table == index
        ],
    }


def table_json(table: Table) -> dict[str, Any]:
    """A table by itself, as ``vraagbaak tables`` gives it."""
    return {
        "rows": table.rows(),
        "header_rows": table.header_rows,
        "pages": list(table.pages),
        "bbox": _box(table.boxes[0] if table.boxes else None),
        "caption": table.caption.text if table.caption else None,
        "unit": table.unit,
        "method": table.method.value,
        "confidence": table.confidence,
    }


def _project(project: Project) -> dict[str, Any]:
    return {
        "lead": project.lead,
        "partners": list(project.partners),
        "title": project.title,
        "beneficiary": project.beneficiary,
        "amount": _money(project.amount),
        "amount_kind": project.amount_kind.value if project.amount_kind else None,
        "amount_text": project.amount_text,
        "status": project.status,
        "table": project.table,
        "row": project.row,
        "part": project.part,
        "start": project.start,
        "end": project.end,
        **_place(project.place),
    }


def _municipality(mention: MunicipalityMention) -> dict[str, Any]:
    return {
        "text": mention.text,
        "nis_code": mention.nis_code,
        "nis_code_now": mention.nis_code_now,
        "candidates": list(mention.candidates),
        **_place(mention.place),
        "part": mention.part,
        "start": mention.start,
        "end": mention.end,
    }


def _amount(mention: AmountMention) -> dict[str, Any]:
    return {
        "text": mention.text,
        "min": _money(mention.minimum),
        "max": _money(mention.maximum),
        "currency": mention.currency,
        "per": mention.per,
        "approximate": mention.approximate,
        "kind": mention.kind.value if mention.kind else None,
        **_place(mention.place),
        "part": mention.part,
        "start": mention.start,
        "end": mention.end,
    }


def _passage(passage: Passage) -> dict[str, Any]:
    return {"text": passage.text, **_place(passage.place())}


def issue_json(issue: Issue) -> dict[str, Any]:
    """A warning; its page is None where it is about no single one."""
    return {"code": issue.code, "message": issue.message, "page": issue.page}


def _place(place: Place | None) -> dict[str, Any]:
    return {"page": place.page if place else None, "bbox": _box(place.box if place else None)}


def _box(box: Box | None) -> list[float] | None:
    return [round(value, 2) for value in box] if box else None


def _money(value: Decimal | None) -> str | None:
    """A decimal string of two places."""
    return None if value is None else f"{value:.2f}"
