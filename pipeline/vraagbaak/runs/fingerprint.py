"""What tells whether a document would be read today as it was read before."""

import hashlib
from collections.abc import Iterator
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import vraagbaak

# The rooms whose code has no part in what a document becomes.
_WITHOUT_PART = frozenset({"cli", "source", "web", "training", "__pycache__"})
# pdfium has no version of its own here: the library that brings it is pinned to one build.
_LIBRARIES = ("pypdfium2", "pdfplumber", "pdfminer.six", "spacy", "thinc")


def fingerprint(model: str | None = None) -> str:
    """The hash of all that a result depends on beside the document.

    That is the code of the package, its data and its weights, the versions of the libraries that
    read and tag, and the spaCy model that tagging builds on. The same document under the same
    fingerprint gives the same rows.

    Args:
        model: the base model, a package or a folder; None for none.
    """
    digest = hashlib.sha256()
    for line in _files(Path(vraagbaak.__file__).parent, _WITHOUT_PART):
        digest.update(line)
    for library in _LIBRARIES:
        digest.update(f"{library} {version(library)}\n".encode())
    if model:
        for folder in _folders(model):
            for line in _files(folder, frozenset({"__pycache__"})):
                digest.update(line)
    return digest.hexdigest()[:16]


def _folders(model: str) -> tuple[Path, ...]:
    """Where a spaCy model lies; nowhere where there is none, which loading it will say."""
    if Path(model).is_dir():
        return (Path(model),)
    found = find_spec(model) if model.isidentifier() else None
    locations = found.submodule_search_locations if found else None
    return tuple(map(Path, locations or ()))


def _files(folder: Path, without: frozenset[str]) -> Iterator[bytes]:
    """The name and hash of each file below a folder that has a part in it, in a fixed order."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if path.is_file() and without.isdisjoint(name.parts):
            content = hashlib.sha256(path.read_bytes()).hexdigest()
            yield f"{name.as_posix()} {content}\n".encode()
