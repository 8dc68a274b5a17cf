"""Pages that were turned to be read: what stands on them, where it stands on the page as shown."""

from collections.abc import Sequence
from dataclasses import replace

from vraagbaak.reading.pdf import PageContent
from vraagbaak.reading.view import View
from vraagbaak.records import Box, Cell, Document, Line, Passage, Place, Table, Word


def turn_back(document: Document, pages: Sequence[PageContent]) -> Document:
    """The document with every box in the coordinates of its page as it is shown."""
    turns = {page.number: _Turn(page) for page in pages if page.turn}
    return _Turner(turns).document(document) if turns else document


class _Turn:
    """How one page is turned back."""

    def __init__(self, page: PageContent) -> None:
        self.quarters = page.turn
        self.read = View((0.0, 0.0, page.box.x1, page.box.bottom), 0)

    def box(self, box: Box) -> Box:
        return self.read.turn(box, (4 - self.quarters) % 4)

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
        pieces = (piece._replace(box=self.box(piece.page, piece.box)) for piece in passage.pieces)
        return replace(passage, pieces=tuple(pieces))

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
