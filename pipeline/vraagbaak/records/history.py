"""What happens to a question, as those who follow it see it."""

from enum import StrEnum


class EventKind(StrEnum):
    """What happened.

    ``REFERRED`` is an answer that only refers to another one: it has no content of its own.
    ``LATE`` stands beside the ``ANSWERED`` of the same answer. ``DODGED`` is a sub-question that an
    answer with content leaves without one. ``PROJECT`` is a grant or project of a municipality.
    """

    ASKED = "asked"
    ANSWERED = "answered"
    REFERRED = "referred"
    LATE = "late"
    PUBLISHED = "published"
    DODGED = "dodged"
    PROJECT = "project"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
