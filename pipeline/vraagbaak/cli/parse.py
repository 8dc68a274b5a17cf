"""``vraagbaak parse``: what documents say, as JSON or for reading."""

import hashlib
import json
from pathlib import Path

import click
from rich.console import Console

from vraagbaak.errors import UnreadableDocument
from vraagbaak.records import DocumentRecord


@click.command(
    "parse",
    epilog="""\b
Examples:
  vraagbaak parse vraag.pdf                 header, answers and tables, to read
  vraagbaak parse vraag.pdf --json | jq .questions[0].projects
  vraagbaak parse corpus/*.pdf --json > questions.jsonl
""",
)
@click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE...",
)
@click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON object a document, one a line."
)
@click.option("--ocr", is_flag=True, help="Recognise the text of scanned pages (extra `ocr`).")
@click.option("--model", metavar="NAME", help="Use an installed Dutch spaCy model as the base.")
@click.pass_context
def parse_command(
    ctx: click.Context, files: tuple[Path, ...], as_json: bool, ocr: bool, model: str | None
) -> None:
    """Read PDFs of written questions and show what they say.

    Word files (DOCX) are read too. Nothing is fetched and no dataset is needed. A file that
    cannot be read is told with its reason; the others go on, and the exit code is then 3.
    """
    # What loads slowly comes after the arguments were found right.
    from vraagbaak.cli.contract import to_json
    from vraagbaak.reading.document import read_document
    from vraagbaak.reading.scan import read_scanned_document
    from vraagbaak.runs.document import failed_record, read_record
    from vraagbaak.tagging.language import load_nlp

    nlp = load_nlp(model)
    read = read_scanned_document if ocr else read_document
    console = Console(highlight=False)
    failed = 0
    for path in files:
        try:
            record = read_record(path, nlp, read)
        except UnreadableDocument as error:
            failed += 1
            record = failed_record(path, _digest(path), error)
            click.echo(f"vraagbaak: {error}", err=True)
        if as_json:
            click.echo(json.dumps(to_json(record), ensure_ascii=False))
        else:
            _show(console, record)
    if failed:
        ctx.exit(UnreadableDocument.exit_code)


def _digest(path: Path) -> str | None:
    """The hash of a file's content, None where it cannot be opened."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None


def _show(console: Console, record: DocumentRecord) -> None:
    from vraagbaak.cli.view import show_record

    show_record(console, record)
