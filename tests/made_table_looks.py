"""What a table and its page are to look like, and the truth of what was printed."""

from dataclasses import dataclass, fields
from typing import Any, Final, NamedTuple

SPAN_LEFT, SPAN_UP = "<", "^"
BOLD: Final = {
    "Helvetica": "Helvetica-Bold",
    "Times-Roman": "Times-Bold",
    "Courier": "Courier-Bold",
    "Vera": "VeraBd",
}


class TrueCell(NamedTuple):
    """A cell as it was printed: where it begins, how far it reaches, its text."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str


@dataclass(frozen=True)
class TrueTable:
    """A table as it was printed, whatever pages it stands on."""

    cells: tuple[TrueCell, ...]
    row_count: int
    column_count: int

    def rows(self) -> list[list[str]]:
        """Its texts, a spanned one in every place that it covers."""
        grid = [[""] * self.column_count for _ in range(self.row_count)]
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.row_span):
                for column in range(cell.column, cell.column + cell.column_span):
                    grid[row][column] = cell.text
        return grid


@dataclass(frozen=True)
class PageLook:
    """How the pages of a document look; lengths in points."""

    size: str = "A4"
    landscape: bool = False
    rotate: int = 0
    font: str = "Helvetica"
    points: float = 10.0
    margin: float = 62.0
    justify: bool = False
    running_head: str | None = None
    header_rules: bool = False
    page_numbers: bool = False
    tagged: bool = False


@dataclass(frozen=True)
class TableLook:
    """How a table looks: its rules, shades, spaces and what a page break does to it.

    ``rules`` is "full", "rows", "head" (around the header and at the foot), "booktabs" (those and
    one below each group), "outer", "columns", "packed" (a frame around the header and around each
    column) or "none"; ``drawn`` says whether a rule is a line or
    a thin area. ``sign_apart`` prints a currency's sign at the left of the cell.
    """

    widths: tuple[float, ...] = ()
    align: str = ""
    rules: str = "full"
    drawn: str = "line"
    zebra: bool = False
    headed: str = "bold"
    head_align: str = ""
    head_valign: str = "top"
    spans_left: bool = False
    valign: str = "top"
    pad_x: float = 4.0
    pad_y: float = 2.5
    leading: float = 1.2
    points: float | None = None
    hang: float = 0.0
    indent: float = 9.0
    leaders: bool = False
    sign_apart: bool = False
    break_words: bool = False
    repeat: bool = False
    split: bool = True
    centred: bool = False
    left: float = 0.0
    bold_rows: tuple[int, ...] = ()
    centred_rows: tuple[int, ...] = ()
    spaced_rows: tuple[int, ...] = ()

    @classmethod
    def of(cls, given: dict[str, Any]) -> "TableLook":
        """The look that a spec gives; lists become tuples."""
        known = {item.name for item in fields(cls)}
        own = {key: value for key, value in given.items() if key in known}
        return cls(**{k: tuple(v) if isinstance(v, list) else v for k, v in own.items()})
