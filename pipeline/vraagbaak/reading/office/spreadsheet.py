"""The tables of a workbook: every sheet is read, each cell knows its sheet and reference.

A sheet counts as a page. Blank rows and columns part the tables of a sheet; what stands alone
above a table (a title, a note) is text.
"""

import hashlib
import re
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

import python_calamine as calamine

from vraagbaak.reading.office.cell_texts import Value, cell_text
from vraagbaak.reading.office.packages import Package, open_package, too_large
from vraagbaak.reading.office.sheet_blocks import Area, cover, find_blocks, find_spans
from vraagbaak.reading.office.sheet_issues import find_issues
from vraagbaak.reading.office.sheet_layout import (
    SheetLayout,
    column_name,
    read_layout,
    read_shows,
    read_string_lengths,
    sheet_parts,
)
from vraagbaak.reading.tables.heads import HeadCell, count_header_rows
from vraagbaak.records import (
    Cell,
    Document,
    Issue,
    Line,
    Passage,
    Piece,
    Place,
    Table,
    TableMethod,
    Word,
)

MOST_CELLS = 500_000  # of all sheets, the empty ones between the filled ones too: some 0.4 GB
MOST_CHARACTERS = 50_000_000  # in all cells: one long shared text may stand in each
_MOST_TITLE_ROWS = 3
_PLAIN_NAME = re.compile(r"[^\W\d]\w*")
_WORD = re.compile(r"\S+")
_LETTER = re.compile(r"[^\W\d_]")


def read_workbook(path: Path) -> Document:
    """Read an XLSX workbook.

    Raises:
        UnreadableDocument: ``damaged``, ``encrypted`` or ``too_large``.
    """
    with open_package(path) as package:
        package.verify()
        layouts = _read_layouts(package)
        try:
            with calamine.load_workbook(path) as workbook:
                sheets = list(_open_sheets(workbook, layouts))
        except (calamine.CalamineError, ValueError) as error:
            raise package.damaged() from error
    body = tuple(item for sheet in sheets for item in _read_items(sheet))
    return Document(
        name=path.name,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        page_count=len(layouts),
        has_text=bool(body),
        body=body,
        issues=tuple(issue for sheet in sheets for issue in sheet.issues()),
    )


class _Sheet(NamedTuple):
    """A sheet of cells; ``texts`` is what they show, from the sheet's first row and column on."""

    number: int
    name: str
    is_hidden: bool
    layout: SheetLayout
    texts: list[list[str]]
    merged: tuple[Area, ...]

    def references(self, columns: range) -> list[str]:
        """What stands before the row's number in the references of cells in some columns.

        It is as a formula in another sheet would write it: "Blad1!B".
        """
        name = self.name
        if not _PLAIN_NAME.fullmatch(name):
            name = "'" + name.replace("'", "''") + "'"
        return [f"{name}!{column_name(column)}" for column in columns]

    def issues(self) -> Iterator[Issue]:
        """What of it is not plain to see."""
        return find_issues(self.name, self.number, self.layout, is_hidden=self.is_hidden)


def _read_layouts(package: Package) -> list[SheetLayout | None]:
    """The layout of each sheet, None for a chart; their size is checked before any value."""
    shows, lengths = read_shows(package), read_string_lengths(package)
    layouts = [
        read_layout(package, part, shows, lengths) if part else None
        for part in sheet_parts(package)
    ]
    cells = sum(layout.rows * layout.columns for layout in layouts if layout)
    characters = sum(layout.characters for layout in layouts if layout)
    if cells > MOST_CELLS or characters > MOST_CHARACTERS:
        raise too_large(package.name)
    return layouts


def _open_sheets(
    workbook: calamine.CalamineWorkbook, layouts: Sequence[SheetLayout | None]
) -> Iterator[_Sheet]:
    about = zip(workbook.sheets_metadata, layouts, strict=True)
    for number, (metadata, layout) in enumerate(about, start=1):
        if layout is None:
            continue
        sheet = workbook.get_sheet_by_index(number - 1)
        is_hidden = metadata.visible is not calamine.SheetVisibleEnum.Visible
        texts = [
            [_shown(layout, row, column, value) for column, value in enumerate(values)]
            for row, values in enumerate(sheet.to_python(skip_empty_area=False))
        ]
        merged = tuple(Area(*first, *last) for first, last in sheet.merged_cell_ranges or ())
        yield _Sheet(number, metadata.name, is_hidden, layout, texts, merged)


def _shown(layout: SheetLayout, row: int, column: int, value: Value) -> str:
    """What a cell shows; calamine gives an error as an empty text."""
    error = layout.errors.get((row, column))
    return cell_text(value, layout.show(row, column).number_format) if error is None else error


# ------------------------------------------------------------------ tables and text


def _read_items(sheet: _Sheet) -> Iterator[Line | Table]:
    """The texts and tables of a sheet, by the row and then the column at which they begin."""
    height, width = len(sheet.texts), max(map(len, sheet.texts), default=0)
    whole = Area(0, 0, height - 1, width - 1)
    filled = [sum(1 << column for column, text in enumerate(row) if text) for row in sheet.texts]
    spans = find_spans(sheet.merged, filled, whole)
    covered = cover(filled, spans.values())
    above: list[Line] = []
    waiting = deque(find_blocks(covered, whole))
    while waiting:
        block = waiting.popleft()
        count = _count_title_rows(sheet, block, spans)
        if count:
            lines = list(_to_lines(sheet, block._replace(bottom=block.top + count - 1)))
            yield from lines
            above += lines
            # A title may have held together what is apart below it.
            below = find_blocks(covered, block._replace(top=block.top + count))
            waiting.extendleft(reversed(below))
        else:
            yield _to_table(sheet, block, spans, above)
            above = []


def _count_title_rows(sheet: _Sheet, block: Area, spans: dict[tuple[int, int], Area]) -> int:
    """How many rows at the top of a block are text: one cell at its left, alone in its row.

    A block of nothing else is text where it is short and has no figures; a longer one is a list.
    """
    rows = range(block.top, block.bottom + 1)
    alone = list(takewhile(lambda row: _is_alone(sheet, row, block, spans), rows))
    if len(alone) == 1 or len(alone) < len(rows):
        return len(alone) if len(alone) <= _MOST_TITLE_ROWS else 0
    is_text = all(_LETTER.search(sheet.texts[row][block.left]) for row in rows)
    return len(rows) if is_text and len(rows) <= _MOST_TITLE_ROWS else 0


def _is_alone(sheet: _Sheet, row: int, block: Area, spans: dict[tuple[int, int], Area]) -> bool:
    """Whether a row of a block holds one cell with text, at its left and in this row only."""
    own = [c for c in range(block.left, block.right + 1) if sheet.texts[row][c]]
    area = spans.get((row, block.left), Area(row, block.left, row, block.left))
    return own == [block.left] and area.bottom == row


def _to_lines(sheet: _Sheet, block: Area) -> Iterator[Line]:
    """The cells of a block as lines, an empty one after each: they are paragraphs."""
    for row in range(block.top, block.bottom + 1):
        for column in range(block.left, block.right + 1):
            words = sheet.texts[row][column].split()
            if words:
                bold = sheet.layout.show(row, column).bold
                yield Line(tuple(Word(word, None, bold=bold) for word in words), sheet.number)
                yield Line((), sheet.number)


def _to_table(
    sheet: _Sheet, block: Area, spans: dict[tuple[int, int], Area], above: Sequence[Line]
) -> Table:
    cells = tuple(_to_cells(sheet, block, spans))
    shown = sheet.layout.show
    heads = (
        HeadCell(
            *(cell.row, cell.column, cell.row_span, cell.column_span, cell.passage.text),
            bold=shown(block.top + cell.row, block.left + cell.column).bold,
        )
        for cell in cells
    )
    row_count = block.bottom - block.top + 1
    texts = [line.text for line in above if line.words]
    return Table(
        cells=cells,
        row_count=row_count,
        column_count=block.right - block.left + 1,
        header_rows=count_header_rows(heads, row_count),
        pages=(sheet.number,),
        boxes=(None,),
        method=TableMethod.SHEET,
        caption=_passage([sheet.name], sheet.number),
        lead_in=_passage(texts, sheet.number) if texts else None,
    )


def _passage(texts: Sequence[str], page: int) -> Passage:
    """Texts as one passage, each a paragraph of it."""
    text = " ".join(texts)
    starts = [0]
    for part in texts[:-1]:
        starts.append(starts[-1] + len(part) + 1)
    spans = [word.span() for word in _WORD.finditer(text)]
    return Passage(text, tuple([Piece(*span, page, None) for span in spans]), tuple(starts))


def _to_cells(sheet: _Sheet, block: Area, spans: dict[tuple[int, int], Area]) -> Iterator[Cell]:
    place = Place(sheet.number, None)
    columns = range(block.left, block.right + 1)
    references = sheet.references(columns)
    covered: set[tuple[int, int]] = set()
    for row in range(block.top, block.bottom + 1):
        for column, reference in zip(columns, references, strict=True):
            if (row, column) in covered:
                continue
            area = spans.get((row, column))
            if area is not None:
                covered |= area.others()
            yield Cell(
                row=row - block.top,
                column=column - block.left,
                passage=_passage([sheet.texts[row][column]], sheet.number),
                place=place,
                row_span=area.bottom - row + 1 if area else 1,
                column_span=area.right - column + 1 if area else 1,
                reference=f"{reference}{row + 1}",
            )
