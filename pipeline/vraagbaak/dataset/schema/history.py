"""The tables of what happened to the questions, for those who follow them."""

from vraagbaak.dataset.schema.columns import Column, ForeignKey, Kind, TableSchema
from vraagbaak.dataset.schema.parts import NIS_CODE
from vraagbaak.records.history import EventKind
from vraagbaak.vocabulary.terms import Timeliness

DEADLINES = TableSchema(
    "deadlines",
    "When the answer to each question of a source is due, and what its date says of that",
    (
        Column("source_question_id", Kind.TEXT, "The question of the source"),
        Column(
            "due_earliest",
            Kind.DATE,
            "Last day of the term under its shortest reading; null where the day of the question "
            "or the recesses of its year are not known",
            nullable=True,
        ),
        Column(
            "due_latest", Kind.DATE, "Last day of the term under its longest reading", nullable=True
        ),
        Column(
            "finding",
            Kind.TEXT,
            "Answered in time under every reading, late under every reading, or perhaps late; "
            "without an answer: the term still runs (`open`), an answer in time may still be with "
            "the asker alone (`embargo`), or it is perhaps late",
            nullable=True,
            choices=tuple(Timeliness),
        ),
        Column(
            "seen_on",
            Kind.DATE,
            "Without an answer, the day that the finding looks from: the newest publication that "
            "the source lists; null with one",
            nullable=True,
        ),
        Column(
            "public_from",
            Kind.DATE,
            "First day on which the answer may be public: the asker alone has it for 15 working "
            "days; null without an answer",
            nullable=True,
        ),
        Column(
            "source_finding",
            Kind.TEXT,
            "What the source says, from `timely` and its steps; null where its words are unknown "
            "or contradict each other",
            nullable=True,
            choices=(Timeliness.IN_TIME, Timeliness.LATE),
        ),
        Column(
            "agrees",
            Kind.BOOLEAN,
            "Whether finding and source say the same; null where either says nothing certain",
            nullable=True,
        ),
    ),
    ("source_question_id",),
    ("source_question_id",),
    (ForeignKey("source_question_id", "source_questions", cascades=True),),
    derived=True,
)

EVENTS = TableSchema(
    "events",
    "What happened to the questions: one row for an answer that several questions share",
    (
        Column(
            "id",
            Kind.TEXT,
            "Key of the event: that of the source's question (else the question's; for a "
            "coordinated answer one made of asker, day and title), `#` and what happened",
        ),
        Column("kind", Kind.TEXT, "What happened", choices=tuple(EventKind)),
        Column(
            "happened_on", Kind.DATE, "The day of it; that of the question where no other is known"
        ),
        Column(
            "known_on",
            Kind.DATE,
            "The day from which it could be seen: publication, else the first time it was seen, "
            "else `happened_on`",
        ),
        Column(
            "detail",
            Kind.TEXT,
            "Of a sub-question its status, of projects their number, of a correction the file",
            nullable=True,
        ),
        Column(
            "subject_id",
            Kind.TEXT,
            "The sub-question that it is about, or the first of the projects",
            nullable=True,
        ),
        Column("nis_code", Kind.TEXT, f"{NIS_CODE}, of projects", nullable=True),
    ),
    ("id",),
    ("known_on", "id"),
    (ForeignKey("nis_code", "municipalities"),),
    derived=True,
)

EVENT_QUESTIONS = TableSchema(
    "event_questions",
    "The questions that an event is about",
    (
        Column("event_id", Kind.TEXT, "The event"),
        Column("position", Kind.INTEGER, "Its place, from 0; the one that was answered is first"),
        Column(
            "source_question_id",
            Kind.TEXT,
            "The question as its source registers it; null for one known from a document alone",
            nullable=True,
        ),
        Column("question_id", Kind.TEXT, "The question read from its document", nullable=True),
    ),
    ("event_id", "position"),
    ("event_id", "position"),
    (
        ForeignKey("event_id", "events", cascades=True),
        ForeignKey("source_question_id", "source_questions", cascades=True),
        ForeignKey("question_id", "questions", clears=True),
    ),
    derived=True,
)
