"""What kind of file a document is, by its own first bytes: its name may say anything.

What is not read is refused with what a person can do about it.
"""

from enum import Enum
from pathlib import Path

from vraagbaak.errors import UnreadableDocument
from vraagbaak.reading.office.packages import Package, open_package

_HEAD = 1024  # bytes in which "%PDF" must stand, as readers allow junk before it
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Names in the directory of an OLE file, as they are written there.
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_OLD = {
    "WordDocument".encode("utf-16-le"): "an old Word file (DOC); save it as DOCX or PDF",
    "Workbook".encode("utf-16-le"): "an old Excel file (XLS); save it as XLSX or PDF",
    "Book".encode("utf-16-le"): "an old Excel file (XLS); save it as XLSX or PDF",
}
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"GIF8")


class Kind(Enum):
    """A kind of file that is read."""

    PDF = "pdf"
    SHEETS = "xlsx"
    WORD = "docx"


def find_kind(path: Path) -> Kind:
    """Tell what a file is; what is of no known kind at all is left to the reader of PDFs.

    Raises:
        UnreadableDocument: ``old_format`` (DOC, XLS, RTF), ``other_format`` (OpenDocument,
            PowerPoint, a picture, a ZIP of files), ``encrypted``, ``not_a_pdf`` (a web page),
            ``damaged``, ``too_large`` or ``unreadable_file``.
    """
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError as error:
        raise UnreadableDocument(
            "unreadable_file", f"{path.name}: cannot be read ({error.strerror}); check its rights"
        ) from error
    if head.startswith(_ZIP):
        with open_package(path) as package:
            return _kind_of_package(package)
    if b"%PDF-" not in head:
        _refuse_others(path, head)
    return Kind.PDF


def _kind_of_package(package: Package) -> Kind:
    _, content_type = package.main_part() or ("", "")
    if "wordprocessingml" in content_type or "ms-word" in content_type:
        return Kind.WORD
    if "sheet.binary" in content_type:
        raise _other(package.name, "a binary Excel file (XLSB); save it as XLSX")
    if "spreadsheetml" in content_type or "ms-excel" in content_type:
        return Kind.SHEETS
    if content_type:
        raise _other(package.name, "no Word or Excel file; save it as PDF")
    if "mimetype" in package:
        raise _other(package.name, "an OpenDocument file; save it as DOCX, XLSX or PDF")
    raise _other(package.name, "a ZIP archive; unpack it and give the documents in it")


def _refuse_others(path: Path, head: bytes) -> None:
    """Refuse what is known not to be read, each with its own advice."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(_OLE):
        raise _ole_refusal(path)
    if start.startswith(b"{\\rtf"):
        raise _old(path.name, "an RTF file; save it as DOCX or PDF")
    if start[:14].lower().startswith((b"<!doctype html", b"<html")):
        raise UnreadableDocument(
            "not_a_pdf", f"{path.name}: is a web page (HTML), no PDF; fetch the PDF itself"
        )
    if head.startswith(_PICTURES):
        raise _other(path.name, "a picture; print it to PDF and read that with --ocr")


def _ole_refusal(path: Path) -> UnreadableDocument:
    """What an OLE file is: a locked one of today, or one of the formats before 2007."""
    data = path.read_bytes()
    if _LOCKED in data:
        return UnreadableDocument(
            "encrypted", f"{path.name}: asks for a password; save it without one"
        )
    for name, what in _OLD.items():
        if name in data:
            return _old(path.name, what)
    return _old(path.name, "an old Office file; save it as DOCX, XLSX or PDF")


def _old(name: str, what: str) -> UnreadableDocument:
    return UnreadableDocument("old_format", f"{name}: is {what}")


def _other(name: str, what: str) -> UnreadableDocument:
    return UnreadableDocument("other_format", f"{name}: is {what}")
