"""The rows of what was found in a question: totals, projects, places, money, references."""

from collections.abc import Iterable, Iterator

from vraagbaak.dataset.keys import Owner, child_id
from vraagbaak.dataset.reviews.ruling import State
from vraagbaak.dataset.rows.document_rows import Row, Values, child_rows, place_values
from vraagbaak.dataset.rows.project_rows import project_amount_rows, project_mark_rows, project_rows
from vraagbaak.records import AmountMention, MunicipalityMention, QuestionRecord, Total


def finding_rows(owner: Owner, record: QuestionRecord, names: dict[str, str]) -> Iterator[Row]:
    """The rows of what was found in a question or annex.

    Args:
        owner: the question or annex.
        record: the question with what was found in it.
        names: the parts that the keys of the dataset call otherwise than the records do.
    """

    def children(table: str, name: str, values: Iterable[Values]) -> Iterator[Row]:
        return child_rows(table, name, owner, values)

    yield from children("totals", "totals", (_total(owner, it) for it in record.totals))
    yield from project_rows(owner, record, names)
    yield from children(
        "municipality_mentions",
        "municipalities",
        (_municipality(it, names) for it in record.municipalities),
    )
    yield from children("amount_mentions", "amounts", (_amount(it, names) for it in record.amounts))
    yield from project_amount_rows(owner, record)
    yield from project_mark_rows(owner, record)
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


def _total(owner: Owner, total: Total) -> Values:
    return {
        "table_id": child_id(owner.id, "tables", total.table),
        "row_index": total.row,
        "column_index": total.column,
        "stated": total.stated,
        "computed": total.computed,
        "agrees": total.agrees,
        **place_values(total.place),
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
