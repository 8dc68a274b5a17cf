"""What is printed: places on a page, words, lines, passages, tables, a document as read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

_set = object.__setattr__  # of a frozen record, in its own constructor


class Box(NamedTuple):
    """A rectangle on a page: left, top, right, bottom."""

    x0: float
    top: float
    x1: float
    bottom: float

    def union(self, other: "Box") -> "Box":
        """The smallest box that holds both."""
        return Box(
            min(self.x0, other.x0),
            min(self.top, other.top),
            max(self.x1, other.x1),
            max(self.bottom, other.bottom),
        )


def turned(box: Box, quarters: int) -> Box:
    """The box turned clockwise around the origin by quarter turns; four of them change nothing."""
    x0, top, x1, bottom = box
    if quarters == 0:
        return box
    if quarters == 1:
        return Box(-bottom, x0, -top, x1)
    if quarters == 2:
        return Box(-x1, -bottom, -x0, -top)
    return Box(top, -x1, bottom, -x0)


class Place(NamedTuple):
    """Where something stands: its page and, where the source has them, its box there."""

    page: int
    box: Box | None


class Issue(NamedTuple):
    """A doubt or a failure, said aloud: a short code, a sentence for a person, a page if known."""

    code: str
    message: str
    page: int | None = None


class Word(NamedTuple):
    """A run of characters without white space, as printed.

    ``size`` is the font size in points (0.0 where unknown); ``raised`` is set for a superscript,
    such as the mark of a footnote. ``turn`` is by how many quarters clockwise the page must be
    turned to read it (1: it runs up the page). (A tuple: of no record are so many made.)
    """

    text: str
    box: Box | None
    size: float = 0.0
    bold: bool = False
    italic: bool = False
    raised: bool = False
    turn: int = 0


@dataclass(frozen=True, slots=True, init=False)
class Line:
    """The words of one printed line, from left to right.

    ``text`` is the words with one space between two, ``box`` the area around them, ``gap`` the
    widest white space between a word and the next, in points (0.0 where there is none).
    """

    words: tuple[Word, ...]
    page: int
    text: str = field(compare=False)
    box: Box | None = field(compare=False)
    gap: float = field(compare=False)

    def __init__(self, words: tuple[Word, ...], page: int) -> None:
        """Work out the text, the box and the gap once: they are asked for many times."""
        gap = 0.0
        if len(words) == 1:  # as in most cells of a table
            text, box = words[0].text, words[0].box
        else:
            text = " ".join([word.text for word in words])
            box, gap = _around([word.box for word in words])
        _set(self, "words", words)
        _set(self, "page", page)
        _set(self, "text", text)
        _set(self, "box", box)
        _set(self, "gap", gap)

    @property
    def bold(self) -> bool:
        """Whether every word is bold."""
        return False not in [word.bold for word in self.words]


class Piece(NamedTuple):
    """A word inside a passage: its character offsets and where it is printed."""

    start: int
    end: int
    page: int
    box: Box | None


@dataclass(frozen=True, slots=True)
class Passage:
    """Text joined out of printed lines that still knows where each word stands.

    ``pieces`` are in reading order; a word broken over two lines is two pieces that touch.
    ``starts`` are the offsets at which a new paragraph, list item or forced line begins (the first
    is 0): the text itself joins them with one space.
    """

    text: str
    pieces: tuple[Piece, ...] = ()
    starts: tuple[int, ...] = (0,)

    @property
    def pages(self) -> tuple[int, ...]:
        """The pages that it is printed on, in order, each once."""
        return tuple(dict.fromkeys(piece.page for piece in self.pieces))

    def place(self, start: int = 0, end: int | None = None) -> Place | None:
        """Where the characters ``start:end`` are printed: the box on the first page they touch."""
        end = len(self.text) if end is None else end
        touched = [piece for piece in self.pieces if piece.start < end and start < piece.end]
        if not touched:
            return None
        page = touched[0].page
        return Place(page, _around([piece.box for piece in touched if piece.page == page])[0])

    def paragraphs(self) -> Iterator[tuple[int, int]]:
        """The offsets of each paragraph, without the space that joins it to the next."""
        for start, following in zip(
            self.starts, (*self.starts[1:], len(self.text) + 1), strict=True
        ):
            yield start, following - 1


class TableMethod(StrEnum):
    """How a table was found: on a page, the surest first; in a sheet or a file's own markup."""

    RULED = "ruled"
    TAGGED = "tagged"
    ROW_RULES = "row_rules"
    SHADED = "shaded"
    BORDERLESS = "borderless"
    SHEET = "sheet"
    MARKUP = "markup"


@dataclass(frozen=True, slots=True)
class Cell:
    """One printed cell, at the row and column of its top left corner in the logical grid.

    ``reference`` names it where it comes from a sheet ("Blad1!B7"), in the file's own rows and
    columns.
    """

    row: int
    column: int
    passage: Passage
    place: Place | None = None
    row_span: int = 1
    column_span: int = 1
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A logical table: rows broken by a page are one row, repeated headers are gone.

    ``cells`` holds every cell once, by row and then column, the empty ones too; ``boxes`` gives
    the area on each page of ``pages``. ``unit`` is the printed words that give the unit of the
    whole table ("in duizend euro"), ``lead_in`` the paragraph printed right before it.
    """

    cells: tuple[Cell, ...]
    row_count: int
    column_count: int
    header_rows: int
    pages: tuple[int, ...]
    boxes: tuple[Box | None, ...]
    method: TableMethod
    confidence: float = 1.0
    caption: Passage | None = None
    lead_in: Passage | None = None
    unit: str | None = None
    issues: tuple[Issue, ...] = ()

    def grid(self) -> list[list[Cell | None]]:
        """The cell at each row and column; a spanned cell stands in every place it covers."""
        grid: list[list[Cell | None]] = [[None] * self.column_count for _ in range(self.row_count)]
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.row_span):
                for column in range(cell.column, cell.column + cell.column_span):
                    grid[row][column] = cell
        return grid

    def rows(self) -> list[list[str]]:
        """The texts of ``grid``."""
        return [[cell.passage.text if cell else "" for cell in row] for row in self.grid()]


@dataclass(frozen=True, slots=True)
class Document:
    """A document as read: its lines and tables in reading order.

    Running heads, page numbers and the lines inside tables are not in ``body``; footnotes stand
    apart in ``footnotes``.
    """

    name: str
    sha256: str
    page_count: int
    has_text: bool
    body: tuple[Line | Table, ...]
    footnotes: tuple[Passage, ...] = ()
    page_boxes: tuple[Box, ...] = ()
    issues: tuple[Issue, ...] = ()


def _around(boxes: Sequence[Box | None]) -> tuple[Box | None, float]:
    """The box around all boxes there are, or None; the widest gap from one to the next."""
    placed = [box for box in boxes if box is not None]
    if len(placed) < 2:
        return (placed[0] if placed else None), 0.0
    left, upper, right, lower = placed[0]
    gap, end = 0.0, left
    for x0, top, x1, bottom in placed:  # takes half the time of four calls of min and max
        if x0 - end > gap:
            gap = x0 - end
        end = x1
        if x0 < left:
            left = x0
        if top < upper:
            upper = top
        if x1 > right:
            right = x1
        if bottom > lower:
            lower = bottom
    return Box(left, upper, right, lower), gap
