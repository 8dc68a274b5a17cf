"""Tables of contents, which stand in columns and are no tables."""

import re
from collections.abc import Sequence
from itertools import pairwise

from vraagbaak.reading.tables.units import Row, Unit

_RISING = 0.9  # share of the page numbers that are no lower than the one before
_LED, _BARE = 4, 6  # entries at least where dots lead to the numbers, and where none do
_WRAPPED = 4  # lines at most from one number to the next
_PAGE = re.compile(r"(?:^|[\s.…])(\d{1,3})(?:\s?[-–]\s?\d{1,3})?$")
_DOTS = re.compile(r"[.…]{4}")
_NUMBERED = re.compile(r"(?:\d{1,2}|[IVX]{1,5})(?:\.\d{1,2})*[.)]?")


def find_contents(rows: Sequence[Row]) -> frozenset[int]:
    """The lines of a page, by index, that belong to a table of contents.

    Titles without figures, each with a page number at its end, and the numbers rise.
    """
    found: set[int] = set()
    entries: list[tuple[int, int]] = []
    for index, row in enumerate(rows):
        page = _page_of(row)
        if page is None:
            continue
        if entries and index - entries[-1][0] > _WRAPPED:
            found |= _lines_of(rows, entries)
            entries = []
        entries.append((index, page))
    return frozenset(found | _lines_of(rows, entries))


def _lines_of(rows: Sequence[Row], entries: Sequence[tuple[int, int]]) -> set[int]:
    """All lines from the first entry to the last, where the entries are those of contents."""
    led = sum(1 for index, _ in entries if _is_led(rows[index]))
    pages = [page for _, page in entries]
    rises = sum(1 for a, b in pairwise(pages) if a <= b)
    enough = len(entries) >= (_LED if led > 0.5 * len(entries) else _BARE)
    if not enough or len(set(pages)) < 3 or rises < _RISING * (len(pages) - 1):
        return set()
    return set(range(entries[0][0], entries[-1][0] + 1))


def _is_led(row: Row) -> bool:
    return row.led or _DOTS.search(row.line.text) is not None


def _page_of(row: Row) -> int | None:
    """The page number that a line ends with, if all before it is a title."""
    text = row.line.text
    if not text[-1].isdigit():
        return None
    end = _PAGE.search(text)
    if end is None or not (_is_led(row) or row.gaps):
        return None
    last = len(end[0].split())
    titles = [unit for unit in row.units[:-last] if not _NUMBERED.fullmatch(unit.words[0].text)]
    if _is_led(row):
        return None if _is_cell(row, len(row.units) - last - 1) else int(end[1])
    return int(end[1]) if titles and not any(map(_is_figure, titles)) else None


def _is_cell(row: Row, index: int) -> bool:
    """Whether a unit is a figure in a column of its own, before the last."""
    if index < 1 or not row.units[index].figure:
        return False
    gaps = (row.units[i + 1].x0 - row.units[i].x1 for i in (index - 1, index))
    return min(gaps) > row.narrow * row.size


def _is_figure(unit: Unit) -> bool:
    """Whether a unit is a number that is no year: titles may hold years."""
    text = unit.words[0].text
    return unit.figure and not (len(text.strip("()")) == 4 or text in {"-", "–", "&"})
