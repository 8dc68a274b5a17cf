"""Words, strokes and fills of a page, straight from pdfium.

pdfplumber's own way to the same words costs a hundred times more (docs/reading.md). pdfium is not
thread-safe: use processes.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from vraagbaak.errors import UnreadableDocument
from vraagbaak.reading.limits import MOST_CHARACTERS, MOST_PAGES
from vraagbaak.reading.pages.paths import Stroke, read_paths
from vraagbaak.reading.pages.structure import TaggedTable, read_tagged_tables
from vraagbaak.reading.pages.view import view_of
from vraagbaak.reading.pages.words import TextReader
from vraagbaak.records import Box, Issue, Word

UNREAD_PAGE = "unread_page"
_BYTES_A_PAGE = 10_000  # of a file of dense text
_START = 1024  # bytes at the start of a file in which its header should stand
_SMALL = 500_000  # bytes: less is read faster at once than by pdfium, piece by piece
_PAGES_AT_ONCE, _MOST_OPENINGS = 8, 20
_HEADER = re.compile(rb"%PDF-[12]\.\d")  # anywhere: servers and mail put junk before it


@dataclass(frozen=True, slots=True)
class PageContent:
    """What stands on one page, in the coordinates in which most of its text is level.

    Those are of the page as it is shown, once that is turned clockwise by ``turn`` quarters: 0 but
    for a page whose text is drawn sideways. ``read_tags`` gives the tables of its structure tree
    as long as the page is open, None where the file is not tagged.
    """

    number: int
    box: Box
    words: tuple[Word, ...]
    strokes: tuple[Stroke, ...]
    fills: tuple[Box, ...]
    has_image: bool
    issues: tuple[Issue, ...] = ()
    turn: int = 0
    read_tags: Callable[[], tuple[TaggedTable, ...]] | None = None


@contextmanager
def open_pdf(path: Path) -> Iterator[pdfium.PdfDocument]:
    """Open a PDF for reading its pages, of which there are some.

    Raises:
        UnreadableDocument: ``empty_file``, ``not_a_pdf``, ``encrypted``, ``damaged``,
            ``too_many_pages`` or ``unreadable_file``.
    """
    try:
        document = pdfium.PdfDocument(_source(path))
    except pdfium.PdfiumError as error:
        raise _unreadable(path, error) from error
    try:
        _check_pages(path, len(document))
        yield document
    finally:
        document.close()


def _source(path: Path) -> Path | bytes:
    """What pdfium is to read: a large file, or the content from where a PDF begins in it."""
    try:
        with path.open("rb") as file:
            start = file.read(_START)
            header = _HEADER.search(start)
            data = start + file.read(_SMALL)
            if header is not None and header.start() == 0 and file.read(1):
                return path
            data += file.read()
    except OSError as error:
        raise UnreadableDocument(
            "unreadable_file", f"{path.name}: cannot be read ({error.strerror}); check its rights"
        ) from error
    if not data:
        raise UnreadableDocument("empty_file", f"{path.name}: is empty; fetch it again")
    header = _HEADER.search(data)
    if header is None:
        raise UnreadableDocument("not_a_pdf", f"{path.name}: is no PDF; fetch the PDF itself")
    return data[header.start() :]


def count_pages(path: Path) -> int:
    """The pages of a PDF; of what is none, or is not opened, those that its size would fill."""
    try:
        with open_pdf(path) as document:
            return len(document)
    except UnreadableDocument:
        return path.stat().st_size // _BYTES_A_PAGE


def _check_pages(path: Path, count: int) -> None:
    if count < 1:
        raise _unreadable(path)
    if count > MOST_PAGES:
        raise UnreadableDocument(
            "too_many_pages", f"{path.name}: has {count} pages, the limit is {MOST_PAGES}; part it"
        )


def _unreadable(path: Path, error: pdfium.PdfiumError | None = None) -> UnreadableDocument:
    if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
        return UnreadableDocument(
            "encrypted", f"{path.name}: asks for a password; save it without one"
        )
    return UnreadableDocument("damaged", f"{path.name}: is damaged or cut off; fetch it again")


def read_pages(path: Path) -> Iterator[PageContent]:
    """Read the pages of a PDF one by one; each is open until the next is asked for.

    pdfium holds the fonts and objects of all pages it has read until the document is closed, so
    that is done every some pages: it costs no time that can be measured.

    Raises:
        UnreadableDocument: see ``open_pdf`` and ``open_page``.
    """
    first, count = 0, 1
    while first < count:
        with open_pdf(path) as document:
            count = len(document)
            end = first + max(_PAGES_AT_ONCE, count // _MOST_OPENINGS)
            for index in range(first, min(end, count)):
                with open_page(document, index) as page:
                    yield page
        first = end


@contextmanager
def open_page(document: pdfium.PdfDocument, index: int) -> Iterator[PageContent]:
    """Read the page at ``index`` (from 0), and give its memory back in the end.

    A page that pdfium cannot load is empty, with an issue that says so.

    Raises:
        UnreadableDocument: ``too_complex`` where it holds more text than any page of paper.
    """
    try:
        page = document[index]
    except pdfium.PdfiumError:
        yield _unread_page(index + 1)
        return
    text_page = raw.FPDFText_LoadPage(page.raw)
    try:
        yield _read_page(page, text_page, index + 1)
    finally:
        if text_page:
            raw.FPDFText_ClosePage(text_page)
        page.close()


def _read_page(page: pdfium.PdfPage, text_page: Any, number: int) -> PageContent:
    view = shown = view_of(page)
    words: list[Word] = []
    read_tags = None
    if text_page:
        if raw.FPDFText_CountChars(text_page) > MOST_CHARACTERS:
            raise UnreadableDocument(
                "too_complex", f"page {number} holds more text than is read of one page"
            )
        reader = TextReader(text_page, shown)
        view = shown.turned_to(reader.reading_rotation())
        words = reader.words(view)
        if raw.FPDFCatalog_IsTagged(page.pdf.raw):
            read_tags = partial(read_tagged_tables, page, text_page, reader, words)
    paths = read_paths(page, view)
    return PageContent(
        number=number,
        box=Box(0.0, 0.0, view.width, view.height),
        words=tuple(words),
        strokes=paths.strokes,
        fills=paths.fills,
        has_image=paths.has_image,
        issues=(_too_much_drawn(number),) if paths.is_too_much else (),
        turn=(view.rotation - shown.rotation) % 4,
        read_tags=read_tags,
    )


def _unread_page(number: int) -> PageContent:
    issue = Issue(UNREAD_PAGE, f"pagina {number} is beschadigd en niet gelezen", number)
    return PageContent(
        number, Box(0.0, 0.0, 0.0, 0.0), (), (), (), has_image=False, issues=(issue,)
    )


def _too_much_drawn(number: int) -> Issue:
    return Issue(
        "rules_ignored",
        f"op pagina {number} staan te veel lijnen: tabellen zijn er zonder gezocht",
        number,
    )
