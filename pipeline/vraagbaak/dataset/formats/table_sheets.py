"""The tables of documents as an Excel workbook: a sheet each, and a first one that lists them.

Every cell is text, as it is printed: what a printed "1.204" means is for the reader to say.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from vraagbaak.dataset.formats.sheets import lay_out, let_filter, new_workbook, text_cell, to_bytes
from vraagbaak.records import Document, Table

_CONTENTS = "tables"
_COLUMNS = {
    "sheet": 32,
    "file": 40,
    "pages": 12,
    "caption": 40,
    "unit": 16,
    "method": 12,
    "confidence": 12,
    "warnings": 60,
}
_LONGEST_NAME = 31  # of a sheet, by Excel
_NOT_IN_NAMES = re.compile(r"[\\/*?:\[\]\x00-\x1f']+")
_NARROWEST, _WIDEST = 8, 60  # characters of a column


def tables_as_workbook(documents: Iterable[tuple[Document, Sequence[Table]]]) -> bytes:
    """The tables of documents as the bytes of a workbook; the same tables give the same bytes."""
    with new_workbook() as workbook:
        contents = workbook.create_sheet(_CONTENTS)
        lay_out(contents, _COLUMNS.values())
        contents.append([text_cell(contents, name, is_head=True) for name in _COLUMNS])
        names = {_CONTENTS}
        count = 1
        for document, tables in documents:
            for number, table in enumerate(tables, start=1):
                name = _sheet_name(document.name, number, names)
                contents.append(list(_origin(contents, name, document, table)))
                _add_sheet(workbook, name, table)
                count += 1
        let_filter(contents, len(_COLUMNS), count)
        return to_bytes(workbook)


def _origin(sheet: Any, name: str, document: Document, table: Table) -> Iterator[Any]:
    """The line that says where a table comes from."""
    for text in (
        name,
        document.name,
        ", ".join(map(str, table.pages)),
        table.caption.text if table.caption else "",
        table.unit or "",
        table.method.value,
    ):
        yield text_cell(sheet, text)
    yield WriteOnlyCell(sheet, table.confidence)
    yield text_cell(sheet, "; ".join(issue.message for issue in table.issues))


def _add_sheet(workbook: Workbook, name: str, table: Table) -> None:
    sheet: Any = workbook.create_sheet(name)
    rows = table.rows()
    lay_out(sheet, map(_width, zip(*rows, strict=True)), table.header_rows)
    for index, row in enumerate(rows):
        is_head = index < table.header_rows
        sheet.append([text_cell(sheet, text, is_head=is_head) for text in row])
    if table.header_rows:
        let_filter(sheet, table.column_count, len(rows), table.header_rows)


def _width(texts: Sequence[str]) -> int:
    """The width that shows the texts of a column, within reason."""
    return min(max(_NARROWEST, *(len(text) + 2 for text in texts)), _WIDEST)


def _sheet_name(file: str, number: int, taken: set[str]) -> str:
    """A name for the sheet of a table, unlike all others whatever the case of the letters."""
    stem = _NOT_IN_NAMES.sub(" ", file.rpartition(".")[0] or file).strip() or "table"
    count = 0
    while True:
        ending = f" {number}" if not count else f" {number} ({count})"
        name = stem[: _LONGEST_NAME - len(ending)] + ending
        if name.casefold() not in taken:
            taken.add(name.casefold())
            return name
        count += 1
