"""The header of a table without a full grid: its rows, and what stands over several columns."""

from collections.abc import Sequence

from vraagbaak.reading.lines import box_of
from vraagbaak.reading.tables.grids import GridCell
from vraagbaak.reading.tables.header_groups import (
    fits,
    goes_on_amid,
    tiled_groups,
    with_groups,
    without_overlap,
)
from vraagbaak.reading.tables.header_runs import Columns, Rule, Run, nearest_column, runs_of
from vraagbaak.reading.tables.header_spans import spread_headers
from vraagbaak.reading.tables.units import Row
from vraagbaak.records import Box, Line, Word

_END = 1.0  # points: a header ends with its column
_DIGITS = 3  # digits that the number of a column has fewer of


def placed_runs(row: Row, columns: Columns, below: Row | None = None) -> list[Run]:
    """The runs of a line of headers, each in the column it belongs to.

    A header may be wider than what stands below it: it spans columns only where it covers the
    words of several and starts, ends or centres with none.
    """
    placed = []
    for run in _parted_runs(row, columns, below):
        over = [c for c in range(run.first, run.last + 1) if _covers(run, columns.extents[c])]
        fitting = [c for c in range(run.first, run.last + 1) if fits(run, columns.extents[c])]
        if run.last > run.first and (len(over) < 2 or len(fitting) == 1):
            own = fitting[0] if fitting else nearest_column(run, columns)
            run = run._replace(first=own, last=own)
        placed.append(run)
    return without_overlap(placed, columns)


def _parted_runs(row: Row, columns: Columns, below: Row | None) -> list[Run]:
    """The runs of a line, those parted that are headers side by side with a mere space between.

    They are where every part starts, ends or centres with a column of its own, and the line below
    does not name these columns one by one.
    """
    found: list[Run] = []
    heads = runs_of(below, columns.edges) if below else []
    named = {run.first for run in heads if run.first == run.last}
    for run in runs_of(row, columns.edges):
        parts: list[Run] = []
        for word in run.words if run.last > run.first else ():
            box = box_of(word)
            part = Run(0, 0, box.x0, box.x1, (word,))
            own = nearest_column(part, columns)
            if parts and parts[-1].first == own:
                words = (*parts[-1].words, word)
                parts[-1] = parts[-1]._replace(x1=box.x1, words=words)
            else:
                parts.append(part._replace(first=own, last=own))
        group = set(range(run.first, run.last + 1)) <= named
        apart = (
            len(parts) > 1
            and not group
            and all(fits(part, columns.extents[part.first]) for part in parts)
        )
        found += parts if apart else _parted_at_ends(run, columns) or [run]
    return found


def _parted_at_ends(run: Run, columns: Columns) -> list[Run]:
    """The parts of a run that end where the words of one column after another do, if all do."""
    parts: list[Run] = []
    words: list[Word] = []
    column = run.first
    for word in run.words if run.last > run.first else ():
        words.append(word)
        end = box_of(word).x1
        own = [c for c in range(column, run.last + 1) if abs(columns.extents[c][1] - end) <= _END]
        if own:
            parts.append(Run(own[0], own[0], box_of(words[0]).x0, end, tuple(words)))
            words, column = [], own[0] + 1
    return parts if len(parts) > 1 and not words else []


def _covers(run: Run, extent: tuple[float, float]) -> bool:
    """Whether a run stands over a good part of the words of a column."""
    overlap = min(run.x1, extent[1]) - max(run.x0, extent[0])
    return overlap > 0.3 * min(run.x1 - run.x0, extent[1] - extent[0])


def header_cells(
    rows: Sequence[Row], columns: Columns, body: Columns, rules: Sequence[Rule]
) -> tuple[list[GridCell], int]:
    """The cells of a header and its number of rows.

    Lines that follow in one column are one cell; a header that stands over several columns spans
    them and begins a row of its own.

    Args:
        rows: the lines of the header.
        columns: those of the whole table, header and all.
        body: the same columns, as wide as what stands in them below the header.
        rules: the rules of the page.
    """
    following = [*rows[1:], None]
    lines = [placed_runs(row, columns, below) for row, below in zip(rows, following, strict=True)]
    for index in range(len(lines)):
        if goes_on_amid(lines, index, rows):
            continue
        tiled = tiled_groups(lines, index, columns, body)
        if tiled is not None:
            lines[index] = tiled
        elif index + 1 < len(lines):
            lines[index] = with_groups(lines, index, rows, columns, body, rules)
    starts = [0]
    for index in range(1, len(lines)):
        above = [run for line in lines[starts[-1] : index] for run in line]
        if _is_parted(above, lines[index], rows[index - 1 : index + 1], rules):
            starts.append(index)
    cells: list[GridCell] = []
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(lines)], strict=True)):
        cells += _row_of_cells(number, lines[start:end], rows[start:end], columns)
    if len(starts) > 1:
        cells = spread_headers(cells, len(starts))
    return cells, len(starts)


def _is_parted(
    above: Sequence[Run], below: Sequence[Run], rows: Sequence[Row], rules: Sequence[Rule]
) -> bool:
    """Whether two lines of a header are two rows: a group over its columns, or a rule between."""
    if any(
        (a.first, a.last) != (b.first, b.last) and a.first <= b.last and b.first <= a.last
        for a in above
        for b in below
    ):
        return True
    if _are_column_numbers(below):
        return True
    top, bottom = rows[0].box.bottom - 3, rows[1].box.top + 3
    return any(
        top < rule.y < bottom
        and any(rule.x0 < run.middle < rule.x1 for run in above)
        and any(rule.x0 < run.middle < rule.x1 for run in below)
        for rule in rules
    )


def _are_column_numbers(runs: Sequence[Run]) -> bool:
    """Whether a line numbers the columns: (1), (2), (3)."""
    texts = [run.words[0].text.strip("()") for run in runs if len(run.words) == 1]
    numbers = [int(text) for text in texts if text.isdigit() and len(text) < _DIGITS]
    return (
        len(runs) > 1
        and len(numbers) == len(runs)
        and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    )


def _row_of_cells(
    number: int, lines: Sequence[Sequence[Run]], rows: Sequence[Row], columns: Columns
) -> list[GridCell]:
    """The cells of one row of headers, the empty ones too."""
    spans: dict[int, int] = {}
    for runs in lines:
        for run in runs:
            first = next((c for c, last in spans.items() if c <= run.first <= last), run.first)
            spans[first] = max(spans.get(first, first), run.last)
    top, bottom = min(row.box.top for row in rows), max(row.box.bottom for row in rows)
    cells = []
    column = 0
    while column < columns.count:
        last = spans.get(column, column)
        for other in range(column + 1, last + 1):
            last = max(last, spans.get(other, other))
        box = Box(columns.edges[column], top, columns.edges[last + 1], bottom)
        held = []
        for row, runs in zip(rows, lines, strict=True):
            words = tuple(w for run in runs if column <= run.first <= last for w in run.words)
            if words:
                held.append(Line(words, row.line.page))
        cells.append(GridCell(number, column, tuple(held), box, 1, last - column + 1))
        column = last + 1
    return cells
