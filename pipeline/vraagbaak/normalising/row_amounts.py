"""The amounts of a row: what each is, which one is the grant, and which ones a sum may take."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from vraagbaak.normalising.columns import Column, ColumnRole
from vraagbaak.normalising.header_words import fold
from vraagbaak.normalising.statuses import is_refusal
from vraagbaak.records import AmountKind, AmountMention, Cell, ProjectAmount

# What is granted comes before what is only a figure, asked, guessed, paid in part or one's own.
_RATE = re.compile(r"\bper\b|gemiddeld")
_OWN = re.compile(r"\beigen\b|inbreng|cofinanciering|aandeel")
_LATER = (
    (3, _RATE),
    (2, re.compile(rf"{_OWN.pattern}|\brest|saldo|voorschot")),
    (1, re.compile(r"kost|investering|raming|geraamd|begroot|budget")),
)
_CERTAIN = re.compile(r"toegeken|toekenning|goedgekeur")
_WHOLE = re.compile(r"\btota(?:al|le)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_KIND_ORDER = (AmountKind.GRANTED, None, AmountKind.PAID, AmountKind.REQUESTED)
# From here on a figure is a rate, one's own share or what is left, and no amount of the project.
_BESIDE = 2

_Found = tuple[Column, Sequence[AmountMention]]


def find_row_amounts(
    columns: Sequence[Column],
    row: Sequence[Cell | None],
    amounts: Mapping[tuple[int, int], Sequence[AmountMention]],
) -> tuple[tuple[ProjectAmount, ...], AmountMention | None, AmountKind | None, bool]:
    """All amounts of a row, the one that counts, what that is, and whether several fit equally.

    Amounts a year of one grant ("2021", "2022") without their sum are several, not one.

    Args:
        columns: what the columns are.
        row: the cell in each of them.
        amounts: the amounts by the anchor row and column of their cell.
    """
    found = [
        (column, mentions)
        for column, cell in zip(columns, row, strict=True)
        if cell
        and column.role is ColumnRole.AMOUNT
        and (mentions := amounts.get((cell.row, cell.column), ()))
    ]
    main, kind, ambiguous = _choose_amount(found)
    return _say_what_counts(found, main), main, kind, ambiguous


def find_item_amounts(
    mentions: Sequence[AmountMention], main: AmountMention
) -> tuple[ProjectAmount, ...]:
    """All amounts of an item of a list; of its own kind the main one counts."""
    amounts = _say_what_counts([(Column(0, ColumnRole.AMOUNT), mentions)], main)
    return tuple(
        replace(one, is_counted=one.mention == main and one.euro is not None)
        if one.kind == main.kind
        else one
        for one in amounts
    )


@lru_cache(maxsize=512)
def amount_order(column: Column) -> tuple[int, int, int]:
    """How late an amount column comes where a row has several: the least is the grant.

    >>> subsidy = Column(2, ColumnRole.AMOUNT, "Subsidie (€)", AmountKind.GRANTED)
    >>> cost = Column(1, ColumnRole.AMOUNT, "Totale kostprijs (€)")
    >>> amount_order(subsidy) < amount_order(cost)
    True
    """
    header = fold(column.header)
    kind = _KIND_ORDER.index(column.kind) if column.kind in _KIND_ORDER else len(_KIND_ORDER)
    later = next((order for order, words in _LATER if words.search(header)), 0)
    if column.kind is AmountKind.GRANTED and later == 1:
        later = 0
    return later, kind, 2 - bool(_CERTAIN.search(header)) - bool(_WHOLE.search(header))


def count_once(
    amounts: Iterable[ProjectAmount], counted: set[AmountMention]
) -> tuple[ProjectAmount, ...]:
    """The amounts of a row without those that a row above counts: a cell that covers both rows."""
    kept = tuple(
        replace(amount, is_counted=False) if amount.mention in counted else amount
        for amount in amounts
    )
    counted.update(amount.mention for amount in kept if amount.is_counted)
    return kept


def leave_refused(
    amounts: Iterable[ProjectAmount], status: str | None
) -> tuple[ProjectAmount, ...]:
    """The amounts of a project with that decision: a column "Subsidie" gives a refused one none."""
    refused = status is not None and is_refusal(status)
    return tuple(
        replace(amount, is_counted=False)
        if refused and amount.kind is AmountKind.GRANTED
        else amount
        for amount in amounts
    )


def _choose_amount(
    options: Sequence[_Found],
) -> tuple[AmountMention | None, AmountKind | None, bool]:
    if not options:
        return None, None, False
    order = min(amount_order(column) for column, _ in options)
    best = [option for option in options if amount_order(option[0]) == order]
    dated = [column for column, _ in best if _YEAR.search(column.header)]
    column, found = best[0]
    if len(dated) > 1 or len(found) > 1:
        return None, None, True
    return found[0], column.kind or found[0].kind, False


def _say_what_counts(
    options: Sequence[_Found], main: AmountMention | None
) -> tuple[ProjectAmount, ...]:
    """Each amount with its kind; of each kind at most one counts.

    A figure of which nothing says what it is counts only where it is the main one.
    """
    printed = [
        (column, mention, column.kind or mention.kind)
        for column, mentions in options
        for mention in mentions
    ]
    groups: defaultdict[AmountKind | None, list[tuple[Column, AmountMention]]] = defaultdict(list)
    for column, mention, kind in printed:
        groups[kind].append((column, mention))
    counted = {
        main if kind in (None, AmountKind.TOTAL) else _find_whole(group)
        for kind, group in groups.items()
    }
    return tuple(
        ProjectAmount(mention, kind, column.header, mention in counted and mention.euro is not None)
        for column, mention, kind in printed
    )


def _find_whole(group: Sequence[tuple[Column, AmountMention]]) -> AmountMention | None:
    """The one amount of a kind that the others are parts of, or that stands alone."""
    fitting = [(column, mention) for column, mention in group if not _is_beside(column)]
    wholes = [mention for column, mention in fitting if _WHOLE.search(fold(column.header))]
    if wholes:
        return wholes[0] if len(wholes) == 1 else None
    order = min((amount_order(column) for column, _ in fitting), default=None)
    best = [mention for column, mention in fitting if amount_order(column) == order]
    return best[0] if len(best) == 1 else None


def _is_beside(column: Column) -> bool:
    """Whether a column gives a rate, one's own share or a rest, but not one that is paid."""
    if column.kind is AmountKind.PAID:
        return bool(_RATE.search(header := fold(column.header)) or _OWN.search(header))
    return amount_order(column)[0] >= _BESIDE
