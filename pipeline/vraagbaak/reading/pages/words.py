"""The words of a page's text layer: what they are, where they stand, how they are set.

One text call gives the characters of a page; a word then costs two box calls (its first and its
last character) and one look at its text object for the font, all with plain addresses (``calls``).
"""

import ctypes
import re
import struct
import sys
from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2.raw as raw

from vraagbaak.reading.pages import calls
from vraagbaak.reading.pages.fonts import (
    ASCENT,
    DESCENT,
    NO_FONT,
    Font,
    are_apart,
    direction_of,
    is_raised,
    read_cut,
)
from vraagbaak.reading.pages.view import View
from vraagbaak.records import Box, Word

# pdfium puts U+0002 (U+FFFE in its UTF-16) where a line ends in a hyphen, and glues the next line.
_WORD = re.compile("[^\\s\x00\x02\ufffe]+[\x02\ufffe]?|[\x02\ufffe]")
# The dots that lead the eye to a page number are a word of their own, wherever they touch another.
LEADER = "....."
_WORD_OR_LEADER = re.compile(
    "\\.{5,}|(?:(?!\\.{5})[^\\s\x00\x02\ufffe])+[\x02\ufffe]?|[\x02\ufffe]"
)
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_LIGATURES = {ord(c): t for c, t in zip("ﬀﬁﬂﬃﬄ", ("ff", "fi", "fl", "ffi", "ffl"), strict=True)}
CLEAN = {**_INVISIBLE, **_LIGATURES, 0x02: "-", 0xFFFE: "-", 0x2010: "-", 0x2011: "-"}
CLOSING = ".,;:!?)]»”’\"'"
_SAME = 2.0  # points: two words this close stand at one place
ASKEW = 0.1  # the same of a line that is askew but stands like one that is level

_count_chars, _get_text = raw.FPDFText_CountChars, raw.FPDFText_GetText
_RECT = 16  # bytes of a rectangle: left, top, right, bottom as 32-bit floats
_UPPER = 1 if sys.byteorder == "little" else 0
_TWO_RECTS = struct.Struct("8f")
_SIZE_AND_MATRIX = struct.Struct("7f")
_make = tuple.__new__  # of a named tuple, without the detour of its own constructor

_Matrix = tuple[float, float, float, float, float, float]
_Corners = tuple[float, ...]
"""Left, top, right, bottom of one character, and the same of another, in PDF coordinates."""


class TextReader:
    """The text of one page by character index."""

    def __init__(self, text_page: Any, view: View) -> None:
        self.page = text_page
        self.address = calls.address(text_page)
        self.view = view
        self.views = {view.rotation: view}
        self.buffer = ctypes.create_string_buffer(_SIZE_AND_MATRIX.size)
        self.out = ctypes.addressof(self.buffer)
        self.styles: dict[tuple[float, ...], Font] = {}
        self.fonts: dict[int | None, Font] = {None: NO_FONT}
        self.cuts: dict[int, tuple[bool, bool]] = {}
        units = self._units()
        pattern = _WORD_OR_LEADER if LEADER in units else _WORD
        found = list(pattern.finditer(units))
        self.texts = [match[0] for match in found]
        self.spans = [match.span() for match in found]
        self.corners, self.set_in = self._look_up()

    def reading_rotation(self) -> int:
        """The rotation in which most of the text is level, that of the view where none is."""
        own = self.view.rotation
        if all(font.direction in (own, None) for font in self.styles.values()):
            return own
        weights = {own: 0}
        for (start, end), font in zip(self.spans, self.set_in, strict=True):
            if font.direction is not None:
                weights[font.direction] = weights.get(font.direction, 0) + end - start
        return max(weights, key=lambda direction: (weights[direction], direction == own))

    def words(self, view: View) -> list[Word]:
        """The words in the order of the text layer, in the coordinates of a view."""
        self.view = view
        words: list[Word] = []
        upright, x, y = view.rotation == 0, view.left, view.top
        corners = _TWO_RECTS.iter_unpack(self.corners)
        for text, span, font, corner in zip(
            self.texts, self.spans, self.set_in, corners, strict=True
        ):
            if not text.isascii():
                text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
                text = text.translate(CLEAN)
                if not text:
                    continue
            elif text[-1] == "\x02":
                text = text[:-1] + "-"
            left, top, right, bottom, left2, top2, right2, bottom2 = corner
            # Glyphs reach above and below their line; those of another are half a line away.
            is_whole = (top == top2 and bottom == bottom2) or (
                -0.5 < (top - top2) / (font.size or 1.0) < 0.5
                and not (text[0].isdigit() or text[-1].isdigit())
            )
            if text[-1] in CLOSING and _ends_numbered(text):
                words += self._parts(span, text, font, corner)
            elif (
                is_whole
                and upright
                and font.direction == 0
                and y - top < font.lowest
                and y - bottom > font.highest
            ):
                # By far the most words, so without a call of ``_word``, which would give the same.
                left, right = left2 if left2 < left else left, right2 if right2 > right else right
                box = _make(Box, (left - x, font.top, right - x, font.bottom))
                raised = text.isdigit() and self._raised(span[0], font)
                words.append(_make(Word, (text, box, font.size, font.bold, font.italic, raised, 0)))
            else:
                words += self._parts(span, text, font, corner)
        return _printed_once(words) if self._has_repeats() else words

    def _has_repeats(self) -> bool:
        """Whether some words may be printed at one place, as far as a quick look can tell."""
        # The upper half of a 32-bit float is that number to about a hundredth part.
        halves = memoryview(self.corners).cast("H")
        lefts, tops = halves[_UPPER :: 2 * _RECT // 2], halves[_UPPER + 2 :: 2 * _RECT // 2]
        return len(set(zip(self.texts, lefts, tops, strict=True))) < len(self.texts)

    def _look_up(self) -> tuple[bytes, list[Font]]:
        """The boxes of the first and the last character of each word, and the font of the first."""
        buffer = ctypes.create_string_buffer(2 * _RECT * len(self.spans))
        page, out, fonts = self.address, ctypes.addressof(buffer), self.fonts
        char_box, char_object = calls.char_box, calls.char_object
        set_in = []
        for start, end in self.spans:
            char_box(page, start, out)
            char_box(page, end - 1, out + _RECT)
            out += 2 * _RECT
            handle = char_object(page, start)
            font = fonts.get(handle)
            if font is None:
                font = fonts[handle] = self._read_font(start, handle)
            set_in.append(font)
        return buffer.raw, set_in

    def _corners(self, spans: Sequence[tuple[int, int]]) -> Iterator[_Corners]:
        """The boxes of the first and the last character of each span."""
        buffer = ctypes.create_string_buffer(2 * _RECT * len(spans))
        out = ctypes.addressof(buffer)
        for start, end in spans:
            calls.char_box(self.address, start, out)
            calls.char_box(self.address, end - 1, out + _RECT)
            out += 2 * _RECT
        return _TWO_RECTS.iter_unpack(buffer.raw)

    def _units(self) -> str:
        """The text with one character for each index of pdfium, pairs left apart."""
        count = _count_chars(self.page)
        if count <= 0:
            return ""
        buffer = (ctypes.c_ushort * (count + 1))()
        written = max(_get_text(self.page, 0, count, buffer) - 1, 0)
        text = bytes(buffer)[: 2 * written].decode("utf-16-le", "surrogatepass")
        return text if len(text) == written else "".join(map(chr, buffer[:written]))

    # -------------------------------------------------------------- fonts

    def _font(self, index: int) -> Font:
        """The font at a character; one text object is asked once."""
        handle = calls.char_object(self.address, index)
        found = self.fonts.get(handle)
        if found is None:
            found = self.fonts[handle] = self._read_font(index, handle)
        return found

    def _read_font(self, index: int, text_object: int) -> Font:
        """The font of a text object by one of its characters, whose matrix is that on the page."""
        calls.object_font_size(text_object, self.out)
        calls.char_matrix(self.address, index, self.out + 4)
        font = calls.object_font(text_object) or 0
        size, a, b, c, d, e, f = _SIZE_AND_MATRIX.unpack(self.buffer)
        key = font, size, a, b, c, d, f if b == 0 else e if a == 0 else text_object
        found = self.styles.get(key)
        if found is None:
            found = self.styles[key] = self._style(font, text_object, size, (a, b, c, d, e, f))
        return found

    def _style(self, font: int, text_object: int, size: float, matrix: _Matrix) -> Font:
        a, b, c, d, e, f = matrix
        cut = self.cuts.get(font)
        if cut is None:
            cut = self.cuts[font] = read_cut(
                raw.FPDFTextObj_GetFont(ctypes.cast(text_object, raw.FPDF_PAGEOBJECT))
            )
        bold, italic = cut
        direction = direction_of(a, b, c, d)
        height = (f, -e, -f, e)[direction or 0]
        scale = (b**2 + d**2) ** 0.5 if direction is None else abs((d, c)[direction % 2])
        read = Font(
            round(size * scale, 2),
            bold=bold, italic=italic, direction=direction, height=height,
        )  # fmt: skip
        if direction is not None:
            read.stand(self._view_of(direction).level)
        return read

    def _view_of(self, rotation: int) -> View:
        if rotation not in self.views:
            self.views[rotation] = self.view.turned_to(rotation)
        return self.views[rotation]

    # -------------------------------------------------------------- words and marks

    def _parts(self, span: tuple[int, int], text: str, font: Font, corner: _Corners) -> list[Word]:
        """A word, or what pdfium made one of: a raised mark ("leakage¹"), text of another line."""
        start, end = span
        pieces = self._pieces(start, end, text, font) if len(text) == end - start > 1 else []
        if not pieces:
            word = self._word(text, font, corner, span)
            raised = text.isdigit() and self._raised(start, font)
            return [word._replace(raised=True) if raised else word]
        parts = []
        corners = self._corners([(begin, stop) for begin, stop, _ in pieces])
        for (begin, stop, is_mark), own in zip(pieces, corners, strict=True):
            part = text[begin - start : stop - start]
            word = self._word(part, self._font(begin), own, (begin, stop))
            parts.append(word._replace(raised=is_mark))
        return parts

    def _pieces(
        self, start: int, end: int, text: str, first_font: Font
    ) -> list[tuple[int, int, bool]]:
        """The pieces of a word, each with whether it is a raised mark; none where it is whole."""
        last = end - 1
        while last > start and text[last - start] in CLOSING:
            last -= 1
        last_font = self._font(last)
        if first_font is last_font:
            return []
        cut = start + 1
        if are_apart(first_font, last_font):
            while not are_apart(first_font, self._font(cut)):
                cut += 1
            return [(start, cut, False), (cut, end, False)]
        if text[0].isdigit() and is_raised(first_font, last_font):
            while self._font(cut) is first_font:
                cut += 1
            return [(start, cut, text[: cut - start].isdigit()), (cut, end, False)]
        if not text[last - start].isdigit() or not is_raised(last_font, first_font):
            return []
        cut = last
        while text[cut - 1 - start].isdigit() and self._font(cut - 1) is last_font:
            cut -= 1
        mark = (cut, last + 1, True)
        return [(start, cut, False), mark, *([(last + 1, end, False)] if last + 1 < end else [])]

    def _raised(self, start: int, font: Font) -> bool:
        """Whether a number stands raised beside the character before it."""
        return start > 0 and is_raised(font, self._font(start - 1))

    def _word(self, text: str, font: Font, corner: _Corners, span: tuple[int, int]) -> Word:
        """A word by the boxes of its first and its last character.

        Its box goes from the one to the other and, as a glyph's own box says little of the line it
        stands on, from the ascent to the descent of its font.
        """
        left, top, right, bottom, left2, top2, right2, bottom2 = corner
        left = left2 if left2 < left else left
        right = right2 if right2 > right else right
        bottom = bottom2 if bottom2 < bottom else bottom
        top = top2 if top2 > top else top
        view, direction = self.view, font.direction
        if direction == 0 == view.rotation:
            x, y = view.left, view.top
            if y - top < font.lowest and y - bottom > font.highest:
                box = _make(Box, (left - x, font.top, right - x, font.bottom))
                return _make(Word, (text, box, font.size, font.bold, font.italic, False, 0))
        if direction is None:
            bottom, top = self._askew(span, font.size, bottom, top)
            return Word(text, view.box(left, bottom, right, top), font.size, font.bold, font.italic)
        own = self._view_of(direction)
        box = own.box(left, bottom, right, top)
        if not (box.top < font.lowest and box.bottom > font.highest):
            box = own.box(*self._moved(span[0], left, bottom, right, top))
        if box.top < font.lowest and box.bottom > font.highest:
            box = Box(box.x0, font.top, box.x1, font.bottom)
        turn = (direction - view.rotation) % 4
        if turn:
            box = own.turn(box, view.rotation)
        return Word(text, box, font.size, font.bold, font.italic, turn=turn)

    def _askew(
        self, span: tuple[int, int], size: float, bottom: float, top: float
    ) -> tuple[float, float]:
        """The bottom and top of a word that climbs a little, as text recognised in a scan does."""
        x, y = ctypes.c_double(), ctypes.c_double()
        matrix = raw.FS_MATRIX()
        calls.char_matrix(self.address, span[0], ctypes.addressof(matrix))
        if not abs(matrix.b) <= ASKEW * matrix.a:
            return bottom, top
        heights = []
        for index in (span[0], span[1] - 1):
            calls.char_origin(self.address, index, ctypes.addressof(x), ctypes.addressof(y))
            heights.append(y.value)
        return min(heights) - DESCENT * size, max(heights) + ASCENT * size

    def _moved(
        self, index: int, left: float, bottom: float, right: float, top: float
    ) -> tuple[float, float, float, float]:
        """The corners of a character that is off its line, where the form around it puts them.

        pdfium leaves out the matrix of the form where one glyph stands for several characters.
        """
        own, whole = raw.FS_MATRIX(), raw.FS_MATRIX()
        handle = calls.char_object(self.address, index)
        calls.object_matrix(handle, ctypes.addressof(own))
        calls.char_matrix(self.address, index, ctypes.addressof(whole))
        if own.b or own.c or whole.b or whole.c or not own.a or not own.d:
            return left, bottom, right, top
        wide, high = whole.a / own.a, whole.d / own.d
        x, y = whole.e - wide * own.e, whole.f - high * own.f
        xs = sorted((wide * left + x, wide * right + x))
        ys = sorted((high * bottom + y, high * top + y))
        return xs[0], ys[0], xs[1], ys[1]


def _printed_once(words: list[Word]) -> list[Word]:
    """Words without those that are printed again at their place, to look bold or by mistake."""
    places = {(text, int(box[0] / _SAME), int(box[1] / _SAME)) for text, box, *_ in words if box}
    if len(places) == len(words):
        return words
    once: dict[tuple[str, int, int], Word] = {}
    for word in words:
        if word.box is not None:
            place = word.text, int(word.box.x0 / _SAME), int(word.box.top / _SAME)
            once.setdefault(place, word)
    return list(once.values())


def _ends_numbered(text: str) -> bool:
    """Whether a word ends in a number and the punctuation after it."""
    return text[-1] in CLOSING and text.rstrip(CLOSING)[-1:].isdigit()
