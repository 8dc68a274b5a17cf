"""A folder of PDFs becomes a dataset: what changed is read, and a release is made of the whole."""

import datetime as dt
import os
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from vraagbaak.dataset import database, release
from vraagbaak.dataset.annexes import OF_NO_QUESTION, remove_annexes, write_annex
from vraagbaak.dataset.changes.closing import close_run
from vraagbaak.dataset.checks.coverage import DEFAULT_MAX_DROP
from vraagbaak.dataset.checks.proof import check_before_publishing
from vraagbaak.dataset.database import StoredDocument
from vraagbaak.dataset.figures import Figures, count_figures
from vraagbaak.dataset.projects.project_links import link_projects
from vraagbaak.dataset.reviews.file import NAME as REVIEWS
from vraagbaak.dataset.reviews.overlay import apply_reviews, lift_reviews
from vraagbaak.dataset.rows.document_rows import municipality_rows
from vraagbaak.dataset.rows.duplicates import settle_duplicates
from vraagbaak.dataset.rows.history import replace_history
from vraagbaak.dataset.rows.source_rows import replace_source_rows
from vraagbaak.dataset.run_log import Tally, begin_run, finish_run, last_beside
from vraagbaak.records import DocumentRecord, Issue
from vraagbaak.records.source import FileRole
from vraagbaak.runs.annexes import Reading, plan_annexes
from vraagbaak.runs.child import Readers
from vraagbaak.runs.fence import Job, read_all
from vraagbaak.runs.fingerprint import fingerprint
from vraagbaak.runs.inventory import Found, Inventory, take_inventory
from vraagbaak.runs.limits import Limits
from vraagbaak.runs.lock import locked
from vraagbaak.runs.reader import open_record_readers
from vraagbaak.runs.writing import writing_to
from vraagbaak.vocabulary.municipalities import load_gazetteer

Outcome = DocumentRecord | Issue
"""What a file became, or why it could not be read."""

Progress = Callable[[int, int], None]
"""Called with the number of documents done and the number to do."""


class Engine(NamedTuple):
    """What reads the documents.

    ``open_readers`` makes the readers in each process; ``fingerprint`` says what it depends on, so
    that documents read under another one are read again; ``workers`` is the number of processes.
    """

    open_readers: Callable[[], Readers[DocumentRecord]]
    fingerprint: str
    workers: int
    limits: Limits = Limits()


class Summary(NamedTuple):
    """What a build did, what the dataset now holds, and how many seconds it took."""

    tally: Tally
    figures: Figures
    seconds: float
    files: tuple[Path, ...]


class _Plan(NamedTuple):
    """What to do with each document: leave it, read it, take it out.

    ``moved`` are those of the kept ones whose files are called otherwise now.
    """

    kept: tuple[Found, ...]
    unread: tuple[Found, ...]
    gone: tuple[str, ...]
    moved: tuple[Found, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.unread or self.gone or self.moved)


def usual_engine(
    workers: int | None = None, limits: Limits | None = None, model: str | None = None
) -> Engine:
    """The stages of the package, a process a core where ``workers`` is None.

    ``model`` is a Dutch spaCy model to build on, None for none.
    """
    return Engine(
        partial(open_record_readers, model),
        fingerprint(model),
        workers or os.cpu_count() or 1,
        limits or Limits(),
    )


def build(
    corpus: Path,
    output: Path,
    engine: Engine,
    *,
    retry: bool = False,
    progress: Progress | None = None,
    reviews: Path | None = None,
    max_drop: float = DEFAULT_MAX_DROP,
) -> Summary:
    """Make the dataset of the PDFs below ``corpus`` in the folder ``output``.

    Only documents that are new, changed or read by other code are read. Where nothing changed,
    nothing is written. Stopped half-way, the release in force stays as it was, and the next build
    goes on with what was read.

    Args:
        corpus: the folder of PDFs.
        output: the folder of the dataset; made where it does not exist.
        engine: what reads the documents.
        retry: read the documents that failed before once more.
        progress: told after each document.
        reviews: the file of rulings to apply; ``reviews.yaml`` in the corpus where None is named.
        max_drop: the share of documents, rows or filled columns, from 0 to 1, that may be lost
            against the release in force.

    Raises:
        WrongUsage: there is nothing to read, no writing to the output, or the file of rulings is
            broken.
        Locked: another run is writing to the output.
        InvalidDataset: the finished dataset contradicts itself; nothing was published.
        HeldBack: it has lost more than ``max_drop``; nothing was published.
    """
    begun = time.monotonic()
    inventory = take_inventory(corpus, reviews or corpus / REVIEWS)
    with writing_to(output, "--out"):
        release.releases_folder(output).mkdir(parents=True, exist_ok=True)
        with locked(release.releases_folder(output) / "lock", output):
            summary = _standing(output, inventory, engine, retry)
            if summary is None:
                is_resumed = release.pending_release(output) is not None
                folder = release.open_release(output)
                close = partial(close_run, last=release.last_database(output), max_drop=max_drop)
                with database.open_database(folder / release.DATABASE) as connection:
                    summary = _fill(
                        connection, inventory, engine, retry, is_resumed, progress, close
                    )
                    release.write_release(connection, folder)
                release.put_in_force(output, folder)
    return summary._replace(seconds=time.monotonic() - begun, files=release.opened_files(output))


def _standing(output: Path, inventory: Inventory, engine: Engine, retry: bool) -> Summary | None:
    """The summary of the release in force where it already is what a build would make."""
    folder = release.current_release(output)
    if folder is None or release.pending_release(output):
        return None
    location = f"{(folder / release.DATABASE).as_uri()}?mode=ro"
    with closing(sqlite3.connect(location, uri=True)) as connection:
        stored = database.stored_documents(connection)
        plan = _plan(inventory.found, stored, engine.fingerprint, retry)
        is_same = plan.is_empty and last_beside(connection) == inventory.beside
        return _summary(connection, plan) if is_same else None


def _plan(
    found: tuple[Found, ...], stored: Mapping[str, StoredDocument], mark: str, retry: bool
) -> _Plan:
    """Compare the folder with the dataset: same content, same fingerprint, nothing to do."""

    def stays(one: Found) -> bool:
        known = stored.get(one.content.id)
        if known is None or (known.fingerprint, known.role) != (mark, one.role):
            return False
        return not (retry and known.failed)

    kept = tuple(one for one in found if stays(one))
    keys = {one.content.id for one in found}
    return _Plan(
        kept,
        tuple(one for one in found if not stays(one)),
        tuple(key for key in stored if key not in keys),
        tuple(one for one in kept if stored[one.content.id].paths != one.content.paths),
    )


def _fill(
    connection: sqlite3.Connection,
    inventory: Inventory,
    engine: Engine,
    retry: bool,
    is_resumed: bool,
    progress: Progress | None,
    close: Callable[[sqlite3.Connection, int], None],
) -> Summary:
    """Bring the database in line with the folder, a transaction a document.

    What a build that was stopped had read is kept, but it was not checked yet.
    """
    begun = time.monotonic()
    run = begin_run(connection, _now(), version("vraagbaak"), engine.fingerprint)
    lift_reviews(connection)
    database.replace_municipalities(connection, municipality_rows(load_gazetteer().municipalities))
    stored = database.stored_documents(connection)
    plan = _plan(inventory.found, stored, engine.fingerprint, retry)
    annexes = [one for one in plan.unread if one.role is FileRole.ANNEX]
    with database.transaction(connection):
        database.remove_documents(connection, (*plan.gone, *(one.content.id for one in annexes)))
        database.keep_documents(connection, (one.content for one in plan.moved))
    readings = [Reading(one) for one in plan.unread if one.role is FileRole.MAIN]
    _read_all(connection, readings, engine, progress)
    # They are read for their questions, which are in by now.
    work = plan_annexes(connection, inventory.annexes, inventory.found)
    remove_annexes(connection, work.gone)
    _read_all(connection, work.unread, engine, progress)
    for one in work.loose:
        write_annex(connection, one.content, (), OF_NO_QUESTION, engine.fingerprint)
    settle_duplicates(connection)
    replace_source_rows(connection, inventory.register)
    apply_reviews(connection, inventory.rulings)
    link_projects(connection)
    replace_history(connection)
    # Another ruling may have changed any document.
    is_all = is_resumed or last_beside(connection).reviews != inventory.beside.reviews
    fresh = None if is_all else {key for one in (*readings, *work.unread) for key in one.documents}
    check_before_publishing(connection, fresh)
    summary = _summary(connection, plan)
    close(connection, run)
    seconds = time.monotonic() - begun
    finish_run(connection, run, _now(), summary.tally, inventory.beside, seconds)
    return summary


def _read_all(
    connection: sqlite3.Connection,
    readings: Sequence[Reading],
    engine: Engine,
    progress: Progress | None,
) -> None:
    """Read documents and write each, a transaction a document."""
    for done, (one, outcome) in enumerate(_outcomes(readings, engine), start=1):
        _store(connection, one, outcome, engine.fingerprint)
        if progress:
            progress(done, len(readings))


def _outcomes(readings: Sequence[Reading], engine: Engine) -> Iterator[tuple[Reading, Outcome]]:
    """What becomes of each document, in the order in which they are ready.

    The largest are begun first, so that no process is left alone with one at the end.
    """
    openable = {}
    for one in readings:
        path, content = one.found.path, one.found.content
        if one.found.problem:
            yield one, one.found.problem
        else:
            openable[Job(path, content.size or 0, content.sha256, one.subject)] = one
    jobs = sorted(openable, key=lambda job: job.size, reverse=True)
    outcomes = read_all(jobs, engine.open_readers, DocumentRecord, engine.workers, engine.limits)
    for job, outcome in outcomes:
        yield openable[job], outcome


def _store(connection: sqlite3.Connection, one: Reading, outcome: Outcome, mark: str) -> None:
    """Write what a document became; what cannot be written fails that document alone."""

    def write(outcome: Outcome) -> None:
        if one.ties:
            write_annex(connection, one.found.content, one.ties, outcome, mark)
        else:
            database.replace_document(connection, one.found.content, outcome, mark)

    try:
        write(outcome)
    except (sqlite3.IntegrityError, ArithmeticError, UnicodeError) as error:
        write(Issue("inconsistent", f"what was read contradicts itself: {error}"))


def _summary(connection: sqlite3.Connection, plan: _Plan) -> Summary:
    figures = count_figures(connection)
    stored = database.stored_documents(connection)
    read, unchanged = (
        sum(not stored[one.content.id].failed for one in part) for part in (plan.unread, plan.kept)
    )
    failed = sum(one.failed for one in stored.values())
    return Summary(Tally(read, unchanged, failed, len(plan.gone)), figures, 0.0, ())


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
