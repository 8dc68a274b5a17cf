"""Which values can be ruled on, and how a person writes one."""

import re
from collections.abc import Mapping

from vraagbaak.dataset.schema import TABLES, Column, Kind
from vraagbaak.errors import WrongUsage
from vraagbaak.vocabulary.municipalities import load_gazetteer

# The columns of each table that may be ruled on; who names no column means the first group.
_RULED: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "projects": (("amount",), ("lead_nis_code", "title", "status")),
    "sub_questions": (("status",), ()),
    "cells": (("text",), ()),
    "municipality_mentions": (("nis_code",), ()),
    "amount_mentions": (("minimum", "maximum"), ("kind",)),
}
# What an id that can be ruled on calls its table, after the question's own id.
_NAMES = {
    "projects": "projects",
    "sub_questions": "sub_questions",
    "tables": "cells",
    "municipalities": "municipality_mentions",
    "amounts": "amount_mentions",
}
_PATH = re.compile(r".+#(projects|sub_questions|municipalities|amounts|tables)/[^#]+")
_MONEY = re.compile(r"-?\d{1,15}(\.\d{1,2})?")
_COLUMNS = {
    (table.name, column.name): column
    for table in TABLES
    if table.name in _RULED
    for column in table.columns
    if column.name in sum(_RULED[table.name], ())
}

# A correction of these is told in `reviews` alone: mentions count their offsets in the text.
AS_PRINTED = frozenset({("cells", "text")})


def usual_columns(table: str) -> tuple[str, ...]:
    """The columns that are meant where none is named."""
    return _RULED[table][0]


def ruled_columns(table: str) -> tuple[str, ...]:
    """All columns of a table that can be ruled on; none for a table that cannot."""
    return sum(_RULED.get(table, ()), ())


def ruled_column(table: str, name: str) -> Column:
    """A column that can be ruled on.

    Raises:
        WrongUsage: it cannot.
    """
    column = _COLUMNS.get((table, name))
    if column is None:
        there = ", ".join(ruled_columns(table)) or "nothing"
        raise WrongUsage(f"{name} of {table} cannot be reviewed; of {table} that can be: {there}")
    return column


def table_of(key: str) -> str:
    """The table of a value that can be ruled on, from its id.

    >>> table_of("2020-2021/somers/311#tables/0/1/2")
    'cells'

    Raises:
        WrongUsage: it is no such id.
    """
    found = _PATH.fullmatch(key)
    if found is None or (found[1] == "tables" and key.rpartition("#")[2].count("/") != 3):
        raise WrongUsage(
            f"{key} is no id of a value that can be reviewed: that is one of "
            f"{', '.join(_RULED)}; `vraagbaak review next` names some"
        )
    return _NAMES[found[1]]


def written_value(column: Column, text: str | None) -> str | None:
    """A value as CSV writes it, from what a person wrote; None where there is none.

    Raises:
        WrongUsage: the column can hold no such value; the message says what it can.
    """
    if text is None or not text.strip():
        if column.nullable:
            return None
        if column.blank:
            return ""
        raise WrongUsage(f"{column.name} cannot be empty")
    text = text.strip()
    if column.kind is Kind.MONEY:
        return _money(column.name, text)
    if column.choices and text not in column.choices:
        raise WrongUsage(f"{column.name} is one of {', '.join(column.choices)}, not {text}")
    if column.name.endswith("nis_code") and text not in _nis_codes():
        raise WrongUsage(f"{text} is no NIS code of a municipality")
    return text


def _money(name: str, text: str) -> str:
    if not _MONEY.fullmatch(text):
        raise WrongUsage(f"{name} is written as 12500 or 12500.50, not {text}")
    whole, _, cents = text.partition(".")
    return f"{whole}.{cents:0<2}"


def _nis_codes() -> frozenset[str]:
    return frozenset(each.nis for each in load_gazetteer().municipalities)
