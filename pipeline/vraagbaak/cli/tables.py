"""``vraagbaak tables``: the tables of any PDF, question or not."""

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from vraagbaak.errors import UnreadableDocument
from vraagbaak.records import Document, Table


@click.command(
    "tables",
    epilog="""\b
Examples:
  vraagbaak tables begroting.pdf                       JSON, with page and box
  vraagbaak tables begroting.pdf --format markdown
  vraagbaak tables begroting.pdf --format csv > tabellen.csv
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
    type=click.Choice(["json", "csv", "markdown"]),
    default="json",
    show_default=True,
    help="How to print the tables.",
)
@click.pass_context
def tables_command(ctx: click.Context, files: tuple[Path, ...], style: str) -> None:
    """Give the tables of PDFs: rows, pages, box, caption, how they were found."""
    from vraagbaak.reading.document import read_document

    failed = 0
    for path in files:
        try:
            document = read_document(path)
        except UnreadableDocument as error:
            failed += 1
            click.echo(f"vraagbaak: {error}", err=True)
            if style == "json":
                failure = {"code": error.code, "message": str(error)}
                click.echo(json.dumps({"file": {"name": path.name}, "error": failure}))
            continue
        click.echo(_printed(document, style), nl=style == "json")
    if failed:
        ctx.exit(UnreadableDocument.exit_code)


def _printed(document: Document, style: str) -> str:
    tables = [item for item in document.body if isinstance(item, Table)]
    if style == "json":
        return json.dumps(_to_json(document, tables), ensure_ascii=False)
    if style == "csv":
        return "\r\n".join(_to_csv(table) for table in tables)
    return "\n".join(_to_markdown(table) for table in tables)


def _to_json(document: Document, tables: Sequence[Table]) -> dict[str, Any]:
    from vraagbaak.cli.contract import table_json

    file = {
        "name": document.name,
        "sha256": document.sha256,
        "pages": document.page_count,
        "has_text": document.has_text,
    }
    return {"file": file, "tables": [table_json(table) for table in tables]}


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
