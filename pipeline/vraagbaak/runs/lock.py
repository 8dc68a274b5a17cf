"""The lock on a folder: one run writes there at a time."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from vraagbaak.errors import Locked


@contextmanager
def locked(file: Path, folder: Path) -> Iterator[None]:
    """Hold the lock; the system lets go of it, however the process ends.

    Args:
        file: the lock; made where it does not exist.
        folder: what the lock is on, to be named.

    Raises:
        Locked: another run holds it.
    """
    with file.open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Locked(
                f"another run is writing to {folder}; try again when it is done"
            ) from error
        yield
