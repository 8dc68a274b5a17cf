"""``vraagbaak changes``: what is other since a build, down to the cell, and what it comes from."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from vraagbaak.cli.options import dataset_option
from vraagbaak.cli.streams import print_json
from vraagbaak.dataset.changes.build_history import Run, read_history
from vraagbaak.dataset.changes.differences import Change
from vraagbaak.dataset.schema.builds import Cause, What

_WHATS = {
    What.ADDED: "nieuw",
    What.CHANGED: "gewijzigd",
    What.MOVED: "verplaatst",
    What.REMOVED: "verdwenen",
}
_CAUSES = {
    Cause.SOURCE: "bron",
    Cause.CODE: "programma",
    Cause.MODEL: "taalmodel",
    Cause.REVIEW: "nazicht",
}
_LONGEST = 80  # characters shown of a value


@click.command(
    "changes",
    epilog="""\b
Examples:
  vraagbaak changes                        what the last build changed
  vraagbaak changes --since 3              what all builds after build 3 changed
  vraagbaak changes --since 0 --format md > wijzigingen.md
""",
)
@dataset_option
@click.option("--since", type=int, metavar="BUILD", help="All builds after this one; 0 for all.")
@click.option(
    "--format",
    "style",
    type=click.Choice(["table", "json", "md"]),
    default="table",
    show_default=True,
    help="What to print.",
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
def changes_command(dataset: Path, since: int | None, style: str, as_json: bool) -> None:
    """Say what builds changed, down to the cell, and whether source, code, model or review did.

    What belongs to a question that is new or gone comes and goes with it. JSON and Markdown have
    every value whole.
    """
    from vraagbaak.runs.origin import opened_to_read

    with opened_to_read(dataset) as connection:
        runs = read_history(connection, since)
    if as_json or style == "json":
        print_json([_as_object(run) for run in runs])
        return
    show = _markdown if style == "md" else _table
    for line in (line for run in runs for line in show(run)):
        click.echo(line)


def _table(run: Run) -> Iterator[str]:
    yield _title(run)
    for change in run.changes:
        told = f"{_cut(change.old)} -> {_cut(change.new)}"
        if change.what is What.ADDED:
            told = _cut(change.new)
        elif change.what is What.REMOVED:
            told = _cut(change.old)
        column = f" {change.column}" if change.column else ""
        yield (
            f"  {_WHATS[change.what]:<10} {_CAUSES[change.cause]:<10} "
            f"{change.table}{column} {change.row_id}: {told}"
        )


def _markdown(run: Run) -> Iterator[str]:
    yield f"## {_title(run)}\n"
    if not run.changes:
        return
    yield "| wat | oorzaak | tabel | id | kolom | was | is |"
    yield "|---|---|---|---|---|---|---|"
    for change in run.changes:
        cells = (
            _WHATS[change.what],
            _CAUSES[change.cause],
            change.table,
            change.row_id,
            change.column or "",
            change.old or "",
            change.new or "",
        )
        yield f"| {' | '.join(map(_cell, cells))} |"
    yield ""


def _title(run: Run) -> str:
    return f"bouw {run.number}, {run.finished_at}, vraagbaak {run.version}: {_sum(run.changes)}"


def _sum(changes: Sequence[Change]) -> str:
    counts = Counter((change.what, change.cause) for change in changes)
    return (
        ", ".join(
            f"{counts[what, cause]} {_WHATS[what]} ({_CAUSES[cause]})"
            for what in What
            for cause in Cause
            if counts[what, cause]
        )
        or "geen wijzigingen"
    )


def _cut(text: str | None) -> str:
    if text is None:
        return "-"
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _cell(text: str) -> str:
    """A text that stays in its cell of a table, whatever a document says."""
    return " ".join(text.replace("\\", "\\\\").replace("|", "\\|").split())


def _as_object(run: Run) -> dict[str, object]:
    return {
        "run": run.number,
        "finished_at": run.finished_at,
        "version": run.version,
        "changes": [change._asdict() for change in run.changes],
    }
