"""The numbers and letters that Word prints before the paragraphs of its automatic lists."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.etree.ElementTree import Element

from vraagbaak.reading.office.packages import to_int
from vraagbaak.reading.office.word_styles import NumberRef, is_on, value_of

_LEVELS = 9
_PLACEHOLDER = re.compile(r"%([1-9])")
_PRIVATE = re.compile("[\ue000-\uf8ff]+")  # the bullets of symbol fonts
_ROMANS = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_MOST_COUNTED = 5000  # beyond it a letter or roman numeral is printed as a plain number


class _Level(NamedTuple):
    """One level of a list: where it begins, what kind of number, and the text around it."""

    start: int
    kind: str
    text: str
    style: str | None
    all_decimal: bool
    restarts: bool


@dataclass(slots=True)
class _List:
    """A list that paragraphs share, with the count at each level (None before its first)."""

    levels: dict[int, _Level]
    counts: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


class _Instance(NamedTuple):
    """A use of a list by an id; ``levels`` differ there, ``starts`` begin anew at first use."""

    shared: _List
    levels: dict[int, _Level]
    starts: dict[int, int]


class Numbering:
    """The lists of a document; it counts on with each label that is asked."""

    def __init__(self, root: Element | None) -> None:
        self._instances: dict[str, _Instance] = {}
        self._begun: set[tuple[str, int]] = set()
        if root is None:
            return
        lists: dict[str, _List] = {}
        by_style: dict[str, _List] = {}
        linked: dict[str, str] = {}
        for element in root.iterfind("abstractNum"):
            list_id = element.get("abstractNumId", "")
            lists[list_id] = _List(_read_levels(element))
            defines, uses = value_of(element, "styleLink"), value_of(element, "numStyleLink")
            if defines:
                by_style[defines] = lists[list_id]
            elif uses:
                linked[list_id] = uses
        for list_id, style in linked.items():
            lists[list_id] = by_style.get(style, lists[list_id])
        for element in root.iterfind("num"):
            shared = lists.get(value_of(element, "abstractNumId") or "")
            if shared is not None:
                self._instances[element.get("numId", "")] = _read_instance(element, shared)

    def next_label(self, reference: NumberRef, style: str) -> str:
        """The label of the next paragraph in a list, "" where none is printed.

        Args:
            reference: the list and the level.
            style: the paragraph style that put it there; its level in the list may follow from it.
        """
        instance = self._instances.get(reference.number_id or "")
        if instance is None:
            return ""
        index = _level_of(instance, reference, style)
        level = _level(instance, index)
        if level is None:
            return ""
        self._count(reference.number_id or "", instance, index)
        if level.kind == "bullet":
            return _PRIVATE.sub("•", level.text).strip()
        counts = instance.shared.counts

        def printed(match: re.Match[str]) -> str:
            other = int(match[1]) - 1
            kind = (_level(instance, other) or level).kind
            return _to_text(counts[other] or 0, "decimal" if level.all_decimal else kind)

        return _PLACEHOLDER.sub(printed, level.text).strip()

    def _count(self, number_id: str, instance: _Instance, index: int) -> None:
        counts = instance.shared.counts
        if index in instance.starts and (number_id, index) not in self._begun:
            counts[index] = None
        self._begun.add((number_id, index))
        for above in range(index):
            if counts[above] is None:  # never printed: a use that begins anew has not begun
                counts[above] = _start(instance, above)
        held = counts[index]
        first = instance.starts.get(index, _start(instance, index))
        counts[index] = first if held is None else held + 1
        for below in range(index + 1, _LEVELS):
            level = _level(instance, below)
            if level is None or level.restarts:
                counts[below] = None


def _level(instance: _Instance, index: int) -> _Level | None:
    return instance.levels.get(index) or instance.shared.levels.get(index)


def _start(instance: _Instance, index: int) -> int:
    level = _level(instance, index)
    return level.start if level else 1


def _level_of(instance: _Instance, reference: NumberRef, style: str) -> int:
    """The level of a paragraph: as it says itself, else the one that its style is tied to."""
    if reference.level is not None:
        return min(reference.level, _LEVELS - 1)
    tied = (i for i, level in instance.shared.levels.items() if style and level.style == style)
    return next(tied, 0)


# ------------------------------------------------------------------ reading the part


def _read_levels(element: Element) -> dict[int, _Level]:
    levels = {}
    for child in element.iterfind("lvl"):
        index = to_int(child.get("ilvl"))
        if index is not None and index < _LEVELS:
            levels[index] = _read_level(child)
    return levels


def _read_level(element: Element) -> _Level:
    start = to_int(value_of(element, "start"))
    return _Level(
        start=1 if start is None else start,
        kind=value_of(element, "numFmt") or "decimal",
        text=value_of(element, "lvlText") or "",
        style=value_of(element, "pStyle"),
        all_decimal=is_on(element.find("isLgl")),
        restarts=value_of(element, "lvlRestart") != "0",
    )


def _read_instance(element: Element, shared: _List) -> _Instance:
    levels: dict[int, _Level] = {}
    starts: dict[int, int] = {}
    for override in element.iterfind("lvlOverride"):
        index = to_int(override.get("ilvl"))
        if index is None or index >= _LEVELS:
            continue
        own = override.find("lvl")
        if own is not None:
            levels[index] = _read_level(own)
        start = to_int(value_of(override, "startOverride"))
        if start is not None:
            starts[index] = start
    return _Instance(shared, levels, starts)


# ------------------------------------------------------------------ numbers as text


def _to_text(number: int, kind: str) -> str:
    """A number as a kind of list prints it.

    >>> [_to_text(4, kind) for kind in ("decimal", "lowerLetter", "upperRoman", "decimalZero")]
    ['4', 'd', 'IV', '04']
    >>> _to_text(28, "lowerLetter"), _to_text(3, "none")
    ('bb', '')
    """
    if kind == "none":
        return ""
    if kind == "decimalZero":
        return f"{number:02}"
    if kind.endswith(("Letter", "Roman")) and 0 < number <= _MOST_COUNTED:
        text = _to_letters(number) if kind.endswith("Letter") else _to_roman(number)
        return text.upper() if kind.startswith("upper") else text
    return str(number)


def _to_letters(number: int) -> str:
    """A letter, doubled after z as Word does: z, aa, bb."""
    times, index = divmod(number - 1, 26)
    return chr(ord("a") + index) * (times + 1)


def _to_roman(number: int) -> str:
    text = ""
    for value, letters in _ROMANS:
        count, number = divmod(number, value)
        text += letters * count
    return text
