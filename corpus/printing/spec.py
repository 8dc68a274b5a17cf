"""The specs of the sample documents: what a YAML file may say, and nothing else.

A spec has a ``layout``, the ``facts`` of the question, the ``references`` it makes and its
``blocks`` in printed order. Texts are in the notation of ``printing.notation``; lengths across the
page are in centimetres, sizes and spaces in points. A key that is not known here is an error.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Literal, NamedTuple

from printing.notation import BadSpec

HeadForm = Literal["plain", "rules", "boxed"]
Role = Literal["body", "follow", "closing", "heading", "note", "annex", "signature"]


class Minister(NamedTuple):
    """A minister and the title that is printed below the name."""

    name: str
    title: str


class Reference(NamedTuple):
    """Another written question that the text cites."""

    number: int
    asked_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """How the pages look.

    ``notes`` is the height in points kept free for footnotes, ``page_number`` a pattern with
    ``{page}`` and ``{pages}``, ``labels`` says whether the text hangs beside its number, and
    ``zero_day`` whether the answer's header prints "03 juni".
    """

    font: Literal["Vera", "Helvetica", "Times"] = "Vera"
    size: float = 9
    margin: float = 2.5
    house: bool = False
    justify: bool = False
    labels: Literal["hanging", "inline"] = "hanging"
    running_head: str = ""
    page_number: str = ""
    page_number_align: Literal["left", "centre", "right"] = "centre"
    notes: float = 0
    zero_day: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What the header says, and what the document is."""

    number: int
    asked_on: dt.date
    asked_by: tuple[str, ...]
    ministers: tuple[Minister, ...]
    title: str
    kind: str
    session_year: str


@dataclass(frozen=True, slots=True)
class QuestionHead:
    """The header of the question, printed from the facts."""

    form: HeadForm
    ministers: tuple[int, ...] = (0,)


@dataclass(frozen=True, slots=True)
class Title:
    """The title of the question, printed from the facts."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph and whose text it is, which its key in the YAML says ("p" is the body's)."""

    text: str
    role: Role = "body"
    level: int = 0


@dataclass(frozen=True, slots=True)
class SubQuestion:
    """A numbered sub-question; ``alone`` prints the number on a line of its own.

    Without a ``status`` none is expected: a document may leave it to the reader.
    """

    label: str
    printed: str
    text: str
    level: int = 0
    alone: bool = False
    status: str | None = None


@dataclass(frozen=True, slots=True)
class AnswerHead:
    """The header of an answer: its ministers by their place in the facts, its word, its facts."""

    word: str = "ANTWOORD"
    ministers: tuple[int, ...] = (0,)


@dataclass(frozen=True, slots=True)
class Answer:
    """A block of the answer; ``printed`` is glued to the text where ``glued`` is set."""

    labels: tuple[str, ...]
    text: str
    printed: str = ""
    level: int = 0
    alone: bool = False
    glued: bool = False


@dataclass(frozen=True, slots=True)
class ListItem:
    """An item of a bulleted list and, where it gives a grant, the title of that."""

    text: str
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Bullets:
    """A bulleted list that belongs to the answer above it."""

    items: tuple[ListItem, ...]
    mark: str = "•"


class ProjectColumns(NamedTuple):
    """Which columns give the projects, and the rows that are none (totals and such).

    ``amounts`` come in order of preference, each beside what it is ("granted"), as in ``kinds``.
    """

    lead: int
    title: int | None = None
    partners: int | None = None
    status: int | None = None
    amounts: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()
    skip: tuple[int, ...] = ()


class TotalRow(NamedTuple):
    """A row that adds up rows ``of`` (the numbers of the rows) in some columns."""

    row: int
    columns: tuple[int, ...]
    of: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; a cell "<" is one with the cell to its left, "^" with the cell above.

    ``breaks_rows`` lets a page break a row: "closed" by a rule at the foot and at the head of the
    page, as word processors do, or left "open".
    """

    widths: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]
    align: str = ""
    rules: Literal["grid", "rows", "none", "header"] = "grid"
    header_rows: int = 0
    repeat_header: bool = False
    breaks_rows: Literal["", "closed", "open"] = ""
    shade: str = ""
    zebra: str = ""
    size: float = 0
    bold_rows: tuple[int, ...] = ()
    caption: str = ""
    in_annex: bool = False
    projects: ProjectColumns | None = None
    totals: tuple[TotalRow, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a row that does not fill the columns."""
        for row in self.rows:
            if len(row) != len(self.widths) or not all(isinstance(cell, str) for cell in row):
                raise BadSpec(f"not {len(self.widths)} cells of text: {row}")


@dataclass(frozen=True, slots=True)
class NewPage:
    """A new page, upright or on its side; it holds for the pages that follow."""

    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Space:
    """White space down the page."""

    points: float


Block = (
    QuestionHead
    | Title
    | Paragraph
    | SubQuestion
    | AnswerHead
    | Answer
    | Bullets
    | Table
    | NewPage
    | Space
)


@dataclass(frozen=True, slots=True)
class Spec:
    """A sample document, named for its file."""

    name: str
    layout: Layout
    facts: Facts
    blocks: tuple[Block, ...]
    references: tuple[Reference, ...] = ()
