"""The tables around the questions: documents, files, doubts and municipalities."""

from vraagbaak.dataset.schema.columns import Column, ForeignKey, Kind, TableSchema
from vraagbaak.records.source import FileRole

DOCUMENTS = TableSchema(
    "documents",
    "The files, each content once, those that could not be read too",
    (
        Column("id", Kind.TEXT, "Key of the document: the first 16 digits of its SHA-256"),
        Column("path", Kind.TEXT, "Path of its file, the first of several, below the folder read"),
        Column(
            "sha256",
            Kind.TEXT,
            "SHA-256 of the content, in hexadecimal; null where the file could not be opened",
            nullable=True,
        ),
        Column(
            "role",
            Kind.TEXT,
            "Whether it was read for the questions in it, or as an annex for its tables alone",
            choices=tuple(FileRole),
        ),
        Column("bytes", Kind.INTEGER, "Size of the file", "byte", nullable=True),
        Column("page_count", Kind.INTEGER, "Number of pages", nullable=True),
        Column(
            "has_text",
            Kind.BOOLEAN,
            "Whether there is text in it: a scan has none",
            nullable=True,
        ),
        Column(
            "status",
            Kind.TEXT,
            "Whether it was read; `issues` gives the reason where it failed",
            choices=("read", "failed"),
        ),
        Column(
            "fingerprint",
            Kind.TEXT,
            "Hash of the code and libraries that read it",
            exported=False,
        ),
    ),
    ("id",),
    ("path",),
)

FILES = TableSchema(
    "files",
    "The files of the folder, each with the document that its content is",
    (
        Column("path", Kind.TEXT, "Path below the folder that was read, with `/`"),
        Column("document_id", Kind.TEXT, "The document; several files may have the same content"),
    ),
    ("path",),
    ("path",),
    (ForeignKey("document_id", "documents", cascades=True),),
)

PAGES = TableSchema(
    "pages",
    "The pages of the documents; a document without pages has none here",
    (
        Column("document_id", Kind.TEXT, "The document"),
        Column("number", Kind.INTEGER, "Page, from 1"),
        Column("width", Kind.NUMBER, "Width as it is shown; 0 where it could not be read", "pt"),
        Column("height", Kind.NUMBER, "Height as it is shown", "pt"),
    ),
    ("document_id", "number"),
    ("document_id", "number"),
    (ForeignKey("document_id", "documents", cascades=True),),
    derived=True,
)

ISSUES = TableSchema(
    "issues",
    "What could not be read, and every doubt about what was",
    (
        Column(
            "id",
            Kind.TEXT,
            "Key of the issue: the question's, annex's or document's, then `#issues/0`",
        ),
        Column("document_id", Kind.TEXT, "The document"),
        Column("question_id", Kind.TEXT, "The question, where it is about one", nullable=True),
        Column("annex_id", Kind.TEXT, "The annex, where it is about one", nullable=True),
        Column(
            "position", Kind.INTEGER, "Its place among those of that question or document, from 0"
        ),
        Column(
            "severity",
            Kind.TEXT,
            "An error says why a document could not be read, a warning is a doubt",
            choices=("error", "warning"),
        ),
        Column("code", Kind.TEXT, "Short name of the reason"),
        Column("message", Kind.TEXT, "The same for a person", blank=True),
        Column("page", Kind.INTEGER, "Page, from 1", nullable=True),
    ),
    ("id",),
    ("document_id", "question_id", "position", "id"),
    (
        ForeignKey("document_id", "documents", cascades=True),
        ForeignKey("question_id", "questions", cascades=True),
        ForeignKey("annex_id", "annexes", cascades=True),
    ),
)

MUNICIPALITIES = TableSchema(
    "municipalities",
    "The municipalities of Belgium through time",
    (
        Column("nis_code", Kind.TEXT, "Key of the municipality: its NIS code"),
        Column("name", Kind.TEXT, "Name in Dutch"),
        Column("name_fr", Kind.TEXT, "Name in French", nullable=True),
        Column("arrondissement", Kind.TEXT, "Administrative arrondissement", nullable=True),
        Column("province", Kind.TEXT, "Province; none in Brussels", nullable=True),
        Column("region", Kind.TEXT, "Region", nullable=True),
        Column("valid_from", Kind.DATE, "First day; null before 2019", nullable=True),
        Column("valid_to", Kind.DATE, "Last day; null where it still exists", nullable=True),
        Column("successor_nis_code", Kind.TEXT, "What it became part of", nullable=True),
    ),
    ("nis_code",),
    ("nis_code",),
    (ForeignKey("successor_nis_code", "municipalities"),),
)
