"""The labels that number sub-questions and say what an answer block answers, as printed.

A label is "1", its child "1a", its grandchild "1aii". Printed forms: real answers of 1996-2026 and
3,811 answers of the federal Chamber ("1-2.", "1., 3. en 4.", "2. a) en b)", "1. tot 3.", "8, 9.").
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")

_PREFIX = re.compile(
    r"(?:(?:antwoord(?:en)?\s+op\s+)?(?:de\s+)?(?:deel)?vra(?:ag|gen)|antwoord|ad)\s+(?=\d)(?:nrs?\.?\s*)?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(\d{1,2})(?!\d|[.,]\d|\s?[/%])")
_LETTER = re.compile(
    r"([a-z])(?=\s?[).]|\s?[-–]\s?[a-z]\s?[).]|(?:,|\s(?:en|tot|&))\s?[a-z]\s?[).])"
)
_ROMAN = re.compile(r"(viii|vii|vi|iv|ix|iii|ii|i|v|x)(?=\s?[).])")
_CLOSE = re.compile(r"\s?(?:[.)°]{1,2}(?![\d])|:(?=\s))")
_RANGE = re.compile(r"\s?(?:[-–]|t\.?\s?e\.?\s?m\.?|t/m|tot(?:\s+en\s+met)?)\s?(?=\d|[a-z]\s?[).])")
_AND = re.compile(r"\s?(?:,\s?en\s|,|;|\ben\b|&|\+|/)\s?(?=\d|(?:[a-z]|[ivx]{1,4})\s?[).])")


class Labels(NamedTuple):
    """The labels that a line begins with, and the offset at which its own text starts."""

    labels: tuple[str, ...]
    end: int


@dataclass(frozen=True, slots=True)
class _Part:
    """One printed label: its number, letter and roman numeral as far as printed."""

    number: int | None
    letter: str | None
    roman: str | None
    end: int
    closed: bool


def parse_labels(text: str, parent: str = "") -> Labels | None:
    """The labels that a text begins with, or None.

    Args:
        text: a line or paragraph from its first character.
        parent: the label that a letter without a number belongs to: "2" makes "a)" into "2a",
            "2a" makes "i)" into "2ai".

    >>> parse_labels("1-2.Er werden").labels, parse_labels("1., 3. en 4. Dat").labels
    (('1', '2'), ('1', '3', '4'))
    >>> parse_labels("2. a) en b) Ja").labels, parse_labels("1.b-c) Ja").labels
    (('2a', '2b'), ('1b', '1c'))
    >>> parse_labels("c) en d) Neen.", "1").labels, parse_labels("8, 9. De").labels
    (('1c', '1d'), ('8', '9'))
    >>> parse_labels("12 791 969 euro"), parse_labels("2017: 5 euro"), parse_labels("1 juli")
    (None, None, None)
    """
    prefix = _PREFIX.match(text)
    part = _read_part(text, prefix.end() if prefix else 0, previous=None)
    best: Labels | None = None
    found: list[_Part] = []
    joiner = ""
    while part is not None:
        found = _extended(found, part, joiner)
        if part.closed or (prefix and not text[part.end :].strip()):
            best = Labels(_labels(found, parent), part.end)
        end, joiner = _joined(text, part)
        if not joiner:
            break
        part = _read_part(text, end, previous=part)
    if best is None:
        return None
    rest = text[best.end :]
    return Labels(best.labels, best.end + len(rest) - len(rest.lstrip()))


def _joined(text: str, part: _Part) -> tuple[int, str]:
    """Where a next label may begin, and how it is joined: "range", "and" or "" for not at all."""
    span = _RANGE.match(text, part.end)
    if span:
        return span.end(), "range"
    span = _AND.match(text, part.end)
    if span:
        return span.end(), "and"
    return part.end, ""


def _read_part(text: str, start: int, previous: _Part | None) -> _Part | None:
    """One label at an offset; after "2. a)" a letter alone keeps the number before it."""
    number = letter = roman = None
    closed = False
    end = start
    match = _NUMBER.match(text, end)
    if match:
        number, end = int(match.group(1)), match.end()
        end, closed = _close(text, end)
    inner = end + (1 if text[end : end + 1] == " " and number is not None else 0)
    match = _LETTER.match(text, inner)
    if match and (number is None or closed or inner == end):
        letter = match.group(1)
        end, closed = _close(text, match.end())
        match = _ROMAN.match(text, end + (1 if text[end : end + 1] == " " else 0))
        if match and letter and closed:
            roman = match.group(1)
            end, closed = _close(text, match.end())
    elif number is None:
        match = _ROMAN.match(text, end)
        if match:
            roman = match.group(1)
            end, closed = _close(text, match.end())
    if number is None and letter is None and roman is None:
        return None
    if number is None and previous is not None:
        number = previous.number
        if letter is None and previous.roman:  # "b) i) en ii)"
            letter = previous.letter
    return _Part(number, letter, roman, end, closed)


def _close(text: str, end: int) -> tuple[int, bool]:
    match = _CLOSE.match(text, end)
    return (match.end(), True) if match else (end, False)


def _extended(found: list[_Part], part: _Part, joiner: str) -> list[_Part]:
    """The parts so far with one more; a range gets what lies between."""
    if joiner != "range" or not found:
        return [*found, part]
    first = found[-1]
    between: list[_Part] = []
    if part.letter and first.letter:
        codes = range(ord(first.letter) + 1, ord(part.letter))
        between = [_Part(first.number, chr(code), None, part.end, True) for code in codes]
    elif part.number is not None and first.number is not None and not first.letter:
        numbers = range(first.number + 1, part.number)
        between = [_Part(number, None, None, part.end, True) for number in numbers]
    return [*found, *between, part]


def _labels(parts: list[_Part], parent: str) -> tuple[str, ...]:
    labels = []
    above, under, _ = _split(parent)
    romans = any(part.roman and not part.letter for part in parts)
    for part in parts:
        number = str(part.number) if part.number is not None else above
        letter, roman = part.letter or "", part.roman or ""
        if romans and letter in ROMANS and not roman:  # "i) en ii)": the first is no letter
            letter, roman = "", letter
        if roman and not letter and part.number is None:
            letter = under
        labels.append(f"{number}{letter}{roman}")
    return tuple(dict.fromkeys(labels))


def _split(label: str) -> tuple[str, str, str]:
    """The number, letter and roman numeral of a label, each "" where it has none."""
    match = re.match(r"(\d*)([a-z]?)([ivx]*)", label)
    return (match[1], match[2], match[3]) if match else ("", "", "")


def readings(label: str, last: str) -> tuple[str, ...]:
    """The label as parsed and, for an "i)" below a letter, first as a roman numeral.

    >>> readings("2i", "2c"), readings("2b", "2a")
    (('2ci', '2i'), ('2b',))
    """
    number, letter, roman = _split(label)
    above, under, _ = _split(last)
    if letter in ROMANS and not roman and under and number == above:
        return (f"{number}{under}{letter}", label)
    return (label,)


def next_label(label: str, *, depth: int) -> str:
    """The label that follows a label at a depth: 1 for numbers, 2 for letters, 3 for romans.

    >>> next_label("1", depth=1), next_label("1", depth=2), next_label("1a", depth=2)
    ('2', '1a', '1b')
    >>> next_label("1a", depth=3), next_label("1aii", depth=3), next_label("", depth=1)
    ('1ai', '1aiii', '1')
    """
    number, letter, roman = _split(label)
    if depth == 1:
        return str(int(number or 0) + 1)
    if depth == 2:
        return f"{number}{chr(ord(letter) + 1) if letter else 'a'}"
    position = ROMANS.index(roman) + 1 if roman in ROMANS else 0
    return f"{number}{letter}{ROMANS[min(position, len(ROMANS) - 1)]}"
