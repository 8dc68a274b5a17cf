"""The sub-questions of a question: labels in their order, children, follow-on lines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from vraagbaak.questions.flow import FlowLine, without_start
from vraagbaak.vocabulary.labels import next_label, parse_labels, readings

_FOLLOWS_ON = re.compile(
    r"(?:Zo |Indien|Waarom|Wat|Welke?|Hoe|Wanneer|Wie|Waar|Is |Zijn |Kan |Heeft )"
)
_CLOSES = re.compile(
    r"(?:Deze(?:lfde)? vraag (?:werd|wordt|is)|N\.?B\.?|Graag (?:ontving|ontvang|kreeg|had|krijg)"
    r"|Ik (?:ontving|ontvang|kreeg|krijg|had) graag|Alvast|Met dank|Bij voorbaat)"
)
_HANGING = 6.0  # points that the text of an item stands right of its label


@dataclass(slots=True)
class Item:
    """A sub-question's label and lines; ``label_left`` and ``text_left`` are where they start."""

    label: str
    lines: list[FlowLine] = field(default_factory=list)
    label_left: float | None = None
    text_left: float | None = None


@dataclass(frozen=True, slots=True)
class Items:
    """What stands between a question's title and its answer."""

    introduction: tuple[FlowLine, ...]
    items: tuple[Item, ...]
    closing: tuple[FlowLine, ...]


def find_items(lines: Sequence[FlowLine]) -> Items:
    """Part the lines of a question into introduction, sub-questions and closing paragraph.

    A label counts where it is the next in the printed order, so a number at the start of a line
    of prose is none. A list that came before the sub-questions belongs to the introduction.
    """
    introduction: list[FlowLine] = []
    items: list[Item] = []
    for line in lines:
        label, end = _next_label(line.text, items[-1].label if items else "")
        if label is None and items and _restarts(line.text, items):
            introduction = [*introduction, *(held for item in items for held in item.lines)]
            items = []
            label, end = _next_label(line.text, "")
        if label is not None:
            items.append(_begin(label, line, end))
        elif items:
            items[-1].lines.append(line)
        else:
            introduction.append(line)
    closing = _take_closing(items)
    kept = tuple(item for item in items if any(line.text for line in item.lines))
    return Items(tuple(introduction), kept, tuple(closing))


def _begin(label: str, line: FlowLine, end: int) -> Item:
    rest = without_start(line, end)
    return Item(label, [rest] if rest.text else [], line.left, rest.left if rest.text else None)


def _next_label(text: str, last: str) -> tuple[str | None, int]:
    """The label that a line begins with where it may follow ``last``, and where its text starts."""
    found = parse_labels(text, last)
    if found is None or len(found.labels) != 1:
        return None, 0
    for label in readings(found.labels[0], last):
        if label in _successors(last):
            return label, found.end
    return None, 0


def _successors(last: str) -> tuple[str, ...]:
    """The labels that may follow a label."""
    if not last:
        return ("1", "1a")
    number = next_label(last, depth=1)
    following = [number, f"{number}a", next_label(last, depth=2)]
    if re.fullmatch(r"\d+[a-z].*", last):
        following.append(next_label(last, depth=3))
    return tuple(following)


def _restarts(text: str, items: Sequence[Item]) -> bool:
    """Whether "1." begins anew after a list that asked nothing."""
    label, _ = _next_label(text, "")
    asked = any("?" in line.text for item in items for line in item.lines)
    return label is not None and not asked and len(items) > 1


def _take_closing(items: Sequence[Item]) -> list[FlowLine]:
    """Take the closing paragraph of the whole question off the last sub-question."""
    if not items:
        return []
    last = items[-1]
    for index, line in enumerate(last.lines):
        if index and _closes(line, last):
            closing = last.lines[index:]
            del last.lines[index:]
            return closing
    return []


def _closes(line: FlowLine, item: Item) -> bool:
    """Whether a line begins the closing paragraph.

    It stands at the label's margin where the item's own lines hang; without that layout only its
    words tell.
    """
    if _CLOSES.match(line.text) and (line.opens or line.forced):
        return True
    if not line.opens or line.left is None or item.label_left is None:
        return False
    text_left = item.text_left
    wrapped = [held.left for held in item.lines[1:] if held is not line and held.left is not None]
    hangs = text_left is not None and (
        any(abs(left - text_left) < _HANGING for left in wrapped)
        or (not wrapped and text_left - item.label_left > 2.5 * _HANGING)
    )
    if hangs and text_left is not None:
        return line.left < text_left - _HANGING
    return not _FOLLOWS_ON.match(line.text) and not line.text.endswith("?")
