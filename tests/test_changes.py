"""Each build says what it changed and why, and holds back a release that has lost too much."""

import json
import os
import re
import shutil
import signal
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from made_records import open_made_reader, open_no_reader, write_document
from made_reviews import PROJECT, QUESTION, Desk, open_other_code

from vraagbaak.cli import main
from vraagbaak.dataset.checks.proof import check_dataset
from vraagbaak.errors import HeldBack
from vraagbaak.runs.build import Engine, build
from vraagbaak.runs.fingerprint import fingerprint
from vraagbaak.runs.limits import Limits

USUAL = Engine(open_made_reader, "mark-1", 1, Limits(seconds=20))
IDLE = USUAL._replace(open_readers=open_no_reader)
OTHER = Engine(open_other_code, "other-1", 1, Limits(seconds=20))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk with a dataset of two made documents."""
    made = Desk(tmp_path_factory.mktemp("changes"))
    for number in ("311", "312"):
        write_document(made.corpus / f"{number}.pdf", "question", number)
    build(made.corpus, made.output, USUAL)
    return made


@pytest.fixture
def desk(built: Desk, tmp_path: Path) -> Desk:
    """A desk of one's own."""
    made = Desk(tmp_path)
    shutil.copytree(built.corpus, made.corpus, dirs_exist_ok=True)
    shutil.copytree(built.output, made.output, symlinks=True)
    return made


def changes(desk: Desk, *options: str) -> list[dict[str, Any]]:
    """What the last build changed, or the builds that the options name."""
    arguments = ["changes", "--dataset", str(desk.output), "--format", "json", *options]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    return [change for run in json.loads(result.stdout) for change in run["changes"]]


def told(desk: Desk) -> set[tuple[str, ...]]:
    return {
        tuple(str(change[name]) for name in ("what", "table", "row_id", "column", "cause"))
        for change in changes(desk)
    }


# ------------------------------------------------------------------ what changed, and why


def test_the_first_build_tells_its_documents_and_questions(built: Desk) -> None:
    found = changes(built)
    assert [change["table"] for change in found] == ["documents"] * 2 + ["questions"] * 2
    assert {(change["what"], change["cause"]) for change in found} == {("added", "source")}


def test_a_new_and_a_removed_document_are_told_with_their_questions(desk: Desk) -> None:
    (desk.corpus / "312.pdf").unlink()
    write_document(desk.corpus / "313.pdf", "question", "313")
    build(desk.corpus, desk.output, USUAL)
    found = told(desk)
    assert ("removed", "questions", "2020-2021/somers/312", "None", "source") in found
    assert ("added", "questions", "2020-2021/somers/313", "None", "source") in found
    assert {row[1] for row in found} == {"documents", "files", "questions"}


def test_other_code_is_the_cause_of_what_it_reads_otherwise_down_to_the_cell(desk: Desk) -> None:
    (desk.corpus / "312.pdf").unlink()
    build(desk.corpus, desk.output, USUAL, max_drop=1.0)
    build(desk.corpus, desk.output, OTHER)
    assert told(desk) == {
        ("changed", "cells", f"{QUESTION}#tables/0/0/0", "text", "code"),
        ("changed", "sub_questions", f"{QUESTION}#sub_questions/2", "status", "code"),
        ("moved", "projects", f"{QUESTION}#projects/0", "id", "code"),
        ("moved", "projects", f"{QUESTION}#projects/1", "id", "code"),
        ("added", "projects", f"{QUESTION}#projects/0", "None", "code"),
    }
    (cell,) = (change for change in changes(desk) if change["table"] == "cells")
    assert (cell["old"], cell["new"]) == ("Gemeente", "Stad")


def test_another_model_is_told_from_other_code(desk: Desk) -> None:
    (desk.corpus / "312.pdf").unlink()
    build(desk.corpus, desk.output, OTHER._replace(fingerprint="mark-2"), max_drop=1.0)
    causes = {row[4] for row in told(desk) if row[1] in ("cells", "projects", "sub_questions")}
    assert causes == {"model"}


def test_a_review_is_the_cause_of_what_it_corrects(desk: Desk) -> None:
    desk.rule("correct", PROJECT, "1300", "--reason", "x")
    build(desk.corpus, desk.output, IDLE)
    assert told(desk) == {
        ("added", "reviews", f"{PROJECT} amount An", "None", "review"),
        ("changed", "projects", PROJECT, "amount", "review"),
        ("changed", "projects", PROJECT, "review", "review"),
    }
    (amount,) = (change for change in changes(desk) if change["column"] == "amount")
    assert (amount["old"], amount["new"]) == ("1250.50", "1300.00")
    write_document(desk.corpus / "311.pdf", "question", "311", "")
    build(desk.corpus, desk.output, USUAL)
    assert ("changed", "projects", PROJECT, "amount", "source") in told(desk)
    assert ("changed", "reviews", f"{PROJECT} amount An", "standing", "source") in told(desk)


def test_a_question_that_loses_its_key_to_another_has_moved(desk: Desk) -> None:
    write_document(desk.corpus / "twin.pdf", "question", "311", "")
    build(desk.corpus, desk.output, USUAL)
    rows = [row[:2] for row in told(desk) if row[1] == "questions"]
    assert sorted(rows) == [("added", "questions"), ("moved", "questions")]


def test_changes_are_told_build_by_build(desk: Desk) -> None:
    for number in ("313", "314"):
        write_document(desk.corpus / f"{number}.pdf", "question", number)
        build(desk.corpus, desk.output, USUAL)

    def questions(*options: str) -> list[str]:
        return [c["row_id"][-3:] for c in changes(desk, *options) if c["table"] == "questions"]

    assert questions() == ["314"]
    assert questions("--since", "1") == ["313", "314"]
    assert questions("--since", "0") == ["311", "312", "313", "314"]
    unknown = ["changes", "--dataset", str(desk.output), "--since", "9"]
    result = CliRunner().invoke(main, unknown)
    assert result.exit_code == 2
    assert "the last ones are 1, 2, 3" in result.output


def test_a_table_of_changes_keeps_its_cells_whatever_a_document_says(desk: Desk) -> None:
    write_document(desk.corpus / "313.pdf", "question", "313", "a|b")
    build(desk.corpus, desk.output, USUAL)
    options = ["changes", "--dataset", str(desk.output), "--format"]
    lines = CliRunner().invoke(main, [*options, "md"]).output.splitlines()
    rows = [line for line in lines if line.startswith("| nieuw")]
    assert len(rows) == 3
    assert all(line.replace("\\|", "").count("|") == 8 for line in rows)
    shown = CliRunner().invoke(main, [*options, "table"]).output
    assert "nieuw (bron)" in shown


def test_a_build_that_is_killed_leaves_no_change_told_twice(desk: Desk) -> None:
    write_document(desk.corpus / "313.pdf", "question", "313")
    process = os.fork()
    if process == 0:
        try:
            build(desk.corpus, desk.output, USUAL)
        finally:
            os._exit(0)
    pending = desk.output / ".releases" / "2" / "csv"
    while not pending.exists():
        time.sleep(0.002)
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    build(desk.corpus, desk.output, IDLE)
    (run,) = desk.select("SELECT max(id) FROM runs")
    assert desk.select("SELECT DISTINCT run_id FROM changes") in ([(1,), run], [(1,), (2,)])
    assert [row[2] for row in told(desk) if row[1] == "questions"] == ["2020-2021/somers/313"]
    assert check_dataset(desk.output) == []


# ------------------------------------------------------------------ shape guards


def test_a_release_that_lost_documents_is_held_back_until_it_is_accepted(desk: Desk) -> None:
    (desk.corpus / "312.pdf").unlink()
    for _ in range(2):
        with pytest.raises(HeldBack) as caught:
            build(desk.corpus, desk.output, IDLE)
        assert "documents read 2 -> 1 (-50%)" in str(caught.value)
        assert "look at 312.pdf, then build with --accept-drop" in str(caught.value)
        assert desk.select("SELECT count(*) FROM documents") == [(2,)]
        assert check_dataset(desk.output) == []
    build(desk.corpus, desk.output, IDLE, max_drop=1.0)
    assert desk.select("SELECT count(*) FROM documents") == [(1,)]


def test_a_document_that_is_no_longer_read_counts_as_lost(desk: Desk) -> None:
    write_document(desk.corpus / "312.pdf", "unreadable")
    with pytest.raises(HeldBack, match="documents read 2 -> 1"):
        build(desk.corpus, desk.output, USUAL)


@pytest.mark.parametrize(
    ("word", "lost"),
    [("tableless", "cells 32 -> 16 (-50%)"), ("boxless", "cells.page 32 -> 16 (-50%)")],
)
def test_rows_or_columns_that_are_lost_hold_a_release_back(
    desk: Desk, word: str, lost: str
) -> None:
    for number in ("315", "316"):
        write_document(desk.corpus / f"{number}.pdf", "question", number)
    build(desk.corpus, desk.output, USUAL)
    for number in ("315", "316"):
        write_document(desk.corpus / f"{number}.pdf", word, number)
    with pytest.raises(HeldBack, match=re.escape(lost)):
        build(desk.corpus, desk.output, USUAL)
    build(desk.corpus, desk.output, USUAL, max_drop=0.6)


def test_the_command_ends_with_exit_code_4(desk: Desk) -> None:
    build(desk.corpus, desk.output, USUAL._replace(fingerprint=fingerprint()))
    (desk.corpus / "312.pdf").unlink()
    options = ["build", str(desk.corpus), "--out", str(desk.output)]
    held = CliRunner().invoke(main, options)
    assert held.exit_code == 4, held.output
    assert held.output.startswith("vraagbaak: held back: ")
    assert held.output.count("\n") == 1
    assert CliRunner().invoke(main, [*options, "--max-drop", "0.5"]).exit_code == 0


def test_counts_that_follow_from_the_last_are_those_of_a_full_count(desk: Desk) -> None:
    desk.rule("dispute", PROJECT, "--reason", "x")
    write_document(desk.corpus / "twin.pdf", "question", "311", "")
    (desk.corpus / "312.pdf").unlink()
    build(desk.corpus, desk.output, USUAL)
    counted = desk.select("SELECT * FROM coverage ORDER BY 1, 2")
    build(desk.corpus, desk.output.with_name("fresh"), USUAL)
    desk.output = desk.output.with_name("fresh")
    assert desk.select("SELECT * FROM coverage ORDER BY 1, 2") == counted
