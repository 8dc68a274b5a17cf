"""How each kind of value is written in SQLite, and from there in CSV and Parquet."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from vraagbaak.dataset.rows.document_rows import Value
from vraagbaak.dataset.schema import Kind

Stored = str | int | float | None

_CENT = Decimal("0.01")


def to_stored(kind: Kind, value: Value) -> Stored:
    """The value as SQLite keeps it.

    >>> to_stored(Kind.MONEY, Decimal("412500.5"))
    41250050
    >>> to_stored(Kind.TEXTS, ("2a", "2b"))
    '2a,2b'

    An empty list says what null says: SQLite and CSV have no other way to write it.
    """
    if value is None:
        return None
    if isinstance(value, tuple):
        return ",".join(map(str, value)) or None
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value.quantize(_CENT).scaleb(2)) if kind is Kind.MONEY else f"{value:f}"
    return str(value) if isinstance(value, str) else value


def to_csv(kind: Kind, stored: Stored) -> str:
    """The stored value as a field of CSV; null is the empty field.

    >>> to_csv(Kind.MONEY, -1250), to_csv(Kind.BOOLEAN, 1)
    ('-12.50', 'true')
    """
    if stored is None:
        return ""
    if kind is Kind.MONEY:
        return str(_euro(stored))
    if kind is Kind.BOOLEAN:
        return "true" if stored else "false"
    return str(stored)


def arrow_reader(kind: Kind) -> Callable[[Stored], object] | None:
    """What turns a stored value into the one that Parquet gets; None where it is the same."""
    return _ARROW_READERS.get(kind)


def value_reader(kind: Kind) -> Callable[[Stored], object]:
    """What turns a stored value that is not null into a Python value of its kind."""
    return _ARROW_READERS.get(kind, lambda stored: stored)


def _euro(stored: Stored) -> Decimal:
    return Decimal(str(stored)).scaleb(-2).quantize(_CENT)


_ARROW_READERS: dict[Kind, Callable[[Stored], object]] = {
    Kind.MONEY: _euro,
    Kind.DECIMAL: lambda stored: Decimal(str(stored)),
    Kind.BOOLEAN: bool,
    Kind.DATE: lambda stored: date.fromisoformat(str(stored)),
    Kind.TEXTS: lambda stored: str(stored).split(","),
    Kind.INTEGERS: lambda stored: [int(item) for item in str(stored).split(",")],
}
