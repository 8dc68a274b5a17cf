"""Files that attack their reader: each is read or refused, and costs the others nothing."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner
from made_hostile import FILES, write_hostile

from vraagbaak.cli import main
from vraagbaak.dataset.schema import exported_tables

SAMPLES = Path(__file__).resolve().parents[1] / "corpus" / "samples"
SOUND = ("01-projectoproep-311.pdf", "04-hemelwater.pdf", "18-premies-per-gemeente.pdf")
SECONDS, MEGABYTES = 4, 512
# What a reader takes before it opens a file: interpreter, libraries, register.
OWN_MEGABYTES = 400
REASONS = {
    "crashed", "damaged", "empty_file", "encrypted", "not_a_pdf", "out_of_memory", "timeout",
    "too_complex", "too_large", "too_many_pages",
}  # fmt: skip
REFUSED = {
    "html": "not_a_pdf",
    "nothing": "empty_file",
    "zeros": "not_a_pdf",
    "header-alone": "damaged",
    "pages-20000": "too_many_pages",
    "tree-of-one-page-5000-times": "too_many_pages",
    "locked-with-nonsense": "encrypted",
    "locked-with-a-password": "encrypted",
    "cut-at-50": "damaged",
}


class Built(NamedTuple):
    """A dataset, how many documents it has, and the most memory (MB) of any process."""

    output: Path
    documents: int
    peak: float


def build(corpus: Path, output: Path) -> Built:
    """Build in a process of its own, so that what its readers took is known apart."""
    command = [sys.executable, "-c", "from vraagbaak.cli import main; main()", "build"]
    limits = ["--timeout", str(SECONDS), "--memory", str(MEGABYTES)]
    with tempfile.TemporaryFile() as file:
        process = subprocess.Popen(
            [*command, str(corpus), "--out", str(output), "--json", *limits],
            stdout=file,
            stderr=subprocess.DEVNULL,
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        file.seek(0)
        summary = json.loads(file.read())
    assert process.returncode in (0, 3)
    return Built(output, summary["documents"], usage.ru_maxrss / 1024)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sound")
    (folder / "goed").mkdir()
    for name in SOUND:
        shutil.copy(SAMPLES / name, folder / "goed" / name)
    return folder


@pytest.fixture(scope="module")
def alone(sound: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(sound, tmp_path_factory.mktemp("alone") / "output")


@pytest.fixture(scope="module")
def mixed(sound: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    corpus = Path(shutil.copytree(sound, tmp_path_factory.mktemp("mixed") / "corpus"))
    assert len(list(write_hostile(corpus / "slecht"))) == len(FILES) >= 60
    return build(corpus, tmp_path_factory.mktemp("mixed") / "output")


def rows(output: Path, table: str) -> set[tuple[object, ...]]:
    with closing(sqlite3.connect(output / "vraagbaak.sqlite")) as database:
        return set(database.execute(f'SELECT * FROM "{table}"'))  # noqa: S608


def outcomes(output: Path) -> dict[str, str | None]:
    """For each hostile file the reason that it was not read, None where it was."""
    with closing(sqlite3.connect(output / "vraagbaak.sqlite")) as database:
        found = database.execute(
            "SELECT f.path, i.code FROM files f LEFT JOIN issues i"
            " ON i.document_id = f.document_id AND i.severity = 'error'"
            " WHERE f.path LIKE 'slecht/%'"
        )
        return {Path(path).stem: code for path, code in found}


def test_every_hostile_file_is_in_the_dataset_with_its_reason(mixed: Built) -> None:
    found = outcomes(mixed.output)
    assert set(found) == set(FILES)
    assert {reason for reason in found.values() if reason} <= REASONS
    assert {name: found[name] for name in REFUSED} == REFUSED


def test_sound_documents_among_hostile_ones_give_the_rows_they_give_alone(
    alone: Built, mixed: Built
) -> None:
    for table in exported_tables():
        wanted, given = rows(alone.output, table.name), rows(mixed.output, table.name)
        assert wanted <= given, table.name
        questions = {row[0] for row in rows(alone.output, "questions")}
        more = {row for row in given - wanted if str(row[0]).partition("#")[0] in questions}
        assert not more, table.name


def test_a_dataset_with_hostile_files_holds(mixed: Built) -> None:
    result = CliRunner().invoke(main, ["check", str(mixed.output)])
    assert result.exit_code == 0, result.output


def test_no_reader_takes_more_memory_than_its_limit(mixed: Built) -> None:
    assert mixed.documents == len(FILES) + len(SOUND)
    assert mixed.peak <= MEGABYTES + OWN_MEGABYTES


def test_junk_around_a_document_does_not_keep_it_from_being_read(mixed: Built) -> None:
    found = outcomes(mixed.output)
    for name in ("junk-before-the-header", "junk-after-the-end", "outline-in-a-circle"):
        assert found[name] is None, name
