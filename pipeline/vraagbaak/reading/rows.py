"""The rows of a table without rules: which printed lines begin one, by what is printed.

The cells of a row begin at one height, a column has no gap inside a cell, and a word that would
have fitted on the line above was broken on purpose. In a table of figures every line with figures
is a row; a line with a label alone goes on, leads on or heads a group.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from vraagbaak.reading.figures import is_figure, is_stand_in, is_year, text_of
from vraagbaak.reading.lines import box_of
from vraagbaak.reading.units import Row
from vraagbaak.records import Word

Cells = Sequence[Sequence[Word]]

_CONTINUES = re.compile(
    r"(?:[a-zà-ÿ(&/,;+]|[-–] ?[a-z]|i\.?s\.?m\.?\b|in samenwerking|en\b|m\.m\.v\.)"
)
_LEADS_ON = re.compile(
    r"(?:.*[,/&(–-]|.*\b(?:en|of|van|voor|met|de|het|in|op|ism|and|or|of|the|for|by|to|in|with|et|und))"
)
_SPACE = 0.28  # of the font size: the space that a word would have needed
_SLACK = 1.0  # points
_NEARLY = 4.0  # points short of full: enough where all other lines are full
_BESIDE_BY = 0.3  # of the font size: lines that overlap by more stand beside one another
_BESIDE = 0.15  # of the width of a table: what is free on both sides of a heading in its middle
_CENTRED = 0.08  # of the same: twice what that heading may stand out of the middle
_APART = 0.25  # of the font size: this much more than the tightest space parts rows
_LOOSE = 1.35  # of the tightest distance between lines: more parts rows
_INDENT = 0.5  # of the font size: a line that begins this much further in goes on
_PADDING = 1.0  # of the font size: what a left-aligned column keeps free before the next
_FEW = 0.4  # share of the lines that must hold figures in a table of figures


@dataclass(frozen=True)
class Sheet:
    """The lines of a table by column, from its first line below the header on."""

    rows: Sequence[Row]
    cells: Sequence[Cells]

    @cached_property
    def numeric(self) -> frozenset[int]:
        """The columns, beside the first, that hold figures for the most part."""
        found = set()
        for column in range(1, len(self.cells[0])):
            texts = [text_of(line[column]) for line in self.cells if line[column]]
            figures = sum(map(is_figure, texts))
            stand_ins = sum(map(is_stand_in, texts))
            if figures and figures + stand_ins >= 0.6 * len(texts):
                found.add(column)
        return frozenset(found)

    @cached_property
    def figured(self) -> list[frozenset[int]]:
        """The columns in which each line has a figure."""
        return [
            frozenset(c for c in self.numeric if line[c] and _is_value(line[c]))
            for line in self.cells
        ]

    @cached_property
    def is_of_figures(self) -> bool:
        """Whether enough lines have figures for these to tell the rows."""
        count = sum(map(bool, self.figured))
        levels = sum(1 for index in range(len(self.rows)) if not self.is_beside(index))
        return count > 1 and count >= _FEW * levels

    def is_beside(self, index: int) -> bool:
        """Whether a line stands beside the one above: figures in the middle of a label's lines."""
        if not 0 < index < len(self.rows):
            return False
        row, above = self.rows[index], self.rows[index - 1]
        return above.box.bottom - row.box.top > _BESIDE_BY * row.size

    @cached_property
    def limits(self) -> list[float]:
        """How far to the right the text of each column could have gone."""
        found = []
        for column in range(len(self.cells[0])):
            most = max(
                (box_of(line[column][-1]).x1 for line in self.cells if line[column]), default=0.0
            )
            room = max(self._before(column + 1), self._width_of_label(column))
            found.append(max(most, min(room, self._broken_at(column))))
        return found

    def _broken_at(self, column: int) -> float:
        """What a column is narrower than, told by words in small letters that begin a line."""
        least = float("inf")
        if column in self.small:
            return least
        for above, line in pairwise(self.cells):
            words = line[column]
            if not words or not above[column] or line[0][:column]:
                continue
            if words[0].text[0].islower() or above[column][-1].text[-1] in ",&/-":
                least = min(least, box_of(above[column][-1]).x1 + _needed(words[0]) - _SLACK)
        return least

    @cached_property
    def small(self) -> frozenset[int]:
        """The columns whose texts begin in small letters, which tell no continuation there."""
        found = set()
        for column in range(len(self.cells[0])):
            firsts = [
                line[column][0].text[0].islower()
                for line in self.cells
                if line[column] and (line[0] if column else any(line[1:]))
            ]
            if firsts and firsts[0] and sum(firsts) > 0.5 * len(firsts):
                found.add(column)
        return frozenset(found)

    def _width_of_label(self, column: int) -> float:
        """Where the first column ends, told by the distance between columns of figures."""
        if column or 1 not in self.numeric or 2 not in self.numeric:
            return 0.0
        ends = [max(box_of(line[c][-1]).x1 for line in self.cells if line[c]) for c in (1, 2)]
        starts = min(box_of(line[1][0]).x0 for line in self.cells if line[1])
        size = self.rows[0].size
        return min(2 * ends[0] - ends[1] - _PADDING * size, starts - size)

    def _before(self, column: int) -> float:
        """Where a left-aligned column leaves the one before it, 0.0 for any other column."""
        if column >= len(self.cells[0]) or column in self.numeric:
            return 0.0
        starts = sorted(box_of(line[column][0]).x0 for line in self.cells if line[column])
        if len(starts) < 2 or starts[len(starts) // 2] - starts[0] > 2:
            return 0.0
        return starts[0] - _PADDING * self.rows[0].size

    @cached_property
    def pitch(self) -> float:
        """The distance between two lines of one cell: the small end of all distances."""
        tops = [row.box.top for row in self.rows]
        steps = sorted(b - a for a, b in pairwise(tops) if b - a > 0.8 * self.rows[0].size)
        return steps[len(steps) // 5] if steps else 12.0

    @cached_property
    def labels_go_on(self) -> bool:
        """Whether all lines with a label alone are the rest of one: none had room above."""
        alone = [
            index
            for index in range(1, len(self.rows))
            if self._is_label(index) and self.figured[index - 1]
        ]
        return len(alone) > 1 and all(
            self.is_full(i, 0, -_NEARLY) or _CONTINUES.match(text_of(self.cells[i][0]))
            for i in alone
        )

    @cached_property
    def labels_lead_on(self) -> bool:
        """Whether labels of several lines have their figures on the last one."""
        votes = 0
        for index in range(1, len(self.rows) - 1):
            if self._is_label(index) and self.figured[index - 1] and self.figured[index + 1]:
                votes += self.goes_on(index + 1) - self.goes_on(index)
        return votes > 0

    def _is_label(self, index: int) -> bool:
        """Whether a line has words in the first column alone."""
        return bool(self.cells[index][0]) and not any(self.cells[index][1:])

    def is_heading(self, index: int) -> bool:
        """Whether a line among figures is a heading in the middle of the table's width."""
        row = self.rows[index]
        left = min(other.box.x0 for other in self.rows)
        right = max(other.box.x1 for other in self.rows)
        if not self.is_of_figures or not is_centred(row, left, right):
            return False
        column = next(c for c, words in enumerate(self.cells[index]) if words)
        starts = [box_of(line[column][0]).x0 for line in self.cells if line[column]]
        aligned = sum(1 for x in starts if abs(x - row.box.x0) < 1)
        return aligned < 0.5 * len(starts)  # else it stands at the left of a column

    def goes_on(self, index: int) -> bool:
        """Whether the label on a line is the rest of the label on the line above."""
        above, words = self.cells[index - 1][0], self.cells[index][0]
        if not above or not words:
            return False
        text = text_of(words)
        if _CONTINUES.match(text) and text[0] != "(":
            return True
        if self._is_label(index) and above[-1].text[-1] in ",/&-":
            return True
        if self.labels_go_on and self._is_label(index) and self.is_full(index, 0, -_NEARLY):
            return True
        if not self.is_full(index, 0):
            return False
        start = box_of(words[0]).x0
        indented = start - box_of(above[0]).x0 > _INDENT * self.rows[index].size
        if indented and not any(abs(start - level) < 1 for level in self.levels):
            return True
        return bool(_LEADS_ON.fullmatch(text_of(above)))

    @cached_property
    def levels(self) -> frozenset[float]:
        """Where labels begin that cannot be the rest of the label above."""
        return frozenset(
            box_of(line[0][0]).x0
            for index, line in enumerate(self.cells)
            if line[0]
            and self.figured[index]
            and (index == 0 or self.figured[index - 1] or not self.is_full(index, 0))
        )

    def is_full(self, index: int, column: int, slack: float = _SLACK) -> bool:
        """Whether the first word in a column had no room on the line above."""
        words, above = self.cells[index][column], self.cells[index - 1][column]
        if not above:
            return False
        return box_of(above[-1]).x1 + _needed(words[0]) > self.limits[column] + slack


def is_centred(row: Row, left: float, right: float) -> bool:
    """Whether a line is one run of words in the middle between two edges, with room beside it."""
    box = row.box
    return (
        len(row.runs()) == 1
        and box.x0 - left > _BESIDE * (right - left)
        and abs((box.x0 + box.x1) - (left + right)) < _CENTRED * (right - left)
        and not any(unit.figure for unit in row.units)
    )


def goes_on_below(above: Sequence[Word], words: Sequence[Word], limit: float) -> bool:
    """Whether words are the rest of those on the line above: so they say, or did not fit there."""
    if not above:
        return False
    full = box_of(above[-1]).x1 + _needed(words[0]) > limit + _SLACK
    return full or bool(_CONTINUES.match(text_of(words)) or _LEADS_ON.fullmatch(text_of(above)))


def _needed(word: Word) -> float:
    """The room that a word and the space before it take."""
    box = box_of(word)
    return box.x1 - box.x0 + _SPACE * (word.size or box.bottom - box.top)


def row_starts(sheet: Sheet) -> list[int]:
    """The indices of the lines that begin a row."""
    starts = _loose_starts(sheet)
    if starts:
        return starts
    starts = [0]
    for index in range(1, len(sheet.rows)):
        if _begins(sheet, index, starts[-1]):
            starts.append(index)
    return starts


def must_begin(sheet: Sheet, index: int, start: int) -> bool:
    """Whether the line at ``index`` cannot be of one row with the one at ``start``.

    It has a second number in a column, or numbers right below words, and a label of its own.
    """
    if _has_second_number(sheet, index, start):
        return True
    line, above = sheet.cells[index], sheet.cells[index - 1]
    return (
        bool(line[0])
        and bool(above[0])
        and len(sheet.figured[index]) > 1
        and all(above[c] and not is_year(text_of(line[c])) for c in sheet.figured[index])
        and not sheet.goes_on(index)
    )


def _loose_starts(sheet: Sheet) -> list[int]:
    """The lines below more white space than stands inside the cells, where that tells all rows.

    It does where every block between is one row: each column without a gap, one figure at most.
    """
    size = sheet.rows[0].size
    free = [b.box.top - a.box.bottom for a, b in pairwise(sheet.rows)]
    usual = sorted(space for space in free if space > -0.1 * size)
    least = usual[len(usual) // 5] + _APART * size if usual else 0.0
    starts = [0, *(index for index, space in enumerate(free, 1) if space > least)]
    bounds = list(pairwise([*starts, len(sheet.rows)]))
    if len(starts) == 1 or all(end - start == 1 for start, end in bounds):
        return []
    return starts if all(_is_one_row(sheet, start, end) for start, end in bounds) else []


def _is_one_row(sheet: Sheet, start: int, end: int) -> bool:
    """Whether the lines of a block can be the cells of one row, whatever height they stand at."""
    if end - start == 1:
        return True
    full = [index for index in range(start, end) if all(sheet.cells[index])]
    columns = range(len(sheet.cells[0]))
    if not all(any(_wraps(sheet, index, start, c) for c in columns) for index in full[1:]):
        return False
    if not any(sheet.cells[index][0] for index in range(start, end)):
        return False
    for column in columns:
        held = [index for index in range(start, end) if sheet.cells[index][column]]
        if sum(1 for index in held if _is_value(sheet.cells[index][column])) > 1:
            return False
        steps = [sheet.rows[b].box.top - sheet.rows[a].box.top for a, b in pairwise(held)]
        if any(step > _LOOSE * 1.2 * sheet.rows[start].size for step in steps):
            return False
    labels = [index for index in range(start + 1, end) if sheet.cells[index][0]]
    return all(_is_rest(sheet, index) for index in labels if sheet.cells[index - 1][0])


def _is_rest(sheet: Sheet, index: int) -> bool:
    """Whether the label on a line may be the rest of the one above, white space aside."""
    return (
        sheet.goes_on(index)
        or sheet.is_full(index, 0)
        or _LEADS_ON.fullmatch(text_of(sheet.cells[index - 1][0])) is not None
    )


def _begins(sheet: Sheet, index: int, start: int) -> bool:
    """Whether the line at ``index`` begins a row, given that the row above began at ``start``."""
    line = sheet.cells[index]
    if sheet.is_beside(index):
        return False
    if any(sheet.figured[start:index]) and sheet.is_beside(index + 1) and sheet.figured[index + 1]:
        return True
    if _has_second_number(sheet, index, start) or _resumes(sheet, index, start):
        return True
    if sheet.is_heading(index) or sheet.is_heading(index - 1):
        return True
    if sheet.is_of_figures:
        if sheet.figured[index]:
            return _begins_with_figures(sheet, index, start)
        if not any(line[1:]):
            return _begins_with_label(sheet, index, start)
    if _is_bold(sheet.cells[index - 1]) and not _is_bold(line):
        return True
    return _begins_with_words(sheet, index, start)


def _begins_with_figures(sheet: Sheet, index: int, start: int) -> bool:
    """A line with figures begins a row, but where the label above leads on to it."""
    if not sheet.cells[index][0]:
        return False
    if any(sheet.figured[start:index]):
        return True
    texts = any(any(line[1:]) for line in sheet.cells[start:index])
    if texts:
        return _begins_with_words(sheet, index, start)
    return not sheet.goes_on(index)


def _begins_with_label(sheet: Sheet, index: int, start: int) -> bool:
    """A label alone goes on from the line above, or else begins a row or heads a group."""
    if not sheet.goes_on(index):
        return True
    if not any(sheet.figured[start:index]):
        return False
    leads_on = index + 1 < len(sheet.rows) and sheet.goes_on(index + 1)
    return leads_on and sheet.labels_lead_on


def _begins_with_words(sheet: Sheet, index: int, start: int) -> bool:
    """Whether a line of words begins a row.

    A line in one column that goes on ("ism", lower case, a line that was full) belongs to the row
    above; one in most columns, of which few may go on, does not.
    """
    line = sheet.cells[index]
    filled = [c for c, words in enumerate(line) if words]
    if sheet.rows[index].box.top - sheet.rows[index - 1].box.top > _LOOSE * sheet.pitch:
        return len(filled) > 1 or bool(line[0])
    if line[0] and _CONTINUES.match(text_of(line[0])):
        return False
    if len(filled) < 2 and not _row_is_single(sheet, index, start):
        # In one column, only a bold line that need not have been broken begins a row: a heading.
        bold = filled == [0] and _is_bold(line)
        return bold and not _wraps(sheet, index, start, 0)
    certain = [c for c in filled if _goes_on(sheet, index, start, c)]
    few = len(filled) > 2 and len(filled) == len(line) and len(certain) < 0.5 * len(filled)
    return bool(line[0]) and (not certain or few)


def _is_value(words: Sequence[Word]) -> bool:
    text = text_of(words)
    return is_figure(text) or is_stand_in(text)


def _has_second_number(sheet: Sheet, index: int, start: int) -> bool:
    """Whether a column of numbers gets a second one in this row."""
    for column, words in enumerate(sheet.cells[index]):
        if column and words and _is_value(words):
            above = [sheet.cells[i][column] for i in range(start, index) if sheet.cells[i][column]]
            if above and all(_is_value(other) for other in above):
                return True
    return False


def _resumes(sheet: Sheet, index: int, start: int) -> bool:
    """Whether a column gets words again after a line without: a cell's lines are not parted."""
    for column, words in enumerate(sheet.cells[index]):
        if words:
            above = [bool(sheet.cells[i][column]) for i in range(start, index)]
            if any(above) and not above[-1]:
                return True
    return False


def _is_bold(line: Cells) -> bool:
    return all(word.bold for words in line for word in words)


def _row_is_single(sheet: Sheet, index: int, start: int) -> bool:
    """Whether the row above is a line in the first column only, such as a group heading."""
    return all(not any(row[1:]) for row in sheet.cells[start:index])


def _goes_on(sheet: Sheet, index: int, start: int, column: int) -> bool:
    """Whether the words in a column are certainly the rest of those on the line above."""
    words, above = sheet.cells[index][column], sheet.cells[index - 1][column]
    if index - 1 < start or not above or column in sheet.small:
        return False
    return _CONTINUES.match(text_of(words)) is not None or (
        sheet.is_full(index, column) and _LEADS_ON.fullmatch(text_of(above)) is not None
    )


def _wraps(sheet: Sheet, index: int, start: int, column: int) -> bool:
    """Whether the words in a column may go on from the line above: the first did not fit there."""
    words, above = sheet.cells[index][column], sheet.cells[index - 1][column]
    if index - 1 < start or not above:
        return False
    if _is_value(words) and column in sheet.numeric:
        return False  # numbers stand at the right, full or not
    if _CONTINUES.match(text_of(words)):
        return True
    return sheet.is_full(index, column) and len(above) > 1
