"""What there is to read, by content: the files of a folder, or those that a corpus goes by."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from vraagbaak.dataset.keys import document_id, slug
from vraagbaak.dataset.reviews.file import digest, read_rulings
from vraagbaak.dataset.reviews.ruling import Ruling
from vraagbaak.dataset.rows.document_rows import Content
from vraagbaak.dataset.run_log import Beside
from vraagbaak.errors import WrongUsage
from vraagbaak.records import Issue
from vraagbaak.records.source import FileRole, FileVersion, RegisteredQuestion
from vraagbaak.source.annex_names import name_beside, sort_files
from vraagbaak.source.catalogue import has_catalogue, read_catalogue
from vraagbaak.source.register import hash_register, read_register
from vraagbaak.source.store import object_path


class Found(NamedTuple):
    """A content of the folder: what it is to be read as, and why its file could not be opened."""

    content: Content
    path: Path
    problem: Issue | None = None
    role: FileRole = FileRole.MAIN


class Annex(NamedTuple):
    """A content that belongs to a question of another document.

    ``name`` is its own among the annexes of that question. ``document`` is the key of the document
    and ``number`` that of the question in it; None where it is not known.
    """

    content: str
    name: str
    document: str | None
    number: int | None = None


class Inventory(NamedTuple):
    """The contents to read, how they belong together, and what sources and people say of them."""

    found: tuple[Found, ...]
    annexes: tuple[Annex, ...] = ()
    register: tuple[RegisteredQuestion, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    beside: Beside = Beside()


def take_inventory(folder: Path, reviews: Path) -> Inventory:
    """What there is to read in a folder: where a refresh filled it, what its catalogue knows.

    Raises:
        WrongUsage: there is no such folder, a part of it is closed to us, it holds no document, or
            the file of rulings is broken.
    """
    inventory = _take_corpus(folder) if has_catalogue(folder) else _take_folder(folder)
    rulings = read_rulings(reviews)
    beside = inventory.beside._replace(reviews=digest(rulings) or None)
    return inventory._replace(rulings=rulings, beside=beside)


def _take_corpus(corpus: Path) -> Inventory:
    """The files of each question that stand in the catalogue; their names are hashes already."""
    with read_catalogue(corpus) as connection:
        register = tuple(read_register(connection))
        register_hash = hash_register(connection)
    found: dict[str, Found] = {}
    annexes: list[Annex] = []
    for registered in register:
        main = registered.document
        document = _find_object(corpus, main) if main else None
        if document:
            found[document.content.paths[0]] = document
        for version in registered.annexes:
            one = _find_object(corpus, version)
            if one:
                found.setdefault(one.content.paths[0], one)
                own = document.content.id if document else None
                number = registered.question.number
                annexes.append(Annex(one.content.id, slug(version.file.number), own, number))
    if not any(one.role is FileRole.MAIN for one in found.values()):
        raise WrongUsage(
            f"the catalogue of {corpus} has no document yet; fetch some: `vraagbaak refresh`"
        )
    documents = tuple(found[name] for name in sorted(found))
    return Inventory(documents, tuple(annexes), register, beside=Beside(register=register_hash))


def _find_object(corpus: Path, version: FileVersion) -> Found | None:
    """A content of the store; None where it was not fetched yet."""
    if not version.sha256 or not version.media_type:
        return None
    name = object_path(version.sha256, version.media_type)
    content = Content(document_id(version.sha256), version.sha256, version.size, (name,))
    return Found(content, corpus / name, role=version.file.role)


def _take_folder(folder: Path) -> Inventory:
    """Every content among the PDFs and annexes below a folder, by the first path of each.

    Hidden files and folders are left out, and what begins with ``~``: editors and browsers keep
    half a document there.
    """
    if not folder.is_dir():
        what = "is a file, not a folder" if folder.exists() else "does not exist"
        raise WrongUsage(f"the folder {folder} {what}; name one: `vraagbaak build FOLDER`")
    files = sort_files(_files(folder), (".pdf",))
    if not files.documents:
        raise WrongUsage(
            f"no PDF below {folder}; put PDFs there or name another: `vraagbaak build FOLDER`"
        )
    paths: dict[str, list[str]] = {}
    found: dict[str, Found] = {}
    keys: dict[PurePosixPath, str] = {}
    for path in sorted((*files.documents, *files.annexes)):
        name = _printable(path)
        one = _look_into(folder / path, name)
        key = keys[path] = one.content.id
        paths.setdefault(key, []).append(name)
        if path in files.annexes:
            found.setdefault(key, one._replace(role=FileRole.ANNEX))
        elif found.setdefault(key, one).role is FileRole.ANNEX:
            found[key] = one
    contents = tuple(
        one._replace(content=one.content._replace(paths=tuple(paths[key])))
        for key, one in found.items()
    )
    annexes = (
        Annex(keys[path], slug(name_beside(path, document)), keys[document] if document else None)
        for path, document in files.annexes.items()
    )
    return Inventory(contents, tuple(annexes))


def _files(folder: Path) -> Iterator[PurePosixPath]:
    """The files below the folder, whatever they are, but those that pass."""
    for parent, folders, names in os.walk(folder, onerror=_refuse):
        folders[:] = [name for name in folders if not _is_passing(name)]
        for name in names:
            if not _is_passing(name):
                yield PurePosixPath(Path(parent, name).relative_to(folder))


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


def _printable(path: PurePosixPath) -> str:
    """The path with ``/``; bytes that are no UTF-8 are written out."""
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")
