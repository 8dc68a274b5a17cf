"""Pages printed for tests: running text, frames and tables in the look that a spec asks for.

The truth is kept while the page is printed: what was put in a cell is what must be read from it.
"""

from collections.abc import Sequence
from pathlib import Path

from made_table_ink import TablePrinter
from made_table_looks import BOLD, PageLook, TableLook, TrueTable
from made_tags import Tags
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

_SIZES = {"A4": A4, "letter": LETTER}


class Printer:
    """A document being printed, from top to bottom."""

    def __init__(self, path: Path, look: PageLook) -> None:
        for name, file in (("Vera", "Vera.ttf"), ("VeraBd", "VeraBd.ttf")):
            registerFont(TTFont(name, file))
        width, height = _SIZES[look.size]
        self.look = look
        self.paper = width, height
        wide = look.landscape or look.rotate in (90, 270)
        self.width, self.height = (height, width) if wide else (width, height)
        # reportlab itself turns the paper of a page that is shown turned.
        size = (self.width, self.height)
        self.canvas = Canvas(str(path), pagesize=size, invariant=True, pageCompression=1)
        self.tags = Tags(self.canvas) if look.tagged else None
        self.left, self.right = look.margin, self.width - look.margin
        self.column = 0
        self.bounds: list[tuple[float, float]] = []
        self.page = 0
        self.begin_page()

    def begin_page(self) -> None:
        """Go to a new page and print what stands on each."""
        if self.page:
            self.canvas.showPage()
        self.page += 1
        if self.look.rotate:
            self.canvas.setPageRotation(self.look.rotate)
            width, height = self.paper
            turned = {90: (0, 1, -1, 0, width, 0), 180: (-1, 0, 0, -1, width, height)}
            self.canvas.transform(*turned.get(self.look.rotate, (0, -1, 1, 0, 0, height)))
        self.y = self.height - self.look.margin
        self.foot = self.look.margin
        if self.look.running_head:
            self._write(self.left, self.height - 34, self.look.running_head, size=8)
        if self.look.page_numbers:
            self._write(self.width / 2, 28, str(self.page), size=8)
        if self.look.header_rules and self.page == 1:
            self._header_between_rules()

    def _header_between_rules(self) -> None:
        self.canvas.setLineWidth(1.5)
        self._write(self.right - 90, self.y - 12, "4 maart 2022")
        for text in ("SCHRIFTELIJKE VRAAG nr. 77", "van ELS MAES", "aan BEN PEETERS"):
            self._write(self.left, self.y - 12, text, bold=True)
            self.y -= 20
            self.canvas.line(self.left, self.y, self.right, self.y)
            self.y -= 4
        self.canvas.setLineWidth(1)
        self.y -= 12

    def save(self) -> None:
        """Close the file."""
        if self.tags:
            self.canvas.showPage()
            self.tags.write()
        self.canvas.save()

    def _write(
        self, x: float, y: float, text: str, *, bold: bool = False, size: float | None = None
    ) -> None:
        font = BOLD[self.look.font] if bold else self.look.font
        self.canvas.setFont(font, size or self.look.points)
        self.canvas.drawString(x, y, text)

    # -------------------------------------------------------------- text

    def space(self, height: float) -> None:
        """Leave white space."""
        self.y -= height

    def heading(self, text: str, *, size: float | None = None, centred: bool = False) -> None:
        """A bold line."""
        size = size or self.look.points
        x = self.left
        if centred:
            x += (self.right - self.left - stringWidth(text, BOLD[self.look.font], size)) / 2
        self._need(3 * size)
        self.y -= 1.3 * size
        self._write(x, self.y, text, bold=True, size=size)
        self.y -= 0.5 * size

    def paragraph(
        self, text: str, *, size: float | None = None, indent: float = 0.0, bullet: str = ""
    ) -> None:
        """Running text in the width there is; ``bullet`` hangs before its first line."""
        size = size or self.look.points
        font = self.look.font
        left = self.left + indent
        lines = simpleSplit(text, font, size, self.right - left)
        for number, line in enumerate(lines):
            self._need(1.3 * size)
            self.y -= 1.25 * size
            if bullet and not number:
                self._write(left - 12, self.y, bullet, size=size)
            spaces = line.count(" ")
            self.canvas.setFont(font, size)
            stretch = 0.0
            if self.look.justify and number + 1 < len(lines) and spaces:
                stretch = (self.right - left - stringWidth(line, font, size)) / spaces
            self.canvas.drawString(left, self.y, line, wordSpace=stretch)
        self.y -= 0.6 * size

    def legend(self, entries: Sequence[str], count: int = 3) -> None:
        """Keys with what they stand for ("p provisional"), so many beside one another."""
        size = self.look.points - 1
        step = (self.right - self.left) / count
        for number, entry in enumerate(entries):
            if number % count == 0:
                self.y -= 1.25 * size
            key, meaning = entry.split(" ", 1)
            x = self.left + number % count * step
            self._write(x, self.y, key, size=size)
            self._write(x + 1.8 * size, self.y, meaning, size=size)
        self.y -= size

    def frame(self, text: str) -> None:
        """A paragraph with a box around it, which is no table."""
        top = self.y - 4
        self.left, self.right = self.left + 8, self.right - 8
        self.space(8)
        self.paragraph(text)
        self.left, self.right = self.left - 8, self.right + 8
        self.canvas.rect(self.left, self.y, self.right - self.left, top - self.y)
        self.space(10)

    def columns(self, count: int, gutter: float = 20.0) -> None:
        """Set what follows in columns of text; one ends them."""
        if count == 1:
            self.left, self.right = self.look.margin, self.width - self.look.margin
            self.bounds = []
            self.y = min(self.y, getattr(self, "lowest", self.y))
            return
        whole = self.width - 2 * self.look.margin
        width = (whole - gutter * (count - 1)) / count
        starts = [self.look.margin + index * (width + gutter) for index in range(count)]
        self.bounds = [(start, start + width) for start in starts]
        self.column, self.head = 0, self.y
        self.lowest = self.y
        self.left, self.right = self.bounds[0]

    def next_column(self) -> None:
        """Go to the head of the next column of text."""
        self.lowest = min(self.lowest, self.y)
        self.column += 1
        self.left, self.right = self.bounds[self.column]
        self.y = self.head

    def _need(self, height: float) -> None:
        if self.y - height < self.foot:
            self.begin_page()

    # -------------------------------------------------------------- tables

    def table(self, rows: Sequence[Sequence[str]], head_rows: int, look: TableLook) -> TrueTable:
        """Print a table, over as many pages as it needs, and tell what was printed."""
        if self.tags:
            self.tags.begin_table()
        return TablePrinter(self, rows, head_rows, look).run()
