"""What people rule on is kept, applied, found again after a change, and stale when it moved."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from made_records import write_document
from made_reviews import (
    IDLE,
    MADE,
    PROJECT,
    QUESTION,
    Desk,
    open_changed,
    open_more_twins,
    open_refused,
    open_twins,
)

from vraagbaak.cli import main
from vraagbaak.dataset.checks.proof import check_dataset
from vraagbaak.dataset.reviews.file import read_rulings
from vraagbaak.errors import WrongUsage
from vraagbaak.runs.build import Engine, build
from vraagbaak.runs.reader import open_record_readers

SAMPLE = Path(__file__).resolve().parents[1] / "corpus" / "samples" / "04-hemelwater.pdf"
COMMAND = Path(sys.executable).with_name("vraagbaak")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk with a dataset of one made document."""
    made = Desk(tmp_path_factory.mktemp("review"))
    write_document(made.corpus / "a.pdf", "question")
    build(made.corpus, made.output, MADE)
    return made


@pytest.fixture
def desk(built: Desk, tmp_path: Path) -> Desk:
    """A desk of one's own."""
    made = Desk(tmp_path)
    shutil.copytree(built.corpus, made.corpus, dirs_exist_ok=True)
    shutil.copytree(built.output, made.output, symlinks=True)
    return made


# ------------------------------------------------------------------ rulings in the dataset


def test_a_corrected_amount_is_what_projects_shows_beside_the_extracted_one(desk: Desk) -> None:
    assert desk.project() == (125050, 125050, "unchecked")
    desk.rule("correct", PROJECT, "1300", "--reason", "het totaal")
    assert desk.project() == (125050, 125050, "unchecked")
    build(desk.corpus, desk.output, IDLE)
    assert desk.project() == (130000, 125050, "source_read")
    csv = (desk.output / "csv" / "projects.csv").read_text(encoding="utf-8")
    assert ",1300.00,1250.50," in csv
    assert ",1250.50,source_read" in (desk.output / "csv" / "reviews.csv").read_text()
    assert check_dataset(desk.output) == []


def test_a_build_that_reads_nothing_new_applies_and_withdraws_reviews(desk: Desk) -> None:
    before = desk.select("SELECT * FROM projects")
    desk.rule("correct", PROJECT, "1300", "--reason", "x")
    desk.rule("correct", PROJECT, "geweigerd", "--column", "status", "--reason", "x")
    desk.rule("correct", f"{QUESTION}#municipalities/2", "23027", "--reason", "Halle in Brabant")
    assert build(desk.corpus, desk.output, IDLE).figures.reviews == 3
    assert desk.select("SELECT status FROM projects WHERE position = 0") == [("geweigerd",)]
    mention = "SELECT nis_code, nis_code_now FROM municipality_mentions WHERE position = 2"
    assert desk.select(mention) == [("23027", "23027")]
    desk.file.unlink()
    build(desk.corpus, desk.output, IDLE)
    assert desk.select("SELECT * FROM projects") == before
    assert desk.select(mention) == [(None, None)]
    assert desk.select("SELECT * FROM reviews") == []


def test_the_list_of_projects_shows_the_corrected_amount_and_what_was_read(desk: Desk) -> None:
    def listed() -> list[dict[str, object]]:
        result = CliRunner().invoke(main, ["projects", "--dataset", str(desk.output), "--json"])
        assert result.exit_code == 0, result.output
        found = json.loads(result.stdout)
        return [found["sums"], *found["projects"]]

    before = listed()
    desk.rule("correct", PROJECT, "1300", "--reason", "x")
    desk.rule("correct", f"{QUESTION}#projects/1", "75.5", "--reason", "stond erbij")
    build(desk.corpus, desk.output, IDLE)
    sums, genk, feast = listed()
    assert (genk["amounts"], genk["extracted"]) == ({"granted": "1300.00"}, {"granted": "1250.50"})
    assert (feast["amounts"], feast["extracted"]) == ({"unknown": "75.50"}, {"unknown": None})
    assert [one["amount"] for one in sums if one["municipality"] is None] == ["1300.00", "75.50"]
    shown = CliRunner().invoke(main, ["projects", "--dataset", str(desk.output)]).output
    assert "(gelezen: 1.250,50)" in " ".join(shown.split())
    options = ["--dataset", str(desk.output), "--format", "csv"]
    assert ";toegekend 1.250,50;" in CliRunner().invoke(main, ["projects", *options]).stdout
    assert check_dataset(desk.output) == []
    desk.rule("correct", PROJECT, "", "--reason", "er staat geen bedrag")
    build(desk.corpus, desk.output, IDLE)
    assert listed()[1]["amounts"] == {}
    desk.file.unlink()
    build(desk.corpus, desk.output, IDLE)
    assert listed() == before


def test_an_explanation_says_what_people_ruled(desk: Desk) -> None:
    desk.rule("correct", PROJECT, "1300", "--reason", "het totaal")
    build(desk.corpus, desk.output, IDLE)
    shown = CliRunner().invoke(main, ["explain", PROJECT, "--dataset", str(desk.output)]).output
    assert "nazicht     amount correct 1300.00 (gelezen: 1250.50), An, " in shown
    assert ": het totaal; bron gelezen" in shown


def test_a_corrected_amount_of_a_refused_project_stays_out_of_sums(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    write_document(desk.corpus / "a.pdf", "question")
    build(desk.corpus, desk.output, MADE._replace(open_readers=open_refused))
    desk.rule("correct", PROJECT, "1300", "--reason", "x")
    build(desk.corpus, desk.output, IDLE)
    assert desk.project() == (130000, 125050, "source_read")
    listed = CliRunner().invoke(main, ["projects", "--dataset", str(desk.output), "--json"])
    assert json.loads(listed.stdout)["sums"] == []


def test_the_same_reviews_over_the_same_documents_give_the_same_bytes(desk: Desk) -> None:
    desk.rule("correct", PROJECT, "1300", "--reason", "x")
    build(desk.corpus, desk.output, IDLE)
    fresh = desk.output.with_name("fresh")
    build(desk.corpus, fresh, MADE)
    for kind in ("csv", "parquet"):
        for path in (desk.output / kind).iterdir():
            assert path.read_bytes() == (fresh / kind / path.name).read_bytes(), path.name
    run = (desk.output / ".releases" / "current").readlink()
    build(desk.corpus, desk.output, IDLE)
    assert (desk.output / ".releases" / "current").readlink() == run


def test_two_people_who_agree_make_a_value_checked_and_who_differ_disputed(desk: Desk) -> None:
    desk.rule("correct", PROJECT, "1300", "--reason", "x")
    build(desk.corpus, desk.output, IDLE)
    desk.rule("accept", PROJECT, by="Bo")
    build(desk.corpus, desk.output, IDLE)
    assert desk.project() == (130000, 125050, "checked")
    desk.rule("correct", PROJECT, "1400", "--reason", "x", by="Cas")
    build(desk.corpus, desk.output, IDLE)
    assert desk.project() == (125050, 125050, "disputed")
    desk.rule("correct", PROJECT, "1300", "--reason", "toch", by="Cas")
    desk.rule("dispute", PROJECT, "--column", "title", "--reason", "half", by="Cas")
    build(desk.corpus, desk.output, IDLE)
    assert desk.project() == (130000, 125050, "disputed")
    states = "SELECT DISTINCT column_name, state FROM reviews ORDER BY 1"
    assert desk.select(states) == [("amount", "checked"), ("title", "disputed")]


def test_a_corrected_text_of_a_cell_leaves_the_offsets_of_its_mentions(desk: Desk) -> None:
    cell = f"{QUESTION}#tables/0/1/2"
    desk.rule("correct", cell, "1.250,55", "--reason", "een cijfer te weinig")
    build(desk.corpus, desk.output, IDLE)
    assert desk.select("SELECT DISTINCT text FROM cells WHERE review = 'source_read'") == [
        ("1.250,50",)
    ]
    assert desk.select("SELECT value, extracted FROM reviews") == [("1.250,55", "1.250,50")]
    desk.rule("accept", cell, by="Bo")
    assert [ruling.value for ruling in read_rulings(desk.file)] == ["1.250,55"] * 2


# ------------------------------------------------------------------ evidence


def test_a_review_survives_a_changed_parser_and_is_stale_on_a_changed_pdf(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    shutil.copy(SAMPLE, desk.corpus)
    build(desk.corpus, desk.output, Engine(open_record_readers, "old", 1))
    project = "2021-2022/uyttersprot/731#projects"
    desk.rule("correct", f"{project}/1", "48000", "--reason", "zie de pagina")
    desk.rule("accept", f"{project}/2")
    desk.rule("accept", "2021-2022/uyttersprot/731#sub_questions/1")
    build(desk.corpus, desk.output, Engine(open_record_readers, "old", 1))
    right = desk.project(f"{project}/2")[0]

    # Its mentions do not stand in such texts: it finds none, which is a loss to be accepted.
    build(desk.corpus, desk.output, Engine(open_changed, "new", 1), max_drop=1.0)
    assert desk.project(f"{project}/1")[2] == "unchecked"
    assert desk.project(f"{project}/2") == (4800000, 48300500, "source_read")
    assert desk.project(f"{project}/3") == (right, int(str(right)) * 10, "source_read")
    assert desk.select("SELECT DISTINCT standing FROM reviews") == [("in_force",)]

    with (desk.corpus / SAMPLE.name).open("ab") as file:
        file.write(b"\n% published anew\n")
    summary = build(desk.corpus, desk.output, Engine(open_record_readers, "old", 1))
    assert (summary.figures.reviews, summary.figures.stale_reviews) == (3, 3)
    assert desk.project(f"{project}/1") == (4830050, 4830050, "unchecked")
    listed = desk.review("list", "--stale")
    assert listed.output.count("VERVALLEN: het document is vervangen") == 3


def test_a_ruling_that_fits_several_values_is_never_given_to_another(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    write_document(desk.corpus / "a.pdf", "twins", "10", "20")
    build(desk.corpus, desk.output, MADE._replace(open_readers=open_twins))
    desk.rule("correct", f"{QUESTION}#projects/1", "25", "--reason", "x")
    build(desk.corpus, desk.output, IDLE)
    assert desk.project(f"{QUESTION}#projects/1") == (2500, 2000, "source_read")
    build(desk.corpus, desk.output, Engine(open_more_twins, "new", 1))
    assert desk.select("SELECT amount_cents FROM projects ORDER BY position") == [
        (100,), (1000,), (2000,),
    ]  # fmt: skip
    assert desk.select("SELECT standing, state FROM reviews") == [("several_fit", None)]


# ------------------------------------------------------------------ the queue


def test_the_most_doubtful_values_come_first_and_those_ruled_on_come_no_more(desk: Desk) -> None:
    def queue() -> list[str]:
        result = desk.review("next", "--count", "50", "--json")
        return [one["id"] for one in json.loads(result.stdout)]

    everything = queue()
    assert everything[0] == f"{QUESTION}#municipalities/2"
    assert f"{QUESTION}#sub_questions/2" in everything
    assert everything[-1] == f"{QUESTION}#sub_questions/1"
    assert "past op verschillende gemeenten: 23027,11053" in desk.review("next").output
    desk.rule("correct", everything[0], "23027", "--reason", "x")
    build(desk.corpus, desk.output, IDLE)
    assert everything[0] not in queue()
    desk.rule("dispute", everything[-1], "--reason", "dit antwoordt niet")
    build(desk.corpus, desk.output, IDLE)
    assert queue()[0] == everything[-1]


# ------------------------------------------------------------------ the file


def test_the_file_stays_sorted_and_keeps_what_was_written_by_hand(desk: Desk) -> None:
    for key in (f"{QUESTION}#sub_questions/1", PROJECT):
        desk.rule("accept", key)
    by_hand = desk.file.read_text(encoding="utf-8").replace(
        f"- id: {QUESTION}#sub_questions",
        f"# Gebeld met de dienst.\n- id:   {QUESTION}#sub_questions",
    )
    desk.file.write_text(by_hand, encoding="utf-8")
    desk.rule("accept", f"{QUESTION}#projects/1", "--reason", "ook: dit # en 'dat'")
    text = desk.file.read_text(encoding="utf-8")
    assert f"# Gebeld met de dienst.\n- id:   {QUESTION}#sub_questions" in text
    assert [ruling.id.rpartition("#")[2] for ruling in read_rulings(desk.file)] == [
        "projects/0", "projects/1", "sub_questions/1",
    ]  # fmt: skip
    assert read_rulings(desk.file)[1].reason == "ook: dit # en 'dat'"
    desk.rule("accept", f"{QUESTION}#projects/1")
    added = set(text.splitlines()) ^ set(desk.file.read_text(encoding="utf-8").splitlines())
    assert added == {"  reason: 'ook: dit # en ''dat'''"}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("value: '1250.50'", "value: veel", "line 3: amount is written as 12500 or 12500.50"),
        ("column: amount", "column: bedrag", "line 3: bedrag of projects cannot be reviewed"),
        ("verdict: accept", "verdict: goed", "line 3: 'goed' is not a valid Verdict"),
        ("by: An", "by:", "line 3: `by` is missing"),
        ("by: An", "door: An", "line 12: `door` is no field of a ruling"),
        ("date: 2", "date: gisteren 2", "line 3: Invalid isoformat string"),
        ("column: amount", "column: [amount", "line 5: expected ',' or ']'"),
        ("- id", "id", "line 4: mapping values are not allowed here"),
        ("#projects/0", "#answers/0", "line 3: 2020-2021/somers/311#answers/0 is no id"),
    ],
)
def test_a_broken_file_is_told_in_one_line_with_its_line(
    desk: Desk, old: str, new: str, said: str
) -> None:
    desk.rule("accept", PROJECT)
    text = desk.file.read_text(encoding="utf-8")
    assert old in text
    desk.file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(WrongUsage) as caught:
        build(desk.corpus, desk.output, IDLE)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
    broken = desk.file.read_text(encoding="utf-8")
    assert desk.review("accept", PROJECT).exit_code == 2
    assert desk.file.read_text(encoding="utf-8") == broken


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("accept", f"{QUESTION}#projects/99"), "no value has the id"),
        (("accept", QUESTION), "is no id of a value that can be reviewed"),
        (("correct", PROJECT, "1.300", "--reason", "x"), "written as 12500 or 12500.50"),
        (
            ("correct", PROJECT, "99999", "--column", "lead_nis_code", "--reason", "x"),
            "no NIS code",
        ),
        (("correct", f"{QUESTION}#sub_questions/1", "ja", "--reason", "x"), "is one of answered"),
        (("accept", PROJECT, "--column", "page"), "cannot be reviewed"),
    ],
)
def test_a_ruling_that_cannot_be_is_refused_and_nothing_is_written(
    desk: Desk, arguments: tuple[str, ...], said: str
) -> None:
    result = desk.review(*arguments)
    assert result.exit_code == 2
    assert said in result.output
    assert not desk.file.exists()


def test_people_who_rule_at_the_same_time_lose_nothing(desk: Desk) -> None:
    options = ["--dataset", str(desk.output), "--reviews", str(desk.file)]
    ruling = [COMMAND, "review", "accept", PROJECT, *options]
    running = [
        subprocess.Popen(ruling, env={**os.environ, "VRAAGBAAK_REVIEWER": f"nr{number}"})
        for number in range(4)
    ]
    assert [process.wait() for process in running] == [0] * 4
    assert [ruling.by for ruling in read_rulings(desk.file)] == [f"nr{n}" for n in range(4)]
