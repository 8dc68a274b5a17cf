"""Lines in reading order where a page, or a part of it, is set in columns of text.

A gutter is a strip of white space with running text on both sides, or with a caption on both: it is
told from the river of a table by the prose, which fills its column line after line.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

from vraagbaak.reading.apart import stand_apart
from vraagbaak.reading.lines import box_of, group_lines, level_lines
from vraagbaak.reading.tables.captions import CAPTION, begins_caption
from vraagbaak.reading.tables.rivers import LABEL, line_box
from vraagbaak.records import Line, Word

_GAP = 0.8  # of the font size: the narrowest gutter
_SAME = 2.0  # points: starts of lines this close are one margin
_LINES = 5  # lines at least beside a gutter that begin at its right
_PROSE = 6  # full lines of prose at least on each side
_FULL = 0.82  # share of its column that a full line covers
_WORDS = 4  # words at least in a full line
_LETTERED = 3  # of these, at least, that begin with a letter: more than the share below
_ROWS = 4  # rows at least that two sides of a gutter share where they are a table
_SHARED = 0.8  # share of the rows that begin at one height on both sides
_LOOSE = 1.2  # of the usual distance between lines: more is white space
_DEEPEST = 3  # gutters at most beside one another


def read_lines(words: Iterable[Word], page: int) -> list[Line]:
    """The lines that words stand on, column by column where they are set in columns."""
    placed = [word for word in words if word.box is not None]
    aside = [word for word in placed if word.turn]
    if not aside:
        return _lines(placed, page, 0)
    level = [word for word in placed if not word.turn]
    return [*_lines(level, page, 0), *group_lines(aside, page)]


def _lines(words: Sequence[Word], page: int, depth: int) -> list[Line]:
    lines = level_lines(words, page)
    if depth >= _DEEPEST or len(lines) < _LINES:
        return lines
    gutters = _candidates(lines)
    lettered = [word for word in words if word.text[0].isalpha()] if gutters else []
    starts = sorted([box_of(word).x0 for word in lettered])
    captions = [box_of(word).x0 for word in lettered if begins_caption(word.text)]
    for gutter in gutters:
        may_be = _may_be_columns(gutter, starts, captions)
        bands = _bands(words, gutter, page) if may_be else None
        if bands is None and _is_uneven(lines, gutter):
            bands = _bands_apart(words, gutter)
        if bands is not None:
            return [
                line
                for left, right in bands
                for side in (left, right)
                for line in _lines(side, page, depth + 1)
            ]
    return lines


def _candidates(lines: Sequence[Line]) -> list[float]:
    """Where the right side of a gutter may be: where words begin right of gaps, often first."""
    starts: list[float] = []
    captions: list[float] = []
    for line in lines:
        least = _GAP * line.words[0].size
        if line.gap < least:
            continue
        for left, right in pairwise(line.words):
            x = box_of(right).x0
            if x - box_of(left).x1 >= least:
                starts.append(x)
                if CAPTION.match(line.text) and right.text[:3] == line.words[0].text[:3]:
                    captions.append(x)
    starts.sort()
    found: list[tuple[int, float]] = []
    first = 0
    for index in range(1, len(starts) + 1):
        if index == len(starts) or starts[index] - starts[index - 1] > _SAME:
            if index - first >= _LINES:
                found.append((index - first, starts[first]))
            first = index
    return [*captions, *(x for _, x in sorted(found, reverse=True))]


def _bands(
    words: Sequence[Word], gutter: float, page: int
) -> list[tuple[list[Word], list[Word]]] | None:
    """The words above, beside and below a gutter, those beside by side; None where it is none."""
    across = _across(words, gutter)
    bands: list[tuple[list[Word], list[Word]]] = []
    prose = [0, 0]
    captioned = False
    for inside, held in _cut(words, across):
        left, right = _sides(held, gutter) if inside else (held, [])
        if not left or not right:
            bands.append((held, []))
            continue
        sides = level_lines(left, page), level_lines(right, page)
        if _share_rows(sides) and not _have_captions(sides):
            return None
        if all(len(side) > 1 for side in sides):
            prose[0] += _full_lines(sides[0], -1)
            prose[1] += _full_lines(sides[1], 0)
            captioned = captioned or _have_captions(sides)
        bands.append((left, right))
    if min(prose) >= _PROSE or captioned:
        return bands
    return None


def _sides(words: Sequence[Word], gutter: float) -> tuple[list[Word], list[Word]]:
    """The words that begin left of a gutter, and the others."""
    sides: tuple[list[Word], list[Word]] = ([], [])
    for word in words:
        sides[box_of(word).x0 >= gutter - 0.5].append(word)
    return sides


def _across(words: Sequence[Word], gutter: float) -> list[tuple[float, float]]:
    """From where to where words lie across a gutter, from top to bottom."""
    found = []
    for word in words:
        x0, top, x1, bottom = box_of(word)
        if x0 < gutter - 0.5 and x1 > gutter - _GAP * word.size:
            found.append((top, bottom))
    return sorted(found)


def _is_uneven(lines: Sequence[Line], gutter: float) -> bool:
    """Whether few words on both sides of a gutter stand at one height, as rows would."""
    left = right = even = 0
    for line in lines:
        words = line.words
        index = bisect_right(words, gutter - 0.5, key=_start)
        if 0 < index < len(words):
            before, after = box_of(words[index - 1]), box_of(words[index])
            if after.x0 - before.x1 < _GAP * words[index].size:
                continue  # it lies across
            even += abs(after.bottom - before.bottom) <= 1.0
        left += index > 0
        right += index < len(words)
    return even <= 0.5 * min(left, right) and min(left, right) >= _LINES


def _start(word: Word) -> float:
    return box_of(word).x0


def _bands_apart(
    words: Sequence[Word], gutter: float
) -> list[tuple[list[Word], list[Word]]] | None:
    """The same where what stands on one side has nothing to do with the other."""
    bands: list[tuple[list[Word], list[Word]]] = []
    for inside, held in _cut(words, _across(words, gutter)):
        sides = _sides(held, gutter) if inside else (held, [])
        bands.append(sides if stand_apart(*sides) else (held, []))
    return bands if any(right for _, right in bands) else None


def _may_be_columns(gutter: float, starts: Sequence[float], captions: Sequence[float]) -> bool:
    """Whether enough words for prose, or for a caption, stand on both sides of a gutter.

    ``starts`` are where words of letters begin, from the left, ``captions`` those of captions.
    """
    left = bisect_left(starts, gutter - 0.5)
    if min(left, len(starts) - left) >= _PROSE * _LETTERED:
        return True
    return bool(captions) and min(captions) < gutter - 0.5 <= max(captions)


def _share_rows(sides: Sequence[Sequence[Line]]) -> bool:
    """Whether both sides are parted by white space at the same heights: the rows of a table."""
    starts = [_starts_below_space(side) for side in sides]
    if min(map(len, starts)) < _ROWS:
        return False
    shared = sum(1 for y in starts[0] if any(abs(y - other) <= _SAME for other in starts[1]))
    return shared >= _SHARED * max(map(len, starts))


def _starts_below_space(lines: Sequence[Line]) -> list[float]:
    """The tops of the lines that stand lower than the next line of a paragraph would."""
    tops = [box.top for line in lines if (box := line.box)]
    steps = sorted(b - a for a, b in pairwise(tops))
    if not steps:
        return []
    usual = steps[len(steps) // 10]
    return [b for a, b in pairwise(tops) if b - a > _LOOSE * usual]


def _cut(
    words: Sequence[Word], across: Sequence[tuple[float, float]]
) -> list[tuple[bool, list[Word]]]:
    """The words by band from top to bottom; True where none of them lies across the gutter."""
    spans: list[list[float]] = []
    for top, bottom in across:
        if spans and top <= spans[-1][1] + 1:
            spans[-1][1] = max(spans[-1][1], bottom)
        else:
            spans.append([top, bottom])
    bottoms = [bottom for _, bottom in spans]
    bands: dict[int, list[Word]] = {}
    for word in words:
        _, top, _, bottom = box_of(word)
        middle = (top + bottom) / 2
        above = bisect_right(bottoms, middle)
        inside = above < len(spans) and spans[above][0] <= middle
        bands.setdefault(2 * above + (1 if inside else 0), []).append(word)
    return [(key % 2 == 0, bands[key]) for key in sorted(bands)]


def _full_lines(lines: Sequence[Line], end: int) -> int:
    """How many lines run from side to side of the column beside a gutter, as those of prose do.

    ``end`` says which end of the lines stands at the gutter, the first (0) or the last (-1).
    """
    parted = [_runs(line) for line in lines]
    runs = [run[end] for run in parted]
    lefts = sorted(box_of(run[0]).x0 for run in runs)
    rights = sorted(box_of(run[-1]).x1 for run in runs)
    width = rights[-1 - len(rights) // 10] - lefts[len(lefts) // 10]
    count = sum(
        1
        for run in runs
        if _are_words(run) and box_of(run[-1]).x1 - box_of(run[0]).x0 >= _FULL * width
    )
    beside = sum(1 for run in parted if len(run) > 1 and _are_words(run[end]) and _is_row(run))
    plain = sum(1 for line in lines if _is_of_letters(line.words))
    return count if count >= 0.4 * plain and beside < _ROWS else 0


def _is_row(runs: Sequence[Sequence[Word]]) -> bool:
    """Whether a line has a run that is neither prose nor the label of a list: a cell."""
    return any(not _are_words(run) and not LABEL.fullmatch(run[0].text) for run in runs)


def _are_words(run: Sequence[Word]) -> bool:
    """Whether a run is several words, and more letters than figures."""
    return len(run) >= _WORDS and _is_of_letters(run)


def _is_of_letters(words: Sequence[Word]) -> bool:
    return sum(1 for word in words if word.text[0].isalpha()) > 0.6 * len(words)


def _runs(line: Line) -> list[list[Word]]:
    """The words of a line parted at gaps, but for the even spaces of stretched prose."""
    gaps = [box_of(b).x0 - box_of(a).x1 for a, b in pairwise(line.words)]
    usual = sorted(gaps)[len(gaps) // 2] if gaps else 0.0
    runs = [[line.words[0]]]
    for gap, word in zip(gaps, line.words[1:], strict=True):
        if gap >= max(_GAP * word.size, 1.3 * usual):
            runs.append([])
        runs[-1].append(word)
    return runs


def _have_captions(sides: Sequence[Sequence[Line]]) -> bool:
    """Whether captions stand at one height on both sides."""
    tops = [[line_box(line).top for line in side if CAPTION.match(line.text)] for side in sides]
    return any(abs(left - right) <= _SAME for left in tops[0] for right in tops[1])
