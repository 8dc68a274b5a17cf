"""The tables that hold what a source says of the questions, beside what their documents say."""

from vraagbaak.dataset.schema.columns import Column, ForeignKey, Kind, TableSchema
from vraagbaak.records.source import FileRole

SOURCE_QUESTIONS = TableSchema(
    "source_questions",
    "The questions as their source registers them: one question to one minister",
    (
        Column("id", Kind.TEXT, "Key: `source`, then `/` and `source_id`"),
        Column("source", Kind.TEXT, "Name of the source: `parliament`, `folder`, `addresses`"),
        Column("source_id", Kind.TEXT, "Its key at the source"),
        Column(
            "question_id",
            Kind.TEXT,
            "The question read from its document; null until that is read, or where the document "
            "holds several and none bears the number",
            nullable=True,
        ),
        Column("number", Kind.INTEGER, "Number, per minister and session year", nullable=True),
        Column("session_year", Kind.TEXT, "Parliamentary year", nullable=True),
        Column("asked_by", Kind.TEXT, "The asker", nullable=True),
        Column("minister", Kind.TEXT, "The minister asked", nullable=True),
        Column("title", Kind.TEXT, "Title", nullable=True),
        Column("asked_on", Kind.DATE, "Date of the question", nullable=True),
        Column("answered_on", Kind.DATE, "Date of the answer", nullable=True),
        Column(
            "published_on",
            Kind.DATE,
            "Date of publication: some 15 working days after the answer",
            nullable=True,
        ),
        Column("answer_kind", Kind.TEXT, "Kind of answer, in the source's words", nullable=True),
        Column(
            "timely",
            Kind.TEXT,
            "Whether it was answered in time, in the source's words",
            nullable=True,
        ),
        Column("first_seen_on", Kind.DATE, "Day on which a refresh first saw it"),
        Column(
            "withdrawn_on",
            Kind.DATE,
            "Day on which the source listed it no longer; null while it does",
            nullable=True,
        ),
    ),
    ("id",),
    ("id",),
    (ForeignKey("question_id", "questions", clears=True),),
)


def _of_source_question(
    name: str, description: str, what: str, *columns: Column, more: tuple[ForeignKey, ...] = ()
) -> TableSchema:
    """A table whose rows belong to a question of a source, in its order."""
    return TableSchema(
        name,
        description,
        (
            Column("id", Kind.TEXT, f"Key of the {what}: the question's, then `#{what}s/0`"),
            Column("source_question_id", Kind.TEXT, "The question of the source"),
            Column("position", Kind.INTEGER, "Its place within the question, from 0"),
            *columns,
        ),
        ("id",),
        ("source_question_id", "position"),
        (ForeignKey("source_question_id", "source_questions", cascades=True), *more),
    )


SOURCE_THEMES = _of_source_question(
    "source_themes",
    "The themes that a source files a question under",
    "theme",
    Column("theme", Kind.TEXT, "Name of the theme"),
)

SOURCE_STEPS = _of_source_question(
    "source_steps",
    "The steps of the procedure, as a source lists them",
    "step",
    Column("status", Kind.TEXT, "The step, in the source's words"),
    Column("happened_on", Kind.DATE, "Its date", nullable=True),
)

SOURCE_FILES = _of_source_question(
    "source_files",
    "The files of a question at its source, each content that a file had apart",
    "file",
    Column("number", Kind.TEXT, "Key of the file at the source; one file may have had contents"),
    Column(
        "role",
        Kind.TEXT,
        "Whether it is the document with question and answer, or an annex to it",
        choices=tuple(FileRole),
    ),
    Column("address", Kind.TEXT, "Where the source offers it"),
    Column(
        "sha256",
        Kind.TEXT,
        "SHA-256 of the content, in hexadecimal; null until it is fetched",
        nullable=True,
    ),
    Column(
        "document_id",
        Kind.TEXT,
        "The document of the dataset with this content; replaced contents have none",
        nullable=True,
    ),
    Column("media_type", Kind.TEXT, "Media type, from its first bytes", nullable=True),
    Column("seen_on", Kind.DATE, "Day on which a refresh first fetched it", nullable=True),
    Column(
        "replaced_on",
        Kind.DATE,
        "Day on which another content stood there, or the file was gone; null while it stands",
        nullable=True,
    ),
    more=(ForeignKey("document_id", "documents", clears=True),),
)
