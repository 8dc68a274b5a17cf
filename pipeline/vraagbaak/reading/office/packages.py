"""The ZIP packages that office files are, opened within limits: their parts, types and links.

A package comes from anybody. Its directory is added up before a part is unpacked, a part is never
unpacked beyond what the directory says, and its XML may declare no entities.
"""

import posixpath
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from vraagbaak.errors import UnreadableDocument

MOST_BYTES = 200 * 2**20  # of all parts together, unpacked
MOST_TREE_BYTES = 50 * 2**20  # of one part read as a tree, which takes many times as much memory
_MOST_PARTS = 10_000
_MOST_DEPTH = 200  # elements inside elements; Word's own files stay below 60
_PIECE = 2**20
_DEFLATED = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}  # the office formats allow no other
_TYPES = "[Content_Types].xml"
Start = Callable[[str, dict[str, str]], object]
End = Callable[[str], object]
Data = Callable[[str], object]
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError)


class Package:
    """An open package; parts are named by their path without a leading slash."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self.name = name
        self._archive = archive
        self._sizes = {info.filename: info.file_size for info in archive.infolist()}

    def __contains__(self, part: str) -> bool:
        """Whether there is such a part."""
        return part in self._sizes

    def pieces(self, part: str) -> Iterator[bytes]:
        """Unpack a part, a piece at a time; its checksum is verified at the end."""
        try:
            with self._archive.open(part) as file:
                while piece := file.read(_PIECE):
                    yield piece
        except (KeyError, *_FAULTS) as error:
            raise self.damaged() from error

    def verify(self) -> None:
        """Unpack every part once, so that who reads past us finds what the directory says."""
        for part in self._sizes:
            for _ in self.pieces(part):
                pass

    def tree(self, part: str) -> Element:
        """The XML of a part; elements and attributes have their local names, without namespace.

        The names do not clash where we look, and the strict variant of the office formats has
        other namespaces for the same names.
        """
        if self._sizes.get(part, 0) > MOST_TREE_BYTES:
            raise too_large(self.name)
        builder = TreeBuilder()
        depth = 0

        def start(tag: str, attributes: dict[str, str]) -> None:
            nonlocal depth
            depth += 1
            if depth > _MOST_DEPTH:
                raise self.damaged()
            builder.start(local(tag), {local(key): value for key, value in attributes.items()})

        def end(tag: str) -> None:
            nonlocal depth
            depth -= 1
            builder.end(local(tag))

        self.scan(part, start, end, builder.data)
        return builder.close()

    def scan(self, part: str, start: Start, end: End, data: Data) -> None:
        """Run handlers over the XML of a part; names have their prefix ("w:tbl")."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = start, end
        parser.CharacterDataHandler = data
        parser.EntityDeclHandler = self._refuse_entity
        try:
            for piece in self.pieces(part):
                parser.Parse(piece, False)
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise self.damaged() from error

    def _refuse_entity(self, *_: object) -> NoReturn:
        raise self.damaged()

    def links(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part links to: the kind of link and the part, by id; "" is the package's own."""
        folder, base = posixpath.split(part)
        relations = posixpath.join(folder, "_rels", f"{base}.rels")
        if relations not in self:
            return {}
        found = {}
        for link in self.tree(relations).iter("Relationship"):
            if link.get("TargetMode") != "External":
                kind = link.get("Type", "").rsplit("/", 1)[-1]
                target = posixpath.normpath(posixpath.join("/", folder, link.get("Target", "")))
                found[link.get("Id", "")] = (kind, target.lstrip("/"))
        return found

    def linked(self, part: str, kind: str) -> str | None:
        """The first part of a kind ("styles") that a part links to, None where there is none."""
        parts = (target for found, target in self.links(part).values() if found == kind)
        return next((target for target in parts if target in self), None)

    def main_part(self) -> tuple[str, str] | None:
        """The part that is the document and its content type, None where it is no office file."""
        part = self.linked("", "officeDocument")
        if part is None or _TYPES not in self:
            return None
        for entry in self.tree(_TYPES).iter("Override"):
            if entry.get("PartName", "").lstrip("/") == part:
                return part, entry.get("ContentType", "")
        return None

    def damaged(self) -> UnreadableDocument:
        """The error that says so."""
        return UnreadableDocument(
            "damaged", f"{self.name}: is damaged or cut off; fetch it again or save it anew"
        )


@contextmanager
def open_package(path: Path) -> Iterator[Package]:
    """Open a ZIP package.

    Raises:
        UnreadableDocument: ``damaged``, ``encrypted`` or ``too_large``.
    """
    try:
        archive = zipfile.ZipFile(path)
    except _FAULTS as error:
        raise UnreadableDocument(
            "damaged", f"{path.name}: is damaged or cut off; fetch it again or save it anew"
        ) from error
    with archive:
        entries = archive.infolist()
        if sum(entry.file_size for entry in entries) > MOST_BYTES or len(entries) > _MOST_PARTS:
            raise too_large(path.name)
        package = Package(archive, path.name)
        if any(entry.flag_bits & 1 for entry in entries):
            raise UnreadableDocument(
                "encrypted", f"{path.name}: asks for a password; save it without one"
            )
        if not all(entry.compress_type in _DEFLATED for entry in entries):
            raise package.damaged()
        yield package


def too_large(name: str) -> UnreadableDocument:
    """The error for a file that holds more than we take."""
    return UnreadableDocument(
        "too_large",
        f"{name}: holds more than is read of one file; part it, or save it as PDF",
    )


def local(name: str) -> str:
    """The name of an element or attribute without its prefix.

    >>> local("w:tbl"), local("row")
    ('tbl', 'row')
    """
    return name.rpartition(":")[2]


def to_int(text: str | None) -> int | None:
    """A short whole number, None for anything else.

    >>> to_int("24"), to_int("x"), to_int(None)
    (24, None, None)
    """
    return int(text) if text and len(text) < 10 and text.isascii() and text.isdigit() else None
