"""The page of the docs that lists every table and column, written from the schema."""

import sys
from collections.abc import Iterator
from pathlib import Path

from vraagbaak.dataset.schema import TABLES, Column, TableSchema

_OPENING = """\
# The dataset, column by column

<!-- Written by `python -m vraagbaak.dataset.documentation docs/dataset.md`: change the schema. -->

`vraagbaak build` writes the same tables in three forms: `vraagbaak.sqlite`, `csv/` and `parquet/`,
described for machines in `datapackage.json`.

What you open are links into `.releases/`, where a release stands whole: a build puts the next one
in their place at once, and a build that is stopped changes nothing. Copy a dataset with `cp -rL`.

- Coordinates are in points (pt) from the top left corner of the page; pages count from 1, all
  other positions from 0.
- Money is exact. CSV and Parquet hold it in euro with two places (`amount`); SQLite stores whole
  cents (`amount_cents`), which add up without error, and computes `amount` from them to read.
- Dates are `YYYY-MM-DD`. A list is text with commas in SQLite and CSV, a list in Parquet.
- Null (an empty field in CSV) says that a value is unknown or does not apply. A text marked "may
  be empty" is never null: empty, nothing is printed there.
- What stands in an annex has its `annex_id`: pages and boxes are those of the annex's document. All
  else stands in the document of the question.
- Ids do not change from build to build while the document and the program stay the same.
- The tables `references` and `tables` need quotes in SQL: `SELECT * FROM "references"`.
"""


def columns_page() -> str:
    """The page as Markdown."""
    return "\n".join([_OPENING, *(line for table in TABLES for line in _table_lines(table))])


def _table_lines(table: TableSchema) -> Iterator[str]:
    yield f"## {table.name}\n"
    yield f"{table.description}.\n"
    yield "| column | type | what it means |"
    yield "|---|---|---|"
    targets = {key.column: key.table for key in table.foreign_keys}
    for column in table.columns:
        name = f"**{column.name}**" if column.name in table.primary_key else column.name
        yield f"| {name} | {_type(column)} | {_meaning(column, targets.get(column.name))} |"
    yield ""


def _type(column: Column) -> str:
    words = [str(column.kind)]
    if column.unit:
        words.append(f"({column.unit})")
    if column.nullable:
        words.append("or null")
    return " ".join(words)


def _meaning(column: Column, target: str | None) -> str:
    sentences = [column.description]
    if column.choices:
        sentences.append("One of " + ", ".join(f"`{choice}`" for choice in column.choices))
    if column.blank:
        sentences.append("May be empty")
    if target:
        sentences.append(f"Points to `{target}`")
    if not column.exported:
        sentences.append("Only in SQLite")
    return ". ".join(sentences).replace("|", "\\|")


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(columns_page(), encoding="utf-8")
