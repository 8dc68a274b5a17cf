"""``vraagbaak parse``: what documents say, as JSON or for reading."""

from collections.abc import Generator
from contextlib import closing
from functools import partial
from pathlib import Path

import click

from vraagbaak.cli.console import open_console
from vraagbaak.cli.contract import to_json
from vraagbaak.cli.options import files_argument, limit_options, limits_of, model_option
from vraagbaak.cli.streams import print_json
from vraagbaak.cli.view import show_record
from vraagbaak.errors import UnreadableDocument
from vraagbaak.records import DocumentRecord
from vraagbaak.runs.files import Failure, read_files
from vraagbaak.runs.limits import Limits
from vraagbaak.runs.reader import open_record_readers

# What recognising a page may take beside; tesseract has a process of its own for each core.
_OCR_SECONDS = 120.0
_OCR_MEMORY = 4 * 2**30


@click.command(
    "parse",
    epilog="""\b
Examples:
  vraagbaak parse vraag.pdf                 header, answers and tables, to read
  vraagbaak parse vraag.pdf --json | jq .questions[0].projects
  vraagbaak parse corpus/samples/*.pdf --json > vragen.jsonl
""",
)
@files_argument
@click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON object a document, one a line."
)
@click.option("--ocr", is_flag=True, help="Recognise the text of scanned pages (extra `ocr`).")
@model_option
@limit_options
@click.pass_context
def parse_command(
    ctx: click.Context,
    files: tuple[Path, ...],
    as_json: bool,
    ocr: bool,
    model: str | None,
    seconds: float,
    megabytes: int,
) -> None:
    """Read PDFs of written questions and show what they say.

    Word files (DOCX) are read too. Nothing is fetched and no dataset is needed. A file that
    cannot be read is told with its reason; the others go on, and the exit code is then 3.
    """
    limits = limits_of(seconds, megabytes)
    if ocr:
        limits = limits._replace(
            seconds_a_page=limits.seconds_a_page + _OCR_SECONDS,
            memory=max(limits.memory, _OCR_MEMORY),
        )
    failed = 0
    with closing(_read(files, model, ocr, limits)) as records:
        for record in records:
            if record.error:
                failed += 1
                click.echo(f"vraagbaak: {record.error.message}", err=True)
            if as_json:
                print_json(to_json(record))
            elif not record.error:
                show_record(open_console(), record)
    if failed:
        ctx.exit(UnreadableDocument.exit_code)


def _read(
    files: tuple[Path, ...], model: str | None, ocr: bool, limits: Limits
) -> Generator[DocumentRecord, None, None]:
    """What each file became."""
    open_readers = partial(open_record_readers, model, ocr=ocr)
    for found in read_files(files, open_readers, DocumentRecord, limits):
        yield found.as_record() if isinstance(found, Failure) else found
