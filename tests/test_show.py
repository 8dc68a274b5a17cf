"""A question of the dataset, shown with its answers and what it cites."""

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from vraagbaak.cli import main

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("show") / "output"
    result = CliRunner().invoke(main, ["build", str(ROOT / "corpus"), "--out", str(output)])
    assert result.exit_code == 0, result.output
    return output


def show(dataset: Path, question: str, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["show", question, "--dataset", str(dataset), *arguments])


def test_sub_questions_stand_beside_their_answers(dataset: Path) -> None:
    result = show(dataset, "2020-2021/somers/311", "--json")
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    golden = json.loads((ROOT / "tests/golden/01-projectoproep-311.json").read_text("utf-8"))
    (question,) = golden["questions"]
    assert found["title"] == question["title"]
    assert found["ministers"] == [minister["name"] for minister in question["ministers"]]
    for sub, wanted in zip(found["sub_questions"], question["sub_questions"], strict=True):
        assert (sub["label"], sub["text"]) == (wanted["label"], wanted["text"])
        assert sub["status"] == "answered"
        texts = [a["text"] for a in question["answers"] if wanted["label"] in a["labels"]]
        assert [block["text"] for block in sub["answers"]] == texts
    assert [table["row_count"] for table in found["tables"]] == [
        len(table["rows"]) for table in question["tables"]
    ]


def test_a_reader_sees_dates_statuses_and_ids_in_dutch(dataset: Path) -> None:
    result = show(dataset, "2020-2021/somers/311")
    assert result.exit_code == 0, result.output
    for words in ("van 03/06/2021", "beantwoord", "Deelvraag", "2020-2021/somers/311#tables/0"):
        assert words in result.output


def test_every_sample_can_be_shown(dataset: Path) -> None:
    for path in sorted((ROOT / "tests/golden").glob("*.json")):
        for question in json.loads(path.read_text("utf-8"))["questions"]:
            assert show(dataset, question["question_id"]).exit_code == 0, path.name


def test_a_citation_is_seen_from_both_sides(dataset: Path) -> None:
    views = [
        json.loads(show(dataset, question["question_id"], "--json").stdout)
        for path in sorted((ROOT / "tests/golden").glob("*.json"))
        for question in json.loads(path.read_text("utf-8"))["questions"]
    ]
    cites = {
        (view["id"], cited["question_id"])
        for view in views
        for cited in view["cites"]
        if cited["question_id"]
    }
    cited_by = {(cited["question_id"], view["id"]) for view in views for cited in view["cited_by"]}
    assert cites == cited_by
    assert any(view["cites"] for view in views)


def test_a_citation_that_fits_two_questions_is_tied_to_neither(
    dataset: Path, tmp_path: Path
) -> None:
    copy = Path(shutil.copytree(dataset, tmp_path / "output", symlinks=True))
    with closing(sqlite3.connect(copy / "vraagbaak.sqlite")) as database, database:
        citing, cited, other = (
            key for (key,) in database.execute("SELECT id FROM questions ORDER BY id LIMIT 3")
        )
        database.execute('DELETE FROM "references" WHERE question_id <> ?', (citing,))
        twin = "UPDATE questions SET number = 7, asked_on = '2020-01-08' WHERE id = ?"
        database.execute(twin, (cited,))
        database.execute(
            'INSERT INTO "references" (id, question_id, position, number, asked_on, text)'
            " VALUES ('x', ?, 99, 7, '2020-01-08', 'nr. 7')",
            (citing,),
        )
    alone = json.loads(show(copy, citing, "--json").stdout)["cites"][-1]
    assert alone["question_id"] == cited
    assert json.loads(show(copy, cited, "--json").stdout)["cited_by"][0]["question_id"] == citing
    with closing(sqlite3.connect(copy / "vraagbaak.sqlite")) as database, database:
        database.execute(twin, (other,))
    doubled = json.loads(show(copy, citing, "--json").stdout)["cites"]
    assert [c["question_id"] for c in doubled if c["number"] == 7] == [None]
    assert json.loads(show(copy, cited, "--json").stdout)["cited_by"] == []


def test_a_number_alone_is_enough_where_one_question_has_it(dataset: Path) -> None:
    assert json.loads(show(dataset, "311", "--json").stdout)["id"] == "2020-2021/somers/311"
    assert show(dataset, "9" * 30).exit_code == 2
    unknown = show(dataset, "2020-2021/somers/31")
    assert unknown.exit_code == 2
    assert "did you mean 2020-2021/somers/311" in unknown.output
