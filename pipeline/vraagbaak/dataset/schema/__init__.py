"""The tables of the dataset, the only list of them: every format and the docs come from it."""

from collections.abc import Iterator

from vraagbaak.dataset.schema.builds import CHANGES, COVERAGE, RUNS
from vraagbaak.dataset.schema.columns import Column, ForeignKey, Kind, TableSchema
from vraagbaak.dataset.schema.found import (
    AMOUNT_MENTIONS,
    MUNICIPALITY_MENTIONS,
    PROJECT_AMOUNTS,
    PROJECT_PARTNERS,
    PROJECTS,
    REFERENCES,
    TOTALS,
)
from vraagbaak.dataset.schema.history import DEADLINES, EVENT_QUESTIONS, EVENTS
from vraagbaak.dataset.schema.linked import PROJECT_GROUPS, PROJECT_LINKS, PROJECT_MARKS
from vraagbaak.dataset.schema.printed import (
    ANNEXES,
    ANSWER_LINKS,
    ANSWERS,
    ASKERS,
    CELLS,
    MINISTERS,
    OTHER_TEXTS,
    QUESTIONS,
    SUB_QUESTIONS,
    TABLES_TABLE,
)
from vraagbaak.dataset.schema.register import DOCUMENTS, FILES, ISSUES, MUNICIPALITIES, PAGES
from vraagbaak.dataset.schema.reviewed import REVIEWS
from vraagbaak.dataset.schema.source import (
    SOURCE_FILES,
    SOURCE_QUESTIONS,
    SOURCE_STEPS,
    SOURCE_THEMES,
)

__all__ = ["TABLES", "Column", "ForeignKey", "Kind", "TableSchema", "exported_tables"]

# Parents before their children, so that rows can be written in this order.
TABLES: tuple[TableSchema, ...] = (
    MUNICIPALITIES,
    DOCUMENTS,
    FILES,
    PAGES,
    QUESTIONS,
    ANNEXES,
    ASKERS,
    MINISTERS,
    SUB_QUESTIONS,
    ANSWERS,
    ANSWER_LINKS,
    OTHER_TEXTS,
    TABLES_TABLE,
    CELLS,
    TOTALS,
    PROJECTS,
    PROJECT_PARTNERS,
    MUNICIPALITY_MENTIONS,
    AMOUNT_MENTIONS,
    PROJECT_AMOUNTS,
    PROJECT_GROUPS,
    PROJECT_LINKS,
    PROJECT_MARKS,
    REFERENCES,
    ISSUES,
    SOURCE_QUESTIONS,
    SOURCE_THEMES,
    SOURCE_STEPS,
    SOURCE_FILES,
    DEADLINES,
    EVENTS,
    EVENT_QUESTIONS,
    REVIEWS,
    COVERAGE,
    RUNS,
    CHANGES,
)


def exported_tables() -> Iterator[TableSchema]:
    """The tables that CSV and Parquet hold."""
    return (table for table in TABLES if table.exported)
