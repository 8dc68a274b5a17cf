"""How getting something from a source can fail, and what ends the contact for this run."""

from vraagbaak.errors import SourceUnreachable


class RequestFailed(SourceUnreachable):
    """One request came to nothing; the others go on.

    Args:
        code: a short name of the reason (``timeout``, ``http_503``, ``not_a_document``, ...).
        message: one line for a person.
        is_passing: whether asking again may help.
        retry_after: seconds that the server asks us to wait.
    """

    def __init__(
        self, code: str, message: str, *, is_passing: bool = False, retry_after: float | None = None
    ) -> None:
        super().__init__(message)
        self.code = code
        self.is_passing = is_passing
        self.retry_after = retry_after


class ContactEnded(SourceUnreachable):
    """The source fails request after request: it is left alone until the next run."""


class TurnOver(Exception):
    """The contact of this run is over by our own rules; what is left waits for the next run."""
