"""Where a value comes from: from its id to its words, the rule, the document, page and box."""

import sqlite3
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from vraagbaak.dataset.keys import thing_of
from vraagbaak.dataset.schema import TABLES, TableSchema
from vraagbaak.dataset.values import to_csv
from vraagbaak.dataset.views.surroundings import (
    cells_around,
    place_of,
    reference_of,
    text_at,
)
from vraagbaak.errors import WrongUsage
from vraagbaak.records import Place

_SUGGESTIONS = 5
_LAST = "\U0010ffff"  # sorts after every letter of an id
_PLACE = ("page", "x0", "top", "x1", "bottom")
# The columns that hold words of the document; a total's words are those of its cell.
_PRINTED = {
    "questions": ("title",),
    "question_askers": ("name",),
    "question_ministers": ("name", "title"),
    "sub_questions": ("text",),
    "answers": ("text",),
    "other_texts": ("text",),
    "tables": ("caption",),
    "cells": ("text",),
    "projects": ("beneficiary", "title", "amount_text"),
    "municipality_mentions": ("text",),
    "project_amounts": ("text",),
    "amount_mentions": ("text",),
    "references": ("text",),
}
# What made the value of each table; the words are for a Dutch-speaking reader.
_RULES = {
    "documents": "een bestand, herkend aan de hash van zijn inhoud",
    "annexes": "een bijlage bij de vraag, door de bron of door haar naam daaraan verbonden",
    "questions": "de kop van de vraag: nummer, datum, vraagsteller en minister zoals gedrukt",
    "question_askers": "een naam in de kop van de vraag, hoofdletters genormaliseerd",
    "question_ministers": "wie het antwoord ondertekende; zonder antwoord: aan wie gevraagd is",
    "sub_questions": "een genummerde deelvraag; de status volgt uit het antwoord met dat nummer",
    "answers": "een blok van het antwoord; de nummers staan ervoor gedrukt",
    "other_texts": "tekst naast vraag en antwoord: kop, bijschrift of slotalinea",
    "tables": "cellen, gevonden met lijnen, vlakken of witruimte (zie method en confidence)",
    "cells": "de woorden binnen de randen van een cel, regels samengevoegd",
    "totals": "het gedrukte totaal, vergeleken met de som van de rijen erboven",
    "projects": "een rij van een tabel, of een punt van een lijst, die een begunstigde iets geeft",
    "project_amounts": "een bedrag van een project; de kop van zijn kolom zegt wat het is",
    "municipality_mentions": "een naam uit het register; de datum van de vraag kiest de NIS-code",
    "amount_mentions": "een getal met zijn eenheid, uit de tekst zelf of van kolom of bijschrift",
    "references": "een andere schriftelijke vraag, met haar nummer vermeld",
    "issues": "een twijfel of een reden, bij het lezen opgemerkt",
}


_LINKS = """
    SELECT CASE project_id WHEN ?1 THEN other_id ELSE project_id END, doubt, title_match,
        title_similarity, amount_match, year_match, coalesce(days_apart, '?')
    FROM project_links WHERE project_id = ?1 OR other_id = ?1 ORDER BY is_certain DESC, 1
"""


class Origin(NamedTuple):
    """The document a value was read from, and what read it."""

    document_id: str
    path: str
    sha256: str | None
    fingerprint: str
    version: str | None


class Said(NamedTuple):
    """What somebody ruled on a column of a value; ``state`` is what all say of it together."""

    column: str
    verdict: str
    value: str | None
    extracted: str | None
    by: str
    on: str
    reason: str
    state: str


class Explanation(NamedTuple):
    """Everything that is known of one value.

    ``printed`` are the words as they stand in the document, those of several columns parted by a
    bar, "" where there are none; ``values`` all columns of its row, as text; ``around`` the other
    cells of its row and the headers above it, with their places; ``links`` the projects of other
    answers that are the same as a project, or may be, with what was compared, a line each.
    ``rulings`` are what people say of it. ``reference`` is the cell of a workbook that it stands
    in, as in "Blad1!B7", of a project the first of its row; None on a page.
    """

    id: str
    table: str
    question_id: str | None
    printed: str
    rule: str
    values: Mapping[str, str]
    place: Place | None
    origin: Origin
    around: tuple[tuple[str, Place | None], ...]
    rulings: tuple[Said, ...]
    links: tuple[str, ...] = ()
    reference: str | None = None


def explain(connection: sqlite3.Connection, key: str) -> Explanation:
    """Look an id up in all tables that have one.

    Raises:
        WrongUsage: there is no such id; the message names ids that begin alike.
    """
    connection.row_factory = sqlite3.Row
    for table in _tables_with_ids():
        row = _row(connection, table, key)
        if row is not None:
            return _explanation(connection, table, row)
    near = _near(connection, key)
    advice = f"did you mean {', '.join(near)}?" if near else "ids stand in the column id of a table"
    raise WrongUsage(f"no value has the id {key}; {advice}")


def _tables_with_ids() -> Iterator[TableSchema]:
    """The tables whose ids name what a document says; a municipality is no such value."""
    return (table for table in TABLES if table.name in _RULES)


def _row(connection: sqlite3.Connection, table: TableSchema, key: str) -> sqlite3.Row | None:
    row: sqlite3.Row | None = connection.execute(
        " ".join(("SELECT * FROM", f'"{table.name}"', "WHERE id = ?")), (key,)
    ).fetchone()
    return row


def _explanation(
    connection: sqlite3.Connection, table: TableSchema, row: sqlite3.Row
) -> Explanation:
    values = {
        column.name: to_csv(column.kind, row[column.stored_name])
        for column in table.columns
        if column.exported and column.name not in _PLACE
    }
    question = _question_of(connection, table, row)
    return Explanation(
        id=row["id"],
        table=table.name,
        question_id=question,
        printed=_printed(connection, table, row, values),
        rule=_RULES[table.name],
        values=values,
        place=place_of(row),
        origin=_origin(connection, _document_of(connection, row, question)),
        around=tuple(cells_around(connection, row)),
        rulings=tuple(
            Said(*said)
            for said in connection.execute(
                "SELECT column_name, verdict, value, extracted, reviewer, ruled_on, reason, state"
                " FROM reviews WHERE value_id = ? ORDER BY column_name, reviewer",
                (row["id"],),
            )
        ),
        links=tuple(_links(connection, row["id"])) if table.name == "projects" else (),
        reference=reference_of(connection, row),
    )


def _printed(
    connection: sqlite3.Connection, table: TableSchema, row: sqlite3.Row, values: Mapping[str, str]
) -> str:
    if table.name == "totals":
        return text_at(connection, row)
    return " | ".join(values[name] for name in _PRINTED.get(table.name, ()) if values[name])


def _question_of(
    connection: sqlite3.Connection, table: TableSchema, row: sqlite3.Row
) -> str | None:
    if table.name == "questions":
        return str(row["id"])
    if table.name == "cells":
        found = connection.execute(
            "SELECT question_id FROM tables WHERE id = ?", (row["table_id"],)
        ).fetchone()
        return str(found[0])
    return row["question_id"] if any(c.name == "question_id" for c in table.columns) else None


def _document_of(connection: sqlite3.Connection, row: sqlite3.Row, question: str | None) -> str:
    """The key of the document: what the row says, else that of its annex or of its question."""
    names = row.keys()
    if "document_id" in names:
        return str(row["document_id"])
    if question is None:
        return str(row["id"])
    annex = connection.execute(
        "SELECT document_id FROM annexes WHERE id = ?", (thing_of(row["id"]),)
    ).fetchone()
    if annex is not None:
        return str(annex[0])
    found = connection.execute(
        "SELECT document_id FROM questions WHERE id = ?", (question,)
    ).fetchone()
    return str(found[0])


def _origin(connection: sqlite3.Connection, document: str) -> Origin:
    row = connection.execute(
        "SELECT id, path, sha256, fingerprint FROM documents WHERE id = ?", (document,)
    ).fetchone()
    run = connection.execute(
        "SELECT version FROM runs WHERE fingerprint = ? ORDER BY id DESC LIMIT 1",
        (row["fingerprint"],),
    ).fetchone()
    return Origin(
        row["id"], row["path"], row["sha256"], row["fingerprint"], run[0] if run else None
    )


def _links(connection: sqlite3.Connection, project: str) -> Iterator[str]:
    for other, doubt, title, share, amount, year, days in connection.execute(_LINKS, (project,)):
        compared = f"titel {title} ({share:.0%}), bedrag {amount}, jaar {year}, {days} dagen"
        yield f"{other}: {compared}" + (f"; niet gekoppeld: {doubt}" if doubt else "")


def _near(connection: sqlite3.Connection, key: str) -> list[str]:
    """Ids that begin as this one does, the longest common beginning first."""
    for length in range(len(key), 3, -1):
        beginning = key[:length]
        found: list[str] = []
        for table in _tables_with_ids():
            # A range, unlike a function of the id, is looked up in the index of the key.
            words = ("SELECT id FROM", f'"{table.name}"', "WHERE id >= ? AND id < ?")
            rows = connection.execute(
                " ".join((*words, "ORDER BY id LIMIT ?")),
                (beginning, f"{beginning}{_LAST}", _SUGGESTIONS),
            )
            found += [row[0] for row in rows]
        if found:
            return found[:_SUGGESTIONS]
    return []
