"""What stands on a page but is not part of the text: running heads, page numbers, footnotes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, starmap, takewhile

from vraagbaak.reading.lines import body_size, box_of, is_aside
from vraagbaak.reading.pages.pdf import PageContent
from vraagbaak.reading.tables.rivers import line_box
from vraagbaak.records import Line

_MARGIN = 0.13  # share of the page's height, at its top and foot, where running heads stand
_AT_EDGE = 3  # lines at most, at either end of a page
_SAME_HEIGHT = 6.0  # points
_PAGE_NUMBER = re.compile(
    r"(?:pagina|blz\.?|bladzijde|p\.?)?\s*[-–—|]?\s*\d{1,4}\s*(?:(?:/|van)\s*\d{1,4})?\s*[-–—|]?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d{1,9}")  # Python makes no number of thousands of digits
_PARTED = 0.8  # of the font size: what parts the columns of a table
_ROWS = 2  # rows at least beside a header
_ALIGNED = 2.0  # points
_CLOSE = 1.9  # of the height of a line: the rows of a table follow one another at most so far
_SMALLER = 0.9  # points: a footnote is set at least this much smaller than the text
_MARK = re.compile(r"\d{1,2}|\*{1,3}")


@dataclass(frozen=True, slots=True)
class PageText:
    """The lines of a page once its furniture is set apart."""

    lines: tuple[Line, ...]
    footnotes: tuple[tuple[Line, ...], ...]
    furniture: tuple[Line, ...]


def set_apart(
    pages: Sequence[PageContent], lines_by_page: Sequence[Sequence[Line]]
) -> list[PageText]:
    """Set the running heads, page numbers and footnotes of each page apart from its lines."""
    size = body_size([line for lines in lines_by_page for line in lines])
    at_edge = list(map(_edge_lines, pages, lines_by_page))
    repeated = _repeated(pages, at_edge)
    texts = []
    for page, lines, ends in zip(pages, lines_by_page, at_edge, strict=True):
        again = {id(line) for line in ends if (page.number, line) in repeated}
        again -= _rows_of_tables(lines, again) if again else set()
        furniture = [
            line for line in ends if id(line) in again or _is_page_number(page, line, lines)
        ]
        apart = set(map(id, furniture))
        kept = [line for line in lines if id(line) not in apart]
        body, notes = _footnotes(kept, size)
        texts.append(PageText(tuple(body), tuple(notes), tuple(furniture)))
    return texts


def _edge_lines(page: PageContent, lines: Sequence[Line]) -> list[Line]:
    """The lines in the margins at the top and the foot of a page, and sideways at its sides."""
    width, height = page.box.x1, page.box.bottom
    sides = [
        line for line in lines
        if is_aside(line)
        and (line_box(line).x1 < _MARGIN * width or line_box(line).x0 > (1 - _MARGIN) * width)
    ]  # fmt: skip
    lines = sorted(
        (line for line in lines if not is_aside(line)), key=lambda line: line_box(line).top
    )
    top = [line for line in lines[:_AT_EDGE] if line_box(line).bottom < _MARGIN * height]
    foot = [line for line in lines[-_AT_EDGE:] if line_box(line).top > (1 - _MARGIN) * height]
    return [*top, *foot, *sides]


def _rows_of_tables(lines: Sequence[Line], repeated: set[int]) -> set[int]:
    """Which of the lines that other pages repeat are those of a table: its header, say.

    Rows follow them, or stand above them, closely and in the same columns.
    """
    level = sorted((line for line in lines if not is_aside(line)), key=lambda x: line_box(x).top)
    rows: set[int] = set()
    for ordered in (level, level[::-1]):
        group = list(takewhile(lambda line: id(line) in repeated, ordered))
        chain = ordered[: len(group) + _ROWS]
        while len(chain) > _ROWS and not all(starmap(_are_close, pairwise(chain))):
            del chain[0]
        heads, following = chain[:-_ROWS], chain[-_ROWS:]
        if any(_share_columns(line, following[0]) for line in heads):
            rows.update(map(id, heads))
    return rows


def _runs(line: Line) -> list[tuple[float, float]]:
    """The stretches between words that stand as far apart as columns."""
    runs: list[tuple[float, float]] = []
    for word in line.words:
        box = box_of(word)
        if runs and box.x0 - runs[-1][1] < _PARTED * (word.size or 1.0):
            runs[-1] = runs[-1][0], box.x1
        else:
            runs.append((box.x0, box.x1))
    return runs


def _are_close(above: Line, below: Line) -> bool:
    """Whether one line stands next to another as the lines of a table do."""
    first, second = line_box(above), line_box(below)
    return abs(second.top - first.top) < _CLOSE * (first.bottom - first.top)


def _share_columns(above: Line, below: Line) -> bool:
    """Whether two runs of a line or more start, end or centre where those of another do."""
    others = _runs(below)
    shared = sum(
        any(min(abs(a - c), abs(b - d), abs(a + b - c - d) / 2) < _ALIGNED for c, d in others)
        for a, b in _runs(above)
    )
    return shared > 1


def _repeated(
    pages: Sequence[PageContent], at_edge: Sequence[Sequence[Line]]
) -> set[tuple[int, Line]]:
    """The edge lines that stand on several pages at one height, but for the page number.

    Rows of a table that goes on over pages may be alike but for their figures, and are kept.
    """
    found: dict[str, list[tuple[PageContent, Line]]] = {}
    for page, lines in zip(pages, at_edge, strict=True):
        for line in lines:
            key = _NUMBER.sub("#", line.text.casefold())
            found.setdefault(key, []).append((page, line))
    repeated: set[tuple[int, Line]] = set()
    for entries in found.values():
        places = [
            (_from_edge(page, line), page.number, _NUMBER.findall(line.text))
            for page, line in entries
        ]
        for (page, line), (height, number, figures) in zip(entries, places, strict=True):
            if any(
                abs(other - height) <= _SAME_HEIGHT and _count_pages(figures, others, own - number)
                for other, own, others in places
                if own != number
            ):
                repeated.add((page.number, line))
    return repeated


def _count_pages(figures: Sequence[str], others: Sequence[str], apart: int) -> bool:
    """Whether the numbers of two lines are the same, or one of them counts the pages between."""
    both = list(zip(figures, others, strict=True))
    return all(a == b for a, b in both) or any(int(b) - int(a) == apart for a, b in both)


def _from_edge(page: PageContent, line: Line) -> float:
    """How far a line stands from the top of its page, or as a negative number from its foot.

    A landscape page has its running heads as far from its own edges.
    """
    box = line_box(line)
    if is_aside(line):
        return box.x0 if box.x0 < page.box.x1 / 2 else box.x1 - page.box.x1
    return box.top if box.top < page.box.bottom / 2 else box.bottom - page.box.bottom


def _is_page_number(page: PageContent, line: Line, lines: Sequence[Line]) -> bool:
    """Whether a line is a bare page number, apart from the text (also on a single page)."""
    if not _PAGE_NUMBER.fullmatch(line.text.strip()):
        return False
    if is_aside(line):
        return True
    box = line_box(line)
    others = [line_box(other) for other in lines if other is not line]
    gap = min((abs(b.top - box.top) for b in others), default=page.box.bottom)
    return gap > 1.6 * (box.bottom - box.top)


def _footnotes(lines: Sequence[Line], size: float) -> tuple[list[Line], list[tuple[Line, ...]]]:
    """The lines without the small print at the foot that a mark begins, and those notes."""
    end = len(lines)
    while end and _line_size(lines[end - 1]) <= size - _SMALLER:
        end -= 1
    starts = [i for i in range(end, len(lines)) if _begins_note(lines[i])]
    if not starts or starts[0] != end:
        return list(lines), []
    bounds = [*starts, len(lines)]
    notes = [tuple(lines[a:b]) for a, b in pairwise(bounds)]
    return list(lines[:end]), notes


def _line_size(line: Line) -> float:
    """The size of the largest word after the first, which may be a mark of any size."""
    return max(word.size for word in line.words[1:] or line.words)


def _begins_note(line: Line) -> bool:
    first = line.words[0]
    return bool(_MARK.fullmatch(first.text)) and (first.raised or len(line.words) > 1)
