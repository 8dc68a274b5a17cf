"""Where a table without a full grid ends: before notes, prose, or another table like it."""

import re
from itertools import pairwise

from vraagbaak.reading.pages.pdf import PageContent
from vraagbaak.reading.tables.captions import CAPTION
from vraagbaak.reading.tables.header_runs import runs_of
from vraagbaak.reading.tables.rivers import Region
from vraagbaak.reading.tables.row_rules import level_of, row_rules
from vraagbaak.reading.tables.units import Row
from vraagbaak.records import Line

_LEAST_WORDS = 5  # words that a line of prose has more of
_SMALLER = 0.9  # points: notes are set at least this much smaller
_NOTE = re.compile(
    r"(?:notes?|sources?|bron|noot|nota|opmerking|quelle|anmerkung)\b|\*|†"
    r"|\(?[a-z1-9][)/] |\([a-z1-9]\)|[¹²³]",
    re.IGNORECASE,
)


def without_closing(region: Region, page: PageContent) -> Region:
    """The region without the prose and the notes below it: lines that are one run.

    Prose runs on over columns; notes begin with a mark, in smaller type or below the last rule.
    """
    tail = len(region.rows)
    while tail > 2 and _is_one_run(region.rows[tail - 1], region):
        tail -= 1
    rules = row_rules(region, page) if tail < len(region.rows) else []
    for index in range(tail, len(region.rows)):
        row, above = region.rows[index], region.rows[index - 1]
        if (
            (_runs_on(row, region) and _is_sentence(row.line))
            or _NOTE.match(row.line.text)
            or row.size < region.rows[tail - 1].size - _SMALLER
            or any(level_of(above) < y < level_of(row) for y in rules)
        ):
            return region.part(0, index)
    return region


def _is_one_run(row: Row, region: Region) -> bool:
    """Whether a line is words from the first column on, without a gap."""
    runs = runs_of(row, region.edges)
    return len(runs) == 1 and runs[0].first == 0


def _runs_on(row: Row, region: Region) -> bool:
    """Whether a line is one run from the first column over the last, or over two rivers."""
    last = len(region.edges) - 2
    runs = runs_of(row, region.edges)
    return any(run.first == 0 and run.last == last for run in runs) or (
        len(runs) == 1 and runs[0].first == 0 and runs[0].last > 0
    )


def parts_of(region: Region) -> list[Region]:
    """The tables of a region: one that begins with the same header as the first is another."""
    head = region.rows[0]
    starts = [
        index
        for index in range(2, len(region.rows))
        if len(head.units) > 1 and region.rows[index].line.text == head.line.text
    ]
    parts = []
    for start, end in pairwise([0, *starts, len(region.rows)]):
        while end in starts and end - start > 2 and _leads_in(region.rows[end - 1], region):
            end -= 1
        parts.append(region.part(start, end))
    return parts


def _leads_in(row: Row, region: Region) -> bool:
    """Whether a line above the header of another table says what that one is."""
    text = row.line.text
    marked = text.endswith(":") or row.line.bold or CAPTION.match(text) is not None
    return _is_one_run(row, region) and (marked or _runs_on(row, region))


def _is_sentence(line: Line) -> bool:
    return len(line.words) > _LEAST_WORDS and line.text[0].isupper() and not line.bold
