"""Tables of every form, made for the purpose: each form is read, and how well all of them are."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from made_table_looks import TrueCell, TrueTable
from made_table_set import FORMS, MadeDocument, make_documents, read_specs
from table_scores import Score, relations, score_cells, score_relations, table_of

from vraagbaak.reading.document import read_document
from vraagbaak.records import Table

FORM_FLOOR = 0.98  # cell F1 of each form
SET_FLOOR = 0.99  # cell F1 of all forms together
FOREIGN_FLOOR = 0.98  # F1 of ICDAR's relations in foreign styles
FOREIGN_TABLES = 30
SALTS = (0, 311)  # the texts that were looked at, and others


@pytest.fixture(scope="module", params=SALTS)
def forms(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> list[MadeDocument]:
    folder = tmp_path_factory.mktemp("forms")
    return list(make_documents("forms", folder, request.param))


def tables_of(path: Path) -> list[Table]:
    return [item for item in read_document(path).body if isinstance(item, Table)]


def as_true(table: Table) -> TrueTable:
    cells = (
        TrueCell(c.row, c.column, c.row_span, c.column_span, c.passage.text) for c in table.cells
    )
    return TrueTable(tuple(cells), table.row_count, table.column_count)


def score(document: MadeDocument) -> Score:
    return score_cells(
        [table.rows() for table in document.tables],
        [table.rows() for table in tables_of(document.path)],
    )


def by_form(documents: list[MadeDocument]) -> Iterator[tuple[str, Score]]:
    for form in FORMS:
        total = Score(0, 0, 0)
        for document in documents:
            if document.form == form:
                total = total.plus(score(document))
        yield form, total


def test_every_form_is_made_at_least_twice() -> None:
    specs = read_specs("forms")
    assert len(specs) >= 40
    assert {spec["form"] for spec in specs} == set(FORMS)
    for form in FORMS:
        assert sum(1 for spec in specs if spec["form"] == form) >= 2, form


def test_every_form_is_read(forms: list[MadeDocument]) -> None:
    scores = dict(by_form(forms))
    low = {form: round(found.f1, 3) for form, found in scores.items() if found.f1 < FORM_FLOOR}
    assert not low
    total = Score(0, 0, 0)
    for found in scores.values():
        total = total.plus(found)
    assert total.f1 >= SET_FLOOR


def test_tables_in_foreign_styles_are_read(tmp_path: Path) -> None:
    documents = list(make_documents("foreign", tmp_path))
    assert sum(len(document.tables) for document in documents) >= FOREIGN_TABLES
    total = Score(0, 0, 0)
    for document in documents:
        given = [as_true(table) for table in tables_of(document.path)]
        total = total.plus(score_relations(document.tables, given))
    assert total.f1 >= FOREIGN_FLOOR


# ------------------------------------------------------------------ the measures themselves


def test_a_spanning_header_is_related_to_every_column_below_it() -> None:
    cells = (
        TrueCell(0, 0, 1, 2, "Total"),
        TrueCell(1, 0, 1, 1, "Men"),
        TrueCell(1, 1, 1, 1, "Women"),
    )
    assert set(relations(TrueTable(cells, 2, 2))) == {
        ("Total", "Men", "below"),
        ("Total", "Women", "below"),
        ("Men", "Women", "right"),
    }


def test_an_empty_cell_is_looked_past() -> None:
    table = table_of([["Aalst", "", "12"], ["", "", ""], ["Genk", "", "7"]])
    assert set(relations(table)) == {
        ("Aalst", "12", "right"),
        ("Genk", "7", "right"),
        ("Aalst", "Genk", "below"),
        ("12", "7", "below"),
    }


def test_relations_of_a_table_that_is_none_count_against_precision() -> None:
    true = table_of([["a", "b"], ["c", "d"]])
    false = table_of([["e", "f"]])
    assert score_relations([true], [true, false]) == Score(4, 4, 5)
    assert score_relations([true], []) == Score(0, 4, 0)


def test_a_value_that_stands_twice_is_two_relations() -> None:
    table = table_of([["0", "0", "0"]])
    assert relations(table)["0", "0", "right"] == 2


def test_cells_of_a_row_too_far_down_do_not_count() -> None:
    wanted = [["a", "b"], ["c", "d"]]
    assert score_cells([wanted], [[["x", ""], *wanted]]).hit == 0
    assert score_cells([wanted], [wanted]).f1 == 1.0
    assert score_cells([], []).f1 == 1.0
