"""Databases of older versions of the program, brought up to the schema of today.

A database is made anew with today's tables, and what the old one holds is copied into it. A column
that it lacks is null, or what its step says; a table that it lacks is empty. Each change of the
schema raises ``database.SCHEMA_VERSION`` and adds a step here.
"""

import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from vraagbaak.dataset.database import SCHEMA_VERSION, create_database, transaction, version_of
from vraagbaak.dataset.schema import TABLES, TableSchema
from vraagbaak.errors import WrongUsage

_Step = Mapping[tuple[str, str], str]
"""What a new column holds in rows that were written before it: an expression of SQL."""

_UNCHECKED = "'unchecked'"
# The steps by the version that they lead to.
_STEPS: Mapping[int, _Step] = {
    2: {
        ("projects", "amount_extracted_cents"): "amount_cents",
        ("projects", "review"): _UNCHECKED,
        # The names of private persons are left out when a document is read anew.
        ("projects", "is_private"): "0",
        ("sub_questions", "review"): _UNCHECKED,
        ("cells", "review"): _UNCHECKED,
        ("municipality_mentions", "review"): _UNCHECKED,
        ("amount_mentions", "review"): _UNCHECKED,
    },
    # Annexes are read when the dataset is next built.
    3: {("documents", "role"): "'main'"},
}
# What new tables hold of what was written before them, until it is read anew.
_NEW_TABLES: Mapping[int, str] = {
    2: """
        INSERT INTO project_amounts (id, question_id, position, project_id, kind, amount_cents,
            text, header, is_counted, page, x0, top, x1, bottom)
        SELECT question_id || '#project_amounts/' || position, question_id, position, id,
            amount_kind, amount_cents, amount_text, '', 1, page, x0, top, x1, bottom
        FROM projects WHERE amount_cents IS NOT NULL AND amount_text IS NOT NULL
    """,
}


def migrate(source: Path, target: Path) -> None:
    """Make a database of today's schema out of an older one, which stays as it is.

    Raises:
        WrongUsage: it was written by a newer version of the program.
    """
    version = known_version(source) or SCHEMA_VERSION
    target.unlink(missing_ok=True)
    create_database(target)
    location = target.absolute().as_uri()
    with closing(sqlite3.connect(location, isolation_level=None, uri=True)) as connection:
        connection.execute("ATTACH ? AS old", (f"{source.resolve().as_uri()}?mode=ro",))
        with transaction(connection):
            for table in TABLES:
                _copy(connection, table, version)
            for step in range(version + 1, SCHEMA_VERSION + 1):
                connection.execute(_NEW_TABLES.get(step, "SELECT 1"))


def known_version(path: Path) -> int | None:
    """The version of a database that this program can read; None where there is none.

    Raises:
        WrongUsage: a newer version of the program wrote it.
    """
    version = version_of(path)
    if version is not None and version > SCHEMA_VERSION:
        raise WrongUsage(
            f"{path} was written by a newer vraagbaak (schema {version}, this one knows "
            f"{SCHEMA_VERSION}): update it with `pip install --upgrade vraagbaak`"
        )
    return version


@contextmanager
def brought_up(path: Path) -> Iterator[Path]:
    """A database of today's schema that holds the same: itself, or a copy for the moment.

    Raises:
        WrongUsage: a newer version of the program wrote it.
    """
    if known_version(path) == SCHEMA_VERSION:
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="vraagbaak-") as folder:
        target = Path(folder, path.name)
        migrate(path, target)
        yield target


@contextmanager
def open_to_read(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a database to read, as if it were of today's schema.

    Raises:
        WrongUsage: a newer version of the program wrote it.
    """
    with brought_up(path) as database:
        location = f"{database.absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(location, uri=True)) as connection:
            yield connection


def _copy(connection: sqlite3.Connection, table: TableSchema, version: int) -> None:
    """Copy the rows of a table, each column from where its value comes."""
    there = {
        name
        for (name,) in connection.execute(
            "SELECT name FROM pragma_table_info(?, 'old')", (table.name,)
        )
    }
    if not there:
        return
    sources: dict[str, str] = {}
    for column in table.columns:
        name = column.stored_name
        if name in there:
            sources[name] = f'"{name}"'
        for step in range(version + 1, SCHEMA_VERSION + 1):
            sources[name] = _STEPS[step].get((table.name, name), sources.get(name, "NULL"))
    names = ", ".join(f'"{name}"' for name in sources)
    words = (f'INSERT INTO "{table.name}" ({names}) SELECT', ", ".join(sources.values()))
    connection.execute(" ".join((*words, f'FROM old."{table.name}"')))
