"""The tables of a spec: cells, spans, rules and shades as reportlab's tables take them."""

from collections.abc import Iterator
from dataclasses import replace

from reportlab.lib.colors import HexColor, black
from reportlab.lib.units import cm
from reportlab.platypus import Flowable
from reportlab.platypus import Table as Grid

from printing.prose import Footnotes, Prose, Style
from printing.spec import Table

Command = tuple[object, ...]

_ALIGN = {"l": "left", "r": "right", "c": "centre"}
_THIN = 0.5
_THICK = 0.75
_PADDING: tuple[Command, ...] = (
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 4),
    ("RIGHTPADDING", (0, 0), (-1, -1), 4),
    ("TOPPADDING", (0, 0), (-1, -1), 2),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
)


class _Grid(Grid):  # type: ignore[misc]  # reportlab has no types
    """A table at the left of the page, its parts too; ``closes`` rules off a row that is broken."""

    closes = False

    def split(self, width: float, height: float) -> list["_Grid"]:
        """The parts, which reportlab would put in the middle and leave open."""
        parts: list[_Grid] = super().split(width, height)
        for part in parts:
            part.hAlign = self.hAlign
            part.closes = self.closes
        if self.closes and len(parts) == 2:
            parts[0].setStyle([("LINEBELOW", (0, -1), (-1, -1), _THIN, black)])
            parts[1].setStyle([("LINEABOVE", (0, 0), (-1, 0), _THIN, black)])
        return parts


def table_flowables(table: Table, text: Style, notes: Footnotes) -> Iterator[Flowable]:
    """A table and its caption; ``text`` is the style of the paragraphs around it."""
    style = Style(text.font, table.size or text.size)
    if table.caption:
        caption = Prose(table.caption, replace(style, bold=True, before=4, after=3), notes)
        caption.keepWithNext = True
        yield caption
    grid = _Grid(
        [
            [_cell(table, row, column, style, notes) for column in range(len(table.widths))]
            for row in range(len(table.rows))
        ],
        colWidths=[width * cm for width in table.widths],
        style=[*_PADDING, *_spans(table), *_shades(table), *_rules(table)],
        repeatRows=table.header_rows if table.repeat_header else 0,
        splitByRow=int(not table.breaks_rows),
        splitInRow=int(bool(table.breaks_rows)),
        hAlign="LEFT",
        spaceBefore=2,
        spaceAfter=10,
    )
    grid.closes = table.breaks_rows == "closed"
    yield grid


def _cell(table: Table, row: int, column: int, style: Style, notes: Footnotes) -> list[Prose]:
    """What a cell holds."""
    text = table.rows[row][column]
    if text in ("", "<", "^"):
        return []
    bold = row < table.header_rows or row in table.bold_rows
    align = _ALIGN[table.align[column]] if table.align else "left"
    return [Prose(text, replace(style, bold=bold, align=align), notes)]


def _spans(table: Table) -> Iterator[Command]:
    """The commands that make cells one."""
    for top, row in enumerate(table.rows):
        for left, text in enumerate(row):
            if text in ("<", "^"):
                continue
            right, bottom = left, top
            while right + 1 < len(row) and row[right + 1] == "<":
                right += 1
            while bottom + 1 < len(table.rows) and table.rows[bottom + 1][left] == "^":
                bottom += 1
            if (right, bottom) != (left, top):
                yield ("SPAN", (left, top), (right, bottom))


def _rules(table: Table) -> Iterator[Command]:
    """The commands that draw the rules."""
    if table.rules == "grid":
        yield ("GRID", (0, 0), (-1, -1), _THIN, black)
    elif table.rules == "rows":
        yield ("LINEABOVE", (0, 0), (-1, -1), _THIN, black)
        yield ("LINEBELOW", (0, -1), (-1, -1), _THIN, black)
    elif table.rules == "header":
        yield ("LINEABOVE", (0, 0), (-1, 0), _THICK, black)
        yield ("LINEBELOW", (0, table.header_rows - 1), (-1, table.header_rows - 1), _THICK, black)
        yield ("LINEBELOW", (0, -1), (-1, -1), _THICK, black)


def _shades(table: Table) -> Iterator[Command]:
    """The commands that colour the header and every second row."""
    if table.shade:
        last = table.header_rows - 1
        yield ("BACKGROUND", (0, 0), (-1, last), HexColor(f"#{table.shade}"))
    if table.zebra:
        for row in range(table.header_rows + 1, len(table.rows), 2):
            yield ("BACKGROUND", (0, row), (-1, row), HexColor(f"#{table.zebra}"))
