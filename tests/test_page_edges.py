"""What stands off the page is not read, and said; what crosses its edge ends there."""

from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from vraagbaak.reading.document import read_document, read_document_slowly
from vraagbaak.records import Box, Line


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
