"""Decide what each column of a table is, from its header and from what its cells hold."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from vraagbaak.normalising.beneficiaries import begins_with_municipality
from vraagbaak.normalising.contents import ALMOST_ALL, MOST, Contents, is_placeholder
from vraagbaak.normalising.header_words import ColumnRole
from vraagbaak.normalising.headers import Header
from vraagbaak.normalising.layout import LaidColumn, Layout
from vraagbaak.records import AmountKind, AmountMention, MunicipalityMention

__all__ = [
    "Column",
    "ColumnRole",
    "find_columns",
    "group_by_cell",
]

_TABLE_PART = re.compile(r"tables/\d+/(\d+)/(\d+)")
_NAMED_BY_TEXT = (
    ColumnRole.TITLE,
    ColumnRole.STATUS,
    ColumnRole.MUNICIPALITY,
    ColumnRole.ORGANISATION,
    ColumnRole.PARTNERS,
    ColumnRole.PROVINCE,
)
# Only one column can be each of these: the best-named one keeps the role.
_ONLY_ONE = (ColumnRole.TITLE, ColumnRole.MUNICIPALITY, ColumnRole.ORGANISATION, ColumnRole.STATUS)
_APPLICANT = 0
_PLACE = 2
_UNNAMED = 8
# Shorter texts without a header that names them are labels, not descriptions.
_FEWEST_WORDS = 1.5

_Mention = TypeVar("_Mention", MunicipalityMention, AmountMention)


@dataclass(frozen=True, slots=True)
class Column:
    """What one column of a table is.

    ``header`` is its printed header, all rows joined by " / ", "" where there is none; ``kind``
    says what the figures of an amount column are, None where the header does not tell.
    """

    index: int
    role: ColumnRole
    header: str = ""
    kind: AmountKind | None = None


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A column on its way to a role.

    ``rank`` is how well its header names the role (0 is best), ``share`` how many of its cells
    begin with a municipality (0 to 1).
    """

    column: Column
    rank: int
    share: float


def group_by_cell(mentions: Iterable[_Mention]) -> dict[tuple[int, int], tuple[_Mention, ...]]:
    """The mentions of one table by the row and column of their cell; others are left out."""
    groups: defaultdict[tuple[int, int], list[_Mention]] = defaultdict(list)
    for mention in mentions:
        found = _TABLE_PART.fullmatch(mention.part)
        if found:
            groups[int(found[1]), int(found[2])].append(mention)
    return {cell: tuple(group) for cell, group in groups.items()}


def find_columns(
    layout: Layout,
    places: Mapping[tuple[int, int], Sequence[MunicipalityMention]],
    money: Mapping[tuple[int, int], Sequence[AmountMention]],
) -> tuple[Column, ...]:
    """What each column is, from the left; the mentions are those of this table by their cell.

    A beneficiary that may be anyone ("Begunstigde") beside a column of places ("Gemeente") is an
    organisation; at most one column is the municipality, one the title, one the status.
    """
    candidates = []
    for index, laid in enumerate(layout.columns):
        share = _share_of_municipalities(laid, places)
        role, rank = _resolve(laid.header, laid.contents, share, _share_of_amounts(laid, money))
        kind = laid.header.kind if role is ColumnRole.AMOUNT else None
        candidates.append(_Candidate(Column(index, role, laid.header.text, kind), rank, share))
    settled = _keep_one_of_each(_settle_beneficiaries(candidates))
    return tuple(candidate.column for candidate in settled)


def _share_of_municipalities(
    laid: LaidColumn, places: Mapping[tuple[int, int], Sequence[MunicipalityMention]]
) -> float:
    cells = [cell for cell in laid.cells if not is_placeholder(cell.passage.text)]
    begun = sum(
        begins_with_municipality(cell.passage.text, places.get((cell.row, cell.column), ()))
        for cell in cells
    )
    return begun / len(cells) if cells else 0.0


def _share_of_amounts(
    laid: LaidColumn, money: Mapping[tuple[int, int], Sequence[AmountMention]]
) -> float:
    """How many cells are an amount: a text that only mentions one is a description."""
    cells = [cell for cell in laid.cells if not is_placeholder(cell.passage.text)]
    filled = sum(
        sum(mention.end - mention.start for mention in money.get((cell.row, cell.column), ()))
        > len(cell.passage.text) * MOST
        for cell in cells
    )
    return filled / len(cells) if cells else 0.0


def _resolve(
    header: Header, contents: Contents, share: float, amounts: float
) -> tuple[ColumnRole, int]:
    """The role that header and contents agree on; contents decide where they contradict."""
    by_contents = _role_of_contents(contents, share, amounts)
    if header.role is None or not contents.filled:
        return header.role or by_contents, header.rank if header.role else _UNNAMED
    if header.role is ColumnRole.AMOUNT:
        if header.is_countable and not amounts:
            return by_contents, _UNNAMED
        fits = amounts >= MOST or contents.numbers >= MOST
        return (header.role, header.rank) if fits else (by_contents, _UNNAMED)
    if header.role is ColumnRole.COUNT:
        return (header.role, 0) if contents.numbers >= MOST else (by_contents, _UNNAMED)
    if header.role in _NAMED_BY_TEXT:
        return _resolve_text(header, by_contents, share)
    return header.role, header.rank


def _resolve_text(header: Header, by_contents: ColumnRole, share: float) -> tuple[ColumnRole, int]:
    """The role of a column whose header announces words: figures below it are counts of them."""
    figures = (ColumnRole.AMOUNT, ColumnRole.COUNT, ColumnRole.RANK, ColumnRole.PERCENTAGE)
    role = header.role or by_contents
    if by_contents in figures:
        return by_contents, _UNNAMED
    if role is ColumnRole.TITLE and by_contents is ColumnRole.STATUS:
        return by_contents, _UNNAMED
    if role is ColumnRole.MUNICIPALITY and header.rank == _PLACE and share < MOST:
        return ColumnRole.OTHER, _UNNAMED
    return role, header.rank


def _role_of_contents(contents: Contents, share: float, amounts: float) -> ColumnRole:
    """What the cells alone say."""
    is_place = share >= MOST and (share >= ALMOST_ALL or contents.provinces < ALMOST_ALL)
    signs = (
        (amounts >= MOST, ColumnRole.AMOUNT),
        (contents.percentages >= MOST, ColumnRole.PERCENTAGE),
        (contents.years >= ALMOST_ALL, ColumnRole.YEAR),
        (contents.is_sequence, ColumnRole.RANK),
        (contents.numbers >= ALMOST_ALL, ColumnRole.COUNT),
        (is_place, ColumnRole.MUNICIPALITY),
        (contents.provinces >= ALMOST_ALL, ColumnRole.PROVINCE),
        (contents.decisions >= ALMOST_ALL, ColumnRole.STATUS),
        (contents.codes >= ALMOST_ALL, ColumnRole.RANK),
        (contents.words >= _FEWEST_WORDS, ColumnRole.TITLE),
    )
    return next((role for holds, role in signs if holds), ColumnRole.OTHER)


def _settle_beneficiaries(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """Tell who gets the money from where it goes to."""
    places = [c for c in candidates if c.column.role is ColumnRole.MUNICIPALITY]
    anyone = [c for c in places if c.rank == _APPLICANT and c.share < ALMOST_ALL]
    organisation = any(c.column.role is ColumnRole.ORGANISATION for c in candidates)
    settled = []
    for candidate in candidates:
        role = candidate.column.role
        if candidate in anyone and len(anyone) < len(places):
            role = ColumnRole.ORGANISATION
        elif role is ColumnRole.PARTNERS and not places and not organisation:
            role = ColumnRole.MUNICIPALITY
        if role is not candidate.column.role:
            candidate = replace(candidate, column=replace(candidate.column, role=role))
        settled.append(candidate)
    return settled


def _keep_one_of_each(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """Leave each role of ``_ONLY_ONE`` to the column that is named best, then filled best."""
    kept = list(candidates)
    for role in _ONLY_ONE:
        rivals = [c for c in candidates if c.column.role is role]
        for loser in sorted(rivals, key=lambda c: (c.rank, -c.share))[1:]:
            column = replace(loser.column, role=ColumnRole.OTHER, kind=None)
            kept[loser.column.index] = replace(loser, column=column)
    return kept
