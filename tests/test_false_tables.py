"""What stands in columns and is no table: lists, contents, formulas, the axes of charts."""

from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from vraagbaak.reading.document import read_document
from vraagbaak.records import Table

HEIGHT = A4[1]
Row = tuple[tuple[float, str], ...]


def tables_of(path: Path, draw: Callable[[Canvas], None]) -> list[list[list[str]]]:
    """The rows of the tables that are found on a page."""
    canvas = Canvas(str(path), pagesize=A4, invariant=True)
    draw(canvas)
    canvas.save()
    return [item.rows() for item in read_document(path).body if isinstance(item, Table)]


def write(canvas: Canvas, rows: list[Row], top: float = 100, step: float = 16) -> None:
    """Lines of words at these x coordinates, one below the other."""
    for number, row in enumerate(rows):
        for x, text in row:
            canvas.drawString(x, HEIGHT - top - number * step, text)


@pytest.mark.parametrize("bullet", ["-", "–", "•"])
def test_a_list_is_no_table_whatever_its_bullets(tmp_path: Path, bullet: str) -> None:
    texts = ("de raming voor het jaar", "de uitgaven van de dienst", "het saldo", "de reserve")
    rows: list[Row] = [((80, bullet), (100, text)) for text in texts]
    assert tables_of(tmp_path / "a.pdf", lambda canvas: write(canvas, rows)) == []


@pytest.mark.parametrize("dots", ["", " .................."])
def test_contents_are_no_table_with_dots_or_without(tmp_path: Path, dots: str) -> None:
    titles = ("Inleiding", "Werkwijze in 2023", "Cijfers", "Besluit", "Lijsten", "Bijlagen")
    rows: list[Row] = [
        ((80, f"{number}."), (110, title + dots), (400, str(3 * number)))
        for number, title in enumerate(titles, 1)
    ]
    assert tables_of(tmp_path / "a.pdf", lambda canvas: write(canvas, rows)) == []


def test_a_table_with_dots_that_lead_to_figures_stays_one(tmp_path: Path) -> None:
    rows: list[Row] = [
        ((80, f"{name} .............."), (300, str(10 * number)), (380, str(20 * number)))
        for number, name in enumerate(("Sport", "Jeugd", "Groen", "Zorg", "Wonen"), 1)
    ]
    (found,) = tables_of(tmp_path / "a.pdf", lambda canvas: write(canvas, rows))
    assert found[0] == ["Sport", "10", "20"]
    assert found[4] == ["Wonen", "50", "100"]


def test_the_numbers_along_the_axes_of_a_chart_are_no_table(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 8)
        for number in range(6):
            y = HEIGHT - 200 - 20 * number
            canvas.line(110, y, 420, y)
            canvas.drawRightString(100, y - 3, f"{60 - 10 * number}.000")
            canvas.drawString(430, y - 3, f"{30 - 5 * number}%")
        for number in range(5):
            canvas.drawString(120 + 65 * number, HEIGHT - 315, str(2019 + number))

    assert tables_of(tmp_path / "a.pdf", draw) == []


def test_what_stands_below_a_source_is_no_part_of_the_table(tmp_path: Path) -> None:
    rows: list[Row] = [
        ((80, "Provincie"), (250, "2021"), (330, "2022")),
        ((80, "Antwerpen"), (250, "12"), (330, "14")),
        ((80, "Limburg"), (250, "7"), (330, "9")),
        ((80, "Bron: eigen telling"),),
        ((80, "2019"), (250, "2020"), (330, "2021")),
    ]
    (found,) = tables_of(tmp_path / "a.pdf", lambda canvas: write(canvas, rows))
    assert len(found) == 3


def test_rows_packed_in_one_frame_are_parted(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for x in (70, 240, 320, 400):
            canvas.line(x, HEIGHT - 85, x, HEIGHT - 190)
        for y in (85, 105, 190):
            canvas.line(70, HEIGHT - y, 400, HEIGHT - y)
        rows: list[Row] = [((250, "2021"), (330, "2022"))]
        rows += [((80, name), (250, "12"), (330, "14")) for name in ("Uitgave", "Saldo")]
        rows += [((80, "Investering"),)]
        rows += [((80, name), (250, "7"), (330, "9")) for name in ("Uitgave", "Saldo")]
        write(canvas, rows)

    (found,) = tables_of(tmp_path / "a.pdf", draw)
    assert found == [
        ["", "2021", "2022"],
        ["Uitgave", "12", "14"],
        ["Saldo", "12", "14"],
        ["Investering", "", ""],
        ["Uitgave", "7", "9"],
        ["Saldo", "7", "9"],
    ]


def test_a_table_whose_rows_could_not_be_told_is_doubtful(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path), pagesize=A4, invariant=True)
    canvas.grid([70, 200, 300, 400], [HEIGHT - y for y in (85, 125, 165)])
    for number, name in enumerate(("Sport", "Jeugd")):
        top = 100 + 40 * number
        write(canvas, [((80, name), (210, "12 400"), (310, "14 900"))], top)
        write(canvas, [((210, "1.840 27"), (310, "1.920 33"))], top + 14)
    canvas.save()
    document = read_document(path)
    (found,) = [item for item in document.body if isinstance(item, Table)]
    assert found.confidence < 0.7
    assert [issue.code for issue in found.issues] == ["doubtful_table"]


def test_a_value_with_its_share_below_it_is_one_row(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.grid([70, 200, 300, 400], [HEIGHT - y for y in (85, 125, 165)])
        for number, name in enumerate(("Sport", "Jeugd")):
            top = 100 + 40 * number
            write(canvas, [((80, name), (210, "12"), (310, "14"))], top)
            write(canvas, [((210, "(40%)"), (310, "(45%)"))], top + 14)

    (found,) = tables_of(tmp_path / "a.pdf", draw)
    assert found == [["Sport", "12 (40%)", "14 (45%)"], ["Jeugd", "12 (40%)", "14 (45%)"]]


def test_short_answers_in_small_letters_begin_rows(tmp_path: Path) -> None:
    towns = ("Aalst", "Boom", "Diest", "Geel", "Halle", "Ieper")
    answers = ("ja", "J", "nee", "nee", "N", "ja")
    rows: list[Row] = [
        ((80, town), (220, answer)) for town, answer in zip(towns, answers, strict=True)
    ]
    (found,) = tables_of(tmp_path / "a.pdf", lambda canvas: write(canvas, rows, step=12))
    assert found == [list(row) for row in zip(towns, answers, strict=True)]


def test_a_name_in_small_letters_that_had_room_above_begins_a_row(tmp_path: Path) -> None:
    rows: list[Row] = [
        ((80, "Aanleg van een plein"), (260, "vzw De Brug")),
        ((80, "Nieuwe sporthal met tribune"), (260, "Agentschap Binnenlands")),
        ((260, "Bestuur"),),
        ((80, "Herstel van de molen"), (260, "vzw De Brug")),
        ((80, "Studie van de waterloop"), (260, "OCMW")),
    ]
    (found,) = tables_of(tmp_path / "a.pdf", lambda canvas: write(canvas, rows, step=12))
    assert [row[1] for row in found] == [
        "vzw De Brug",
        "Agentschap Binnenlands Bestuur",
        "vzw De Brug",
        "OCMW",
    ]
