"""Questions out of plain lines: heads, sub-questions, answers, statuses, references."""

import csv
import datetime as dt
from pathlib import Path

import pytest
from made_documents import ANSWER, HEAD, document_of

from vraagbaak.questions.question import find_questions
from vraagbaak.questions.references import find_references
from vraagbaak.questions.status import judge
from vraagbaak.records import Passage, Question, QuestionKind, Status
from vraagbaak.vocabulary.labels import parse_labels

CASES = Path(__file__).parent / "cases"


def cases(name: str) -> list[dict[str, str]]:
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read(text: str) -> Question:
    (question,) = find_questions(document_of(text))
    return question


def labels(question: Question) -> list[str]:
    return [sub.label for sub in question.sub_questions]


def answered(question: Question) -> list[str]:
    return [" ".join(answer.labels) for answer in question.answers]


@pytest.mark.parametrize("case", cases("labels.csv"), ids=lambda case: case["form"])
def test_a_printed_label_is_read(case: dict[str, str]) -> None:
    found = parse_labels(case["text"], case["parent"])
    assert " ".join(found.labels if found else ()) == case["labels"]


@pytest.mark.parametrize("case", cases("statuses.csv"), ids=lambda case: case["text"])
def test_the_words_of_an_answer_tell_its_status(case: dict[str, str]) -> None:
    status, evidence = judge(case["text"])
    assert status.value == case["status"]
    assert (evidence is None) == (status is Status.ANSWERED)
    assert evidence is None or evidence in case["text"]


@pytest.mark.parametrize("case", cases("references.csv"), ids=lambda case: case["text"])
def test_only_other_written_questions_are_references(case: dict[str, str]) -> None:
    found = find_references(Passage(case["text"]))
    told = [f"{r.number}@{r.asked_on.isoformat() if r.asked_on else ''}" for r in found]
    assert " ".join(told) == case["references"]


def test_a_head_gives_the_facts_of_a_question() -> None:
    question = read(HEAD + "1. Hoeveel?\n" + ANSWER + "1. Veel.\n")
    assert question.number == 12
    assert question.asked_on == dt.date(2021, 5, 3)
    assert question.session_year == "2020-2021"
    assert question.asked_by == ("An Peeters",)
    assert [minister.name for minister in question.ministers] == ["Jan De Smet"]
    assert question.title.text == "Zwemlessen - Kosten"
    assert question.introduction.text == "Zwemmen is leuk."
    assert question.kind is QuestionKind.ANSWER


def test_an_asker_whose_name_begins_with_an_elision_belongs_to_the_head_of_the_answer() -> None:
    for name in ("M'HAMED KASMI", "M’HAMED KASMI"):
        text = f"{HEAD}1. Hoeveel?\n{ANSWER}1. Drie.\n".replace("AN PEETERS", name)
        assert answered(read(text)) == ["1"]


def test_a_missing_head_is_filled_from_the_head_of_the_answer() -> None:
    question = read("Zwemlessen - Kosten\nZwemmen is leuk.\n1. Hoeveel?\n" + ANSWER + "1. Veel.\n")
    assert (question.number, question.asked_by) == (12, ("An Peeters",))
    assert question.title.text == "Zwemlessen - Kosten"


def test_a_head_on_one_line_is_read() -> None:
    head = (
        "SCHRIFTELIJKE VRAAG nr. 147 van KURT DE LOOR datum: 26 februari 2024 "
        "aan ELS VAN DAELE VLAAMS MINISTER VAN SPORT\nZwemlessen\nZwemmen.\n"
    )
    question = read(head)
    assert question.number == 147
    assert question.asked_by == ("Kurt De Loor",)
    assert [m.name for m in question.ministers] == ["Els Van Daele"]


def test_a_head_of_the_old_bulletins_is_read() -> None:
    question = read(
        "INGE DE BACKER\nVLAAMS MINISTER VAN WONEN\nVraag nr. 178\nvan 16 december 2004\n"
        "van de heer CARL MAES\nWoningen - Leegstand\nEr staan huizen leeg.\n"
        "1. Hoeveel ?\nAntwoord\n1. Veel.\n"
    )
    assert (question.number, question.asked_on) == (178, dt.date(2004, 12, 16))
    assert question.asked_by == ("Carl Maes",)
    assert [m.name for m in question.ministers] == ["Inge De Backer"]
    assert answered(question) == ["1"]


def test_several_askers_and_ministers_are_told_apart() -> None:
    question = read(
        HEAD.replace("van AN PEETERS", "van AN PEETERS en JAN MAES")
        + "1. Hoeveel?\nJAN DE SMET\nMINISTER-PRESIDENT VAN DE VLAAMSE REGERING, VLAAMS MINISTER\n"
        "VAN SPORT EN CULTUUR\nELS MAES\nVLAAMS MINISTER VAN WELZIJN\nGECOÖRDINEERD ANTWOORD\n"
        "op vraag nr. 12 van 3 mei 2021\nvan AN PEETERS en JAN MAES\n1. Veel.\n"
    )
    assert question.asked_by == ("An Peeters", "Jan Maes")
    assert [minister.name for minister in question.ministers] == ["Jan De Smet", "Els Maes"]
    assert question.ministers[0].title == (
        "minister-president van de Vlaamse Regering, Vlaams minister van Sport en Cultuur"
    )
    assert question.kind is QuestionKind.COORDINATED


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("VERWIJZEND ANTWOORD", QuestionKind.REFERRAL),
        ("AANVULLEND ANTWOORD", QuestionKind.SUPPLEMENTARY),
        ("GECOORDINEERD ANTWOORD", QuestionKind.COORDINATED),
    ],
)
def test_the_head_of_the_answer_tells_its_kind(words: str, kind: QuestionKind) -> None:
    text = HEAD + "1. Hoeveel?\n" + ANSWER.replace("ANTWOORD", words) + "1. Veel.\n"
    assert read(text).kind is kind


def test_a_question_without_an_answer_is_only_a_question() -> None:
    question = read(HEAD + "1. Hoeveel?\n")
    assert question.kind is QuestionKind.QUESTION_ONLY
    assert [minister.name for minister in question.ministers] == ["Jan De Smet"]
    assert not question.issues


def test_all_blocks_of_a_supplementary_answer_are_kept() -> None:
    question = read(
        HEAD
        + "1. Hoeveel?\n2. Waarom?\n"
        + ANSWER
        + "1. Veel.\n2. Dat volgt later.\n"
        + ANSWER.replace("ANTWOORD", "AANVULLEND ANTWOORD")
        + "2. Daarom.\n"
    )
    assert answered(question) == ["1", "2", "2"]
    assert question.kind is QuestionKind.SUPPLEMENTARY


def test_two_questions_in_a_file_are_two_questions() -> None:
    one = HEAD + "1. Hoeveel?\n" + ANSWER + "1. Veel.\n"
    other = one.replace("nr. 12", "nr. 13")
    assert [q.number for q in find_questions(document_of(one + other))] == [12, 13]


def test_a_text_that_asks_nothing_holds_no_question() -> None:
    assert find_questions(document_of("Verslag van de commissie\nEr werd vergaderd.\n")) == ()


def test_sub_questions_have_children_and_grandchildren() -> None:
    question = read(
        HEAD
        + "1. Hoeveel?\na) per jaar\nb) per provincie:\ni) Limburg\nii) Antwerpen\n2.\nWaarom?\n"
    )
    assert labels(question) == ["1", "1a", "1b", "1bi", "1bii", "2"]
    assert question.sub_questions[-1].passage.text == "Waarom?"


def test_a_parent_without_words_has_no_entry() -> None:
    assert labels(read(HEAD + "1.a) Hoeveel?\nb) Waarom?\n2. Wie?\n")) == ["1a", "1b", "2"]


def test_a_follow_on_line_belongs_to_the_sub_question_above() -> None:
    question = read(HEAD + "1. Komt er steun?\nZo ja, hoeveel?\nZo niet, waarom niet?\n2. Wie?\n")
    assert question.sub_questions[0].passage.text.endswith("Zo niet, waarom niet?")


def test_a_closing_paragraph_belongs_to_no_sub_question() -> None:
    question = read(HEAD + "1. Hoeveel?\n2. Wie?\nDeze vraag werd gesteld aan alle ministers.\n")
    assert question.sub_questions[-1].passage.text == "Wie?"
    assert [other.text for other in question.others] == [
        "Deze vraag werd gesteld aan alle ministers."
    ]


def test_a_list_in_the_introduction_is_no_sub_question() -> None:
    question = read(
        HEAD + "1. het zwembad;\n2. de sporthal.\nIk heb volgende vragen.\n1. Hoeveel?\n2. Wie?\n"
    )
    assert [sub.passage.text for sub in question.sub_questions] == ["Hoeveel?", "Wie?"]
    assert "de sporthal." in question.introduction.text


def test_a_number_out_of_order_labels_nothing() -> None:
    question = read(HEAD + "1. Hoeveel zijn er in zone\n4. en daarbuiten?\n2. Wie?\n")
    assert labels(question) == ["1", "2"]


def test_an_unnumbered_question_stays_in_the_introduction() -> None:
    question = read(HEAD + "Komt er steun?\n" + ANSWER + "Neen.\n")
    assert question.sub_questions == ()
    assert question.introduction.text.endswith("Komt er steun?")
    assert answered(question) == [""]


def test_an_answer_may_begin_with_a_preamble() -> None:
    question = read(HEAD + "1. Hoeveel?\n2. Wie?\n" + ANSWER + "Vooraf dit.\n1. Veel.\n2. Hij.\n")
    assert answered(question) == ["", "1", "2"]
    assert [sub.status for sub in question.sub_questions] == [Status.ANSWERED] * 2


def test_a_number_that_was_not_asked_labels_nothing() -> None:
    question = read(HEAD + "1. Hoeveel?\n" + ANSWER + "1. Er zijn er\n7. of meer.\n")
    assert answered(question) == ["1"]
    assert question.answers[0].passage.text == "Er zijn er 7. of meer."


def test_a_sub_question_without_an_answer_is_said() -> None:
    question = read(HEAD + "1. Hoeveel?\n2. Wie?\n" + ANSWER + "1. Veel.\n")
    assert question.sub_questions[1].status is Status.NOT_FOUND
    assert [issue.code for issue in question.issues] == ["answer_not_found"]


def test_an_answer_to_the_parent_answers_its_children() -> None:
    question = read(HEAD + "1. Hoeveel?\na) per jaar\n2. Wie?\n" + ANSWER + "1. Veel.\n2. Hij.\n")
    assert [sub.status for sub in question.sub_questions] == [Status.ANSWERED] * 3


def test_annexes_and_signatures_are_no_answer() -> None:
    question = read(HEAD + "1. Hoeveel?\n" + ANSWER + "1. Veel.\n\nBIJLAGE\nSV 12 - Bijlage 1\n")
    assert [answer.passage.text for answer in question.answers] == ["Veel."]
    assert [other.text for other in question.others] == ["BIJLAGE", "SV 12 - Bijlage 1"]
    signed = read(HEAD + "1. Hoeveel?\n" + ANSWER + "1. Veel.\nJAN DE SMET\nVlaams minister\n")
    assert [answer.passage.text for answer in signed.answers] == ["Veel."]


def test_a_name_glued_to_the_last_sub_question_is_cut_off() -> None:
    glued = HEAD + "1. Hoeveel zijn het er?JAN DE SMET\n" + ANSWER.split("\n", 1)[1] + "1. Veel.\n"
    question = read(glued)
    assert question.sub_questions[0].passage.text == "Hoeveel zijn het er?"
    assert [minister.name for minister in question.ministers] == ["Jan De Smet"]


def test_a_label_glued_to_a_sentence_is_cut_off() -> None:
    question = read(HEAD + "1. Hoeveel?\na) per jaar (graag).b) per stad\n2. Wie?\n")
    assert labels(question) == ["1", "1a", "1b", "2"]
