"""The schema has a version: what an older program wrote is read, what a newer one wrote refused.

``schemas/N.sql`` holds the tables of version N. Who changes the schema writes the next file,
raises ``database.SCHEMA_VERSION`` and says in ``dataset.migration`` what new columns hold.
"""

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from made_records import open_made_reader, open_no_reader, write_document

import vraagbaak
from vraagbaak.cli import main
from vraagbaak.dataset import database, release
from vraagbaak.dataset.checks.proof import check_dataset
from vraagbaak.errors import WrongUsage
from vraagbaak.runs.build import Engine, build
from vraagbaak.runs.limits import Limits

SCHEMAS = Path(__file__).with_name("schemas")
OLDER = range(1, database.SCHEMA_VERSION)
ENGINE = Engine(open_made_reader, "mark", 1, Limits(seconds=20))
PROJECT = "2020-2021/somers/311#projects/0"


def definition(version: int) -> str:
    return (SCHEMAS / f"{version}.sql").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset of today of one made document; its folder holds ``corpus`` and ``output``."""
    folder = tmp_path_factory.mktemp("schema")
    write_document(folder / "corpus" / "a.pdf", "question", "311")
    build(folder / "corpus", folder / "output", ENGINE)
    return folder


def columns(connection: sqlite3.Connection, table: str) -> set[str]:
    rows = connection.execute("SELECT name FROM pragma_table_info(?)", (table,))
    return {name for (name,) in rows}


def write_as(version: int, output: Path) -> None:
    """Put a database of an older version, with the same rows, in the place of today's."""
    today = (output / release.DATABASE).resolve()
    old = today.with_name("old")
    with (
        closing(sqlite3.connect(old, isolation_level=None)) as writing,
        closing(sqlite3.connect(today)) as reading,
    ):
        writing.executescript(definition(version))
        tables = writing.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        for (table,) in tables:
            names = sorted(columns(writing, table) & columns(reading, table))
            listed, marks = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
            rows = reading.execute(f'SELECT {listed} FROM "{table}"').fetchall()  # noqa: S608
            writing.executemany(f'INSERT INTO "{table}" ({listed}) VALUES ({marks})', rows)  # noqa: S608
    old.replace(today)
    for kind in ("csv", "parquet"):
        for path in (output / kind).iterdir():
            if path.stem not in {table for (table,) in tables}:
                path.unlink()
    package = output / "datapackage.json"
    package.write_text(without_newer_tables(package.read_text(encoding="utf-8"), tables))


def without_newer_tables(text: str, tables: list[tuple[str]]) -> str:
    """The description of a release that had fewer tables."""
    package = json.loads(text)
    names = {table for (table,) in tables}
    package["resources"] = [one for one in package["resources"] if one["name"] in names]
    return json.dumps(package)


@pytest.fixture(params=OLDER)
def older(request: pytest.FixtureRequest, built: Path, tmp_path: Path) -> Path:
    """The same as a program of an older version wrote it."""
    folder = Path(shutil.copytree(built, tmp_path / "older", symlinks=True))
    write_as(request.param, folder / "output")
    return folder


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_the_tables_are_those_that_the_file_of_their_version_holds() -> None:
    today = ";\n\n".join(database.definitions())
    written = definition(database.SCHEMA_VERSION).rpartition(";\n\nPRAGMA user_version")[0]
    assert today == written, "the schema has changed: raise its version, see the head of this file"


def test_an_older_dataset_is_read_by_every_command_that_reads(older: Path) -> None:
    output = older / "output"
    before = (output / release.DATABASE).read_bytes()
    explained = run("explain", PROJECT, "--dataset", output)
    assert explained.exit_code == 0, explained.output
    assert "1250.50" in explained.output
    assert run("show", "311", "--dataset", output).exit_code == 0
    assert run("review", "next", "--dataset", output).exit_code == 0
    assert run("changes", "--dataset", output).exit_code == 0
    for kind in ("xlsx", "ndjson", "excel-csv", "sqlite"):
        done = run("export", "--format", kind, "--dataset", output, "--out", older / kind)
        assert done.exit_code == 0, done.output
    assert str(vraagbaak.open_dataset(output)["projects"]["amount"][0]) == "1250.50"
    assert (output / release.DATABASE).read_bytes() == before


def test_a_build_brings_an_older_dataset_up_and_keeps_its_history(older: Path) -> None:
    output = older / "output"
    checked = run("check", output)
    assert checked.exit_code == 2
    assert "`vraagbaak build --out" in checked.output
    build(older / "corpus", output, ENGINE._replace(open_readers=open_no_reader))
    assert check_dataset(output) == []
    with closing(sqlite3.connect(output / release.DATABASE)) as connection:
        assert connection.execute("SELECT count(*) FROM runs").fetchone() == (2,)
        row = "SELECT amount_cents, amount_extracted_cents, review FROM projects WHERE position = 0"
        assert connection.execute(row).fetchone() == (125050, 125050, "unchecked")


def test_a_newer_dataset_is_refused_and_left_alone(built: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(built, tmp_path / "newer", symlinks=True))
    output = folder / "output"
    with closing(sqlite3.connect(output / release.DATABASE)) as connection:
        connection.execute(f"PRAGMA user_version = {database.SCHEMA_VERSION + 1}")
    before = (output / release.DATABASE).read_bytes()
    for arguments in (["explain", PROJECT, "--dataset"], ["check"], ["changes", "--dataset"]):
        result = run(*arguments, output)
        assert result.exit_code == 2
        assert "was written by a newer vraagbaak" in result.output
        assert result.output.count("\n") == 1
    with pytest.raises(WrongUsage, match="newer vraagbaak"):
        build(folder / "corpus", output, ENGINE)
    assert (output / release.DATABASE).read_bytes() == before
