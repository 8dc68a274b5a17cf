"""Some files, read behind the fence in the order in which they are named."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

from vraagbaak.records import Document, DocumentRecord, Issue, Picture
from vraagbaak.runs.child import Readers
from vraagbaak.runs.fence import Job, read_all
from vraagbaak.runs.limits import Limits, too_large

Read = TypeVar("Read", DocumentRecord, Document, Picture)


class Failure(NamedTuple):
    """A file that could not be read: why, and the hash of its content where it has one."""

    path: Path
    sha256: str | None
    issue: Issue

    def as_record(self) -> DocumentRecord:
        """What stands for its record."""
        return DocumentRecord(
            self.path.name, self.sha256 or "", page_count=None, has_text=False, error=self.issue
        )


def read_files(
    paths: Sequence[Path],
    open_readers: Callable[[], Readers[Read]],
    kind: type[Read],
    limits: Limits,
) -> Iterator[Read | Failure]:
    """Read files in one child process and give what each became, in their order.

    Args:
        paths: the files.
        open_readers: makes the readers in the child; a function of a module, or its partial.
        kind: what the readers read a file into.
        limits: what each document may take.

    Raises:
        VraagbaakError: the readers cannot be made, or something no document is to blame for.
    """
    jobs = [_look_at(path, limits) for path in paths]
    outcomes = read_all(
        [job for job in jobs if isinstance(job, Job)], open_readers, kind, workers=1, limits=limits
    )
    for job in jobs:
        if isinstance(job, Failure):
            yield job
            continue
        _, outcome = next(outcomes)
        yield Failure(job.path, job.sha256, outcome) if isinstance(outcome, Issue) else outcome


def _look_at(path: Path, limits: Limits) -> Job | Failure:
    """A file as something to read; what is no file, or too large, is not even opened."""
    try:
        if path.is_dir():
            what = f"{path.name}: is a folder; name the files in it"
            return Failure(path, None, Issue("unreadable_file", what))
        # A pipe would wait for ever to be written to.
        if not path.is_file() and path.exists():
            what = f"{path.name}: is no file on a disk; save it first"
            return Failure(path, None, Issue("unreadable_file", what))
        size = path.stat().st_size
        if size > limits.file_size:
            return Failure(path, None, too_large(path.name, limits))
        with path.open("rb") as file:
            return Job(path, size, hashlib.file_digest(file, "sha256").hexdigest())
    except OSError as error:
        what = f"{path.name}: cannot be read ({error.strerror}); check its name and rights"
        return Failure(path, None, Issue("unreadable_file", what))
