"""What a table of the dataset is made of, so that one list serves every format we write."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a column holds; each format has its own way to write it.

    Money is exact: whole cents in SQLite (beside a computed column in euro, to read), a decimal
    of two places in CSV and Parquet. A list is text with commas in SQLite and CSV.
    """

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    DECIMAL = "decimal"
    MONEY = "money"
    BOOLEAN = "boolean"
    DATE = "date"
    TEXTS = "texts"
    INTEGERS = "integers"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what it holds and what that means.

    ``nullable`` allows null, which says that the value is unknown or does not apply; ``blank``
    allows the empty text, which says that nothing is printed there. ``exported`` is unset for what
    only the database keeps.
    """

    name: str
    kind: Kind
    description: str
    unit: str | None = None
    nullable: bool = False
    blank: bool = False
    choices: tuple[str, ...] = ()
    exported: bool = True

    @property
    def stored_name(self) -> str:
        """The name of the column that SQLite stores: money is stored in cents."""
        return f"{self.name}_cents" if self.kind is Kind.MONEY else self.name


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """A column whose values are those of the (single) primary key of another table.

    When the row that it points to goes, its own row ``cascades`` and goes too, or it ``clears``
    and becomes null.
    """

    column: str
    table: str
    cascades: bool = False
    clears: bool = False


@dataclass(frozen=True, slots=True)
class TableSchema:
    """A table: its columns, its keys and the order in which its rows are exported.

    ``derived`` is set for what follows from other tables or from a document alone: its rows have no
    changes of their own, and may change where no question does.
    """

    name: str
    description: str
    columns: tuple[Column, ...]
    primary_key: tuple[str, ...]
    order: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...] = ()
    exported: bool = True
    derived: bool = False

    @property
    def exported_columns(self) -> tuple[Column, ...]:
        """The columns that CSV and Parquet hold."""
        return tuple(column for column in self.columns if column.exported)
