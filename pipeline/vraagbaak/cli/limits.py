"""The options that say what one document may take, the same for every command that reads some."""

from collections.abc import Callable
from typing import Any

import click

from vraagbaak.runs.limits import Limits

_MEGABYTE = 2**20
_USUAL = Limits()


def limit_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--timeout`` (``seconds``) and ``--memory`` (``megabytes``) to a command."""
    timeout = click.option(
        "--timeout",
        "seconds",
        type=click.FloatRange(min=0, min_open=True),
        default=_USUAL.seconds,
        show_default=True,
        help="Seconds that a document may take, beside a fifth of a second a page.",
    )
    memory = click.option(
        "--memory",
        "megabytes",
        type=click.IntRange(min=16),
        default=_USUAL.memory // _MEGABYTE,
        show_default=True,
        help="Megabytes that a document may take.",
    )
    return timeout(memory(command))


def limits_of(seconds: float, megabytes: int) -> Limits:
    """What the options say."""
    return _USUAL._replace(seconds=seconds, memory=megabytes * _MEGABYTE)
