"""The keys of the dataset: made from what is printed, so that they outlive a rebuild."""

from vraagbaak.records import Question
from vraagbaak.vocabulary.names import surname_slug

# Two contents that share 16 hexadecimal digits are not to be met in any archive of questions.
_DIGITS = 16
_SUFFIX_DIGITS = 8


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


def child_id(parent: str, *path: str | int) -> str:
    """The id of what belongs to a question or document, from its place in it.

    >>> child_id("2020-2021/somers/311", "tables", 0, 1, 0)
    '2020-2021/somers/311#tables/0/1/0'
    """
    return f"{parent}#{'/'.join(map(str, path))}"
