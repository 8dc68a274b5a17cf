"""A corpus brought up to date, unattended: discover, fetch, build, and say what came of it."""

import datetime as dt
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from vraagbaak.dataset import release
from vraagbaak.dataset.rows.source_rows import useless_files
from vraagbaak.errors import HeldBack, InvalidDataset
from vraagbaak.runs.build import Engine, Progress, build
from vraagbaak.runs.contact import Contact, Terms, converse
from vraagbaak.runs.lock import locked
from vraagbaak.runs.report import Built, Report, make_report
from vraagbaak.runs.report_page import write_report
from vraagbaak.runs.writing import writing_to
from vraagbaak.source import catalogue, marks, store, work
from vraagbaak.source.answer import Answer, Keep
from vraagbaak.source.listing import Source
from vraagbaak.source.manners import Clock
from vraagbaak.source.register import has_documents

OpenSource = Callable[[Keep], Source]
"""Makes the source, given what is told of each answer that is no file."""

_LOCK = ".lock"
_USUAL_TERMS = Terms()


def refresh(
    corpus: Path,
    output: Path,
    open_source: OpenSource,
    engine: Engine,
    clock: Clock,
    *,
    terms: Terms = _USUAL_TERMS,
    is_dry_run: bool = False,
    progress: Progress | None = None,
) -> Report:
    """Bring a corpus and its dataset in line with a source.

    Stopped at any point, the next run goes on where it was; a run with nothing new fetches and
    reads nothing. What fails is written down and tried again by the next runs; the rest goes on.

    Args:
        corpus: the folder of the catalogue and the store; made where it does not exist.
        output: the folder of the dataset and the report.
        open_source: makes the source.
        engine: what reads the documents.
        clock: the time in Brussels: its days are those of the catalogue.
        terms: what is asked of this run.
        is_dry_run: discover only, and write nothing.
        progress: told after each document that is read.

    Raises:
        Locked: another run is writing to the corpus or the output.
        WrongUsage: there is no writing to one of them.
    """
    with (
        writing_to(corpus, "--corpus"),
        _opened(corpus, is_dry_run) as connection,
        closing(open_source(_keeper(connection, clock))) as source,
    ):
        begun, started_at = time.monotonic(), clock()
        run = marks.begin_run(connection, source.name, started_at)
        contact = Contact(connection, corpus, source, terms, clock)
        converse(contact, is_dry_run=is_dry_run)
        talked = time.monotonic()
        built = Built() if is_dry_run else _build(connection, corpus, output, engine, progress)
        if built.summary:
            _note_useless(connection, output, source.name, clock())
        report = make_report(
            source,
            contact.course,
            built,
            waiting=work.count_due(connection, source.name),
            failures=work.failures(connection),
            times=(started_at, clock()),
            seconds=(talked - begun, time.monotonic() - talked),
            fingerprint=engine.fingerprint,
            is_dry_run=is_dry_run,
        )
        marks.finish_run(connection, run, report.to_json())
    if not is_dry_run:
        with writing_to(output, "--out"):
            write_report(report, output)
    return report


@contextmanager
def _opened(corpus: Path, is_dry_run: bool) -> Iterator[sqlite3.Connection]:
    """The catalogue, for this run alone; a copy of it where nothing is to be written."""
    if is_dry_run:
        with catalogue.copied_catalogue(corpus) as connection:
            yield connection
        return
    corpus.mkdir(parents=True, exist_ok=True)
    with locked(corpus / _LOCK, corpus), catalogue.open_catalogue(corpus) as connection:
        store.clear_unfinished(corpus)
        yield connection


def _keeper(connection: sqlite3.Connection, clock: Clock) -> Keep:
    def keep(answer: Answer) -> None:
        catalogue.keep_answer(connection, answer, clock())

    return keep


def _build(
    connection: sqlite3.Connection,
    corpus: Path,
    output: Path,
    engine: Engine,
    progress: Progress | None,
) -> Built:
    """Make a release of what the corpus holds; none where that is nothing yet."""
    if not has_documents(connection):
        return Built()
    try:
        return Built(build(corpus, output, engine, progress=progress))
    except (HeldBack, InvalidDataset) as error:
        return Built(error=error)


def _note_useless(
    connection: sqlite3.Connection, output: Path, source: str, now: dt.datetime
) -> None:
    """Have what could not be read fetched again some day: the source may have sent it badly."""
    location = f"{(output / release.DATABASE).resolve().as_uri()}?mode=ro"
    with closing(sqlite3.connect(location, uri=True)) as dataset:
        useless = {
            (one.source_id, one.number): (one.code, one.message)
            for one in useless_files(dataset)
            if one.source == source
        }
    work.note_unread(connection, source, useless, now)
