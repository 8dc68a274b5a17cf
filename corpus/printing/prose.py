"""Setting a paragraph: its words are broken into lines, at hyphens too, and drawn in place.

Written for the samples because the print is what a reader has to cope with: each word of a
justified line stands at its own place, a real hyphen and a soft one may end a line, and a footnote
is noted where its mark is printed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable

from printing.notation import FOOTNOTE, SOFT_HYPHEN, printed

_FACES = {
    "Vera": ("Vera", "VeraBd", "VeraIt", "VeraBI"),
    "Helvetica": ("Helvetica", "Helvetica-Bold", "Helvetica-Oblique", "Helvetica-BoldOblique"),
    "Times": ("Times-Roman", "Times-Bold", "Times-Italic", "Times-BoldItalic"),
}
_FIRST_NOTE = 0xE000  # a footnote's mark travels as a private character at the end of its word
_WORD = re.compile(r"[^ ]+(?: +(?= ))?")  # of two spaces, the first is the word's own
_BREAK = re.compile(f"(?<=[\\w°]-)(?=[^\\W\\d])|(?<={SOFT_HYPHEN})")
_LEADING = 1.22
_ASCENT = 0.95
_NOTE_SIZE = 0.65
_NOTE_RISE = 0.35


def register_fonts() -> None:
    """Make known the fonts that reportlab brings along; every PDF reader has the others."""
    for name in _FACES["Vera"]:
        registerFont(TTFont(name, f"{name}.ttf", asciiReadable=False))


@dataclass(frozen=True, slots=True)
class Style:
    """How a paragraph is set, in points; its label hangs ``hang`` to the left of ``indent``."""

    font: str
    size: float
    bold: bool = False
    italic: bool = False
    align: str = "left"
    indent: float = 0
    hang: float = 0
    before: float = 0
    after: float = 0

    @property
    def leading(self) -> float:
        """From one baseline to the next."""
        return self.size * _LEADING

    def face(self, bold: bool = False) -> str:
        """The font's name in the PDF."""
        return _FACES[self.font][(self.bold or bold) + 2 * self.italic]

    def width(self, text: str, bold: bool = False, note: int = 0) -> float:
        """How wide a text is printed, with the mark of a footnote behind it."""
        mark = stringWidth(str(note), self.face(), self.size * _NOTE_SIZE) if note else 0
        return float(stringWidth(text, self.face(bold), self.size) + mark)


@dataclass
class Footnotes:
    """The footnotes of a document and the pages that their marks were drawn on."""

    texts: list[str] = field(default_factory=list)
    by_page: dict[int, list[int]] = field(default_factory=dict)

    def marked(self, text: str) -> str:
        """The text with each footnote taken out and its mark put in."""
        return FOOTNOTE.sub(lambda note: self._mark(note[1]), text)

    def drawn(self, page: int, number: int) -> None:
        """Say that a mark stands on a page."""
        self.by_page.setdefault(page, []).append(number)

    def _mark(self, text: str) -> str:
        self.texts.append(text)
        return chr(_FIRST_NOTE + len(self.texts))


class Word(NamedTuple):
    """A word in the parts between which a line may end; ``note`` is its footnote or 0."""

    parts: tuple[str, ...]
    bold: bool
    note: int
    ends_line: bool

    @property
    def text(self) -> str:
        """The word as printed: a soft hyphen shows where it ends a line only."""
        whole = "".join(self.parts)
        return whole.replace(SOFT_HYPHEN, "") + "-" * whole.endswith(SOFT_HYPHEN)


class Line(NamedTuple):
    """The words of a line; where it ends its paragraph, white space never fills it up."""

    words: tuple[Word, ...]
    ends: bool


def words_of(text: str) -> Iterator[Word]:
    """The words of a printed text whose footnotes are marks already."""
    bold = False
    for line in text.split("\n"):
        words = _WORD.findall(line)
        for position, word in enumerate(words, 1):
            bold = bold or word.startswith("*")
            note = max(0, ord(word[-1]) - _FIRST_NOTE)
            bare = (word[:-1] if note else word).replace("*", "")
            yield Word(tuple(_BREAK.split(bare)), bold, note, position == len(words))
            bold = bold and "*" not in word[1:]


def lines_of(words: list[Word], width: float, style: Style) -> list[Line]:
    """The words in lines of at most a width; what is longer has a line of its own."""
    lines: list[Line] = []
    line: list[Word] = []
    waiting = words[::-1]
    while waiting:
        word = waiting.pop()
        head, tail = _parted(word, width - _natural_width(line, style), style, first=not line)
        if head:
            line.append(head)
        if tail:
            waiting.append(tail)
        if tail or word.ends_line:
            lines.append(Line(tuple(line), ends=not tail))
            line = []
    return lines


def _parted(
    word: Word, room: float, style: Style, *, first: bool
) -> tuple[Word | None, Word | None]:
    """What of a word still fits on the line, and what is left for the next."""
    count = len(word.parts)
    for cut in range(count, 0, -1):
        head = word if cut == count else word._replace(parts=word.parts[:cut], note=0)
        if style.width(head.text, head.bold, head.note) <= room or (first and cut == 1):
            return head, None if cut == count else word._replace(parts=word.parts[cut:])
    return None, word


def _natural_width(line: list[Word], style: Style) -> float:
    """How wide words are with a space after each."""
    return sum(style.width(f"{word.text} ", word.bold, word.note) for word in line)


class Prose(Flowable):  # type: ignore[misc]  # reportlab has no types
    """A paragraph that can be broken by a page, for reportlab's pages and table cells.

    Args:
        text: what to print, in the notation of the specs.
        style: how to set it.
        notes: where its footnotes are kept.
        label: what is printed in front of the first line.
    """

    def __init__(self, text: str, style: Style, notes: Footnotes, label: str = "") -> None:
        super().__init__()
        self._words = list(words_of(notes.marked(printed(text))))
        self._style = style
        self._notes = notes
        self._label = label
        self._lines: list[Line] | None = None
        self.spaceBefore = style.before
        self.spaceAfter = style.after

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """The room that it takes on a page of a width."""
        self.width = width
        if self._lines is None:
            self._lines = lines_of(self._words, width - self._style.indent, self._style)
        self.height = len(self._lines) * self._style.leading
        return width, self.height

    def split(self, width: float, height: float) -> list["Prose"]:
        """The part that fits in a height and the rest, or nothing where no line fits."""
        _, needed = self.wrap(width, height)
        lines = self._lines or []
        count = int(height / self._style.leading)
        if needed <= height or not count:
            return [self] if needed <= height else []
        return [self._part(lines[:count], self._label), self._part(lines[count:], "")]

    def draw(self) -> None:
        """Print the lines, the first at the top."""
        style = self._style
        lines = self._lines or []
        baseline = (len(lines) - 1) * style.leading + style.leading - style.size * _ASCENT
        if self._label:
            self._print(style.indent - style.hang, baseline, self._label, style.face())
        for line in lines:
            self._draw_line(line, baseline)
            baseline -= style.leading

    def _part(self, lines: list[Line], label: str) -> "Prose":
        """Some of the lines, already set."""
        part = Prose("", self._style, self._notes, label)
        part._lines = lines
        return part

    def _draw_line(self, line: Line, baseline: float) -> None:
        """Print a line's words, each in its place, and note the footnotes called there."""
        style = self._style
        natural = _natural_width(list(line.words), style) - style.width(" ")
        spare = self.width - style.indent - natural
        gaps = len(line.words) - 1
        gap = spare / gaps if style.align == "justify" and not line.ends and gaps else 0.0
        x = style.indent + spare * {"right": 1.0, "centre": 0.5}.get(style.align, 0.0)
        for position, word in enumerate(line.words):
            text = word.text + " " * (position < gaps)
            self._print(x, baseline, text, style.face(word.bold))
            if word.note:
                self._draw_mark(word.note, x + style.width(word.text, word.bold), baseline)
            x += style.width(text, word.bold, word.note) + gap

    def _draw_mark(self, number: int, x: float, baseline: float) -> None:
        """Print the raised mark of a footnote."""
        size = self._style.size
        self._print(x, baseline + size * _NOTE_RISE, str(number), self._style.face(), _NOTE_SIZE)
        self._notes.drawn(self.canv.getPageNumber(), number)

    def _print(self, x: float, y: float, text: str, face: str, scale: float = 1) -> None:
        """Print a text at a place."""
        writing = self.canv.beginText(x, y)
        writing.setFont(face, self._style.size * scale)
        writing.textOut(text)
        self.canv.drawText(writing)
