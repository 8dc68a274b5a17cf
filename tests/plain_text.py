"""A document out of a plain text layer: lines as another reader gave them, without boxes."""

import hashlib
from pathlib import Path

from vraagbaak.records import Document, Line, Word

_INVISIBLE = {ord("\u00ad"): None, ord("\ufeff"): None, ord("\uf0b7"): "•"}


def read_plain_text(path: Path) -> Document:
    """Read a UTF-8 text file; a form feed begins a page, an empty line parts paragraphs.

    The empty lines stay in the body as lines without words: nothing else says here where a
    paragraph ends.
    """
    data = path.read_bytes()
    pages = data.decode("utf-8", "replace").translate(_INVISIBLE).split("\f")
    body = tuple(
        Line(tuple(Word(word, None) for word in line.split()), number)
        for number, page in enumerate(pages, start=1)
        for line in page.splitlines()
    )
    return Document(
        name=path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        page_count=len(pages),
        has_text=any(line.words for line in body),
        body=body,
    )
