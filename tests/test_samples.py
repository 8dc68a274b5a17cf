"""The sample documents: printed alike every time, true to their specs, and plainly samples."""

import csv
import datetime as dt
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT / "corpus"
SAMPLES = sorted((CORPUS / "samples").glob("*.pdf"))
SAMPLE_LINE = "Voorbeelddocument van vraagbaak – geen document van het Vlaams Parlement"
MOST_BYTES = 60_000

FORMS = ROOT / "tests" / "cases" / "sample_forms.csv"


def _forms() -> list[dict[str, str]]:
    """What each sample is there to print, and on which page."""
    return list(csv.DictReader(FORMS.read_text(encoding="utf-8").splitlines()))


def _print_samples(folder: Path, *specs: Path) -> subprocess.CompletedProcess[str]:
    """Run the script, with its output in a folder."""
    script = [sys.executable, "-W", "error", str(CORPUS / "print_samples.py")]
    folders = ["--samples", str(folder / "samples"), "--golden", str(folder / "golden")]
    return subprocess.run(
        [*script, *folders, *map(str, specs)], capture_output=True, text=True, check=False
    )


def _pages(path: Path) -> list[str]:
    """The text of each page, a hyphen at a line's end with the line break behind it."""
    with pypdfium2.PdfDocument(path) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    return [page.replace("\r", "").replace("\x02", "-\n") for page in pages]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples, printed anew."""
    folder = tmp_path_factory.mktemp("printed")
    run = _print_samples(folder)
    assert run.returncode == 0, run.stderr
    return folder


def test_printing_again_gives_the_same_bytes(printed: Path, tmp_path: Path) -> None:
    _print_samples(tmp_path)
    for path in sorted(printed.glob("*/*")):
        assert (tmp_path / path.relative_to(printed)).read_bytes() == path.read_bytes(), path.name


def test_the_committed_documents_are_those_of_the_specs(printed: Path) -> None:
    names = [path.stem for path in sorted((CORPUS / "specs").glob("*.yaml"))]
    assert [path.stem for path in SAMPLES] == names
    for path in SAMPLES:
        assert _pages(path) == _pages(printed / "samples" / path.name), path.name


def test_the_committed_records_are_those_of_the_specs(printed: Path) -> None:
    committed = sorted((ROOT / "tests" / "golden").glob("*.json"))
    assert [path.stem for path in committed] == [path.stem for path in SAMPLES]
    for path in committed:
        assert path.read_text() == (printed / "golden" / path.name).read_text(), path.name


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_says_on_every_page_that_it_is_one(path: Path) -> None:
    assert all(SAMPLE_LINE in page for page in _pages(path))
    with pypdfium2.PdfDocument(path) as document:
        properties = document.get_metadata_dict()
    assert properties["Subject"] == SAMPLE_LINE
    assert properties["Title"].endswith("(voorbeeld)")


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_is_small(path: Path) -> None:
    assert path.stat().st_size < MOST_BYTES


@pytest.mark.parametrize("case", _forms(), ids=lambda case: f"{case['sample']}: {case['form']}")
def test_a_sample_prints_the_form_it_is_there_for(case: dict[str, str]) -> None:
    page = _pages(CORPUS / "samples" / f"{case['sample']}.pdf")[int(case["page"]) - 1]
    assert case["printed"].replace("|", "\n") in page


def test_the_samples_hold_every_kind_of_answer_and_status() -> None:
    questions = [_question(path) for path in SAMPLES]
    assert {question["kind"] for question in questions} == {
        *("answer", "supplementary", "coordinated", "referral", "question_only")
    }
    statuses = {
        sub["status"]
        for question in questions
        for sub in question["sub_questions"]
        if "status" in sub
    }
    assert statuses == {"answered", "referred", "no_data", "not_found"}


def test_every_expected_municipality_existed_on_its_date(shared: Path) -> None:
    with (shared / "facts" / "gazetteer" / "municipalities.csv").open(encoding="utf-8") as file:
        existing = {row["nis"]: row for row in csv.DictReader(file)}
    for path in SAMPLES:
        question = _question(path)
        year = dt.date.fromisoformat(question["asked_on"]).year
        era = "in_2018" if year < 2019 else "in_2019_2024" if year < 2025 else "in_2025"
        for each in question["municipalities"]:
            assert existing[each["nis_code"]][era] == "1", (path.stem, each)
            assert existing[each["nis_code_now"]]["in_2025"] == "1", (path.stem, each)


def test_a_key_that_no_spec_has_is_refused_in_one_line(tmp_path: Path) -> None:
    spec = (CORPUS / "specs" / "08-verwijzend.yaml").read_text(encoding="utf-8")
    (tmp_path / "odd.yaml").write_text(re.sub("labels:", "lables:", spec), encoding="utf-8")
    run = _print_samples(tmp_path, tmp_path / "odd.yaml")
    assert run.returncode == 1
    assert run.stderr.startswith("odd.yaml: ")
    assert len(run.stderr.splitlines()) == 1


def test_the_notation_of_the_specs_does_what_its_examples_say() -> None:
    notation = str(CORPUS / "printing" / "notation.py")
    run = subprocess.run([sys.executable, "-m", "doctest", notation], check=False)
    assert run.returncode == 0


def _question(path: Path) -> dict[str, Any]:
    """What is expected of a sample."""
    golden = ROOT / "tests" / "golden" / f"{path.stem}.json"
    (question,) = json.loads(golden.read_text(encoding="utf-8"))["questions"]
    assert isinstance(question, dict)
    return question
