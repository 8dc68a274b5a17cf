"""The list of projects on a terminal: its rows, its sums, and what the sums do not say."""

import datetime as dt
import sys
from collections.abc import Iterator

from rich import box
from rich.table import Table as Grid
from rich.text import Text

from vraagbaak.cli.console import open_console
from vraagbaak.cli.streams import is_terminal
from vraagbaak.dataset.formats.dutch import dutch_euro
from vraagbaak.dataset.formats.project_sheets import KIND_NAMES
from vraagbaak.dataset.projects.project_list import KINDS, Listed, ProjectList, Sum
from vraagbaak.dataset.reviews.ruling import State

_SUMMED = 12  # municipalities with sums of their own
_WIDE = 160  # columns of text where the output is no terminal


def show(found: ProjectList) -> None:
    """Print a row a project, with a column for each kind of amount that there is."""
    console = open_console(None if is_terminal(sys.stdout) else _WIDE)
    grid = Grid(box=box.SIMPLE)
    kinds = [kind for kind in KINDS if any(kind in row.amounts for row in found.rows)]
    # On a narrow terminal a word or a number goes on on the next line: nothing is cut.
    for heading in ("Gemeente", "Vraag", "Project"):
        grid.add_column(heading, overflow="fold")
    for kind in kinds:
        name = KIND_NAMES[kind].replace("_", " ").capitalize()
        grid.add_column(name, justify="right", overflow="fold")
    grid.add_column("Bron", overflow="fold")
    for row in found.rows:
        amounts = (_amount(row, kind) for kind in kinds)
        grid.add_row(
            *map(Text, (_who(row), _day(row.asked_on), _what(row), *amounts, _source(row)))
        )
    console.print(grid)


def _amount(row: Listed, kind: str) -> str:
    """The amount of a kind and, where a review corrected it, what the program had found."""
    amount = dutch_euro(row.amounts[kind]) if kind in row.amounts else ""
    if kind not in row.extracted:
        return amount
    found = row.extracted[kind]
    return f"{amount or '-'} (gelezen: {'-' if found is None else dutch_euro(found)})"


def _who(row: Listed) -> str:
    if row.municipality:
        return row.municipality
    return "(privépersoon)" if row.is_private else row.beneficiary


def _what(row: Listed) -> str:
    """The title with the status, and a sign where other answers have it, or people dispute it."""
    marks = [row.status] if row.status else []
    if row.review == State.DISPUTED:
        marks.append("betwist")
    if row.group:
        marks.append("ook elders")
    return f"{row.title} ({'; '.join(marks)})" if marks else row.title


def _source(row: Listed) -> str:
    return f"{row.document}, p. {row.page}" if row.page else row.document


def sum_lines(found: ProjectList) -> Iterator[str]:
    """The sums, a line each; those of many municipalities are left to the other formats."""
    yield f"{'projecten':<14} {len(found.rows)}"
    names = {one.municipality for one in found.sums} - {None}
    if len(names) > _SUMMED:
        yield f"{'gemeenten':<14} {len(names)}, elk met haar sommen in --format xlsx of json"
    for one in found.sums:
        if one.municipality is None or len(names) <= _SUMMED:
            name = KIND_NAMES[one.kind].replace("_", " ")
            yield f"{name:<14} {_where(one)}{dutch_euro(one.amount)} euro, {_sum_of(one)}"


def _where(one: Sum) -> str:
    return "" if one.municipality is None else f"{one.municipality or 'geen gemeente'}: "


def _sum_of(one: Sum) -> str:
    rows = "1 rij" if one.rows == 1 else f"{one.rows} rijen"
    if not one.repeated:
        return rows
    return f"{rows}; {one.repeated} dubbel, elk project één keer: {dutch_euro(one.once)} euro"


def remarks_on(found: ProjectList, kind: str | None) -> Iterator[str]:
    """What the sums do not say, a line each."""
    uncounted = sum(bool(row.uncounted) for row in found.rows)
    repeated = any(one.repeated for one in found.sums)
    remarks = (
        (found.without_amount, "zonder bedrag dat telt: in geen som"),
        (found.left_out, f"zonder bedrag van de soort {kind}: niet in de lijst"),
        (uncounted, "met bedragen die niet zijn opgeteld (delen van een totaal, of onzeker)"),
        (repeated, "op meer dan één plaats: de eerste som telt ze dubbel, de tweede één keer"),
        (found.as_partner, "waarin de gemeente alleen partner is: niet in de lijst"),
        (found.former, "van voor of na een fusie: niet in de lijst, wel met --current-boundaries"),
    )
    if found.doubtful:
        yield (
            f"{found.doubtful} keer is twijfelachtig of twee rijen één project zijn: ze tellen als "
            "twee (zie project_links)"
        )
    for count, words in remarks:
        if count:
            number = "" if count is True else f"{count} "
            yield f"{number}{'project' if count == 1 and number else 'projecten'} {words}"


def _day(day: dt.date | None) -> str:
    return day.strftime("%d/%m/%Y") if day else "?"
