"""What can go wrong, each with the exit code that the command ends with.

The codes are those of the command's contract: 1 own fault, 2 wrong usage, 3 some documents could
not be read, 4 a publication was held back, 5 the source or the mail server could not be reached,
6 the dataset failed its own check, 75 another run holds the lock.
"""


class VraagbaakError(Exception):
    """The root of every error of ours; its text says what happened and what to do next."""

    exit_code = 1


class MissingLibrary(VraagbaakError):
    """A library that the package needs is not installed, or does not load.

    Args:
        error: what Python says of it, text or exception.
    """

    def __init__(self, error: object) -> None:
        super().__init__(str(error))

    def __str__(self) -> str:
        """What is missing, and what to do."""
        return f"{self.args[0]}; install what vraagbaak needs: `pip install -e .` in its folder"


class WrongUsage(VraagbaakError):
    """The command cannot do what was asked: a folder without documents, an unwritable output."""

    exit_code = 2


class UnreadableDocument(VraagbaakError):
    """A document could not be read; the others go on.

    Args:
        code: a short name of the reason (``not_a_pdf``, ``encrypted``, ``damaged``, ...), the code
            of the issue that stands in the dataset.
        message: one line for a person.
    """

    exit_code = 3

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code

    def __reduce__(self) -> tuple[type["UnreadableDocument"], tuple[str, str]]:
        """Cross a process border whole: the default would lose the code."""
        return (type(self), (self.code, str(self)))


class HeldBack(VraagbaakError):
    """A release was not published because its shape is suspect."""

    exit_code = 4


class SourceUnreachable(VraagbaakError):
    """The parliament's service could not be reached."""

    exit_code = 5


class MailNotSent(VraagbaakError):
    """A letter could not be handed to the mail server; what it tells is told again."""

    exit_code = 5


class InvalidDataset(VraagbaakError):
    """The dataset failed its own check; nothing was published."""

    exit_code = 6


class Locked(VraagbaakError):
    """Another run holds the lock on this output."""

    exit_code = 75
