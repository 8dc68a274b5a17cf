"""``vraagbaak status``: how a corpus stands, by exit code too."""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import click

from vraagbaak.cli.options import corpus_option
from vraagbaak.cli.streams import print_json
from vraagbaak.errors import WrongUsage
from vraagbaak.runs.status import Status, read_status
from vraagbaak.source.loose import BRUSSELS

_AGE = re.compile(r"(\d+)\s*([hd])")


@click.command(
    "status",
    epilog="""\b
Examples:
  vraagbaak status                      the corpus in corpus/
  vraagbaak status --max-age 36h        for a monitor: exit code 5 where it is older
  vraagbaak status --json
\b
Exit codes: 3 documents could not be had or read, 4 a release is held back,
5 too old, or the source gave nothing, 6 the dataset did not hold.
""",
)
@corpus_option
@click.option(
    "--max-age",
    metavar="AGE",
    help="How old the last complete run may be: 36h, 2d.  [default: any]",
)
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def status_command(corpus: Path, max_age: str | None, as_json: bool) -> None:
    """Say how fresh a corpus is, what failed and what is held back."""
    status = read_status(corpus, dt.datetime.now(BRUSSELS), _parse_age(max_age))
    if as_json:
        print_json(status.to_object())
    else:
        for line in _lines(status):
            click.echo(line)
    click.get_current_context().exit(status.exit_code)


def _lines(status: Status) -> Iterator[str]:
    """The state for a person."""
    age = f"{status.age} hours ago" if status.age is not None else "never"
    yield f"fresh          {age}{', which is too old' if status.is_stale else ''}"
    for last in status.last:
        yield (
            f"last run       {last.finished_at} from {last.source}: {last.new} new, "
            f"exit code {last.exit_code}"
        )
        for said in (*last.alarms, *(one.message for one in last.unlisted), last.ended_by):
            if said:
                yield f"               {said}"
        for name, reason in (("held back", last.held), ("not valid", last.invalid)):
            if reason:
                yield f"{name:<14} {reason}"
    yield f"questions      {status.questions}, {status.withdrawn} of them withdrawn"
    yield f"files          {status.files}"
    yield f"waiting        {status.waiting_questions} questions, {status.waiting_files} files"
    for one in status.failures:
        file = f", file {one.number}" if one.number else ""
        yield (
            f"not fetched    {one.source_id}{file}: {one.message} ({one.code}); "
            f"tries so far: {one.times}, again from {one.next_at[:16]}"
        )
    for unread in (one for last in status.last for one in last.unread):
        yield f"not read       {unread.path}: {unread.message} ({unread.code})"


def _parse_age(text: str | None) -> dt.timedelta | None:
    if text is None:
        return None
    found = _AGE.fullmatch(text.strip())
    if found is None:
        raise WrongUsage(f"{text} is no age: write it as 36h or 2d")
    number = int(found[1])
    return dt.timedelta(hours=number) if found[2] == "h" else dt.timedelta(days=number)
