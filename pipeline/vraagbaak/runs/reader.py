"""The readers of documents, made once in each process that reads.

What loads slowly is imported in the functions, so that who only looks whether there is anything
to read does not wait for it.
"""

from functools import partial

from vraagbaak.records import Box, Document, DocumentRecord, Picture
from vraagbaak.runs.child import Readers


def open_record_readers(model: str | None = None, *, ocr: bool = False) -> Readers[DocumentRecord]:
    """Load the stages and the language model.

    Args:
        model: an installed Dutch spaCy model to use as the base, None for our own.
        ocr: whether the text of scanned pages is recognised.

    Raises:
        WrongUsage: there is no such model.
    """
    from vraagbaak.reading.document import read_document, read_document_slowly
    from vraagbaak.reading.pages.pdf import count_pages
    from vraagbaak.reading.pages.scan import read_scanned_document
    from vraagbaak.runs.document import read_annex, read_record
    from vraagbaak.tagging.language import load_nlp

    nlp = load_nlp(model)
    tries = (read_scanned_document if ocr else read_document, read_document_slowly)
    return Readers(
        tuple(partial(read_record, nlp=nlp, read=read) for read in tries),
        count_pages,
        tuple(partial(read_annex, nlp=nlp, read=read) for read in tries),
    )


def open_document_readers() -> Readers[Document]:
    """Load what reads lines and tables, and no more."""
    from vraagbaak.reading.document import read_document, read_document_slowly
    from vraagbaak.reading.pages.pdf import count_pages

    return Readers((read_document, read_document_slowly), count_pages)


def open_picture_reader(page: int, box: Box | None, around: tuple[Box, ...]) -> Readers[Picture]:
    """Load what draws a page with a place on it; see ``reading.picture``."""
    from vraagbaak.reading.pages.picture import draw_place

    return Readers((partial(draw_place, page=page, box=box, around=around),))
