"""A dataset is proved: what does not hold is found, whatever it is that was spoilt."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from vraagbaak.cli import main

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("check") / "output"
    result = CliRunner().invoke(main, ["build", str(ROOT / "corpus"), "--out", str(output)])
    assert result.exit_code == 0, result.output
    return output


@pytest.fixture
def dataset(built: Path, tmp_path: Path) -> Path:
    """A copy that may be spoilt."""
    return Path(shutil.copytree(built, tmp_path / "output", symlinks=True))


def check(dataset: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["check", str(dataset), *arguments])


def test_the_dataset_of_the_samples_holds(built: Path) -> None:
    result = check(built, "--corpus", str(ROOT / "corpus"), "--frictionless", "--json")
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout) == []


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE cells SET x0 = x1 + 1 WHERE rowid = 5", "ranges"),
        ("UPDATE cells SET x1 = x1 + 600 WHERE rowid = 5", "ranges"),
        ("UPDATE projects SET top = -3 WHERE rowid = 1", "ranges"),
        ("UPDATE pages SET width = 300", "ranges"),
        ("UPDATE answers SET page = 99 WHERE rowid = 3", "ranges"),
        ("UPDATE cells SET page = 99 WHERE rowid = 3", "ranges"),
        ("UPDATE tables SET confidence = 1.5 WHERE rowid = 1", "ranges"),
        ("UPDATE cells SET column_index = 40 WHERE rowid = 7", "ranges"),
        ("UPDATE amount_mentions SET minimum_cents = maximum_cents + 1 WHERE rowid = 2", "ranges"),
        ("UPDATE amount_mentions SET char_start = char_start + 1 WHERE rowid = 9", "offsets"),
        ("UPDATE municipality_mentions SET part = 'answers/99' WHERE rowid = 4", "offsets"),
        ("UPDATE totals SET agrees = NOT agrees WHERE rowid = 1", "totals"),
        ("DELETE FROM issues WHERE code LIKE 'totals%'", "totals"),
        ("UPDATE municipality_mentions SET nis_code = NULL, candidates = NULL WHERE rowid = 1",
         "doubts"),
        ("UPDATE documents SET status = 'failed' WHERE rowid = 1", "doubts"),
        ("UPDATE projects SET lead_nis_code = '00000' WHERE rowid = 1", "keys"),
        ("UPDATE projects SET amount_cents = amount_cents + 1 WHERE amount_cents > 0", "files"),
        ("DELETE FROM \"references\"", "files"),
        ("DELETE FROM other_texts WHERE rowid = 1", "coverage"),
        ("UPDATE coverage SET filled = filled - 1 WHERE table_name = 'projects'", "coverage"),
    ],
)  # fmt: skip
def test_a_row_that_does_not_hold_is_found(dataset: Path, statement: str, found: str) -> None:
    with closing(sqlite3.connect(dataset / "vraagbaak.sqlite")) as database, database:
        assert database.execute(statement).rowcount > 0
    result = check(dataset, "--json")
    assert result.exit_code == 6, result.output
    assert found in {finding["check"] for finding in json.loads(result.stdout)}
    assert f"{found}:" in result.stderr


def _describe_otherwise(path: Path) -> None:
    path.write_text(
        path.read_text(encoding="utf-8").replace('"type": "integer"', '"type": "number"')
    )


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-20])


@pytest.mark.parametrize(
    ("name", "spoil", "found"),
    [
        ("csv/cells.csv", _cut, "files"),
        ("parquet/cells.parquet", _cut, "files"),
        ("csv/projects.csv", Path.unlink, "files"),
        ("datapackage.json", _cut, "files"),
        ("datapackage.json", _describe_otherwise, "files"),
        ("vraagbaak.sqlite", lambda path: path.write_bytes(b"geen database" * 99), "database"),
    ],
)
def test_a_file_that_is_not_as_it_was_published_is_found(
    dataset: Path, name: str, spoil: Callable[[Path], object], found: str
) -> None:
    spoil((dataset / name).resolve())
    result = check(dataset, "--json")
    assert result.exit_code == 6, result.output
    assert {finding["check"] for finding in json.loads(result.stdout)} == {found}


def test_a_document_that_is_gone_or_changed_is_found(built: Path, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    shutil.copytree(ROOT / "corpus" / "samples", corpus / "samples")
    files = sorted((corpus / "samples").glob("*.pdf"))
    files[0].unlink()
    files[1].write_bytes(files[1].read_bytes() + b"\n")
    result = check(built, "--corpus", str(corpus), "--json")
    assert result.exit_code == 6
    named = [finding["examples"] for finding in json.loads(result.stdout)]
    assert named == [[f"samples/{files[0].name}"], [f"samples/{files[1].name}"]]


def test_a_folder_without_a_dataset_says_how_to_make_one(tmp_path: Path) -> None:
    result = check(tmp_path)
    assert result.exit_code == 2
    assert "vraagbaak build" in result.output


def test_a_corpus_that_is_not_there_is_wrong_usage_not_a_broken_dataset(built: Path) -> None:
    result = check(built, "--corpus", str(built / "nergens"))
    assert result.exit_code == 2
    assert "--corpus" in result.stderr


def test_a_dataset_that_is_broken_is_not_said_to_be_missing(dataset: Path) -> None:
    database = (dataset / "vraagbaak.sqlite").resolve()
    database.write_bytes(database.read_bytes()[:9_000])
    for command in (["show", "311"], ["projects"], ["export"], ["changes"]):
        result = CliRunner().invoke(main, [*command, "--dataset", str(dataset)])
        assert result.exit_code == 2
        assert f"the dataset in {dataset} is not whole" in result.stderr
