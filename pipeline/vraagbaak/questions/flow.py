"""The lines of a document with what their layout says: where a paragraph or forced line begins."""

import re
from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass
from itertools import pairwise

from vraagbaak.records import Box, Document, Line, Passage, Table, Word, turned
from vraagbaak.vocabulary.joining import join_lines

_LOOSE = 1.22  # of the usual distance between lines: more is the space between paragraphs
_SPACE = 0.28  # of the font size
_TAIL = 0.8  # of the longest line, in characters, for lines without boxes
_BULLET = re.compile(r"[-–•·▪■o*]|\uf0b7")
_GLUED = re.compile(r"[.?!)]\S")  # what either of these two needs
_GLUED_LABEL = re.compile(r"(.*[^\W\d_]{2}\)?[.?!)])((?:[a-h]\)|\d{1,2}[.)])+)$")
_GLUED_NAME = re.compile(r"(.*[a-zà-ÿ)\d][.?!])([A-ZÀ-Þ]{2,}[A-ZÀ-Þ'’-]*)$")


@dataclass(frozen=True, slots=True)
class FlowLine:
    """A printed line in its flow.

    ``opens`` is set where the space above says that a paragraph begins, ``forced`` where the line
    above had room for its first word, so the break was meant.
    """

    line: Line
    text: str
    opens: bool
    forced: bool

    @property
    def left(self) -> float | None:
        """The x coordinate at which it starts, None without boxes."""
        word = self.line.words[0] if self.line.words else None
        return turned(word.box, word.turn).x0 if word and word.box else None

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return self.line.bold

    @property
    def italic(self) -> bool:
        """Whether all of it is italic."""
        return all(word.italic for word in self.line.words)

    @property
    def size(self) -> float:
        """The font size of its first word, 0.0 where unknown."""
        return self.line.words[0].size if self.line.words else 0.0


FlowItem = FlowLine | Table


def read_flow(document: Document) -> list[FlowItem]:
    """The body of a document with what its layout says; empty lines part paragraphs."""
    pitch = _pitch(document)
    margins = _margins(document)
    longest = max((len(i.text) for i in document.body if isinstance(i, Line)), default=0)
    flow: list[FlowItem] = []
    above: Line | None = None
    apart = True
    for item in _split_glued(document):
        if isinstance(item, Table):
            flow.append(item)
            above, apart = None, True
        elif not item.words:
            apart = True
        else:
            opens = apart or _is_loose(above, item, pitch)
            forced = opens or _had_room(above, item, margins, longest) or _is_item(above, item)
            flow.append(FlowLine(item, item.text, opens, forced))
            above, apart = item, False
    return flow


def to_passage(lines: Sequence[FlowLine], known: Container[str]) -> Passage:
    """The lines as one passage that remembers where paragraphs and forced lines begin."""
    starts = [index for index, line in enumerate(lines) if line.opens or line.forced]
    return join_lines([line.line for line in lines], starts, known)


def without_start(line: FlowLine, count: int) -> FlowLine:
    """The line without its first ``count`` characters (a label and the space after it)."""
    words: list[Word] = []
    offset = 0
    for word in line.line.words:
        end = offset + len(word.text)
        if end > count:
            words.append(word._replace(text=word.text[max(0, count - offset) :]))
        offset = end + 1
    kept = Line(tuple(words), line.line.page)
    return FlowLine(kept, kept.text, line.opens, line.forced)


def _split_glued(document: Document) -> list[Line | Table]:
    """The body, a line cut where a text layer glued a label or a name to a sentence."""
    items: list[Line | Table] = []
    for item in document.body:
        if isinstance(item, Line):
            items += _cut_line(item)
        else:
            items.append(item)
    return items


def _cut_line(line: Line) -> list[Line]:
    if not _GLUED.search(line.text):
        return [line]
    for index, word in enumerate(line.words):
        for pattern in (_GLUED_LABEL, _GLUED_NAME):
            match = pattern.match(word.text)
            if match and (pattern is _GLUED_LABEL or _is_capitals(line.words[index + 1 :])):
                before = (*line.words[:index], word._replace(text=match.group(1)))
                after = (word._replace(text=match.group(2)), *line.words[index + 1 :])
                return [Line(before, line.page), *_cut_line(Line(after, line.page))]
    return [line]


def _is_capitals(words: Sequence[Word]) -> bool:
    return all(word.text == word.text.upper() for word in words)


def _pitch(document: Document) -> float:
    """The usual distance between the tops of two lines that follow in a paragraph, in points."""
    steps: Counter[float] = Counter()
    for above, below in pairwise(document.body):
        if isinstance(above, Line) and isinstance(below, Line) and above.page == below.page:
            first, second = _read_box(above), _read_box(below)
            if first and second and second.top > first.top + 2:
                steps[round((second.top - first.top) * 4) / 4] += 1
    if not steps:
        return 0.0
    most = max(steps.values())
    return min(step for step, count in steps.items() if count >= 0.5 * most)


def _margins(document: Document) -> dict[tuple[int, int], float]:
    """The right margin of each page and turn: the furthest line so turned on pages of its width."""
    widths = {page: round(box.x1) for page, box in enumerate(document.page_boxes, start=1)}
    furthest: dict[tuple[int, int], float] = {}
    for item in document.body:
        box = _read_box(item) if isinstance(item, Line) else None
        if box is not None and isinstance(item, Line):
            key = widths.get(item.page, 0), _turn_of(item)
            furthest[key] = max(furthest.get(key, box.x1), box.x1)
    return {
        (page, turn): far
        for page, width in widths.items()
        for (wide, turn), far in furthest.items()
        if wide == width
    }


def _is_loose(above: Line | None, line: Line, pitch: float) -> bool:
    """Whether the space above a line, on the same page, is that between paragraphs."""
    if above is None or above.page != line.page:
        return False
    first, second = _read_box(above), _read_box(line)
    if first is None or second is None:
        return False
    return second.top - first.top > _LOOSE * max(pitch, 1.0)


def _had_room(
    above: Line | None, line: Line, margins: dict[tuple[int, int], float], longest: int
) -> bool:
    """Whether the first word of a line would have fitted on the line above."""
    if above is None:
        return True
    first, end = line.words[0], _read_box(above)
    if first.box is None or end is None:
        return len(above.text) + 1 + len(first.text) < _TAIL * longest
    needed = _width(turned(first.box, first.turn)) + _SPACE * first.size
    return end.x1 + needed < margins.get((above.page, _turn_of(above)), end.x1) - 1.0


def _read_box(line: Line) -> Box | None:
    """The box of a line to one who turns the page to read it."""
    turn = _turn_of(line)
    return line.box if line.box is None or not turn else turned(line.box, turn)


def _turn_of(line: Line) -> int:
    return line.words[0].turn if line.words else 0


def _is_item(above: Line | None, line: Line) -> bool:
    """Whether a line begins an item of a list: a bullet, after a line that ended something."""
    first = line.words[0].text
    if len(line.words) < 2 or not _BULLET.fullmatch(first):
        return False
    return first not in {"-", "–"} or above is None or above.text.endswith((";", ":", ".", ","))


def _width(box: Box) -> float:
    return box.x1 - box.x0
