"""``vraagbaak export``: a dataset in the format that somebody works with."""

from pathlib import Path

import click

from vraagbaak.cli.options import dataset_option
from vraagbaak.cli.streams import print_json
from vraagbaak.dataset.formats.export import Format, export_dataset


@click.command(
    "export",
    epilog="""\b
Examples:
  vraagbaak export --format xlsx                        vraagbaak.xlsx, all tables
  vraagbaak export --format excel-csv --out excel       a file a table, for a Belgian Excel
  vraagbaak export --format ndjson --table projects --out projecten
\b
XLSX and excel-csv are for people: texts cannot become formulas, and a text longer
than a cell is cut (that is said). csv, parquet, ndjson and sqlite are exact.
360giving holds what was granted or paid, each project once.
""",
)
@click.option(
    "--format",
    "kind",
    type=click.Choice([kind.value for kind in Format]),
    default=Format.XLSX.value,
    show_default=True,
    help="What to write.",
)
@dataset_option
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="File (xlsx, sqlite, 360giving) or folder to write.  "
    "[default: vraagbaak.xlsx, vraagbaak-csv, ...]",
)
@click.option("--table", "tables", multiple=True, metavar="NAME", help="Only this table; repeat.")
@click.option("--json", "as_json", is_flag=True, help="Print what was written as JSON to stdout.")
def export_command(
    kind: str, dataset: Path, out: Path | None, tables: tuple[str, ...], as_json: bool
) -> None:
    """Take a dataset away as Excel, CSV, Parquet, JSON lines, SQLite or 360Giving.

    What stood at the target before is replaced once all is written.
    """
    wanted = Format(kind)
    usual = f"vraagbaak.{wanted.ending}" if wanted.is_one_file else f"vraagbaak-{kind}"
    exported = export_dataset(dataset, wanted, out or Path(usual), tables)
    if exported.cut:
        click.echo(f"{exported.cut} texts are longer than a cell of Excel and were cut", err=True)
    for remark in exported.remarks:
        click.echo(remark, err=True)
    click.echo(f"written        {exported.path}", err=True)
    if as_json:
        print_json({**exported._asdict(), "path": str(exported.path)})
