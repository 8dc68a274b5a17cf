"""A plain folder as a source: each document in it stands for a question that only it tells of.

Files that are called annexes of a document are those of its question.
"""

import datetime as dt
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath

from vraagbaak.errors import WrongUsage
from vraagbaak.records.source import FileRole, SourceFile, SourceQuestion
from vraagbaak.source.annex_names import sort_files
from vraagbaak.source.failures import RequestFailed
from vraagbaak.source.listing import Asked, Download, Hit, Listing, Oddity, Window
from vraagbaak.source.media import find_media

_ENDINGS = (".pdf", ".docx")
_ALL = Window(None, None)
_UNCLEAR = "it is called an annex, but of which document is not clear"


class Folder:
    """A folder that somebody puts documents in; the corpus gets a copy of each."""

    name = "folder"

    def __init__(self, folder: Path, most_bytes: int) -> None:
        """Name the folder.

        Args:
            folder: the documents stand here and below.
            most_bytes: the largest that is taken.

        Raises:
            WrongUsage: there is no such folder.
        """
        if not folder.is_dir():
            raise WrongUsage(f"there is no folder {folder}: name one with --source folder:PATH")
        self._folder = folder
        self._most_bytes = most_bytes

    @property
    def asked(self) -> Asked:
        """Nobody was asked anything."""
        return Asked()

    def close(self) -> None:
        """Nothing is held open."""

    def windows(self, since: dt.date, until: dt.date) -> tuple[Window, ...]:
        """All at once: files have no day of publication."""
        return (_ALL,)

    def count_window(self, window: Window) -> None:
        """Not counted: listing costs no more."""

    def list_window(self, window: Window) -> Listing:
        """Every document, with its size and time: one that changes is taken again."""
        files = sort_files(self._paths(), _ENDINGS)
        pairs = [(path, path) for path in files.documents]
        pairs += [(document, annex) for annex, document in files.annexes.items() if document]
        hits = sorted(
            Hit(str(document), str(path), None, _state(self._folder / path))
            for document, path in pairs
        )
        unclear = (str(annex) for annex, document in files.annexes.items() if not document)
        oddities = tuple(Oddity(name, _UNCLEAR) for name in unclear)
        return Listing(window, tuple(hits), len(hits), oddities)

    def describe(self, hits: tuple[Hit, ...]) -> SourceQuestion:
        """Nothing but the files: a folder says no more."""
        number = hits[0].source_id
        question = bare_question(self.name, number, number)
        others = sorted(hit.file_number for hit in hits if hit.file_number != number)
        annexes = (SourceFile(other, other, FileRole.ANNEX) for other in others)
        return replace(question, files=(*question.files, *annexes))

    def fetch(self, file: SourceFile) -> Download:
        """Read the file, from within the folder alone."""
        path = self._folder / file.number
        try:
            if not path.resolve().is_relative_to(self._folder.resolve()):
                raise RequestFailed("refused_address", f"{file.number} leads out of the folder")
            if path.stat().st_size > self._most_bytes:
                raise RequestFailed("too_large", f"{file.number} is too large")
            content = path.read_bytes()
        except OSError as error:
            raise RequestFailed("unopened", f"{file.number}: {error.strerror}") from error
        return Download(content, find_media(content).type)

    def _paths(self) -> Iterator[PurePosixPath]:
        for parent, folders, names in os.walk(self._folder):
            folders[:] = [name for name in folders if not name.startswith((".", "~"))]
            for name in names:
                if not name.startswith((".", "~")):
                    yield PurePosixPath(Path(parent, name).relative_to(self._folder))


def _state(path: Path) -> tuple[tuple[str, str], ...]:
    """What changes when the file does."""
    try:
        stat = path.stat()
    except OSError:
        return ()
    return (("bytes", str(stat.st_size)), ("changed", str(stat.st_mtime_ns)))


def bare_question(source: str, number: str, address: str) -> SourceQuestion:
    """A question of which no more is known than its document."""
    return SourceQuestion(
        source=source,
        source_id=number,
        number=None,
        session_year=None,
        title=None,
        asked_by=None,
        minister=None,
        themes=(),
        asked_on=None,
        answered_on=None,
        published_on=None,
        answer_kind=None,
        timely=None,
        steps=(),
        files=(SourceFile(number, address, FileRole.MAIN),),
    )
