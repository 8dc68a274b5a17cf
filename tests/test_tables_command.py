"""``vraagbaak tables``: every format of it, from PDF, workbook and Word file."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from made_sheets import make_workbook, save, write_rows
from made_word import paragraph, row, table, write_word
from openpyxl import load_workbook
from reportlab.pdfgen.canvas import Canvas

from vraagbaak.cli import main

GRANTS = [["Gemeente", "Bedrag"], ["Aalst", 1234.5]]
# What OWASP lists as the beginning of a formula; tabs and line ends before it are no text.
FORMULAS = ("=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "=cmd|' /C calc'!A0")


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["tables", *map(str, arguments)])


def first_json(result: Result) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(result.stdout.splitlines()[0])
    return found


def print_ruled(path: Path, texts: tuple[tuple[str, str], ...]) -> Path:
    """A PDF with a ruled table of two columns."""
    canvas = Canvas(str(path), invariant=True)
    bottom = 700 - 20 * len(texts)
    canvas.grid([72, 172, 322], [700 - 20 * index for index in range(len(texts) + 1)])
    for index, cells in enumerate(texts):
        for column, text in enumerate(cells):
            canvas.drawString(76 + 100 * column, 686 - 20 * index, text)
    assert bottom > 0
    canvas.save()
    return path


def test_a_workbook_gives_its_tables_with_sheet_and_cell(tmp_path: Path) -> None:
    found = first_json(run(write_rows(tmp_path / "a.xlsx", [["Steun in 2023"], *GRANTS])))
    assert found["file"]["name"] == "a.xlsx"
    (given,) = found["tables"]
    assert given["rows"] == [["Gemeente", "Bedrag"], ["Aalst", "1234,5"]]
    assert (given["caption"], given["lead_in"]) == ("Blad1", "Steun in 2023")
    assert (given["method"], given["bbox"], given["header_rows"]) == ("sheet", None, 1)
    assert given["cells"][2] == {
        **{"row": 1, "column": 0, "row_span": 1, "column_span": 1},
        **{"page": 1, "bbox": None, "reference": "Blad1!A3"},
    }
    assert found["warnings"] == []


def test_a_word_file_and_a_pdf_give_theirs(tmp_path: Path) -> None:
    word = write_word(tmp_path / "a.docx", paragraph("x") + table(row("a", "b"), row("c", "d")))
    pdf = print_ruled(tmp_path / "b.pdf", (("a", "b"), ("c", "d")))
    result = run(word, pdf)
    assert result.exit_code == 0
    found = [json.loads(line)["tables"][0] for line in result.stdout.splitlines()]
    assert [one["rows"] for one in found] == [[["a", "b"], ["c", "d"]]] * 2
    assert [one["method"] for one in found] == ["markup", "ruled"]
    assert found[1]["cells"][0]["bbox"] is not None
    assert found[1]["cells"][0]["reference"] is None


def test_what_is_hidden_is_a_warning(tmp_path: Path) -> None:
    workbook = make_workbook(GRANTS)
    workbook.create_sheet("Geheim", 0).append(["x", "y"])
    workbook.worksheets[0].sheet_state = "hidden"
    found = first_json(run(save(workbook, tmp_path / "a.xlsx")))
    assert [(one["code"], one["page"]) for one in found["warnings"]] == [("hidden_sheet", 1)]


@pytest.mark.parametrize(
    ("style", "text"),
    [
        ("csv", "a,b\r\nc,1\r\n\r\n=d,e\r\nf,2\r\n"),
        (
            "markdown",
            "| a | b |\n| --- | --- |\n| c | 1 |\n\n| =d | e |\n| --- | --- |\n| f | 2 |\n",
        ),
    ],
)
def test_text_formats_part_tables_by_an_empty_line_and_change_nothing(
    style: str, text: str, tmp_path: Path
) -> None:
    one = write_rows(tmp_path / "a.xlsx", [["a", "b"], ["c", 1]])
    word = write_word(tmp_path / "b.docx", table(row("=d", "e"), row("f", "2")))
    assert run(one, word, "--format", style).stdout_bytes.decode() == text


def test_no_text_becomes_a_formula_in_a_workbook(tmp_path: Path) -> None:
    rows = [row(text.replace("'", "&apos;"), "x") for text in FORMULAS]
    word = write_word(tmp_path / "a.docx", table(*rows))
    result = run(word, "--format", "xlsx")
    sheet = load_workbook(io.BytesIO(result.stdout_bytes)).worksheets[1]
    cells = [sheet.cell(index, 1) for index in range(1, len(FORMULAS) + 1)]
    assert [cell.data_type for cell in cells] == ["s"] * len(cells)
    assert [cell.value for cell in cells] == [text.strip() for text in FORMULAS]
    assert all(cell.quotePrefix for cell in cells)
    assert not sheet["B1"].quotePrefix


def test_a_workbook_says_where_its_sheets_come_from_and_is_the_same_each_time(
    tmp_path: Path,
) -> None:
    long = write_rows(tmp_path / ("een [lange] naam " * 3 + ".xlsx"), [*GRANTS, [], ["x", 1]])
    (tmp_path / "b").mkdir()
    other = write_rows(tmp_path / "b" / long.name, GRANTS)
    for name in ("1.xlsx", "2.xlsx"):
        done = run(long, other, "--format", "xlsx", "--out", tmp_path / name)
        assert (done.exit_code, done.stdout) == (0, "")
        assert done.stderr == f"written        {tmp_path / name}\n"
    assert (tmp_path / "1.xlsx").read_bytes() == (tmp_path / "2.xlsx").read_bytes()
    workbook = load_workbook(tmp_path / "1.xlsx")
    names = workbook.sheetnames[1:]
    assert len(names) == len(set(names)) == 3
    contents = list(workbook.worksheets[0].values)
    assert contents[0][:3] == ("sheet", "file", "pages")
    assert [line[:3] for line in contents[1:]] == [
        (name, path.name, "1") for name, path in zip(names, (long, long, other), strict=True)
    ]
    assert [*workbook[names[0]].values][1] == ("Aalst", "1234,5")
    first = workbook[names[0]]
    assert (first.freeze_panes, first.auto_filter.ref) == ("A2", "A1:B2")
    assert first.column_dimensions["A"].width > len("Gemeente")
    assert contents[1][6] == 1


def test_control_characters_do_not_break_a_workbook(tmp_path: Path) -> None:
    pdf = print_ruled(tmp_path / "a.pdf", (("a\x01b", "c"), ("d", "e")))
    assert run(pdf, "--format", "xlsx").exit_code == 0


def test_a_file_that_is_not_read_is_told_and_the_others_go_on(tmp_path: Path) -> None:
    (tmp_path / "a.doc").write_bytes(b"{\\rtf1}")
    good = write_rows(tmp_path / "b.xlsx", GRANTS)
    result = run(tmp_path / "a.doc", good)
    assert result.exit_code == 3
    assert result.stderr == "vraagbaak: a.doc: is an RTF file; save it as DOCX or PDF\n"
    failed, read = (json.loads(line) for line in result.stdout.splitlines())
    assert failed["error"]["code"] == "old_format"
    assert len(read["tables"]) == 1
    assert run(tmp_path / "a.doc", good, "--format", "xlsx").exit_code == 3


def test_an_output_that_cannot_be_written_is_wrong_usage(tmp_path: Path) -> None:
    result = run(write_rows(tmp_path / "a.xlsx", GRANTS), "--out", tmp_path / "no" / "b.json")
    assert result.exit_code == 2
    assert result.stderr.startswith("vraagbaak: cannot write ")
