"""From a Word file to a document: its paragraphs and tables in the order of its body.

An empty line parts two paragraphs. The standard library reads the XML: libraries for Word files
know neither the numbers of automatic lists nor footnotes, which is what is needed most here.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from vraagbaak.reading.office.packages import Package, open_package, too_large
from vraagbaak.reading.office.word_numbering import Numbering
from vraagbaak.reading.office.word_paragraphs import PAGE, Paragraph, ParagraphReader
from vraagbaak.reading.office.word_styles import Styles
from vraagbaak.reading.office.word_tables import content, frame_content, grid_size, read_table
from vraagbaak.reading.tables.captions import CAPTION
from vraagbaak.records import Document, Issue, Line, Passage, Table
from vraagbaak.vocabulary.joining import join_lines

MOST_CELLS = 500_000  # of all tables, spanned places too
_CAPTION_STYLE = "caption"


def read_word(path: Path) -> Document:
    """Read a DOCX file.

    Raises:
        UnreadableDocument: ``damaged``, ``encrypted`` or ``too_large``.
    """
    with open_package(path) as package:
        main, _ = package.main_part() or ("", "")
        body = package.tree(main).find("body")
        if body is None:
            raise package.damaged()
        if sum(grid_size(table) for table in body.iter("tbl")) > MOST_CELLS:
            raise too_large(path.name)
        reader = ParagraphReader(
            Styles(_linked_tree(package, main, "styles")),
            Numbering(_linked_tree(package, main, "numbering")),
        )
        items = _Body(reader).read(body)
        notes = tuple(_read_notes(package, main, reader))
        has_image = any(link[0] == "image" for link in package.links(main).values())
    has_text = any(isinstance(item, Table) or item.words for item in items)
    return Document(
        name=path.name,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        page_count=PAGE,
        has_text=has_text,
        body=tuple(items),
        footnotes=notes,
        issues=tuple(_find_issues(reader, is_image=has_image and not has_text)),
    )


def _linked_tree(package: Package, main: str, kind: str) -> Element | None:
    part = package.linked(main, kind)
    return None if part is None else package.tree(part)


class _Body:
    """The body of a document as it grows."""

    def __init__(self, reader: ParagraphReader) -> None:
        self.reader = reader
        self.items: list[Line | Table] = []
        self.last: Paragraph | None = None

    def read(self, element: Element) -> list[Line | Table]:
        """Add the paragraphs and tables below an element and give all there are."""
        for child in content(element):
            if child.tag == "p":
                self._add_paragraph(self.reader.read(child))
            else:
                self._add_table(child)
        return self.items

    def _add_paragraph(self, paragraph: Paragraph) -> None:
        self.items += paragraph.lines
        # The end of a paragraph, and white space on purpose where it holds nothing.
        self.items.append(Line((), PAGE))
        if paragraph.lines:
            self.last = paragraph
        for box in paragraph.boxes:
            self.read(box)

    def _add_table(self, element: Element) -> None:
        frame = frame_content(element)
        if frame is not None:
            self.read(frame)
            return
        caption = self._take_caption()
        table = read_table(element, self.reader, caption)
        if table is not None:
            self.items.append(table)
        self.last = None

    def _take_caption(self) -> Passage | None:
        """Take the paragraph right above out of the body where it is a caption."""
        paragraph = self.last
        if paragraph is None:
            return None
        lines = paragraph.lines
        if paragraph.style != _CAPTION_STYLE and not CAPTION.match(lines[0].text):
            return None
        while self.items and not (isinstance(self.items[-1], Line) and self.items[-1].words):
            self.items.pop()
        del self.items[-len(lines) :]
        return join_lines(lines, range(len(lines)))


def _read_notes(package: Package, main: str, reader: ParagraphReader) -> Iterator[Passage]:
    """The foot- and endnotes that the text refers to, in its order, each once."""
    trees = {kind: _linked_tree(package, main, kind) for kind in ("footnotes", "endnotes")}
    texts = {
        (kind, note.get("id", "")): note
        for kind, root in trees.items()
        for note in (() if root is None else root)
    }
    for key in dict.fromkeys(reader.notes):
        if key in texts:
            paragraphs = [p for p in content(texts[key]) if p.tag == "p"]
            lines = [line for p in paragraphs for line in reader.read(p).lines]
            yield join_lines(lines, range(len(lines)))


def _find_issues(reader: ParagraphReader, *, is_image: bool) -> Iterator[Issue]:
    if is_image:
        yield Issue("needs_ocr", "het document is een beeld zonder tekst", PAGE)
    if reader.has_changes:
        yield Issue(
            "tracked_changes", "bijgehouden wijzigingen zijn gelezen alsof ze aanvaard zijn", PAGE
        )
    if reader.has_hidden:
        yield Issue("hidden_text", "verborgen tekst is niet gelezen", PAGE)
