"""Pages set in the fonts that every reader has, written to PDF in about a millisecond each.

reportlab would take ten times as long, and a first fill prints two thousand documents.
"""

from collections.abc import Iterable, Sequence

from reportlab.pdfbase.pdfmetrics import stringWidth

REGULAR, BOLD, ITALIC = "Helvetica", "Helvetica-Bold", "Helvetica-Oblique"
_NAMES = {REGULAR: "F1", BOLD: "F2", ITALIC: "F3"}
_WIDTH, _HEIGHT = 595, 842
_LEFT, _RIGHT, _TOP, _BOTTOM = 71.0, 524.0, 771.0, 71.0
_SIZE, _LEADING = 10, 13.0
_HANG = 21.0
_ROW = 16.0


class Pages:
    """A document in the making: text runs from the top of a page to its foot."""

    def __init__(self) -> None:
        self._pages: list[list[str]] = [[]]
        self._y = _TOP

    def new_page(self) -> None:
        """Go on at the top of the next page."""
        self._pages.append([])
        self._y = _TOP

    def space(self, points: float) -> None:
        """Leave room."""
        self._y -= points

    def rule(self) -> None:
        """Draw a rule across the page."""
        self._stroke(_LEFT, self._y, _RIGHT, self._y)
        self._y -= _LEADING + 2

    def text(self, words: str, font: str = REGULAR, label: str = "", after: float = 6) -> None:
        """Print a paragraph; a label hangs to the left of it."""
        left = _LEFT + (_HANG if label else 0)
        for number, line in enumerate(_lines(words, font, _RIGHT - left)):
            if self._y < _BOTTOM:
                self.new_page()
            if label and not number:
                self._show(_LEFT, label, font)
            self._show(left, line, font)
            self._y -= _LEADING
        self._y -= after

    def table(self, rows: Sequence[Sequence[str]], widths: Sequence[float]) -> None:
        """Print a table with rules around every cell; its first row is the header."""
        if self._y - _ROW * len(rows) < _BOTTOM:
            self.new_page()
        top, edges = self._y, [_LEFT]
        for width in widths:
            edges.append(edges[-1] + width)
        for number, row in enumerate(rows):
            for left, cell in zip(edges, row, strict=False):
                self._y = top - number * _ROW - 11.5
                self._show(left + 4, cell, REGULAR if number else BOLD)
        bottom = top - len(rows) * _ROW
        for number in range(len(rows) + 1):
            self._stroke(edges[0], top - number * _ROW, edges[-1], top - number * _ROW)
        for edge in edges:
            self._stroke(edge, top, edge, bottom)
        self._y = bottom - 2 * _LEADING

    def to_pdf(self, title: str) -> bytes:
        """The document as a file; the same pages give the same bytes."""
        count = len(self._pages)
        kids = " ".join(f"{7 + 2 * number} 0 R" for number in range(count))
        fonts = " ".join(f"/{name} {3 + at} 0 R" for at, name in enumerate(_NAMES.values()))
        objects = [
            b"<< /Type /Catalog /Pages 2 0 R /Lang (nl-BE) >>",
            f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
            *(_font(name) for name in _NAMES),
            b"<< /Title " + _string(title) + b" /Author (stand-in) >>",
        ]
        for number, marks in enumerate(self._pages):
            content = "\n".join(marks).encode("cp1252")
            objects.append(
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {_WIDTH} {_HEIGHT}]"
                f" /Resources << /Font << {fonts} >> >> /Contents {8 + 2 * number} 0 R >>".encode()
            )
            objects.append(
                f"<< /Length {len(content)} >>\nstream\n".encode() + content + b"\nendstream"
            )
        return _file(objects)

    def _show(self, x: float, text: str, font: str) -> None:
        self._pages[-1].append(
            f"BT /{_NAMES[font]} {_SIZE} Tf {x:g} {self._y:g} Td ({_escaped(text)}) Tj ET"
        )

    def _stroke(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self._pages[-1].append(f"{x0:g} {y0:g} m {x1:g} {y1:g} l S")


def _lines(words: str, font: str, width: float) -> Iterable[str]:
    """The words in lines of at most a width."""
    line, used = "", 0.0
    for word in words.split(" "):
        room = stringWidth(f" {word}", font, _SIZE)
        if line and used + room > width:
            yield line
            line, used = word, room
        else:
            line, used = f"{line} {word}" if line else word, used + room
    yield line


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _string(text: str) -> bytes:
    return b"(" + _escaped(text).encode("cp1252") + b")"


def _font(name: str) -> bytes:
    return (
        f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>".encode()
    )


def _file(objects: Sequence[bytes]) -> bytes:
    """The objects with their table; the sixth is the document's properties."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    starts = []
    for number, body in enumerate(objects, start=1):
        starts.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % start for start in starts)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info 6 0 R >>\n" % (len(objects) + 1)
    out += b"startxref\n%d\n%%%%EOF\n" % table
    return bytes(out)
