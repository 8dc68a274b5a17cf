"""The strokes and painted areas of a page, out of its paths, those inside forms too."""

import ctypes
import struct
from collections.abc import Callable, Iterator, Sequence
from itertools import repeat
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from vraagbaak.reading.limits import MOST_OBJECTS
from vraagbaak.reading.pages import calls
from vraagbaak.reading.pages.calls import Handle, Pointer
from vraagbaak.reading.pages.view import View
from vraagbaak.records import Box

THIN = 3.5  # points: Word draws borders as filled rectangles up to 3 points thin
_MAX_DEPTH = 4  # forms inside forms
_ONE_PART = 5  # segments at most of a path that is one line or rectangle
_WHITE = 252  # of 255: paint as light as paper
# What pdfium writes of a path: whether it is painted and drawn, its bounds; and of its paint. A
# buffer unpacked at once is read faster than value by value.
_WRITTEN, _COLOURS = struct.Struct("2i4f"), struct.Struct("4I")
_BUFFER = ctypes.create_string_buffer(_WRITTEN.size)
_COLOUR_BUFFER = ctypes.create_string_buffer(_COLOURS.size)
_PAINTED_OUT, _DRAWN_OUT, *_BOUNDS_OUT = calls.places(_BUFFER, 4)
_COLOURS_OUT = calls.places(_COLOUR_BUFFER, 4)

_make = tuple.__new__  # of a named tuple, without the detour of its own constructor

_Holder = tuple[Callable[[Pointer], int], Callable[[Pointer, int], Handle]]
"""How the objects of a page or form are counted, and how one is had."""

_PAGE: _Holder = (calls.page_object_count, calls.page_object)
_IN_FORM: _Holder = (calls.form_object_count, calls.form_object)
_TEXT, _PATH = raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_PATH
_IMAGE, _FORM = raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM

_Corners = tuple[float, float, float, float]
_Matrix = tuple[float, float, float, float, float, float]


class Stroke(NamedTuple):
    """A thin line on the page: a border, a rule, an underline."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def horizontal(self) -> bool:
        """Whether it runs from left to right."""
        return self.x1 - self.x0 >= self.bottom - self.top


class Paths(NamedTuple):
    """What is drawn and painted on a page; nothing where that ``is_too_much``."""

    strokes: tuple[Stroke, ...]
    fills: tuple[Box, ...]
    has_image: bool
    is_too_much: bool = False


def read_paths(page: pdfium.PdfPage, view: View) -> Paths:
    """Sort the paths of a page into strokes (thin, or drawn edges) and fills."""
    return _PathReader(view).read(page)


class _PathReader:
    """One pass over the objects of a page, those inside forms too."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.strokes: list[Stroke] = []
        self.fills: list[Box] = []
        self.has_image = False
        self.left = MOST_OBJECTS

    def read(self, page: pdfium.PdfPage) -> Paths:
        self._walk(calls.pointer(page.raw), _PAGE, None, 0)
        if self.left < 0:
            return Paths((), (), self.has_image, is_too_much=True)
        return Paths(tuple(self.strokes), tuple(self.fills), self.has_image)

    def _walk(self, holder: Pointer, ways: _Holder, matrix: _Matrix | None, depth: int) -> None:
        """Read the objects of a page, or of a form with its matrix, until there are too many."""
        count, get = ways
        handles = list(map(get, repeat(holder), range(min(count(holder), MOST_OBJECTS + 1))))
        self.left -= len(handles)
        for handle, kind in zip(handles, map(calls.object_kind, handles), strict=True):
            if kind == _TEXT:
                continue
            if self.left < 0:
                return
            if kind == _PATH:
                segments = calls.segment_count(handle)
                self.left -= segments // _ONE_PART
                self._sort(handle, segments, matrix)
            elif kind == _FORM and depth < _MAX_DEPTH:
                whole = _multiply(_matrix_of(handle), matrix)
                self._walk(handle, _IN_FORM, whole, depth + 1)
            elif kind == _IMAGE:
                self.has_image = True

    def _sort(self, handle: Handle, count: int, matrix: _Matrix | None) -> None:
        """Sort one path into strokes and fills."""
        calls.draw_mode(handle, _PAINTED_OUT, _DRAWN_OUT)
        calls.object_bounds(handle, *_BOUNDS_OUT)
        painted, drawn, *bounds = _WRITTEN.unpack(_BUFFER)
        if not painted and not drawn:
            return
        boxes = (
            [self._box(bounds, matrix)]
            if count <= _ONE_PART
            else self._parts(handle, count, matrix)
        )
        for box in boxes:
            x0, top, x1, bottom = box
            if x1 - x0 <= THIN or bottom - top <= THIN:
                if drawn or not self._is_white(handle):
                    self.strokes.append(_make(Stroke, box))
                continue
            if painted and not self._is_white(handle):
                self.fills.append(box)
            if drawn:
                self.strokes += edges(box)

    def _is_white(self, handle: Pointer) -> bool:
        calls.fill_colour(handle, *_COLOURS_OUT)
        red, green, blue, alpha = _COLOURS.unpack(_COLOUR_BUFFER)
        return bool(alpha == 0 or min(red, green, blue) >= _WHITE)

    def _box(self, bounds: Sequence[float], matrix: _Matrix | None) -> Box:
        return self.view.box(*(bounds if matrix is None else _transform(bounds, matrix)))

    def _parts(self, handle: Handle, count: int, matrix: _Matrix | None) -> list[Box]:
        """The boxes of each straight part of a longer path."""
        whole = _multiply(_matrix_of(handle), matrix)
        boxes = []
        for points in _subpaths(ctypes.cast(handle, raw.FPDF_PAGEOBJECT), count):
            xs, ys = [x for x, _ in points], [y for _, y in points]
            corners = _transform((min(xs), min(ys), max(xs), max(ys)), whole)
            boxes.append(self.view.box(*corners))
        return boxes


def edges(box: Box) -> tuple[Stroke, Stroke, Stroke, Stroke]:
    """The four sides of a drawn rectangle."""
    return (
        Stroke(box.x0, box.top, box.x1, box.top),
        Stroke(box.x0, box.bottom, box.x1, box.bottom),
        Stroke(box.x0, box.top, box.x0, box.bottom),
        Stroke(box.x1, box.top, box.x1, box.bottom),
    )


def _matrix_of(handle: Pointer) -> _Matrix:
    matrix = raw.FS_MATRIX()
    calls.object_matrix(handle, Pointer(ctypes.addressof(matrix)))
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _multiply(inner: _Matrix, outer: _Matrix | None) -> _Matrix:
    if outer is None:
        return inner
    a, b, c, d, e, f = inner
    a2, b2, c2, d2, e2, f2 = outer
    return (
        a * a2 + b * c2,
        a * b2 + b * d2,
        c * a2 + d * c2,
        c * b2 + d * d2,
        e * a2 + f * c2 + e2,
        e * b2 + f * d2 + f2,
    )


def _subpaths(handle: Any, count: int) -> Iterator[list[tuple[float, float]]]:
    """The straight subpaths of a path; a subpath with a curve is no border."""
    points: list[tuple[float, float]] = []
    straight = True
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(handle, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if straight and len(points) > 1:
                yield points
            points, straight = [], True
        straight = straight and kind != raw.FPDF_SEGMENT_BEZIERTO
        points.append((x.value, y.value))
    if straight and len(points) > 1:
        yield points


def _transform(corners: Sequence[float], matrix: _Matrix | None) -> _Corners:
    """The corners of a box inside a form, on the page; a matrix may turn and mirror them."""
    left, bottom, right, top = corners
    if matrix is None:
        return left, bottom, right, top
    a, b, c, d, e, f = matrix
    if b == 0 and c == 0:
        x0, x1 = a * left + e, a * right + e
        y0, y1 = d * bottom + f, d * top + f
        if x0 > x1:
            x0, x1 = x1, x0
        return (x0, y0, x1, y1) if y0 <= y1 else (x0, y1, x1, y0)
    points = [
        (a * x + c * y + e, b * x + d * y + f)
        for x, y in ((left, bottom), (left, top), (right, bottom), (right, top))
    ]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)
