"""Ministers as a head prints them: names and titles in capitals, over several lines."""

import re
from collections.abc import Sequence

from vraagbaak.records import Minister
from vraagbaak.vocabulary.names import set_name, set_title

TITLE_WORD = re.compile(r"\b(?:VICE-?)?MINISTER|STAATSSECRETARIS|\b[Vv]laams(?:e)? minister")


def split_ministers(lines: Sequence[str]) -> tuple[Minister, ...]:
    """Names and titles out of lines in capitals, a title running over several lines."""
    ministers: list[list[str]] = []
    for index, line in enumerate(lines):
        title = TITLE_WORD.search(line)
        if title and title.start() > 0 and not ministers:
            ministers.append([_before_title(line, title.start()), line[_title_start(line) :]])
        elif title and ministers:
            ministers[-1].append(line)
        elif _is_name(lines, index, bool(ministers)):
            ministers.append([line])
        elif ministers:
            ministers[-1].append(line)
    return tuple(
        Minister(set_name(name.strip(" ,")), set_title(" ".join(parts).strip()))
        for name, *parts in ministers
        if name.strip()
    )


def _title_start(line: str) -> int:
    match = re.search(
        r"\b(?:VLAAMS(?:E)?\s+)?(?:VICE-?)?MINISTER|\bSTAATSSECRETARIS|[Vv]laams", line
    )
    return match.start() if match else 0


def _before_title(line: str, fallback: int) -> str:
    return line[: _title_start(line) or fallback]


def _is_name(lines: Sequence[str], index: int, has_one: bool) -> bool:
    """Whether a line in capitals is a name: the first, or one that a title follows."""
    if not has_one:
        return True
    if lines[index - 1].endswith((",", " EN", " VAN")):
        return False
    return index + 1 < len(lines) and bool(TITLE_WORD.search(lines[index + 1]))


def is_capitals(text: str) -> bool:
    """Whether a text is printed in capitals, and is more than an abbreviation."""
    return text == text.upper() and sum(c.isalpha() for c in text) >= 3
