"""``vraagbaak review``: a queue of doubtful values, and what people say of them."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from vraagbaak.cli.options import dataset_option
from vraagbaak.cli.streams import print_json
from vraagbaak.dataset.reviews.file import NAME, read_rulings, write_rulings
from vraagbaak.dataset.reviews.judging import Statement, rule
from vraagbaak.dataset.reviews.queue import Queued, next_values, stale_rulings
from vraagbaak.dataset.reviews.ruling import STATE_NAMES, Ruling, Standing, Verdict

_STALE = {
    Standing.DOCUMENT_GONE: "het document is vervangen of verdwenen",
    Standing.WORDS_MOVED: "de woorden staan er niet meer",
    Standing.SEVERAL_FIT: "de woorden passen op verschillende waarden",
}
_WORDS = 300  # characters shown of what is printed

Command = Callable[..., None]

_file_option = click.option(
    "--reviews",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("corpus", NAME),
    show_default=True,
    help="File of rulings.",
)
_json_option = click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")


def _ruling_options(command: Command) -> Command:
    """The options of the three commands that rule."""
    options = (
        dataset_option,
        _file_option,
        click.option("--column", "columns", multiple=True, help="Column ruled on; repeat."),
        click.option(
            "--by", required=True, envvar="VRAAGBAAK_REVIEWER", help="Who says so.  [required]"
        ),
        _json_option,
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.group(
    "review",
    epilog="""\b
Examples:
  vraagbaak review next
  vraagbaak review accept 2020-2021/somers/311#projects/1 --by "An Peeters"
  vraagbaak review correct 2020-2021/somers/311#projects/1 12500 --by "An Peeters" --reason "..."
  vraagbaak review dispute 2020-2021/somers/311#sub_questions/1a --by "An Peeters" --reason "..."
  vraagbaak review list
  vraagbaak build                       applies the rulings
\b
One person makes a value "source read", a second who says the same "checked".
VRAAGBAAK_REVIEWER may hold your name.
""",
)
def review_command() -> None:
    """Look doubtful values up in their source and say whether they are right.

    Rulings are kept in a file beside the documents; every build applies them.
    """


@review_command.command("next")
@dataset_option
@click.option("--count", type=click.IntRange(min=1), default=5, show_default=True)
@click.option("--id", "beginning", default="", help="Only ids that begin so: a question's, say.")
@_json_option
def next_command(dataset: Path, count: int, beginning: str, as_json: bool) -> None:
    """Show the values to look at first: the most doubtful that nobody has ruled on."""
    from vraagbaak.runs.origin import opened_to_read

    with opened_to_read(dataset) as connection:
        found = next_values(connection, count, beginning)
    if as_json:
        print_json([_queued_object(one) for one in found])
        return
    for one in found:
        for line in _queued_lines(one):
            click.echo(line)
    if not found:
        click.echo("nothing is left to review", err=True)


@review_command.command("accept")
@click.argument("key", metavar="ID")
@_ruling_options
@click.option("--reason", default="", help="Why, where that is worth saying.")
def accept_command(key: str, by: str, reason: str, **options: Any) -> None:
    """Say that a value is what its source says."""
    _rule(key, Statement(Verdict.ACCEPT, by, _today(), reason), **options)


@review_command.command("correct")
@click.argument("key", metavar="ID")
@click.argument("value")
@_ruling_options
@click.option("--reason", required=True, help="Why.  [required]")
def correct_command(key: str, value: str, by: str, reason: str, **options: Any) -> None:
    """Say what a value is according to its source; "" where there is none."""
    _rule(key, Statement(Verdict.CORRECT, by, _today(), reason, value), **options)


@review_command.command("dispute")
@click.argument("key", metavar="ID")
@_ruling_options
@click.option("--reason", required=True, help="Why.  [required]")
def dispute_command(key: str, by: str, reason: str, **options: Any) -> None:
    """Say that a value cannot be relied on, whatever others say."""
    _rule(key, Statement(Verdict.DISPUTE, by, _today(), reason), **options)


@review_command.command("list")
@dataset_option
@_file_option
@click.option("--stale", "only_stale", is_flag=True, help="Only those that no longer count.")
@_json_option
def list_command(dataset: Path, reviews: Path, only_stale: bool, as_json: bool) -> None:
    """List the rulings, those first whose evidence has moved since.

    The file says what was ruled, the dataset whether it counts there: build it after a change.
    """
    from vraagbaak.runs.origin import opened_to_read

    with opened_to_read(dataset) as connection:
        stale = {(one.id, one.column, one.by): one.standing for one in stale_rulings(connection)}
    rulings = sorted(
        read_rulings(reviews), key=lambda ruling: (ruling.key not in stale, ruling.key)
    )
    if only_stale:
        rulings = [ruling for ruling in rulings if ruling.key in stale]
    if as_json:
        print_json([{**_as_object(one), "standing": stale.get(one.key)} for one in rulings])
        return
    for ruling in rulings:
        click.echo(_line(ruling, stale.get(ruling.key)))
    if not rulings:
        click.echo(f"no {'stale ' if only_stale else ''}ruling in {reviews}", err=True)


def _rule(
    key: str,
    statement: Statement,
    dataset: Path,
    reviews: Path,
    columns: Sequence[str],
    as_json: bool,
) -> None:
    from vraagbaak.runs.origin import opened_to_read

    said = statement._replace(
        by=" ".join(statement.by.split()), reason=" ".join(statement.reason.split())
    )
    with opened_to_read(dataset) as connection:
        rulings = rule(connection, key, columns, said)
    write_rulings(reviews, rulings)
    if as_json:
        print_json([_as_object(one) for one in rulings])
    for ruling in rulings:
        click.echo(_line(ruling), err=True)
    click.echo(f"written        {reviews}; `vraagbaak build` applies it", err=True)


def _today() -> dt.date:
    return dt.datetime.now(dt.UTC).date()


# ------------------------------------------------------------------ printing


def _queued_lines(one: Queued) -> Iterator[str]:
    yield f"{one.id}  ({STATE_NAMES[one.state]})"
    for name, value in one.values:
        yield f"  {name:<10} {value if value is not None else '-'}"
    words = one.words if len(one.words) <= _WORDS else f"{one.words[:_WORDS]}…"
    yield f"  gedrukt    {words or '-'}"
    yield f"  twijfel    {one.why}"
    yield f"  document   {one.document}" + (f", p. {one.place.page}" if one.place else "")


def _line(ruling: Ruling, standing: Standing | None = None) -> str:
    value = "" if ruling.verdict is Verdict.DISPUTE else f" {_shown(ruling.value)}"
    was = f" (gelezen: {_shown(ruling.extracted)})" if ruling.value != ruling.extracted else ""
    reason = f": {ruling.reason}" if ruling.reason else ""
    stale = f"  VERVALLEN: {_STALE[standing]}" if standing else ""
    return (
        f"{ruling.id} {ruling.column} {ruling.verdict}{value}{was}, {ruling.by}, "
        f"{ruling.on:%d/%m/%Y}{reason}{stale}"
    )


def _shown(value: str | None) -> str:
    return "-" if value is None else value


def _queued_object(one: Queued) -> dict[str, object]:
    return {
        **one._asdict(),
        "values": dict(one.values),
        "place": one.place._asdict() if one.place else None,
    }


def _as_object(ruling: Ruling) -> dict[str, object]:
    return {
        "id": ruling.id,
        "column": ruling.column,
        "verdict": ruling.verdict,
        "value": ruling.value,
        "extracted": ruling.extracted,
        "evidence": ruling.evidence.hash,
        "by": ruling.by,
        "date": ruling.on.isoformat(),
        "reason": ruling.reason,
    }
