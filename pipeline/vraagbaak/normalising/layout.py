"""Lay a table out by its columns once: header, body cells and what they hold."""

from dataclasses import dataclass

from vraagbaak.normalising.contents import Contents, is_placeholder, read_contents
from vraagbaak.normalising.headers import Header, count_header_rows, find_headers
from vraagbaak.normalising.statuses import is_summary_row
from vraagbaak.records import Cell, Table


@dataclass(frozen=True, slots=True)
class LaidColumn:
    """One column: ``cells`` are those below the header that stand in it alone, each once."""

    header: Header
    cells: tuple[Cell, ...]
    contents: Contents


@dataclass(frozen=True, slots=True)
class Layout:
    """A table with its grid of cells and texts; ``header_rows`` as counted, not as read.

    ``summaries`` are the rows below the header that are none of its entries: totals, averages.
    """

    table: Table
    header_rows: int
    grid: tuple[tuple[Cell | None, ...], ...]
    texts: tuple[tuple[str, ...], ...]
    summaries: frozenset[int]
    columns: tuple[LaidColumn, ...]

    @property
    def body(self) -> range:
        """The rows below the header."""
        return range(self.header_rows, self.table.row_count)


def lay_out(table: Table) -> Layout:
    """The layout of a table; totals, averages and placeholders do not count as contents."""
    grid = tuple(tuple(row) for row in table.grid())
    texts = tuple(tuple(cell.passage.text if cell else "" for cell in row) for row in grid)
    first = count_header_rows(table)
    summaries = frozenset(row for row in range(first, len(texts)) if is_summary_row(texts[row]))
    cells: list[list[Cell]] = [[] for _ in range(table.column_count)]
    for cell in table.cells:
        if cell.row >= first and cell.column_span == 1:
            cells[cell.column].append(cell)
    columns = []
    for header, body in zip(find_headers(table), cells, strict=True):
        said = [
            text
            for cell in body
            if cell.row not in summaries and not is_placeholder(text := cell.passage.text)
        ]
        printed = [cell.passage.text for cell in body]
        columns.append(LaidColumn(header, tuple(body), read_contents(said, printed)))
    return Layout(table, first, grid, texts, summaries, tuple(columns))
