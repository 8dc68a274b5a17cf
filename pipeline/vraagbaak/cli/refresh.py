"""``vraagbaak refresh``: a corpus and its dataset brought up to date."""

import datetime as dt
from pathlib import Path
from typing import Any

import click

from vraagbaak.cli.build import progress_bar
from vraagbaak.cli.options import (
    corpus_option,
    limit_options,
    limits_of,
    model_option,
    output_option,
    workers_option,
)
from vraagbaak.cli.sources import Wanted, source_of, source_options
from vraagbaak.cli.streams import print_json
from vraagbaak.runs.build import usual_engine
from vraagbaak.runs.contact import Terms
from vraagbaak.runs.refresh import refresh
from vraagbaak.runs.report import Report
from vraagbaak.source.loose import BRUSSELS

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command(
    "refresh",
    epilog="""\b
Examples:
  vraagbaak refresh                          what is new at the parliament
  vraagbaak refresh --since 2024-09-23       a first fill, over several nights:
  vraagbaak refresh --since 2024-09-23 --hours 22:00-06:00
  vraagbaak refresh --dry-run                only say what is new
  vraagbaak refresh --source folder:vragen   a folder that people fill
\b
What happened stands in run.json and run.md beside the dataset.
Exit codes: 3 some documents could not be had or read, 4 the release is held
back, 5 the source could not be reached or gives nothing, 6 the dataset does
not hold, 75 another run is at work.
""",
)
@click.option(
    "--since",
    type=_DAY,
    metavar="DATE",
    help="First day of publication.  [default: 45 days overlap]",
)
@click.option(
    "--until", type=_DAY, metavar="DATE", help="Last day of publication.  [default: today]"
)
@click.option("--limit", type=click.IntRange(min=0), help="Questions to look at, at most.")
@click.option("--dry-run", "is_dry_run", is_flag=True, help="Only say what is new; write nothing.")
@click.option("--retry", is_flag=True, help="Try at once what failed before and waits.")
@click.option(
    "--believe-losses", is_flag=True, help="Take a list that has shrunk: its questions are gone."
)
@corpus_option
@output_option
@source_options
@workers_option
@model_option
@limit_options
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON to stdout.")
def refresh_command(
    since: dt.datetime | None,
    until: dt.datetime | None,
    limit: int | None,
    is_dry_run: bool,
    retry: bool,
    believe_losses: bool,
    corpus: Path,
    output: Path,
    workers: int | None,
    model: str | None,
    seconds: float,
    megabytes: int,
    as_json: bool,
    **options: Any,
) -> None:
    """Bring a corpus and its dataset up to date.

    Finds what is new at the source, fetches it, reads it and publishes a new release of the
    dataset, or holds it back. Stopped at any point, the next run goes on; with nothing new,
    nothing is fetched or read. What fails is tried again by later runs.
    """
    terms = Terms(
        since=since.date() if since else None,
        until=until.date() if until else None,
        limit=limit,
        retry=retry,
        believe_losses=believe_losses,
    )
    engine = usual_engine(workers, limits_of(seconds, megabytes), model)
    source = source_of(Wanted(**options), _now)
    with progress_bar() as progress:
        report = refresh(
            corpus,
            output,
            source,
            engine,
            _now,
            terms=terms,
            is_dry_run=is_dry_run,
            progress=progress,
        )
    _print(report)
    if as_json:
        print_json(report.to_object())
    click.get_current_context().exit(report.exit_code)


def _now() -> dt.datetime:
    return dt.datetime.now(BRUSSELS)


def _print(report: Report) -> None:
    """The report for a person."""
    for said in (*report.alarms, report.held, report.invalid, report.ended_by):
        if said:
            click.echo(f"vraagbaak: {said}", err=True)
    for days in report.unlisted:
        click.echo(f"not listed: {days.first_day} to {days.last_day}: {days.message}", err=True)
    if report.unlisted:
        click.echo("vraagbaak: not all days were listed; the next run lists them again", err=True)
    for one in report.failures:
        file = f", file {one.number}" if one.number else ""
        click.echo(f"not fetched: {one.source_id}{file}: {one.message} ({one.code})", err=True)
    for unread in report.unread:
        click.echo(f"not read: {unread.path}: {unread.message} ({unread.code})", err=True)
    lines = {
        "published": f"{report.since} to {report.until}: {report.hits} hits, "
        f"{report.requests} requests",
        "questions": f"{report.new} new, {report.changed} changed, {report.withdrawn} withdrawn",
        "files": f"{report.fetched} fetched, {report.contents} with something new",
        "waiting": f"{report.waiting_questions} questions, {report.waiting_files} files",
        "dataset": f"{report.documents} documents, {report.documents_read} read"
        if report.documents is not None
        else "not made",
    }
    for name, said in lines.items():
        click.echo(f"{name:<14} {said}", err=True)
