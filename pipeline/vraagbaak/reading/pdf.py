"""Words, strokes and fills of a page, straight from pdfium.

One text call gives the characters of a page; a word then costs two box calls (its first and its
last character) and one look at its text object for the font, all with plain addresses (``calls``).
pdfplumber's own way to the same words costs a hundred times more (docs/reading.md). pdfium is not
thread-safe: use processes.
"""

import ctypes
import re
import struct
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from vraagbaak.errors import UnreadableDocument
from vraagbaak.reading import calls
from vraagbaak.reading.limits import MOST_CHARACTERS, MOST_PAGES
from vraagbaak.reading.paths import Stroke, read_paths
from vraagbaak.reading.view import View
from vraagbaak.records import Box, Issue, Word

# pdfium puts U+0002 (U+FFFE in its UTF-16) where a line ends in a hyphen, and glues the next line.
_WORD = re.compile("[^\\s\x00\x02\ufffe]+[\x02\ufffe]?|[\x02\ufffe]")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_LIGATURES = {ord(c): t for c, t in zip("ﬀﬁﬂﬃﬄ", ("ff", "fi", "fl", "ffi", "ffl"), strict=True)}
CLEAN = {**_INVISIBLE, **_LIGATURES, 0x02: "-", 0xFFFE: "-", 0x2010: "-", 0x2011: "-"}
UNREAD_PAGE = "unread_page"
_BYTES_A_PAGE = 10_000  # of a file of dense text
_HEAVY = 600  # the weight of a font from which it is bold
RAISED = 0.8  # of its neighbour's size: a raised number that is smaller is a mark
ASCENT, DESCENT = 0.78, 0.22  # of the font size: the height of a line's letters
_HEADER = re.compile(rb"%PDF-[12]\.\d")  # anywhere: servers and mail put junk before it

_count_chars, _get_text = raw.FPDFText_CountChars, raw.FPDFText_GetText
_RECT = 16  # bytes of a rectangle: left, top, right, bottom as 32-bit floats
_TWO_RECTS = struct.Struct("8f")


@dataclass(frozen=True, slots=True)
class PageContent:
    """What stands on one page, in displayed coordinates (the page's rotation worked in)."""

    number: int
    box: Box
    words: tuple[Word, ...]
    strokes: tuple[Stroke, ...]
    fills: tuple[Box, ...]
    has_image: bool
    issues: tuple[Issue, ...] = ()


class _Font(NamedTuple):
    """The font of a text object; ``baseline`` is the height it stands on, None if turned."""

    size: float
    bold: bool
    italic: bool
    baseline: float | None


_TwoRects = tuple[float, ...]
"""Left, top, right, bottom of one character, and the same of another."""

_NO_FONT = _Font(0.0, bold=False, italic=False, baseline=None)


@contextmanager
def open_pdf(path: Path) -> Iterator[pdfium.PdfDocument]:
    """Open a PDF for reading its pages, of which there are some.

    Raises:
        UnreadableDocument: ``empty_file``, ``not_a_pdf``, ``encrypted``, ``damaged``,
            ``too_many_pages`` or ``unreadable_file``.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableDocument(
            "unreadable_file", f"{path.name}: cannot be read ({error.strerror}); check its rights"
        ) from error
    header = _HEADER.search(data)
    if not data:
        raise UnreadableDocument("empty_file", f"{path.name}: is empty; fetch it again")
    if header is None:
        raise UnreadableDocument("not_a_pdf", f"{path.name}: is no PDF; fetch the PDF itself")
    try:
        document = pdfium.PdfDocument(data[header.start() :] if header.start() else data)
    except pdfium.PdfiumError as error:
        raise _unreadable(path, error) from error
    try:
        _check_pages(path, len(document))
        yield document
    finally:
        document.close()


def count_pages(path: Path) -> int:
    """The pages of a PDF; of what is none, or is not opened, those that its size would fill."""
    try:
        with open_pdf(path) as document:
            return len(document)
    except UnreadableDocument:
        return path.stat().st_size // _BYTES_A_PAGE


def _check_pages(path: Path, count: int) -> None:
    if count < 1:
        raise _unreadable(path)
    if count > MOST_PAGES:
        raise UnreadableDocument(
            "too_many_pages", f"{path.name}: has {count} pages, the limit is {MOST_PAGES}; part it"
        )


def _unreadable(path: Path, error: pdfium.PdfiumError | None = None) -> UnreadableDocument:
    if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
        return UnreadableDocument(
            "encrypted", f"{path.name}: asks for a password; save it without one"
        )
    return UnreadableDocument("damaged", f"{path.name}: is damaged or cut off; fetch it again")


def read_page(document: pdfium.PdfDocument, index: int) -> PageContent:
    """Read the page at ``index`` (from 0) and give its memory back.

    A page that pdfium cannot load is empty, with an issue that says so.

    Raises:
        UnreadableDocument: ``too_complex`` where it holds more text than any page of paper.
    """
    try:
        page = document[index]
    except pdfium.PdfiumError:
        return _unread_page(index + 1)
    try:
        view = View(page)
        paths = read_paths(page, view)
        return PageContent(
            number=index + 1,
            box=Box(0.0, 0.0, view.width, view.height),
            words=tuple(_read_words(page, view, index + 1)),
            strokes=paths.strokes,
            fills=paths.fills,
            has_image=paths.has_image,
            issues=(_too_much_drawn(index + 1),) if paths.is_too_much else (),
        )
    finally:
        page.close()


def _unread_page(number: int) -> PageContent:
    issue = Issue(UNREAD_PAGE, f"pagina {number} is beschadigd en niet gelezen", number)
    return PageContent(
        number, Box(0.0, 0.0, 0.0, 0.0), (), (), (), has_image=False, issues=(issue,)
    )


def _too_much_drawn(number: int) -> Issue:
    return Issue(
        "rules_ignored",
        f"op pagina {number} staan te veel lijnen: tabellen zijn er zonder gezocht",
        number,
    )


# ------------------------------------------------------------------ words


def _read_words(page: pdfium.PdfPage, view: View, number: int) -> list[Word]:
    text_page = raw.FPDFText_LoadPage(page.raw)
    if not text_page:
        return []
    try:
        if _count_chars(text_page) > MOST_CHARACTERS:
            raise UnreadableDocument(
                "too_complex", f"page {number} holds more text than is read of one page"
            )
        return _TextReader(text_page, view).words()
    finally:
        raw.FPDFText_ClosePage(text_page)


class _TextReader:
    """The text of one page by character index."""

    def __init__(self, text_page: Any, view: View) -> None:
        self.page = text_page
        self.address = calls.address(text_page)
        self.view = view
        self.size, self.matrix = ctypes.c_float(), raw.FS_MATRIX()
        self.fonts: dict[int, _Font] = {}
        self.cuts: dict[int, tuple[bool, bool]] = {}

    def words(self) -> list[Word]:
        """The words in the order of the text layer."""
        words: list[Word] = []
        found = list(_WORD.finditer(self._units()))
        corners = self._corners([match.span() for match in found])
        for match, corner in zip(found, corners, strict=True):
            text = match.group()
            start, end = match.span()
            if not text.isascii():
                text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
                text = text.translate(CLEAN)
            elif text[-1] == "\x02":
                text = text[:-1] + "-"
            if text and (text[-1].isdigit() or text[0].isdigit()):
                words += self._parts(start, end, text, corner)
            elif text:
                words.append(self._word(text, self._font(start), corner))
        return words

    def _corners(self, spans: Sequence[tuple[int, int]]) -> Iterator[_TwoRects]:
        """The boxes of the first and the last character of each span, in PDF coordinates."""
        buffer = ctypes.create_string_buffer(2 * _RECT * len(spans))
        page, out, char_box = self.address, ctypes.addressof(buffer), calls.char_box
        for start, end in spans:
            char_box(page, start, out)
            char_box(page, end - 1, out + _RECT)
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

    def _font(self, index: int) -> _Font:
        """The font at a character; one text object is asked once."""
        handle = calls.char_object(self.address, index)
        if not handle:
            return _NO_FONT
        found = self.fonts.get(handle)
        if found is None:
            found = self.fonts[handle] = self._read_font(handle)
        return found

    def _read_font(self, text_object: int) -> _Font:
        size, matrix, view = self.size, self.matrix, self.view
        calls.object_font_size(text_object, ctypes.addressof(size))
        calls.object_matrix(text_object, ctypes.addressof(matrix))
        font = calls.object_font(text_object) or 0
        cut = self.cuts.get(font)
        if cut is None:
            cut = self.cuts[font] = _read_cut(
                raw.FPDFTextObj_GetFont(ctypes.cast(text_object, raw.FPDF_PAGEOBJECT))
            )
        scale = (matrix.b**2 + matrix.d**2) ** 0.5
        level = matrix.b == 0 and view.rotation == 0
        return _Font(round(size.value * scale, 2), *cut, view.top - matrix.f if level else None)

    def _parts(self, start: int, end: int, text: str, corner: _TwoRects) -> list[Word]:
        """A word with a number, a raised mark at its end or start set apart ("leakage¹")."""
        first = self._font(start)
        cut = end
        if len(text) == end - start > 1:
            last = self._font(end - 1)
            if last is not first:
                cut = self._cut(start, end, text, first, last)
        if cut == end:
            word = self._word(text, first, corner)
            return [word._replace(raised=True) if self._raised(start, text, first) else word]
        parts = []
        spans = ((start, cut), (cut, end))
        for (begin, stop), own in zip(spans, self._corners(spans), strict=True):
            part = text[begin - start : stop - start]
            word = self._word(part, self._font(begin), own)
            parts.append(word._replace(raised=part.isdigit()))
        return parts

    def _cut(self, start: int, end: int, text: str, first: _Font, last: _Font) -> int:
        """Where a word changes between a raised number and common text, or its end."""
        if text[-1].isdigit() and _is_raised(last, first):
            cut = end - 1
            while cut > start and text[cut - 1 - start].isdigit() and self._font(cut - 1) is last:
                cut -= 1
            return cut if cut > start else end
        if text[0].isdigit() and _is_raised(first, last):
            cut = start + 1
            while cut < end and self._font(cut) is first:
                cut += 1
            return cut
        return end

    def _word(self, text: str, font: _Font, corner: _TwoRects) -> Word:
        """A word by the boxes of its first and its last character.

        Its box goes from the one to the other and, as a glyph's own box says little of the line it
        stands on, from the ascent to the descent of its font.
        """
        left, top, right, bottom, left2, top2, right2, bottom2 = corner
        left = left2 if left2 < left else left
        right = right2 if right2 > right else right
        bottom = bottom2 if bottom2 < bottom else bottom
        top = top2 if top2 > top else top
        view, base, size = self.view, font.baseline, font.size
        upper, lower = view.top - top, view.top - bottom
        if base is not None and upper < base + 0.3 * size and lower > base - size:
            x = view.left
            box = Box(left - x, base - ASCENT * size, right - x, base + DESCENT * size)
        else:
            box = view.box(left, bottom, right, top)
        return Word(text, box, size, font.bold, font.italic)

    def _raised(self, start: int, text: str, font: _Font) -> bool:
        """Whether a number stands raised beside the character before it."""
        if not text.isdigit() or start == 0:
            return False
        return _is_raised(font, self._font(start - 1))


def _is_raised(mark: _Font, neighbour: _Font) -> bool:
    """Whether text is smaller than its neighbour and stands above its line."""
    if mark.baseline is None or neighbour.baseline is None:
        return False
    above = neighbour.baseline - mark.baseline
    return mark.size < RAISED * neighbour.size and 0 < above < neighbour.size


def _read_cut(font: Any) -> tuple[bool, bool]:
    """Whether a font is bold, and whether it is italic, by its name or its weight."""
    name = ctypes.create_string_buffer(128)
    raw.FPDFFont_GetBaseFontName(font, name, 128)
    cut = name.value.decode("latin-1").lower()
    heavy = raw.FPDFFont_GetWeight(font) > _HEAVY
    bold = heavy or any(word in cut for word in ("bold", "black", "heavy"))
    return bold, "italic" in cut or "oblique" in cut
