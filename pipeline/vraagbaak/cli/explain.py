"""``vraagbaak explain``: from a value back to the words on the page."""

from collections.abc import Iterator
from pathlib import Path

import click

from vraagbaak.cli.options import corpus_option, dataset_option
from vraagbaak.cli.streams import print_json
from vraagbaak.dataset.reviews.ruling import STATE_NAMES, State
from vraagbaak.dataset.views.explanation import Explanation, explain
from vraagbaak.records import Place


@click.command(
    "explain",
    epilog="""\b
Examples:
  vraagbaak explain 2020-2021/somers/311#projects/1
  vraagbaak explain 2020-2021/somers/311#projects/1 --png project.png
  vraagbaak explain 2020-2021/somers/311#tables/0/1/0 --json
\b
An id is what stands in the column id of any table of the dataset.
""",
)
@click.argument("key", metavar="ID")
@dataset_option
@corpus_option
@click.option(
    "--png",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Draw the page, with the value framed.",
)
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def explain_command(key: str, dataset: Path, corpus: Path, png: Path | None, as_json: bool) -> None:
    """Say where a value comes from: its words, the rule, the document, page and box.

    The picture shows the page with the value in red, and its row and headers in blue.
    """
    from vraagbaak.runs.origin import opened_to_read, picture_of
    from vraagbaak.runs.writing import write_whole

    with opened_to_read(dataset) as connection:
        found = explain(connection, key)
    if png is not None:
        write_whole(png, picture_of(found, corpus))
        click.echo(f"written        {png}", err=True)
    if as_json:
        print_json(_as_object(found))
    else:
        for line in _lines(found):
            click.echo(line)


def _lines(found: Explanation) -> Iterator[str]:
    """The explanation for a Dutch-speaking reader."""
    origin, place = found.origin, found.place
    yield f"{found.id}  ({found.table})"
    yield f"gedrukt     {found.printed or '-'}"
    yield f"regel       {found.rule}"
    for name, value in found.values.items():
        if value and name not in ("id", "question_id", "position"):
            yield f"  {name:<18} {value}"
    if found.around:
        yield f"ernaast     {' | '.join(text or '-' for text, _ in found.around)}"
    for link in found.links:
        yield f"ook         {link}"
    for said in found.rulings:
        value = f" {'-' if said.value is None else said.value}" if said.verdict != "dispute" else ""
        was = "-" if said.extracted is None else said.extracted
        reason = f": {said.reason}" if said.reason else ""
        yield (
            f"nazicht     {said.column} {said.verdict}{value} (gelezen: {was}), {said.by}, "
            f"{said.on}{reason}; {STATE_NAMES[State(said.state)]}"
        )
    yield f"document    {origin.path}"
    if place is not None:
        yield f"{'blad  ' if found.reference else 'pagina'}      {place.page}"
        if place.box is not None:
            x0, top, x1, bottom = place.box
            yield f"kader       {x0:.1f}, {top:.1f} tot {x1:.1f}, {bottom:.1f} punten"
    if found.reference:
        yield f"cel         {found.reference}"
    yield f"sha256      {origin.sha256 or '-'}"
    yield f"gelezen met vraagbaak {origin.version or '?'}, vingerafdruk {origin.fingerprint}"


def _as_object(found: Explanation) -> dict[str, object]:
    def placed(place: Place | None) -> dict[str, object] | None:
        return None if place is None else place._asdict()

    return {
        **found._asdict(),
        "values": {name: value or None for name, value in found.values.items()},
        "place": placed(found.place),
        "origin": found.origin._asdict(),
        "rulings": [said._asdict() for said in found.rulings],
        "around": [{"text": text, "place": placed(place)} for text, place in found.around],
    }
