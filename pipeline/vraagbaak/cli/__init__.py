"""The command line: printing and exit codes."""

import io
import os
import sys
from importlib import import_module
from typing import Any, NamedTuple

import click

from vraagbaak.errors import MissingLibrary, VraagbaakError, WrongUsage

INTERRUPTED = 130


class _Entry(NamedTuple):
    """Where a sub-command stands, and what the help of the group says of it."""

    module: str
    name: str
    help: str


COMMANDS = {
    "build": _Entry("vraagbaak.cli.build", "build_command", "Make a dataset of a folder of PDFs."),
    "refresh": _Entry(
        "vraagbaak.cli.refresh", "refresh_command", "Bring a corpus and its dataset up to date."
    ),
    "status": _Entry(
        "vraagbaak.cli.status",
        "status_command",
        "Say how fresh a corpus is, what failed and what is held back.",
    ),
    "check": _Entry(
        "vraagbaak.cli.check",
        "check_command",
        "Prove a dataset: keys, ranges, words at their offsets, totals, files and their hashes.",
    ),
    "parse": _Entry(
        "vraagbaak.cli.parse",
        "parse_command",
        "Read PDFs of written questions and show what they say.",
    ),
    "export": _Entry(
        "vraagbaak.cli.export",
        "export_command",
        "Take a dataset away as Excel, CSV, Parquet, JSON lines, SQLite or 360Giving.",
    ),
    "projects": _Entry(
        "vraagbaak.cli.projects",
        "projects_command",
        "List what municipalities got, with sums, their doubts and a chart.",
    ),
    "show": _Entry(
        "vraagbaak.cli.show",
        "show_command",
        "Show a question of a dataset, its sub-questions beside their answers.",
    ),
    "follow": _Entry(
        "vraagbaak.cli.follow",
        "follow_command",
        "Make feeds and letters of what happens to questions.",
    ),
    "explain": _Entry(
        "vraagbaak.cli.explain",
        "explain_command",
        "Say where a value comes from: its words, the rule, the document, page and box.",
    ),
    "review": _Entry(
        "vraagbaak.cli.review",
        "review_command",
        "Look doubtful values up in their source and say whether they are right.",
    ),
    "changes": _Entry(
        "vraagbaak.cli.changes",
        "changes_command",
        "Say what builds changed, down to the cell, and whether source, code, model or review did.",
    ),
    "tables": _Entry("vraagbaak.cli.tables", "tables_command", "Give the tables of PDFs."),
    "tag": _Entry("vraagbaak.cli.tag", "tag_command", "Tag texts: JSON lines in, JSON lines out."),
}


class _Commands(click.Group):
    """A group whose sub-commands load when they are called, and whose errors end in one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the sub-commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a sub-command."""
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        command: click.Command = getattr(import_module(entry.module), entry.name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the sub-commands without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.help) for name, entry in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Run the sub-command; the one place where an error becomes a line and an exit code."""
        if isinstance(sys.stdout, io.TextIOWrapper):
            # A terminal that cannot show a letter is no reason to stop.
            sys.stdout.reconfigure(errors="backslashreplace")
        try:
            return super().invoke(ctx)
        except VraagbaakError as error:
            said, code = str(error), error.exit_code
        except ImportError as error:
            said, code = str(MissingLibrary(error)), MissingLibrary.exit_code
        except KeyboardInterrupt:
            said, code = "interrupted", INTERRUPTED
        except OSError as error:
            _drop_output()
            said, code = _refused(error), WrongUsage.exit_code
            if isinstance(error, BrokenPipeError):  # who reads our output wants no more of it
                raise click.exceptions.Exit(0) from error
        click.echo(f"vraagbaak: {said}", err=True)
        raise click.exceptions.Exit(code)


def _refused(error: OSError) -> str:
    """What the system refused: most often to write to stdout."""
    where = f" ({error.filename})" if error.filename else ""
    return f"{error.strerror or error}{where}; look at the disk, at rights and where stdout goes"


def _drop_output() -> None:
    """Leave nothing in stdout that would be flushed, and fail again, at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="""\b
Examples:
  vraagbaak parse question.pdf                 show what a document says
  vraagbaak parse *.pdf --json > questions.jsonl
  vraagbaak build                              corpus/ becomes output/
  vraagbaak build FOLDER --out DATASET
\b
Exit codes: 0 all read, 1 own fault, 2 wrong usage, 3 some documents could not
be read, 4 a publication was held back, 5 the source or the mail server could
not be reached, 6 a dataset does not hold, 75 another run holds the lock, 130
interrupted.
""",
)
@click.version_option(package_name="vraagbaak")
def main() -> None:
    """Turn written questions of the Flemish Parliament, as PDF, into a dataset to be trusted."""
