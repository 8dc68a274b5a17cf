"""Read the header over each column of a table."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from vraagbaak.normalising.header_words import ColumnRole, core_of, find_kind, find_role, fold
from vraagbaak.records import AmountKind, Cell, Table

_YEAR_VALUE = re.compile(r"(?:19|20)\d\d(?:\s*[-/–]\s*(?:(?:19|20)?\d\d))?\s*\**")
# Grants in the plural may head an amount or how many there were: a unit tells.
_COUNTABLE = re.compile(r"(?:subsidies|premies|toelagen|leningen|boetes|tegemoetkomingen)$")


class Header(NamedTuple):
    """What the header over one column says.

    ``levels`` are the printed texts from the top row down, a spanned one once; ``role`` is None
    where the words are not known, ``rank`` how well they name the role (0 is best); ``is_year``
    says that the lowest level is a year ("2018"), so that the level above names the figures.
    """

    levels: tuple[str, ...]
    role: ColumnRole | None
    rank: int = 0
    kind: AmountKind | None = None
    is_year: bool = False

    @property
    def text(self) -> str:
        """All levels as one text."""
        return " / ".join(self.levels)

    @property
    def is_countable(self) -> bool:
        """Whether bare figures below it may count grants ("Premies") instead of being money."""
        return bool(self.levels) and bool(_COUNTABLE.search(core_of(fold(self.levels[-1]))))


def count_header_rows(table: Table) -> int:
    """How many rows head the table: as read, or 1 where the first row can only be a header.

    A borderless table is often read without its header; a first row of which every cell ends in
    a word that names a column is one all the same.
    """
    if table.header_rows or table.row_count < 2:
        return table.header_rows
    texts = [cell.passage.text for cell in table.cells if cell.row == 0 and cell.passage.text]
    named = len(texts) > 1 and all(_names_a_column(text) for text in texts)
    return 1 if named else 0


def find_headers(table: Table) -> tuple[Header, ...]:
    """The header over each column, the same length as the table is wide."""
    rows = table.grid()[: count_header_rows(table)]
    return tuple(parse_header(_levels(rows, column)) for column in range(table.column_count))


def count_halves(headers: Sequence[str]) -> int:
    """How many times the same headers stand side by side: 1 where they are not repeated.

    To save length "Gemeente | Bedrag" is printed again to the right of itself.

    >>> count_halves(["Gemeente", "Bedrag", "Gemeente", "Bedrag"])
    2
    """
    for width in range(2, len(headers) // 2 + 1):
        times, rest = divmod(len(headers), width)
        if not rest and all(headers) and list(headers) == list(headers[:width]) * times:
            return times
    return 1


def find_banners(table: Table) -> tuple[str, ...]:
    """The texts of header cells that span the whole table: they speak of no column in it."""
    count = count_header_rows(table)
    return tuple(
        cell.passage.text for cell in table.cells if cell.row < count and _spans_all(cell, table)
    )


def parse_header(levels: Sequence[str]) -> Header:
    """What the printed texts over a column, from the top row down, say that it is.

    The lowest level decides; the ones above it speak where it says nothing.

    >>> parse_header(["Steun", "Oppervlakte (m²)"]).role
    <ColumnRole.COUNT: 'count'>
    >>> parse_header(["Saldo (in duizend euro)", "2018"]).role
    <ColumnRole.AMOUNT: 'amount'>
    >>> parse_header(["Gevraagde steun (€)"]).kind
    <AmountKind.REQUESTED: 'requested'>
    """
    folded = [fold(level) for level in levels]
    is_year = bool(folded) and bool(_YEAR_VALUE.fullmatch(core_of(folded[-1])))
    kind = next((kind for text in reversed(folded) if (kind := find_kind(text))), None)
    for text in reversed(folded):
        role, rank = find_role(text)
        if role is not None:
            return Header(tuple(levels), role, rank, kind, is_year)
    return Header(tuple(levels), None, 9, kind, is_year)


def _levels(rows: Sequence[Sequence[Cell | None]], column: int) -> list[str]:
    """The texts over a column, each once, without what spans the whole table."""
    levels: list[str] = []
    for row in rows:
        cell = row[column]
        if cell is None or (cell.column_span == len(row) and len(row) > 1):
            continue
        text = cell.passage.text.strip()
        if text and text not in levels:
            levels.append(text)
    return levels


def _spans_all(cell: Cell, table: Table) -> bool:
    return cell.column_span == table.column_count > 1 and bool(cell.passage.text.strip())


def _names_a_column(text: str) -> bool:
    """Whether a cell of an unmarked first row is a header: short, and its last word a known one."""
    core = core_of(fold(text)).split()
    if not core or len(core) > 4:
        return False
    return find_role(core[-1])[0] is not None or bool(_YEAR_VALUE.fullmatch(core[-1]))
