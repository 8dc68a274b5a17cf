"""A plain folder as a source: each document in it stands for a question that only it tells of."""

import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path

from vraagbaak.errors import WrongUsage
from vraagbaak.records.source import FileRole, SourceFile, SourceQuestion
from vraagbaak.source.failures import RequestFailed
from vraagbaak.source.listing import Asked, Download, Hit, Listing, Window
from vraagbaak.source.media import find_media

_ENDINGS = (".pdf", ".docx")
_ALL = Window(None, None)


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
        hits = tuple(sorted(self._hits()))
        return Listing(window, hits, len(hits))

    def describe(self, hits: tuple[Hit, ...]) -> SourceQuestion:
        """Nothing but the file: a folder says no more."""
        return bare_question(self.name, hits[0].source_id, hits[0].source_id)

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

    def _hits(self) -> Iterator[Hit]:
        for parent, folders, names in os.walk(self._folder):
            folders[:] = [name for name in folders if not name.startswith((".", "~"))]
            for name in names:
                path = Path(parent, name)
                if name.lower().endswith(_ENDINGS) and not name.startswith((".", "~")):
                    number = path.relative_to(self._folder).as_posix()
                    yield Hit(number, number, None, _state(path))


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
