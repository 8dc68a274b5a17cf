"""The tables of a Word file: rows and cells as its markup has them, merged cells as spans."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from xml.etree.ElementTree import Element

from vraagbaak.reading.office.packages import to_int
from vraagbaak.reading.office.word_paragraphs import PAGE, ParagraphReader, preferred
from vraagbaak.reading.office.word_styles import is_on, value_of
from vraagbaak.reading.tables.heads import HeadCell, count_header_rows
from vraagbaak.records import Cell, Issue, Line, Passage, Place, Table, TableMethod
from vraagbaak.vocabulary.joining import join_lines

_MOST_COLUMNS = 63  # of a row, by Word
_GONE = frozenset({"del", "moveFrom"})


@dataclass(slots=True)
class _OpenCell:
    """A cell that the rows below may still reach into."""

    row: int
    column: int
    column_span: int
    lines: tuple[Line, ...]
    row_span: int = 1

    @property
    def bold(self) -> bool:
        return bool(self.lines) and all(line.bold for line in self.lines)


class _Row(NamedTuple):
    """A row of the markup: the columns left open before its first cell, and its cells."""

    before: int
    cells: tuple[Element, ...]
    is_header: bool


def frame_content(element: Element) -> Element | None:
    """The cell of a table that has only one: a frame around text, no table."""
    rows = _rows(element)
    return rows[0].cells[0] if len(rows) == 1 and len(rows[0].cells) == 1 else None


def read_table(
    element: Element, reader: ParagraphReader, caption: Passage | None = None
) -> Table | None:
    """Read a table (``w:tbl``), None where it has no rows.

    Args:
        element: the table.
        reader: of the document's paragraphs; it counts on with those in the cells.
        caption: the table's, where one was printed above it.
    """
    rows = _rows(element)
    cells = _read_cells(rows, reader)
    if not cells:
        return None
    column_count = max(cell.column + cell.column_span for cell in cells)
    headers = next((i for i, row in enumerate(rows) if not row.is_header), 0)
    nested = any(cell.find(".//tbl") is not None for row in rows for cell in row.cells)
    issue = Issue("nested_table", "een tabel in een cel is als tekst gelezen", PAGE)
    return Table(
        cells=tuple(_to_cell(cell) for cell in cells),
        row_count=len(rows),
        column_count=column_count,
        header_rows=headers or count_header_rows(_heads(element, cells, reader), len(rows)),
        pages=(PAGE,),
        boxes=(None,),
        method=TableMethod.MARKUP,
        caption=caption,
        issues=(issue,) if nested else (),
    )


def grid_size(element: Element) -> int:
    """How many places the grid of a table has, before anything of it is read."""
    rows = _rows(element)
    widths = (row.before + sum(map(_span, row.cells)) for row in rows)
    return len(rows) * max(widths, default=0)


def content(element: Element) -> Iterator[Element]:
    """The paragraphs and tables in a body, cell, note or text box, in their order."""
    for child in element:
        if child.tag in {"p", "tbl"}:
            yield child
        elif child.tag not in _GONE:
            yield from content(preferred(child))


def _rows(element: Element) -> list[_Row]:
    return [_read_row(row) for row in _descend(element, "tr") if not _is_deleted(row)]


def _read_row(element: Element) -> _Row:
    properties = element.find("trPr")
    return _Row(
        before=min(to_int(value_of(properties, "gridBefore")) or 0, _MOST_COLUMNS),
        cells=tuple(_descend(element, "tc"))[:_MOST_COLUMNS],
        is_header=properties is not None and is_on(properties.find("tblHeader")),
    )


def _is_deleted(row: Element) -> bool:
    return row.find("trPr/del") is not None


def _descend(element: Element, tag: str) -> Iterator[Element]:
    """The children of a tag, those in content controls and the like too."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag not in _GONE and child.tag not in {"p", "tbl", "tr", "tc"}:
            yield from _descend(preferred(child), tag)


def _span(cell: Element) -> int:
    return min(max(1, to_int(value_of(cell.find("tcPr"), "gridSpan")) or 1), _MOST_COLUMNS)


def _read_cells(rows: Sequence[_Row], reader: ParagraphReader) -> list[_OpenCell]:
    cells: list[_OpenCell] = []
    above: dict[int, _OpenCell] = {}
    for index, row in enumerate(rows):
        column = row.before
        here: dict[int, _OpenCell] = {}
        for element in row.cells:
            span = _span(element)
            merge = element.find("tcPr/vMerge")
            upper = above.get(column)
            if (
                merge is not None
                and merge.get("val") != "restart"
                and upper is not None
                and upper.column_span == span
            ):
                upper.row_span += 1
                here[column] = upper
            else:
                here[column] = _OpenCell(index, column, span, _cell_lines(element, reader))
                cells.append(here[column])
            column += span
        above = here
    return cells


def _cell_lines(element: Element, reader: ParagraphReader) -> tuple[Line, ...]:
    """The lines in a cell; those of a table in it are among them."""
    lines: list[Line] = []
    for child in content(element):
        if child.tag == "tbl":
            for row in _rows(child):
                lines += (line for cell in row.cells for line in _cell_lines(cell, reader))
        else:
            paragraph = reader.read(child)
            lines += paragraph.lines
            for box in paragraph.boxes:
                lines += _cell_lines(box, reader)
    return tuple(lines)


def _to_cell(cell: _OpenCell) -> Cell:
    # Lines in a cell are paragraphs or forced: none is a word broken at its hyphen.
    passage = join_lines(cell.lines, range(len(cell.lines)))
    return Cell(cell.row, cell.column, passage, Place(PAGE, None), cell.row_span, cell.column_span)


def _heads(
    element: Element, cells: Sequence[_OpenCell], reader: ParagraphReader
) -> Iterator[HeadCell]:
    look = element.find("tblPr/tblLook")
    has_first_row = look is not None and (
        look.get("firstRow") == "1" or bool(_bits(look.get("val")) & 0x20)
    )
    style = value_of(element.find("tblPr"), "tblStyle")
    bold_first = has_first_row and reader.styles.first_row_is_bold(style)
    for cell in cells:
        yield HeadCell(
            *(cell.row, cell.column, cell.row_span, cell.column_span),
            text=" ".join(line.text for line in cell.lines),
            bold=cell.bold or (bold_first and cell.row == 0),
        )


def _bits(text: str | None) -> int:
    try:
        return int(text or "0", 16)
    except ValueError:
        return 0
