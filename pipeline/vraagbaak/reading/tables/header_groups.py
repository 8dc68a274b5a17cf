"""Groups of columns: which of them a header above several stands over."""

from collections.abc import Sequence

from vraagbaak.reading.tables.header_runs import Columns, Rule, Run, nearest_column
from vraagbaak.reading.tables.line_pairs import is_too_near
from vraagbaak.reading.tables.units import Row

_CENTRED = 0.06  # of their width: how far from the middle of its columns a group header may stand
_LEAST = 2.5  # points: the same, at least
_EXACT = 0.8  # points: the same, where it starts or ends with a column of its own
_INSET = 7.0  # points at most between numbers at the right of a cell and its edge


def with_groups(
    lines: Sequence[Sequence[Run]],
    index: int,
    rows: Sequence[Row],
    columns: Columns,
    body: Columns,
    rules: Sequence[Rule],
) -> list[Run]:
    """The runs of a line, those that head a group of columns widened to the group."""
    under_it = [run for line in lines[index + 1 :] for run in line]
    below = {c for run in under_it for c in range(run.first, run.last + 1)}
    taken = {c for run in lines[index] for c in range(run.first, run.last + 1)}
    under = [r for r in rules if rows[index].box.bottom - 3 < r.y < rows[index + 1].box.top + 3]
    found = []
    for run in lines[index]:
        span = _ruled_span(run, under, columns) or _centred_span(run, columns, body, below, taken)
        found.append(run._replace(first=span[0], last=span[1]) if span else run)
    return without_overlap(_spread_right(found, under_it, columns.count), columns)


def goes_on_amid(lines: Sequence[Sequence[Run]], index: int, rows: Sequence[Row]) -> bool:
    """Whether a line goes on two lines further down, and others stand half a line lower amid."""
    end = index + 1
    while end + 1 < len(lines) and is_too_near(rows[index], rows[end]):
        end += 1
    if end == index + 1 or end >= len(lines):
        return False
    return {run.first for run in lines[end]} <= {run.first for run in lines[index]}


def tiled_groups(
    lines: Sequence[Sequence[Run]], index: int, columns: Columns, body: Columns
) -> list[Run] | None:
    """The runs of a line that stand in the middle of equal groups of all columns, so widened.

    The columns are those that the other lines of the header name, one by one.
    """
    heads = [run for run in lines[index] if run.first]
    lower = [run for line in lines[index + 1 :] for run in line]
    others = lower or (lines[index - 1] if index else ())
    named = sorted({c for run in others for c in range(run.first, run.last + 1) if c})
    width = len(named) // len(heads) if heads else 0
    if width < 2 or width * len(heads) != len(named) or named[-1] - named[0] >= len(named):
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
        if not any(_is_amid(run, first, last, own.extents) for own in (body, columns)):
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
    own = run.first == run.last and fits(run, extents[run.first])
    if run.first == run.last and (run.first == 0 or (own and not _is_amid_others(run, extents))):
        return None
    best: tuple[float, int, int] | None = None
    for first in range(max(1, run.first - columns.count), run.first + 1):
        for last in range(run.last, columns.count):
            held = set(range(first, last + 1))
            others = taken - set(range(run.first, run.last + 1))
            if first == last or held & others or not held <= below:
                continue
            x0, x1 = extents[first][0], extents[last][1]
            off = min(abs((x0 + x1) / 2 - run.middle), _off_cells(run, first, last, body.extents))
            most = _EXACT if own else max(_LEAST, _CENTRED * (x1 - x0))
            if off <= most and (best is None or off < best[0] - 1):
                best = (off, first, last)
    return best[1:] if best else None


def _is_amid_others(run: Run, extents: Sequence[tuple[float, float]]) -> bool:
    """Whether a header that starts, ends or centres near its own column does so only by chance."""
    x0, x1 = extents[run.first]
    near = min(abs(run.x0 - x0), abs(run.x1 - x1), abs(run.middle - (x0 + x1) / 2))
    return near > _EXACT


def fits(run: Run, extent: tuple[float, float]) -> bool:
    """Whether a header starts, ends or centres where the words of its column do."""
    x0, x1 = extent
    near = min(abs(run.x0 - x0), abs(run.x1 - x1), abs(run.middle - (x0 + x1) / 2))
    return near <= _LEAST


def _spread_right(runs: list[Run], under_it: Sequence[Run], count: int) -> list[Run]:
    """Headers at the left of their groups: every one has columns to its right without another."""
    below = {c for run in under_it for c in range(run.first, run.last + 1)}
    heads = [run for run in runs if run.first]
    if len(heads) < 2 or any(run.last > run.first or _heads_one(run, under_it) for run in heads):
        return runs
    ends = [run.first - 1 for run in heads[1:]] + [count - 1]
    widths = {end - run.first for run, end in zip(heads, ends, strict=True)}
    if widths == {0} or len(widths) > 1:
        return runs
    spread = dict(zip(heads, ends, strict=True))
    if not all(set(range(run.first, end + 1)) <= below for run, end in spread.items()):
        return runs
    return [run._replace(last=spread[run]) if run in spread else run for run in runs]


def _heads_one(run: Run, under_it: Sequence[Run]) -> bool:
    """Whether what stands below a header is its next line: they have one middle or one end."""
    own = next((other for other in under_it if other.first == run.first), None)
    if own is None or abs(own.x0 - run.x0) <= _LEAST:
        return False
    return abs(own.middle - run.middle) <= _EXACT or abs(own.x1 - run.x1) <= _EXACT


def without_overlap(runs: Sequence[Run], columns: Columns) -> list[Run]:
    """The runs, those that would share a column put where their middle stands, or made one."""
    kept: list[Run] = []
    for run in sorted(runs, key=lambda run: run.x0):
        if kept and run.first <= kept[-1].last:
            before = kept[-1]
            own, other = nearest_column(run, columns), nearest_column(before, columns)
            if other < own:
                kept[-1] = before._replace(last=min(before.last, own - 1))
                run = run._replace(first=max(run.first, kept[-1].last + 1))
            else:
                last = max(before.last, run.last)
                kept[-1] = before._replace(last=last, x1=run.x1, words=before.words + run.words)
                continue
        kept.append(run)
    return kept
