"""Pages read: words and their boxes, marks, running heads, footnotes, what is refused."""

from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from vraagbaak.errors import UnreadableDocument
from vraagbaak.reading.document import read_document
from vraagbaak.reading.pages.pdf import open_page, open_pdf
from vraagbaak.reading.pages.slow import read_pages_slowly
from vraagbaak.records import Document, Line, Table

HEIGHT = A4[1]
Draw = Callable[[Canvas], None]


def made(path: Path, *pages: Draw, rotation: int = 0) -> Document:
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    for draw in pages:
        if rotation:
            canvas.setPageRotation(rotation)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return read_document(path)


def write(canvas: Canvas, x: float, top: float, text: str, size: float = 10) -> None:
    canvas.setFont("Helvetica", size)
    canvas.drawString(x, HEIGHT - top, text)


def texts(document: Document) -> list[str]:
    return [item.text for item in document.body if isinstance(item, Line)]


def body(canvas: Canvas) -> None:
    for index in range(12):
        write(
            canvas,
            70,
            200 + 13 * index,
            f"Dit is regel {index} van een gewone tekst op deze pagina.",
        )


def test_a_word_has_the_box_that_it_is_printed_in(tmp_path: Path) -> None:
    document = made(tmp_path / "a.pdf", lambda c: write(c, 100, 300, "Subsidie"))
    (line,) = (item for item in document.body if isinstance(item, Line))
    box = line.words[0].box
    assert box is not None
    assert box.x0 == pytest.approx(100, abs=1.5)
    assert box.top < 300 < box.bottom + 3
    assert 36 < box.x1 - box.x0 < 46
    assert (line.words[0].size, line.words[0].bold) == (10, False)


def test_bold_and_italic_are_told(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 10)
        canvas.drawString(70, 500, "Vet")
        canvas.setFont("Times-Italic", 10)
        canvas.drawString(70, 400, "Schuin")

    bold, italic = (i.words[0] for i in made(tmp_path / "a.pdf", draw).body if isinstance(i, Line))
    assert (bold.bold, bold.italic) == (True, False)
    assert (italic.bold, italic.italic) == (False, True)


def test_the_marks_and_texts_of_footnotes_are_set_apart(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        body(canvas)
        write(canvas, 70, 500, "Er was lekkage")
        width = canvas.stringWidth("Er was lekkage", "Helvetica", 10)
        write(canvas, 70 + width, 496, "1", 6)
        write(canvas, 74 + width, 500, "in de leiding.")
        write(canvas, 70, 760, "1 Dit heet ook wel een lek.", 7.5)

    document = made(tmp_path / "a.pdf", draw)
    assert texts(document)[-1] == "Er was lekkage in de leiding."
    assert [note.text for note in document.footnotes] == ["1 Dit heet ook wel een lek."]


def test_a_raised_number_that_is_no_mark_stays(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        body(canvas)
        write(canvas, 70, 500, "Een perceel van 200 m")
        width = canvas.stringWidth("Een perceel van 200 m", "Helvetica", 10)
        write(canvas, 70 + width, 496, "2", 6)

    assert texts(made(tmp_path / "a.pdf", draw))[-1] == "Een perceel van 200 m2"


def test_running_heads_and_page_numbers_are_no_text(tmp_path: Path) -> None:
    def page(number: int) -> Draw:
        def draw(canvas: Canvas) -> None:
            write(canvas, 70, 40, "Vragen en antwoorden")
            body(canvas)
            write(canvas, 300, 800, f"- {number} -")

        return draw

    read = texts(made(tmp_path / "a.pdf", page(1), page(2)))
    assert len(read) == 24
    assert all(text.startswith("Dit is regel") for text in read)


def test_a_line_that_stands_once_at_the_top_is_text(tmp_path: Path) -> None:
    def first(canvas: Canvas) -> None:
        write(canvas, 70, 40, "Een eerste regel")
        body(canvas)

    assert texts(made(tmp_path / "a.pdf", first, body))[0] == "Een eerste regel"


def test_a_page_that_is_only_a_picture_is_said(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        pixels = tmp_path / "p.ppm"
        pixels.write_bytes(b"P6 4 4 255\n" + bytes(48))
        canvas.drawImage(str(pixels), 0, 0, 500, 700)

    document = made(tmp_path / "a.pdf", draw, body)
    assert [(issue.code, issue.page) for issue in document.issues] == [("needs_ocr", 1)]


def test_a_table_stands_where_it_is_printed(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 70, 100, "Hieronder de steun per stad.")
        for x in (70, 200, 330):
            canvas.line(x, HEIGHT - 150, x, HEIGHT - 190)
        for y in (150, 170, 190):
            canvas.line(70, HEIGHT - y, 330, HEIGHT - y)
        for row, cells in enumerate((("Gent", "100"), ("Aalst", "200"))):
            for column, text in enumerate(cells):
                write(canvas, 75 + 130 * column, 165 + 20 * row, text)
        write(canvas, 70, 230, "Dat is alles.")

    before, table, after = made(tmp_path / "a.pdf", draw).body
    assert isinstance(before, Line)
    assert isinstance(after, Line)
    assert isinstance(table, Table)
    assert table.rows() == [["Gent", "100"], ["Aalst", "200"]]
    place = table.cells[0].place
    assert place is not None
    assert place.box is not None
    assert 70 < place.box.x0 < 80
    assert 150 < place.box.top < place.box.bottom < 172


def test_the_boxes_of_a_turned_page_are_those_of_the_page_as_shown(tmp_path: Path) -> None:
    # Turned by 90 degrees, what stood at (100, 541) from the lower left is shown at the same
    # distances from the top and the left.
    document = made(tmp_path / "a.pdf", lambda c: write(c, 100, 300, "Subsidie"), rotation=90)
    (line,) = (item for item in document.body if isinstance(item, Line))
    assert line.box is not None
    assert line.box.top == pytest.approx(100, abs=1.5)
    assert line.box.x0 < HEIGHT - 300 < line.box.x1
    assert line.box.bottom <= document.page_boxes[0].bottom


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"<html><body>Niet gevonden</body></html>", "not_a_pdf"),
        (b"%PDF-1.7\n1 0 obj\n<</Type", "damaged"),
    ],
)
def test_what_is_no_pdf_is_refused_with_its_reason(
    tmp_path: Path, content: bytes, code: str
) -> None:
    path = tmp_path / "vraag.pdf"
    path.write_bytes(content)
    with pytest.raises(UnreadableDocument) as told:
        read_document(path)
    assert told.value.code == code
    assert str(told.value).startswith("vraag.pdf: ")


def test_a_missing_file_is_refused_with_its_reason(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument) as told:
        read_document(tmp_path / "weg.pdf")
    assert told.value.code == "unreadable_file"


def test_a_locked_pdf_is_refused_with_its_reason(tmp_path: Path) -> None:
    path = tmp_path / "slot.pdf"
    canvas = Canvas(str(path), pagesize=A4, encrypt="geheim")
    write(canvas, 70, 100, "Tekst")
    canvas.save()
    with pytest.raises(UnreadableDocument) as told:
        read_document(path)
    assert told.value.code == "encrypted"


def test_junk_before_the_head_of_a_pdf_is_passed_over(tmp_path: Path) -> None:
    good = tmp_path / "a.pdf"
    made(good, body)
    bad = tmp_path / "b.pdf"
    bad.write_bytes(b"HTTP/1.1 200 OK\r\n\r\n" + good.read_bytes())
    assert texts(read_document(bad)) == texts(read_document(good))


def sideways(draw: Draw, quarters: int) -> Draw:
    """What is drawn as on paper that lies, on a page that stands: turned anticlockwise."""

    def turned(canvas: Canvas) -> None:
        width, height = A4
        canvas.saveState()
        if quarters == 1:
            canvas.translate(width, 0)
        elif quarters == 2:
            canvas.translate(width, height)
        else:
            canvas.translate(0, height)
        canvas.rotate(90 * quarters)
        draw(canvas)
        canvas.restoreState()

    return turned


def lying(canvas: Canvas) -> None:
    """Two lines and a table between them on a page as wide as A4 is high."""
    canvas.setFont("Helvetica", 10)
    canvas.drawString(70, 500, "Hieronder de steun per stad.")
    for x in (70, 200, 330):
        canvas.line(x, 450, x, 410)
    for y in (450, 430, 410):
        canvas.line(70, y, 330, y)
    for row, cells in enumerate((("Gent", "100"), ("Aalst", "200"))):
        for column, text in enumerate(cells):
            canvas.drawString(75 + 130 * column, 435 - 20 * row, text)
    canvas.drawString(70, 380, "Dat is alles.")


@pytest.mark.parametrize(("quarters", "turn"), [(1, 1), (2, 2), (3, 3)])
def test_a_page_drawn_sideways_is_read_as_it_lies(tmp_path: Path, quarters: int, turn: int) -> None:
    before, table, after = made(tmp_path / "a.pdf", sideways(lying, quarters)).body
    assert isinstance(before, Line)
    assert isinstance(after, Line)
    assert isinstance(table, Table)
    assert (before.text, after.text) == ("Hieronder de steun per stad.", "Dat is alles.")
    assert {word.turn for word in before.words} == {turn}
    assert table.rows() == [["Gent", "100"], ["Aalst", "200"]]


def test_what_is_drawn_sideways_is_placed_on_the_page_as_it_is_shown(tmp_path: Path) -> None:
    before, table, _ = made(tmp_path / "a.pdf", sideways(lying, 1)).body
    assert isinstance(before, Line)
    assert isinstance(table, Table)
    first, box, place = before.words[0].box, table.boxes[0], table.cells[0].place
    assert first is not None
    assert box is not None
    assert place is not None
    assert place.box is not None
    # The line runs up the page, its first letter 70 points from the foot, 500 from the right.
    assert first.bottom == pytest.approx(HEIGHT - 70, abs=1.5)
    assert first.top < first.bottom - 30
    assert first.x0 < A4[0] - 500 < first.x1
    assert tuple(box) == pytest.approx((145.3, HEIGHT - 330, 185.3, HEIGHT - 70), abs=1)
    assert box.x0 < place.box.x0 < place.box.x1 < box.x1
    assert box.top < place.box.top < place.box.bottom < box.bottom


def test_a_page_drawn_sideways_and_shown_turned_is_an_upright_one(tmp_path: Path) -> None:
    before, table, _ = made(tmp_path / "a.pdf", sideways(lying, 1), rotation=90).body
    assert isinstance(before, Line)
    assert isinstance(table, Table)
    box = before.words[0].box
    assert box is not None
    assert (box.x0, before.words[0].turn) == (pytest.approx(70, abs=1.5), 0)
    assert table.rows() == [["Gent", "100"], ["Aalst", "200"]]


def test_text_up_the_margin_is_a_line_of_its_own(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        body(canvas)
        canvas.saveState()
        canvas.translate(40, 300)
        canvas.rotate(90)
        canvas.setFont("Helvetica", 8)
        canvas.drawString(0, 0, "Bron: Statistiek Vlaanderen")
        canvas.restoreState()

    read = texts(made(tmp_path / "a.pdf", draw))
    assert read[-1] == "Bron: Statistiek Vlaanderen"
    assert len(read) == 13


def test_a_mark_before_a_full_stop_is_no_part_of_the_number(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        body(canvas)
        write(canvas, 70, 500, "Het loopt tot 2028")
        width = canvas.stringWidth("Het loopt tot 2028", "Helvetica", 10)
        write(canvas, 70 + width, 496, "9", 6)
        write(canvas, 73.4 + width, 500, ".")
        write(canvas, 70, 760, "9 Daarna volgt een tweede oproep.", 7.5)

    assert texts(made(tmp_path / "a.pdf", draw))[-1] == "Het loopt tot 2028."


def test_leading_dots_are_a_word_of_their_own(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        body(canvas)
        write(canvas, 70, 500, "Inleiding" + "." * 40 + "12")

    assert texts(made(tmp_path / "a.pdf", draw))[-1] == f"Inleiding {'.' * 40} 12"


def test_text_in_a_form_that_is_scaled_stands_where_it_is_shown(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.beginForm("stempel")
        canvas.setFont("Helvetica", 12)
        canvas.drawString(10, 10, "Goedgekeurd")
        canvas.endForm()
        canvas.saveState()
        canvas.translate(200, 400)
        canvas.scale(0.5, 0.5)
        canvas.doForm("stempel")
        canvas.restoreState()

    (line,) = (i for i in made(tmp_path / "a.pdf", draw).body if isinstance(i, Line))
    box = line.words[0].box
    assert box is not None
    assert line.words[0].size == 6
    assert box.x0 == pytest.approx(205, abs=1)
    assert box.bottom == pytest.approx(HEIGHT - 405 + 0.22 * 6, abs=0.1)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("quarters", [0, 1, 3])
def test_both_readers_see_the_same_words(tmp_path: Path, rotation: int, quarters: int) -> None:
    path = tmp_path / "a.pdf"
    made(path, sideways(lying, quarters) if quarters else body, rotation=rotation)
    (slow,) = read_pages_slowly(path)
    with open_pdf(path) as pdf, open_page(pdf, 0) as page:
        fast = page
    assert (fast.turn, fast.box) == (slow.turn, pytest.approx(slow.box, abs=0.1))
    # pdfium gives lines that run down or back in another order.
    seen, other = (sorted(page.words, key=lambda word: word.text) for page in (fast, slow))
    assert [(word.text, word.turn) for word in seen] == [(word.text, word.turn) for word in other]
    if not quarters:
        return  # words that repeat on the page
    for one, twin in zip(seen, other, strict=True):
        assert one.box == pytest.approx(twin.box, abs=1)
