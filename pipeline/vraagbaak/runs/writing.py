"""Says in one line why a folder cannot be written to."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from vraagbaak.errors import WrongUsage


@contextmanager
def writing_to(folder: Path, option: str) -> Iterator[None]:
    """Turn what the disk refuses into wrong usage; ``option`` is that which names the folder.

    Raises:
        WrongUsage: the folder cannot be written to.
    """
    advice = f"make room there, or name another folder with {option}"
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise WrongUsage(f"cannot write to {folder}: {reason}; {advice}") from error
    except sqlite3.OperationalError as error:
        raise WrongUsage(f"cannot write to {folder}: {error}; {advice}") from error
