"""Where a table without a full grid ends: before notes, prose, or another table like it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from vraagbaak.reading.pages.pdf import PageContent
from vraagbaak.reading.tables.captions import CAPTION
from vraagbaak.reading.tables.columns import read_columns
from vraagbaak.reading.tables.figures import is_figure, text_of
from vraagbaak.reading.tables.header_runs import runs_of
from vraagbaak.reading.tables.rivers import LABEL, Region
from vraagbaak.reading.tables.row_rules import level_of, row_rules
from vraagbaak.reading.tables.units import Row
from vraagbaak.records import Line

_LEAST_WORDS = 5  # words that a line of prose has more of
_BODY = 3  # lines with figures at least above a rule that closes a table
_PROSE = 10  # words at least on a line of the paragraph above a table
_SMALLER = 0.9  # points: notes are set at least this much smaller
_NOTE = re.compile(
    r"(?:notes?|sources?|bron|noot|nota|opmerking|quelle|anmerkung)\b|\*|†"
    r"|\(?[a-z1-9][)/] |\([a-z1-9]\)|[¹²³]",
    re.IGNORECASE,
)


def without_legend(region: Region, page: PageContent) -> Region:
    """The region without what stands in columns of its own, or smaller, below its last rule."""
    rules = row_rules(region, page)
    end = sum(1 for row in region.rows if rules and level_of(row) < rules[-1])
    above, below = region.rows[:end], region.rows[end:]
    if not below or sum(1 for row in above if any(u.figure for u in row.units[1:])) < _BODY:
        return region
    edges = read_columns(above)
    if edges is None:
        return region
    if any(is_figure(text_of(unit.words)) for row in below for unit in row.units[1:]):
        return region if len(edges) <= len(region.edges) else replace(region, edges=edges)  # a sum
    smaller = all(row.size < above[-1].size - _SMALLER for row in below)
    if smaller or len(edges) > len(region.edges) or not _keep_to(below, edges):
        return Region(above, edges, region.first)
    return region


def _keep_to(rows: Sequence[Row], edges: Sequence[float]) -> bool:
    """Whether no line has words across the edge of a column, or outside."""
    return all(
        row.box.x1 < edges[-1] + row.size and all(r.first == r.last for r in runs_of(row, edges))
        for row in rows
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


def without_opening(region: Region) -> Region:
    """The region without the end of a paragraph above it, or of an item with its label."""
    first = 0
    while first + 2 < len(region.rows) and _is_prose(region.rows[first], region):
        first += 1
    while first and first + 2 < len(region.rows) and _is_one_run(region.rows[first], region):
        first += 1
    return region.part(first, len(region.rows)) if first else region


def _is_prose(row: Row, region: Region) -> bool:
    """Whether a line is one long run that reaches over columns, a label before it or not."""
    runs = runs_of(row, region.edges)
    if len(runs) == 2 and LABEL.fullmatch(text_of(runs[0].words)):
        del runs[0]
    return len(runs) == 1 and len(runs[0].words) >= _PROSE and not row.line.bold


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
