"""What the words of a line are to the columns of a table: units with the white space between them.

A unit is a word, or a currency's sign with the number it belongs to, however far apart they stand.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

from vraagbaak.reading.lines import box_of
from vraagbaak.reading.tables.captions import CAPTION, SOURCE
from vraagbaak.reading.tables.figures import SIGNS, is_figure, is_leader, is_stand_in
from vraagbaak.records import Box, Line, Word

WIDE = (
    0.8  # of the font size: a gap that parts columns by itself (cell padding in Word is 10 points)
)
NARROW = 0.42  # of the font size: more than a space, less than which parts no columns
KEPT = 0.6  # of the font size: what a wide gap must keep open in the next lines
_MORE = 1.3  # times the width of a letter: more than a space of a typewriter
_EVEN = 0.02  # of the font size: what the widths of a typewriter's letters differ at most
_SAMPLE = 20  # lines that tell a typewriter's type
_GROUP = 3  # digits in a group of thousands

_make = tuple.__new__  # of a named tuple, without the detour of its own constructor


class Unit(NamedTuple):
    """Words that stay together, with the stretch they cover; that of its number for a sum."""

    x0: float
    x1: float
    words: tuple[Word, ...]
    figure: bool


class River(NamedTuple):
    """A vertical strip of white space; ``least`` is the share of the font size it must keep."""

    x0: float
    x1: float
    least: float = KEPT


@dataclass(eq=False)
class Row:
    """A printed line as units; ``line`` has no leaders (rows of dots), ``led`` says it had.

    ``narrow`` is the share of the font size that is more than a space between its words, ``below``
    the next line. (Most lines are prose, of which nobody asks for the units: these are made when
    they are asked for.)
    """

    line: Line
    box: Box
    size: float
    led: bool = False
    narrow: float = NARROW
    below: "Row | None" = field(default=None, repr=False)

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """Its words, a currency's sign with its number."""
        words = self.line.words
        units = _units(words)
        if self.below and len(units) < len(words):
            units = _with_free_signs(units, self.below)
        return tuple(units)

    @cached_property
    def is_about(self) -> bool:
        """Whether it says something about a table: a caption, a source or a note."""
        text = self.line.text
        return CAPTION.match(text) is not None or SOURCE.match(text) is not None

    def runs(self, least: float = WIDE) -> list[tuple[float, float]]:
        """The stretches between gaps of at least this share of the font size."""
        least *= self.size
        runs: list[tuple[float, float]] = []
        for unit in self.units:
            if runs and unit.x0 - runs[-1][1] < least:
                runs[-1] = (runs[-1][0], max(runs[-1][1], unit.x1))
            else:
                runs.append((unit.x0, unit.x1))
        return runs

    @cached_property
    def narrow_runs(self) -> list[tuple[float, float]]:
        """The stretches between gaps that are more than a space."""
        return self.runs(self.narrow)

    @cached_property
    def gaps(self) -> list[River]:
        """The gaps that may part columns: wide ones, and narrower ones between two figures."""
        if self.line.gap < min(self.narrow, WIDE) * self.size:
            return []
        found = []
        for left, right in pairwise(self.units):
            gap = right.x0 - left.x1
            if gap >= WIDE * self.size:
                found.append(River(left.x1, right.x0))
            elif gap >= self.narrow * self.size and _are_two(left, right):
                found.append(River(left.x1, right.x0, self.narrow))
        return found


def _are_two(left: Unit, right: Unit) -> bool:
    """Whether two units are figures, and not the groups of one number: "12 204"."""
    grouped = len(right.words[0].text) == _GROUP and left.words[-1].text.isdigit()
    return left.figure and right.figure and not grouped


def read_rows(lines: Sequence[Line]) -> list[Row]:
    """Lines as units; type in which all letters are as wide has wider spaces, too."""
    letter = _letter_width(lines[:_SAMPLE])
    narrow = NARROW if letter is None else _MORE * letter
    rows = [_read_row(line, narrow) for line in lines]
    for row, below in pairwise(rows):
        row.below = below
    return rows


def _letter_width(lines: Iterable[Line]) -> float | None:
    """How wide the letters of a typewriter are, as a share of the font size; None for print."""
    least, most = float("inf"), 0.0
    for line in lines:
        for word in line.words:
            if len(word.text) < _GROUP or not word.size:
                continue
            box = box_of(word)
            width = (box.x1 - box.x0) / len(word.text) / word.size
            least, most = min(least, width), max(most, width)
            if most - least >= _EVEN:
                return None
    return most or None


def _with_free_signs(units: Sequence[Unit], below: Row) -> list[Unit]:
    """Units with a sign that stands far from its number set free where one ends right below it."""
    found: list[Unit] = []
    for unit in units:
        sign, number = unit.words[0], unit.words[-1]
        own, box = box_of(sign), box_of(number)
        far = len(unit.words) > 1 and _gap(sign, number) >= WIDE * own_size(number)
        if far and any(u.figure and u.x0 < own.x0 and abs(u.x1 - own.x1) < 1 for u in below.units):
            found.append(Unit(own.x0, own.x1, (sign,), figure=False))
            found.append(Unit(box.x0, box.x1, (number,), figure=True))
        else:
            found.append(unit)
    return found


def _read_row(line: Line, narrow: float) -> Row:
    bare = _without_leaders(line) if ".." in line.text or "…" in line.text else line
    box = bare.box
    assert box is not None  # noqa: S101 (lines out of a PDF have boxes)
    size = max([word.size for word in bare.words], default=0.0) or (box.bottom - box.top) * 0.8
    return Row(bare, box, size, bare is not line, narrow)


def _without_leaders(line: Line) -> Line:
    words: list[Word] = []
    end = float("-inf")
    for word in line.words:
        text = word.text.rstrip(".…")
        alone = word.text == ".." and box_of(word).x0 - end > own_size(word)  # no value is known
        end = box_of(word).x1
        if is_leader(word.text) and not alone:
            continue
        if len(word.text) - len(text) >= _GROUP:
            own = box_of(word)
            share = len(text) / len(word.text)
            word = word._replace(text=text, box=own._replace(x1=own.x0 + share * (own.x1 - own.x0)))
        words.append(word)
    return Line(tuple(words), line.page) if words else line


def _units(words: Sequence[Word]) -> list[Unit]:
    if SIGNS.isdisjoint([word.text for word in words]):
        return [
            _make(Unit, (own[0], own[2], (word,), _reads_as_number(word.text)))
            for word in words
            if (own := word.box)
        ]
    signs = [index for index, word in enumerate(words) if word.text in SIGNS]
    after = _belong_after(words, signs)
    units: list[Unit] = []
    index = 0
    while index < len(words):
        held = words[index : index + 2]
        sign, number = (0, 1) if after else (1, 0)
        if (
            len(held) < 2
            or index + sign not in signs
            or not _is_number(held[number])
            or not _are_near(words[index : index + 3], sign)
        ):
            held, number = held[:1], 0
        index += len(held)
        own = box_of(held[number])
        if len(held) > 1 and _gap(*held) < NARROW * own_size(held[number]):
            own = box_of(held[0]).union(box_of(held[1]))
        units.append(Unit(own.x0, own.x1, tuple(held), _is_number(held[number])))
    return units


def _are_near(words: Sequence[Word], sign: int) -> bool:
    """Whether a sign and a number belong together, with the word that follows them if any.

    Letters ("EUR") must stand close; any sign must where the number goes on as a date does.
    """
    if _gap(words[0], words[1]) < NARROW * own_size(words[sign]):
        return True
    if words[sign].text.isalpha() or sign:
        return False
    if len(words) < _GROUP or words[2].text in SIGNS:
        return True
    return _gap(words[1], words[2]) >= NARROW * own_size(words[1])


def _is_after(words: Sequence[Word], index: int) -> bool:
    """Whether a sign stands close behind a number and far from what follows."""
    if not index or index + 1 == len(words) or not _is_number(words[index - 1]):
        return False
    least = NARROW * own_size(words[index])
    return _gap(words[index - 1], words[index]) < least <= _gap(words[index], words[index + 1])


def _gap(left: Word, right: Word) -> float:
    return box_of(right).x0 - box_of(left).x1


def own_size(word: Word) -> float:
    """The font size of a word, from its height where the font does not tell."""
    box = box_of(word)
    return word.size or (box.bottom - box.top) * 0.8


def _is_number(word: Word) -> bool:
    return _reads_as_number(word.text)


@lru_cache(maxsize=2048)
def _reads_as_number(text: str) -> bool:
    if text.isalpha() and len(text) > _GROUP:
        return False
    return is_figure(text) or is_stand_in(text)


def _belong_after(words: Sequence[Word], signs: Sequence[int]) -> bool:
    """Whether the signs of a line stand before their numbers: "€ 12 € 14", not "12 € 14 €"."""
    if not signs or signs[-1] == len(words) - 1 or all(_is_after(words, i) for i in signs):
        return False
    first = signs[0]
    return first == 0 or not _is_number(words[first - 1]) or len(signs) == 1
