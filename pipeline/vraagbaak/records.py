"""The records that travel between the stages: frozen, typed, each value beside its raw text.

Coordinates are in points, measured from the top left corner of the page as it is shown; pages
count from 1. A source of plain text lines has no boxes: there every ``Box`` is None.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple


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


class Place(NamedTuple):
    """Where something stands: its page and, where the source has them, its box there."""

    page: int
    box: Box | None


class Issue(NamedTuple):
    """A doubt or a failure, said aloud: a short code, a sentence for a person, a page if known."""

    code: str
    message: str
    page: int | None = None


# ------------------------------------------------------------------ what reading gives


class Word(NamedTuple):
    """A run of characters without white space, as printed.

    ``size`` is the font size in points (0.0 where unknown); ``raised`` is set for a superscript,
    such as the mark of a footnote. (A tuple: of no record are so many made.)
    """

    text: str
    box: Box | None
    size: float = 0.0
    bold: bool = False
    italic: bool = False
    raised: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """The words of one printed line, from left to right.

    ``text`` is the words with one space between two, ``box`` the area around them.
    """

    words: tuple[Word, ...]
    page: int
    text: str = field(init=False, compare=False)
    box: Box | None = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Work out the text and the box once: both are asked for many times."""
        object.__setattr__(self, "text", " ".join([word.text for word in self.words]))
        object.__setattr__(self, "box", _around(word.box for word in self.words))

    @property
    def bold(self) -> bool:
        """Whether every word is bold."""
        return all(word.bold for word in self.words)


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
        return Place(page, _around(piece.box for piece in touched if piece.page == page))

    def paragraphs(self) -> Iterator[tuple[int, int]]:
        """The offsets of each paragraph, without the space that joins it to the next."""
        for start, following in zip(
            self.starts, (*self.starts[1:], len(self.text) + 1), strict=True
        ):
            yield start, following - 1


class TableMethod(StrEnum):
    """How a table was found: on a page, the surest first; in a sheet or a file's own markup."""

    RULED = "ruled"
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


# ------------------------------------------------------------------ what the questions stage gives


class QuestionKind(StrEnum):
    """What kind of answer closes the document."""

    ANSWER = "answer"
    SUPPLEMENTARY = "supplementary"
    COORDINATED = "coordinated"
    REFERRAL = "referral"
    QUESTION_ONLY = "question_only"


class Status(StrEnum):
    """How a sub-question was answered."""

    ANSWERED = "answered"
    PARTLY = "partly"
    REFERRED = "referred"
    NO_DATA = "no_data"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Minister:
    """Who signed the answer or, without one, whom the question was addressed to."""

    name: str
    title: str


@dataclass(frozen=True, slots=True)
class SubQuestion:
    """A numbered sub-question ("deelvraag"); ``evidence`` is the words that say the status."""

    label: str
    passage: Passage
    status: Status = Status.NOT_FOUND
    evidence: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A block of the answer and the labels of what it answers, as printed."""

    labels: tuple[str, ...]
    passage: Passage


@dataclass(frozen=True, slots=True)
class Reference:
    """Another written question, cited by its number."""

    number: int
    asked_on: dt.date | None
    text: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A written question ("schriftelijke vraag") with what was answered.

    ``table_answers`` gives, table by table, the labels of the answer block it stands in.
    ``others`` holds the printed text that belongs to no field (headings, captions, closing
    paragraphs, annex titles): it is tagged but nobody's answer. ``title`` is as normalised by the
    contract.
    """

    number: int | None
    session_year: str | None
    asked_on: dt.date | None
    asked_by: tuple[str, ...]
    ministers: tuple[Minister, ...]
    kind: QuestionKind
    title: Passage
    introduction: Passage
    sub_questions: tuple[SubQuestion, ...]
    answers: tuple[Answer, ...]
    tables: tuple[Table, ...]
    table_answers: tuple[tuple[str, ...], ...]
    others: tuple[Passage, ...] = ()
    references: tuple[Reference, ...] = ()
    issues: tuple[Issue, ...] = ()
    place: Place | None = None


# ------------------------------------------------------------------ what tagging gives


class AmountKind(StrEnum):
    """What an amount is, from the words near it."""

    REQUESTED = "requested"
    GRANTED = "granted"
    PAID = "paid"
    ESTIMATE = "estimate"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class MunicipalityMention:
    """A municipality named in a part of the question.

    ``part`` names the text as the contract does ("introduction", "answers/2", "tables/0/1/0"),
    ``start`` and ``end`` are character offsets in it. ``nis_code`` is None where the name fits
    several ``candidates`` and the text does not decide.
    """

    part: str
    start: int
    end: int
    text: str
    nis_code: str | None
    nis_code_now: str | None
    candidates: tuple[str, ...] = ()
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class AmountMention:
    """An amount of money as printed in a part of the question.

    ``minimum`` and ``maximum`` differ only in a range, both in whole units of ``currency``: a
    column "in duizend euro" is already scaled.
    """

    part: str
    start: int
    end: int
    text: str
    minimum: Decimal
    maximum: Decimal
    currency: str
    per: str | None = None
    approximate: bool = False
    kind: AmountKind | None = None
    place: Place | None = None


# ------------------------------------------------------------------ what normalising gives


@dataclass(frozen=True, slots=True)
class Total:
    """A total row's stated value in a column, held against the sum of its rows."""

    table: int
    row: int
    column: int
    stated: Decimal
    computed: Decimal
    place: Place | None = None

    @property
    def agrees(self) -> bool:
        """Whether the rows add up to what is stated."""
        return self.stated == self.computed


@dataclass(frozen=True, slots=True)
class Project:
    """A grant, project or file of a beneficiary: a row of a table or an item of a list.

    ``lead`` and ``partners`` are NIS codes at the question's date, ``amount`` is in euro. A row of
    a table has ``table`` and ``row``; an item of a list has ``part`` with its offsets instead.
    """

    lead: str | None
    partners: tuple[str, ...]
    title: str
    beneficiary: str
    amount: Decimal | None = None
    amount_kind: AmountKind | None = None
    amount_text: str | None = None
    status: str | None = None
    table: int | None = None
    row: int | None = None
    part: str | None = None
    start: int | None = None
    end: int | None = None
    place: Place | None = None


# ------------------------------------------------------------------ what a run gives


@dataclass(frozen=True, slots=True)
class QuestionRecord:
    """A question with everything that was found in it."""

    question: Question
    municipalities: tuple[MunicipalityMention, ...] = ()
    amounts: tuple[AmountMention, ...] = ()
    projects: tuple[Project, ...] = ()
    totals: tuple[Total, ...] = ()
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """What one file became: its questions, or the issue that says why there are none."""

    name: str
    sha256: str
    page_count: int | None
    has_text: bool
    questions: tuple[QuestionRecord, ...] = ()
    issues: tuple[Issue, ...] = field(default=())
    error: Issue | None = None


def _around(boxes: Iterator[Box | None]) -> Box | None:
    """The box around all boxes there are, or None."""
    placed = [box for box in boxes if box is not None]
    if len(placed) < 2:
        return placed[0] if placed else None
    x0s, tops, x1s, bottoms = zip(*placed, strict=True)
    return Box(min(x0s), min(tops), max(x1s), max(bottoms))
