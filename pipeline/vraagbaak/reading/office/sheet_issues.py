"""What of a sheet is not plain to see: hidden parts, formulas without a value."""

from collections.abc import Iterator, Sequence

from vraagbaak.reading.office.sheet_layout import SheetLayout, column_name
from vraagbaak.records import Issue

_MOST_NAMED = 5  # cells or ranges that an issue names


def find_issues(name: str, page: int, layout: SheetLayout, *, is_hidden: bool) -> Iterator[Issue]:
    """What a person who opens a sheet does not see, or we do not.

    Args:
        name: of the sheet.
        page: its number.
        layout: of the sheet.
        is_hidden: whether all of it is.
    """
    if is_hidden and layout.rows:
        yield Issue("hidden_sheet", f"blad {name} is verborgen, en toch gelezen", page)
    rows = _ranges(layout.hidden_rows, layout.rows)
    if rows:
        named = _named([_range(str(a + 1), str(b + 1)) for a, b in rows])
        yield Issue(
            "hidden_rows", f"blad {name} heeft verborgen rijen, toch gelezen: {named}", page
        )
    columns = _ranges(layout.hidden_columns, layout.columns)
    if columns:
        named = _named([_range(column_name(a), column_name(b)) for a, b in columns])
        yield Issue(
            "hidden_columns",
            f"blad {name} heeft verborgen kolommen, toch gelezen: {named}",
            page,
        )
    if layout.unfilled:
        named = _named(layout.unfilled)
        yield Issue(
            "formula_without_value",
            f"blad {name} heeft formules zonder berekende waarde: {named}; bewaar het"
            " bestand opnieuw in een rekenblad",
            page,
        )


def _ranges(ranges: Sequence[tuple[int, int]], count: int) -> list[tuple[int, int]]:
    """The ranges in order, those that touch as one, up to ``count``."""
    joined: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        last = min(last, count - 1)
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        elif first <= last:
            joined.append((first, last))
    return joined


def _range(first: str, last: str) -> str:
    return first if first == last else f"{first}-{last}"


def _named(names: Sequence[str]) -> str:
    """The first of the names, and how many more there are."""
    rest = len(names) - _MOST_NAMED
    return ", ".join(names[:_MOST_NAMED]) + (f" en {rest} andere" if rest > 0 else "")
