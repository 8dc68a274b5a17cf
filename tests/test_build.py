"""A build: what it reads, what it leaves, and what is left when it is stopped."""

import hashlib
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import frictionless
import pytest
from made_records import open_made_reader, open_no_reader, write_document

from vraagbaak.dataset import release
from vraagbaak.errors import Locked, VraagbaakError, WrongUsage
from vraagbaak.runs.build import Engine, Summary, build, usual_engine
from vraagbaak.runs.fingerprint import fingerprint
from vraagbaak.runs.limits import Limits
from vraagbaak.runs.lock import locked

MADE = Engine(open_made_reader, "mark", workers=2, limits=Limits(seconds=20))
IDLE = MADE._replace(open_readers=open_no_reader)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Two documents with a question each."""
    write_document(tmp_path / "corpus" / "a.pdf", "question", "311")
    write_document(tmp_path / "corpus" / "below" / "b.pdf", "question", "312")
    return tmp_path / "corpus"


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "made" / "output"


def exports(output: Path) -> dict[str, str]:
    """The hash of every file of the release that knows no time."""
    files = [*output.glob("csv/*"), *output.glob("parquet/*"), output / "datapackage.json"]
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def select(output: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(output / "vraagbaak.sqlite")) as connection:
        return connection.execute(query).fetchall()


def questions(output: Path) -> list[object]:
    return [number for (number,) in select(output, "SELECT number FROM questions ORDER BY number")]


def issues(output: Path) -> list[tuple[object, ...]]:
    return select(
        output,
        "SELECT path, code FROM issues JOIN documents ON documents.id = document_id"
        " WHERE question_id IS NULL ORDER BY path, code",
    )


# ------------------------------------------------------------------ what is made


def test_a_folder_becomes_a_dataset_in_every_form(corpus: Path, output: Path) -> None:
    summary = build(corpus, output, MADE)
    assert summary.tally == (2, 0, 0, 0)
    assert summary.files == tuple(
        output / name for name in ("vraagbaak.sqlite", "csv", "parquet", "datapackage.json")
    )
    assert all(path.exists() for path in summary.files)
    assert questions(output) == [311, 312]
    assert select(output, "SELECT path FROM documents ORDER BY 1") == [("a.pdf",), ("below/b.pdf",)]
    assert frictionless.validate(str(output / "datapackage.json")).valid


def test_the_summary_counts_what_the_dataset_holds(corpus: Path, output: Path) -> None:
    figures = build(corpus, output, MADE).figures
    assert (figures.documents, figures.questions, figures.sub_questions) == (2, 2, 6)
    assert dict(figures.statuses) == {
        "answered": 2, "partly": 2, "referred": 0, "no_data": 0, "not_found": 2,
    }  # fmt: skip
    assert (figures.projects, figures.amounts, figures.tables) == (4, 4, 2)
    assert dict(figures.warnings) == {"doubtful_shape": 2, "title_missing": 2, "totals_disagree": 2}


def test_progress_is_told_document_by_document(corpus: Path, output: Path) -> None:
    told: list[tuple[int, int]] = []
    build(corpus, output, MADE, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]


def test_a_document_without_a_question_stands_there_with_a_warning(
    corpus: Path, output: Path
) -> None:
    write_document(corpus / "c.pdf", "nothing")
    build(corpus, output, MADE)
    assert issues(output) == [("c.pdf", "no_question")]


def test_hidden_and_passing_files_are_left_out(corpus: Path, output: Path) -> None:
    for name in (".hidden.pdf", "~$a.pdf", ".trash/c.pdf", "notes.txt", "c.pdf.part"):
        write_document(corpus / name, "question", "313")
    write_document(corpus / "CAPITALS.PDF", "question", "314")
    build(corpus, output, MADE)
    assert questions(output) == [311, 312, 314]


def test_a_content_that_stands_there_twice_is_one_document(corpus: Path, output: Path) -> None:
    write_document(corpus / "z.pdf", "question", "311")
    assert build(corpus, output, MADE).figures.documents == 2
    assert issues(output) == [("a.pdf", "duplicate_file")]
    assert select(output, "SELECT path FROM files ORDER BY path") == [
        ("a.pdf",),
        ("below/b.pdf",),
        ("z.pdf",),
    ]


def test_every_shared_document_is_in_the_dataset_or_tells_why_not(
    shared: Path, tmp_path: Path
) -> None:
    corpus, output = tmp_path / "corpus", tmp_path / "output"
    corpus.mkdir()
    documents = [*(shared / "exam" / "dev").glob("*.pdf"), *(shared / "real" / "pdf").glob("*.pdf")]
    for path in documents:
        (corpus / path.name).symlink_to(path)
    engine = usual_engine()
    summary = build(corpus, output, engine)
    assert not summary.figures.unread
    explained = select(
        output, "SELECT path FROM documents WHERE id IN (SELECT document_id FROM questions)"
        " OR id IN (SELECT document_id FROM issues)"
    )  # fmt: skip
    assert {path for (path,) in explained} == {path.name for path in documents}
    assert frictionless.validate(str(output / "datapackage.json")).valid
    before = exports(output)
    again = build(corpus, output, engine._replace(open_readers=open_no_reader))
    assert again.tally.unchanged == len(documents)
    assert exports(output) == before


# ------------------------------------------------------------------ documents that go wrong


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("unreadable", "damaged"),
        ("inconsistent", "inconsistent"),
        ("crash", "crashed"),
        ("devour", "out_of_memory"),
        ("hang", "timeout"),
        ("fault", "internal_error"),
    ],
)
def test_a_document_that_goes_wrong_costs_only_itself(
    word: str, code: str, corpus: Path, output: Path
) -> None:
    write_document(corpus / "aa.pdf", word)
    summary = build(corpus, output, MADE._replace(workers=1, limits=Limits(seconds=3)))
    assert summary.tally == (2, 0, 1, 0)
    assert [(one.path, one.code) for one in summary.figures.unread] == [("aa.pdf", code)]
    assert questions(output) == [311, 312]
    assert issues(output) == [("aa.pdf", code)]


def test_files_that_cannot_be_opened_are_named_with_the_reason(corpus: Path, output: Path) -> None:
    os.mkfifo(corpus / "pipe.pdf")
    (corpus / "lost.pdf").symlink_to("nowhere.pdf")
    assert build(corpus, output, MADE).tally == (2, 0, 2, 0)
    assert issues(output) == [("lost.pdf", "unopened"), ("pipe.pdf", "unopened")]
    assert build(corpus, output, IDLE).tally == (0, 2, 2, 0)


def test_a_name_that_is_no_utf_8_is_written_out(corpus: Path, output: Path) -> None:
    (corpus / "a.pdf").rename(corpus / os.fsdecode(b"caf\xe9.pdf"))
    build(corpus, output, MADE)
    assert ("caf\\xe9.pdf",) in select(output, "SELECT path FROM documents")


def test_a_reader_that_cannot_start_ends_the_build(corpus: Path, output: Path) -> None:
    with pytest.raises(VraagbaakError, match="a reader could not start"):
        build(corpus, output, IDLE)
    assert not (output / "vraagbaak.sqlite").exists()


# ------------------------------------------------------------------ a second build


def test_a_second_build_reads_nothing_and_leaves_every_byte(corpus: Path, output: Path) -> None:
    build(corpus, output, MADE)
    before, written = exports(output), (output / "vraagbaak.sqlite").read_bytes()
    assert build(corpus, output, IDLE).tally == (0, 2, 0, 0)
    assert exports(output) == before
    assert (output / "vraagbaak.sqlite").read_bytes() == written


def test_a_build_elsewhere_gives_the_same_bytes(corpus: Path, output: Path) -> None:
    build(corpus, output, MADE)
    build(corpus, output.with_name("other"), MADE._replace(workers=1))
    assert exports(output) == exports(output.with_name("other"))


def test_a_document_that_is_gone_leaves_the_dataset(corpus: Path, output: Path) -> None:
    build(corpus, output, MADE)
    (corpus / "a.pdf").unlink()
    assert build(corpus, output, IDLE, max_drop=1.0).tally == (0, 1, 0, 1)
    assert questions(output) == [312]
    build(corpus, output.with_name("fresh"), MADE)
    assert exports(output) == exports(output.with_name("fresh"))


def test_a_document_that_changed_replaces_its_rows(corpus: Path, output: Path) -> None:
    build(corpus, output, MADE)
    write_document(corpus / "a.pdf", "question", "399")
    assert build(corpus, output, MADE).tally == (1, 1, 0, 1)
    assert questions(output) == [312, 399]


def test_files_that_change_names_are_not_read_again(corpus: Path, output: Path) -> None:
    build(corpus, output, MADE)
    (corpus / "a.pdf").rename(corpus / "c.pdf")
    (corpus / "below" / "b.pdf").rename(corpus / "a.pdf")
    assert build(corpus, output, IDLE).tally == (0, 2, 0, 0)
    query = "SELECT path, number FROM documents JOIN questions ON documents.id = document_id"
    assert select(output, f"{query} ORDER BY path") == [("a.pdf", 312), ("c.pdf", 311)]


def test_other_code_reads_every_document_again_and_gives_the_same_bytes(
    corpus: Path, output: Path
) -> None:
    build(corpus, output, MADE)
    before = exports(output)
    assert build(corpus, output, MADE._replace(fingerprint="new")).tally == (2, 0, 0, 0)
    assert exports(output) == before


def test_a_document_that_failed_is_read_again_only_when_asked(corpus: Path, output: Path) -> None:
    write_document(corpus / "c.pdf", "unreadable")
    build(corpus, output, MADE)
    assert build(corpus, output, IDLE).tally == (0, 2, 1, 0)
    assert build(corpus, output, MADE, retry=True).tally == (0, 2, 1, 0)
    with pytest.raises(VraagbaakError, match="could not start"):
        build(corpus, output, IDLE, retry=True)


def test_a_release_that_lost_a_file_is_written_again_without_reading(
    corpus: Path, output: Path
) -> None:
    build(corpus, output, MADE)
    before = exports(output)
    for path in (output / "csv" / "questions.csv", output / "parquet", output / "datapackage.json"):
        path.unlink()
        build(corpus, output, IDLE)
        assert exports(output) == before


def test_only_builds_that_changed_something_are_logged(corpus: Path, output: Path) -> None:
    build(corpus, output, MADE)
    build(corpus, output, IDLE)
    (corpus / "a.pdf").unlink()
    build(corpus, output, IDLE, max_drop=1.0)
    runs = select(output, "SELECT documents_read, documents_removed FROM runs ORDER BY id")
    assert runs == [(2, 0), (0, 1)]


def test_the_fingerprint_is_the_same_twice() -> None:
    assert fingerprint() == fingerprint()


# ------------------------------------------------------------------ wrong use


def test_a_folder_without_documents_makes_nothing(tmp_path: Path, output: Path) -> None:
    with pytest.raises(WrongUsage, match="no PDF below"):
        build(tmp_path, output, MADE)
    assert not output.exists()


def test_a_file_in_the_way_is_not_overwritten(corpus: Path, output: Path) -> None:
    write_document(output / "csv", "mine")
    with pytest.raises(WrongUsage, match="csv is in the way"):
        build(corpus, output, MADE)
    assert (output / "csv").read_text() == "mine"


def test_two_builds_do_not_write_to_one_output(corpus: Path, output: Path) -> None:
    build(corpus, output, MADE)
    with locked(release.releases_folder(output) / "lock", output), pytest.raises(Locked):
        build(corpus, output, MADE)


# ------------------------------------------------------------------ builds that are stopped

SCRIPT = """
import sys
from pathlib import Path
corpus, output, tests = map(Path, sys.argv[1:])
sys.path.insert(0, str(tests))
from made_records import open_made_reader
from vraagbaak.runs.build import Engine, build
from vraagbaak.runs.limits import Limits

if __name__ == "__main__":
    build(corpus, output, Engine(open_made_reader, "mark", 1, Limits(seconds=20)))
"""


@pytest.fixture
def stopped(corpus: Path, output: Path, tmp_path: Path) -> Callable[[int], Summary]:
    """Stop a second build by a signal while it reads its last document; give what stood before."""
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)

    def stop(number: int) -> Summary:
        before = build(corpus, output, MADE)
        write_document(corpus / "c.pdf", "question", "313")
        write_document(corpus / "d.pdf", "hang")
        process = subprocess.Popen(
            [sys.executable, script, corpus, output, Path(__file__).parent],
            stderr=subprocess.DEVNULL,
        )
        pending = output / ".releases" / "2" / "vraagbaak.sqlite"
        while not _has_question(pending, 313):
            assert process.poll() is None
            time.sleep(0.05)
        process.send_signal(number)
        assert process.wait() != 0
        return before

    return stop


def _has_question(database: Path, number: int) -> bool:
    if not database.exists():
        return False
    with closing(sqlite3.connect(database)) as connection:
        query = "SELECT 1 FROM questions WHERE number = ?"
        return connection.execute(query, (number,)).fetchone() is not None


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_a_build_that_is_stopped_leaves_the_old_release_whole(
    number: int, stopped: Callable[[int], Summary], corpus: Path, output: Path
) -> None:
    stopped(number)
    assert questions(output) == [311, 312]
    assert frictionless.validate(str(output / "datapackage.json")).valid
    write_document(corpus / "d.pdf", "question", "314")
    assert build(corpus, output, MADE).tally == (1, 3, 0, 0)
    build(corpus, output.with_name("fresh"), MADE)
    assert exports(output) == exports(output.with_name("fresh"))
    assert sorted(path.name for path in (output / ".releases").iterdir()) == [
        "2",
        "current",
        "lock",
    ]
