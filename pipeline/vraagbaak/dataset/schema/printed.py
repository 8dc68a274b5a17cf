"""The tables that hold a question as it is printed."""

from vraagbaak.dataset.rows.links import Match
from vraagbaak.dataset.schema.columns import Column, ForeignKey, Kind, TableSchema
from vraagbaak.dataset.schema.parts import child, child_or_annexed, identity, place, review
from vraagbaak.records import QuestionKind, Status, TableMethod

QUESTIONS = TableSchema(
    "questions",
    "The written questions, with what closes them",
    (
        Column(
            "id",
            Kind.TEXT,
            "Key of the question: `question_key`; where two documents share that, `~` and the "
            "start of the document's key follow; without one, the document's key and the position",
        ),
        Column("document_id", Kind.TEXT, "The document it was read from"),
        Column("position", Kind.INTEGER, "Its place in the document, from 0"),
        Column(
            "question_key",
            Kind.TEXT,
            "Natural key: session year / surname of the first minister / number",
            nullable=True,
        ),
        Column("number", Kind.INTEGER, "Number that the parliament gave it", nullable=True),
        Column(
            "session_year",
            Kind.TEXT,
            "Parliamentary year of `asked_on`, from the fourth Monday of September",
            nullable=True,
        ),
        Column("asked_on", Kind.DATE, "Date of the question", nullable=True),
        Column("asked_by", Kind.TEXT, "The askers, joined by ` en `", nullable=True),
        Column(
            "kind",
            Kind.TEXT,
            "What closes the document: an answer, a supplementary or coordinated one, a referral "
            "to another minister or answer, or nothing but the question",
            choices=tuple(QuestionKind),
        ),
        Column("title", Kind.TEXT, "Title as printed", blank=True),
        Column("introduction", Kind.TEXT, "What stands before the sub-questions", blank=True),
        *place("the question"),
    ),
    ("id",),
    ("document_id", "position"),
    (ForeignKey("document_id", "documents", cascades=True),),
)

ANNEXES = TableSchema(
    "annexes",
    "The annexes of the questions; `documents` says of each whether it could be read",
    (
        Column("id", Kind.TEXT, "Key of the annex: the question's, then `#annexes/2225033`"),
        Column("question_id", Kind.TEXT, "The question it belongs to"),
        Column(
            "name",
            Kind.TEXT,
            "Its number at the source, or what its file is called, in small letters and digits",
        ),
        Column("document_id", Kind.TEXT, "Its document"),
    ),
    ("id",),
    ("question_id", "name"),
    (
        ForeignKey("question_id", "questions", cascades=True),
        ForeignKey("document_id", "documents", cascades=True),
    ),
)

ASKERS = child(
    "question_askers",
    "Who asked, each apart",
    identity("asker", "askers/0"),
    Column("name", Kind.TEXT, "Name as printed, but for capitals"),
)

MINISTERS = child(
    "question_ministers",
    "Who signed the answer or, without one, whom the question is addressed to",
    identity("minister", "ministers/0"),
    Column("name", Kind.TEXT, "Name as printed, but for capitals"),
    Column("title", Kind.TEXT, "Office as printed, but for capitals", blank=True),
)

SUB_QUESTIONS = child(
    "sub_questions",
    'The numbered sub-questions ("deelvragen"), each with its own words only',
    identity("sub-question", "sub_questions/1a"),
    Column("label", Kind.TEXT, "Number as `1`, `1a`, `1aii`"),
    Column("parent_id", Kind.TEXT, "The sub-question that it is a part of", nullable=True),
    Column("text", Kind.TEXT, "Words without the number", blank=True),
    Column(
        "status",
        Kind.TEXT,
        "How it was answered: in full, in part, by referring elsewhere, by saying that there are "
        "no data, or no answer was found",
        choices=tuple(Status),
    ),
    Column("evidence", Kind.TEXT, "The words that say the status", nullable=True),
    review(),
    *place("it"),
    more=(ForeignKey("parent_id", "sub_questions"),),
)

ANSWERS = child(
    "answers",
    "The blocks of the answer",
    identity("block", "answers/0"),
    Column(
        "labels",
        Kind.TEXTS,
        "What the block answers, as printed before it; null where no number is printed",
        nullable=True,
    ),
    Column("text", Kind.TEXT, "Words without the number", blank=True),
    Column("pages", Kind.INTEGERS, "Pages on which it is printed", nullable=True),
    *place("it"),
)

ANSWER_LINKS = TableSchema(
    "answer_links",
    "Which block answers which sub-question, many to many",
    (
        Column("sub_question_id", Kind.TEXT, "The sub-question"),
        Column("answer_id", Kind.TEXT, "The block of the answer"),
        Column(
            "match",
            Kind.TEXT,
            "How they were matched: the block carries the label of the sub-question, of a part of "
            "it or of what it is a part of, or no block carries a number",
            choices=tuple(Match),
        ),
    ),
    ("sub_question_id", "answer_id"),
    ("answer_id", "sub_question_id"),
    (
        ForeignKey("sub_question_id", "sub_questions", cascades=True),
        ForeignKey("answer_id", "answers", cascades=True),
    ),
)

OTHER_TEXTS = child(
    "other_texts",
    "What is printed beside the question and its answers: headings, captions, closing paragraphs",
    identity("text", "others/0"),
    Column("text", Kind.TEXT, "As printed, lines joined", blank=True),
    *place("it"),
)

TABLES_TABLE = child_or_annexed(
    "tables",
    "The tables, each whole: one broken by a page is one table",
    identity("table", "tables/0"),
    Column("row_count", Kind.INTEGER, "Number of rows, header included"),
    Column("column_count", Kind.INTEGER, "Number of columns"),
    Column("header_rows", Kind.INTEGER, "How many of the first rows are the header"),
    Column("caption", Kind.TEXT, "Caption as printed", nullable=True),
    Column("unit", Kind.TEXT, "Words that give the unit of the whole table", nullable=True),
    Column(
        "labels",
        Kind.TEXTS,
        "Labels of the block of the answer that it stands in; null where no number is printed",
        nullable=True,
    ),
    Column("method", Kind.TEXT, "How its cells were found", choices=tuple(TableMethod)),
    Column("confidence", Kind.NUMBER, "How sure its shape is, from 0 to 1"),
    Column("pages", Kind.INTEGERS, "Pages on which it is printed", nullable=True),
    *place("it"),
)

CELLS = TableSchema(
    "cells",
    "The cells of the tables, each once, at its top left corner",
    (
        identity("cell", "tables/0/1/0"),
        Column("table_id", Kind.TEXT, "The table it belongs to"),
        Column("row_index", Kind.INTEGER, "Row, from 0"),
        Column("column_index", Kind.INTEGER, "Column, from 0"),
        Column("row_span", Kind.INTEGER, "Number of rows it covers"),
        Column("column_span", Kind.INTEGER, "Number of columns it covers"),
        Column("is_header", Kind.BOOLEAN, "Whether it stands in a header row"),
        Column("text", Kind.TEXT, "As printed, lines joined", blank=True),
        Column(
            "reference",
            Kind.TEXT,
            "Where it stands in its workbook, as in `Blad1!B7`; null on a page",
            nullable=True,
        ),
        review(),
        *place("it"),
    ),
    ("id",),
    ("table_id", "row_index", "column_index"),
    (ForeignKey("table_id", "tables", cascades=True),),
)
