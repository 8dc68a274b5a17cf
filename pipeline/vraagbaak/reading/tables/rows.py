"""The rows of a table without rules: which printed lines begin one, by what is printed.

The cells of a row begin at one height, a column has no gap inside a cell, and a word that would
have fitted on the line above was broken on purpose. In a table of figures every line with figures
is a row; a line with a label alone goes on, leads on or heads a group.
"""

from itertools import pairwise

from vraagbaak.reading.tables.figures import SIGNS, UNITS, is_figure, is_value, is_year, text_of
from vraagbaak.reading.tables.line_pairs import CONTINUES, LEADS_ON
from vraagbaak.reading.tables.line_sheet import Cells, Sheet

_APART = 0.25  # of the font size: this much more than the tightest space parts rows
_LOOSE = 1.35  # of the tightest distance between lines: more parts rows


def row_starts(sheet: Sheet) -> list[int]:
    """The indices of the lines that begin a row."""
    starts = _loose_starts(sheet)
    if starts:
        return starts
    starts = [0]
    for index in range(1, len(sheet.rows)):
        if _begins(sheet, index, starts[-1]):
            starts.append(index)
    return starts


def must_begin(sheet: Sheet, index: int, start: int) -> bool:
    """Whether the line at ``index`` cannot be of one row with the one at ``start``.

    It has a second number in a column, or numbers right below words, and a label of its own.
    """
    if _completes(sheet, index):
        return False
    if _has_second_number(sheet, index, start):
        return True
    line, above = sheet.cells[index], sheet.cells[index - 1]
    return (
        bool(line[0])
        and bool(above[0])
        and len(sheet.figured[index]) > 1
        and all(above[c] and not is_year(text_of(line[c])) for c in sheet.figured[index])
        and not sheet.goes_on(index)
    )


def _loose_starts(sheet: Sheet) -> list[int]:
    """The lines below more white space than stands inside the cells, where that tells all rows.

    It does where every block between is one row: each column without a gap, one figure at most.
    """
    size = sheet.rows[0].size
    free = [b.box.top - a.box.bottom for a, b in pairwise(sheet.rows)]
    usual = sorted(space for space in free if space > -0.1 * size)
    least = usual[len(usual) // 5] + _APART * size if usual else 0.0
    starts = [0, *(index for index, space in enumerate(free, 1) if space > least)]
    bounds = list(pairwise([*starts, len(sheet.rows)]))
    if len(starts) == 1 or all(end - start == 1 for start, end in bounds):
        return []
    return starts if all(_is_one_row(sheet, start, end) for start, end in bounds) else []


def _is_one_row(sheet: Sheet, start: int, end: int) -> bool:
    """Whether the lines of a block can be the cells of one row, whatever height they stand at."""
    if end - start == 1:
        return True
    full = [index for index in range(start, end) if all(sheet.cells[index])]
    columns = range(len(sheet.cells[0]))
    if not all(any(_wraps(sheet, index, start, c) for c in columns) for index in full[1:]):
        return False
    if not any(sheet.cells[index][0] for index in range(start, end)):
        return False
    for column in columns:
        held = [index for index in range(start, end) if sheet.cells[index][column]]
        if sum(1 for index in held if is_value(sheet.cells[index][column])) > 1:
            return False
        steps = [sheet.rows[b].box.top - sheet.rows[a].box.top for a, b in pairwise(held)]
        if any(step > _LOOSE * 1.2 * sheet.rows[start].size for step in steps):
            return False
    labels = [index for index in range(start + 1, end) if sheet.cells[index][0]]
    return all(_is_rest(sheet, index) for index in labels if sheet.cells[index - 1][0])


def _is_rest(sheet: Sheet, index: int) -> bool:
    """Whether the label on a line may be the rest of the one above, white space aside."""
    return (
        sheet.goes_on(index)
        or sheet.is_full(index, 0)
        or LEADS_ON.fullmatch(text_of(sheet.cells[index - 1][0])) is not None
    )


def _begins(sheet: Sheet, index: int, start: int) -> bool:
    """Whether the line at ``index`` begins a row, given that the row above began at ``start``."""
    line = sheet.cells[index]
    if sheet.is_beside(index) or _completes(sheet, index):
        return False
    if any(sheet.figured[start:index]) and sheet.is_beside(index + 1) and sheet.figured[index + 1]:
        return True
    if _has_second_number(sheet, index, start) or _resumes(sheet, index, start):
        return True
    if sheet.is_heading(index) or sheet.is_heading(index - 1):
        return True
    if sheet.is_of_figures:
        if sheet.figured[index]:
            return _begins_with_figures(sheet, index, start)
        if not any(line[1:]):
            return _begins_with_label(sheet, index, start)
    if _is_bold(sheet.cells[index - 1]) and not _is_bold(line):
        return True
    return _begins_with_words(sheet, index, start)


def _begins_with_figures(sheet: Sheet, index: int, start: int) -> bool:
    """A line with figures begins a row, but where the label above leads on to it."""
    if not sheet.cells[index][0]:
        return False
    if any(sheet.figured[start:index]):
        return True
    texts = any(any(line[1:]) for line in sheet.cells[start:index])
    if texts:
        return _begins_with_words(sheet, index, start)
    return not sheet.goes_on(index)


def _begins_with_label(sheet: Sheet, index: int, start: int) -> bool:
    """A label alone goes on from the line above, or else begins a row or heads a group."""
    if not sheet.goes_on(index):
        return True
    if not any(sheet.figured[start:index]):
        return False
    leads_on = index + 1 < len(sheet.rows) and sheet.goes_on(index + 1)
    return leads_on and sheet.labels_lead_on


def _begins_with_words(sheet: Sheet, index: int, start: int) -> bool:
    """Whether a line of words begins a row.

    A line in one column that goes on ("ism", lower case, a line that was full) belongs to the row
    above; one in most columns, of which few may go on, does not.
    """
    line = sheet.cells[index]
    filled = [c for c, words in enumerate(line) if words]
    if sheet.rows[index].box.top - sheet.rows[index - 1].box.top > _LOOSE * sheet.pitch:
        return len(filled) > 1 or bool(line[0])
    if line[0] and CONTINUES.match(text_of(line[0])):
        return False
    if len(filled) < 2 and not _row_is_single(sheet, index, start):
        # In one column, only a bold line that need not have been broken begins a row: a heading.
        bold = filled == [0] and _is_bold(line)
        return bold and not _wraps(sheet, index, start, 0)
    certain = [c for c in filled if _goes_on(sheet, index, start, c)]
    few = len(filled) > 2 and len(filled) == len(line) and len(certain) < 0.5 * len(filled)
    return bool(line[0]) and (not certain or few)


def _completes(sheet: Sheet, index: int) -> bool:
    """Whether a line is certainly the rest of the row above: units, numbers below their signs.

    So are words that stand nearer to it than rows do, in some of the columns of words.
    """
    if _is_of_units(sheet, index) or _completes_sign(sheet, index):
        return True
    if not sheet.is_of_figures or sheet.figured[index] or not sheet.is_nearer(index):
        return False
    return not all(words for c, words in enumerate(sheet.cells[index]) if c not in sheet.numeric)


def _is_of_units(sheet: Sheet, index: int) -> bool:
    """Whether a line has nothing but the units of the figures right above, which had no room."""
    both = zip(sheet.cells[index], sheet.cells[index - 1], strict=True)
    return all(
        not words or (text_of(words) in UNITS and above and text_of(above)[-1].isdigit())
        for words, above in both
    )


def _completes_sign(sheet: Sheet, index: int) -> bool:
    """Whether a line has a number below a sign that stands alone."""
    return any(
        text_of(above) in SIGNS and is_figure(text_of(words))
        for words, above in zip(sheet.cells[index], sheet.cells[index - 1], strict=True)
        if words and above
    )


def _has_second_number(sheet: Sheet, index: int, start: int) -> bool:
    """Whether a column of numbers gets a second one in this row."""
    for column, words in enumerate(sheet.cells[index]):
        if column and words and is_value(words):
            above = [sheet.cells[i][column] for i in range(start, index) if sheet.cells[i][column]]
            if above and all(is_value(other) for other in above):
                return True
    return False


def _resumes(sheet: Sheet, index: int, start: int) -> bool:
    """Whether a column gets words again after a line without: a cell's lines are not parted."""
    for column, words in enumerate(sheet.cells[index]):
        if words:
            above = [bool(sheet.cells[i][column]) for i in range(start, index)]
            if any(above) and not above[-1]:
                return True
    return False


def _is_bold(line: Cells) -> bool:
    return all(word.bold for words in line for word in words)


def _row_is_single(sheet: Sheet, index: int, start: int) -> bool:
    """Whether the row above is a line in the first column only, such as a group heading."""
    return all(not any(row[1:]) for row in sheet.cells[start:index])


def _goes_on(sheet: Sheet, index: int, start: int, column: int) -> bool:
    """Whether the words in a column are certainly the rest of those on the line above."""
    words, above = sheet.cells[index][column], sheet.cells[index - 1][column]
    if index - 1 < start or not above or column in sheet.small:
        return False
    text = text_of(words)
    if CONTINUES.match(text) and column and text[0].islower() and sheet.cells[index][0]:
        return sheet.is_full(index, column)  # beside a label, else it was not broken for room
    return CONTINUES.match(text) is not None or (
        sheet.is_full(index, column) and LEADS_ON.fullmatch(text_of(above)) is not None
    )


def _wraps(sheet: Sheet, index: int, start: int, column: int) -> bool:
    """Whether the words in a column may go on from the line above: the first did not fit there."""
    words, above = sheet.cells[index][column], sheet.cells[index - 1][column]
    if index - 1 < start or not above:
        return False
    if is_value(words) and column in sheet.numeric:
        return False  # numbers stand at the right, full or not
    if CONTINUES.match(text_of(words)):
        return True
    return sheet.is_full(index, column) and len(above) > 1
