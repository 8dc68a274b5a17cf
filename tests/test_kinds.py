"""What a file is, by its own bytes, and what is said of one that is not read."""

import zipfile
from pathlib import Path

import pytest
from made_sheets import make_workbook, replace_parts, save
from made_word import paragraph, write_word
from reportlab.pdfgen.canvas import Canvas

from vraagbaak.errors import UnreadableDocument
from vraagbaak.reading.document import read_document
from vraagbaak.reading.kinds import Kind, find_kind

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
TYPES = "[Content_Types].xml"


def archive(path: Path, *names: str) -> bytes:
    """A ZIP of files that hold their own name."""
    with zipfile.ZipFile(path, "w") as made:
        for name in names:
            made.writestr(name, name)
    return path.read_bytes()


def refusal(path: Path) -> UnreadableDocument:
    with pytest.raises(UnreadableDocument) as caught:
        read_document(path)
    assert str(caught.value).startswith(f"{path.name}: ")
    assert "\n" not in str(caught.value)
    return caught.value


def test_a_file_is_what_its_bytes_say_whatever_its_name_says(tmp_path: Path) -> None:
    Canvas(str(tmp_path / "a.docx")).save()
    write_word(tmp_path / "b.xlsx", paragraph("tekst"))
    save(make_workbook([["a", 1]]), tmp_path / "c.pdf")
    found = [find_kind(tmp_path / name) for name in ("a.docx", "b.xlsx", "c.pdf")]
    assert found == [Kind.PDF, Kind.WORD, Kind.SHEETS]
    assert read_document(tmp_path / "c.pdf").name == "c.pdf"
    assert read_document(tmp_path / "b.xlsx").has_text


@pytest.mark.parametrize(
    ("data", "code", "advice"),
    [
        (OLE + "WordDocument".encode("utf-16-le"), "old_format", "save it as DOCX or PDF"),
        (OLE + "Workbook".encode("utf-16-le"), "old_format", "save it as XLSX or PDF"),
        (OLE, "old_format", "save it as DOCX, XLSX or PDF"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted", "save it without one"),
        (b"{\\rtf1\\ansi tekst}", "old_format", "save it as DOCX or PDF"),
        (b"<!DOCTYPE html><html></html>", "not_a_pdf", "fetch the PDF itself"),
        (b"\xef\xbb\xbf\n<HTML><p>", "not_a_pdf", "fetch the PDF itself"),
        (b"gewone tekst", "not_a_pdf", "fetch the PDF itself"),
        (b"", "empty_file", "fetch it again"),
        (b"\x89PNG\r\n\x1a\n", "other_format", "--ocr"),
        (b"PK\x03\x04 en verder niets", "damaged", "fetch it again"),
    ],
)
def test_what_is_not_read_is_refused_with_what_to_do(
    data: bytes, code: str, advice: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    error = refusal(path)
    assert error.code == code
    assert advice in str(error)


@pytest.mark.parametrize(
    ("names", "advice"),
    [
        (("vraag.pdf", "bijlage.xlsx"), "unpack it"),
        (("mimetype", "content.xml"), "save it as DOCX, XLSX or PDF"),
    ],
)
def test_a_package_of_another_kind_is_refused(
    names: tuple[str, ...], advice: str, tmp_path: Path
) -> None:
    archive(tmp_path / "a.zip", *names)
    error = refusal(tmp_path / "a.zip")
    assert error.code == "other_format"
    assert advice in str(error)


@pytest.mark.parametrize(
    ("content_type", "advice"),
    [
        ("application/vnd.ms-excel.sheet.binary.macroEnabled.main", "save it as XLSX"),
        ("application/vnd.openxmlformats-officedocument.presentationml.main+xml", "as PDF"),
    ],
)
def test_office_files_that_are_no_sheets_or_text_are_refused(
    content_type: str, advice: str, tmp_path: Path
) -> None:
    path = write_word(tmp_path / "a.docx", paragraph("x"))
    types = f'<Types><Override PartName="/word/document.xml" ContentType="{content_type}"/></Types>'
    error = refusal(replace_parts(path, tmp_path / "b.docx", {TYPES: types.encode()}))
    assert error.code == "other_format"
    assert advice in str(error)


def test_a_package_with_a_password_is_told(tmp_path: Path) -> None:
    path = write_word(tmp_path / "a.docx", paragraph("x"))
    data = bytearray(path.read_bytes())
    data[data.rfind(b"PK\x01\x02") + 8] |= 1  # the flag of the last entry in the directory
    path.write_bytes(data)
    assert refusal(path).code == "encrypted"


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert refusal(tmp_path / "weg.pdf").code == "unreadable_file"
