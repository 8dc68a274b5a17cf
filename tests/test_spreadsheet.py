"""Workbooks: their tables with sheet and cell, what is hidden, and what breaks a reader."""

import csv
import datetime as dt
import struct
from pathlib import Path

import pytest
from made_sheets import (
    OFFICE,
    SHEET,
    make_workbook,
    read_part,
    replace_parts,
    save,
    sheet_xml,
    write_rows,
)
from openpyxl.styles import Font

from vraagbaak.errors import UnreadableDocument
from vraagbaak.reading.office import packages
from vraagbaak.reading.office.cell_texts import Value, cell_text
from vraagbaak.reading.office.spreadsheet import read_workbook
from vraagbaak.records import Document, Line, Table, TableMethod

CASES = Path(__file__).parent / "cases/sheet_cells.csv"
with CASES.open(encoding="utf-8", newline="") as file:
    CASE_ROWS = list(csv.DictReader(file))
GRANTS = [["Gemeente", "Bedrag"], ["Aalst", 1234.5], ["Gent", 2000]]


def tables(document: Document) -> list[Table]:
    return [item for item in document.body if isinstance(item, Table)]


def texts(document: Document) -> list[str]:
    return [item.text for item in document.body if isinstance(item, Line) and item.words]


def codes(document: Document) -> list[str]:
    return [issue.code for issue in document.issues]


def refusal(path: Path) -> str:
    with pytest.raises(UnreadableDocument) as caught:
        read_workbook(path)
    assert "\n" not in str(caught.value)
    return caught.value.code


# ------------------------------------------------------------------ what a cell shows


@pytest.mark.parametrize(
    "case", CASE_ROWS, ids=[f"{c['form']}: {c['value']} {c['number_format']}" for c in CASE_ROWS]
)
def test_a_number_shows_all_its_digits_and_what_its_format_adds(case: dict[str, str]) -> None:
    number_format = case["number_format"].replace("General", "")
    assert cell_text(float(case["value"]), number_format) == case["text"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "WAAR"),
        (False, "ONWAAR"),
        (dt.date(2021, 3, 4), "04/03/2021"),
        (dt.datetime(2021, 3, 4, 13, 5), "04/03/2021 13:05"),  # noqa: DTZ001
        (dt.datetime(2021, 3, 4), "04/03/2021"),  # noqa: DTZ001
        (dt.time(9, 5), "09:05"),
        (dt.time(9, 5, 7), "09:05:07"),
        (dt.timedelta(hours=30), "30:00:00"),
        (" twee \n woorden\u00a0en\u00ad een ", "twee woorden en een"),
        ("", ""),
    ],
)
def test_other_values_show_as_in_a_dutch_spreadsheet(value: Value, text: str) -> None:
    assert cell_text(value) == text


def test_the_formats_of_a_file_reach_its_cells(tmp_path: Path) -> None:
    workbook = make_workbook([["Aandeel", "Bedrag"], [0.5, 1500]])
    sheet = workbook.worksheets[0]
    sheet["A2"].number_format = "0%"  # a format with a number of its own
    sheet["B2"].number_format = '#,##0 "euro"'
    document = read_workbook(save(workbook, tmp_path / "a.xlsx"))
    assert tables(document)[0].rows()[1] == ["50%", "1.500 euro"]


# ------------------------------------------------------------------ tables


def test_a_table_knows_the_sheet_and_the_reference_of_its_cells(tmp_path: Path) -> None:
    rows = [[], [None, *GRANTS[0]], [None, *GRANTS[1]], [None, *GRANTS[2]]]
    document = read_workbook(write_rows(tmp_path / "a.xlsx", rows))
    (table,) = tables(document)
    assert table.rows() == [["Gemeente", "Bedrag"], ["Aalst", "1234,5"], ["Gent", "2000"]]
    assert [cell.reference for cell in table.cells][:3] == ["Blad1!B2", "Blad1!C2", "Blad1!B3"]
    assert (table.header_rows, table.pages, table.boxes) == (1, (1,), (None,))
    assert table.method is TableMethod.SHEET
    assert table.caption is not None
    assert table.caption.text == "Blad1"
    assert table.cells[0].place == (1, None)
    assert table.cells[2].passage.pieces[0].page == 1
    assert (document.page_count, document.has_text, document.issues) == (1, True, ())


@pytest.mark.parametrize(
    ("title", "reference"),
    [("Blad 1", "'Blad 1'!A1"), ("'t Spel", "'''t Spel'!A1"), ("2023", "'2023'!A1")],
)
def test_the_name_of_a_sheet_is_quoted_as_in_a_formula(
    title: str, reference: str, tmp_path: Path
) -> None:
    path = save(make_workbook(GRANTS, title), tmp_path / "a.xlsx")
    assert tables(read_workbook(path))[0].cells[0].reference == reference


def test_blank_rows_and_columns_part_tables(tmp_path: Path) -> None:
    rows = [
        ["a", 1, None, "c", 3],
        ["b", 2, None, "d", 4],
        [],
        [None, "e", 5],
        [None, "f", 6],
    ]
    found = tables(read_workbook(write_rows(tmp_path / "a.xlsx", rows)))
    assert [table.rows() for table in found] == [
        [["a", "1"], ["b", "2"]],
        [["c", "3"], ["d", "4"]],
        [["e", "5"], ["f", "6"]],
    ]
    assert [table.cells[0].reference for table in found] == ["Blad1!A1", "Blad1!D1", "Blad1!B4"]


def test_a_title_right_above_a_table_is_text_that_leads_it_in(tmp_path: Path) -> None:
    rows = [["Subsidies 2023"], ["in duizend euro"], *GRANTS]
    document = read_workbook(write_rows(tmp_path / "a.xlsx", rows))
    (table,) = tables(document)
    assert texts(document) == ["Subsidies 2023", "in duizend euro"]
    assert table.lead_in is not None
    assert table.lead_in.text == "Subsidies 2023 in duizend euro"
    assert list(table.lead_in.paragraphs()) == [(0, 14), (15, 30)]
    assert table.row_count == 3
    assert table.cells[0].reference == "Blad1!A3"


def test_a_title_over_two_tables_does_not_make_them_one(tmp_path: Path) -> None:
    rows = [["Overzicht", None, None, None, None], ["a", 1, None, "c", 3], ["b", 2, None, "d", 4]]
    workbook = make_workbook(rows)
    workbook.worksheets[0].merge_cells("A1:E1")
    document = read_workbook(save(workbook, tmp_path / "a.xlsx"))
    assert texts(document) == ["Overzicht"]
    assert [table.cells[0].reference for table in tables(document)] == ["Blad1!A2", "Blad1!D2"]


def test_a_column_by_itself_is_a_list(tmp_path: Path) -> None:
    rows = [["Aalst"], ["Brugge"], ["Diest"], ["Gent"]]
    document = read_workbook(write_rows(tmp_path / "a.xlsx", rows))
    assert tables(document)[0].rows() == rows


def test_merged_cells_are_one_cell_that_spans(tmp_path: Path) -> None:
    rows = [["Gemeente", "Steun", None], [None, "2022", "2023"], ["Aalst", 1, 2], ["Gent", 3, 4]]
    workbook = make_workbook(rows)
    sheet = workbook.worksheets[0]
    sheet.merge_cells("A1:A2")
    sheet.merge_cells("B1:C1")
    (table,) = tables(read_workbook(save(workbook, tmp_path / "a.xlsx")))
    assert table.rows()[:2] == [["Gemeente", "Steun", "Steun"], ["Gemeente", "2022", "2023"]]
    assert [(c.row_span, c.column_span) for c in table.cells[:2]] == [(2, 1), (1, 2)]
    assert table.header_rows == 2


def test_bold_rows_at_the_top_are_headers(tmp_path: Path) -> None:
    workbook = make_workbook([["Gemeente", "Project"], ["Aalst", "park"], ["Gent", "brug"]])
    for cell in workbook.worksheets[0][1]:
        cell.font = Font(bold=True)
    (table,) = tables(read_workbook(save(workbook, tmp_path / "a.xlsx")))
    assert table.header_rows == 1


def test_years_over_numbers_are_a_header_and_words_alone_are_none(tmp_path: Path) -> None:
    years = write_rows(tmp_path / "a.xlsx", [["Gemeente", 2022, 2023], ["Aalst", 1, 2]])
    words = write_rows(tmp_path / "b.xlsx", [["Aalst", "park"], ["Gent", "brug"]])
    assert tables(read_workbook(years))[0].header_rows == 1
    assert tables(read_workbook(words))[0].header_rows == 0


def test_every_sheet_is_a_page_and_a_chart_has_no_cells(tmp_path: Path) -> None:
    workbook = make_workbook(GRANTS)
    workbook.create_chartsheet("Grafiek")
    workbook.create_sheet("Leeg")
    workbook.create_sheet("Meer").append(["x", 1])
    document = read_workbook(save(workbook, tmp_path / "a.xlsx"))
    assert document.page_count == 4
    assert [table.pages for table in tables(document)] == [(1,), (4,)]


def test_a_workbook_without_a_value_has_no_text(tmp_path: Path) -> None:
    document = read_workbook(write_rows(tmp_path / "a.xlsx", []))
    assert (document.has_text, document.body) == (False, ())


# ------------------------------------------------------------------ what is not seen


def test_what_is_hidden_is_read_and_told(tmp_path: Path) -> None:
    workbook = make_workbook([["a", 1, 2], ["b", 3, 4], ["c", 5, 6], ["d", 7, 8]])
    sheet = workbook.worksheets[0]
    for number in (2, 3):
        sheet.row_dimensions[number].hidden = True
    sheet.column_dimensions["B"].hidden = True
    other = workbook.create_sheet("Geheim")
    other.append(["x", 1])
    other.sheet_state = "veryHidden"
    document = read_workbook(save(workbook, tmp_path / "a.xlsx"))
    assert len(tables(document)) == 2
    assert [(issue.code, issue.page) for issue in document.issues] == [
        ("hidden_rows", 1),
        ("hidden_columns", 1),
        ("hidden_sheet", 2),
    ]
    assert document.issues[0].message.endswith(": 2-3")
    assert document.issues[1].message.endswith(": B")


def test_hidden_columns_beyond_the_cells_hide_nothing(tmp_path: Path) -> None:
    workbook = make_workbook(GRANTS)
    columns = workbook.worksheets[0].column_dimensions
    columns["E"].min, columns["E"].max, columns["E"].hidden = 5, 16384, True
    assert codes(read_workbook(save(workbook, tmp_path / "a.xlsx"))) == []


def test_a_formula_that_was_never_worked_out_is_told(tmp_path: Path) -> None:
    rows = [*GRANTS, ["Totaal", "=SUM(B2:B3)"]]
    document = read_workbook(write_rows(tmp_path / "a.xlsx", rows))
    assert tables(document)[0].rows()[-1] == ["Totaal", ""]
    (issue,) = document.issues
    assert issue.code == "formula_without_value"
    assert "B4" in issue.message


def test_an_error_is_shown_as_it_stands(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "a.xlsx", GRANTS)
    xml = '<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="e"><f>A1/0</f><v>#DIV/0!</v></c></row>'
    replace_parts(path, tmp_path / "b.xlsx", {SHEET: sheet_xml(xml)})
    document = read_workbook(tmp_path / "b.xlsx")
    assert tables(document)[0].rows() == [["1", "#DIV/0!"]]


# ------------------------------------------------------------------ files that would break it


def test_two_values_far_apart_are_too_large_and_a_style_far_away_is_not(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "a.xlsx", GRANTS)
    near = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'
    far = '<row r="1048576"><c r="XFD1048576">{}</c></row>'
    for name, value in (("value", "<v>1</v>"), ("style", "")):
        xml = sheet_xml(near + far.format(value))
        replace_parts(path, tmp_path / f"{name}.xlsx", {SHEET: xml})
    assert refusal(tmp_path / "value.xlsx") == "too_large"
    assert tables(read_workbook(tmp_path / "style.xlsx"))[0].rows() == [["1", "2"]]


def test_one_long_text_that_stands_in_many_cells_is_too_large(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "a.xlsx", [["kort"]])
    links = "xl/_rels/workbook.xml.rels"
    link = f'<Relationship Id="r9" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    parts = {
        SHEET: sheet_xml('<row><c t="s"><v>0</v></c></row>' * 2000),
        "xl/sharedStrings.xml": f"<sst><si><t>{'x' * 32_000}</t></si></sst>".encode(),
        links: read_part(path, links).replace(b"</Rel", f"{link}</Rel".encode()),
    }
    assert refusal(replace_parts(path, tmp_path / "b.xlsx", parts)) == "too_large"


def test_a_part_that_unpacks_to_too_much_is_refused_unopened(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "a.xlsx", GRANTS)
    bomb = bytes(packages.MOST_BYTES)
    replace_parts(path, tmp_path / "bomb.xlsx", {SHEET: bomb})
    assert (tmp_path / "bomb.xlsx").stat().st_size < 1_000_000
    assert refusal(tmp_path / "bomb.xlsx") == "too_large"


def test_a_directory_that_lies_about_a_size_is_damage(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "a.xlsx", GRANTS)
    data = bytearray(path.read_bytes())
    entry = data.rfind(SHEET.encode()) - 46  # the part's entry in the directory at the end
    data[entry + 24 : entry + 28] = struct.pack("<I", 10)
    path.write_bytes(data)
    assert refusal(path) == "damaged"


@pytest.mark.parametrize(
    "xml",
    [
        b"",
        b"<worksheet><sheetData>",
        b'<!DOCTYPE a [<!ENTITY b "c">]>' + sheet_xml('<row><c t="str"><v>&b;</v></c></row>'),
        sheet_xml('<row r="1"><c r="A0"><v>1</v></c></row>'),
        sheet_xml('<row r="x"><c r="A1"><v>1</v></c></row>'),
        sheet_xml('<row r="1"><c r="ZZZ1"><v>1</v></c></row>'),
        sheet_xml('<row r="1"><c r="A1" t="s"><v>99</v></c></row>'),
    ],
)
def test_a_sheet_that_is_no_sheet_is_damage(xml: bytes, tmp_path: Path) -> None:
    path = write_rows(tmp_path / "a.xlsx", GRANTS)
    replace_parts(path, tmp_path / "b.xlsx", {SHEET: xml})
    assert refusal(tmp_path / "b.xlsx") == "damaged"


def test_merged_cells_without_end_are_cut_to_the_sheet(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "a.xlsx", [["a", None], ["b", 1]])
    xml = read_part(path, SHEET)
    merges = b'<mergeCells><mergeCell ref="A1:XFD1"/><mergeCell ref="B1:C9"/></mergeCells>'
    xml = xml.replace(b"</sheetData>", b"</sheetData>" + merges)
    replace_parts(path, tmp_path / "b.xlsx", {SHEET: xml})
    document = read_workbook(tmp_path / "b.xlsx")
    assert texts(document) == ["a"]
    assert tables(document)[0].rows() == [["b", "1"]]


def test_a_truncated_workbook_is_damage(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "a.xlsx", GRANTS)
    path.write_bytes(path.read_bytes()[:-300])
    assert refusal(path) == "damaged"
