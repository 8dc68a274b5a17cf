"""The words of a page's text layer: what they are, where they stand, how they are set.

One text call gives the characters of a page; a word then costs two box calls (its first and its
last character) and one look at its text object for the font, all with plain addresses (``calls``).
"""

import ctypes
import struct
import sys
from collections.abc import Sequence
from itertools import repeat
from typing import Any

import pypdfium2.raw as raw

from vraagbaak.reading.pages import calls
from vraagbaak.reading.pages.calls import Pointer
from vraagbaak.reading.pages.characters import CLOSING, cleaned, ends_numbered, find_words
from vraagbaak.reading.pages.corners import (
    RECT,
    Corners,
    askew,
    moved,
    read_corners,
    unpack_corners,
)
from vraagbaak.reading.pages.fonts import (
    NO_FONT,
    Font,
    Look,
    are_apart,
    direction_of,
    is_raised,
    read_cut,
)
from vraagbaak.reading.pages.view import View
from vraagbaak.records import Box, Word

_SAME = 2.0  # points: two words this close stand at one place
_UPPER = 1 if sys.byteorder == "little" else 0
_SIZE_AND_MATRIX = struct.Struct("7f")
_BUFFER = ctypes.create_string_buffer(_SIZE_AND_MATRIX.size)
_SIZE_OUT, _MATRIX_OUT, *_ = calls.places(_BUFFER, 4)
_make = tuple.__new__  # of a named tuple, without the detour of its own constructor

_Style = tuple[int, float, float, float, float, float]
"""A font, its size, and how its matrix turns and stretches it (a, b, c, d)."""


class TextReader:
    """The text of one page by character index."""

    def __init__(self, text_page: Any, view: View) -> None:
        self.page = calls.pointer(text_page)
        self.view = view
        self.views = {view.rotation: view}
        self.looks: dict[_Style, Look] = {}
        self.styles: dict[tuple[float | None, ...], Font] = {}
        self.fonts: dict[int | None, Font] = {None: NO_FONT}
        self.cuts: dict[int, tuple[bool, bool]] = {}
        found = find_words(text_page)
        self.texts = [match[0] for match in found]
        self.spans = [match.span() for match in found]
        self.corners = read_corners(self.page, self.spans)
        self.set_in = self._fonts([start for start, _ in self.spans])

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
        corners = unpack_corners(self.corners)
        for text, span, font, corner in zip(
            self.texts, self.spans, self.set_in, corners, strict=True
        ):
            if not text.isascii():
                text = cleaned(text)
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
            if text[-1] in CLOSING and ends_numbered(text):
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
        lefts, tops = halves[_UPPER :: 2 * RECT // 2], halves[_UPPER + 2 :: 2 * RECT // 2]
        return len(set(zip(self.texts, lefts, tops, strict=True))) < len(self.texts)

    # -------------------------------------------------------------- fonts

    def _fonts(self, indices: Sequence[int]) -> list[Font]:
        """The fonts at some characters."""
        known = self.fonts.get
        handles = map(calls.char_object, repeat(self.page), indices)
        return [
            known(handle) or self._read_font(index, handle)
            for index, handle in zip(indices, handles, strict=True)
        ]

    def _font(self, index: int) -> Font:
        """The font at a character; one text object is asked once."""
        handle = calls.char_object(self.page, index)
        return self.fonts.get(handle) or self._read_font(index, handle)

    def _read_font(self, index: int, handle: int | None) -> Font:
        """The font of a text object by one of its characters, whose matrix is that on the page."""
        text_object = Pointer(handle)
        calls.object_font_size(text_object, _SIZE_OUT)
        calls.char_matrix(self.page, index, _MATRIX_OUT)
        font = calls.object_font(text_object) or 0
        size, a, b, c, d, e, f = _SIZE_AND_MATRIX.unpack(_BUFFER)
        style = font, size, a, b, c, d
        key = *style, f if b == 0 else e if a == 0 else handle
        found = self.styles.get(key)
        if found is None:
            look = self.looks.get(style)
            if look is None:
                look = self.looks[style] = self._look(text_object, style)
            height = (f, -e, -f, e)[look.direction or 0]
            found = self.styles[key] = Font(look, height)
        self.fonts[handle] = found
        return found

    def _look(self, text_object: Pointer, style: _Style) -> Look:
        font, size, a, b, c, d = style
        cut = self.cuts.get(font)
        if cut is None:
            cut = self.cuts[font] = read_cut(
                raw.FPDFTextObj_GetFont(ctypes.cast(text_object, raw.FPDF_PAGEOBJECT))
            )
        direction = direction_of(a, b, c, d)
        scale = (b**2 + d**2) ** 0.5 if direction is None else abs((d, c)[direction % 2])
        level = None if direction is None else self._view_of(direction).level
        return Look(round(size * scale, 2), *cut, direction, level)

    def _view_of(self, rotation: int) -> View:
        if rotation not in self.views:
            self.views[rotation] = self.view.turned_to(rotation)
        return self.views[rotation]

    # -------------------------------------------------------------- words and marks

    def _parts(self, span: tuple[int, int], text: str, font: Font, corner: Corners) -> list[Word]:
        """A word, or what pdfium made one of: a raised mark ("leakage¹"), text of another line."""
        start, end = span
        pieces = self._pieces(start, end, text, font) if len(text) == end - start > 1 else []
        if not pieces:
            word = self._word(text, font, corner, span)
            raised = text.isdigit() and self._raised(start, font)
            return [word._replace(raised=True) if raised else word]
        parts = []
        places = read_corners(self.page, [(begin, stop) for begin, stop, _ in pieces])
        for (begin, stop, is_mark), own in zip(pieces, unpack_corners(places), strict=True):
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

    def _word(self, text: str, font: Font, corner: Corners, span: tuple[int, int]) -> Word:
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
            bottom, top = askew(self.page, span, font.size, bottom, top)
            return Word(text, view.box(left, bottom, right, top), font.size, font.bold, font.italic)
        own = self._view_of(direction)
        box = own.box(left, bottom, right, top)
        if not (box.top < font.lowest and box.bottom > font.highest):
            box = own.box(*moved(self.page, span[0], left, bottom, right, top))
        if box.top < font.lowest and box.bottom > font.highest:
            box = Box(box.x0, font.top, box.x1, font.bottom)
        turn = (direction - view.rotation) % 4
        if turn:
            box = own.turn(box, view.rotation)
        return Word(text, box, font.size, font.bold, font.italic, turn=turn)


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
