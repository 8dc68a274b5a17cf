"""Words put into printed lines, from top to bottom and left to right."""

from collections.abc import Iterable, Sequence
from operator import itemgetter

from vraagbaak.reading.pages.characters import LEADER
from vraagbaak.records import Box, Line, Word, turned

_CLOSING = ")].,;:?!»”’"
_TOUCH = 0.06  # of the font size: no space is that narrow
_SAME_LINE = 0.45  # of the taller word's height: two middles this close stand on one line

_Run = tuple[float, float, int, list[Word], list[float]]
"""Words of one height that follow one another: the middle and the height, the number of the run,
the words and where each begins."""
_BY_HEIGHT, _BY_ORDER = itemgetter(0, 1), itemgetter(2)


def group_lines(words: Iterable[Word], page: int) -> list[Line]:
    """The lines that the words stand on; words without a box are left out.

    A line is a band of height: words of two columns that stand at one height are one line here,
    so columns must be told apart before. Words that run another way than the page is read make
    lines of their own, after the others.
    """
    words = list(words)
    aside = [word for word in words if word.turn]
    if not aside:
        return level_lines(words, page)
    lines = level_lines((word for word in words if not word.turn), page)
    for turn in sorted({word.turn for word in aside}):
        own = [_turned(word, turn) for word in aside if word.turn == turn]
        lines += [
            Line(tuple(_turned(word, 4 - turn) for word in line.words), page)
            for line in level_lines(own, page)
        ]
    return lines


def _turned(word: Word, quarters: int) -> Word:
    return word if word.box is None else word._replace(box=turned(word.box, quarters))


def level_lines(words: Iterable[Word], page: int) -> list[Line]:
    """The lines of words that all run the way the page is read."""
    runs = _runs(words)
    runs.sort(key=_BY_HEIGHT)
    rows: list[list[_Run]] = []
    level, tall = 0.0, 0.0
    for run in runs:
        middle, height, _, _, _ = run
        if rows and middle - level <= _SAME_LINE * max(tall, height):
            rows[-1].append(run)
            if height > tall:
                level, tall = middle, height
        else:
            rows.append([run])
            level, tall = middle, height
    return [Line(tuple(_glued(_from_left(row))), page) for row in rows]


def _runs(words: Iterable[Word]) -> list[_Run]:
    """The words by runs; a printed line is one or a few, so that these are sorted, not words."""
    runs: list[_Run] = []
    held: list[Word] = []
    starts: list[float] = []
    upper = lower = float("nan")
    for word in words:
        if word.box is None:
            continue
        x0, top, _, bottom = word.box
        if top != upper or bottom != lower:
            upper, lower, held, starts = top, bottom, [], []
            runs.append(((top + bottom) / 2, bottom - top, len(runs), held, starts))
        held.append(word)
        starts.append(x0)
    return runs


def _from_left(runs: list[_Run]) -> list[Word]:
    """The words of one line from left to right, those that begin at one place as they came."""
    _, _, _, words, starts = runs[0]
    if len(runs) > 1:
        runs.sort(key=_BY_ORDER)
        words = [word for run in runs for word in run[3]]
        starts = [start for run in runs for start in run[4]]
    if starts == sorted(starts):  # as most do
        return words
    return [words[index] for index in sorted(range(len(words)), key=starts.__getitem__)]


def _glued(words: list[Word]) -> list[Word]:
    """Words that touch made one: pdfium parts them where the text object changes ("1" ")")."""
    if not [word for word in words if word.text[0] in _CLOSING]:
        return words
    glued = [words[0]]
    for word in words[1:]:
        if word.text[0] in _CLOSING and word.text[:5] != LEADER and _touch(glued[-1], word):
            last = glued[-1]
            box = box_of(last).union(box_of(word))
            glued[-1] = last._replace(text=last.text + word.text, box=box)
        else:
            glued.append(word)
    return glued


def _touch(left: Word, right: Word) -> bool:
    """Whether there is no space between two words; what follows a raised mark is apart."""
    apart = box_of(right).x0 - box_of(left).x1
    return abs(apart) < _TOUCH * right.size and not left.raised


def is_aside(line: Line) -> bool:
    """Whether a line runs another way than its page is read."""
    return bool(line.words) and line.words[0].turn != 0


def body_size(lines: Sequence[Line]) -> float:
    """The font size that most characters are printed in, 0.0 where none is known."""
    letters: dict[float, int] = {}
    for line in lines:
        words = line.words
        sizes = {word.size for word in words}
        if len(sizes) == 1:  # as most lines are: their text has a space between two words
            size = sizes.pop()
            letters[size] = letters.get(size, 0) + len(line.text) - len(words) + 1
            continue
        for word in words:
            letters[word.size] = letters.get(word.size, 0) + len(word.text)
    weights: dict[float, int] = {}
    for size, count in letters.items():
        half = round(size * 2) / 2
        weights[half] = weights.get(half, 0) + count
    return max(weights, key=lambda size: (weights[size], size), default=0.0)


def box_of(word: Word) -> Box:
    """The box of a word that has one."""
    assert word.box is not None  # noqa: S101 (a line out of a PDF is made of placed words)
    return word.box
