"""The options that several commands have, the same in each."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from vraagbaak.runs.limits import Limits

_MEGABYTE = 2**20
_USUAL = Limits()

# A file that cannot be opened is told among the others, which go on: it is no wrong usage.
files_argument = click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, readable=False),
    metavar="FILE...",
)
"""Adds the files to read (``files``)."""


def _folder_option(names: tuple[str, ...], default: str, text: str) -> Callable[..., Any]:
    return click.option(
        *names, type=click.Path(path_type=Path), default=Path(default), show_default=True, help=text
    )


dataset_option = _folder_option(("--dataset",), "output", "Folder of the dataset.")
"""Adds the dataset that a command looks at (``dataset``)."""

output_option = _folder_option(("--out", "output"), "output", "Folder of the dataset.")
"""Adds the dataset that a command writes (``output``)."""

corpus_option = _folder_option(
    ("--corpus",), "corpus", "Folder of the documents, and of their catalogue."
)
"""Adds the folder of documents (``corpus``)."""

workers_option = click.option(
    "--workers",
    type=click.IntRange(min=1),
    help="Documents read at the same time.  [default: one a core]",
)
"""Adds the number of processes (``workers``)."""

model_option = click.option(
    "--model",
    metavar="NAME",
    help="Build on a Dutch spaCy model: an installed package or a folder.",
)
"""Adds the language model (``model``)."""


def limit_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add what one document may take: ``--timeout`` (``seconds``), ``--memory`` (``megabytes``)."""
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
    """What those options say."""
    return _USUAL._replace(seconds=seconds, memory=megabytes * _MEGABYTE)
