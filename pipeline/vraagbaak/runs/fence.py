"""The child processes that read documents: what a document does to its reader stays its own.

A reader that dies, hangs or eats all memory costs the document that it was reading; another takes
its place. Each loads what it needs once and then reads one document after another. A document
that the first reader refuses, or dies of, is tried once more by the second.
"""

import logging
import multiprocessing
import os
import pickle
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from vraagbaak.errors import VraagbaakError
from vraagbaak.records import Document, DocumentRecord, Issue, Picture, Subject
from vraagbaak.runs.child import OUT_OF_MEMORY, Pages, Readers, Ready, Reply, serve
from vraagbaak.runs.inspection import inspect, unpickle
from vraagbaak.runs.limits import Limits

Read = TypeVar("Read", DocumentRecord, Document, Picture)
"""What a file is read into."""

logger = logging.getLogger(__name__)

# The language model loads in seconds; a machine under load may need many.
_STARTING_SECONDS = 120.0
# Another reader may open what the first finds damaged or dies of. One that took too long or too
# much memory is not given to the second, which takes more of both.
_TRIED_AGAIN = frozenset({"damaged", "crashed"})
_ENDED_BY_CLOCK = frozenset({signal.SIGALRM, signal.SIGXCPU})
# pdfium is not made for threads, and a fork would inherit those of the progress bar.
_CONTEXT = multiprocessing.get_context("spawn")


class Job(NamedTuple):
    """A file to read, its size in bytes, and the hash of its content (None: it has none yet).

    ``subject`` is that of the question of which it is an annex; None where it is none.
    """

    path: Path
    size: int
    sha256: str | None = None
    subject: Subject | None = None


class _Task(NamedTuple):
    """A job, how often it was tried before, and why that failed."""

    job: Job
    attempt: int = 0
    refusal: Issue | None = None


def read_all(
    jobs: Iterable[Job],
    open_readers: Callable[[], Readers[Read]],
    kind: type[Read],
    workers: int,
    limits: Limits,
) -> Iterator[tuple[Job, Read | Issue]]:
    """Read files in child processes and give each with what it became, as they come.

    With one worker that is the order of the jobs.

    Args:
        jobs: the files, in the order in which they are begun.
        open_readers: makes the readers, once in each child; a function of a module.
        kind: what the readers read a file into.
        workers: how many children read at the same time.
        limits: what each document may take.

    Raises:
        VraagbaakError: a child could not make its readers, or met what is no document's fault.
    """
    waiting = deque(_Task(job) for job in jobs)
    children: list[_Child[Read]] = []
    try:
        while waiting or any(child.task for child in children):
            busy = sum(child.task is not None for child in children)
            while len(children) < min(workers, len(waiting) + busy):
                children.append(_Child(open_readers, kind, limits))
            for child in children:
                if child.is_idle and waiting:
                    child.give(waiting.popleft())
            for child in _await(children):
                task, outcome = child.task, child.take()
                if outcome is None or task is None:
                    continue
                if isinstance(outcome, Issue) and _is_tried_again(task, outcome, child.tries):
                    waiting.appendleft(_Task(task.job, task.attempt + 1, outcome))
                else:
                    yield task.job, _settled(task, outcome)
            children = [child for child in children if child.is_alive]
    finally:
        for child in children:
            child.kill()


def _is_tried_again(task: _Task, issue: Issue, tries: int) -> bool:
    """Whether another reader may do better."""
    return issue.code in _TRIED_AGAIN and task.attempt + 1 < tries


def _settled(task: _Task, outcome: Read | Issue) -> Read | Issue:
    """The outcome of all tries; where none went well, the first reader says why."""
    return task.refusal if task.refusal and isinstance(outcome, Issue) else outcome


class _Child(Generic[Read]):
    """A child process and what it is doing: starting, waiting for work, or reading.

    ``tries`` is how many readers it has, known when it is ready.
    """

    def __init__(
        self, open_readers: Callable[[], Readers[Read]], kind: type[Read], limits: Limits
    ) -> None:
        self._kind: type[Read] = kind
        self._limits = limits
        self._begun = time.monotonic()
        self._seconds = _STARTING_SECONDS
        self._has_counted = False
        self.is_idle = False
        self.tries = 0
        self.task: _Task | None = None
        self.connection, other = _CONTEXT.Pipe()
        self._process: BaseProcess = _CONTEXT.Process(
            target=serve, args=(other, open_readers, limits), daemon=True
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
        return max(0.0, self._begun + self._seconds - time.monotonic())

    def give(self, task: _Task) -> None:
        """Have it read a file."""
        self.task, self.is_idle, self._has_counted = task, False, False
        self._begun = time.monotonic()
        self._seconds = self._limits.seconds_for(1)
        try:
            self.connection.send((task.job.path, task.attempt, task.job.subject))
        except OSError:
            # It died while it had nothing to do: that shows when its answer is awaited.
            logger.warning("a reader died between two documents")

    def take(self) -> Read | Issue | None:
        """What it has to say when awaited: the outcome of its file, None for anything else.

        Raises:
            VraagbaakError: it died or hung before it was ready, or met what is no document's fault.
        """
        if not self.seconds_left or not self.connection.poll():
            return self._end(Issue("timeout", f"not read within {self._seconds:.0f} seconds"))
        try:
            message = unpickle(self.connection.recv_bytes(self._limits.answer_size))
        except EOFError:
            self._process.join()
            return self._end(_cause_of_death(self._process.exitcode or 0))
        except OSError:
            return self._end(Issue("too_complex", "what it was read into is too large to keep"))
        except pickle.UnpicklingError as error:
            return self._end(Issue("inconsistent", f"its reader handed back no record: {error}"))
        return self._hear(message)

    def _hear(self, message: object) -> Read | Issue | None:
        """Go by a message: it is ready, it knows how many pages there are, or it is done."""
        match message:
            case Ready(tries) if not self.task:
                self.tries, self.is_idle = int(tries), True
                return None
            case Pages(number) if self.task and not self._has_counted:
                self._has_counted = True
                self._seconds = self._limits.seconds_for(int(number))
                return None
            case Reply(outcome, is_spent) if self.task:
                job = self.task.job
                found = inspect(outcome, self._kind, job.path.name, job.sha256)
                if isinstance(found, VraagbaakError):
                    raise found
                self.task, self.is_idle = None, True
                if is_spent:
                    self.kill()
                return found
            case VraagbaakError():
                raise message
        return self._end(Issue("inconsistent", "its reader handed back something else"))

    def kill(self) -> None:
        """End it at once with all it started: it owns nothing that could be left half-done."""
        if self._process.pid and self._process.is_alive():
            try:
                os.killpg(self._process.pid, signal.SIGKILL)
            except ProcessLookupError:  # it has no group of its own yet
                self._process.kill()
        self._process.join()
        self.connection.close()

    def _end(self, issue: Issue) -> Issue:
        is_reading = self.task is not None
        self.task = None
        self.kill()
        if not is_reading:
            raise VraagbaakError(f"a reader could not start ({issue.message}): see what it said")
        return issue


def _await(children: list[_Child[Read]]) -> list[_Child[Read]]:
    """The children that have something to say, or have been silent for too long."""
    awaited = [child for child in children if not child.is_idle]
    speaking = wait(
        [child.connection for child in awaited], min(child.seconds_left for child in awaited)
    )
    return [child for child in awaited if child.connection in speaking or not child.seconds_left]


def _cause_of_death(exit_code: int) -> Issue:
    """Why a document was not read, from what its reader ended with."""
    if exit_code == OUT_OF_MEMORY:
        return Issue("out_of_memory", "reading it took more memory than a document may take")
    if -exit_code in _ENDED_BY_CLOCK:
        return Issue("timeout", "reading it took more time than a document may take")
    cause = signal.Signals(-exit_code).name if exit_code < 0 else f"exit code {exit_code}"
    return Issue("crashed", f"the reader died of it ({cause})")
