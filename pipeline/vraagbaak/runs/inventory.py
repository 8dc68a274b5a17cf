"""What there is to read, by content: the PDFs of a folder, or the documents of a corpus."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from vraagbaak.dataset.keys import document_id
from vraagbaak.dataset.reviews.file import digest, read_rulings
from vraagbaak.dataset.reviews.ruling import Ruling
from vraagbaak.dataset.rows.document_rows import Content
from vraagbaak.dataset.run_log import Beside
from vraagbaak.errors import WrongUsage
from vraagbaak.records import Issue
from vraagbaak.records.source import RegisteredQuestion
from vraagbaak.source.catalogue import has_catalogue, read_catalogue
from vraagbaak.source.register import hash_register, read_register
from vraagbaak.source.store import object_path


class Found(NamedTuple):
    """A content of the folder, and why its file could not be opened where it could not."""

    content: Content
    path: Path
    problem: Issue | None = None


class Inventory(NamedTuple):
    """The contents to read, and what sources and people say of them."""

    found: tuple[Found, ...]
    register: tuple[RegisteredQuestion, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    beside: Beside = Beside()


def take_inventory(folder: Path, reviews: Path) -> Inventory:
    """What there is to read in a folder: where a refresh filled it, what its catalogue knows.

    Raises:
        WrongUsage: there is no such folder, a part of it is closed to us, it holds no document, or
            the file of rulings is broken.
    """
    inventory = _take_corpus(folder) if has_catalogue(folder) else Inventory(_take_folder(folder))
    rulings = read_rulings(reviews)
    beside = inventory.beside._replace(reviews=digest(rulings) or None)
    return inventory._replace(rulings=rulings, beside=beside)


def _take_corpus(corpus: Path) -> Inventory:
    """The document of each question that is in the catalogue; its name is its hash already."""
    with read_catalogue(corpus) as connection:
        register = tuple(read_register(connection))
        register_hash = hash_register(connection)
    found: dict[str, Found] = {}
    for registered in register:
        held = registered.document
        if held is not None and held.sha256 and held.media_type:
            name = object_path(held.sha256, held.media_type)
            content = Content(document_id(held.sha256), held.sha256, held.size, (name,))
            found[name] = Found(content, corpus / name)
    if not found:
        raise WrongUsage(
            f"the catalogue of {corpus} has no document yet; fetch some: `vraagbaak refresh`"
        )
    documents = tuple(found[name] for name in sorted(found))
    return Inventory(documents, register, beside=Beside(register=register_hash))


def _take_folder(folder: Path) -> tuple[Found, ...]:
    """Every content among the PDFs below a folder, in the order of the first path of each.

    Hidden files and folders are left out, and what begins with ``~``: editors and browsers keep
    half a document there.
    """
    if not folder.is_dir():
        what = "is a file, not a folder" if folder.exists() else "does not exist"
        raise WrongUsage(f"the folder {folder} {what}; name one: `vraagbaak build FOLDER`")
    paths: dict[str, list[str]] = {}
    found: dict[str, Found] = {}
    for path in sorted(_pdfs(folder)):
        name = _printable(path.relative_to(folder))
        one = _look_into(path, name)
        found.setdefault(one.content.id, one)
        paths.setdefault(one.content.id, []).append(name)
    if not found:
        raise WrongUsage(
            f"no PDF below {folder}; put PDFs there or name another: `vraagbaak build FOLDER`"
        )
    return tuple(
        one._replace(content=one.content._replace(paths=tuple(paths[key])))
        for key, one in found.items()
    )


def _pdfs(folder: Path) -> Iterator[Path]:
    """The files below the folder that are called PDFs, whatever they are."""
    for parent, folders, names in os.walk(folder, onerror=_refuse):
        folders[:] = [name for name in folders if not _is_passing(name)]
        for name in names:
            if name.lower().endswith(".pdf") and not _is_passing(name):
                yield Path(parent, name)


def _refuse(error: OSError) -> None:
    raise WrongUsage(f"cannot look into {error.filename}: {error.strerror}")


def _is_passing(name: str) -> bool:
    return name.startswith((".", "~"))


def _look_into(path: Path, name: str) -> Found:
    """Hash a file; one that cannot be opened gets its key from its name instead."""
    problem = "it is not a regular file"
    try:
        # A pipe would wait for ever to be written to.
        if path.is_file():
            with path.open("rb") as file:
                sha256 = hashlib.file_digest(file, "sha256").hexdigest()
                size = os.fstat(file.fileno()).st_size
            return Found(Content(document_id(sha256), sha256, size, (name,)), path)
    except OSError as error:
        problem = error.strerror or str(error)
    key = document_id(hashlib.sha256(f"path {name}".encode()).hexdigest())
    return Found(Content(key, None, None, (name,)), path, Issue("unopened", problem))


def _printable(path: Path) -> str:
    """The path with ``/``; bytes that are no UTF-8 are written out."""
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")
