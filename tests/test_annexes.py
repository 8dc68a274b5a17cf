"""Annexes in a folder: their tables are the question's, each value leads to its own document."""

import csv
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from click.testing import CliRunner, Result
from made_annexes import (
    FIETSBRUG,
    OLD_WORD,
    SPEELPLEIN,
    blank,
    letter,
    paper,
    sheet,
    word,
)
from made_records import open_no_reader

from vraagbaak.cli import main
from vraagbaak.dataset import release
from vraagbaak.dataset.checks.proof import check_dataset
from vraagbaak.dataset.views.explanation import Explanation, explain
from vraagbaak.runs.build import Engine, Summary, build, usual_engine
from vraagbaak.source.annex_names import sort_files

QUESTION = "2025-2026/crevits/15"
SHEET = f"{QUESTION}#annexes/bijlage-1-xlsx"
PAPER = f"{QUESTION}#annexes/bijlage-2-pdf"
WORD = f"{QUESTION}#annexes/bijlage-3-docx"
OLD = f"{QUESTION}#annexes/bijlage-4-doc"
ROWS = (
    ("Gent", "Speelplein voor de buurt", 41500),
    ("Leuven", "Zaal voor verenigingen", 12345.5),
    ("Totaal", None, 53845.5),
)


class Place:
    """A folder of documents with its dataset."""

    def __init__(self, folder: Path, engine: Engine) -> None:
        self.corpus, self.output, self.engine = folder / "corpus", folder / "output", engine

    def put(self, name: str, content: bytes) -> None:
        """Write a file of the corpus."""
        path = self.corpus / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        path.write_bytes(content)

    def build(self, **changes: Any) -> Summary:
        """Build, and see to it that all of it holds."""
        summary = build(self.corpus, self.output, self.engine._replace(**changes), max_drop=1.0)
        assert check_dataset(self.output, self.corpus) == []
        return summary

    @contextmanager
    def opened(self) -> Iterator[sqlite3.Connection]:
        """The database."""
        with closing(sqlite3.connect(self.output / release.DATABASE)) as connection:
            yield connection

    def select(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        with self.opened() as connection:
            return connection.execute(query, values).fetchall()

    def explain(self, key: str) -> Explanation:
        """Where a value comes from."""
        with self.opened() as connection:
            return explain(connection, key)

    def run(self, *arguments: str) -> Result:
        """A command on the dataset."""
        done = CliRunner().invoke(main, [*arguments, "--dataset", str(self.output)])
        assert done.exit_code == 0, done.output
        return done

    def exports(self) -> dict[str, bytes]:
        """The files that must be the same for the same documents."""
        return {
            path.name: path.read_bytes()
            for kind in ("csv", "parquet")
            for path in (self.output / kind).iterdir()
        }

    def changes(self) -> set[tuple[Any, ...]]:
        """What the last build changed: table, what, row, old and new, cause."""
        return set(
            self.select(
                "SELECT table_name, what, row_id, old, new, cause FROM changes"
                " WHERE run_id = (SELECT max(id) FROM runs)"
            )
        )


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Two questions; one has an annex of each kind, one of which nobody can read."""
    folder = tmp_path_factory.mktemp("annexes")
    place = Place(folder, usual_engine(1))
    place.put("15.pdf", letter(15, SPEELPLEIN, FIETSBRUG))
    place.put("16.pdf", letter(16))
    place.put("15 bijlage 1.xlsx", sheet(*ROWS))
    place.put("15 bijlage 2.pdf", paper(("Aalst", "Jeugdlokaal", "7.500")))
    place.put("15 bijlage 3.docx", word(folder / "made.docx", ("Bree", "Dorpsplein", "9.999")))
    place.put("15 bijlage 4.doc", OLD_WORD)
    summary = place.build()
    assert summary.figures.unread == ()
    assert summary.tally[:3] == (5, 0, 1)
    return place


@pytest.fixture
def place(built: Place, tmp_path: Path) -> Place:
    """A copy to change."""
    shutil.copytree(built.corpus.parent, tmp_path / "copy", symlinks=True)
    return Place(tmp_path / "copy", built.engine)


# ------------------------------------------------------------------ what is there


def test_the_projects_of_annexes_are_rows_like_any_other(built: Place) -> None:
    rows = built.select(
        "SELECT annex_id, lead_nis_code, title, amount_cents FROM projects"
        " WHERE question_id = ? ORDER BY annex_id, position",
        QUESTION,
    )
    assert rows == [
        (None, "44021", "Speelplein voor de buurt", 4150000),
        (None, "41002", "Nieuwe fietsbrug", 8725000),
        (SHEET, "44021", "Speelplein voor de buurt", 4150000),
        (SHEET, "24062", "Zaal voor verenigingen", 1234550),
        (PAPER, "41002", "Jeugdlokaal", 750000),
        (WORD, "72004", "Dorpsplein", 999900),
    ]
    assert built.select("SELECT annex_id, stated, agrees FROM totals") == [(SHEET, "53845.5", 1)]
    mentions = "SELECT text FROM municipality_mentions WHERE annex_id = ? ORDER BY position"
    assert built.select(mentions, PAPER) == [("Aalst",)]


def test_every_value_of_an_annex_leads_to_its_own_document_and_place(built: Place) -> None:
    in_sheet = built.explain(f"{SHEET}#tables/0/2/2")
    assert (in_sheet.printed, in_sheet.origin.path) == ("12345,5", "15 bijlage 1.xlsx")
    assert (in_sheet.reference, in_sheet.question_id) == ("Projecten!C4", QUESTION)
    project = built.explain(f"{SHEET}#projects/1")
    assert (project.reference, project.values["amount"]) == ("Projecten!A4", "12345.50")
    assert ("Leuven", (1, None)) in project.around
    on_paper = built.explain(f"{PAPER}#projects/0")
    assert (on_paper.origin.path, on_paper.reference) == ("15 bijlage 2.pdf", None)
    assert on_paper.place is not None
    assert on_paper.place.box is not None
    assert built.explain(f"{PAPER}#amounts/0").origin.path == "15 bijlage 2.pdf"
    assert built.explain(f"{PAPER}#project_amounts/0").origin.path == "15 bijlage 2.pdf"
    assert built.explain(f"{QUESTION}#projects/0").origin.path == "15.pdf"


def test_a_value_of_an_annex_can_be_drawn_on_its_page(built: Place, tmp_path: Path) -> None:
    picture = tmp_path / "value.png"
    built.run(
        *("explain", f"{PAPER}#projects/0", "--png", str(picture)),
        *("--corpus", str(built.corpus)),
    )
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_an_annex_that_cannot_be_read_is_a_doubt_about_the_document_of_its_question(
    built: Place,
) -> None:
    told = built.select(
        "SELECT d.path, question_id, annex_id, severity, message FROM issues"
        " JOIN documents d ON d.id = document_id WHERE code = 'annex_unread'"
    )
    said = "bijlage bijlage-4-doc is niet gelezen (old_format): is "
    assert [row[:4] for row in told] == [("15.pdf", QUESTION, OLD, "warning")]
    assert told[0][4].startswith(said)
    files = built.select("SELECT path, role, status FROM documents ORDER BY path")
    assert files == [
        ("15 bijlage 1.xlsx", "annex", "read"),
        ("15 bijlage 2.pdf", "annex", "read"),
        ("15 bijlage 3.docx", "annex", "read"),
        ("15 bijlage 4.doc", "annex", "failed"),
        ("15.pdf", "main", "read"),
        ("16.pdf", "main", "read"),
    ]


def test_the_page_of_a_question_names_its_annexes(built: Place) -> None:
    shown = built.run("show", "15").output
    assert "Bijlage bijlage-1-xlsx: 1 tabel, 2 projecten  (15 bijlage 1.xlsx)" in shown
    assert "Bijlage bijlage-4-doc: niet gelezen  (15 bijlage 4.doc)" in shown
    assert "Bijlage" not in built.run("show", "16").output


def test_a_project_in_the_answer_and_in_its_annex_counts_once(built: Place) -> None:
    groups = built.select("SELECT project_id, project_group FROM project_groups ORDER BY 1")
    first = f"{QUESTION}#projects/0"
    assert groups == [(f"{SHEET}#projects/0", first), (first, first)]
    listed = built.run("projects", "--municipality", "Gent").output
    assert "83.000,00 euro, 2 rijen; 1 dubbel, elk project één keer: 41.500,00 euro" in listed
    assert "15 bijlage 1.xlsx" in listed
    number = "SELECT detail FROM events WHERE kind = 'project' AND nis_code = '44021'"
    assert built.select(number) == [("1",)]


def test_the_exports_name_the_annex_of_a_row(built: Place) -> None:
    with (built.output / "csv" / "cells.csv").open(encoding="utf-8", newline="") as file:
        cells = {row["id"]: row["reference"] for row in csv.DictReader(file)}
    assert cells[f"{SHEET}#tables/0/2/2"] == "Projecten!C4"
    assert cells[f"{PAPER}#tables/0/1/0"] == ""


# ------------------------------------------------------------------ from build to build


def test_a_second_build_reads_nothing_and_leaves_the_same_bytes(place: Place) -> None:
    before = place.exports()
    summary = place.build(open_readers=open_no_reader)
    assert summary.tally[:2] == (0, 5)
    assert place.exports() == before
    shutil.rmtree(place.output)
    place.build()
    assert place.exports() == before


def test_a_corrected_annex_changes_its_own_rows(place: Place) -> None:
    place.put("15 bijlage 1.xlsx", sheet(*ROWS[:1], ("Leuven", "Zaal voor verenigingen", 12346)))
    assert place.build().tally[0] == 1
    changes = place.changes()
    assert ("cells", "changed", f"{SHEET}#tables/0/2/2", "12345,5", "12346", "source") in changes
    assert (
        *("projects", "changed", f"{SHEET}#projects/1", "12345.50", "12346.00", "source"),
    ) in changes
    own = {row for row in changes if row[0] not in ("documents", "files")}
    assert all(row[2].startswith(SHEET) and row[5] == "source" for row in own)


def test_a_withdrawn_annex_takes_its_own_rows_along(place: Place) -> None:
    (place.corpus / "15 bijlage 3.docx").unlink()
    assert place.build(open_readers=open_no_reader).tally.removed == 1
    assert place.select("SELECT count(*) FROM cells WHERE id LIKE ?", f"{WORD}#%") == [(0,)]
    changes = place.changes()
    assert ("annexes", "removed", WORD) in {row[:3] for row in changes}
    own = {row for row in changes if row[0] not in ("documents", "files")}
    assert all(row[2].startswith(WORD) and row[1] == "removed" for row in own)


def test_an_annex_that_breaks_costs_its_own_rows_and_comes_back(place: Place) -> None:
    before = place.exports()
    place.put("15 bijlage 2.pdf", b"%PDF-1.7 half")
    broken = place.build()
    assert broken.figures.unread == ()
    assert dict(broken.figures.warnings)["annex_unread"] == 2
    place.put("15 bijlage 2.pdf", blank())
    place.build()
    assert place.select(
        "SELECT message FROM issues WHERE annex_id = ? AND code = 'annex_unread'", PAPER
    ) == [
        (
            "bijlage bijlage-2-pdf is niet gelezen (no_text): "
            "het bestand heeft geen tekst: het is leeg, of een beeld",
        )
    ]
    place.put("15 bijlage 2.pdf", paper(("Aalst", "Jeugdlokaal", "7.500")))
    place.build()
    assert place.exports() == before


def test_a_corrected_answer_keeps_its_annexes(place: Place) -> None:
    place.put("15.pdf", letter(15, SPEELPLEIN))
    place.build()
    assert place.select("SELECT count(*) FROM projects WHERE annex_id IS NOT NULL") == [(4,)]
    own = {row for row in place.changes() if row[0] not in ("documents", "files", "issues")}
    assert not any("#annexes/" in row[2] for row in own)


def test_a_ruling_on_a_value_of_an_annex_outlives_builds_until_its_annex_changes(
    place: Place,
) -> None:
    project = f"{SHEET}#projects/1"
    reviews = ("--reviews", str(place.corpus / "reviews.yaml"))
    ruling = ("review", "correct", project, "12000", "--by", "An Peeters", "--reason", "afgerond")
    place.run(*ruling, *reviews)
    place.build()
    amount = "SELECT amount_cents, amount_extracted_cents FROM projects WHERE id = ?"
    assert place.select(amount, project) == [(1200000, 1234550)]
    place.put("15 bijlage 1.xlsx", sheet(*ROWS[:1], ("Leuven", "Zaal voor verenigingen", 12346)))
    place.build()
    assert place.select(amount, project) == [(1234600, 1234600)]
    assert place.select("SELECT standing FROM reviews") == [("document_gone",)]


# ------------------------------------------------------------------ what belongs to what


def test_an_annex_of_two_questions_is_read_for_both(place: Place) -> None:
    place.put("16 bijlage.xlsx", (place.corpus / "15 bijlage 1.xlsx").read_bytes())
    assert place.build().tally.read == 0
    rows = place.select("SELECT question_id, count(*) FROM annexes GROUP BY 1 ORDER BY 1")
    assert rows == [(QUESTION, 4), ("2025-2026/crevits/16", 1)]
    projects = "SELECT title FROM projects WHERE question_id = '2025-2026/crevits/16'"
    assert len(place.select(projects)) == 2
    (place.corpus / "15 bijlage 1.xlsx").unlink()
    place.build(open_readers=open_no_reader)
    assert len(place.select(projects)) == 2
    assert place.select("SELECT count(*) FROM annexes WHERE question_id = ?", QUESTION) == [(3,)]


def test_an_annex_that_holds_a_question_itself_says_so(place: Place) -> None:
    place.put("16 bijlage.pdf", letter(17, FIETSBRUG))
    place.build()
    told = place.select("SELECT d.path FROM issues JOIN documents d ON d.id = document_id"
                        " WHERE code = 'annex_holds_question'")  # fmt: skip
    assert told == [("16 bijlage.pdf",)]
    assert place.select("SELECT count(*) FROM questions") == [(2,)]


def test_an_annex_of_which_the_question_is_not_clear_is_told(place: Place) -> None:
    place.put("bijlage.xlsx", sheet(*ROWS[:1]))
    summary = place.build()
    assert [(one.path, one.code) for one in summary.figures.unread] == [
        ("bijlage.xlsx", "annex_of_no_question")
    ]
    again = place.build(open_readers=open_no_reader)
    assert again.tally.failed == 2
    place.put("apart/15.pdf", letter(18))
    place.put("apart/bijlage.xlsx", (place.corpus / "bijlage.xlsx").read_bytes())
    (place.corpus / "bijlage.xlsx").unlink()
    assert place.build().figures.unread == ()
    tied = "SELECT question_id FROM annexes WHERE question_id LIKE '%/18'"
    assert place.select(tied) == [("2025-2026/crevits/18",)]


@pytest.mark.parametrize(
    ("annex", "documents", "document"),
    [
        ("311-bijlage.xlsx", ["31.pdf", "311.pdf"], "311.pdf"),
        ("31-1 bijlage.xlsx", ["31.pdf", "31-1.pdf"], "31-1.pdf"),
        ("Bijlage 2.xlsx", ["vrg_en_antw.235.pdf"], "vrg_en_antw.235.pdf"),
        ("vrg_en_antw.235_Bijlage1.xlsx", ["vrg_en_antw.235.PDF"], "vrg_en_antw.235.PDF"),
        ("bijlage.xlsx", ["31.pdf", "311.pdf"], None),
        ("bijlage.xlsx", ["elders/31.pdf"], None),
        ("bijlage.xlsx", [], None),
    ],
)
def test_the_name_of_an_annex_says_to_what_document_it_belongs(
    annex: str, documents: list[str], document: str | None
) -> None:
    found = sort_files(map(PurePosixPath, (annex, *documents)), (".pdf",))
    assert found.annexes == {PurePosixPath(annex): document and PurePosixPath(document)}


def test_a_file_called_an_annex_of_nothing_is_a_document_where_it_can_be_one() -> None:
    names = [
        PurePosixPath(name) for name in ("31.pdf", "311.pdf", "bijlagenota.pdf", "bijlage.pdf")
    ]
    found = sort_files(names, (".pdf",))
    assert sorted(found.documents) == sorted(names)
    assert found.annexes == {}
