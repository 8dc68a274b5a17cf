"""``vraagbaak parse`` and ``vraagbaak tag``: the contract's JSON, the view for a reader."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from vraagbaak.cli import main

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "corpus" / "samples"

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
    result = run("parse", page, tmp_path / "weg.pdf", SAMPLES / "08-verwijzend.pdf", "--json")
    assert result.exit_code == 3
    first, second, third = lines(result)
    assert first["error"]["code"] == "not_a_pdf"
    assert second["error"]["code"] == "unreadable_file"
    assert "questions" not in first
    assert third["questions"][0]["kind"] == "referral"
    assert result.stderr.splitlines() == [
        f"vraagbaak: {first['error']['message']}",
        f"vraagbaak: {second['error']['message']}",
    ]


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
    assert "niet gelezen: leeg.pdf" in result.stdout


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


@pytest.mark.parametrize("line", ["geen json", '{"id": 1}', '{"text": "a", "on": "gisteren"}'])
def test_tag_says_which_line_it_cannot_use(line: str) -> None:
    result = run("tag", text=f'{{"id": 1, "text": "a"}}\n{line}\n')
    assert result.exit_code == 2
    assert "line 2 of stdin" in result.stderr
