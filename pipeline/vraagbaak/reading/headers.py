"""The header of a table without a full grid: its rows, and what stands over several columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from vraagbaak.reading.grids import GridCell
from vraagbaak.reading.header_spans import spread_headers
from vraagbaak.reading.lines import box_of
from vraagbaak.reading.units import Row
from vraagbaak.records import Box, Line, Word

_CENTRED = 0.06  # of their width: how far from the middle of its columns a group header may stand
_LEAST = 2.5  # points: the same, at least
_DIGITS = 3  # digits that the number of a column has fewer of
_INSET = 7.0  # points at most between numbers at the right of a cell and its edge


class Rule(NamedTuple):
    """A horizontal rule."""

    x0: float
    x1: float
    y: float


class Run(NamedTuple):
    """Words of one header on one line, over the columns from ``first`` to ``last``."""

    first: int
    last: int
    x0: float
    x1: float
    words: tuple[Word, ...]

    @property
    def middle(self) -> float:
        """The x coordinate of its middle."""
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table: the x coordinates that bound them, and what their words cover."""

    edges: Sequence[float]
    extents: Sequence[tuple[float, float]]

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.extents)


def read_columns_of(rows: Sequence[Row], edges: Sequence[float]) -> Columns:
    """The columns with the stretches that the words inside them cover."""
    extents = [(edges[c + 1], edges[c]) for c in range(len(edges) - 1)]
    for row in rows:
        for run in runs_of(row, edges):
            if run.first == run.last:
                x0, x1 = extents[run.first]
                extents[run.first] = (min(x0, run.x0), max(x1, run.x1))
    return Columns(
        edges,
        [(x0, x1) if x0 < x1 else (edges[c], edges[c + 1]) for c, (x0, x1) in enumerate(extents)],
    )


def runs_of(row: Row, edges: Sequence[float]) -> list[Run]:
    """The runs of words of a line: parted at wide gaps, and at narrow ones on a column's edge."""
    runs: list[list[int]] = []
    units = row.units
    for index, unit in enumerate(units):
        if index:
            left = units[index - 1]
            gap = unit.x0 - left.x1
            on_edge = any(left.x1 - 1 < x < unit.x0 + 1 for x in edges[1:-1])
            if gap < (row.narrow if on_edge else 2 * row.narrow) * row.size:
                runs[-1].append(index)
                continue
        runs.append([index])
    found = []
    for members in runs:
        x0, x1 = units[members[0]].x0, units[members[-1]].x1
        words = tuple(word for index in members for word in units[index].words)
        first, last = _touched(x0, x1, edges)
        found.append(Run(first, last, x0, x1, words))
    return found


def _touched(x0: float, x1: float, edges: Sequence[float]) -> tuple[int, int]:
    """The columns that a stretch touches, by more than a tenth of its own width."""
    slack = min(4.0, 0.1 * (x1 - x0))
    first = sum(1 for edge in edges[1:-1] if x0 + slack >= edge)
    last = sum(1 for edge in edges[1:-1] if x1 - slack > edge)
    return first, max(first, last)


def placed_runs(row: Row, columns: Columns) -> list[Run]:
    """The runs of a line of headers, each in the column it belongs to.

    A header may be wider than what stands below it: it spans columns only where it covers the
    words of several and starts, ends or centres with none.
    """
    placed = []
    for run in _parted_runs(row, columns):
        over = [c for c in range(run.first, run.last + 1) if _covers(run, columns.extents[c])]
        fitting = [c for c in range(run.first, run.last + 1) if _fits(run, columns.extents[c])]
        if run.last > run.first and (len(over) < 2 or len(fitting) == 1):
            own = fitting[0] if fitting else _nearest(run, columns)
            run = run._replace(first=own, last=own)
        placed.append(run)
    return _without_overlap(placed, columns)


def _parted_runs(row: Row, columns: Columns) -> list[Run]:
    """The runs of a line, those parted that are headers side by side with a mere space between.

    They are where every part starts, ends or centres with a column of its own.
    """
    found: list[Run] = []
    for run in runs_of(row, columns.edges):
        parts: list[Run] = []
        for word in run.words if run.last > run.first else ():
            box = box_of(word)
            part = Run(0, 0, box.x0, box.x1, (word,))
            own = _nearest(part, columns)
            if parts and parts[-1].first == own:
                words = (*parts[-1].words, word)
                parts[-1] = parts[-1]._replace(x1=box.x1, words=words)
            else:
                parts.append(part._replace(first=own, last=own))
        apart = len(parts) > 1 and all(_fits(part, columns.extents[part.first]) for part in parts)
        found += parts if apart else [run]
    return found


def _covers(run: Run, extent: tuple[float, float]) -> bool:
    """Whether a run stands over a good part of the words of a column."""
    overlap = min(run.x1, extent[1]) - max(run.x0, extent[0])
    return overlap > 0.3 * min(run.x1 - run.x0, extent[1] - extent[0])


def _nearest(run: Run, columns: Columns) -> int:
    """The column under the middle of a run."""
    return sum(1 for edge in columns.edges[1:-1] if run.middle >= edge)


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
    lines = [placed_runs(row, columns) for row in rows]
    for index in range(len(lines)):
        tiled = _tiled(lines, index, body)
        if tiled is not None:
            lines[index] = tiled
        elif index + 1 < len(lines):
            lines[index] = _with_groups(lines, index, rows, columns, body, rules)
    starts = [0]
    for index in range(1, len(lines)):
        if _is_parted(lines[index - 1], lines[index], rows[index - 1 : index + 1], rules):
            starts.append(index)
    cells: list[GridCell] = []
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(lines)], strict=True)):
        cells += _row_of_cells(number, lines[start:end], rows[start:end], columns)
    if len(starts) > 1:
        cells = spread_headers(cells, len(starts))
    return cells, len(starts)


# ------------------------------------------------------------------ groups of columns


def _with_groups(
    lines: Sequence[Sequence[Run]],
    index: int,
    rows: Sequence[Row],
    columns: Columns,
    body: Columns,
    rules: Sequence[Rule],
) -> list[Run]:
    """The runs of a line, those that head a group of columns widened to the group."""
    below = {c for run in lines[index + 1] for c in range(run.first, run.last + 1)}
    taken = {c for run in lines[index] for c in range(run.first, run.last + 1)}
    under = [r for r in rules if rows[index].box.bottom - 3 < r.y < rows[index + 1].box.top + 3]
    found = []
    for run in lines[index]:
        span = _ruled_span(run, under, columns) or _centred_span(run, columns, body, below, taken)
        found.append(run._replace(first=span[0], last=span[1]) if span else run)
    return _without_overlap(_spread_right(found, below, columns.count), columns)


def _tiled(lines: Sequence[Sequence[Run]], index: int, body: Columns) -> list[Run] | None:
    """The runs of a line that stand in the middle of equal groups of all columns, so widened.

    The columns are those that the other lines of the header name, one by one.
    """
    heads = [run for run in lines[index] if run.first]
    others = lines[index + 1] if index + 1 < len(lines) else lines[index - 1] if index else ()
    named = sorted({c for run in others for c in range(run.first, run.last + 1) if c})
    width = len(named) // len(heads) if heads else 0
    if (
        len(heads) < 2
        or width < 2
        or width * len(heads) != len(named)
        or named[-1] - named[0] >= len(named)
    ):
        return None
    if len(heads) == 1:
        middle = (min(r.x0 for r in others if r.first) + max(r.x1 for r in others)) / 2
        if abs(heads[0].middle - middle) > _LEAST:
            return None
        whole = heads[0]._replace(first=named[0], last=named[-1])
        return [whole if run is heads[0] else run for run in lines[index]]
    spans = {}
    for number, run in enumerate(heads):
        first, last = named[number * width], named[(number + 1) * width - 1]
        if not _is_amid(run, first, last, body.extents):
            return None
        spans[run] = run._replace(first=first, last=last)
    return [spans.get(run, run) for run in lines[index]]


def _is_amid(run: Run, first: int, last: int, extents: Sequence[tuple[float, float]]) -> bool:
    """Whether a header stands in the middle of columns: of their words, or of their cells.

    Numbers stand at the right of cells that are as wide as they are apart.
    """
    words = (extents[first][0] + extents[last][1]) / 2
    slack = max(_LEAST, _CENTRED * (extents[last][1] - extents[first][0]))
    return abs(run.middle - words) <= slack or _off_cells(run, first, last, extents) <= _INSET / 2


def _off_cells(run: Run, first: int, last: int, extents: Sequence[tuple[float, float]]) -> float:
    """How far a header stands from the middle of cells that end a little beside their numbers."""
    step = extents[last][1] - extents[last - 1][1]
    cells = (extents[first][1] - step + extents[last][1]) / 2
    return abs(run.middle - cells - _INSET / 2)


def _ruled_span(run: Run, rules: Sequence[Rule], columns: Columns) -> tuple[int, int] | None:
    """The columns over the rule right below a header, where it is not over all of them."""
    for rule in rules:
        over = [
            c
            for c, (x0, x1) in enumerate(columns.extents)
            if rule.x0 - 2 <= (x0 + x1) / 2 <= rule.x1 + 2
        ]
        if 1 < len(over) < columns.count and 0 not in over and rule.x0 <= run.middle <= rule.x1:
            return over[0], over[-1]
    return None


def _centred_span(
    run: Run, columns: Columns, body: Columns, below: set[int], taken: set[int]
) -> tuple[int, int] | None:
    """The columns that a header stands in the middle of, where it does not fit one alone."""
    extents = columns.extents
    if run.first == run.last and (_fits(run, extents[run.first]) or run.first == 0):
        return None
    best: tuple[float, int, int] | None = None
    for first in range(max(1, run.first - columns.count), run.first + 1):
        for last in range(run.last, columns.count):
            own = set(range(first, last + 1))
            others = taken - set(range(run.first, run.last + 1))
            if first == last or own & others or not own <= below:
                continue
            x0, x1 = extents[first][0], extents[last][1]
            off = min(abs((x0 + x1) / 2 - run.middle), _off_cells(run, first, last, body.extents))
            if off <= max(_LEAST, _CENTRED * (x1 - x0)) and (best is None or off < best[0] - 1):
                best = (off, first, last)
    return best[1:] if best else None


def _fits(run: Run, extent: tuple[float, float]) -> bool:
    """Whether a header starts, ends or centres where the words of its column do."""
    x0, x1 = extent
    near = min(abs(run.x0 - x0), abs(run.x1 - x1), abs(run.middle - (x0 + x1) / 2))
    return near <= _LEAST


def _spread_right(runs: list[Run], below: set[int], count: int) -> list[Run]:
    """Headers at the left of their groups: every one has columns to its right without another."""
    heads = [run for run in runs if run.first]
    if len(heads) < 2 or any(run.last > run.first for run in heads):
        return runs
    ends = [run.first - 1 for run in heads[1:]] + [count - 1]
    widths = {end - run.first for run, end in zip(heads, ends, strict=True)}
    if widths == {0} or len(widths) > 1:
        return runs
    spread = dict(zip(heads, ends, strict=True))
    if not all(set(range(run.first, end + 1)) <= below for run, end in spread.items()):
        return runs
    return [run._replace(last=spread[run]) if run in spread else run for run in runs]


def _without_overlap(runs: Sequence[Run], columns: Columns) -> list[Run]:
    """The runs, those that would share a column put where their middle stands, or made one."""
    kept: list[Run] = []
    for run in sorted(runs, key=lambda run: run.x0):
        if kept and run.first <= kept[-1].last:
            before = kept[-1]
            own, other = _nearest(run, columns), _nearest(before, columns)
            if other < own:
                kept[-1] = before._replace(last=min(before.last, own - 1))
                run = run._replace(first=max(run.first, kept[-1].last + 1))
            else:
                last = max(before.last, run.last)
                kept[-1] = before._replace(last=last, x1=run.x1, words=before.words + run.words)
                continue
        kept.append(run)
    return kept


# ------------------------------------------------------------------ rows of headers


def _is_parted(
    above: Sequence[Run], below: Sequence[Run], rows: Sequence[Row], rules: Sequence[Rule]
) -> bool:
    """Whether two lines of a header are two rows: a group over its columns, or a rule between."""
    if [(r.first, r.last) for r in above] != [(r.first, r.last) for r in below] and any(
        run.last > run.first for run in (*above, *below)
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
