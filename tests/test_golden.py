"""The samples read back: what a spec says must come out of the PDF that was printed from it."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from vraagbaak.cli.contract import to_json
from vraagbaak.runs.document import read_record
from vraagbaak.tagging.language import load_nlp

ROOT = Path(__file__).resolve().parents[1]
GOLDEN = sorted((ROOT / "tests" / "golden").glob("*.json"))

IN_ORDER = (
    "question_id",
    "number",
    "session_year",
    "asked_on",
    "asked_by",
    "ministers",
    "kind",
    "title",
    "introduction",
    "sub_questions",
    "answers",
    "tables",
)
IN_ANY_ORDER = ("projects", "municipalities", "amounts", "references")

CASELESS = re.compile(r"^ministers.*\.title$|\.status$")

Json = Mapping[str, Any]
Read = Callable[[str], Json]


@pytest.fixture(scope="module")
def read() -> Read:
    """Reads a sample by its name, once."""
    nlp = load_nlp()

    @cache
    def read_sample(name: str) -> Json:
        return to_json(read_record(ROOT / "corpus" / "samples" / f"{name}.pdf", nlp))

    return read_sample


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda path: path.stem)
@pytest.mark.parametrize("facet", IN_ORDER)
def test_a_sample_reads_back_in_order(golden: Path, facet: str, read: Read) -> None:
    expected = _question(json.loads(golden.read_text(encoding="utf-8")))
    found = _question(read(golden.stem))
    wrong = list(_differences(expected[facet], found[facet], facet))
    assert not wrong, _told(golden, wrong)


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda path: path.stem)
@pytest.mark.parametrize("facet", IN_ANY_ORDER)
def test_a_sample_reads_back_with_all_its_finds(golden: Path, facet: str, read: Read) -> None:
    expected = _question(json.loads(golden.read_text(encoding="utf-8")))
    found = _question(read(golden.stem))
    wrong = list(_unmatched(expected[facet], found[facet]))
    assert not wrong, _told(golden, wrong)


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda path: path.stem)
def test_a_total_that_does_not_add_up_is_told_and_no_other(golden: Path, read: Read) -> None:
    expected = _question(json.loads(golden.read_text(encoding="utf-8")))
    codes = {warning["code"] for warning in _question(read(golden.stem))["warnings"]}
    assert codes & {"totals_disagree"} == set(expected["warnings"])


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda path: path.stem)
def test_every_page_of_a_sample_is_read(golden: Path, read: Read) -> None:
    expected = json.loads(golden.read_text(encoding="utf-8"))
    assert read(golden.stem)["file"]["pages"] == expected["file"]["pages"]


def _question(record: Json) -> Json:
    """The one question of a document."""
    (question,) = record["questions"]
    assert isinstance(question, Mapping)
    return question


def _differences(expected: object, found: object, where: str) -> Iterator[str]:
    """What is not as expected; what the expectation does not name may be anything."""
    if isinstance(expected, Mapping) and isinstance(found, Mapping):
        for key, value in expected.items():
            yield from _differences(value, found.get(key), f"{where}.{key}")
    elif isinstance(expected, list) and isinstance(found, Sequence) and not isinstance(found, str):
        for index in range(max(len(expected), len(found))):
            pair = [each[index] if index < len(each) else None for each in (expected, found)]
            yield from _differences(pair[0], pair[1], f"{where}[{index}]")
    elif _comparable(expected, where) != _comparable(found, where):
        yield f"{where}\n  expected {expected!r}\n  found    {found!r}"


def _comparable(value: object, where: str) -> object:
    """A value as compared: a total by its worth, a status and a minister's title in any case."""
    if not isinstance(value, str):
        return value
    if where.endswith((".stated", ".computed")):
        return Decimal(value)
    return value.casefold() if CASELESS.search(where) else value


def _unmatched(expected: Sequence[Json], found: Sequence[Json]) -> Iterator[str]:
    """What was expected and not found, and what was found and not expected."""
    left = list(found)
    for wanted in expected:
        match = next((each for each in left if not any(_differences(wanted, each, ""))), None)
        if match is None:
            yield f"missing {dict(wanted)}"
        else:
            left.remove(match)
    keys = set().union(*expected) or {"text", "title", "number", "lead"}
    for each in left:
        yield f"surplus { {key: each[key] for key in sorted(keys & set(each))} }"


def _told(golden: Path, wrong: Sequence[str]) -> str:
    """The message of a failure."""
    return "\n".join((golden.stem, *wrong))
