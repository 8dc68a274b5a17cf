"""Pages that were turned to be read: what stands on them, where it stands on the page as shown."""

from collections.abc import Iterable
from dataclasses import replace

from vraagbaak.reading.pages.pdf import PageContent
from vraagbaak.records import Box, Cell, Line, Passage, Piece, Place, Table, Word

_make = tuple.__new__  # of a named tuple, without the detour of its own constructor


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


class TurnedPages:
    """The pages of a document that were turned; what stands on others stays as it is."""

    def __init__(self, pages: Iterable[PageContent]) -> None:
        self.turns = {page.number: _Turn(page) for page in pages if page.turn}

    def turn_back(self, body: list[Line | Table]) -> None:
        """Place the lines and tables of a body on the pages as shown, one by one in the list."""
        if not self.turns:
            return
        for index, item in enumerate(body):
            body[index] = self.line(item) if isinstance(item, Line) else self.table(item)

    def box(self, page: int, box: Box | None) -> Box | None:
        """A box on a page as it is shown."""
        turn = self.turns.get(page)
        return box if turn is None or box is None else turn.box(box)

    def line(self, line: Line) -> Line:
        """A line with its words on the page as it is shown."""
        turn = self.turns.get(line.page)
        return line if turn is None else Line(tuple(map(turn.word, line.words)), line.page)

    def passage(self, passage: Passage) -> Passage:
        """A passage with its pieces on their pages as they are shown."""
        if not any(piece.page in self.turns for piece in passage.pieces):
            return passage
        pieces = tuple(
            _make(Piece, (start, end, page, self.box(page, box)))
            for start, end, page, box in passage.pieces
        )
        return Passage(passage.text, pieces, passage.starts)

    def table(self, table: Table) -> Table:
        """A table with all that it holds on its pages as they are shown."""
        if not any(page in self.turns for page in table.pages):
            return table
        return replace(
            table,
            cells=tuple(map(self._cell, table.cells)),
            boxes=tuple(map(self.box, table.pages, table.boxes)),
            caption=None if table.caption is None else self.passage(table.caption),
        )

    def _cell(self, cell: Cell) -> Cell:
        place = cell.place
        if place is not None:
            place = Place(place.page, self.box(*place))
        return Cell(
            cell.row,
            cell.column,
            self.passage(cell.passage),
            place,
            cell.row_span,
            cell.column_span,
            cell.reference,
        )
