"""What joins two numbers in print, and whether that makes them the ends of a range."""

import re
from enum import Enum, auto

from vraagbaak.vocabulary.quantities import Quantity


class Joiner(Enum):
    """What stands between two numbers and joins them."""

    TO = auto()
    ABOUT = auto()
    DASH = auto()
    SPACED_DASH = auto()
    AND = auto()
    COMMA = auto()
    CHANGE = auto()


_JOINERS = {
    **dict.fromkeys(("tot", "tot de", "tot en met", "t.e.m.", "t/m"), Joiner.TO),
    **dict.fromkeys(("à", "a", "á"), Joiner.ABOUT),
    **dict.fromkeys(("en", "en de", "of", "of de", "en/of", "dan wel"), Joiner.AND),
    "naar": Joiner.CHANGE,
}
RANGES = (Joiner.TO, Joiner.ABOUT, Joiner.DASH, Joiner.SPACED_DASH)
LISTS = (Joiner.AND, Joiner.COMMA)
_DASHES = ("-", "–", "—")
_LONGEST_JOINER = 16

_BETWEEN = re.compile(r"(?<!\w)tussen\s+(?:de\s+)?$")
_DIFFERENCE = re.compile(r"(?<!\w)(?:verschil|keuze|onderscheid|verhouding)\s+$")
_ABOUT = r"\s+(?:(?:ongeveer|ruim|circa|ca\.?|bijna)\s+)?$"
_FROM = re.compile(rf"(?<!\w)van{_ABOUT}")
_WITH = re.compile(rf"(?<!\w)met{_ABOUT}")
# Words of change: "van X tot Y" beside them names two amounts, not a range.
_CHANGED = re.compile(
    r"stijg|steeg|stegen|gestegen|daal|dalen|daling|groei|evolu|verhog|verhoog(?!de)|verlag|verlaag(?!de)|optrek|"
    r"opgetrokken|toegenomen|toenem|toe\s+te\s+nemen|toename|toenam|neemt|nemen|afgenomen|afnem|af\s+te\s+nemen|afname|afnam|vermeerder|"
    r"verminder|verdubbel|verdrievoudig|teruggebracht|teruggevallen|zakken|zakte|gezakt|klom|"
    r"klimmen|opgelopen"
)
_SENTENCE_END = re.compile(r"[.;?!](?=\s)")
_BACK, _ON = 100, 60


def parse_joiner(gap: str) -> Joiner | None:
    """What the text between two numbers joins them by, None where it says anything else."""
    if len(gap) > _LONGEST_JOINER:
        return None
    word = " ".join(gap.split())
    if word in _DASHES:
        return Joiner.DASH if gap in _DASHES else Joiner.SPACED_DASH
    if word == ",":
        return Joiner.COMMA if gap != "," else None
    return _JOINERS.get(word) if gap[:1].isspace() and gap[-1:].isspace() else None


def is_range(left: Quantity, joiner: Joiner, right: Quantity, lowered: str) -> bool:
    """Whether two joined amounts are the ends of one range, and not two amounts in a row."""
    same_currency = right.currency is not None and left.currency == right.currency
    if not same_currency or left.total >= right.total:
        return False
    if joiner is Joiner.AND:
        return is_between(lowered, left.start)
    if joiner is Joiner.TO:
        return not _is_change(left, right, lowered)
    if joiner is Joiner.SPACED_DASH:
        # two amounts of a line of a list, but "25 euro - 75 euro" is a range
        return not (left.before and right.before)
    return joiner in RANGES


def is_between(lowered: str, start: int) -> bool:
    """Whether "tussen" leads up to ``start``, other than in "het verschil tussen"."""
    between = _BETWEEN.search(lowered, max(0, start - 14), start)
    if between is None:
        return False
    return not _DIFFERENCE.search(lowered, max(0, between.start() - 14), between.start())


def range_start(lowered: str, start: int) -> int:
    """Where a range begins whose first number is at ``start``: "tussen" is part of it."""
    between = _BETWEEN.search(lowered, max(0, start - 14), start)
    return between.start() if between else start


def _is_change(left: Quantity, right: Quantity, lowered: str) -> bool:
    """Whether "van X tot Y" says what rose or fell, and to what, in the same sentence.

    So does "met X euro tot Y euro", but "met 5 tot 10 miljoen euro" is a range.
    """
    near = max(0, left.start - 16)
    has_own_unit = left.before or left.unit_start is not None
    is_step = has_own_unit and _WITH.search(lowered, near, left.start) is not None
    if not is_step and not _FROM.search(lowered, near, left.start):
        return False
    before = _SENTENCE_END.split(lowered[max(0, left.start - _BACK) : left.start])[-1]
    after = _SENTENCE_END.split(lowered[right.end : right.end + _ON])[0]
    return _CHANGED.search(before) is not None or _CHANGED.search(after) is not None
