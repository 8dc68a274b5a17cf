"""The catalogue of a corpus: what its sources were seen to have, when, and what became of it.

It is one SQLite file beside the objects. What a source sent is in it as it came, under its hash.
"""

import datetime as dt
import hashlib
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from vraagbaak.errors import WrongUsage
from vraagbaak.source.answer import Answer

NAME = "catalogue.sqlite"

_VERSION = 1
# A hit, a question and a file are known by their keys at the source; "" is no file.
_TABLES = """
CREATE TABLE raw_answers (
  sha256 TEXT PRIMARY KEY, media_type TEXT NOT NULL, packed BLOB NOT NULL
) STRICT;
CREATE TABLE receptions (
  address TEXT NOT NULL, sha256 TEXT NOT NULL REFERENCES raw_answers, received_at TEXT NOT NULL
) STRICT;
CREATE TABLE hits (
  source TEXT NOT NULL, source_id TEXT NOT NULL, file_number TEXT NOT NULL,
  published_on TEXT, fields TEXT NOT NULL, seen_on TEXT NOT NULL, gone_on TEXT,
  PRIMARY KEY (source, source_id, file_number)
) STRICT;
CREATE INDEX hits_by_day ON hits (source, published_on);
CREATE TABLE questions (
  source TEXT NOT NULL, source_id TEXT NOT NULL,
  is_due INTEGER NOT NULL, record TEXT, first_seen_on TEXT NOT NULL, withdrawn_on TEXT,
  PRIMARY KEY (source, source_id)
) STRICT;
CREATE INDEX questions_due ON questions (source, is_due);
CREATE TABLE files (
  source TEXT NOT NULL, source_id TEXT NOT NULL, number TEXT NOT NULL,
  position INTEGER NOT NULL, address TEXT NOT NULL, role TEXT NOT NULL,
  is_listed INTEGER NOT NULL, is_due INTEGER NOT NULL,
  PRIMARY KEY (source, source_id, number)
) STRICT;
CREATE INDEX files_due ON files (source, is_due);
CREATE TABLE versions (
  source TEXT NOT NULL, source_id TEXT NOT NULL, number TEXT NOT NULL, place INTEGER NOT NULL,
  sha256 TEXT NOT NULL, media_type TEXT NOT NULL, bytes INTEGER NOT NULL,
  seen_on TEXT NOT NULL, replaced_on TEXT,
  PRIMARY KEY (source, source_id, number, place)
) STRICT;
CREATE TABLE failures (
  source TEXT NOT NULL, source_id TEXT NOT NULL, number TEXT NOT NULL,
  code TEXT NOT NULL, message TEXT NOT NULL, times INTEGER NOT NULL,
  first_at TEXT NOT NULL, next_at TEXT NOT NULL,
  PRIMARY KEY (source, source_id, number)
) STRICT;
CREATE TABLE owed_windows (
  source TEXT NOT NULL, first_day TEXT NOT NULL, last_day TEXT NOT NULL,
  PRIMARY KEY (source, first_day, last_day)
) STRICT;
CREATE TABLE months (
  source TEXT NOT NULL, first_day TEXT NOT NULL, total INTEGER NOT NULL,
  PRIMARY KEY (source, first_day)
) STRICT;
CREATE TABLE marks (
  source TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (source, name)
) STRICT;
CREATE TABLE runs (
  id INTEGER PRIMARY KEY, source TEXT NOT NULL, started_at TEXT NOT NULL, report TEXT
) STRICT;
"""


def has_catalogue(corpus: Path) -> bool:
    """Whether a folder is a corpus that a refresh filled."""
    return (corpus / NAME).is_file()


@contextmanager
def open_catalogue(corpus: Path) -> Iterator[sqlite3.Connection]:
    """The catalogue of a corpus, to write in; made where there is none.

    Raises:
        WrongUsage: it was made by another version, or cannot be opened.
    """
    corpus.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(corpus / NAME, isolation_level=None)) as connection:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            # A row may point to an object: once it is committed it must outlive a power cut.
            connection.execute("PRAGMA synchronous = FULL")
            _prepare(connection)
        except sqlite3.DatabaseError as error:
            raise WrongUsage(f"{corpus / NAME} cannot be opened: {error}") from error
        yield connection


@contextmanager
def read_catalogue(corpus: Path) -> Iterator[sqlite3.Connection]:
    """The catalogue of a corpus, to read.

    Raises:
        WrongUsage: there is none.
    """
    if not has_catalogue(corpus):
        raise WrongUsage(f"no catalogue in {corpus}: make one with `vraagbaak refresh`")
    location = f"{(corpus / NAME).resolve().as_uri()}?mode=ro"
    with closing(sqlite3.connect(location, uri=True)) as connection:
        yield connection


@contextmanager
def copied_catalogue(corpus: Path) -> Iterator[sqlite3.Connection]:
    """A copy of the catalogue in memory: what is written there leaves no trace."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        if has_catalogue(corpus):
            with read_catalogue(corpus) as standing:
                standing.backup(connection)
        _prepare(connection)
        yield connection


def _prepare(connection: sqlite3.Connection) -> None:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version == 0:
        statements = "".join(("BEGIN;", _TABLES, f"PRAGMA user_version = {_VERSION};", "COMMIT;"))
        connection.executescript(statements)
    elif version != _VERSION:
        raise WrongUsage(f"the catalogue is of version {version}: use the vraagbaak that made it")


@contextmanager
def whole(connection: sqlite3.Connection) -> Iterator[None]:
    """All that is written in the block, or nothing of it."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # On a full disk SQLite has rolled back by itself; to do it again would hide why.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def keep_answer(connection: sqlite3.Connection, answer: Answer, now: dt.datetime) -> None:
    """Keep what a source sent, once, and that it was sent now."""
    sha256 = hashlib.sha256(answer.body).hexdigest()
    with whole(connection):
        connection.execute(
            "INSERT OR IGNORE INTO raw_answers VALUES (?, ?, ?)",
            (sha256, answer.media_type, zlib.compress(answer.body)),
        )
        connection.execute(
            "INSERT INTO receptions VALUES (?, ?, ?)",
            (answer.address, sha256, now.isoformat(timespec="seconds")),
        )
