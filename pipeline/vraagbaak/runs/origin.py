"""From a value of the dataset back to the page that it was read from."""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from vraagbaak.dataset import release
from vraagbaak.dataset.migration import open_to_read
from vraagbaak.dataset.views.explanation import Explanation
from vraagbaak.errors import UnreadableDocument, WrongUsage
from vraagbaak.records import Picture
from vraagbaak.runs.files import Failure, read_files
from vraagbaak.runs.limits import Limits
from vraagbaak.runs.reader import open_picture_reader

_PDF = b"%PDF-"
_JUNK = 1024  # bytes before the header that readers of PDF put up with


@contextmanager
def opened_to_read(output: Path) -> Iterator[sqlite3.Connection]:
    """The database of the release in force, to read.

    Raises:
        WrongUsage: there is no dataset in the folder.
    """
    with open_to_read(release.release_in_force(output) / release.DATABASE) as connection:
        yield connection


_USUAL = Limits()


def picture_of(explanation: Explanation, corpus: Path, limits: Limits = _USUAL) -> bytes:
    """The page of a value as PNG, drawn behind the fence from the very file that it was read from.

    Args:
        explanation: the value.
        corpus: the folder that the dataset was built from.
        limits: what drawing it may take.

    Raises:
        WrongUsage: the value stands on no page, or the file is gone or has changed since.
        UnreadableDocument: it cannot be drawn within the limits of a document.
    """
    origin, place = explanation.origin, explanation.place
    if place is None:
        raise WrongUsage(f"{explanation.id} stands on no page: there is nothing to draw")
    path = corpus / origin.path
    if not path.is_file():
        raise WrongUsage(f"{path} is gone: name the folder that was built with --corpus")
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != origin.sha256:
        raise WrongUsage(f"{path} has changed since it was read: build the dataset anew")
    if _PDF not in content[:_JUNK]:
        raise WrongUsage(f"{path} is no PDF: it has no pages to draw")
    around = tuple(
        other.box
        for _, other in explanation.around
        if other is not None and other.page == place.page and other.box is not None
    )
    reader = partial(open_picture_reader, place.page, place.box, around)
    (drawn,) = read_files([path], reader, Picture, limits)
    if isinstance(drawn, Failure):
        raise UnreadableDocument(drawn.issue.code, f"{path} cannot be drawn: {drawn.issue.message}")
    return drawn.png
