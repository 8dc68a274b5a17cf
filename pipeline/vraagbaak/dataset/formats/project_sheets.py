"""The list of projects as a workbook or as CSV for a Belgian Excel, with Dutch names of columns.

It goes the way of every export: a table in a database (here in memory) and its schema.
"""

import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from vraagbaak.dataset.database import table_definition
from vraagbaak.dataset.formats.dutch import dutch_euro
from vraagbaak.dataset.formats.excel_csv import write_excel_csv
from vraagbaak.dataset.projects.project_list import KINDS, Listed, ProjectList, Sum
from vraagbaak.dataset.reviews.ruling import STATE_NAMES, State
from vraagbaak.dataset.rows.document_rows import Values
from vraagbaak.dataset.schema import Column, Kind, TableSchema
from vraagbaak.dataset.values import to_stored

KIND_NAMES = dict(
    zip(
        KINDS,
        ("gevraagd", "toegekend", "betaald", "raming", "totaal", "zonder_soort"),
        strict=True,
    )
)
"""What the kinds are called in Dutch."""

_EURO = "EUR"
_PRIVATE = "(privépersoon)"
_MEANINGS = {
    "requested": "Gevraagd bedrag",
    "granted": "Toegekend bedrag",
    "paid": "Betaald bedrag",
    "estimate": "Geraamd bedrag",
    "total": "Bedrag dat een totaal heet, zonder te zeggen waarvan",
    "": "Bedrag waarvan niets zegt wat het is",
}


def _money(kind: str) -> Column:
    return Column(KIND_NAMES[kind], Kind.MONEY, _MEANINGS[kind], _EURO, nullable=True)


def _text(name: str, meaning: str) -> Column:
    return Column(name, Kind.TEXT, meaning, nullable=True)


_PROJECTS = TableSchema(
    "projecten",
    "Een rij per project",
    (
        Column("nr", Kind.INTEGER, "Volgorde in de lijst"),
        _text("gemeente", "Gemeente die het project leidt; leeg waar het geen gemeente is"),
        _text("nis_code", "Haar NIS-code"),
        Column("datum_vraag", Kind.DATE, "Datum van de schriftelijke vraag", nullable=True),
        _text("project", "Omschrijving zoals gedrukt"),
        _text("begunstigde", "Wie het krijgt, zoals gedrukt; geen namen van privépersonen"),
        _text("kbo_nummer", "Ondernemingsnummer, waar het gedrukt staat"),
        _text("partners", "NIS-codes van de andere gemeenten die meedoen"),
        *map(_money, KINDS),
        _text("niet_opgeteld", "Bedragen die in geen som staan, met de kop van hun kolom"),
        _text("status", "Beslissing zoals gedrukt"),
        _text("nazicht", "Hoe ver mensen de rij nakeken"),
        _text("uitgelezen", "Bedragen zoals gelezen, waar nazicht ze verbeterde"),
        _text("zelfde_project", "Gelijk in twee rijen: hetzelfde project in twee antwoorden"),
        _text("vraag", "De schriftelijke vraag"),
        _text("document", "Bestand waarin het staat"),
        Column("pagina", Kind.INTEGER, "Pagina in dat bestand", nullable=True),
        Column("id", Kind.TEXT, "Sleutel van de rij, voor `vraagbaak explain`"),
    ),
    ("nr",),
    ("nr",),
)
_SUMS = TableSchema(
    "sommen",
    "De sommen, elke soort bedrag apart",
    (
        Column("nr", Kind.INTEGER, "Volgorde"),
        Column("gemeente", Kind.TEXT, "Gemeente, of alle samen", blank=True),
        Column("soort", Kind.TEXT, "Soort bedrag"),
        Column("rijen", Kind.INTEGER, "Aantal rijen met zo'n bedrag"),
        Column("som", Kind.MONEY, "Som van die rijen", _EURO),
        Column(
            "dubbele_rijen",
            Kind.INTEGER,
            "Rijen die ook in een ander antwoord of in een bijlage staan",
        ),
        Column("som_zonder_dubbele", Kind.MONEY, "Som waarin elk project één keer telt", _EURO),
    ),
    ("nr",),
    ("nr",),
)


def projects_as_csv(found: ProjectList) -> bytes:
    """The rows as CSV for a Belgian Excel: semicolons, decimal commas, no formulas."""
    with _filled(found) as connection, tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "projecten.csv"
        write_excel_csv(connection, _PROJECTS, path)
        return path.read_bytes()


def projects_as_workbook(found: ProjectList) -> bytes:
    """The rows and the sums as an Excel workbook, each column explained on its first sheet."""
    from vraagbaak.dataset.formats.workbook import write_workbook

    with _filled(found) as connection, tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "projecten.xlsx"
        write_workbook(connection, (_PROJECTS, _SUMS), path)
        return path.read_bytes()


@contextmanager
def _filled(found: ProjectList) -> Iterator[sqlite3.Connection]:
    """A database in memory that holds the list and its sums."""
    with closing(sqlite3.connect(":memory:")) as connection:
        for table in (_PROJECTS, _SUMS):
            connection.execute(table_definition(table))
        _insert(connection, _PROJECTS, map(_project, found.rows))
        _insert(connection, _SUMS, map(_sum, found.sums))
        yield connection


def _insert(connection: sqlite3.Connection, table: TableSchema, rows: Iterable[Values]) -> None:
    columns = ", ".join(f'"{column.stored_name}"' for column in table.columns)
    marks = ", ".join("?" * len(table.columns))
    connection.executemany(
        " ".join(("INSERT INTO", table.name, f"({columns}) VALUES ({marks})")),
        (list(_stored(table, {"nr": number} | row)) for number, row in enumerate(rows, start=1)),
    )


def _stored(table: TableSchema, row: Values) -> Iterator[object]:
    for column in table.columns:
        value = row[column.name]
        yield None if value == "" and column.nullable else to_stored(column.kind, value)


def _project(row: Listed) -> Values:
    return {
        "gemeente": row.municipality,
        "nis_code": row.nis_code,
        "datum_vraag": row.asked_on,
        "project": row.title,
        "begunstigde": _PRIVATE if row.is_private else row.beneficiary,
        "kbo_nummer": row.enterprise_number,
        "partners": " | ".join(row.partners),
        **{KIND_NAMES[kind]: row.amounts.get(kind) for kind in KINDS},
        "niet_opgeteld": " | ".join(row.uncounted),
        "status": row.status,
        "nazicht": STATE_NAMES[State(row.review)],
        "uitgelezen": " | ".join(
            f"{KIND_NAMES[kind]} {'-' if euro is None else dutch_euro(euro)}"
            for kind, euro in row.extracted.items()
        ),
        "zelfde_project": row.group,
        "vraag": row.question,
        "document": row.document,
        "pagina": row.page,
        "id": row.id,
    }


def _sum(one: Sum) -> Values:
    return {
        "gemeente": "alle samen" if one.municipality is None else one.municipality,
        "soort": KIND_NAMES[one.kind],
        "rijen": one.rows,
        "som": one.amount,
        "dubbele_rijen": one.repeated,
        "som_zonder_dubbele": one.once,
    }
