"""From a file to a document: its lines and logical tables in reading order."""

import hashlib
from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from vraagbaak.errors import UnreadableDocument
from vraagbaak.reading.furniture import PageText, set_apart
from vraagbaak.reading.kinds import Kind, find_kind
from vraagbaak.reading.lines import box_of
from vraagbaak.reading.pages.edges import within_page
from vraagbaak.reading.pages.pdf import UNREAD_PAGE, PageContent, read_pages
from vraagbaak.reading.pages.turning import TurnedPages
from vraagbaak.reading.reading_order import Item, add_page
from vraagbaak.reading.tables.captions import CAPTION
from vraagbaak.reading.tables.grids import Grid, outside
from vraagbaak.reading.tables.logical_tables import to_table
from vraagbaak.reading.tables.rivers import line_box
from vraagbaak.reading.tables.ruled import find_ruled_grids
from vraagbaak.reading.tables.stitching import Stitched
from vraagbaak.reading.tables.tagged import may_be_tagged, with_tagged_grids
from vraagbaak.reading.text_columns import read_lines
from vraagbaak.records import Document, Issue, Line, Passage, Table, Word
from vraagbaak.vocabulary.joining import WordsSeen, join_lines

_CAPTION_LINES = 3  # lines at most that a caption runs over
_BLOCK = 65_536  # bytes
_NEAR = 2.2  # line heights at most between a caption and its table


def read_document(path: Path) -> Document:
    """Read a PDF, an Excel workbook (XLSX) or a Word file (DOCX), whatever its name says it is.

    Raises:
        UnreadableDocument: where the file is none of these, damaged, locked or too long; the code
            says which.
    """
    kind = find_kind(path)
    if kind is Kind.SHEETS:
        from vraagbaak.reading.office.spreadsheet import read_workbook

        return read_workbook(path)
    if kind is Kind.WORD:
        from vraagbaak.reading.office.word import read_word

        return read_word(path)
    return _assemble(path, read_pages(path))


def read_document_slowly(path: Path) -> Document:
    """Read a PDF with the other reader, which opens some files that the first refuses.

    It has no limits of its own: use it behind the fence. The document says that it was read so.

    Raises:
        UnreadableDocument: where it cannot be read this way either.
    """
    from vraagbaak.reading.pages.slow import read_pages_slowly

    document = _assemble(path, read_pages_slowly(path))
    issue = Issue("slow_reader", "het bestand is beschadigd: er kan tekst ontbreken")
    return replace(document, issues=(issue, *document.issues))


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb", buffering=0) as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


class _Sheet(NamedTuple):
    """A page once its words are in drawn tables and lines; it holds no words of its own."""

    page: PageContent
    has_words: bool
    grids: list[Grid]
    lines: list[Line]


def _read_sheet(page: PageContent) -> _Sheet:
    """Find the drawn tables and the lines of a page, and let go of what is not needed again."""
    page = within_page(page)
    grids = find_ruled_grids(page, page.words)
    lines = read_lines(outside(page.words, grids), page.number)
    if page.read_tags is not None and may_be_tagged(grids, lines):
        with_tagged = with_tagged_grids(page, page.read_tags(), grids)
        if with_tagged != grids:
            grids = with_tagged
            lines = read_lines(outside(page.words, grids), page.number)
    level = tuple(stroke for stroke in page.strokes if stroke.horizontal)
    kept = replace(page, words=(), strokes=level, read_tags=None)
    return _Sheet(kept, bool(page.words), grids, lines)


def _assemble(path: Path, pages: Iterable[PageContent]) -> Document:
    """The document of some pages; each is let go of as far as it can be (a budget has many)."""
    sheets = [_read_sheet(page) for page in pages]
    if all(any(issue.code == UNREAD_PAGE for issue in sheet.page.issues) for sheet in sheets):
        raise UnreadableDocument(
            "damaged", f"{path.name}: no page of it can be read; fetch it again"
        )
    kept = [sheet.page for sheet in sheets]
    has_text = any(sheet.has_words for sheet in sheets)
    issues = tuple(_page_issues(sheets))
    texts = set_apart(kept, [sheet.lines for sheet in sheets])
    notes = _note_numbers(texts)
    items: list[Item] = []
    for sheet, text in zip(sheets, texts, strict=True):
        lines = [_without_marks(line, notes) for line in text.lines]
        add_page(
            items, sheet.page, [line for line in lines if line.words], _marked(sheet.grids, notes)
        )
    del sheets
    known = WordsSeen([line for text in texts for line in text.lines])
    turned = TurnedPages(kept)
    body = _body(items, known)
    turned.turn_back(body)
    footnotes = [join_lines(note) for text in texts for note in text.footnotes]
    return Document(
        name=path.name,
        sha256=_digest(path),
        page_count=len(kept),
        has_text=has_text,
        body=tuple(body),
        footnotes=tuple(map(turned.passage, footnotes)),
        page_boxes=tuple(turned.box(page.number, page.box) or page.box for page in kept),
        issues=issues,
    )


def _page_issues(sheets: Sequence[_Sheet]) -> list[Issue]:
    """What is wrong with pages; one that is only a picture is said aloud, never an empty text."""
    scanned = [
        Issue(
            "needs_ocr", f"pagina {sheet.page.number} is een beeld zonder tekst", sheet.page.number
        )
        for sheet in sheets
        if sheet.page.has_image and not sheet.has_words
    ]
    return [*scanned, *(issue for sheet in sheets for issue in sheet.page.issues)]


# ------------------------------------------------------------------ marks of footnotes


def _note_numbers(texts: Sequence[PageText]) -> frozenset[str]:
    return frozenset(note[0].words[0].text for text in texts for note in text.footnotes)


def _without_marks(line: Line, notes: frozenset[str]) -> Line:
    """The line without the marks of footnotes; another raised number joins the word before it."""
    if True not in [word.raised for word in line.words]:  # as in nearly all
        return line
    words: list[Word] = []
    for word in line.words:
        if word.raised and word.text in notes:
            continue
        if word.raised and words and box_of(word).x0 - box_of(words[-1]).x1 < 0.2 * word.size:
            joined = box_of(words[-1]).union(box_of(word))
            words[-1] = words[-1]._replace(text=words[-1].text + word.text, box=joined)
        else:
            words.append(word)
    return Line(_closed_up(words), line.page)


def _closed_up(words: Sequence[Word]) -> tuple[Word, ...]:
    """Words with the punctuation that a removed mark had parted from its word."""
    closed: list[Word] = []
    for word in words:
        if closed and word.text in {".", ",", ";", ":", "?", "!", ")"}:
            joined = box_of(closed[-1]).union(box_of(word))
            closed[-1] = closed[-1]._replace(text=closed[-1].text + word.text, box=joined)
        else:
            closed.append(word)
    return tuple(closed)


def _marked(grids: Sequence[Grid], notes: frozenset[str]) -> list[Grid]:
    """The grids without the marks of footnotes in their cells."""
    if not notes:
        return list(grids)
    return [
        replace(
            grid,
            cells=tuple(
                cell._replace(lines=tuple(_without_marks(line, notes) for line in cell.lines))
                for cell in grid.cells
            ),
        )
        for grid in grids
    ]


# ------------------------------------------------------------------ captions


def _body(items: list[Item], known: Container[str]) -> list[Line | Table]:
    """The lines and logical tables; the items are used up, as both would take the room twice."""
    body: list[Line | Table] = []
    items.reverse()
    while items:
        item = items.pop()
        if isinstance(item, Stitched):
            caption = _take_caption(body, item, known)
            body.append(to_table(item, known, caption))
        else:
            body.append(item)
    return body


def _take_caption(
    body: list[Line | Table], table: Stitched, known: Container[str]
) -> Passage | None:
    """Take the caption ("Tabel 1: ...") that ends right above a table out of the body."""
    lines: list[Line] = []
    below = table.boxes[0].top
    for item in reversed(body[-_CAPTION_LINES:]):
        if isinstance(item, Table) or item.page != table.pages[0]:
            return None
        box = line_box(item)
        if below - box.bottom > _NEAR * (box.bottom - box.top):
            return None
        lines.insert(0, item)
        below = box.top
        if CAPTION.match(item.text):
            del body[-len(lines) :]
            return join_lines(lines, (), known)
    return None
