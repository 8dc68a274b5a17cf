"""Keeps the tokeniser's cost in proportion to the text.

spaCy takes the marks off a word one at a time and looks at the whole rest each time: ten thousand
euro signs without a space cost it a minute. A run of characters that long is no word, so it is cut.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from spacy.language import Language, create_tokenizer
from spacy.tokens import Doc

_LONGEST = 100  # characters without a space that are left whole: nearly all addresses are shorter
_PIECE = 50
_LONG_RUN = re.compile(rf"\S{{{_LONGEST},}}")


class BoundedTokenizer:
    """A tokeniser of spaCy's that gets no long run of characters to chew on.

    Args:
        nlp: the pipeline that it splits the texts of.
        tokenizer: the one that does the work. Without one it is that of the language, made when the
            first text comes: spaCy takes longer for it than for all the rest of the pipeline, and
            the records of a question need none.
    """

    def __init__(self, nlp: Language, tokenizer: Any = None) -> None:
        self._nlp = nlp
        self._made: Any = tokenizer

    @property
    def _tokenizer(self) -> Any:
        if self._made is None:
            self._made = create_tokenizer()(self._nlp)
        return self._made

    def __call__(self, text: str) -> Doc:
        """Split a text into tokens; together they are the text, as always."""
        if max(map(len, text.split()), default=0) < _LONGEST:
            return self._split(text)
        pieces = [self._split(piece) for piece in _pieces(text)]
        whole = Doc.from_docs(pieces, ensure_whitespace=False)
        return whole if whole is not None else self._split("")

    def _split(self, text: str) -> Doc:
        doc: Doc = self._tokenizer(text)
        return doc

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """What the tokeniser knows, as bytes."""
        return bytes(self._tokenizer.to_bytes(exclude=exclude))

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> "BoundedTokenizer":
        """Take what a tokeniser knows from bytes."""
        self._tokenizer.from_bytes(data, exclude=exclude)
        return self

    def to_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> None:
        """Write what the tokeniser knows."""
        self._tokenizer.to_disk(path, exclude=exclude)

    def from_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> "BoundedTokenizer":
        """Take what a tokeniser knows from a file."""
        self._tokenizer.from_disk(path, exclude=exclude)
        return self


def _pieces(text: str) -> Iterator[str]:
    """The text in order, its long runs cut."""
    done = 0
    for run in _LONG_RUN.finditer(text):
        if run.start() > done:
            yield text[done : run.start()]
        for begin in range(run.start(), run.end(), _PIECE):
            yield text[begin : min(begin + _PIECE, run.end())]
        done = run.end()
    if done < len(text):
        yield text[done:]
