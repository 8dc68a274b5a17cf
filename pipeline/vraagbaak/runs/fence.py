"""The child processes that read documents: what a document does to its reader stays its own.

A reader that dies, hangs or eats all memory costs the document that it was reading; another takes
its place. Each loads the language model once and then reads one document after another.
"""

import logging
import multiprocessing
import os
import resource
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import NamedTuple

from vraagbaak.errors import UnreadableDocument, VraagbaakError
from vraagbaak.records import DocumentRecord, Issue

Reader = Callable[[Path], DocumentRecord]
"""What turns a file into its record."""

Outcome = DocumentRecord | Issue
"""What a file became, or why it could not be read."""

logger = logging.getLogger(__name__)

# What a child that ran out of memory ends with: no signal, and no exit code of Python's own.
_OUT_OF_MEMORY = 77
# Dense pages of text take about this much of a file; pages with pictures take more.
_BYTES_A_PAGE = 10_000
# The language model loads in seconds; a machine under load may need many.
_STARTING_SECONDS = 120.0
# A child that nobody waits for any more, its parent killed, ends by itself so much later.
_GRACE_SECONDS = 5.0
# pdfium is not made for threads, and a fork would inherit those of the progress bar.
_CONTEXT = multiprocessing.get_context("spawn")


class Limits(NamedTuple):
    """What one document may take: wall clock in seconds, address space in bytes."""

    seconds: float = 10.0
    seconds_a_page: float = 0.2
    memory: int = 4 * 2**30

    def seconds_for(self, size: int) -> float:
        """The wall clock for a file of so many bytes: only its reader will know its pages."""
        return self.seconds + self.seconds_a_page * max(1, size // _BYTES_A_PAGE)


class Job(NamedTuple):
    """A file to read and its size in bytes."""

    path: Path
    size: int


def read_all(
    jobs: Iterable[Job], open_reader: Callable[[], Reader], workers: int, limits: Limits
) -> Iterator[tuple[Job, Outcome]]:
    """Read files in child processes and give each with its outcome, as they come.

    Args:
        jobs: the files, in the order in which they are begun.
        open_reader: makes the reader, once in each child; a function of a module.
        workers: how many children read at the same time.
        limits: what each document may take.

    Raises:
        VraagbaakError: a child could not make its reader.
    """
    waiting = deque(jobs)
    children: list[_Child] = []
    try:
        while waiting or any(child.job for child in children):
            busy = sum(child.job is not None for child in children)
            while len(children) < min(workers, len(waiting) + busy):
                children.append(_Child(open_reader, limits))
            for child in children:
                if child.is_idle and waiting:
                    child.give(waiting.popleft())
            for child in _await(children):
                job, outcome = child.job, child.take()
                if outcome is not None and job is not None:
                    yield job, outcome
            children = [child for child in children if child.is_alive]
    finally:
        for child in children:
            child.kill()


class _Child:
    """A child process and what it is doing: starting, waiting for work, or reading."""

    __slots__ = ("_deadline", "_limits", "_process", "_seconds", "connection", "is_idle", "job")

    def __init__(self, open_reader: Callable[[], Reader], limits: Limits) -> None:
        self._limits = limits
        self._seconds = _STARTING_SECONDS
        self._deadline = time.monotonic() + self._seconds
        self.is_idle = False
        self.job: Job | None = None
        self.connection, other = _CONTEXT.Pipe()
        self._process: BaseProcess = _CONTEXT.Process(
            target=_serve, args=(other, open_reader, limits.memory), daemon=True
        )
        # Ctrl-C reaches all processes of the terminal; the children leave it to their parent.
        mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            self._process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        other.close()

    @property
    def is_alive(self) -> bool:
        """Whether it has not been ended."""
        return not self.connection.closed

    @property
    def seconds_left(self) -> float:
        """How long its answer may still take."""
        return max(0.0, self._deadline - time.monotonic())

    def give(self, job: Job) -> None:
        """Have it read a file."""
        self.job, self.is_idle = job, False
        self._seconds = self._limits.seconds_for(job.size)
        self._deadline = time.monotonic() + self._seconds
        try:
            self.connection.send((job.path, self._seconds))
        except OSError:
            # It died while it had nothing to do: that shows when its answer is awaited.
            logger.warning("a reader died between two documents")

    def take(self) -> Outcome | None:
        """What it has to say when awaited: the outcome of its file, None when it is ready at last.

        Raises:
            VraagbaakError: it died or hung before it was ready.
        """
        if not self.connection.poll():
            return self._end("timeout", f"not read within {self._seconds:.0f} seconds")
        try:
            outcome: Outcome | None = self.connection.recv()
        except (EOFError, OSError):
            self._process.join()
            return self._end(*_cause_of_death(self._process.exitcode or 0))
        self.job, self.is_idle = None, True
        return outcome

    def kill(self) -> None:
        """End it at once: it owns nothing that could be left half-done."""
        self._process.kill()
        self._process.join()
        self.connection.close()

    def _end(self, code: str, message: str) -> Issue:
        is_reading = self.job is not None
        self.job = None
        self.kill()
        if not is_reading:
            raise VraagbaakError(f"a reader could not start: {message}")
        return Issue(code, message)


def _await(children: list[_Child]) -> list[_Child]:
    """The children that have something to say, or have been silent for too long."""
    awaited = [child for child in children if not child.is_idle]
    speaking = wait(
        [child.connection for child in awaited], min(child.seconds_left for child in awaited)
    )
    return [child for child in awaited if child.connection in speaking or not child.seconds_left]


def _cause_of_death(exit_code: int) -> tuple[str, str]:
    """The code of the issue and its message, from what the process ended with."""
    if exit_code == _OUT_OF_MEMORY:
        return "out_of_memory", "reading it took more memory than a document may take"
    cause = signal.Signals(-exit_code).name if exit_code < 0 else f"exit code {exit_code}"
    return "crashed", f"the reader died of it ({cause})"


def _serve(connection: Connection, open_reader: Callable[[], Reader], memory: int) -> None:
    """The life of a child: make the reader, then read what comes until the parent hangs up."""
    _restrain(memory)
    read = open_reader()
    with suppress(EOFError, OSError):
        connection.send(None)
        while True:
            path, seconds = connection.recv()
            signal.setitimer(signal.ITIMER_REAL, seconds + _GRACE_SECONDS)
            outcome = _read(read, path)
            signal.setitimer(signal.ITIMER_REAL, 0)
            connection.send(outcome)


def _read(read: Reader, path: Path) -> Outcome:
    """Read a file; whatever goes wrong becomes the issue of this file."""
    try:
        return read(path)
    except UnreadableDocument as error:
        return Issue(error.code, str(error))
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)
    except OSError as error:
        return Issue("unopened", error.strerror or str(error))
    except Exception as error:
        logger.exception("a fault of ours in %s", path)
        return Issue("internal_error", f"{type(error).__name__}: {error}")


def _restrain(memory: int) -> None:
    """Take from this process what a document must not have: memory, cores, threads."""
    _lower(resource.RLIMIT_AS, memory)
    _lower(resource.RLIMIT_CORE, 0)
    # A reader a core is enough: libraries that start a thread a core would fight over them.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def _lower(kind: int, wanted: int) -> None:
    _, hard = resource.getrlimit(kind)
    resource.setrlimit(kind, (wanted if hard < 0 else min(wanted, hard), hard))
