"""What one document may take of the machine, and how a process is held to it."""

import os
import resource
from pathlib import Path
from typing import NamedTuple

from vraagbaak.reading.limits import MOST_PAGES
from vraagbaak.records import Issue

_MEGABYTE = 2**20
# Set on top of the wall clock, in whole seconds: the clock is what a document should run into.
_CPU_MARGIN = 2
# What a reader may have mapped beyond its own start, as a share of what a document may take,
# before another takes its place: the next document must find room.
_SPENT = 0.25


class Limits(NamedTuple):
    """What one document may take.

    ``seconds`` of wall clock, and ``seconds_a_page`` beside; ``memory`` in bytes of address space
    beyond what its reader has mapped when it is ready; ``file_size`` in bytes; ``answer_size`` in
    bytes of what a reader hands back.
    """

    seconds: float = 10.0
    seconds_a_page: float = 0.2
    memory: int = 1024 * _MEGABYTE
    file_size: int = 100 * _MEGABYTE
    answer_size: int = 128 * _MEGABYTE

    def seconds_for(self, pages: int) -> float:
        """The wall clock for a document of so many pages."""
        return self.seconds + self.seconds_a_page * min(max(1, pages), MOST_PAGES)


def too_large(name: str, limits: Limits) -> Issue:
    """Why a file is not even opened."""
    return Issue("too_large", f"{name}: is larger than {limits.file_size // 2**20} MB; part it")


def restrain() -> None:
    """Take from this process what no reader needs: core dumps, and a thread a core.

    A reader a core is enough: libraries that start threads would fight over them.
    """
    _lower(resource.RLIMIT_CORE, 0)
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def limit_memory(memory: int) -> None:
    """Let this process map so many bytes beside what it has mapped by now."""
    _lower(resource.RLIMIT_AS, mapped_bytes() + memory)


def limit_cpu(seconds: float) -> None:
    """Let this process, threads and all, take so much more CPU time."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    _lower(resource.RLIMIT_CPU, int(usage.ru_utime + usage.ru_stime + seconds) + _CPU_MARGIN)


def is_spent(mapped_at_start: int, memory: int) -> bool:
    """Whether so much stays mapped of the documents before that the next may want for room."""
    return mapped_bytes() - mapped_at_start > _SPENT * memory


def mapped_bytes() -> int:
    """The address space of this process; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:
        return 0
    return pages * resource.getpagesize()


def _lower(kind: int, wanted: int) -> None:
    _, hard = resource.getrlimit(kind)
    resource.setrlimit(kind, (wanted if hard < 0 else min(wanted, hard), hard))
