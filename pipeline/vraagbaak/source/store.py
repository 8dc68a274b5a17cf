"""The store: every content once, under its own hash, written whole and never changed.

Nothing that comes from outside becomes a path: not a name, not a number, not an ending.
"""

import hashlib
import os
import shutil
from pathlib import Path

from vraagbaak.source.media import ending_of

_OBJECTS = "objects"
_COMING = "objects/.coming"
_FOLDER_DIGITS = 2


def object_path(sha256: str, media_type: str) -> str:
    """Where a content stands below the corpus.

    >>> object_path("ab12", "application/pdf")
    'objects/ab/ab12.pdf'
    """
    return f"{_OBJECTS}/{sha256[:_FOLDER_DIGITS]}/{sha256}.{ending_of(media_type)}"


def keep_object(corpus: Path, content: bytes, media_type: str) -> str:
    """Write a content that is not there yet, and give its SHA-256.

    It is on the disk, under a name that passes, before it gets its own.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    target = corpus / object_path(sha256, media_type)
    if target.is_file() and target.stat().st_size == len(content):
        return sha256
    target.parent.mkdir(parents=True, exist_ok=True)
    coming = corpus / _COMING
    coming.mkdir(exist_ok=True)
    unfinished = coming / sha256
    with unfinished.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.chmod(0o444)
    unfinished.rename(target)
    _flush_folder(target.parent)
    return sha256


def clear_unfinished(corpus: Path) -> None:
    """Remove what a run that was killed had begun to write."""
    shutil.rmtree(corpus / _COMING, ignore_errors=True)


def _flush_folder(folder: Path) -> None:
    """Have the disk know the new name."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
