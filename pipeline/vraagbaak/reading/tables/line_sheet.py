"""The lines of a table without rules by column, and what is printed in them that tells its rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from vraagbaak.reading.lines import box_of
from vraagbaak.reading.tables.figures import is_figure, is_stand_in, is_value, text_of
from vraagbaak.reading.tables.line_pairs import (
    BESIDE_BY,
    CONTINUES,
    LEADS_ON,
    SLACK,
    is_too_near,
    room_for,
)
from vraagbaak.reading.tables.units import Row
from vraagbaak.records import Word

Cells = Sequence[Sequence[Word]]

_SHORT = 4  # letters that all texts of a column have fewer of: "ja", "nee", "J"
_LONG = 0.8  # share of the width of its column that a label covers before it goes on below
_NEARLY = 4.0  # points short of full: enough where all other lines are full
_BESIDE = 0.15  # of the width of a table: what is free on both sides of a heading in its middle
_CENTRED = 0.08  # of the same: twice what that heading may stand out of the middle
_INDENT = 0.5  # of the font size: a line that begins this much further in goes on
_PADDING = 1.0  # of the font size: what a left-aligned column keeps free before the next
_NEARER = 0.15  # points less than rows stand apart: lines of one cell
_LOOSER = 1.6  # of the distance between lines: what stands further down is no rest of a label
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
            frozenset(c for c in self.numeric if line[c] and is_value(line[c]))
            for line in self.cells
        ]

    @cached_property
    def is_of_figures(self) -> bool:
        """Whether enough lines have figures for these to tell the rows.

        They are enough, too, where the other lines are nothing but labels.
        """
        count = sum(map(bool, self.figured))
        levels = sum(1 for index in range(len(self.rows)) if not self.is_beside(index))
        more = sum(1 for line in self.cells if any(line[1:]))
        return count > 1 and (count >= _FEW * levels or count == more)

    def is_beside(self, index: int) -> bool:
        """Whether a line stands beside the one above: figures in the middle of a label's lines."""
        if not 0 < index < len(self.rows):
            return False
        both = zip(self.cells[index], self.cells[index - 1], strict=True)
        return is_too_near(self.rows[index - 1], self.rows[index]) and not any(
            words and above for words, above in both
        )

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
                least = min(least, box_of(above[column][-1]).x1 + room_for(words[0]) - SLACK)
        return least

    @cached_property
    def small(self) -> frozenset[int]:
        """The columns where small letters tell no continuation: most begin so, or all are short."""
        found = set()
        for column in range(len(self.cells[0])):
            firsts = [
                line[column][0].text[0].islower()
                for line in self.cells
                if line[column] and (line[0] if column else any(line[1:]))
            ]
            texts = [text_of(line[column]) for line in self.cells if line[column]]
            short = len(texts) > _SHORT and all(len(text) < _SHORT for text in texts)
            if short or (firsts and firsts[0] and sum(firsts) > 0.5 * len(firsts)):
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
        if len(alone) == 1 and self.figured[0]:  # no groups, which would have headings above them
            return self._is_rest(alone[0])
        return (
            len(alone) > 1
            and not self._labels_end_in_figures
            and all(
                self.is_full(i, 0, -_NEARLY) or CONTINUES.match(text_of(self.cells[i][0]))
                for i in alone
            )
        )

    def _is_rest(self, index: int) -> bool:
        """Whether the one label without figures had no room above, and leads on to nothing."""
        words = self.cells[index][0]
        below = self.cells[index + 1][0] if index + 1 < len(self.cells) else ()
        leads_on = bool(below) and CONTINUES.match(text_of(below)) is not None
        left = min(row.box.x0 for row in self.rows)
        above = box_of(self.cells[index - 1][0][-1]).x1 if self.cells[index - 1][0] else left
        is_long = above - left > _LONG * (self.limits[0] - left)
        plain = not all(word.bold for word in words)
        return is_long and plain and not leads_on and self.is_full(index, 0)

    @cached_property
    def _labels_end_in_figures(self) -> bool:
        """Whether figures stand below the first line of labels: the rest of one begins there."""
        return any(
            figured and line[0] and above[0] and CONTINUES.match(text_of(line[0])) and not before
            for figured, before, above, line in zip(
                self.figured[1:], self.figured, self.cells, self.cells[1:], strict=False
            )
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
        if not above or not words or self._stands_apart(index):
            return False
        text = text_of(words)
        if CONTINUES.match(text) and text[0] != "(":
            return True
        if self._is_label(index) and self.is_nearer(index):
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
        return bool(LEADS_ON.fullmatch(text_of(above)))

    def is_nearer(self, index: int) -> bool:
        """Whether a line stands nearer to the one above than any two rows stand."""
        if self.is_beside(index + 1):
            return False  # its figures stand in the middle of the lines to come
        step = self.rows[index].box.top - self.rows[index - 1].box.top
        return BESIDE_BY * self.rows[index].size < step < self._least_step - _NEARER

    @cached_property
    def _least_step(self) -> float:
        """The least distance between lines that are rows: with figures in one column."""
        steps = [
            b.box.top - a.box.top
            for index, (a, b) in enumerate(pairwise(self.rows))
            if self.figured[index] & self.figured[index + 1]
        ]
        return min(steps, default=0.0)

    def _stands_apart(self, index: int) -> bool:
        """Whether a label begins left of the one above, or lower than the next line would."""
        above, words = self.cells[index - 1][0], self.cells[index][0]
        step = self.rows[index].box.top - self.rows[index - 1].box.top
        back = box_of(above[0]).x0 - box_of(words[0]).x0
        return step > _LOOSER * self.pitch or back > _INDENT * self.rows[index].size

    @cached_property
    def levels(self) -> frozenset[float]:
        """Where labels begin that cannot be the rest of the label above."""
        return frozenset(
            box_of(line[0][0]).x0
            for index, line in enumerate(self.cells)
            if line[0] and self._begins_label(index)
        )

    def _begins_label(self, index: int) -> bool:
        """Whether a label is by its figures, or those above, not the rest of another."""
        below_figures = index == 0 or bool(self.figured[index - 1])
        if self.figured[index]:
            return below_figures or not self.is_full(index, 0)
        small = CONTINUES.match(text_of(self.cells[index][0]))
        return self._labels_end_in_figures and below_figures and small is None

    def is_full(self, index: int, column: int, slack: float = SLACK) -> bool:
        """Whether the first word in a column had no room on the line above."""
        words, above = self.cells[index][column], self.cells[index - 1][column]
        if not above:
            return False
        return box_of(above[-1]).x1 + room_for(words[0]) > self.limits[column] + slack


def is_centred(row: Row, left: float, right: float) -> bool:
    """Whether a line is one run of words in the middle between two edges, with room beside it."""
    box = row.box
    return (
        len(row.runs()) == 1
        and box.x0 - left > _BESIDE * (right - left)
        and abs((box.x0 + box.x1) - (left + right)) < _CENTRED * (right - left)
        and not row.units[0].figure
    )
