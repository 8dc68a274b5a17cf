"""What a check finds wrong with a dataset."""

from collections.abc import Sequence
from typing import NamedTuple

_SHOWN = 3  # examples in a message


class Finding(NamedTuple):
    """What is wrong: the check that found it, how often, and some ids or paths."""

    check: str
    message: str
    times: int
    examples: tuple[str, ...]


def found(check: str, message: str, wrong: Sequence[str]) -> Finding:
    """What a check found, with some examples."""
    return Finding(check, message, len(wrong), tuple(wrong[:_SHOWN]))
