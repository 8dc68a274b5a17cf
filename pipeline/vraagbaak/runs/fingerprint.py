"""What tells whether a document would be read today as it was read before."""

import hashlib
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import vraagbaak

# The rooms whose code has no part in what a document becomes.
_WITHOUT_PART = frozenset({"cli", "source", "web", "__pycache__"})
# pdfium has no version of its own here: the library that brings it is pinned to one build.
# Where the weights of the language model stand, which may be another where the code is the same.
_MODEL = ("tagging", "model")
_LIBRARIES = ("pypdfium2", "pdfplumber", "pdfminer.six", "spacy")


def fingerprint() -> str:
    """The hash of all that a result depends on beside the document.

    That is, before the hyphen, the code of the package, its data and the versions of the libraries
    that read and tag; after it the files of its model. The same document under the same fingerprint
    gives the same rows.
    """
    package = Path(vraagbaak.__file__).parent
    code, model = hashlib.sha256(), hashlib.sha256()
    for path in _files(package):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        place = path.relative_to(package)
        part = model if place.parts[: len(_MODEL)] == _MODEL else code
        part.update(f"{place.as_posix()} {content}\n".encode())
    for library in _LIBRARIES:
        code.update(f"{library} {version(library)}\n".encode())
    return f"{code.hexdigest()[:16]}-{model.hexdigest()[:8]}"


def _files(package: Path) -> Iterator[Path]:
    """The files of the package that have a part in it, in a fixed order."""
    return (
        path
        for path in sorted(package.rglob("*"))
        if path.is_file() and _WITHOUT_PART.isdisjoint(path.relative_to(package).parts)
    )
