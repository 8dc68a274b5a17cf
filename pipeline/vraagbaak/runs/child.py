"""The life of a child process that reads documents: get ready, then read what comes."""

import gc
import logging
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.reduction import ForkingPickler
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from vraagbaak.errors import MissingLibrary, UnreadableDocument, VraagbaakError
from vraagbaak.records import Document, DocumentRecord, Issue, Picture, Subject
from vraagbaak.runs.limits import (
    Limits,
    is_spent,
    limit_cpu,
    limit_memory,
    mapped_bytes,
    restrain,
    too_large,
)

Read = TypeVar("Read", DocumentRecord, Document, Picture)
"""What a file is read into."""

logger = logging.getLogger(__name__)

# What a child that ran out of memory ends with: no signal, and no exit code of Python's own.
OUT_OF_MEMORY = 77
# A child that nobody waits for any more, its parent killed, ends by itself so much later.
_GRACE_SECONDS = 5.0


class Readers(NamedTuple, Generic[Read]):
    """What reads files: the readers to try in turn, and what tells how many pages a file has.

    ``annex_tries`` are those for a file that is an annex to a question.
    """

    tries: tuple[Callable[[Path], Read], ...]
    count_pages: Callable[[Path], int] | None = None
    annex_tries: tuple[Callable[[Path, Subject], Read], ...] = ()


class Ready(NamedTuple):
    """A child's first word: how many readers it has."""

    tries: int


class Pages(NamedTuple):
    """How many pages the file has that a child has begun to read."""

    number: int


class Reply(NamedTuple):
    """What a file became, and whether the child has become too fat to read another."""

    outcome: object
    is_spent: bool


def serve(
    connection: Connection, open_readers: Callable[[], Readers[Read]], limits: Limits
) -> None:
    """Make the readers, then read what comes until the parent hangs up.

    An error that is not the fault of a document goes to the parent as it is.
    """
    # Of its own, so that it can be ended with whatever it has started.
    os.setpgid(0, 0)
    restrain()
    with suppress(EOFError, OSError):
        try:
            readers = open_readers()
        except VraagbaakError as error:
            connection.send(error)
            return
        except ImportError as error:
            connection.send(MissingLibrary(error))
            return
        # What is loaded stays, and what is being read holds no circles: garbage is looked for
        # between documents, where it took a thirtieth of the time in them.
        gc.freeze()
        gc.disable()
        mapped = mapped_bytes()
        limit_memory(limits.memory)
        connection.send(Ready(len(readers.tries)))
        while True:
            path, attempt, subject = connection.recv()
            try:
                outcome = _read(connection, readers, limits, path, attempt, subject)
                answer = ForkingPickler.dumps(Reply(outcome, is_spent(mapped, limits.memory)))
            except MemoryError:
                os._exit(OUT_OF_MEMORY)
            signal.setitimer(signal.ITIMER_REAL, 0)
            connection.send_bytes(answer)
            del outcome, answer
            gc.collect()


def _read(
    connection: Connection,
    readers: Readers[Read],
    limits: Limits,
    path: Path,
    attempt: int,
    subject: Subject | None,
) -> Read | Issue | VraagbaakError:
    """Read a file; whatever goes wrong becomes the issue of this file."""
    _set_clock(limits.seconds_for(1))
    try:
        if path.stat().st_size > limits.file_size:
            return too_large(path.name, limits)
        _allow_for_pages(connection, readers, limits, path)
        if subject is not None:
            return readers.annex_tries[attempt](path, subject)
        return readers.tries[attempt](path)
    except UnreadableDocument as error:
        return Issue(error.code, str(error))
    except VraagbaakError as error:
        return error
    except ImportError as error:
        return MissingLibrary(error)
    except MemoryError:
        raise
    except OSError as error:
        return Issue("unopened", error.strerror or str(error))
    except RecursionError:
        return Issue("too_complex", f"{path.name}: is nested too deeply; save it anew")
    except Exception as error:
        logger.exception("a fault of ours in %s", path)
        return Issue("internal_error", f"{type(error).__name__}: {error}")


def _allow_for_pages(
    connection: Connection, readers: Readers[Read], limits: Limits, path: Path
) -> None:
    """Set the clock by the pages of a file, and tell the parent how many there are."""
    if readers.count_pages:
        pages = readers.count_pages(path)
        _set_clock(limits.seconds_for(pages))
        connection.send(Pages(pages))


def _set_clock(seconds: float) -> None:
    """End this process by itself some time after the parent should have done so."""
    signal.setitimer(signal.ITIMER_REAL, seconds + _GRACE_SECONDS)
    limit_cpu(seconds)
