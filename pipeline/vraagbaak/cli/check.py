"""``vraagbaak check``: whether a dataset holds."""

from pathlib import Path

import click

from vraagbaak.cli.streams import print_json
from vraagbaak.errors import InvalidDataset


@click.command(
    "check",
    epilog="""\b
Examples:
  vraagbaak check                           the dataset in output/
  vraagbaak check DATASET --corpus vragen   the documents too
  vraagbaak check --json
\b
Exit code 6 where something does not hold.
""",
)
@click.argument("output", type=click.Path(path_type=Path), default=Path("output"))
@click.option(
    "--corpus",
    type=click.Path(path_type=Path),
    help="Folder that it was built from: hold its files against their hashes.",
)
@click.option(
    "--frictionless", is_flag=True, help="Have frictionless look at every row of CSV too: slow."
)
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON to stdout.")
def check_command(output: Path, corpus: Path | None, frictionless: bool, as_json: bool) -> None:
    """Prove a dataset: keys, ranges, words at their offsets, totals, files and their hashes.

    Says nothing but "holds" where all of it does.
    """
    from vraagbaak.dataset.checks.proof import check_dataset

    findings = check_dataset(output, corpus, by_frictionless=frictionless)
    if as_json:
        print_json([finding._asdict() for finding in findings])
    for one in findings:
        more = f" and {one.times - len(one.examples)} more" if one.times > len(one.examples) else ""
        click.echo(f"{one.check}: {one.message}: {', '.join(one.examples)}{more}", err=True)
    if findings:
        raise InvalidDataset(f"{output} does not hold; build it anew, or go back to a copy")
    click.echo(f"{output} holds", err=True)
