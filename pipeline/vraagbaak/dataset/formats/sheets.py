"""What every sheet of an Excel workbook needs: texts that stay texts, a head, no clock.

No text can become a formula: it is stored as text, and one that looks like a formula is marked so
that editing it does not make it one either.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from vraagbaak.dataset.formats.text_cells import (
    LONGEST_TEXT,
    looks_like_a_formula,
    without_control_characters,
)

_BOLD = Font(name="Calibri", size=11, bold=True)  # the usual letter of a workbook
_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first moment that a ZIP can give
_CLOCK = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


@contextmanager
def new_workbook() -> Iterator[Workbook]:
    """A workbook that is written row by row."""
    workbook = Workbook(write_only=True)
    try:
        yield workbook
    except BaseException:
        # A sheet that is left open complains when Python clears it away.
        for sheet in workbook.worksheets:
            with suppress(Exception):
                sheet.close()
        raise


def lay_out(sheet: Any, widths: Iterable[int], head_rows: int = 1) -> None:
    """Fix the head and give the columns a width in characters; before the first row."""
    if head_rows:
        sheet.freeze_panes = f"A{head_rows + 1}"
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width


def let_filter(sheet: Any, columns: int, rows: int, head_rows: int = 1) -> None:
    """Let people choose among the rows below the head; once all rows are written."""
    sheet.auto_filter.ref = f"A{head_rows}:{get_column_letter(columns)}{max(rows, head_rows)}"


def text_cell(sheet: Any, text: str, *, is_head: bool = False) -> Any:
    """A text, cut to what a cell holds; nothing for an empty one."""
    if not text:
        return None
    cell = WriteOnlyCell(sheet, without_control_characters(text)[:LONGEST_TEXT])
    # openpyxl takes a text with "=" for a formula unless it is told.
    cell.data_type = "s"
    if looks_like_a_formula(text):
        cell.quotePrefix = True
    if is_head:
        cell.font = _BOLD
    return cell


def to_bytes(workbook: Workbook) -> bytes:
    """The workbook as a file, the same for the same content: without the moment of writing."""
    written, kept = io.BytesIO(), io.BytesIO()
    workbook.save(written)
    with (
        zipfile.ZipFile(written) as old,
        zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            part = old.read(entry)
            if entry.filename == "docProps/core.xml":
                part = _CLOCK.sub(rb"\g<1>1980-01-01T00:00:00Z", part)
            timeless = zipfile.ZipInfo(entry.filename, _LONG_AGO)
            timeless.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(timeless, part)
    return kept.getvalue()
