"""Tables, lists and questions made by hand, with their mentions marked in the text.

``[Genk=71016]`` marks a municipality and its code ("[Genk=]" one without a code), ``{1.250=1250}``
an amount in euro. In a row of a table ``<`` repeats the cell to the left and ``^`` the one above.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from vraagbaak.records import (
    AmountMention,
    Answer,
    Box,
    Cell,
    MunicipalityMention,
    Passage,
    Piece,
    Place,
    Question,
    QuestionKind,
    Table,
    TableMethod,
)

_MARK = re.compile(r"\[(?P<name>[^\]=]+)=(?P<code>\d*)\]|\{(?P<amount>[^}=]+)=(?P<value>[^}]+)\}")


class Marked(NamedTuple):
    """A text without its marks, and what they marked."""

    text: str
    places: tuple[MunicipalityMention, ...]
    amounts: tuple[AmountMention, ...]


class MadeTable(NamedTuple):
    """A table and the mentions in it."""

    table: Table
    places: tuple[MunicipalityMention, ...]
    amounts: tuple[AmountMention, ...]


def read_marks(text: str, part: str, offset: int = 0) -> Marked:
    """The text and the mentions that its marks stand for, their offsets counted from ``offset``."""
    bare, end = "", 0
    places: list[MunicipalityMention] = []
    amounts: list[AmountMention] = []
    for mark in _MARK.finditer(text):
        bare += text[end : mark.start()]
        end = mark.end()
        start = offset + len(bare)
        if mark["name"]:
            bare += mark["name"]
            code = mark["code"] or None
            places.append(
                MunicipalityMention(part, start, offset + len(bare), mark["name"], code, code)
            )
        else:
            bare += mark["amount"]
            least, _, most = mark["value"].partition("..")
            amounts.append(
                AmountMention(
                    part,
                    start,
                    offset + len(bare),
                    mark["amount"],
                    Decimal(least),
                    Decimal(most or least),
                    "EUR",
                )
            )
    return Marked(bare + text[end:], tuple(places), tuple(amounts))


def make_table(
    *rows: Sequence[str],
    header_rows: int = 1,
    index: int = 0,
    caption: str | None = None,
    lead_in: str | None = None,
    unit: str | None = None,
) -> MadeTable:
    """A table on page 1 whose cells are ten points wide and high."""
    cells, places, amounts = [], [], []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text in ("<", "^"):
                continue
            marked = read_marks(text, f"tables/{index}/{r}/{c}")
            width = _run_length([other == "<" for other in row[c + 1 :]])
            height = _run_length([other[c] == "^" for other in rows[r + 1 :]])
            box = Box(c * 10, r * 10, (c + width) * 10, (r + height) * 10)
            cells.append(Cell(r, c, Passage(marked.text), Place(1, box), height, width))
            places.extend(marked.places)
            amounts.extend(marked.amounts)
    table = Table(
        tuple(cells),
        len(rows),
        len(rows[0]),
        header_rows,
        (1,),
        (None,),
        TableMethod.RULED,
        caption=Passage(caption) if caption else None,
        lead_in=Passage(lead_in) if lead_in else None,
        unit=unit,
    )
    return MadeTable(table, tuple(places), tuple(amounts))


def make_answer(*paragraphs: str, index: int = 0) -> tuple[Answer, Marked]:
    """An answer of these paragraphs, printed on page 2, with the mentions in it."""
    text = ""
    starts: list[int] = []
    places: list[MunicipalityMention] = []
    amounts: list[AmountMention] = []
    for paragraph in paragraphs:
        text += " " if text else ""
        starts.append(len(text))
        marked = read_marks(paragraph, f"answers/{index}", len(text))
        text += marked.text
        places.extend(marked.places)
        amounts.extend(marked.amounts)
    pieces = (Piece(0, len(text), 2, Box(0, 0, 100, 10)),)
    answer = Answer(("1",), Passage(text, pieces, tuple(starts)))
    return answer, Marked(text, tuple(places), tuple(amounts))


def make_question(
    *tables: Table, answers: Sequence[Answer] = (), title: str = "Een titel"
) -> Question:
    """A question with these tables and answers and nothing else."""
    return Question(
        number=1,
        session_year=None,
        asked_on=None,
        asked_by=(),
        ministers=(),
        kind=QuestionKind.ANSWER,
        title=Passage(title),
        introduction=Passage(""),
        sub_questions=(),
        answers=tuple(answers),
        tables=tables,
        table_answers=((),) * len(tables),
    )


def _run_length(same: Sequence[bool]) -> int:
    """One more than how many of the next ones are the same cell."""
    return 1 + next((n for n, is_same in enumerate(same) if not is_same), len(same))
