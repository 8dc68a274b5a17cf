"""The command that makes a dataset of a folder, and what it says when it is done."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from vraagbaak.cli.options import (
    limit_options,
    limits_of,
    model_option,
    output_option,
    workers_option,
)
from vraagbaak.cli.streams import is_terminal, print_json
from vraagbaak.dataset.checks.coverage import DEFAULT_MAX_DROP
from vraagbaak.errors import UnreadableDocument
from vraagbaak.runs.build import Progress, Summary, build, usual_engine


@click.command(
    "build",
    epilog="""\b
Examples:
  vraagbaak build                            the samples in corpus/ become output/
  vraagbaak build vragen --out dataset       every PDF below vragen/
  vraagbaak build vragen --out dataset --retry --json > samenvatting.json
""",
)
@click.argument("corpus", type=click.Path(path_type=Path), default=Path("corpus"))
@output_option
@workers_option
@model_option
@limit_options
@click.option("--retry", is_flag=True, help="Read the documents that failed before once more.")
@click.option(
    "--max-drop",
    type=click.FloatRange(0, 1),
    default=DEFAULT_MAX_DROP,
    show_default=True,
    help="Share of documents, rows or filled columns that may be lost; more holds it back.",
)
@click.option("--accept-drop", is_flag=True, help="Publish whatever is lost.")
@click.option(
    "--reviews",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="File of rulings to apply.  [default: reviews.yaml in CORPUS]",
)
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON to stdout.")
@click.pass_context
def build_command(
    ctx: click.Context,
    corpus: Path,
    output: Path,
    workers: int | None,
    model: str | None,
    seconds: float,
    megabytes: int,
    retry: bool,
    max_drop: float,
    accept_drop: bool,
    reviews: Path | None,
    as_json: bool,
) -> None:
    """Make a dataset of a folder of PDFs.

    Reads every PDF below CORPUS (default: corpus/) and the annexes beside them, files with
    "bijlage" in their name. Writes the dataset as SQLite, CSV and Parquet to the output folder.
    Documents that did not change since the last build are not read again; those that are gone
    leave the dataset. Where much is lost against the last release that one stays, with exit code
    4: look at what is named, then add --accept-drop.
    """
    engine = usual_engine(workers, limits_of(seconds, megabytes), model)
    with progress_bar() as progress:
        summary = build(
            corpus,
            output,
            engine,
            retry=retry,
            progress=progress,
            reviews=reviews,
            max_drop=1.0 if accept_drop else max_drop,
        )
    for line in _lines(summary):
        click.echo(line, err=True)
    if as_json:
        print_json(_as_object(summary))
    if summary.figures.unread:
        ctx.exit(UnreadableDocument.exit_code)


@contextmanager
def progress_bar() -> Iterator[Progress | None]:
    """A bar on the terminal; none where messages go to a file."""
    if not is_terminal(sys.stderr):
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _lines(summary: Summary) -> Iterator[str]:
    """The summary for a person."""
    tally, figures = summary.tally, summary.figures
    for one in figures.unread:
        reason = one.message.removeprefix(f"{Path(one.path).name}: ")
        yield f"not read: {one.path}: {reason} ({one.code})"
    yield (
        f"documents      {figures.documents}: {tally.read} read, {tally.unchanged} unchanged, "
        f"{tally.failed} failed" + (f"; {tally.removed} removed" if tally.removed else "")
    )
    statuses = ", ".join(f"{count} {status}" for status, count in figures.statuses if count)
    yield f"questions      {figures.questions}"
    yield f"sub-questions  {figures.sub_questions}" + (f": {statuses}" if statuses else "")
    yield f"projects       {figures.projects}"
    yield f"amounts        {figures.amounts}"
    warnings = ", ".join(f"{count} {code}" for code, count in figures.warnings)
    yield f"warnings       {warnings or 'none'}"
    if figures.reviews:
        stale = f", {figures.stale_reviews} stale: `vraagbaak review list --stale` says why"
        yield f"reviews        {figures.reviews}{stale if figures.stale_reviews else ''}"
    yield f"seconds        {summary.seconds:.1f}"
    yield f"dataset        {', '.join(map(str, summary.files))}"


def _as_object(summary: Summary) -> dict[str, object]:
    """The summary for a program."""
    tally, figures = summary.tally, summary.figures
    statuses = dict(figures.statuses)
    return {
        "documents": figures.documents,
        "read": tally.read,
        "unchanged": tally.unchanged,
        "failed": tally.failed,
        "removed": tally.removed,
        "unread": [one._asdict() for one in figures.unread],
        "questions": figures.questions,
        "sub_questions": figures.sub_questions,
        "sub_questions_answered": statuses["answered"],
        "statuses": statuses,
        "answers": figures.answers,
        "tables": figures.tables,
        "projects": figures.projects,
        "municipalities": figures.municipalities,
        "amounts": figures.amounts,
        "references": figures.references,
        "warnings": dict(figures.warnings),
        "reviews": figures.reviews,
        "stale_reviews": figures.stale_reviews,
        "seconds": round(summary.seconds, 3),
        "files": [str(path) for path in summary.files],
    }
