"""Scanned pages: told as such, read where that is asked, and told again when they were read."""

import importlib.util
import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from vraagbaak.errors import WrongUsage
from vraagbaak.reading.document import read_document
from vraagbaak.reading.pages.scan import read_scanned_document
from vraagbaak.records import Document, Line

COMMAND = Path(sys.executable).with_name("vraagbaak")
LINES = ("De gemeenten kregen samen", "twaalf nieuwe bibliotheken.")
HAS_EXTRA = importlib.util.find_spec("ocrmypdf") is not None
EXTRA = "pip install 'vraagbaak[ocr]'"
ENGINE = "apt install tesseract-ocr tesseract-ocr-nld"


def has_dutch() -> bool:
    """Whether tesseract is installed with its Dutch data."""
    if shutil.which("tesseract") is None:
        return False
    done = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=True)
    return "nld" in done.stdout.split()


needs_extra = pytest.mark.skipif(not HAS_EXTRA, reason="the extra `ocr` is not installed")


def print_text(path: Path) -> Path:
    """A page with two large lines."""
    canvas = Canvas(str(path), invariant=True)
    canvas.setFont("Helvetica", 20)
    for index, line in enumerate(LINES):
        canvas.drawString(72, 700 - 30 * index, line)
    canvas.save()
    return path


def scan(source: Path, target: Path, *, blank: bool = False) -> Path:
    """The first page of a PDF as a picture, after a page of text, before a blank picture if so."""
    with pdfium.PdfDocument(source) as document:
        page = document[0]
        picture = page.render(scale=200 / 72).to_pil().convert("L")
        page.close()
    white = picture.point(lambda _: 255)
    canvas = Canvas(str(target), invariant=True)
    canvas.drawString(72, 700, "Een blad met tekst.")
    canvas.showPage()
    for image in (picture, white) if blank else (picture,):
        buffer = io.BytesIO()
        image.save(buffer, "PNG")
        buffer.seek(0)
        canvas.drawImage(ImageReader(buffer), 0, 0, *canvas._pagesize)
        canvas.showPage()
    canvas.save()
    return target


@pytest.fixture
def scanned(tmp_path: Path) -> Path:
    return scan(print_text(tmp_path / "text.pdf"), tmp_path / "scan.pdf")


def parse(path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command with some of the environment changed."""
    return subprocess.run(
        [COMMAND, "parse", "--ocr", path],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )


def issues(document: Document) -> list[tuple[str, int | None]]:
    return [(issue.code, issue.page) for issue in document.issues]


def test_a_scanned_page_is_told_as_such(scanned: Path) -> None:
    document = read_document(scanned)
    assert issues(document) == [("needs_ocr", 2)]
    assert document.has_text


def test_without_the_extra_it_is_told_what_to_install(
    scanned: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ocrmypdf", None)
    with pytest.raises(WrongUsage) as caught:
        read_scanned_document(scanned)
    assert str(caught.value).endswith(EXTRA)


def test_a_document_without_scans_needs_no_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ocrmypdf", None)
    path = print_text(tmp_path / "text.pdf")
    assert read_scanned_document(path) == read_document(path)


def test_a_missing_extra_is_one_line_and_exit_code_2(scanned: Path, tmp_path: Path) -> None:
    (tmp_path / "ocrmypdf.py").write_text("raise ImportError", encoding="utf-8")
    done = parse(scanned, PYTHONPATH=str(tmp_path))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"vraagbaak: reading scans needs the extra `ocr`; run: {EXTRA}\n"


@needs_extra
def test_without_tesseract_it_is_told_what_to_install(scanned: Path, tmp_path: Path) -> None:
    done = parse(scanned, PATH=str(tmp_path))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith(f"{ENGINE}\n")
    assert done.stderr.count("\n") == 1


@needs_extra
@pytest.mark.skipif(not has_dutch(), reason="tesseract with its Dutch data is not installed")
def test_a_scanned_page_is_read_and_told_to_be_recognised(tmp_path: Path) -> None:
    path = scan(print_text(tmp_path / "text.pdf"), tmp_path / "scan.pdf", blank=True)
    document = read_scanned_document(path)
    lines = [item.text for item in document.body if isinstance(item, Line) and item.page == 2]
    assert lines == [*LINES]
    assert issues(document) == [("ocr", 2), ("nothing_recognised", 3)]
    assert (document.name, document.sha256) == (path.name, read_document(path).sha256)
