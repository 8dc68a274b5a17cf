"""``vraagbaak tables``: the tables of any PDF, workbook or Word file, question or not."""

import csv
import io
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from vraagbaak.errors import UnreadableDocument, WrongUsage
from vraagbaak.records import Cell, Document, Issue, Table


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
@click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE...",
)
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
@click.pass_context
def tables_command(
    ctx: click.Context, files: tuple[Path, ...], style: str, out: Path | None
) -> None:
    """Give the tables of PDFs, Excel (XLSX) and Word (DOCX) files.

    Each comes with its rows, pages, box, caption, how it was found and how sure that is. A file
    that cannot be read is told with its reason; the others go on, and the exit code is then 3.
    """
    if style == "xlsx" and out is None and sys.stdout.isatty():
        raise WrongUsage("a workbook is no text for a terminal; name a file with --out")
    failures: list[Path] = []
    pieces = _write(files, style, failures)
    if out is None:
        for piece in pieces:
            click.echo(piece, nl=False)
    else:
        # All is read before the file is touched.
        data = b"".join(pieces)
        try:
            out.write_bytes(data)
        except OSError as error:
            raise WrongUsage(f"cannot write to {out}: {error.strerror}") from error
    if failures:
        ctx.exit(UnreadableDocument.exit_code)


def _write(files: Sequence[Path], style: str, failures: list[Path]) -> Iterator[bytes]:
    """The output, a document at a time where the format allows; what fails is told and added."""
    if style == "xlsx":
        from vraagbaak.cli.workbook import write_workbook

        documents = (d for d in _read(files, failures) if isinstance(d, Document))
        yield write_workbook((document, _tables(document)) for document in documents)
        return
    begun = False
    for document in _read(files, failures):
        if style == "json":
            yield f"{json.dumps(_to_json(document), ensure_ascii=False)}\n".encode()
        elif isinstance(document, Document):
            end, to_text = ("\r\n", _to_csv) if style == "csv" else ("\n", _to_markdown)
            for table in _tables(document):
                yield f"{end if begun else ''}{to_text(table)}".encode()
                begun = True


def _read(
    files: Sequence[Path], failures: list[Path]
) -> Iterator[Document | tuple[Path, UnreadableDocument]]:
    from vraagbaak.reading.document import read_document

    for path in files:
        try:
            yield read_document(path)
        except UnreadableDocument as error:
            failures.append(path)
            click.echo(f"vraagbaak: {error}", err=True)
            yield path, error


def _tables(document: Document) -> list[Table]:
    return [item for item in document.body if isinstance(item, Table)]


# ------------------------------------------------------------------ formats


def _to_json(document: Document | tuple[Path, UnreadableDocument]) -> dict[str, Any]:
    from vraagbaak.cli.contract import table_json

    if not isinstance(document, Document):
        path, error = document
        return {
            "file": {"name": path.name},
            "error": {"code": error.code, "message": str(error)},
        }
    tables = _tables(document)
    issues = [*document.issues, *(issue for table in tables for issue in table.issues)]
    return {
        "file": {
            "name": document.name,
            "sha256": document.sha256,
            "pages": document.page_count,
            "has_text": document.has_text,
        },
        "tables": [
            {
                **table_json(table),
                "lead_in": table.lead_in.text if table.lead_in else None,
                "cells": [_cell_json(cell) for cell in table.cells],
            }
            for table in tables
        ],
        "warnings": [_issue_json(issue) for issue in issues],
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


def _issue_json(issue: Issue) -> dict[str, Any]:
    return {"code": issue.code, "message": issue.message, "page": issue.page}


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
