"""``vraagbaak tables``: the tables of any PDF, workbook or Word file, question or not."""

import csv
import io
import sys
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import click

from vraagbaak.cli.contract import file_json, issue_json, table_json
from vraagbaak.cli.options import files_argument, limit_options, limits_of
from vraagbaak.cli.streams import is_terminal, to_line
from vraagbaak.errors import UnreadableDocument, WrongUsage
from vraagbaak.records import Cell, Document, Table
from vraagbaak.runs.files import Failure, read_files
from vraagbaak.runs.limits import Limits
from vraagbaak.runs.reader import open_document_readers
from vraagbaak.runs.writing import write_whole


@click.command(
    "tables",
    epilog="""\b
Examples:
  vraagbaak tables begroting.pdf                       JSON, with page and box
  vraagbaak tables bijlage.xlsx                        JSON, with sheet and cell
  vraagbaak tables begroting.pdf --format csv > tabellen.csv
  vraagbaak tables *.pdf --format xlsx --out tabellen.xlsx
""",
)
@files_argument
@click.option(
    "--format",
    "style",
    type=click.Choice(["json", "csv", "xlsx", "markdown"]),
    default="json",
    show_default=True,
    help="How to write the tables.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write to a file in place of stdout.",
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json, the default.")
@limit_options
@click.pass_context
def tables_command(
    ctx: click.Context,
    files: tuple[Path, ...],
    style: str,
    out: Path | None,
    as_json: bool,
    seconds: float,
    megabytes: int,
) -> None:
    """Give the tables of PDFs, Excel (XLSX) and Word (DOCX) files.

    Each comes with its rows, pages, box, caption, how it was found and how sure that is. A file
    that cannot be read is told with its reason; the others go on, and the exit code is then 3.
    """
    style = "json" if as_json else style
    if style == "xlsx" and out is None and is_terminal(sys.stdout):
        raise WrongUsage("a workbook is no text for a terminal; name a file with --out")
    failures: list[Failure] = []
    # The readers end with the command, whatever ends it.
    with closing(_read(files, limits_of(seconds, megabytes), failures)) as results:
        pieces = _write(results, style)
        if out is None:
            for piece in pieces:
                click.echo(piece, nl=False)
        else:
            write_whole(out, b"".join(pieces))
            click.echo(f"written        {out}", err=True)
    if failures:
        ctx.exit(UnreadableDocument.exit_code)


def _read(
    files: Sequence[Path], limits: Limits, failures: list[Failure]
) -> Generator[Document | Failure, None, None]:
    """What each file became; what fails is told, and added to the failures."""
    for found in read_files(files, open_document_readers, Document, limits):
        if isinstance(found, Failure):
            failures.append(found)
            click.echo(f"vraagbaak: {found.issue.message}", err=True)
        yield found


def _write(results: Iterable[Document | Failure], style: str) -> Iterator[bytes]:
    """The output, a document at a time where the format allows."""
    if style == "json":
        for found in results:
            yield to_line(_to_json(found))
        return
    documents = (found for found in results if isinstance(found, Document))
    if style == "xlsx":
        from vraagbaak.dataset.formats.table_sheets import tables_as_workbook

        yield tables_as_workbook((document, _tables(document)) for document in documents)
        return
    end, to_text = ("\r\n", _to_csv) if style == "csv" else ("\n", _to_markdown)
    tables = (table for document in documents for table in _tables(document))
    for index, table in enumerate(tables):
        yield f"{end if index else ''}{to_text(table)}".encode()


def _tables(document: Document) -> list[Table]:
    return [item for item in document.body if isinstance(item, Table)]


# ------------------------------------------------------------------ formats


def _to_json(document: Document | Failure) -> dict[str, Any]:
    if isinstance(document, Failure):
        issue = document.issue
        return {
            "file": file_json(document.as_record()),
            "error": {"code": issue.code, "message": issue.message},
        }
    tables = _tables(document)
    issues = [*document.issues, *(issue for table in tables for issue in table.issues)]
    return {
        "file": file_json(document),
        "tables": [
            {
                **table_json(table),
                "lead_in": table.lead_in.text if table.lead_in else None,
                "cells": [_cell_json(cell) for cell in table.cells],
            }
            for table in tables
        ],
        "warnings": [issue_json(issue) for issue in issues],
    }


def _cell_json(cell: Cell) -> dict[str, Any]:
    """Where a cell stands: in the table, and in the file by page and box or by its reference."""
    place = cell.place
    box = place.box if place else None
    return {
        "row": cell.row,
        "column": cell.column,
        "row_span": cell.row_span,
        "column_span": cell.column_span,
        "page": place.page if place else None,
        "bbox": [round(value, 2) for value in box] if box else None,
        "reference": cell.reference,
    }


def _to_csv(table: Table) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerows(table.rows())
    return buffer.getvalue()


def _to_markdown(table: Table) -> str:
    rows = [[cell.replace("|", "\\|") for cell in row] for row in table.rows()]
    head, *body = rows
    lines = [f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}"]
    lines += [f"| {' | '.join(row)} |" for row in body]
    return "\n".join(lines) + "\n"
