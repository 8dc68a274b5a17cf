"""The exam as a gate: floors that only rise, on documents whose truth is exact."""

import importlib.util
import json
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from vraagbaak.cli.contract import to_json
from vraagbaak.runs.document import read_record
from vraagbaak.tagging.language import load_nlp

FLOORS = {
    "header": 0.99,
    "sub_questions": 0.99,
    "answers": 0.99,
    "tables": 0.99,
    "projects": 0.99,
    "municipalities": 0.99,
    "amounts": 0.99,
    "references": 0.99,
}
SETS = ("dev", "dev-house")
REMADE = "seed-311-ruled"

Scores = dict[str, dict[str, float | None]]


@pytest.fixture(scope="module")
def scores(shared: Path) -> dict[str, Scores]:
    """The facets of each document of each set, by the exam's own scorer."""
    scorer = _load(shared / "exam" / "score.py")
    nlp = load_nlp()

    @cache
    def read(path: Path) -> dict[str, Any]:
        return to_json(read_record(path, nlp))

    return {
        name: {
            truth.name.removesuffix(".truth.json"): scorer.score(
                json.loads(truth.read_text(encoding="utf-8")),
                read(truth.with_name(truth.name.replace(".truth.json", ".pdf"))),
            )
            for truth in sorted((shared / "exam" / name).glob("*.truth.json"))
        }
        for name in SETS
    }


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("facet", FLOORS)
@pytest.mark.parametrize("name", SETS)
def test_a_facet_of_the_exam_keeps_its_floor(
    scores: dict[str, Scores], name: str, facet: str
) -> None:
    values = {document: found[facet] for document, found in scores[name].items()}
    counted = {document: value for document, value in values.items() if value is not None}
    assert counted
    mean = sum(counted.values()) / len(counted)
    short = {document: value for document, value in counted.items() if value < 1}
    assert mean >= FLOORS[facet], short


@pytest.mark.parametrize("name", SETS)
def test_question_311_is_read_without_a_fault(scores: dict[str, Scores], name: str) -> None:
    assert {value for value in scores[name][REMADE].values() if value is not None} == {1.0}
