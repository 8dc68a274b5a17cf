"""Word files: paragraphs, the labels of automatic lists, tables, and what is not printed."""

from pathlib import Path

import docx
import pytest
from made_sheets import replace_parts
from made_word import cell, item, level, paragraph, row, run, table, write_word

from vraagbaak.errors import UnreadableDocument
from vraagbaak.questions.question import find_questions
from vraagbaak.reading.office.word import read_word
from vraagbaak.records import Document, Line, Status, Table, TableMethod

LIST = '<w:abstractNum w:abstractNumId="{id}">{levels}</w:abstractNum>'
LEVELS = (
    level(0, "decimal", "%1.")
    + level(1, "lowerLetter", "%2)")
    + level(2, "lowerRoman", "%3)")
)  # fmt: skip
OUTLINE = LIST.format(id=1, levels=LEVELS)


def use(number_id: int, abstract: int = 1, more: str = "") -> str:
    return f'<w:num w:numId="{number_id}"><w:abstractNumId w:val="{abstract}"/>{more}</w:num>'


def read(tmp_path: Path, body: str, **parts: str) -> Document:
    return read_word(write_word(tmp_path / "made.docx", body, **parts))


def texts(document: Document) -> list[str]:
    return [item.text for item in document.body if isinstance(item, Line) and item.words]


def tables(document: Document) -> list[Table]:
    return [item for item in document.body if isinstance(item, Table)]


def codes(document: Document) -> list[str]:
    return [issue.code for issue in document.issues]


# ------------------------------------------------------------------ paragraphs


def test_an_empty_line_parts_paragraphs_and_a_forced_line_is_a_line(tmp_path: Path) -> None:
    forced = "<w:r><w:t>een</w:t><w:br/><w:t>twee</w:t><w:tab/><w:t>drie</w:t></w:r>"
    document = read(tmp_path, paragraph(forced) + paragraph("vier"))
    lines = [item.text for item in document.body if isinstance(item, Line)]
    assert lines == ["een", "twee drie", "", "vier", ""]
    assert (document.page_count, document.has_text) == (1, True)


def test_a_word_in_several_runs_is_one_word(tmp_path: Path) -> None:
    runs = run("sub", "<w:b/>") + run("sidie voor") + run(" Aal", "<w:i/>") + run("st.")
    (line, _) = read(tmp_path, paragraph(runs)).body
    assert isinstance(line, Line)
    assert line.text == "subsidie voor Aalst."
    assert [(word.bold, word.italic) for word in line.words] == [
        (True, False),
        (False, False),
        (False, True),
    ]


def test_the_look_comes_from_the_run_then_its_styles_then_the_defaults(tmp_path: Path) -> None:
    styles = """
        <w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="18"/></w:rPr></w:rPrDefault>
        </w:docDefaults>
        <w:style w:type="paragraph" w:styleId="Kop"><w:basedOn w:val="Basis"/>
          <w:rPr><w:i/></w:rPr></w:style>
        <w:style w:type="paragraph" w:styleId="Basis"><w:basedOn w:val="Kop"/>
          <w:rPr><w:b/></w:rPr></w:style>
        <w:style w:type="character" w:styleId="Gewoon"><w:rPr><w:b w:val="0"/></w:rPr></w:style>
    """
    runs = run("a ") + run("b ", '<w:rStyle w:val="Gewoon"/>') + run("c", '<w:sz w:val="24"/>')
    document = read(tmp_path, paragraph(runs, '<w:pStyle w:val="Kop"/>'), styles=styles)
    (line, _) = document.body
    assert isinstance(line, Line)
    looks = [(word.text, word.bold, word.italic, word.size) for word in line.words]
    assert looks == [("a", True, True, 9.0), ("b", False, True, 9.0), ("c", True, True, 12.0)]


def test_text_set_in_capitals_is_in_capitals(tmp_path: Path) -> None:
    document = read(tmp_path, paragraph(run("Schriftelijke vraag", "<w:caps/>")))
    assert texts(document) == ["SCHRIFTELIJKE VRAAG"]


def test_signs_that_are_no_letters_are_read(tmp_path: Path) -> None:
    signs = (
        '<w:r><w:sym w:font="Wingdings" w:char="F0A7"/><w:t> Oost</w:t><w:noBreakHyphen/>'
        "<w:t>Vlaan</w:t><w:softHyphen/><w:t>deren\u00a0en</w:t></w:r>"
    )
    assert texts(read(tmp_path, paragraph(signs))) == ["• Oost-Vlaanderen en"]


def test_text_in_fields_links_and_content_controls_is_read(tmp_path: Path) -> None:
    runs = (
        f"<w:hyperlink>{run('een ')}</w:hyperlink><w:sdt><w:sdtContent>{run('twee ')}"
        '</w:sdtContent></w:sdt><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        "<w:r><w:instrText>REF nummer</w:instrText></w:r>"
        f"<w:fldSimple w:instr='DATE'>{run('drie')}</w:fldSimple>"
    )
    control = f"<w:sdt><w:sdtContent>{paragraph('vier')}</w:sdtContent></w:sdt>"
    assert texts(read(tmp_path, paragraph(runs) + control)) == ["een twee drie", "vier"]


def test_a_text_box_is_read_once_after_its_paragraph(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{paragraph('kader')}</w:txbxContent>"
    drawing = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert texts(read(tmp_path, paragraph(run("tekst") + drawing))) == ["tekst", "kader"]


def test_tracked_changes_are_read_as_accepted_and_told(tmp_path: Path) -> None:
    runs = (
        f"{run('Het ')}<w:del><w:r><w:delText>oude </w:delText></w:r></w:del>"
        f"<w:moveFrom>{run('verplaatste ')}</w:moveFrom><w:ins>{run('nieuwe ')}</w:ins>"
        f"{run('plan')}"
    )
    document = read(tmp_path, paragraph(runs))
    assert texts(document) == ["Het nieuwe plan"]
    assert codes(document) == ["tracked_changes"]


def test_hidden_text_is_left_out_and_told(tmp_path: Path) -> None:
    document = read(tmp_path, paragraph(run("zicht") + run("baar", "<w:vanish/>")))
    assert texts(document) == ["zicht"]
    assert codes(document) == ["hidden_text"]


def test_footnotes_stand_apart_in_the_order_of_their_marks(tmp_path: Path) -> None:
    notes = "".join(
        f'<w:footnote w:id="{number}">{paragraph(text)}</w:footnote>'
        for number, text in ((0, "streep"), (2, "tweede"), (3, "eerste"))
    )
    marks = [f'<w:r><w:footnoteReference w:id="{number}"/></w:r>' for number in (3, 2, 3, 9)]
    body = paragraph(run("een") + marks[0] + run(", twee") + "".join(marks[1:]))
    document = read(tmp_path, body, footnotes=notes)
    assert texts(document) == ["een, twee"]
    assert [note.text for note in document.footnotes] == ["eerste", "tweede"]


# ------------------------------------------------------------------ automatic lists


def test_the_labels_of_lists_are_printed_before_their_paragraphs(tmp_path: Path) -> None:
    levels = [0, 1, 1, 2, 2, 1, 0, 1, 2]
    body = "".join(item(f"p{index}", 1, depth) for index, depth in enumerate(levels))
    document = read(tmp_path, body, numbering=OUTLINE + use(1))
    assert texts(document) == [
        *("1. p0", "a) p1", "b) p2", "i) p3", "ii) p4", "c) p5", "2. p6", "a) p7", "i) p8"),
    ]


def test_a_list_goes_on_after_other_text_and_under_another_id(tmp_path: Path) -> None:
    body = item("a", 1) + paragraph("tussen") + item("b", 1) + item("c", 2)
    document = read(tmp_path, body, numbering=OUTLINE + use(1) + use(2))
    assert texts(document) == ["1. a", "tussen", "2. b", "3. c"]


def test_a_list_begins_anew_where_its_id_says_so(tmp_path: Path) -> None:
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    body = item("a", 1) + item("b", 1) + item("c", 2) + item("d", 2)
    document = read(tmp_path, body, numbering=OUTLINE + use(1) + use(2, more=anew))
    assert texts(document) == ["1. a", "2. b", "1. c", "2. d"]


def test_a_level_without_a_parent_counts_its_parent_from_the_start(tmp_path: Path) -> None:
    levels = level(0, "upperRoman", "%1", start=3) + level(1, "decimal", "%1.%2")
    document = read(
        tmp_path,
        item("a", 1, 1) + item("b", 1, 0) + item("c", 1, 1),
        numbering=LIST.format(id=1, levels=levels) + use(1),
    )
    assert texts(document) == ["III.1 a", "IV b", "IV.1 c"]


def test_levels_that_are_all_decimal_or_never_restart_are_followed(tmp_path: Path) -> None:
    levels = level(0, "upperLetter", "%1.") + level(
        1, "decimal", "%1.%2", more='<w:isLgl/><w:lvlRestart w:val="0"/>'
    )
    depths = (0, 1, 1, 0, 1)
    document = read(
        tmp_path,
        "".join(item("x", 1, depth) for depth in depths),
        numbering=LIST.format(id=1, levels=levels) + use(1),
    )
    assert texts(document) == ["A. x", "1.1 x", "1.2 x", "B. x", "2.3 x"]


@pytest.mark.parametrize(
    ("kind", "text", "label"),
    [
        ("bullet", "\uf0b7", "•"),
        ("bullet", "-", "-"),
        ("none", "Vraag", "Vraag"),
        ("decimalZero", "%1.", "04."),
        ("upperLetter", "(%1)", "(D)"),
        ("lowerRoman", "%1°", "iv°"),
        ("chineseCounting", "%1.", "4."),
    ],
)
def test_each_kind_of_number_is_printed(kind: str, text: str, label: str, tmp_path: Path) -> None:
    numbering = LIST.format(id=1, levels=level(0, kind, text, start=4)) + use(1)
    assert texts(read(tmp_path, item("x", 1), numbering=numbering)) == [f"{label} x"]


def test_a_style_puts_its_paragraphs_in_a_list(tmp_path: Path) -> None:
    levels = level(0, "decimal", "%1.", more='<w:pStyle w:val="Vraag"/>') + level(
        1, "lowerLetter", "%2)", more='<w:pStyle w:val="Deelvraag"/>'
    )
    numbered = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}">{numbered}</w:style>'
        for name in ("Vraag", "Deelvraag")
    )
    none = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    body = (
        paragraph("a", '<w:pStyle w:val="Vraag"/>')
        + paragraph("b", '<w:pStyle w:val="Deelvraag"/>')
        + paragraph("los", '<w:pStyle w:val="Deelvraag"/>' + none)
        + paragraph("c", '<w:pStyle w:val="Deelvraag"/>')
    )
    numbering = LIST.format(id=1, levels=levels) + use(1)
    document = read(tmp_path, body, styles=styles, numbering=numbering)
    assert texts(document) == ["1. a", "a) b", "los", "b) c"]


def test_a_list_may_stand_in_for_the_list_of_a_style(tmp_path: Path) -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="Lijst"/>'
        + level(0, "lowerLetter", "%1.")
        + '</w:abstractNum><w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="Lijst"/>'
        + "</w:abstractNum>"
        + use(1, 2)
    )
    assert texts(read(tmp_path, item("x", 1), numbering=numbering)) == ["a. x"]


def test_a_list_that_is_not_there_gives_no_label(tmp_path: Path) -> None:
    assert texts(read(tmp_path, item("x", 7) + item("y", 1, 5), numbering=OUTLINE + use(1))) == [
        "x",
        "y",
    ]


# ------------------------------------------------------------------ tables


def test_a_table_stands_in_its_place_with_its_spans(tmp_path: Path) -> None:
    two = '<w:gridSpan w:val="2"/>'
    made = table(
        row(cell("Gemeente", '<w:vMerge w:val="restart"/>'), cell("Steun", two)),
        row(cell("", "<w:vMerge/>"), "2022", "2023"),
        row(cell(paragraph("Sint-") + paragraph("Truiden")), "1", "2"),
    )
    document = read(tmp_path, paragraph("voor") + made + paragraph("na"))
    kinds = [type(item) for item in document.body]
    assert kinds == [Line, Line, Table, Line, Line]
    (found,) = tables(document)
    assert found.rows() == [
        ["Gemeente", "Steun", "Steun"],
        ["Gemeente", "2022", "2023"],
        ["Sint- Truiden", "1", "2"],
    ]
    assert found.header_rows == 2
    assert (found.method, found.pages, found.boxes) == (TableMethod.MARKUP, (1,), (None,))
    assert found.cells[0].place == (1, None)


def test_rows_that_repeat_on_each_page_are_headers(tmp_path: Path) -> None:
    made = table(
        row("Gemeente", "Project", properties="<w:tblHeader/>"), row("Aalst", "park"), row("a", "b")
    )
    assert tables(read(tmp_path, made))[0].header_rows == 1


def test_the_first_row_is_a_header_where_the_style_of_the_table_makes_it_bold(
    tmp_path: Path,
) -> None:
    styles = (
        '<w:style w:type="table" w:styleId="Raster"><w:tblStylePr w:type="firstRow"><w:rPr><w:b/>'
        "</w:rPr></w:tblStylePr></w:style>"
    )
    look = '<w:tblStyle w:val="Raster"/><w:tblLook w:val="{}"/>'
    rows = (row("Gemeente", "Project"), row("Aalst", "park"))
    for value, count in (("04A0", 1), ("0480", 0)):
        made = table(*rows, properties=look.format(value))
        assert tables(read(tmp_path, made, styles=styles))[0].header_rows == count


def test_a_frame_around_text_is_no_table(tmp_path: Path) -> None:
    document = read(tmp_path, table(row(cell(paragraph("een") + paragraph("twee")))))
    assert texts(document) == ["een", "twee"]
    assert not tables(document)


def test_a_table_in_a_cell_is_read_as_text_and_told(tmp_path: Path) -> None:
    made = table(row("a", cell(table(row("b", "c")) + paragraph("d"))), row("e", "f"))
    (found,) = tables(read(tmp_path, made))
    assert found.rows() == [["a", "b c d"], ["e", "f"]]
    assert [issue.code for issue in found.issues] == ["nested_table"]


def test_a_deleted_row_is_gone_and_an_empty_table_is_none(tmp_path: Path) -> None:
    gone = row("x", "y", properties="<w:del/>")
    document = read(tmp_path, table(row("a", "b"), gone, row("c", "d")) + table(gone))
    assert [found.rows() for found in tables(document)] == [[["a", "b"], ["c", "d"]]]


def test_a_row_may_leave_columns_open_before_it(tmp_path: Path) -> None:
    made = table(row("a", "b"), row("c", properties='<w:gridBefore w:val="1"/>'))
    assert tables(read(tmp_path, made))[0].rows() == [["a", "b"], ["", "c"]]


def test_a_caption_right_above_goes_with_its_table(tmp_path: Path) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Bijschrift"><w:name w:val="caption"/></w:style>'
    )
    made = table(row("a", "b"), row("c", "d"))
    body = (
        paragraph("Steun per stad", '<w:pStyle w:val="Bijschrift"/>')
        + made
        + paragraph("Tabel 2: Nog meer")
        + paragraph("")
        + made
        + paragraph("gewone tekst")
        + made
    )
    document = read(tmp_path, body, styles=styles)
    captions = [found.caption.text if found.caption else None for found in tables(document)]
    assert captions == ["Steun per stad", "Tabel 2: Nog meer", None]
    assert texts(document) == ["gewone tekst"]


# ------------------------------------------------------------------ whole files


def test_a_question_with_automatic_numbers_has_its_sub_questions(tmp_path: Path) -> None:
    head = (
        *("SCHRIFTELIJKE VRAAG", "nr. 12", "van AN PEETERS", "datum: 3 mei 2021"),
        *("aan JAN DE SMET", "VLAAMS MINISTER VAN SPORT"),
    )
    answer = (
        *("JAN DE SMET", "VLAAMS MINISTER VAN SPORT", "ANTWOORD"),
        *("op vraag nr. 12 van 3 mei 2021", "van AN PEETERS"),
    )
    numbering = OUTLINE + use(1) + LIST.format(id=2, levels=level(0, "decimal", "%1.")) + use(2, 2)
    body = "".join(
        (
            *map(paragraph, head),
            paragraph(run("Zwemlessen - Kosten", "<w:b/>")),
            paragraph("Zwemmen is leuk."),
            item("Wat kost een les?", 1),
            item("Per gemeente?", 1, 1),
            item("Hoeveel lessen waren er?", 1),
            *map(paragraph, answer),
            item("Een les kost 5 euro.", 2),
            item("Er waren 20 lessen.", 2),
        )
    )
    (question,) = find_questions(read(tmp_path, body, numbering=numbering))
    assert question.title.text == "Zwemlessen - Kosten"
    assert [(sub.label, sub.passage.text) for sub in question.sub_questions] == [
        ("1", "Wat kost een les?"),
        ("1a", "Per gemeente?"),
        ("2", "Hoeveel lessen waren er?"),
    ]
    assert [(block.labels, block.passage.text) for block in question.answers] == [
        (("1",), "Een les kost 5 euro."),
        (("2",), "Er waren 20 lessen."),
    ]
    assert question.sub_questions[2].status is Status.ANSWERED


def test_what_word_writes_by_its_own_template_is_read(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_heading("Kop", 1)
    for text, style in (("een", "List Number"), ("twee", "List Number"), ("los", "List Bullet")):
        made.add_paragraph(text, style=style)
    grid = made.add_table(2, 2)
    for index, text in enumerate(("Gemeente", "Aantal", "Aalst", "3")):
        grid.cell(*divmod(index, 2)).text = text
    made.save(str(tmp_path / "made.docx"))
    document = read_word(tmp_path / "made.docx")
    assert texts(document) == ["Kop", "1. een", "2. twee", "• los"]
    assert tables(document)[0].rows() == [["Gemeente", "Aantal"], ["Aalst", "3"]]
    assert tables(document)[0].header_rows == 1


def test_a_file_of_pictures_alone_needs_recognition(tmp_path: Path) -> None:
    path = write_word(tmp_path / "a.docx", paragraph("<w:r><w:drawing/></w:r>"), image="")
    document = read_word(path)
    assert (document.has_text, codes(document)) == (False, ["needs_ocr"])


# ------------------------------------------------------------------ files that would break it


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("<w:p>", "damaged"),
        ("<w:sdt>" * 5000 + "</w:sdt>" * 5000, "damaged"),
        (table(row("x")) + "<w:tbl>" + row("y" * 3) * 40_000 + "</w:tbl>", None),
        (table(row(cell("", '<w:gridSpan w:val="999999999"/>')) * 20_000), "too_large"),
    ],
)
def test_a_hostile_body_is_refused_or_read(body: str, code: str | None, tmp_path: Path) -> None:
    path = write_word(tmp_path / "a.docx", body)
    if code is None:
        assert read_word(path).has_text
    else:
        with pytest.raises(UnreadableDocument) as caught:
            read_word(path)
        assert caught.value.code == code


def test_a_part_of_xml_that_is_too_large_for_a_tree_is_refused(tmp_path: Path) -> None:
    path = write_word(tmp_path / "a.docx", " " * (51 * 2**20))
    with pytest.raises(UnreadableDocument, match="part it") as caught:
        read_word(path)
    assert caught.value.code == "too_large"


def test_entities_are_refused(tmp_path: Path) -> None:
    path = write_word(tmp_path / "a.docx", paragraph("x"))
    bomb = b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]><document><body/></document>'
    replace_parts(path, tmp_path / "b.docx", {"word/document.xml": bomb})
    with pytest.raises(UnreadableDocument) as caught:
        read_word(tmp_path / "b.docx")
    assert caught.value.code == "damaged"
