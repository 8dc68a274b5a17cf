"""Tables of tagged files: the tree decides what the print leaves open, and nothing against it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from made_table_set import make_document, read_specs
from made_tags import Tags
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfdoc import PDFArray
from reportlab.pdfgen.canvas import Canvas
from table_scores import score_cells

from vraagbaak.reading.document import read_document
from vraagbaak.records import Document, Table, TableMethod

HEIGHT = A4[1]
SPECS = read_specs("tagged")
HEAD, BODY = ("Gemeente", "Werken", "Bedrag"), [
    ("Aalst", "Herstel van de kade", "12.400"),
    ("Beveren", "Nieuwe brug", "7.250"),
    ("Deinze", "Sluis", "3.000"),
    ("Gent", "Fietspad", "8.100"),
]  # fmt: skip
ROWS = [HEAD, *BODY]
TEXT = (
    "De raming voor het lopende jaar werd opgemaakt door de dienst en houdt",
    "rekening met de bestekken die bij de aannemers werden opgevraagd, maar",
    "niet met de kosten van het ontwerp, die de gemeenten zelf betalen bij",
    "de start van de werken, zodra de vergunning door de deputatie van de",
    "provincie werd verleend en de beroepen die daartegen kunnen worden",
    "ingesteld ofwel verworpen zijn ofwel door de indieners ingetrokken.",
)
Drawing = Callable[[Canvas, Tags], None]
Where = Callable[[int, int], tuple[int, int]]


def read(path: Path, draw: Drawing, *, tagged: bool = True) -> Document:
    """The document of a page on which a function prints and tags."""
    canvas = Canvas(str(path), pagesize=A4, invariant=True)
    tags = Tags(canvas)
    tags.begin_table()
    draw(canvas, tags)
    canvas.showPage()
    if tagged:
        tags.write()
    canvas.save()
    return read_document(path)


def tables_of(document: Document) -> list[Table]:
    return [item for item in document.body if isinstance(item, Table)]


def put(
    canvas: Canvas, tags: Tags, place: tuple[int, int], x: float, row: int, text: str,
    spans: tuple[int, int] = (1, 1), *, head: bool | None = None,
) -> None:  # fmt: skip
    """Print a text on a line of the page and tag it as a cell."""
    tags.begin_cell(*place, spans, head=row == 0 if head is None else head)
    canvas.drawString(x, HEIGHT - 100 - 16 * row, text)
    tags.end_cell()


def drawing(
    where: Where = lambda row, column: (row, column), spans: tuple[int, int] = (1, 1)
) -> Drawing:
    """A table of ``ROWS``; ``where`` tells of which cell the tree says that a cell is."""

    def draw(canvas: Canvas, tags: Tags) -> None:
        for row, texts in enumerate(ROWS):
            for column, text in enumerate(texts):
                put(canvas, tags, where(row, column), 80 + 130 * column, row, text, spans)

    return draw


# ------------------------------------------------------------------ what the tree decides


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec["name"])
def test_the_tree_decides_what_white_space_leaves_open(
    spec: dict[str, Any], tmp_path: Path
) -> None:
    document = make_document(spec, tmp_path)
    found = tables_of(read_document(document.path))
    wanted = [table.rows() for table in document.tables]
    assert score_cells(wanted, [table.rows() for table in found]).f1 == 1.0
    assert [table.method for table in found] == [TableMethod.TAGGED]
    (block,) = (block["table"] for block in spec["blocks"] if "table" in block)
    assert found[0].header_rows == len(block.get("head", [1]))


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec["name"])
def test_the_same_tables_without_tags_are_not_read_right(
    spec: dict[str, Any], tmp_path: Path
) -> None:
    bare = {**spec, "look": {**spec["look"], "tagged": False}}
    document = make_document(bare, tmp_path)
    found = tables_of(read_document(document.path))
    wanted = [table.rows() for table in document.tables]
    assert score_cells(wanted, [table.rows() for table in found]).f1 < 0.5


def test_a_tree_that_agrees_with_the_print_changes_no_cell(tmp_path: Path) -> None:
    (tagged,) = tables_of(read(tmp_path / "a.pdf", drawing()))
    (plain,) = tables_of(read(tmp_path / "b.pdf", drawing(), tagged=False))
    assert (tagged.method, plain.method) == (TableMethod.TAGGED, TableMethod.BORDERLESS)
    assert tagged.rows() == plain.rows() == [list(row) for row in ROWS]
    assert tagged.header_rows == plain.header_rows == 1


def test_what_is_fully_drawn_stays_as_it_is_drawn(tmp_path: Path) -> None:
    def draw(canvas: Canvas, tags: Tags) -> None:
        drawing(lambda row, column: (row, min(column, 1)))(canvas, tags)
        canvas.grid([75, 205, 335, 465], [HEIGHT - 88 - 16 * row for row in range(len(ROWS) + 1)])

    (table,) = tables_of(read(tmp_path / "a.pdf", draw))
    assert table.method is TableMethod.RULED
    assert table.rows() == [list(row) for row in ROWS]


def test_a_title_that_the_tree_has_in_the_table_stands_above_it(tmp_path: Path) -> None:
    def draw(canvas: Canvas, tags: Tags) -> None:
        put(canvas, tags, (0, 0), 80, -1, "Werken van dit jaar", (1, 3), head=True)
        drawing(lambda row, column: (row + 1, column))(canvas, tags)

    document = read(tmp_path / "a.pdf", draw)
    (table,) = tables_of(document)
    assert table.rows() == [list(row) for row in ROWS]
    assert [item.text for item in document.body if not isinstance(item, Table)] == [
        "Werken van dit jaar"
    ]


def test_a_group_above_columns_is_no_title(tmp_path: Path) -> None:
    def draw(canvas: Canvas, tags: Tags) -> None:
        put(canvas, tags, (0, 0), 80, -1, "", head=True)
        put(canvas, tags, (0, 1), 260, -1, "Lopend jaar", (1, 2), head=True)
        drawing(lambda row, column: (row + 1, column))(canvas, tags)

    (table,) = tables_of(read(tmp_path / "a.pdf", draw))
    assert table.rows() == [["", "Lopend jaar", "Lopend jaar"], *map(list, ROWS)]
    assert (table.method, table.header_rows) == (TableMethod.TAGGED, 2)


def test_dots_that_lead_to_the_next_column_are_no_part_of_a_cell(tmp_path: Path) -> None:
    def draw(canvas: Canvas, tags: Tags) -> None:
        for row, texts in enumerate(ROWS):
            dots = " ........" if row else ""
            for column, text in enumerate((texts[0] + dots, *texts[1:])):
                put(canvas, tags, (row, column), 80 + 130 * column, row, text)

    (table,) = tables_of(read(tmp_path / "a.pdf", draw))
    assert table.rows() == [list(row) for row in ROWS]
    assert table.method is TableMethod.TAGGED


def test_text_beside_a_tagged_table_stays_text(tmp_path: Path) -> None:
    def draw(canvas: Canvas, tags: Tags) -> None:
        canvas.drawString(80, HEIGHT - 60, TEXT[0])
        drawing()(canvas, tags)
        canvas.drawString(80, HEIGHT - 300, TEXT[1])

    first, table, last = read(tmp_path / "a.pdf", draw).body
    assert isinstance(table, Table)
    assert [item.text for item in (first, last) if not isinstance(item, Table)] == list(TEXT[:2])


# ------------------------------------------------------------------ trees that lie

LIES: dict[str, Drawing] = {
    "rows crossed": drawing(lambda row, column: ((0, 3, 2, 1, 4)[row], column)),
    "columns crossed": drawing(lambda row, column: (row, (2, 1, 0)[column])),
    "cells of two rows crossed": drawing(
        lambda row, column: (3 - row if row in {1, 2} and column else row, column)
    ),
    "all in one cell": drawing(lambda row, column: (0, 0)),
    "a row in one cell": drawing(lambda row, column: (row, 0)),
    "a column in one cell": drawing(lambda row, column: (0, column)),
    "two columns in one, in some rows": drawing(
        lambda row, column: (row, min(column, 1) if row > 2 else column)
    ),
    "two rows in one": drawing(lambda row, column: (min(row, 3), column)),
    "two columns in one": drawing(lambda row, column: (row, min(column, 1))),
    "spans of a billion": drawing(spans=(10**9, 10**9)),
    "wide spans": drawing(spans=(1, 50)),
    "spans over one another": drawing(spans=(3, 2)),
    "spans below zero": drawing(spans=(-1, -1)),
    "spans of zero": drawing(spans=(0, 0)),
}


@pytest.mark.parametrize("name", LIES)
def test_a_tree_that_lies_changes_nothing(name: str, tmp_path: Path) -> None:
    (found,) = tables_of(read(tmp_path / "a.pdf", LIES[name]))
    (plain,) = tables_of(read(tmp_path / "b.pdf", drawing(), tagged=False))
    assert found == plain


def merged(rows: list[tuple[str, ...]], *, ruled: bool = False, bold: int = 0) -> Drawing:
    """A table of which the tree has every two rows as one; the first rows may be bold."""

    def draw(canvas: Canvas, tags: Tags) -> None:
        for row, texts in enumerate(rows):
            canvas.setFont("Helvetica-Bold" if row < bold else "Helvetica", 10)
            for column, text in enumerate(texts):
                put(canvas, tags, (row // 2, column), 80 + 130 * column, row, text)
            if ruled:
                canvas.line(75, HEIGHT - 105 - 16 * row, 465, HEIGHT - 105 - 16 * row)

    return draw


WORDS = [("Aalst", "Kade"), ("Beveren", "Brug"), ("Deinze", "Sluis"), ("Gent", "Fietspad")] * 2
DATES = [(text, f"0{number}/02/2024") for number, (text, _) in enumerate(WORDS, 1)]


@pytest.mark.parametrize(
    "draw",
    [merged(WORDS, ruled=True), merged(WORDS, bold=1), merged(DATES)],
    ids=["parted by rules", "a header and a row", "dates"],
)
def test_rows_that_the_tree_has_as_one_are_not_believed(draw: Drawing, tmp_path: Path) -> None:
    found = tables_of(read(tmp_path / "a.pdf", draw))
    assert not [table for table in found if table.method is TableMethod.TAGGED]


def test_rows_of_several_lines_are_believed_where_nothing_parts_them(tmp_path: Path) -> None:
    (found,) = tables_of(read(tmp_path / "a.pdf", merged(WORDS)))
    assert found.method is TableMethod.TAGGED
    assert found.rows()[1] == ["Deinze Gent", "Sluis Fietspad"]


def test_words_that_the_tree_has_in_two_cells_are_not_believed(tmp_path: Path) -> None:
    def draw(canvas: Canvas, tags: Tags) -> None:
        drawing()(canvas, tags)
        cells = tags.tables[-1]
        kids = [*cells[1, 1].dict["K"].sequence, *cells[2, 1].dict["K"].sequence]
        cells[1, 1].dict["K"] = PDFArray(kids)

    (found,) = tables_of(read(tmp_path / "a.pdf", draw))
    assert found.method is TableMethod.BORDERLESS


def test_words_without_tags_among_the_cells_are_reason_to_doubt_the_tree(tmp_path: Path) -> None:
    def draw(canvas: Canvas, tags: Tags) -> None:
        for row, texts in enumerate(ROWS):
            for column, text in enumerate(texts):
                if column == 1:
                    canvas.drawString(80 + 130 * column, HEIGHT - 100 - 16 * row, text)
                else:
                    put(canvas, tags, (row, column), 80 + 130 * column, row, text)

    (found,) = tables_of(read(tmp_path / "a.pdf", draw))
    assert found.rows() == [list(row) for row in ROWS]
    assert found.method is TableMethod.BORDERLESS


# ------------------------------------------------------------------ running text


def paragraph(canvas: Canvas, tags: Tags, *, cut: int | None, gap: float, head: bool) -> None:
    """Running text of which each line is tagged as a row: whole, or cut in two after a word."""
    for row, line in enumerate(TEXT):
        words = line.split()
        left, right = " ".join(words[:cut]), " ".join(words[cut:]) if cut else ""
        put(canvas, tags, (row, 0), 80, row, left, head=head)
        if right:
            put(canvas, tags, (row, 1), 280 + gap, row, right, head=head)


@pytest.mark.parametrize("head", [False, True])
@pytest.mark.parametrize(("cut", "gap"), [(None, 0), (5, 0), (5, 20), (6, 60)])
def test_lines_of_text_tagged_as_rows_are_no_tagged_table(
    cut: int | None, gap: float, head: bool, tmp_path: Path
) -> None:
    document = read(tmp_path / "a.pdf", lambda *page: paragraph(*page, cut=cut, gap=gap, head=head))
    assert not [t for t in tables_of(document) if t.method is TableMethod.TAGGED]


@pytest.mark.parametrize("rows", [1, 2, 6])
def test_columns_of_text_tagged_as_cells_are_text(rows: int, tmp_path: Path) -> None:
    def draw(canvas: Canvas, tags: Tags) -> None:
        canvas.setFont("Helvetica", 8)
        for row, line in enumerate(TEXT * 3):
            number = row * rows // (3 * len(TEXT))
            for column, text in enumerate((line[:45], TEXT[row % 5 + 1][:45])):
                put(canvas, tags, (number, column), 80 + 220 * column, row, text, head=number == 0)

    document = read(tmp_path / "a.pdf", draw)
    assert not tables_of(document)
    assert len(document.body) == 2 * 3 * len(TEXT)


def test_a_tagged_file_without_tables_is_read_as_it_is(tmp_path: Path) -> None:
    def draw(canvas: Canvas, tags: Tags) -> None:
        tags.tables.clear()
        for row, line in enumerate(TEXT):
            canvas.drawString(80, HEIGHT - 100 - 16 * row, line)

    document = read(tmp_path / "a.pdf", draw)
    assert [item.text for item in document.body if not isinstance(item, Table)] == list(TEXT)
    assert len(document.body) == len(TEXT)
