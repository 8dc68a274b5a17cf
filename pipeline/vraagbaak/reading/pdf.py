"""Words, strokes and fills of a page, straight from pdfium.

One text call gives the characters of a page; a word then costs two box calls (its first and its
last character) and one look at its text object for the font. pdfplumber's own way to the same
words costs a hundred times more (docs/reading.md). pdfium is not thread-safe: use processes.
"""

import ctypes
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from vraagbaak.errors import UnreadableDocument
from vraagbaak.records import Box, Word

# pdfium puts U+0002 (U+FFFE in its UTF-16) where a line ends in a hyphen, and glues the next line.
_WORD = re.compile("[^\\s\x00\x02\ufffe]+[\x02\ufffe]?|[\x02\ufffe]")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_LIGATURES = {ord(c): t for c, t in zip("ﬀﬁﬂﬃﬄ", ("ff", "fi", "fl", "ffi", "ffl"), strict=True)}
_CLEAN = {**_INVISIBLE, **_LIGATURES, 0x02: "-", 0xFFFE: "-", 0x2010: "-", 0x2011: "-"}
_THIN = 3.5  # points: Word draws borders as filled rectangles up to 3 points thin
_RAISED = 0.8  # of its neighbour's size: a raised number that is smaller is a mark
_ASCENT, _DESCENT = 0.78, 0.22  # of the font size: the height of a line's letters
_MAX_DEPTH = 4  # forms inside forms
_HEAD = 1024  # bytes in which "%PDF" must stand, as readers allow junk before it

_count_chars, _get_text = raw.FPDFText_CountChars, raw.FPDFText_GetText
_get_char_box, _get_text_object = raw.FPDFText_GetLooseCharBox, raw.FPDFText_GetTextObject


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


@dataclass(frozen=True, slots=True)
class PageContent:
    """What stands on one page, in displayed coordinates (the page's rotation worked in)."""

    number: int
    box: Box
    words: tuple[Word, ...]
    strokes: tuple[Stroke, ...]
    fills: tuple[Box, ...]
    has_image: bool


class _Font(NamedTuple):
    """The font of a text object; ``baseline`` is the height it stands on, None if turned."""

    size: float
    bold: bool
    italic: bool
    baseline: float | None


_NO_FONT = _Font(0.0, bold=False, italic=False, baseline=None)


@contextmanager
def open_pdf(path: Path) -> Iterator[pdfium.PdfDocument]:
    """Open a PDF for reading its pages.

    Raises:
        UnreadableDocument: ``empty_file``, ``not_a_pdf``, ``encrypted``, ``damaged`` or
            ``unreadable_file``.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableDocument(
            "unreadable_file", f"{path.name}: cannot be read ({error.strerror}); check its rights"
        ) from error
    start = data.find(b"%PDF-", 0, _HEAD)
    if not data:
        raise UnreadableDocument("empty_file", f"{path.name}: is empty; fetch it again")
    if start < 0:
        raise UnreadableDocument("not_a_pdf", f"{path.name}: is no PDF; fetch the PDF itself")
    try:
        document = pdfium.PdfDocument(data[start:] if start else data)
    except pdfium.PdfiumError as error:
        raise _unreadable(path, error) from error
    try:
        yield document
    finally:
        document.close()


def _unreadable(path: Path, error: pdfium.PdfiumError) -> UnreadableDocument:
    if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
        return UnreadableDocument(
            "encrypted", f"{path.name}: asks for a password; save it without one"
        )
    return UnreadableDocument("damaged", f"{path.name}: is damaged or cut off; fetch it again")


def read_page(document: pdfium.PdfDocument, index: int) -> PageContent:
    """Read the page at ``index`` (from 0) and give its memory back."""
    page = document[index]
    try:
        view = _View(page)
        strokes, fills, has_image = _read_paths(page, view)
        return PageContent(
            number=index + 1,
            box=Box(0.0, 0.0, view.width, view.height),
            words=tuple(_read_words(page, view)),
            strokes=tuple(strokes),
            fills=tuple(fills),
            has_image=has_image,
        )
    finally:
        page.close()


class _View:
    """From PDF coordinates to the page as displayed: origin top left, rotated as it is shown."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        rect = raw.FS_RECTF()
        raw.FPDF_GetPageBoundingBox(page.raw, rect)
        self.left, self.bottom, self.right, self.top = rect.left, rect.bottom, rect.right, rect.top
        self.rotation = raw.FPDFPage_GetRotation(page.raw)
        width, height = self.right - self.left, self.top - self.bottom
        self.width, self.height = (height, width) if self.rotation % 2 else (width, height)

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        x0, x1 = left - self.left, right - self.left
        y0, y1 = self.top - top, self.top - bottom
        if self.rotation == 0:
            return Box(x0, y0, x1, y1)
        if self.rotation == 1:
            return Box(self.width - y1, x0, self.width - y0, x1)
        if self.rotation == 2:
            return Box(self.width - x1, self.height - y1, self.width - x0, self.height - y0)
        return Box(y0, self.height - x1, y1, self.height - x0)


# ------------------------------------------------------------------ words


def _read_words(page: pdfium.PdfPage, view: _View) -> list[Word]:
    text_page = raw.FPDFText_LoadPage(page.raw)
    if not text_page:
        return []
    try:
        return _TextReader(text_page, view).words()
    finally:
        raw.FPDFText_ClosePage(text_page)


class _TextReader:
    """The text of one page by character index."""

    def __init__(self, text_page: Any, view: _View) -> None:
        self.page = text_page
        self.view = view
        self.rect = raw.FS_RECTF()
        self.rect_pointer = ctypes.byref(self.rect)
        self.fonts: dict[int, _Font] = {}

    def words(self) -> list[Word]:
        """The words in the order of the text layer."""
        words: list[Word] = []
        for match in _WORD.finditer(self._units()):
            text = match.group()
            start, end = match.span()
            if not text.isascii():
                text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
                text = text.translate(_CLEAN)
            elif text[-1] == "\x02":
                text = text[:-1] + "-"
            if text and (text[-1].isdigit() or text[0].isdigit()):
                words += self._parts(start, end, text)
            elif text:
                words.append(self._word(start, end, text))
        return words

    def _units(self) -> str:
        """The text with one character for each index of pdfium, pairs left apart."""
        count = _count_chars(self.page)
        if count <= 0:
            return ""
        buffer = (ctypes.c_ushort * (count + 1))()
        written = max(_get_text(self.page, 0, count, buffer) - 1, 0)
        text = bytes(buffer)[: 2 * written].decode("utf-16-le", "surrogatepass")
        return text if len(text) == written else "".join(map(chr, buffer[:written]))

    def _font(self, index: int) -> _Font:
        """The font at a character; one text object is asked once."""
        handle = _get_text_object(self.page, index)
        if not handle:
            return _NO_FONT
        key = ctypes.addressof(handle.contents)
        found = self.fonts.get(key)
        if found is None:
            found = self.fonts[key] = _read_font(handle, self.view)
        return found

    def _parts(self, start: int, end: int, text: str) -> list[Word]:
        """A word with a number, a raised mark at its end or start set apart ("leakage¹")."""
        cut = self._cut(start, end, text) if len(text) == end - start > 1 else end
        bounds = [start, cut, end] if start < cut < end else [start, end]
        parts = []
        for first, last in pairwise(bounds):
            part = text[first - start : last - start] if len(bounds) > 2 else text
            word = self._word(first, last, part)
            parts.append(word._replace(raised=True) if self._raised(first, part) else word)
        return parts

    def _cut(self, start: int, end: int, text: str) -> int:
        """Where a word changes between a raised number and common text, or its end."""
        first, last = self._font(start), self._font(end - 1)
        if text[-1].isdigit() and _is_raised(last, first):
            cut = end - 1
            while cut > start and text[cut - 1 - start].isdigit() and self._font(cut - 1) is last:
                cut -= 1
            return cut
        if text[0].isdigit() and _is_raised(first, last):
            cut = start + 1
            while cut < end and self._font(cut) is first:
                cut += 1
            return cut
        return end

    def _word(self, start: int, end: int, text: str) -> Word:
        """The word between two character indices.

        Its box goes from its first to its last character and, as a glyph's own box says little of
        the line it stands on, from the ascent to the descent of its font.
        """
        font, rect, view = self._font(start), self.rect, self.view
        _get_char_box(self.page, start, self.rect_pointer)
        left, right, bottom, top = rect.left, rect.right, rect.bottom, rect.top
        if end - start > 1:
            _get_char_box(self.page, end - 1, self.rect_pointer)
            left = rect.left if rect.left < left else left
            right = rect.right if rect.right > right else right
            bottom = rect.bottom if rect.bottom < bottom else bottom
            top = rect.top if rect.top > top else top
        base, size = font.baseline, font.size
        upper, lower = view.top - top, view.top - bottom
        if base is not None and upper < base + 0.3 * size and lower > base - size:
            x = view.left
            box = Box(left - x, base - _ASCENT * size, right - x, base + _DESCENT * size)
        else:
            box = view.box(left, bottom, right, top)
        return Word(text, box, size, font.bold, font.italic)

    def _raised(self, start: int, text: str) -> bool:
        """Whether a number stands raised beside the character before it."""
        if not text.isdigit() or start == 0:
            return False
        return _is_raised(self._font(start), self._font(start - 1))


def _is_raised(mark: _Font, neighbour: _Font) -> bool:
    """Whether text is smaller than its neighbour and stands above its line."""
    if mark.baseline is None or neighbour.baseline is None:
        return False
    above = neighbour.baseline - mark.baseline
    return mark.size < _RAISED * neighbour.size and 0 < above < neighbour.size


def _read_font(text_object: Any, view: _View) -> _Font:
    size, matrix = ctypes.c_float(), raw.FS_MATRIX()
    raw.FPDFTextObj_GetFontSize(text_object, size)
    raw.FPDFPageObj_GetMatrix(text_object, matrix)
    font = raw.FPDFTextObj_GetFont(text_object)
    name = ctypes.create_string_buffer(128)
    raw.FPDFFont_GetBaseFontName(font, name, 128)
    cut = name.value.decode("latin-1").lower()
    scale = (matrix.b**2 + matrix.d**2) ** 0.5
    level = matrix.b == 0 and view.rotation == 0
    return _Font(
        size=round(size.value * scale, 2),
        bold="bold" in cut
        or "black" in cut
        or "heavy" in cut
        or raw.FPDFFont_GetWeight(font) > 600,
        italic="italic" in cut or "oblique" in cut,
        baseline=view.top - matrix.f if level else None,
    )


# ------------------------------------------------------------------ strokes and fills


def _read_paths(page: pdfium.PdfPage, view: _View) -> tuple[list[Stroke], list[Box], bool]:
    strokes: list[Stroke] = []
    fills: list[Box] = []
    has_image = False
    for handle, kind, matrix in _objects(page.raw, _page_object, None, 0):
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            has_image = True
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            _read_path(handle, matrix, view, strokes, fills)
    return strokes, fills, has_image


def _page_object(page: Any, index: int | None) -> Any:
    if index is None:
        return raw.FPDFPage_CountObjects(page)
    return raw.FPDFPage_GetObject(page, index)


def _form_object(form: Any, index: int | None) -> Any:
    if index is None:
        return raw.FPDFFormObj_CountObjects(form)
    return raw.FPDFFormObj_GetObject(form, index)


def _objects(holder: Any, get: Any, matrix: Any, depth: int) -> Iterator[tuple[Any, int, Any]]:
    """Every object of a page, those inside forms too, with the matrix of its form."""
    for index in range(get(holder, None)):
        handle = get(holder, index)
        kind = raw.FPDFPageObj_GetType(handle)
        if kind == raw.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
            inner = raw.FS_MATRIX()
            raw.FPDFPageObj_GetMatrix(handle, inner)
            yield from _objects(handle, _form_object, _multiply(inner, matrix), depth + 1)
        else:
            yield handle, kind, matrix


def _multiply(inner: Any, outer: Any) -> Any:
    if outer is None:
        return inner
    return raw.FS_MATRIX(
        inner.a * outer.a + inner.b * outer.c,
        inner.a * outer.b + inner.b * outer.d,
        inner.c * outer.a + inner.d * outer.c,
        inner.c * outer.b + inner.d * outer.d,
        inner.e * outer.a + inner.f * outer.c + outer.e,
        inner.e * outer.b + inner.f * outer.d + outer.f,
    )


def _read_path(
    handle: Any,
    matrix: Any,
    view: _View,
    strokes: list[Stroke],
    fills: list[Box],
) -> None:
    """Sort one path into strokes (thin or drawn edges) and fills (painted areas)."""
    mode, drawn = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(handle, mode, drawn)
    for box in _path_boxes(handle, matrix, view):
        width, height = box.x1 - box.x0, box.bottom - box.top
        if width <= _THIN or height <= _THIN:
            if (mode.value and not _is_white(handle)) or drawn.value:
                strokes.append(Stroke(*box))
            continue
        if mode.value and not _is_white(handle):
            fills.append(box)
        if drawn.value:
            strokes.append(Stroke(box.x0, box.top, box.x1, box.top))
            strokes.append(Stroke(box.x0, box.bottom, box.x1, box.bottom))
            strokes.append(Stroke(box.x0, box.top, box.x0, box.bottom))
            strokes.append(Stroke(box.x1, box.top, box.x1, box.bottom))


def _is_white(handle: Any) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    raw.FPDFPageObj_GetFillColor(handle, red, green, blue, alpha)
    return alpha.value == 0 or min(red.value, green.value, blue.value) >= 252


def _path_boxes(handle: Any, matrix: Any, view: _View) -> Iterator[Box]:
    """The boxes of a path's parts: each straight segment, or each closed rectangle."""
    count = raw.FPDFPath_CountSegments(handle)
    if count <= 5:
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        raw.FPDFPageObj_GetBounds(handle, left, bottom, right, top)
        corners = (left.value, bottom.value, right.value, top.value)
        if matrix is not None:
            corners = _transform(corners, matrix)
        yield view.box(*corners)
        return
    own = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(handle, own)
    whole = _multiply(own, matrix)
    for points in _subpaths(handle, count):
        xs, ys = [x for x, _ in points], [y for _, y in points]
        yield view.box(*_transform((min(xs), min(ys), max(xs), max(ys)), whole))


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


def _transform(
    corners: tuple[float, float, float, float], matrix: Any
) -> tuple[float, float, float, float]:
    left, bottom, right, top = corners
    points = [
        (matrix.a * x + matrix.c * y + matrix.e, matrix.b * x + matrix.d * y + matrix.f)
        for x, y in ((left, bottom), (left, top), (right, bottom), (right, top))
    ]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)
