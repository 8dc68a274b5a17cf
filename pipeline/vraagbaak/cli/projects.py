"""``vraagbaak projects``: what municipalities got, as one table that can be added up."""

import datetime as dt
import sys
from pathlib import Path

import click

from vraagbaak.cli.options import dataset_option
from vraagbaak.cli.periods import first_day, last_day
from vraagbaak.cli.project_table import remarks_on, show, sum_lines
from vraagbaak.cli.streams import is_terminal, to_line
from vraagbaak.dataset.projects.project_list import KINDS, ProjectList, Wanted
from vraagbaak.errors import WrongUsage

_NAMED = 4  # municipalities in the title of a chart


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
    callback=first_day,
    metavar="DATE",
    help="Questions from this year, month or day on (2019, 2019-06, 2019-06-03).",
)
@click.option(
    "--until",
    callback=last_day,
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
    if style == "xlsx" and out is None and is_terminal(sys.stdout):
        raise WrongUsage("a workbook is no text for a terminal; name a file with --out")
    found, remarks = _find(
        names, Wanted(frozenset(), since, until, kind, current_boundaries), dataset
    )
    remarks += list(remarks_on(found, kind))
    _write(found, remarks, style, out)
    if plot is not None:
        _plot(found, current_boundaries, plot)


def _find(names: tuple[str, ...], wanted: Wanted, dataset: Path) -> tuple[ProjectList, list[str]]:
    from vraagbaak.dataset.projects.chosen_municipalities import choose_municipalities
    from vraagbaak.dataset.projects.project_list import list_projects
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
        show(found)
        data = b""
    elif style == "table":
        raise WrongUsage(
            "a table is for the terminal; choose --format csv, xlsx or json for a file"
        )
    elif style == "json":
        data = to_line(_as_object(found, remarks))
    else:
        data = projects_as_csv(found) if style == "csv" else projects_as_workbook(found)
    if out is not None:
        from vraagbaak.runs.writing import write_whole

        write_whole(out, data)
        click.echo(f"written        {out}", err=True)
    elif data:
        click.echo(data, nl=False)
    for line in (*sum_lines(found), *(f"! {remark}" for remark in remarks)):
        click.echo(line, err=style != "table")


def _plot(found: ProjectList, current_boundaries: bool, path: Path) -> None:
    from vraagbaak.dataset.projects.charts import draw_amounts
    from vraagbaak.runs.writing import write_whole

    names = list(dict.fromkeys(row.municipality for row in found.rows if row.municipality))
    title = f"Projecten van {', '.join(names)}" if 0 < len(names) <= _NAMED else "Projecten"
    title += " (grenzen van vandaag)" if current_boundaries else ""
    write_whole(path, draw_amounts(found, title, path.suffix.lower()[1:]))
    click.echo(f"written        {path}", err=True)


def _as_object(found: ProjectList, remarks: list[str]) -> dict[str, object]:
    return {
        "projects": [
            {
                **row._asdict(),
                "amounts": {kind or "unknown": f"{euro:f}" for kind, euro in row.amounts.items()},
                "extracted": {
                    kind or "unknown": None if euro is None else f"{euro:f}"
                    for kind, euro in row.extracted.items()
                },
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
        "doubtful": found.doubtful,
        "without_amount": found.without_amount,
        "left_out": found.left_out,
        "as_partner": found.as_partner,
        "former": found.former,
        "remarks": remarks,
    }
