"""What was asked and answered: a question with its sub-questions, answers and references."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from vraagbaak.records.printed import Issue, Passage, Place, Table


class QuestionKind(StrEnum):
    """What kind of answer closes the document."""

    ANSWER = "answer"
    SUPPLEMENTARY = "supplementary"
    COORDINATED = "coordinated"
    REFERRAL = "referral"
    QUESTION_ONLY = "question_only"


class Status(StrEnum):
    """How a sub-question was answered."""

    ANSWERED = "answered"
    PARTLY = "partly"
    REFERRED = "referred"
    NO_DATA = "no_data"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Minister:
    """Who signed the answer or, without one, whom the question was addressed to."""

    name: str
    title: str


@dataclass(frozen=True, slots=True)
class SubQuestion:
    """A numbered sub-question ("deelvraag"); ``evidence`` is the words that say the status."""

    label: str
    passage: Passage
    status: Status = Status.NOT_FOUND
    evidence: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A block of the answer and the labels of what it answers, as printed."""

    labels: tuple[str, ...]
    passage: Passage


@dataclass(frozen=True, slots=True)
class Reference:
    """Another written question, cited by its number."""

    number: int
    asked_on: dt.date | None
    text: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """What the reading of an annex must know of its question.

    The date chooses the NIS codes, the title says what the tables are about.
    """

    asked_on: dt.date | None
    title: str


@dataclass(frozen=True, slots=True)
class Question:
    """A written question ("schriftelijke vraag") with what was answered.

    ``table_answers`` gives, table by table, the labels of the answer block it stands in.
    ``others`` holds the printed text that belongs to no field (headings, captions, closing
    paragraphs, annex titles): it is tagged but nobody's answer. ``title`` is as normalised by the
    contract.
    """

    number: int | None
    session_year: str | None
    asked_on: dt.date | None
    asked_by: tuple[str, ...]
    ministers: tuple[Minister, ...]
    kind: QuestionKind
    title: Passage
    introduction: Passage
    sub_questions: tuple[SubQuestion, ...]
    answers: tuple[Answer, ...]
    tables: tuple[Table, ...]
    table_answers: tuple[tuple[str, ...], ...]
    others: tuple[Passage, ...] = ()
    references: tuple[Reference, ...] = ()
    issues: tuple[Issue, ...] = ()
    place: Place | None = None
