"""Where the characters of a page stand, in PDF coordinates."""

import ctypes
import struct
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import repeat

import pypdfium2.raw as raw

from vraagbaak.reading.pages import calls
from vraagbaak.reading.pages.calls import Pointer
from vraagbaak.reading.pages.fonts import ASCENT, DESCENT

Corners = tuple[float, ...]
"""Left, top, right, bottom of one character, and the same of another."""

RECT = 16  # bytes of a rectangle: left, top, right, bottom as 32-bit floats
ASKEW = 0.1  # the same of a line that is askew but stands like one that is level
_TWO_RECTS = struct.Struct("8f")
# As many boxes are asked for at once, always at one place: a pointer costs as much as a call.
_BUFFER = ctypes.create_string_buffer(2048 * RECT)
_PLACES = calls.places(_BUFFER, RECT)


def read_corners(page: Pointer, spans: Sequence[tuple[int, int]]) -> bytes:
    """The boxes of the first and the last character of each span, for ``unpack_corners``."""
    indices = [index for start, end in spans for index in (start, end - 1)]
    found = []
    for start in range(0, len(indices), len(_PLACES)):
        part = indices[start : start + len(_PLACES)]
        ctypes.memset(_BUFFER, 0, len(part) * RECT)
        deque(map(calls.char_box, repeat(page), part, _PLACES), maxlen=0)
        found.append(ctypes.string_at(_BUFFER, len(part) * RECT))
    return b"".join(found)


def unpack_corners(corners: bytes) -> Iterator[Corners]:
    """The corners of each span."""
    return _TWO_RECTS.iter_unpack(corners)


def askew(
    page: Pointer, span: tuple[int, int], size: float, bottom: float, top: float
) -> tuple[float, float]:
    """The bottom and top of a word that climbs a little, as text recognised in a scan does."""
    x, y = ctypes.c_double(), ctypes.c_double()
    matrix = raw.FS_MATRIX()
    calls.char_matrix(page, span[0], Pointer(ctypes.addressof(matrix)))
    if not abs(matrix.b) <= ASKEW * matrix.a:
        return bottom, top
    heights = []
    for index in (span[0], span[1] - 1):
        calls.char_origin(page, index, Pointer(ctypes.addressof(x)), Pointer(ctypes.addressof(y)))
        heights.append(y.value)
    return min(heights) - DESCENT * size, max(heights) + ASCENT * size


def moved(
    page: Pointer, index: int, left: float, bottom: float, right: float, top: float
) -> tuple[float, float, float, float]:
    """The corners of a character that is off its line, where the form around it puts them.

    pdfium leaves out the matrix of the form where one glyph stands for several characters.
    """
    own, whole = raw.FS_MATRIX(), raw.FS_MATRIX()
    text_object = Pointer(calls.char_object(page, index))
    calls.object_matrix(text_object, Pointer(ctypes.addressof(own)))
    calls.char_matrix(page, index, Pointer(ctypes.addressof(whole)))
    if own.b or own.c or whole.b or whole.c or not own.a or not own.d:
        return left, bottom, right, top
    wide, high = whole.a / own.a, whole.d / own.d
    x, y = whole.e - wide * own.e, whole.f - high * own.f
    xs = sorted((wide * left + x, wide * right + x))
    ys = sorted((high * bottom + y, high * top + y))
    return xs[0], ys[0], xs[1], ys[1]
