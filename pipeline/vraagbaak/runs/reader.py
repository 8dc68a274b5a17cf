"""The reader of documents: the stages with their language model loaded."""

from functools import partial

from vraagbaak.runs.fence import Reader


def open_reader() -> Reader:
    """Load the stages and the language model; each process that reads does so once.

    What loads slowly is imported here, so that who only looks whether there is anything to read
    does not wait for it.
    """
    from vraagbaak.runs.document import read_record
    from vraagbaak.tagging.language import load_nlp

    return partial(read_record, nlp=load_nlp())
