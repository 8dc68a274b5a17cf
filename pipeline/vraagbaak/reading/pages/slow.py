"""The other reader: what pdfplumber finds on the pages of a PDF that pdfium refuses or dies of.

It is some twenty times slower, and pdfminer under it has no limits at all: it hangs on an object
that refers to itself. Use it in a process that may be killed, as the fence does.
"""

import logging
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from struct import error as struct_error
from typing import Any

import pdfplumber
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException
from pdfplumber.utils.text import extract_words

from vraagbaak.errors import UnreadableDocument
from vraagbaak.reading.limits import MOST_PAGES
from vraagbaak.reading.pages.characters import CLEAN, CLOSING
from vraagbaak.reading.pages.code_maps import FontReader
from vraagbaak.reading.pages.corners import ASKEW
from vraagbaak.reading.pages.fonts import ASCENT, DESCENT, RAISED, direction_of
from vraagbaak.reading.pages.paths import THIN, Stroke, edges
from vraagbaak.reading.pages.pdf import PageContent
from vraagbaak.reading.pages.view import View
from vraagbaak.records import Box, Word

_SPACE = 0.15  # of a character's size: a gap that parts two words without a space between
_CLIMB = 0.7  # of a character's size: how far the next of a word may stand above or below it
_SAME = 0.5  # points: two of a character this close are one
_DOTS = re.compile(r"\.{5,}")
_LETTER, _MARK, _LEADER = range(3)  # what a character is part of
_WHITE = 0.98
# What pdfminer lets through on broken files, beside its own.
_FAULTS = (
    PdfminerException, MalformedPDFException, struct_error, ArithmeticError, AssertionError,
    AttributeError, LookupError, RecursionError, TypeError, ValueError,
)  # fmt: skip

# It warns of every oddity of a file; what comes of it is said by an issue.
logging.getLogger("pdfminer").setLevel(logging.ERROR)


def read_pages_slowly(path: Path) -> list[PageContent]:
    """Read the pages of a PDF with pdfplumber.

    Raises:
        UnreadableDocument: ``damaged`` where it gives no text either, or ``too_many_pages``.
    """
    try:
        with pdfplumber.open(path) as pdf:
            pdf.rsrcmgr = FontReader()
            pages = [_read_page(page) for page in pdf.pages[: MOST_PAGES + 1]]
    except _FAULTS as error:
        raise _damaged(path) from error
    if len(pages) > MOST_PAGES:
        raise UnreadableDocument(
            "too_many_pages", f"{path.name}: has more than {MOST_PAGES} pages; part it"
        )
    if not any(page.words for page in pages):
        raise _damaged(path)
    return pages


def _damaged(path: Path) -> UnreadableDocument:
    return UnreadableDocument("damaged", f"{path.name}: is damaged or cut off; fetch it again")


def _read_page(page: Any) -> PageContent:
    x0, top, x1, bottom = map(float, page.cropbox)
    shown = View((x0, -bottom, x1, -top), 0)
    left = float(page.mediabox[0])
    chars = list(_printed_once([_Char(char, left) for char in page.chars]))
    view = shown.turned_to(_reading_rotation(chars))
    strokes: list[Stroke] = []
    fills: list[Box] = []
    for drawn in (*page.lines, *page.rects, *page.curves):
        _sort(drawn, _box(drawn, view), strokes, fills)
    content = PageContent(
        number=page.page_number,
        box=Box(0.0, 0.0, view.width, view.height),
        words=tuple(part for word in _group(chars) for part in _parts(word, view)),
        strokes=tuple(strokes),
        fills=tuple(fills),
        has_image=bool(page.images),
        turn=view.rotation,
    )
    page.close()
    return content


# ------------------------------------------------------------------ words


class _Char:
    """A character as its line has it: ``x0`` and ``x1`` along the line, ``height`` across it.

    Heights grow upwards, as in a PDF; the top of the page is at 0.
    """

    __slots__ = (
        "box",
        "direction",
        "font",
        "height",
        "is_askew",
        "level",
        "size",
        "slant",
        "text",
        "x0",
        "x1",
    )

    def __init__(self, char: dict[str, Any], left: float) -> None:
        a, b, c, d, e, f = map(float, char["matrix"])
        e, f = e + left, f - float(char["y1"]) - float(char["top"])
        self.text, self.font = str(char["text"]), str(char["fontname"]).lower()
        self.direction = direction_of(a, b, c, d)
        self.box = float(char["x0"]), -float(char["bottom"]), float(char["x1"]), -float(char["top"])
        self.size = self._size(b, d, float(char["adv"]))
        long = math.hypot(a, b) or 1.0
        x, y = a / long, b / long
        self.x0, self.height = x * e + y * f, x * f - y * e
        self.x1 = self.x0 + long * float(char["adv"])
        self.level, self.is_askew = f, self.direction is None and abs(b) <= ASKEW * a
        self.slant = round(math.degrees(math.atan2(b, a)))

    def _size(self, b: float, d: float, advance: float) -> float:
        """The font size, out of the box that is so high, and so long as the character is wide."""
        left, bottom, right, top = self.box
        if self.direction is not None:
            return right - left if self.direction % 2 else top - bottom
        return (top - bottom - abs(b) * advance) / (abs(d) or 1.0) * math.hypot(b, d)


def _printed_once(chars: Sequence[_Char]) -> Iterator[_Char]:
    """Characters without those that are printed again at their place, to look bold.

    pdfplumber's own way of this takes a time that grows with the square of their number.
    """
    seen: set[tuple[str, str, int, int, int]] = set()
    for char in chars:
        x, y = round(char.x0 / _SAME), round(char.height / _SAME)
        here = [(x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
        if not any((char.text, char.font, char.slant, *place) in seen for place in here):
            seen.add((char.text, char.font, char.slant, x, y))
            yield char


def _reading_rotation(chars: Sequence[_Char]) -> int:
    """The rotation in which most of the text is level."""
    weights = Counter(char.direction for char in chars if char.direction is not None)
    return max(weights, key=lambda direction: (weights[direction], direction == 0), default=0)


def _group(chars: Sequence[_Char]) -> Iterator[list[_Char]]:
    """The characters of each word: pdfplumber's grouping, of lines that it sees level."""
    seen = [
        {
            "text": char.text, "x0": char.x0, "x1": char.x1, "top": -char.height,
            "bottom": -char.height, "doctop": -char.height, "upright": True, "size": char.size,
            "slant": char.slant, "char": char,
        }
        for char in chars
    ]  # fmt: skip
    for word in extract_words(
        seen,
        return_chars=True,
        use_text_flow=True,
        x_tolerance_ratio=_SPACE,
        y_tolerance_ratio=_CLIMB,
        extra_attrs=["slant"],
    ):
        yield [char["char"] for char in word["chars"]]


def _parts(chars: Sequence[_Char], view: View) -> Iterator[Word]:
    """A word, its raised numbers ("leakage¹") and the dots that lead to a page number apart."""
    text = "".join(char.text if len(char.text) == 1 else "x" for char in chars)
    kinds = _kinds(chars)
    for match in _DOTS.finditer(text):
        kinds[match.start() : match.end()] = [_LEADER] * len(match.group())
    for kind, run in groupby(zip(kinds, chars, strict=True), key=itemgetter(0)):
        yield from _word([char for _, char in run], view, raised=kind == _MARK)


def _kinds(chars: Sequence[_Char]) -> list[int]:
    """What each character is part of: a raised number at the start or the end, or the word."""
    kinds = [_LETTER] * len(chars)
    first, last = 0, len(chars) - 1
    while first < last and _is_raised(chars[first], chars[-1]):
        kinds[first] = _MARK
        first += 1
    while last > first and chars[last].text in CLOSING:
        last -= 1
    while last > first and _is_raised(chars[last], chars[0]):
        kinds[last] = _MARK
        last -= 1
    return kinds


def _is_raised(mark: _Char, neighbour: _Char) -> bool:
    return (
        mark.text.isdigit()
        and mark.size < RAISED * neighbour.size
        and mark.height > neighbour.height
    )


def _word(chars: Sequence[_Char], view: View, *, raised: bool) -> Iterator[Word]:
    """The word of some characters, in a box of the height that pdfium's reader gives it."""
    text = "".join(char.text for char in chars).translate(CLEAN)
    if not text:
        return
    first = chars[0]
    lefts, bottoms, rights, tops = zip(*(char.box for char in chars), strict=True)
    own = view.turned_to(view.rotation if first.direction is None else first.direction)
    box = own.box(min(lefts), min(bottoms), max(rights), max(tops))
    if first.direction is not None:
        base = own.level - first.height
        box = Box(box.x0, base - ASCENT * first.size, box.x1, base + DESCENT * first.size)
    elif first.is_askew:
        levels = first.level, chars[-1].level
        bottom, top = min(levels) - DESCENT * first.size, max(levels) + ASCENT * first.size
        box = own.box(min(lefts), bottom, max(rights), top)
    yield Word(
        text,
        own.turn(box, view.rotation),
        round(first.size, 2),
        bold="bold" in first.font or "black" in first.font or "heavy" in first.font,
        italic="italic" in first.font or "oblique" in first.font,
        raised=raised,
        turn=(own.rotation - view.rotation) % 4,
    )


# ------------------------------------------------------------------ strokes and fills


def _sort(drawn: dict[str, Any], box: Box, strokes: list[Stroke], fills: list[Box]) -> None:
    """Sort one drawn thing into strokes (thin, or drawn edges) and fills."""
    is_painted = bool(drawn["fill"]) and not _is_white(drawn["non_stroking_color"])
    if box.x1 - box.x0 <= THIN or box.bottom - box.top <= THIN:
        if drawn["stroke"] or is_painted:
            strokes.append(Stroke(*box))
        return
    if drawn["object_type"] != "rect":
        return
    if is_painted:
        fills.append(box)
    if drawn["stroke"]:
        strokes += edges(box)


def _is_white(colour: object) -> bool:
    """Whether a colour is as light as paper, in grey or in red, green and blue."""
    return (
        isinstance(colour, tuple)
        and len(colour) in (1, 3)
        and all(isinstance(part, int | float) and part >= _WHITE for part in colour)
    )


def _box(thing: dict[str, Any], view: View) -> Box:
    return view.box(
        float(thing["x0"]), -float(thing["bottom"]), float(thing["x1"]), -float(thing["top"])
    )
