"""Tables as an Excel workbook: a sheet each, and a first sheet that says where they come from.

Every cell is text, as it is printed. No text can become a formula: it is stored as text, and one
that looks like a formula is marked so that editing it does not make it one either.
"""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from vraagbaak.dataset.formats.text_cells import (
    LONGEST_TEXT,
    looks_like_a_formula,
    without_control_characters,
)
from vraagbaak.records import Document, Table

_CONTENTS = "tables"
_HEADS = ("sheet", "file", "pages", "caption", "unit", "method", "confidence", "warnings")
_LONGEST_NAME = 31  # of a sheet, by Excel
_NOT_IN_NAMES = re.compile(r"[\\/*?:\[\]\x00-\x1f']+")
_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first moment that a ZIP can give
_CLOCK = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def write_workbook(documents: Iterable[tuple[Document, Sequence[Table]]]) -> bytes:
    """The tables of documents as the bytes of a workbook; the same tables give the same bytes."""
    workbook = Workbook(write_only=True)
    contents = workbook.create_sheet(_CONTENTS)
    contents.append(_row(contents, _HEADS, is_head=True))
    names = {_CONTENTS}
    for document, tables in documents:
        for number, table in enumerate(tables, start=1):
            name = _sheet_name(document.name, number, names)
            contents.append(_row(contents, _origin(name, document, table)))
            sheet = workbook.create_sheet(name)
            if table.header_rows:
                sheet.freeze_panes = f"A{table.header_rows + 1}"
            for index, row in enumerate(table.rows()):
                sheet.append(_row(sheet, row, is_head=index < table.header_rows))
    buffer = io.BytesIO()
    workbook.save(buffer)
    return _without_clock(buffer.getvalue())


def _origin(name: str, document: Document, table: Table) -> tuple[str, ...]:
    return (
        name,
        document.name,
        ", ".join(map(str, table.pages)),
        table.caption.text if table.caption else "",
        table.unit or "",
        table.method.value,
        str(table.confidence),
        "; ".join(issue.message for issue in table.issues),
    )


def _row(
    sheet: WriteOnlyWorksheet, texts: Iterable[str], *, is_head: bool = False
) -> Iterator[Cell]:
    for text in texts:
        cell = WriteOnlyCell(sheet, without_control_characters(text)[:LONGEST_TEXT])
        # openpyxl takes a text with "=" for a formula unless it is told.
        cell.data_type = "s"
        if looks_like_a_formula(text):
            cell.quotePrefix = True
        if is_head:
            cell.font = Font(bold=True)
        yield cell


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


def _without_clock(data: bytes) -> bytes:
    """The workbook without the moment it was written at."""
    moment = dt.datetime(*_LONG_AGO[:3], tzinfo=dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            part = old.read(entry)
            if entry.filename == "docProps/core.xml":
                part = _CLOCK.sub(rb"\g<1>" + moment, part)
            kept = zipfile.ZipInfo(entry.filename, _LONG_AGO)
            kept.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(kept, part)
    return buffer.getvalue()
