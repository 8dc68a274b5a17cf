"""What the files of a dataset must be: as they are described, holding what the database holds."""

import csv
import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from vraagbaak.dataset import datapackage
from vraagbaak.dataset.checks.findings import Finding, found
from vraagbaak.dataset.schema import Kind, TableSchema, exported_tables
from vraagbaak.errors import WrongUsage


def check_files(connection: sqlite3.Connection, output: Path) -> Iterator[Finding]:
    """The exports against their description, and against the rows of the database."""
    try:
        package = json.loads((output / datapackage.NAME).read_text(encoding="utf-8"))
        resources = {resource["name"]: resource for resource in package["resources"]}
    except (OSError, ValueError, KeyError, TypeError) as error:
        yield found("files", f"{datapackage.NAME} cannot be read: {error}", [datapackage.NAME])
        return
    wrong: list[str] = []
    for table in exported_tables():
        resource = resources.get(table.name)
        if resource is None:
            wrong.append(table.name)
            continue
        for file in (resource, resource["parquet"]):
            path = output / file["path"]
            if not path.is_file() or file["hash"] != f"sha256:{digest_of(path)}":
                wrong.append(str(file["path"]))
    if wrong:
        yield found("files", "files are missing or not as they were published", wrong)
        return
    columns = list(_check_columns(package, output))
    if columns:
        yield from columns
        return
    counts: dict[str, Callable[[Path], int]] = {"csv": _csv_rows, "parquet": _parquet_rows}
    for kind, count in counts.items():
        unlike = [
            f"{kind}/{table.name}.{kind}"
            for table in exported_tables()
            if count(output / kind / f"{table.name}.{kind}") != _stored_rows(connection, table)
        ]
        if unlike:
            yield found("files", "files hold other rows than the database", unlike)
    yield from _check_money(connection, output)


def _check_columns(package: object, output: Path) -> Iterator[Finding]:
    """The tables and columns that the description names, and those of the CSV files."""
    if package != datapackage.describe(output):
        what = f"{datapackage.NAME} describes other tables or columns than there are"
        yield found("files", what, [datapackage.NAME])
    unlike = [
        f"csv/{table.name}.csv"
        for table in exported_tables()
        if _csv_header(output / "csv" / f"{table.name}.csv")
        != [column.name for column in table.exported_columns]
    ]
    if unlike:
        yield found("files", "files have other columns than they should", unlike)


def _check_money(connection: sqlite3.Connection, output: Path) -> Iterator[Finding]:
    """The sum of each column of money in CSV, in cents, against that of the database."""
    unlike = []
    for table in exported_tables():
        for column in table.exported_columns:
            if column.kind is Kind.MONEY:
                (stored,) = connection.execute(
                    " ".join(("SELECT coalesce(sum(", column.stored_name, "), 0) FROM", table.name))
                ).fetchone()
                with (output / "csv" / f"{table.name}.csv").open(encoding="utf-8", newline="") as f:
                    fields = (row[column.name] for row in csv.DictReader(f))
                    printed = sum(int(field.replace(".", "")) for field in fields if field)
                if printed != stored:
                    unlike.append(f"{table.name}.{column.name}")
    if unlike:
        yield found("files", "money in CSV adds up to another sum than in the database", unlike)


def _stored_rows(connection: sqlite3.Connection, table: TableSchema) -> int:
    (count,) = connection.execute(" ".join(("SELECT count(*) FROM", f'"{table.name}"'))).fetchone()
    return int(count)


def _csv_header(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        return next(csv.reader(file), [])


def _csv_rows(path: Path) -> int:
    with path.open(encoding="utf-8", newline="") as file:
        return sum(1 for _ in csv.reader(file)) - 1


def _parquet_rows(path: Path) -> int:
    import pyarrow.parquet as pq

    return int(pq.read_metadata(path).num_rows)


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def check_by_frictionless(output: Path) -> Iterator[Finding]:
    """Every row of CSV against the description, by the reference library of Data Packages.

    Raises:
        WrongUsage: the library is not installed.
    """
    try:
        import frictionless
    except ImportError as error:
        raise WrongUsage(
            "frictionless is not installed: `pip install frictionless`, or leave --frictionless out"
        ) from error
    report = frictionless.validate(str(output / datapackage.NAME))
    wrong = [f"{title}: {message}" for title, message in report.flatten(["title", "message"])]
    if wrong or not report.valid:
        yield found("files", "frictionless finds the data package invalid", wrong or ["?"])
