"""Writes files whole, and says in one line why a folder cannot be written to."""

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
    advice = f"mend that, or name another folder with {option}"
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise WrongUsage(f"cannot write to {folder}: {reason}; {advice}") from error
    except sqlite3.OperationalError as error:
        raise WrongUsage(f"cannot write to {folder}: {error}; {advice}") from error


def write_whole(path: Path, content: bytes) -> None:
    """Write a file for somebody: all of it, or what stood there before.

    Raises:
        WrongUsage: there is no writing there.
    """
    unfinished = path.with_name(f".{path.name}.part")
    try:
        unfinished.write_bytes(content)
        unfinished.rename(path)
    except OSError as error:
        if path.parent.is_dir():
            unfinished.unlink(missing_ok=True)
        reason = error.strerror or str(error)
        raise WrongUsage(
            f"cannot write {path}: {reason}; mend that, or name another file"
        ) from error
