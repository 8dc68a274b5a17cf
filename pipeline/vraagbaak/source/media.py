"""What kind of file came, by its own first and last bytes: headers and names may say anything."""

from typing import NamedTuple

from vraagbaak.source.failures import RequestFailed

_HEAD = 1024  # bytes in which "%PDF" must stand, as readers allow junk before it
_TAIL = 2048  # bytes in which the end mark of a PDF must stand
_ZIP_TAIL = 65_557  # the record that ends a ZIP, with the longest comment
_OFFICE = "application/vnd.openxmlformats-officedocument."


class Media(NamedTuple):
    """A media type and the ending that its files get."""

    type: str
    ending: str


PDF = Media("application/pdf", "pdf")
XLSX = Media(f"{_OFFICE}spreadsheetml.sheet", "xlsx")
DOCX = Media(f"{_OFFICE}wordprocessingml.document", "docx")
ZIP = Media("application/zip", "zip")
OLE = Media("application/x-ole-storage", "doc")
RTF = Media("application/rtf", "rtf")
KINDS = (PDF, XLSX, DOCX, ZIP, OLE, RTF)


def find_media(content: bytes) -> Media:
    """The kind of a document.

    Raises:
        RequestFailed: ``not_a_document`` (a web page, nothing, anything else) or ``truncated``: a
            PDF or ZIP without its end.
    """
    head = content[:_HEAD]
    if b"%PDF-" in head:
        if b"%%EOF" not in content[-_TAIL:]:
            raise RequestFailed("truncated", "the PDF has no end", is_passing=True)
        return PDF
    if head.startswith(b"PK\x03\x04"):
        if b"PK\x05\x06" not in content[-_ZIP_TAIL:]:
            raise RequestFailed("truncated", "the file has no end", is_passing=True)
        return _kind_of_zip(content)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return OLE
    if head.startswith(b"{\\rtf"):
        return RTF
    what = "a web page" if b"<html" in head.lower() or b"<!doctype" in head.lower() else "no kind"
    said = "nothing at all" if not content else what
    raise RequestFailed("not_a_document", f"{said} came where a document should", is_passing=True)


def ending_of(media_type: str) -> str:
    """The ending for files of a media type."""
    return next((kind.ending for kind in KINDS if kind.type == media_type), "bin")


def _kind_of_zip(content: bytes) -> Media:
    """Tell workbooks and Word files by the names in the directory, which is at the end."""
    if b"xl/workbook" in content:
        return XLSX
    if b"word/document" in content:
        return DOCX
    return ZIP
