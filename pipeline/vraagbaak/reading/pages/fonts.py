"""How text is set: its size, its cut, which way it runs and how high it stands."""

import ctypes
from typing import Any, NamedTuple

import pypdfium2.raw as raw

_HEAVY = 600  # the weight of a font from which it is bold
RAISED = 0.8  # of its neighbour's size: a raised number that is smaller is a mark
ASCENT, DESCENT = 0.78, 0.22  # of the font size: the height of a line's letters
_SLANT = 1e-3  # of what a line runs on: it may climb so much and still be level


class Look(NamedTuple):
    """How text is set, but for how high it stands.

    ``direction`` is which way its lines run on the page as it is drawn, in quarters from the left
    anticlockwise (1: up the page), ``level`` the zero of a view in which they are level; both are
    None where they are askew.
    """

    size: float
    bold: bool
    italic: bool
    direction: int | None
    level: float | None


class Font:
    """How a text object is set: its look, and how high it stands.

    ``height`` is that of its baseline, to one who reads it as it runs. ``top`` and ``bottom`` are
    those of its words in the view in which they are level, if they stand between ``highest`` and
    ``lowest``.
    """

    __slots__ = (
        "bold", "bottom", "direction", "height", "highest", "italic", "lowest", "size", "top",
    )  # fmt: skip

    def __init__(self, look: Look, height: float) -> None:
        self.size, self.bold, self.italic, self.direction, level = look
        self.height = height
        if level is None:
            self.top = self.bottom = self.highest = self.lowest = 0.0
            return
        base, size = level - height, self.size
        self.top, self.bottom = base - ASCENT * size, base + DESCENT * size
        self.highest, self.lowest = base - size, base + 0.3 * size


NO_FONT = Font(Look(0.0, bold=False, italic=False, direction=None, level=None), 0.0)


def direction_of(a: float, b: float, c: float, d: float) -> int | None:
    """Which way text of a matrix runs, in quarters anticlockwise from the left; None: askew."""
    if abs(b) <= _SLANT * abs(a):
        return 0 if a > 0 else 2 if d < 0 else None
    if abs(a) <= _SLANT * abs(b):
        return 1 if b > 0 > c else 3 if b < 0 < c else None
    return None


def are_apart(one: Font, other: Font) -> bool:
    """Whether two texts stand on different lines, or run different ways."""
    if one.direction is None or other.direction is None:
        return False
    far = abs(one.height - other.height) > max(one.size, other.size)
    return one.direction != other.direction or far


def is_raised(mark: Font, neighbour: Font) -> bool:
    """Whether text is smaller than its neighbour and stands above its line."""
    if mark.direction is None or mark.direction != neighbour.direction:
        return False
    above = mark.height - neighbour.height
    return mark.size < RAISED * neighbour.size and 0 < above < neighbour.size


def read_cut(font: Any) -> tuple[bool, bool]:
    """Whether a font is bold, and whether it is italic, by its name or its weight."""
    name = ctypes.create_string_buffer(128)
    raw.FPDFFont_GetBaseFontName(font, name, 128)
    cut = name.value.decode("latin-1").lower()
    heavy = raw.FPDFFont_GetWeight(font) > _HEAVY
    bold = heavy or any(word in cut for word in ("bold", "black", "heavy"))
    return bold, "italic" in cut or "oblique" in cut
