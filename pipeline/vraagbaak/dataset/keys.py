"""The keys of the dataset: made from what is printed, so that they outlive a rebuild."""

import re
from typing import NamedTuple

from vraagbaak.records import Question
from vraagbaak.vocabulary.names import surname_slug

# Two contents that share 16 hexadecimal digits are not to be met in any archive of questions.
_DIGITS = 16
_SUFFIX_DIGITS = 8
_OTHER = re.compile(r"[^a-z0-9]+")


def document_id(sha256: str) -> str:
    """The key of the document with this content."""
    return sha256[:_DIGITS]


def question_key(question: Question) -> str | None:
    """The natural key of a question, as in ``2020-2021/somers/311``.

    Session year, surname of the first minister, number: the parliament counts a minister's
    questions from 1 each year. None where one of the three is unknown.
    """
    if not question.session_year or question.number is None or not question.ministers:
        return None
    surname = surname_slug(question.ministers[0].name)
    return f"{question.session_year}/{surname}/{question.number}" if surname else None


def lone_question_id(document: str, position: int) -> str:
    """The id of a question that has no natural key: where it stands."""
    return f"{document}/{position}"


def shared_question_id(key: str, document: str, position: int) -> str:
    """The id of a question whose natural key another question has too.

    >>> shared_question_id("2020-2021/somers/311", "1f0c2d3a4b5e6f70", 0)
    '2020-2021/somers/311~1f0c2d3a'
    """
    suffix = f"{document[:_SUFFIX_DIGITS]}{f'.{position}' if position else ''}"
    return f"{key}~{suffix}"


class Owner(NamedTuple):
    """What rows belong to: a question, or one of its annexes by the key of that."""

    question: str
    annex: str | None = None

    @property
    def id(self) -> str:
        """The beginning of their keys."""
        return self.annex or self.question


def slug(name: str) -> str:
    """A name as a part of a key.

    >>> slug("311 Bijlage 2.xlsx")
    '311-bijlage-2-xlsx'
    """
    return _OTHER.sub("-", name.lower()).strip("-") or "-"


def annex_id(question: str, name: str) -> str:
    """The id of an annex of a question.

    >>> annex_id("2025-2026/crevits/15", "2225033")
    '2025-2026/crevits/15#annexes/2225033'
    """
    return child_id(question, "annexes", name)


def thing_of(row_id: str) -> str:
    """The annex that a row stands in, from its key; the question or document of any other.

    >>> thing_of("2025-2026/crevits/15#annexes/2225033#tables/0/1/0")
    '2025-2026/crevits/15#annexes/2225033'
    >>> thing_of("2025-2026/crevits/15#tables/0/1/0")
    '2025-2026/crevits/15'
    """
    question, sign, path = row_id.partition("#")
    return f"{question}{sign}{path.partition('#')[0]}" if path.startswith("annexes/") else question


def child_id(parent: str, *path: str | int) -> str:
    """The id of what belongs to a question or document, from its place in it.

    >>> child_id("2020-2021/somers/311", "tables", 0, 1, 0)
    '2020-2021/somers/311#tables/0/1/0'
    """
    return f"{parent}#{'/'.join(map(str, path))}"
