"""Scanned pages, read by optical character recognition: the extra ``ocr``, asked for by name.

What is recognised may be wrong, so every page read this way is told.
"""

import logging
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from vraagbaak.errors import UnreadableDocument, WrongUsage
from vraagbaak.reading.document import read_document
from vraagbaak.reading.kinds import Kind, find_kind
from vraagbaak.records import Document, Issue

_NEEDS_OCR = "needs_ocr"
_LANGUAGE = "nld"
_SECONDS_A_PAGE = 120.0  # a page that takes longer stays without text
_MEGAPIXELS = 250.0  # of an image; a page of A3 at 600 dots an inch has 70
# What comes out of the libraries below ocrmypdf where a file is broken.
_FAULTS = (ArithmeticError, LookupError, OSError, RuntimeError, ValueError)

# Its errors come as exceptions; what else ocrmypdf has to say is not for the user of a command.
logging.getLogger("ocrmypdf").addHandler(logging.NullHandler())


def read_scanned_document(path: Path) -> Document:
    """Read a document, recognising the text of its scanned pages first.

    A file without such pages, and one that is no PDF, is read as ``read_document`` does. For a
    page that is read by recognition there is an issue ``ocr`` in place of ``needs_ocr``, and
    ``nothing_recognised`` where that gave no text.

    Raises:
        UnreadableDocument: as ``read_document``, or ``ocr_failed``.
        WrongUsage: ocrmypdf, tesseract or its Dutch data are not installed.
    """
    document = read_document(path)
    scanned = [issue.page for issue in document.issues if issue.code == _NEEDS_OCR]
    if not scanned or find_kind(path) is not Kind.PDF:
        return document
    with TemporaryDirectory(prefix="vraagbaak-") as folder:
        recognised = Path(folder, "recognised.pdf")
        _recognise(path, recognised)
        read = read_document(recognised)
    empty = {issue.page for issue in read.issues if issue.code == _NEEDS_OCR}
    issues = [issue for issue in read.issues if issue.code != _NEEDS_OCR]
    issues += [_page_issue(page, is_empty=page in empty) for page in scanned]
    return replace(
        read, name=document.name, sha256=document.sha256, issues=tuple(sorted(issues, key=_order))
    )


def _recognise(path: Path, target: Path) -> None:
    """Write the PDF again with a text layer on the pages that have none."""
    try:
        import ocrmypdf
        from ocrmypdf.exceptions import ExitCodeException, MissingDependencyError
        from PIL.Image import DecompressionBombError
    except ImportError as error:
        raise WrongUsage(
            "reading scans needs the extra `ocr`; run: pip install 'vraagbaak[ocr]'"
        ) from error
    try:
        ocrmypdf.ocr(
            path,
            target,
            language=[_LANGUAGE],
            mode="skip",
            output_type="pdf",
            optimize=0,
            tesseract_timeout=_SECONDS_A_PAGE,
            max_image_mpixels=_MEGAPIXELS,
            # The copy is read and thrown away: a signature or tags need not survive in it.
            invalidate_digital_signatures=True,
            tagged_pdf_mode="ignore",
            use_threads=True,
            progress_bar=False,
        )
    except MissingDependencyError as error:
        raise WrongUsage(
            "reading scans needs tesseract with its Dutch data; "
            "run: apt install tesseract-ocr tesseract-ocr-nld"
        ) from error
    except (ExitCodeException, DecompressionBombError, *_FAULTS) as error:
        raise UnreadableDocument(
            "ocr_failed", f"{path.name}: its scanned pages could not be read; scan it anew"
        ) from error


def _page_issue(page: int | None, *, is_empty: bool) -> Issue:
    if is_empty:
        return Issue(
            "nothing_recognised", f"pagina {page} is een beeld zonder leesbare tekst", page
        )
    return Issue(
        "ocr",
        f"pagina {page} is een beeld: tekst en tabellen zijn herkend en kunnen fout zijn",
        page,
    )


def _order(issue: Issue) -> tuple[int, str]:
    return issue.page or 0, issue.code
