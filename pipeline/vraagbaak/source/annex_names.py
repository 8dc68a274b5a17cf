"""Which file of a plain folder is an annex to which other: its name says so, or nothing does."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from pathlib import PurePosixPath
from typing import NamedTuple

_CALLED = re.compile(r"(?<![^\W\d_])bijlagen?(?![^\W\d_])", re.IGNORECASE)


class Sorted(NamedTuple):
    """The files of a folder: those with questions, and the annexes, each with its document.

    That is None where it is not clear.
    """

    documents: tuple[PurePosixPath, ...]
    annexes: dict[PurePosixPath, PurePosixPath | None]


def sort_files(paths: Iterable[PurePosixPath], endings: Collection[str]) -> Sorted:
    """Tell documents, annexes and what is neither apart.

    A file with "bijlage" in its name is an annex: to the document in the same folder whose name its
    own begins with, or else to the only one there. Where neither is, it is read as any other file.

    Args:
        paths: the files, below the folder.
        endings: those of documents, as ".pdf".

    >>> names = ("31.pdf", "311.pdf", "311-bijlage.xlsx", "foto.png")
    >>> found = sort_files(map(PurePosixPath, names), [".pdf"])
    >>> [str(path) for path in found.documents]
    ['31.pdf', '311.pdf']
    >>> [(str(annex), str(document)) for annex, document in found.annexes.items()]
    [('311-bijlage.xlsx', '311.pdf')]
    """
    documents: list[PurePosixPath] = []
    called: list[PurePosixPath] = []
    for path in sorted(paths):
        if _CALLED.search(path.stem):
            called.append(path)
        elif path.suffix.lower() in endings:
            documents.append(path)
    beside: defaultdict[PurePosixPath, list[PurePosixPath]] = defaultdict(list)
    named: defaultdict[tuple[PurePosixPath, str], list[PurePosixPath]] = defaultdict(list)
    for path in documents:
        beside[path.parent].append(path)
        named[path.parent, path.stem.lower()].append(path)
    annexes: dict[PurePosixPath, PurePosixPath | None] = {}
    for path in called:
        starts = (named.get((path.parent, start)) for start in _starts(path.stem.lower()))
        fitting = next(filter(None, starts), beside[path.parent])
        if len(fitting) == 1:
            annexes[path] = fitting[0]
        elif path.suffix.lower() in endings:
            documents.append(path)
        else:
            annexes[path] = None
    return Sorted(tuple(sorted(documents)), annexes)


def name_beside(annex: PurePosixPath, document: PurePosixPath | None) -> str:
    """What an annex is called beyond the name of its document.

    >>> name_beside(PurePosixPath("a/311-bijlage.xlsx"), PurePosixPath("a/311.pdf"))
    '-bijlage.xlsx'
    """
    stem = document.stem if document else ""
    return annex.name[len(stem) :] if annex.name.lower().startswith(stem.lower()) else annex.name


def _starts(name: str) -> Iterable[str]:
    """What a name begins with, the longest first: whole words, "311-bijlage" not with "31"."""
    return (name[:end] for end in range(len(name), 0, -1) if not name[end : end + 1].isalnum())
