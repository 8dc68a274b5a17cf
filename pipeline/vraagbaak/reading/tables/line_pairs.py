"""How a line of a table stands to the one above: beside it, or going on from it."""

import re
from collections.abc import Sequence
from typing import Final

from vraagbaak.reading.lines import box_of
from vraagbaak.reading.tables.figures import text_of
from vraagbaak.reading.tables.units import Row
from vraagbaak.records import Word

CONTINUES: Final = re.compile(
    r"(?:[a-zà-ÿ(&/,;+]|[-–] ?[a-z]|i\.?s\.?m\.?\b|in samenwerking|en\b|m\.m\.v\.)"
)
LEADS_ON: Final = re.compile(
    r"(?:.*[,/&(–-]|.*\b(?:en|of|van|voor|met|de|het|in|op|ism|and|or|of|the|for|by|to|in|with|et|und))"
)
BESIDE_BY = 0.85  # of the font size: lines of a paragraph stand further apart
_SPACE = 0.28  # of the font size: the space that a word would have needed
SLACK = 1.0  # points


def is_too_near(above: Row, row: Row) -> bool:
    """Whether two lines stand nearer to one another than the lines of a paragraph would."""
    return row.box.top - above.box.top < BESIDE_BY * row.size


def goes_on_below(above: Sequence[Word], words: Sequence[Word], limit: float) -> bool:
    """Whether words are the rest of those on the line above: so they say, or did not fit there."""
    if not above:
        return False
    full = box_of(above[-1]).x1 + room_for(words[0]) > limit + SLACK
    return full or bool(CONTINUES.match(text_of(words)) or LEADS_ON.fullmatch(text_of(above)))


def room_for(word: Word) -> float:
    """The room that a word and the space before it take."""
    box = box_of(word)
    return box.x1 - box.x0 + _SPACE * (word.size or box.bottom - box.top)
