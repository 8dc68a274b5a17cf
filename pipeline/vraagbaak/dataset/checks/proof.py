"""Proves a dataset: its keys, its values against their words, its files against their description.

A build asks the questions about rows before it publishes; ``vraagbaak check`` asks all.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from vraagbaak.dataset import release
from vraagbaak.dataset.checks.coverage import count_coverage, stored_coverage
from vraagbaak.dataset.checks.excerpt import only
from vraagbaak.dataset.checks.file_checks import check_by_frictionless, check_files, digest_of
from vraagbaak.dataset.checks.findings import Finding, found
from vraagbaak.dataset.checks.row_checks import check_rows
from vraagbaak.dataset.database import SCHEMA_VERSION
from vraagbaak.dataset.migration import known_version
from vraagbaak.errors import InvalidDataset, WrongUsage

_REVIEWED = """
    SELECT DISTINCT document_id FROM questions WHERE id IN
        (SELECT substr(value_id, 1, instr(value_id, '#') - 1) FROM reviews
         WHERE value_id IS NOT NULL)
"""


def check_before_publishing(
    connection: sqlite3.Connection, documents: Iterable[str] | None = None
) -> None:
    """The checks that a build makes.

    Args:
        connection: the database.
        documents: the keys of those that were written since all was checked; None for all. Rows
            are held against others of their document alone, but for their keys, which are always
            looked at in full. Reviews are applied anew by every build: what they touch is looked
            at too.

    Raises:
        InvalidDataset: the rows contradict each other.
    """
    if documents is None:
        findings = check_rows(connection)
    else:
        reviewed = (key for (key,) in connection.execute(_REVIEWED).fetchall())
        with only(connection, {*documents, *reviewed}):
            findings = check_rows(connection)
    if findings:
        said = "; ".join(f"{one.message} ({', '.join(one.examples)})" for one in findings)
        raise InvalidDataset(f"the dataset contradicts itself: {said}; nothing was published")


def check_dataset(
    output: Path, corpus: Path | None = None, *, by_frictionless: bool = False
) -> list[Finding]:
    """Everything that can be proved of a dataset on disk.

    Args:
        output: its folder.
        corpus: the folder that it was built from; without it no document is looked at.
        by_frictionless: whether frictionless, where it is installed, looks at every row of CSV too.

    Raises:
        WrongUsage: there is no dataset, no such corpus, or no frictionless.
    """
    if corpus is not None and not corpus.is_dir():
        raise WrongUsage(f"there is no folder {corpus}: name what was built from with --corpus")
    database = output / release.DATABASE
    if not database.is_file():
        raise release.no_dataset(output)
    version = known_version(database)
    if version is not None and version < SCHEMA_VERSION:
        raise WrongUsage(
            f"{output} was written by an older vraagbaak: `vraagbaak build --out {output}` brings "
            "it up to date"
        )
    try:
        with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as opened:
            findings = list(_check_opened(opened, output, corpus))
    except sqlite3.DatabaseError as error:
        return [found("database", f"the database cannot be read: {error}", [str(database)])]
    return [*findings, *check_by_frictionless(output)] if by_frictionless else findings


def _check_opened(
    connection: sqlite3.Connection, output: Path, corpus: Path | None
) -> Iterator[Finding]:
    (whole,) = connection.execute("PRAGMA integrity_check").fetchone()
    if whole != "ok":
        yield found("database", "the database file is damaged", [str(whole)])
        return
    yield from check_rows(connection)
    counted, kept = count_coverage(connection), stored_coverage(connection)
    unlike = [
        f"{table}.{column}" if column else table
        for (table, column), number in counted.items()
        if kept.get((table, column)) != number
    ]
    if unlike:
        yield found("coverage", "rows or filled columns are not as many as were published", unlike)
    yield from check_files(connection, output)
    if corpus is not None:
        yield from _check_documents(connection, corpus)


def _check_documents(connection: sqlite3.Connection, corpus: Path) -> Iterator[Finding]:
    """The documents against the hashes they had when they were read."""
    gone, changed = [], []
    for path, digest in connection.execute(
        "SELECT path, sha256 FROM documents WHERE sha256 IS NOT NULL ORDER BY path"
    ):
        file = corpus / path
        if not file.is_file():
            gone.append(path)
        elif digest_of(file) != digest:
            changed.append(path)
    if gone:
        yield found("documents", f"documents are no longer in {corpus}", gone)
    if changed:
        yield found("documents", "documents have changed since they were read", changed)
