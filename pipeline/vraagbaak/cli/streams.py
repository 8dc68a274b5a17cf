"""What goes to stdout for programs, and whether a person is looking at a stream."""

import json
from typing import TextIO

import click


def to_line(value: object) -> bytes:
    r"""A value as a line of JSON in UTF-8, whatever the terminal speaks.

    A name of a file that is no UTF-8 keeps its bytes, as lone surrogates that JSON can hold.

    >>> to_line({"name": "caf\udce9.pdf"})
    b'{"name": "caf\\udce9.pdf"}\n'
    """
    return f"{json.dumps(value, ensure_ascii=False)}\n".encode("utf-8", "backslashreplace")


def print_json(value: object) -> None:
    """Print a value as one line of JSON."""
    click.echo(to_line(value), nl=False)


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person is looking at a stream; None is one that was closed before we began."""
    return stream is not None and stream.isatty()
