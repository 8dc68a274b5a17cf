"""A reader for many small builds: it reads the stand-in's documents but tags nothing.

The language model takes a second to load in each process; what such builds are about is elsewhere.
"""

from pathlib import Path

from vraagbaak.records import Document, DocumentRecord, Question, QuestionRecord, Subject
from vraagbaak.runs.child import Readers


def open_quick_readers() -> Readers[DocumentRecord]:
    """The readers of documents up to their questions: no places, amounts or projects."""
    return Readers((_read,), annex_tries=(_read_annex,))


def _read(path: Path) -> DocumentRecord:
    from vraagbaak.questions.question import find_questions
    from vraagbaak.reading.document import read_document

    document = read_document(path)
    return _record(document, *find_questions(document))


def _read_annex(path: Path, subject: Subject) -> DocumentRecord:
    from vraagbaak.questions.question import annexed_tables
    from vraagbaak.reading.document import read_document

    document = read_document(path)
    return _record(document, annexed_tables(document, subject))


def _record(document: Document, *questions: Question) -> DocumentRecord:
    return DocumentRecord(
        name=document.name,
        sha256=document.sha256,
        page_count=document.page_count,
        has_text=document.has_text,
        questions=tuple(map(QuestionRecord, questions)),
        page_boxes=document.page_boxes,
    )
