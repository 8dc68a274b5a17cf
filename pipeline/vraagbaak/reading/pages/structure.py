"""What the structure tree of a tagged PDF says of a page: tables of rows of cells.

The tree is a claim of the program that made the file, not what is printed: whether a table is as it
says is decided where grids are made of it (``tables.tagged``). A tree may lie, loop, or hold a
hundred thousand elements, so no more of it is read than a page of paper can have.
"""

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from vraagbaak.reading.pages import tree_calls as calls
from vraagbaak.reading.pages.characters import CLEAN
from vraagbaak.reading.pages.words import TextReader
from vraagbaak.records import Word

_MOST_ELEMENTS = 20_000  # of a page; the largest real table has fewer than a thousand
_MOST_ATTRIBUTES = 8  # of a cell
_DEEPEST = 40
_ROW_GROUPS = frozenset({"THead", "TBody", "TFoot"})
_WORDED = frozenset({"P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "Span", "Link", "Lbl", "Figure"})
_NAME = 64  # bytes for the name of a type, in UTF-16


@dataclass(frozen=True, slots=True)
class TaggedCell:
    """A cell as the tree has it, with the words of its marked content on this page.

    Spans are as they are given, however absurd; one that nothing is said of, or that has no content
    on the page, is 1.
    """

    words: tuple[Word, ...] = ()
    is_header: bool = False
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class TaggedTable:
    """What a page shows of a table of the tree: its rows, from the first to the last."""

    rows: tuple[tuple[TaggedCell, ...], ...]


@dataclass(frozen=True, slots=True)
class _MarkedCell:
    """A cell with the ids of its marked content in place of words."""

    marks: frozenset[int]
    is_header: bool = False
    row_span: int = 1
    column_span: int = 1


_Rows = tuple[tuple[_MarkedCell, ...], ...]
_EMPTY = _MarkedCell(frozenset())


class _TooMuchError(Exception):
    """The tree has more elements than are read of one page."""


def read_tagged_tables(
    page: pdfium.PdfPage, text_page: Any, reader: TextReader, words: Sequence[Word]
) -> tuple[TaggedTable, ...]:
    """The tables that the structure tree has on a page; none where it has too many elements.

    Args:
        page: a page of a file that says it is tagged.
        text_page: pdfium's handle of its text.
        reader: the same text by words.
        words: all the words that the reader gave.
    """
    tree = raw.FPDF_StructTree_GetForPage(page.raw)
    if not tree:
        return ()
    try:
        tables = _Tree(calls.address_of(tree)).tables()
    except _TooMuchError:
        return ()
    finally:
        raw.FPDF_StructTree_Close(tree)
    if not tables:
        return ()
    by_mark: dict[int, list[Word]] = {}
    for word, mark in zip(words, _marks(calls.address_of(text_page), reader, words), strict=False):
        by_mark.setdefault(mark, []).append(word)
    return tuple(
        TaggedTable(tuple(tuple(_with_words(cell, by_mark) for cell in row) for row in rows))
        for rows in tables
    )


def _with_words(cell: _MarkedCell, by_mark: dict[int, list[Word]]) -> TaggedCell:
    words = tuple(word for mark in sorted(cell.marks) for word in by_mark.get(mark, ()))
    return TaggedCell(words, cell.is_header, cell.row_span, cell.column_span)


def _marks(text_page: int, reader: TextReader, words: Sequence[Word]) -> list[int]:
    """The marked-content id of each word, -1 where it has none.

    No ids at all where words were left out as printed twice: which are left is not known here.
    """
    texts = [
        text
        if text.isascii() and text[-1] != "\x02"
        else text.encode("utf-16-le", "surrogatepass")
        .decode("utf-16-le", "replace")
        .translate(CLEAN)
        for text in reader.texts
    ]
    if "".join(texts) != "".join(word.text for word in words):
        return []
    by_object: dict[int | None, int] = {None: -1}
    marks: list[int] = []
    read = end = 0  # characters of the words so far, and of the spans
    spans = zip(texts, reader.spans, strict=True)
    mark = -1
    for word in words:
        while end <= read:
            text, (start, _) = next(spans)
            end += len(text)
            handle = calls.char_object(text_page, start)
            if handle not in by_object:
                by_object[handle] = calls.marked_content(handle)
            mark = by_object[handle]
        marks.append(mark)
        read += len(word.text)
    return marks


class _Tree:
    """The structure tree of one page, by the addresses of its elements."""

    def __init__(self, address: int) -> None:
        self.address = address
        self.left = _MOST_ELEMENTS
        self.name = ctypes.create_string_buffer(_NAME)
        self.number = ctypes.c_float()

    def tables(self) -> list[_Rows]:
        """The rows of each table, in the order of the tree; tables in tables are not looked for."""
        found: list[_Rows] = []
        for index in range(calls.tree_child_count(self.address)):
            self._count()
            self._find(calls.tree_child(self.address, index), found, 0)
        return found

    def _find(self, element: int | None, found: list[_Rows], depth: int) -> None:
        kind = self._kind(element) if element else ""
        if kind == "Table":
            found.append(tuple(self._rows(element, 0)))
        elif element and kind not in _WORDED and depth < _DEEPEST:
            for child in self._children(element):
                self._find(child, found, depth + 1)

    def _rows(self, element: int | None, depth: int) -> Iterator[tuple[_MarkedCell, ...]]:
        for child in self._children(element):
            kind = self._kind(child) if child else ""
            if kind == "TR":
                yield tuple(self._cells(child))
            elif kind in _ROW_GROUPS and not depth:
                yield from self._rows(child, 1)

    def _cells(self, row: int | None) -> Iterator[_MarkedCell]:
        for child in self._children(row):
            if not child:
                yield _EMPTY  # without content on this page, pdfium does not have the element
                continue
            kind = self._kind(child)
            if kind in {"TH", "TD"}:
                marks: set[int] = set()
                self._collect(child, marks, {child})
                yield _MarkedCell(frozenset(marks), kind == "TH", *self._spans(child))

    def _collect(self, element: int, marks: set[int], seen: set[int]) -> None:
        """Add the marked content of an element and of all below it, each once."""
        waiting = [element]
        while waiting:
            own = waiting.pop()
            for index in range(calls.child_count(own)):
                self._count()
                mark = calls.child_mark(own, index)
                child = calls.child(own, index) if mark < 0 else None
                if mark >= 0:
                    marks.add(mark)
                elif child and child not in seen:
                    seen.add(child)
                    waiting.append(child)

    def _spans(self, cell: int) -> tuple[int, int]:
        rows = columns = 1
        for index in range(min(calls.attribute_count(cell), _MOST_ATTRIBUTES)):
            attribute = calls.attribute(cell, index)
            if attribute:
                rows = self._number(attribute, b"RowSpan", rows)
                columns = self._number(attribute, b"ColSpan", columns)
        return rows, columns

    def _number(self, attribute: int, name: bytes, other: int) -> int:
        value = calls.attribute_value(attribute, name)
        if not value or not calls.value_number(value, ctypes.addressof(self.number)):
            return other
        number = self.number.value
        return int(number) if -1e6 < number < 1e6 else 0

    def _children(self, element: int | None) -> Iterator[int | None]:
        for index in range(calls.child_count(element)):
            self._count()
            yield calls.child(element, index)

    def _kind(self, element: int | None) -> str:
        """The type of an element, as the roles of the file translate it."""
        length = calls.element_type(element, ctypes.addressof(self.name), _NAME)
        return self.name.raw[: length - 2].decode("utf-16-le", "replace") if length > 2 else ""

    def _count(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise _TooMuchError
