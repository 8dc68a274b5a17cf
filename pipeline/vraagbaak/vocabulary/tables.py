"""Reads the tables of names and words that ship with the vocabulary."""

import csv
from collections.abc import Iterator
from importlib import resources


def read_rows(file: str) -> Iterator[dict[str, str]]:
    """The rows of a table in ``vocabulary/data``, each by its column names.

    Args:
        file: the name of the file, such as ``municipalities.csv``.
    """
    table = resources.files("vraagbaak.vocabulary.data").joinpath(file)
    yield from csv.DictReader(table.read_text(encoding="utf-8").splitlines())
