"""Real documents: what a person read in them must come out."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from plain_text import read_plain_text

from vraagbaak.questions.question import find_questions
from vraagbaak.reading.document import read_document
from vraagbaak.records import Question, Status

# Read by a person in the three texts that the list of expectations does not hold.
READ_BY_HAND: dict[str, dict[str, Any]] = {
    "real_pdf_text_nr1037_2022-2023.txt": {
        "number": 1037, "date": "2023-09-06", "questioner": "Bruno Tobback",
        "minister": "Zuhal Demir",
        "question_ids": [
            *("1", "1a", "1b", "1c", "2", "2a", "2b", "2c"),
            *("3", "3a", "3b", "3c", "3d", "4", "4a", "4b", "4c", "4d"),
        ],
        "answer_ids": ["1,2", "3,4"],
    },
    "real_pdf_text_nr1532_2022-2023.txt": {
        "number": 1532, "date": "2023-07-07", "questioner": "Jos D’Haese",
        "minister": "Lydia Peeters", "question_ids": ["1", "2"], "answer_ids": ["1", "2"],
    },
    "real_pdf_text_nr606_2022-2023.txt": {
        "number": 606, "date": "2023-09-20", "questioner": "Sarah Smeyers",
        "minister": "Matthias Diependaele", "question_ids": ["1", "2", "3"],
        "answer_ids": ["1", "2", "3"],
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def expected(shared: Path) -> dict[str, dict[str, Any]]:
    told = json.loads((shared / "real" / "text" / "EXPECTED.json").read_text(encoding="utf-8"))
    return READ_BY_HAND | {entry["file"]: entry for entry in told}


def read_text(shared: Path, name: str) -> Question:
    (question,) = find_questions(read_plain_text(shared / "real" / "text" / name))
    return question


def test_the_heads_of_real_texts_are_read(
    shared: Path, expected: dict[str, dict[str, Any]]
) -> None:
    for name, entry in expected.items():
        question = read_text(shared, name)
        assert question.number == entry["number"], name
        assert question.asked_on == dt.date.fromisoformat(entry["date"]), name
        assert [n.casefold().replace("'", "’") for n in question.asked_by] == [
            entry["questioner"].casefold()
        ], name
        assert [m.name.casefold() for m in question.ministers] == [entry["minister"].casefold()]
        if "title" in entry:
            assert question.title.text.split() == entry["title"].split(), name


def test_the_labels_of_real_texts_are_found(
    shared: Path, expected: dict[str, dict[str, Any]]
) -> None:
    for name, entry in expected.items():
        question = read_text(shared, name)
        assert [sub.label for sub in question.sub_questions] == entry["question_ids"], name
        labels = [",".join(answer.labels) for answer in question.answers if answer.labels]
        assert labels == entry["answer_ids"], name


def test_a_cited_question_of_a_real_text_is_found(shared: Path) -> None:
    (reference,) = read_text(shared, "real_pdf_text_nr1532_2022-2023.txt").references
    assert (reference.number, reference.asked_on) == (851, dt.date(2023, 2, 21))


def test_the_referral_of_a_real_answer_is_told(shared: Path) -> None:
    question = read_text(shared, "sv_2025-2026_251_platteau_diependaele_transitiesteun.txt")
    referred = {s.label: s.evidence for s in question.sub_questions if s.status is Status.REFERRED}
    assert list(referred) == ["4"]
    assert "verwijs" in (referred["4"] or "")


def test_the_genuine_pdf_is_read(shared: Path) -> None:
    path = shared / "real" / "pdf" / "sv-2023-2024-235-demir.pdf"
    (question,) = find_questions(read_document(path))
    assert (question.number, question.session_year) == (235, "2023-2024")
    assert question.asked_on == dt.date(2024, 1, 11)
    assert question.asked_by == ("Suzy Wouters",)
    assert [minister.name for minister in question.ministers] == ["Zuhal Demir"]
    assert question.title.text == "Wateroverlast Demerbekken - Draaiboek voor lokale besturen"
    assert [sub.label for sub in question.sub_questions] == ["1", "2", "3"]
    assert [answer.labels for answer in question.answers] == [("1",), ("2",), ("3",)]
    assert [sub.status for sub in question.sub_questions] == [Status.ANSWERED] * 3
    assert question.tables == ()
    assert question.others == ()
    assert [(r.number, r.asked_on) for r in question.references] == [(1263, dt.date(2021, 7, 26))]
    # A sub-question that runs on to the next page, an answer of several paragraphs.
    assert question.sub_questions[2].passage.pages == (2,)
    assert len(question.answers[1].passage.starts) == 3
    assert not question.issues
