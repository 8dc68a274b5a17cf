"""``vraagbaak projects``: what municipalities got, as one table that can be added up."""

import datetime as dt
import json
import re
import sys
from calendar import monthrange
from collections.abc import Iterator
from pathlib import Path

import click

from vraagbaak.cli.dataset import dataset_option
from vraagbaak.dataset.project_list import KINDS, Listed, ProjectList, Sum, Wanted
from vraagbaak.errors import WrongUsage

_PERIOD = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_DATES = "give 2019, 2019-06 or 2019-06-03"
_NAMED = 4  # municipalities in the title of a chart
_SUMMED = 12  # municipalities with sums of their own on the terminal
_WIDE = 160  # columns of text where the output is no terminal


def _first_day(ctx: click.Context, param: click.Parameter, value: str | None) -> dt.date | None:
    """The day, or the first one of the month or year."""
    if value is None:
        return None
    year, month, day = _period(value, param)
    return _date(value, param, year, month or 1, day or 1)


def _last_day(ctx: click.Context, param: click.Parameter, value: str | None) -> dt.date | None:
    """The day, or the last one of the month or year."""
    if value is None:
        return None
    year, month, day = _period(value, param)
    first = _date(value, param, year, month or 12, 1)
    return _date(value, param, year, first.month, day or monthrange(year, first.month)[1])


def _period(value: str, param: click.Parameter) -> tuple[int, int | None, int | None]:
    found = _PERIOD.fullmatch(value)
    if found is None:
        raise click.BadParameter(f"{value} is no date; {_DATES}", param=param)
    year, month, day = (int(part) if part else None for part in found.groups())
    return year or 0, month, day


def _date(value: str, param: click.Parameter, year: int, month: int, day: int) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError as error:
        raise click.BadParameter(f"there is no {value}; {_DATES}", param=param) from error


@click.command(
    "projects",
    epilog="""\b
Examples:
  vraagbaak projects --municipality Gent --since 2019
  vraagbaak projects --municipality 12041 --current-boundaries --kind granted
  vraagbaak projects --municipality Gent --municipality Lede --plot projecten.svg
  vraagbaak projects --format xlsx --out projecten.xlsx
\b
Kinds of amounts are never added up together. A project that is in several answers
is said to be: the second sum counts it once.
""",
)
@click.option(
    "--municipality",
    "names",
    multiple=True,
    metavar="NAME|NIS",
    help="Only its projects; repeat.  [default: all]",
)
@click.option(
    "--since",
    callback=_first_day,
    metavar="DATE",
    help="Questions from this year, month or day on (2019, 2019-06, 2019-06-03).",
)
@click.option(
    "--until",
    callback=_last_day,
    metavar="DATE",
    help="Questions until the end of this year, month or day.",
)
@click.option(
    "--kind",
    type=click.Choice([kind for kind in KINDS if kind]),
    help="Only projects with an amount of this kind.",
)
@click.option(
    "--current-boundaries",
    is_flag=True,
    help="Count former municipalities with what they are part of today.",
)
@click.option(
    "--format",
    "style",
    type=click.Choice(["table", "csv", "xlsx", "json"]),
    default="table",
    show_default=True,
    help="How to write it; csv is for a Belgian Excel.",
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write to a file in place of stdout.",
)
@click.option(
    "--plot",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.svg|png",
    help="Draw the amounts by year and municipality as well.",
)
@dataset_option
def projects_command(
    names: tuple[str, ...],
    since: dt.date | None,
    until: dt.date | None,
    kind: str | None,
    current_boundaries: bool,
    style: str,
    as_json: bool,
    out: Path | None,
    plot: Path | None,
    dataset: Path,
) -> None:
    """List what municipalities got, with sums, their doubts and a chart.

    Each row names its document and page. Dates are those of the questions: when a grant was given
    is seldom printed.
    """
    style = "json" if as_json else style
    if plot is not None and plot.suffix.lower() not in (".svg", ".png"):
        raise WrongUsage(f"{plot} is no picture that can be drawn: name a file .svg or .png")
    if style == "xlsx" and out is None and sys.stdout.isatty():
        raise WrongUsage("a workbook is no text for a terminal; name a file with --out")
    found, remarks = _find(
        names, Wanted(frozenset(), since, until, kind, current_boundaries), dataset
    )
    remarks += list(_remarks(found, kind))
    _write(found, remarks, style, out)
    if plot is not None:
        _plot(found, current_boundaries, plot)


def _find(names: tuple[str, ...], wanted: Wanted, dataset: Path) -> tuple[ProjectList, list[str]]:
    from vraagbaak.dataset.chosen_municipalities import choose_municipalities
    from vraagbaak.dataset.project_list import list_projects
    from vraagbaak.runs.origin import opened_to_read
    from vraagbaak.vocabulary.municipalities import load_gazetteer

    gazetteer = load_gazetteer()
    chosen = choose_municipalities(names, gazetteer)
    with opened_to_read(dataset) as connection:
        found = list_projects(connection, wanted._replace(codes=chosen.codes), gazetteer)
    return found, list(chosen.remarks)


def _write(found: ProjectList, remarks: list[str], style: str, out: Path | None) -> None:
    from vraagbaak.dataset.formats.project_sheets import projects_as_csv, projects_as_workbook

    if style == "table" and out is None:
        _show(found)
        data = b""
    elif style == "table":
        raise WrongUsage(
            "a table is for the terminal; choose --format csv, xlsx or json for a file"
        )
    elif style == "json":
        data = (json.dumps(_as_object(found, remarks), ensure_ascii=False) + "\n").encode()
    else:
        data = projects_as_csv(found) if style == "csv" else projects_as_workbook(found)
    if out is not None:
        from vraagbaak.runs.writing import write_whole

        write_whole(out, data)
        click.echo(f"written        {out}", err=True)
    elif data:
        click.echo(data, nl=False)
    for line in (*_sum_lines(found), *(f"! {remark}" for remark in remarks)):
        click.echo(line, err=style != "table")


def _plot(found: ProjectList, current_boundaries: bool, path: Path) -> None:
    from vraagbaak.dataset.charts import draw_amounts
    from vraagbaak.runs.writing import write_whole

    names = list(dict.fromkeys(row.municipality for row in found.rows if row.municipality))
    title = f"Projecten van {', '.join(names)}" if 0 < len(names) <= _NAMED else "Projecten"
    title += " (grenzen van vandaag)" if current_boundaries else ""
    write_whole(path, draw_amounts(found, title, path.suffix.lower()[1:]))
    click.echo(f"written        {path}", err=True)


# ------------------------------------------------------------------ for a person


def _show(found: ProjectList) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table as Grid
    from rich.text import Text

    from vraagbaak.dataset.formats.project_sheets import KIND_NAMES

    console = Console(highlight=False, width=None if sys.stdout.isatty() else _WIDE)
    grid = Grid(box=box.SIMPLE)
    kinds = [kind for kind in KINDS if any(kind in row.amounts for row in found.rows)]
    for heading in ("Gemeente", "Vraag", "Project"):
        grid.add_column(heading)
    for kind in kinds:
        grid.add_column(KIND_NAMES[kind].replace("_", " ").capitalize(), justify="right")
    grid.add_column("Bron", overflow="fold")
    for row in found.rows:
        amounts = (_euro(row.amounts[kind]) if kind in row.amounts else "" for kind in kinds)
        grid.add_row(
            *map(Text, (_who(row), _day(row.asked_on), _what(row), *amounts, _source(row)))
        )
    console.print(grid)


def _who(row: Listed) -> str:
    if row.municipality:
        return row.municipality
    return "(privépersoon)" if row.is_private else row.beneficiary


def _what(row: Listed) -> str:
    """The title with the status, and a sign where other answers have it too."""
    marks = [row.status] if row.status else []
    if row.group:
        marks.append("ook in een ander antwoord")
    return f"{row.title} ({'; '.join(marks)})" if marks else row.title


def _source(row: Listed) -> str:
    return f"{row.document}, p. {row.page}" if row.page else row.document


def _sum_lines(found: ProjectList) -> Iterator[str]:
    from vraagbaak.dataset.formats.project_sheets import KIND_NAMES

    yield f"{'projecten':<14} {len(found.rows)}"
    names = {one.municipality for one in found.sums} - {None}
    if len(names) > _SUMMED:
        yield f"{'gemeenten':<14} {len(names)}, elk met haar sommen in --format xlsx of json"
    for one in found.sums:
        if one.municipality is None or len(names) <= _SUMMED:
            name = KIND_NAMES[one.kind].replace("_", " ")
            yield f"{name:<14} {_where(one)}{_euro(one.amount)} euro, {_sum_of(one)}"


def _where(one: Sum) -> str:
    return "" if one.municipality is None else f"{one.municipality or 'geen gemeente'}: "


def _sum_of(one: Sum) -> str:
    rows = "1 rij" if one.rows == 1 else f"{one.rows} rijen"
    if not one.repeated:
        return rows
    return f"{rows}; {one.repeated} dubbel, elk project één keer: {_euro(one.once)} euro"


def _remarks(found: ProjectList, kind: str | None) -> Iterator[str]:
    """What the sums do not say, a line each."""
    uncounted = sum(bool(row.uncounted) for row in found.rows)
    repeated = any(one.repeated for one in found.sums)
    remarks = (
        (found.without_amount, "zonder bedrag dat telt: in geen som"),
        (found.left_out, f"zonder bedrag van de soort {kind}: niet in de lijst"),
        (uncounted, "met bedragen die niet zijn opgeteld (delen van een totaal, of onzeker)"),
        (repeated, "in meer dan één antwoord: de eerste som telt ze dubbel, de tweede één keer"),
        (found.as_partner, "waarin de gemeente alleen partner is: niet in de lijst"),
        (found.former, "van voor of na een fusie: niet in de lijst, wel met --current-boundaries"),
    )
    for count, words in remarks:
        if count:
            number = "" if count is True else f"{count} "
            yield f"{number}{'project' if count == 1 and number else 'projecten'} {words}"


def _euro(amount: object) -> str:
    """An amount as the Dutch write it.

    >>> from decimal import Decimal
    >>> _euro(Decimal("1234567.50"))
    '1.234.567,50'
    """
    return f"{amount:,.2f}".translate(str.maketrans(",.", ".,"))


def _day(day: dt.date | None) -> str:
    return day.strftime("%d/%m/%Y") if day else "?"


# ------------------------------------------------------------------ for a program


def _as_object(found: ProjectList, remarks: list[str]) -> dict[str, object]:
    return {
        "projects": [
            {
                **row._asdict(),
                "amounts": {kind or "unknown": f"{euro:f}" for kind, euro in row.amounts.items()},
                "asked_on": row.asked_on.isoformat() if row.asked_on else None,
                "municipality": row.municipality or None,
            }
            for row in found.rows
        ],
        "sums": [
            {
                **one._asdict(),
                "kind": one.kind or "unknown",
                "amount": f"{one.amount:f}",
                "once": f"{one.once:f}",
            }
            for one in found.sums
        ],
        "without_amount": found.without_amount,
        "left_out": found.left_out,
        "as_partner": found.as_partner,
        "former": found.former,
        "remarks": remarks,
    }
