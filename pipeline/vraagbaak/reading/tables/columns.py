"""The columns of a table without vertical rules: strips that its lines leave open."""

from collections.abc import Sequence

from vraagbaak.reading.tables.figures import is_figure, is_stand_in, is_year, text_of
from vraagbaak.reading.tables.units import KEPT, WIDE, River, Row, Unit

_CROSSED = 0.12  # share of the lines that may cross a river: a group heading, a wide header
_ALIGNED = 0.6  # share of the lines that must start, or end, at the same place in a column
_CLOSE = 0.85  # the same where the river is narrow
_SAME_EDGE = 2.5  # points
_HEADS = 3  # lines at most of a header that stands left of the numbers of its columns
_FIGURES = 3  # lines with figures at least that tell the columns better than all lines do


def read_columns(rows: Sequence[Row]) -> tuple[float, ...] | None:
    """The x coordinates that bound the columns most lines stand in; None for fewer than two."""
    left, right = min(row.box.x0 for row in rows), max(row.box.x1 for row in rows)
    body = _telling(rows)
    strips = _without_header_gaps(rows, _open_strips(body))
    kept: list[River] = []
    for index, strip in enumerate(strips):
        before = strips[index - 1].x1 if index else left
        following = strips[index + 1].x0 if index + 1 < len(strips) else right
        if _is_river(body, strip, before, following):
            kept.append(strip)
    if not kept:
        return None
    return (left - 1.0, *((river.x0 + river.x1) / 2 for river in kept), right + 1.0)


def settle_edges(
    header: Sequence[Row], body: Sequence[Row], edges: Sequence[float]
) -> tuple[float, ...]:
    """The inner edges put where the header, too, leaves the rivers of the body open.

    A header that stands left over numbers that stand right reaches into the river before them.
    """
    settled = list(edges)
    for row in header:
        runs = row.narrow_runs
        if body and len(runs) == len(edges) - 2 and runs[0][0] >= _river_at(edges[1], body).x0:
            runs = [(edges[0], edges[0]), *runs]  # nothing over the first column
        if len(runs) != len(edges) - 1 or not body:
            continue
        for index, edge in enumerate(edges[1:-1], 1):
            river = _river_at(edge, body)
            x0, x1 = max(river.x0, runs[index - 1][1]), min(river.x1, runs[index][0])
            if x1 - x0 >= row.narrow * row.size:
                settled[index] = (x0 + x1) / 2
    return tuple(settled)


def _river_at(edge: float, rows: Sequence[Row]) -> River:
    """The white space around an edge, but for the lines whose words lie across it."""
    x0, x1 = float("-inf"), float("inf")
    for row in rows:
        if any(start < edge < end for start, end in row.narrow_runs):
            continue
        for unit in row.units:
            if unit.x1 <= edge:
                x0 = max(x0, unit.x1)
            else:
                x1 = min(x1, unit.x0)
    return River(x0, x1) if x0 > float("-inf") and x1 < float("inf") else River(edge, edge)


def _telling(rows: Sequence[Row]) -> Sequence[Row]:
    """The lines that tell the columns: those from the first line with figures on."""
    figured = [index for index, row in enumerate(rows) if _has_figures(row)]
    if len(figured) < _FIGURES or len(figured) < 0.4 * len(rows):
        return rows
    return rows[figured[0] :]


def _has_figures(row: Row) -> bool:
    return bool(row.gaps) and True in [unit.figure for unit in row.units[1:]]


def _is_river(rows: Sequence[Row], strip: River, before: float, following: float) -> bool:
    width = strip.x1 - strip.x0
    size = max(row.size for row in rows[-3:])
    if width >= 0.9 * WIDE * size:
        return _alignment(rows, strip.x1, following) >= _ALIGNED
    if width < max(row.narrow for row in rows) * size or _sides(rows, strip) < _FIGURES + 1:
        return False
    return max(_alignment(rows, strip.x1, following), _ends(rows, before, strip.x0)) >= _CLOSE


def _sides(rows: Sequence[Row], strip: River) -> int:
    """How many lines have words on both sides of a strip."""
    return sum(1 for row in rows if row.box.x0 < strip.x0 and row.box.x1 > strip.x1)


def _without_header_gaps(rows: Sequence[Row], strips: list[River]) -> list[River]:
    """The strips without those between a heading and the numbers of its own column.

    A heading at the left of a column whose numbers stand right has white space on both sides: what
    holds a heading alone, over a column without one, is part of that column.
    """
    index = 0
    while index + 1 < len(strips):
        held = [row for row in rows if _has_words(row, strips[index].x1, strips[index + 1].x0)]
        if len(held) <= max(1, len(rows) // 7) or _are_heads(held, rows, strips[index]):
            right = strips[index + 2].x0 if index + 2 < len(strips) else float("inf")
            left = strips[index - 1].x1 if index else float("-inf")
            if not any(_has_words(row, strips[index + 1].x1, right) for row in held):
                del strips[index + 1]
                continue
            if not any(_has_words(row, left, strips[index].x0) for row in held):
                del strips[index]
                continue
        index += 1
    return strips


def _are_heads(held: Sequence[Row], rows: Sequence[Row], strip: River) -> bool:
    """Whether lines are the first of a table, with no figure but years right of a strip."""
    if len(held) > _HEADS or any(a is not b for a, b in zip(held, rows, strict=False)):
        return False
    first = [next(unit for unit in row.units if unit.x0 >= strip.x1 - 1) for row in held]
    return not any(unit.figure and not is_year(text_of(unit.words)) for unit in first)


def _has_words(row: Row, x0: float, x1: float) -> bool:
    return any(x0 - 1 <= unit.x0 and unit.x1 <= x1 + 1 for unit in row.units)


def _open_strips(rows: Sequence[Row]) -> list[River]:
    """The strips between the first and the last word that no line crosses.

    A few of the lines with the longest runs of words may be left out, where that opens more
    strips: a group heading (those in the middle of the table first), a header over several columns.
    """
    left = min(row.box.x0 for row in rows)
    size = max(row.size for row in rows)
    lines = [row.narrow_runs for row in rows]
    runs = sorted(lines, key=lambda line: (_is_amid(line, left + size), _longest(line)))[::-1]
    most = max(int(_CROSSED * len(rows)), _headings(runs)) if len(rows) > 4 else 0
    best: list[River] = []
    most_wide = -1
    for left_out in range(most + 1):
        strips = _strips([run for line in runs[left_out:] for run in line])
        wide = sum(1 for strip in strips if strip.x1 - strip.x0 >= KEPT * size)
        if wide > most_wide:
            best, most_wide = strips, wide
    return best


def _headings(runs: Sequence[Sequence[tuple[float, float]]]) -> int:
    """How many of the longest lines are one run, up to a quarter of all lines."""
    count = 0
    while count < len(runs) // 4 and len(runs[count]) == 1:
        count += 1
    return count


def _is_amid(runs: Sequence[tuple[float, float]], left: float) -> bool:
    """Whether a line is one run that begins right of the first column: a heading in the middle."""
    return len(runs) == 1 and runs[0][0] > left


def _longest(runs: Sequence[tuple[float, float]]) -> float:
    return max([x1 - x0 for x0, x1 in runs])


def _strips(runs: Sequence[tuple[float, float]]) -> list[River]:
    """The strips that no run covers, inside the outer edges."""
    strips: list[River] = []
    end: float | None = None
    for x0, x1 in sorted(runs):
        if end is not None and x0 > end:
            strips.append(River(end, x0))
        end = x1 if end is None else max(end, x1)
    return strips


def _alignment(rows: Sequence[Row], x0: float, x1: float) -> float:
    """The share of the lines whose words between two rivers start, end or centre at one place."""
    starts, ends, points = [], [], []
    stand_ins = 0
    for row in rows:
        inside = [unit for unit in row.units if x0 - 1 <= unit.x0 and unit.x1 <= x1 + 1]
        if inside:
            starts.append(inside[0].x0)
            ends.append(inside[-1].x1)
            stand_ins += is_stand_in(text_of(inside[-1].words))
            if is_figure(text_of(inside[-1].words)):
                points.append(_point(inside[-1]))
    if len(starts) < 2:
        return 0.0
    middles = [(a + b) / 2 for a, b in zip(starts, ends, strict=True)]
    best = max(map(_share, (starts, ends, middles)))
    if best < _CLOSE and len(points) > _FIGURES:
        return max(best, _share(points) * len(points) / (len(starts) - stand_ins))
    return best


def _point(unit: Unit) -> float:
    """Where the decimal point of a figure stands, or would; digits are as wide as one another."""
    text = text_of(unit.words)
    widths = [0.5 if c in ".,- ()" else 1.0 for c in text]
    at = max(text.rfind("."), text.rfind(","))
    before = sum(widths[:at]) if at >= 0 else sum(widths)
    return unit.x0 + (unit.x1 - unit.x0) * before / sum(widths)


def _ends(rows: Sequence[Row], x0: float, x1: float) -> float:
    """The same for the ends alone of the words left of a river."""
    ends = []
    for row in rows:
        inside = [unit.x1 for unit in row.units if x0 - 1 <= unit.x0 and unit.x1 <= x1 + 1]
        if inside:
            ends.append(inside[-1])
    return _share(ends) if len(ends) > 1 else 0.0


def _share(values: Sequence[float]) -> float:
    """The largest share of the values that lie within one edge's width of another."""
    ordered = sorted(values)
    most, first = 0, 0
    for index, value in enumerate(ordered):
        while value - ordered[first] > _SAME_EDGE:
            first += 1
        most = max(most, index - first + 1)
    return most / len(ordered)
