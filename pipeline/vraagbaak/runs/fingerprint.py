"""What tells whether a document would be read today as it was read before."""

import hashlib
from collections.abc import Iterator
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path, PurePath

import vraagbaak

# The rooms and files that have no part in what a document becomes, or in a release of the dataset.
_WITHOUT_PART = frozenset(
    {
        "cli",
        "source",
        "feeds",
        "formats",
        "views",
        "training",
        "__pycache__",
        "README.md",
        "LICENSE",
    }
)
# pdfium has no version of its own here: the library that brings it is pinned to one build.
_LIBRARIES = ("pypdfium2", "pdfplumber", "pdfminer.six", "spacy", "thinc")
# Where the weights of the language model stand, which may be another where the code is the same.
_MODEL = ("tagging", "model")


def fingerprint(model: str | None = None) -> str:
    """The hash of all that a result depends on beside the document.

    That is, before the hyphen, the code of the package, its data and the versions of the libraries
    that read and tag; after it the weights of its model and the spaCy model below it. The same
    document under the same fingerprint gives the same rows.

    Args:
        model: the Dutch spaCy model to build on, a package or a folder; None for none.
    """
    code, weights = hashlib.sha256(), hashlib.sha256()
    for name, content in _files(Path(vraagbaak.__file__).parent, _WITHOUT_PART):
        part = weights if name.parts[: len(_MODEL)] == _MODEL else code
        part.update(f"{name.as_posix()} {content}\n".encode())
    for library in _LIBRARIES:
        code.update(f"{library} {version(library)}\n".encode())
    for folder in _folders(model) if model else ():
        for name, content in _files(folder, frozenset({"__pycache__"})):
            weights.update(f"{name.as_posix()} {content}\n".encode())
    return f"{code.hexdigest()[:16]}-{weights.hexdigest()[:8]}"


def _folders(model: str) -> tuple[Path, ...]:
    """Where a spaCy model lies; nowhere where there is none, which loading it will say."""
    if Path(model).is_dir():
        return (Path(model),)
    found = find_spec(model) if model.isidentifier() else None
    locations = found.submodule_search_locations if found else None
    return tuple(map(Path, locations or ()))


def _files(folder: Path, without: frozenset[str]) -> Iterator[tuple[PurePath, str]]:
    """The name and hash of each file below a folder that has a part in it, in a fixed order."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if path.is_file() and without.isdisjoint(name.parts):
            yield name, hashlib.sha256(path.read_bytes()).hexdigest()
