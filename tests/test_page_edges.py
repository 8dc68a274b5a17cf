"""What stands off the page is not read, and said; what crosses its edge ends there."""

from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from vraagbaak.reading.document import read_document, read_document_slowly
from vraagbaak.records import Box, Line, Table


def test_words_off_the_page_are_left_out_and_said(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(400, 300), invariant=True)
    canvas.drawString(72, 200, "Dit is te lezen.")
    canvas.drawString(72, -80, "Dit ziet niemand.")
    canvas.drawString(500, 200, "Dit ook niet.")
    canvas.drawString(350, 100, "overderand")
    canvas.save()
    for read in (read_document, read_document_slowly):
        document = read(tmp_path / "a.pdf")
        lines = [line for line in document.body if isinstance(line, Line)]
        assert [line.text for line in lines] == ["Dit is te lezen.", "overderand"]
        assert document.page_boxes == (Box(0.0, 0.0, 400.0, 300.0),)
        assert all(line.box and line.box.x1 <= 400.0 for line in lines)
        (issue,) = (one for one in document.issues if one.code == "off_page")
        assert issue.message == ("6 woorden staan buiten de rand van pagina 1 en zijn niet gelezen")


# ------------------------------------------------------------------ what pages repeat


def test_rows_at_the_head_of_pages_are_kept_though_alike_but_for_their_figures(
    tmp_path: Path,
) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4, invariant=True)
    for page in range(3):
        for row in range(12):
            y = A4[1] - 60 - 14 * row
            canvas.drawString(70, y, f"PRJ.{2010 + page}.{7 * row + page:04}")
            canvas.drawString(200, y, "geweigerd")
            canvas.drawRightString(400, y, f"{page * 91 + row * 13 + 204} €")
        canvas.showPage()
    canvas.save()
    (table,) = (item for item in read_document(tmp_path / "a.pdf").body if isinstance(item, Table))
    assert table.row_count == 36


def test_a_header_at_the_head_of_every_page_stands_once_over_its_table(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4, invariant=True)
    for page in range(2):
        y = A4[1] - 60
        canvas.setFont("Helvetica-Bold", 10)
        for x, text in ((70, "Gemeente"), (200, "Stand")):
            canvas.drawString(x, y, text)
        canvas.setFont("Helvetica", 10)
        for row in range(12):
            y -= 14
            canvas.drawString(70, y, ("Aalst", "Genk", "Mol", "Lier")[(row + page) % 4])
            canvas.drawString(200, y, ("geweigerd", "goedgekeurd", "ingetrokken")[row % 3])
        canvas.showPage()
    canvas.save()
    (table,) = (item for item in read_document(tmp_path / "a.pdf").body if isinstance(item, Table))
    assert table.rows()[0] == ["Gemeente", "Stand"]
    assert table.row_count == 25
    assert sum(row == ["Gemeente", "Stand"] for row in table.rows()) == 1


def test_a_number_longer_than_python_counts_is_no_fault_of_the_page(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4, invariant=True)
    for digit in "78":
        canvas.setFont("Helvetica", 0.02)
        canvas.drawString(70, A4[1] - 40, digit * 5000)
        canvas.setFont("Helvetica", 10)
        canvas.drawString(70, 400, "De raad keurt het goed.")
        canvas.showPage()
    canvas.save()
    lines = [item.text for item in read_document(tmp_path / "a.pdf").body if isinstance(item, Line)]
    assert [text for text in lines if " " in text] == ["De raad keurt het goed."] * 2


def test_numbered_headings_alike_but_for_their_numbers_are_kept(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4, invariant=True)
    for page, number in enumerate(("4.1.2.", "4.3.2.", "4.7.2."), 1):
        canvas.drawString(70, A4[1] - 30, f"Verslag van de zitting {page}")
        canvas.drawString(70, A4[1] - 70, f"{number} Eindstemming")
        for row in range(20):
            canvas.drawString(70, A4[1] - 110 - 15 * row, "Het voorstel wordt aangenomen.")
        canvas.showPage()
    canvas.save()
    lines = [item.text for item in read_document(tmp_path / "a.pdf").body if isinstance(item, Line)]
    assert [text for text in lines if text.endswith("Eindstemming")] == [
        "4.1.2. Eindstemming",
        "4.3.2. Eindstemming",
        "4.7.2. Eindstemming",
    ]
    assert not [text for text in lines if text.startswith("Verslag")]
