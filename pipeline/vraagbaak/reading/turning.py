"""Pages that were turned to be read: what stands on them, where it stands on the page as shown."""

from collections.abc import Sequence
from dataclasses import replace

from vraagbaak.reading.pdf import PageContent
from vraagbaak.records import Box, Cell, Document, Line, Passage, Piece, Place, Table, Word

_make = tuple.__new__  # of a named tuple, without the detour of its own constructor


def turn_back(document: Document, pages: Sequence[PageContent]) -> Document:
    """The document with every box in the coordinates of its page as it is shown."""
    turns = {page.number: _Turn(page) for page in pages if page.turn}
    return _Turner(turns).document(document) if turns else document


class _Turn:
    """How one page is turned back."""

    def __init__(self, page: PageContent) -> None:
        self.quarters = page.turn
        self.width, self.height = page.box.x1, page.box.bottom

    def box(self, box: Box) -> Box:
        x0, top, x1, bottom = box
        width, height = self.width, self.height
        if self.quarters == 1:
            return _make(Box, (top, width - x1, bottom, width - x0))
        if self.quarters == 2:
            return _make(Box, (width - x1, height - bottom, width - x0, height - top))
        return _make(Box, (height - bottom, x0, height - top, x1))

    def word(self, word: Word) -> Word:
        box = None if word.box is None else self.box(word.box)
        return word._replace(box=box, turn=(word.turn + self.quarters) % 4)


class _Turner:
    """The turned pages of a document, by number."""

    def __init__(self, turns: dict[int, _Turn]) -> None:
        self.turns = turns

    def document(self, document: Document) -> Document:
        return replace(
            document,
            body=tuple(
                self.line(item) if isinstance(item, Line) else self.table(item)
                for item in document.body
            ),
            footnotes=tuple(map(self.passage, document.footnotes)),
            page_boxes=tuple(
                self.box(number, box) or box
                for number, box in enumerate(document.page_boxes, start=1)
            ),
        )

    def box(self, page: int, box: Box | None) -> Box | None:
        turn = self.turns.get(page)
        return box if turn is None or box is None else turn.box(box)

    def line(self, line: Line) -> Line:
        turn = self.turns.get(line.page)
        return line if turn is None else Line(tuple(map(turn.word, line.words)), line.page)

    def passage(self, passage: Passage) -> Passage:
        if not any(piece.page in self.turns for piece in passage.pieces):
            return passage
        pieces = tuple(
            _make(Piece, (start, end, page, self.box(page, box)))
            for start, end, page, box in passage.pieces
        )
        return Passage(passage.text, pieces, passage.starts)

    def table(self, table: Table) -> Table:
        if not any(page in self.turns for page in table.pages):
            return table
        return replace(
            table,
            cells=tuple(map(self.cell, table.cells)),
            boxes=tuple(map(self.box, table.pages, table.boxes)),
            caption=None if table.caption is None else self.passage(table.caption),
        )

    def cell(self, cell: Cell) -> Cell:
        place = cell.place
        if place is not None:
            place = Place(place.page, self.box(*place))
        return replace(cell, passage=self.passage(cell.passage), place=place)
