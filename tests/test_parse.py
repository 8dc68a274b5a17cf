"""``vraagbaak parse`` and ``vraagbaak tag``: the contract's JSON, the view for a reader."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from vraagbaak.cli import main

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "corpus" / "samples"
COMMAND = Path(sys.executable).with_name("vraagbaak")

KEYS = {
    "question_id", "number", "session_year", "asked_on", "asked_by", "ministers", "kind", "title",
    "introduction", "sub_questions", "answers", "tables", "projects", "municipalities", "amounts",
    "references", "warnings",
}  # fmt: skip


def run(*arguments: str | Path, text: str | None = None) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments], input=text)


def lines(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_json_is_one_object_a_document_with_the_keys_of_the_contract() -> None:
    names = ("01-projectoproep-311.pdf", "09-zonder-antwoord.pdf")
    result = run("parse", *(SAMPLES / name for name in names), "--json")
    assert result.exit_code == 0
    found = lines(result)
    assert [entry["file"]["name"] for entry in found] == list(names)
    for entry in found:
        assert entry["contract"] == 1
        assert set(entry["file"]) == {"name", "sha256", "pages", "has_text"}
        (question,) = entry["questions"]
        assert set(question) >= KEYS
        for sub in question["sub_questions"]:
            assert set(sub) == {"label", "text", "page", "bbox", "status", "evidence"}
            x0, top, x1, bottom = sub["bbox"]
            assert x0 < x1
            assert top < bottom


def test_an_unread_file_prints_its_error_and_the_others_go_on(tmp_path: Path) -> None:
    page = tmp_path / "pagina.pdf"
    page.write_text("<html></html>", encoding="utf-8")
    files = (page, tmp_path / "weg.pdf", tmp_path, SAMPLES / "08-verwijzend.pdf")
    result = run("parse", *files, "--json")
    assert result.exit_code == 3
    first, second, folder, read = lines(result)
    assert first["error"]["code"] == "not_a_pdf"
    assert second["error"]["code"] == folder["error"]["code"] == "unreadable_file"
    assert second["file"]["sha256"] is None
    assert "questions" not in first
    assert read["questions"][0]["kind"] == "referral"
    assert result.stderr.splitlines() == [
        f"vraagbaak: {first['error']['message']}",
        f"vraagbaak: {second['error']['message']}",
        f"vraagbaak: {folder['error']['message']}",
    ]


def test_a_name_that_is_no_utf_8_stays_valid_json(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.pdf")
    path = Path(shutil.copy(SAMPLES / "08-verwijzend.pdf", tmp_path / name))
    for command in ("parse", "tables"):
        (found,) = lines(run(command, path, "--json"))
        assert found["file"]["name"] == name


def test_a_file_that_is_closed_to_us_is_told_and_the_others_go_on(tmp_path: Path) -> None:
    closed = Path(shutil.copy(SAMPLES / "08-verwijzend.pdf", tmp_path / "dicht.pdf"))
    closed.chmod(0)
    command = (COMMAND, "parse", closed, SAMPLES / "09-zonder-antwoord.pdf", "--json")
    done = subprocess.run(as_nobody_special(command), capture_output=True, text=True, check=False)
    assert done.returncode == 3, done.stderr
    first, second = map(json.loads, done.stdout.splitlines())
    assert "Permission denied" in first["error"]["message"]
    assert second["questions"]


def as_nobody_special(command: Sequence[str | Path]) -> list[str | Path]:
    """The command under the rights that files give; root has them all, whatever they say."""
    if os.geteuid() != 0:
        return list(command)
    rights = "-dac_override,-dac_read_search"
    return ["setpriv", "--bounding-set", rights, "--inh-caps", rights, *command]


def test_parse_without_a_file_is_wrong_usage() -> None:
    assert run("parse").exit_code == 2


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.pdf")), ids=lambda path: path.stem)
def test_every_sample_can_be_shown_to_a_reader(path: Path) -> None:
    result = run("parse", path)
    assert result.exit_code == 0
    assert path.name in result.stdout
    assert "Vraag nr. " in result.stdout


def test_the_view_shows_head_answers_tables_projects_and_warnings() -> None:
    shown = run("parse", SAMPLES / "01-projectoproep-311.pdf").stdout
    for words in ("Vraag nr. 311 (2020-2021) van 03/06/2021, Chris Janssens", "beantwoord"):
        assert words in shown
    assert "Houthalen-Helchteren" in shown
    assert "Projecten" in shown
    doubted = run("parse", SAMPLES / "04-hemelwater.pdf").stdout
    assert "[totals_disagree]" in doubted


def test_the_view_of_an_unread_file_says_why(tmp_path: Path) -> None:
    empty = tmp_path / "leeg.pdf"
    empty.touch()
    result = run("parse", empty)
    assert result.exit_code == 3
    assert result.stdout == ""
    assert result.stderr.startswith("vraagbaak: leeg.pdf: ")


def test_tag_answers_line_for_line() -> None:
    given = [
        {"id": "a", "text": "Deinze kreeg 1,5 miljoen euro.", "on": "2018-05-01"},
        {"id": "b", "text": "Deinze kreeg niets.", "on": "2020-05-01"},
        {"id": 3, "text": "Niets."},
    ]
    result = run("tag", text="\n".join(map(json.dumps, given)) + "\n\n")
    assert result.exit_code == 0
    first, second, third = lines(result)
    assert first == {
        "id": "a",
        "municipalities": [{"start": 0, "end": 6, "text": "Deinze", "nis_code": "44011"}],
        "amounts": [
            {
                "start": 13,
                "end": 29,
                "text": "1,5 miljoen euro",
                "min": "1500000.00",
                "max": "1500000.00",
                "currency": "EUR",
            }
        ],
    }
    assert second["municipalities"][0]["nis_code"] == "44083"
    assert third == {"id": 3, "municipalities": [], "amounts": []}


@pytest.mark.parametrize(
    "line",
    ["geen json", '{"id": 1}', '{"text": null}', '["text"]', '{"text": "a", "on": "gisteren"}'],
)
def test_tag_says_which_line_it_cannot_use(line: str) -> None:
    result = run("tag", text=f'{{"id": 1, "text": "a"}}\n{line}\n')
    assert result.exit_code == 2
    assert "line 2 of stdin" in result.stderr
