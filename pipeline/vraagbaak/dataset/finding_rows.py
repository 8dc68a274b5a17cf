"""The rows of what was found in a question: totals, projects, places, money, references."""

from collections.abc import Iterable, Iterator

from vraagbaak.dataset.keys import child_id
from vraagbaak.dataset.reviews.ruling import State
from vraagbaak.dataset.rows import Row, Values, child_rows, place_values
from vraagbaak.records import (
    AmountMention,
    MunicipalityMention,
    Project,
    QuestionRecord,
    Total,
)


def finding_rows(question_id: str, record: QuestionRecord, names: dict[str, str]) -> Iterator[Row]:
    """The rows of what was found in a question.

    Args:
        question_id: the key of the question.
        record: the question with what was found in it.
        names: the parts that the keys of the dataset call otherwise than the records do.
    """

    def children(table: str, name: str, values: Iterable[Values]) -> Iterator[Row]:
        return child_rows(table, name, question_id, values)

    yield from children("totals", "totals", (_total(question_id, it) for it in record.totals))
    yield from children(
        "projects", "projects", (_project(question_id, it, names) for it in record.projects)
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
        "municipality_mentions",
        "municipalities",
        (_municipality(it, names) for it in record.municipalities),
    )
    yield from children("amount_mentions", "amounts", (_amount(it, names) for it in record.amounts))
    references = record.question.references
    yield from children(
        "references",
        "references",
        (
            {
                "number": it.number,
                "asked_on": it.asked_on,
                "text": it.text,
                **place_values(it.place),
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
        **place_values(total.place),
    }


def _project(question_id: str, project: Project, names: dict[str, str]) -> Values:
    in_table = project.table is not None
    return {
        "beneficiary": project.beneficiary,
        "lead_nis_code": project.lead,
        "title": project.title,
        "amount": project.amount,
        "amount_extracted": project.amount,
        "amount_kind": project.amount_kind,
        "amount_text": project.amount_text,
        "status": project.status,
        "table_id": child_id(question_id, "tables", project.table or 0) if in_table else None,
        "row_index": project.row,
        "part": names.get(project.part, project.part) if project.part else None,
        "char_start": project.start,
        "char_end": project.end,
        "review": State.UNCHECKED,
        **place_values(project.place),
    }


def _municipality(mention: MunicipalityMention, names: dict[str, str]) -> Values:
    return {
        "part": names.get(mention.part, mention.part),
        "char_start": mention.start,
        "char_end": mention.end,
        "text": mention.text,
        "nis_code": mention.nis_code,
        "nis_code_now": mention.nis_code_now,
        "candidates": mention.candidates,
        "review": State.UNCHECKED,
        **place_values(mention.place),
    }


def _amount(mention: AmountMention, names: dict[str, str]) -> Values:
    return {
        "part": names.get(mention.part, mention.part),
        "char_start": mention.start,
        "char_end": mention.end,
        "text": mention.text,
        "minimum": mention.minimum,
        "maximum": mention.maximum,
        "currency": mention.currency,
        "per": mention.per,
        "approximate": mention.approximate,
        "kind": mention.kind,
        "review": State.UNCHECKED,
        **place_values(mention.place),
    }
