"""A table being printed: its texts wrapped, its rules and shades drawn, its pages broken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from made_table_looks import BOLD, SPAN_LEFT, SPAN_UP, TableLook, TrueCell, TrueTable
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth

if TYPE_CHECKING:
    from made_table_pages import Printer

_GRAY = 0.88


@dataclass
class _Cell:
    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    lines: list[str] = field(default_factory=list)


class TablePrinter:
    """Prints one table where its printer stands."""

    def __init__(
        self, printer: Printer, rows: Sequence[Sequence[str]], head_rows: int, look: TableLook
    ) -> None:
        self.printer, self.rows, self.head_rows, self.look = printer, rows, head_rows, look
        self.canvas = printer.canvas
        self.size = look.points or printer.look.points
        self.leading = look.leading * self.size
        self.count = len(rows[0])
        self.cells = _cells(rows)
        left = printer.left + look.left
        if look.centred:
            left += (printer.right - printer.left - sum(look.widths)) / 2
        self.xs = [left]
        for width in look.widths:
            self.xs.append(self.xs[-1] + width)
        for cell in self.cells:
            cell.lines = self._wrapped(cell)

    # ---- texts

    def _font(self, cell: _Cell) -> str:
        bold = (cell.row < self.head_rows and self.look.headed in ("bold", "shade", "dark")) or (
            cell.row - len(self.rows) in self.look.bold_rows or cell.row in self.look.bold_rows
        )
        return BOLD[self.printer.look.font] if bold else self.printer.look.font

    def _level(self, cell: _Cell) -> float:
        bare = cell.text.lstrip(" ")
        return (len(cell.text) - len(bare)) / 2 * self.look.indent

    def _wrapped(self, cell: _Cell) -> list[str]:
        room = self.xs[cell.column + cell.column_span] - self.xs[cell.column]
        room -= 2 * self.look.pad_x + self._level(cell)
        font = self._font(cell)
        lines: list[str] = []
        for part in cell.text.strip(" ").split("\n"):
            lines += self._broken(part, font, room)
        return [line for line in lines if line]

    def _broken(self, text: str, font: str, room: float) -> Iterator[str]:
        """Lines that fit, those after the first shorter by the hanging indent."""
        if not self.look.break_words:
            first = simpleSplit(text, font, self.size, room)
            if self.look.hang and len(first) > 1:
                rest = text[len(first[0]) :].strip()
                yield first[0]
                yield from simpleSplit(rest, font, self.size, room - self.look.hang)
            else:
                yield from first
            return
        line = ""
        for word in text.split():
            tried = f"{line} {word}".strip()
            if stringWidth(tried, font, self.size) <= room:
                line = tried
                continue
            if line:
                yield line
            while stringWidth(word, font, self.size) > room:
                cut = next(
                    n for n in range(len(word), 0, -1)
                    if stringWidth(word[:n], font, self.size) <= room
                )  # fmt: skip
                yield word[:cut]
                word = word[cut:]
            line = word
        yield line

    # ---- geometry

    @cached_property
    def heights(self) -> list[float]:
        """The height of each row: that of its tallest cell; a spanned one stretches its last."""
        heights = [self.leading + 2 * self.look.pad_y] * len(self.rows)
        for cell in sorted(self.cells, key=lambda cell: cell.row_span):
            last = cell.row + cell.row_span - 1
            needed = len(cell.lines) * self.leading + 2 * self.look.pad_y
            needed -= sum(heights[cell.row : last])
            heights[last] = max(heights[last], needed)
        for row in self.look.spaced_rows:
            heights[row] += 0.8 * self.leading
        return heights

    def run(self) -> TrueTable:
        """Print the table and tell what was printed."""
        row = 0
        first_on_page = 0
        top = self.printer.y
        self._rule_across(top, self.look.rules not in ("none", "columns"))
        while row < len(self.rows):
            room = self.printer.y - self.printer.foot
            if self.heights[row] <= room:
                self._print_row(row, self.printer.y)
                self.printer.y -= self.heights[row]
                self._rule_below(row)
                row += 1
                continue
            fitting = int((room - 2 * self.look.pad_y) / self.leading)
            rest: dict[int, list[str]] = {}
            if self.look.split and fitting >= 1 and row >= self.head_rows and row > first_on_page:
                rest = self._print_part(row, fitting)
            self._close(top)
            self.printer.begin_page()
            top = self.printer.y
            first_on_page = row
            self._rule_across(top, self.look.rules in ("full", "rows", "outer"))
            if self.look.repeat and row >= self.head_rows:
                for head in range(self.head_rows):
                    self._print_row(head, self.printer.y)
                    self.printer.y -= self.heights[head]
                    self._rule_below(head)
            if rest:
                self._print_rest(row, rest)
                row += 1
        self._close(top)
        self.printer.space(self.size)
        return self._truth()

    def _print_part(self, row: int, fitting: int) -> dict[int, list[str]]:
        rest = {}
        for cell in self._of(row):
            rest[cell.column] = cell.lines[fitting:]
            self._print_lines(cell, cell.lines[:fitting], self.printer.y)
        self._end_part(row, fitting * self.leading + 2 * self.look.pad_y)
        return rest

    def _end_part(self, row: int, height: float) -> None:
        if self.look.rules == "full":
            for cell in self._of(row):
                self._box(cell, self.printer.y, height)
        self.printer.y -= height

    def _print_rest(self, row: int, rest: dict[int, list[str]]) -> None:
        height = max(map(len, rest.values())) * self.leading + 2 * self.look.pad_y
        for cell in self._of(row):
            self._print_lines(cell, rest[cell.column], self.printer.y)
        self._end_part(row, height)
        self._rule_below(row)

    def _of(self, row: int) -> list[_Cell]:
        return [cell for cell in self.cells if cell.row == row]

    # ---- ink

    def _print_row(self, row: int, top: float) -> None:
        height = self.heights[row]
        shade = (row < self.head_rows and self.look.headed in ("shade", "dark")) or (
            self.look.zebra and row >= self.head_rows and (row - self.head_rows) % 2 == 0
        )
        if shade:
            self.canvas.setFillGray(_GRAY)
            width = self.xs[-1] - self.xs[0]
            self.canvas.rect(self.xs[0], top - height, width, height, stroke=0, fill=1)
            self.canvas.setFillGray(0)
        for cell in self._of(row):
            whole = sum(self.heights[row : row + cell.row_span])
            used = len(cell.lines) * self.leading + 2 * self.look.pad_y
            valign = self.look.head_valign if row < self.head_rows else self.look.valign
            drop = {"top": 0.0, "middle": (whole - used) / 2, "bottom": whole - used}[valign]
            if row in self.look.spaced_rows:
                drop += 0.8 * self.leading
            self._print_lines(cell, cell.lines, top - drop)
            if self.look.rules == "full":
                self._box(cell, top, whole)

    def _box(self, cell: _Cell, top: float, height: float) -> None:
        x0, x1 = self.xs[cell.column], self.xs[cell.column + cell.column_span]
        for a, b, c, d in (
            (x0, top, x1, top),
            (x0, top - height, x1, top - height),
            (x0, top, x0, top - height),
            (x1, top, x1, top - height),
        ):
            self._line(a, b, c, d)

    def _line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        if self.look.drawn == "line":
            self.canvas.setLineWidth(0.6)
            self.canvas.line(x0, y0, x1, y1)
        else:
            width, height = max(x1 - x0, 0.5), max(abs(y0 - y1), 0.5)
            self.canvas.rect(x0, min(y0, y1), width, height, stroke=0, fill=1)

    def _rule_across(self, y: float, wanted: bool) -> None:
        if wanted:
            self._line(self.xs[0], y, self.xs[-1], y)

    def _rule_below(self, row: int) -> None:
        rules = self.look.rules
        last_head = row == self.head_rows - 1
        if rules == "rows":
            self._rule_between(row)
        self._rule_across(self.printer.y, rules in ("head", "booktabs", "packed") and last_head)
        if rules == "booktabs" and row < self.head_rows - 1:
            for cell in self._of(row):
                if cell.column_span > 1 and cell.text:
                    x0, x1 = self.xs[cell.column], self.xs[cell.column + cell.column_span]
                    self._line(x0 + 3, self.printer.y, x1 - 3, self.printer.y)

    def _rule_between(self, row: int) -> None:
        """A rule below a row, but for the cells that go on over the next."""
        below = self.rows[row + 1] if row + 1 < len(self.rows) else [""] * self.count
        for column, text in enumerate(below):
            if text != SPAN_UP:
                y = self.printer.y
                self._line(self.xs[column], y, self.xs[column + 1], y)

    def _close(self, top: float) -> None:
        rules, y = self.look.rules, self.printer.y
        self._rule_across(y, rules in ("full", "rows", "head", "booktabs", "outer", "packed"))
        if rules == "outer":
            for x in (self.xs[0], self.xs[-1]):
                self._line(x, top, x, y)
        if rules in ("columns", "packed"):
            for x in self.xs[1:-1] if rules == "columns" else self.xs:
                self._line(x, top, x, y)

    def _print_lines(self, cell: _Cell, lines: Sequence[str], top: float) -> None:
        font = self._font(cell)
        self.canvas.setFont(font, self.size)
        tags = self.printer.tags
        if tags:
            head = cell.row < self.head_rows
            spans = cell.row_span, cell.column_span
            tags.begin_cell(cell.row, cell.column, spans, head=head)
        y = top - self.look.pad_y
        for number, line in enumerate(lines):
            y -= self.leading
            base = y + 0.25 * self.size
            full = cell.lines[: len(cell.lines) - len(lines)]
            hang = self.look.hang if number or full else 0.0
            self._print_line(cell, line, base, font, hang)
        if tags:
            tags.end_cell()

    def _print_line(self, cell: _Cell, line: str, y: float, font: str, hang: float) -> None:
        look = self.look
        x0 = self.xs[cell.column] + look.pad_x + self._level(cell)
        x1 = self.xs[cell.column + cell.column_span] - look.pad_x
        if look.sign_apart and line[0] in "€$" and cell.row >= self.head_rows:
            self.canvas.drawString(x0, y, line[0])
            line = line[1:].strip()
        width = stringWidth(line, font, self.size)
        align = self._alignment(cell)
        whole = stringWidth(line.split(".")[0], font, self.size)
        point = x1 - stringWidth(".00", font, self.size) - whole
        if align == "d" and not line[0].isdigit():
            align = "c"
        x = {"l": x0 + hang, "c": (x0 + x1 - width) / 2, "r": x1 - width, "d": point}[align]
        self.canvas.drawString(x, y, line)
        led = look.leaders and cell.column == 0 and cell.row >= self.head_rows
        if led and line == cell.lines[-1] and any(self.rows[cell.row][1:]):
            count = int((x1 - x - width - 4) / stringWidth(".", font, self.size))
            self.canvas.drawRightString(x1, y, "." * count)

    def _alignment(self, cell: _Cell) -> str:
        look = self.look
        if cell.row in look.centred_rows:
            return "c"
        align = look.align
        if cell.row < self.head_rows:
            align = look.head_align or look.align
            if cell.column_span > 1:
                return "l" if look.spans_left else "c"
        return align[cell.column]

    # ---- truth

    def _truth(self) -> TrueTable:
        fillers = [c for c in range(self.count) if not any(row[c] for row in self.rows)]
        kept = [c for c in range(self.count) if c not in fillers]
        cells = []
        for cell in self.cells:
            covered = range(cell.column, cell.column + cell.column_span)
            own = [kept.index(c) for c in covered if c in kept]
            if own:
                text = " ".join(cell.text.split())
                if self.look.sign_apart and text[:1] in ("€", "$") and cell.row >= self.head_rows:
                    text = f"{text[0]} {text[1:].strip()}"
                cells.append(TrueCell(cell.row, own[0], cell.row_span, len(own), text))
        return TrueTable(tuple(cells), len(self.rows), len(kept))


def _cells(rows: Sequence[Sequence[str]]) -> list[_Cell]:
    """The cells of rows in which "<" and "^" go on with the cell to the left, or above."""
    cells = []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text in (SPAN_LEFT, SPAN_UP):
                continue
            width = 1
            while c + width < len(row) and row[c + width] == SPAN_LEFT:
                width += 1
            height = 1
            while r + height < len(rows) and rows[r + height][c] == SPAN_UP:
                height += 1
            cells.append(_Cell(r, c, height, width, text))
    return cells
