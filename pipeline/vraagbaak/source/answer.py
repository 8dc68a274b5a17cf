"""What a source sent, before anybody has read it."""

from collections.abc import Callable
from typing import NamedTuple


class Answer(NamedTuple):
    """What came: the address that gave it in the end, its media type, its whole body."""

    address: str
    media_type: str
    body: bytes


Keep = Callable[[Answer], None]
"""Told of every answer that is no file, to keep it as it came."""

Check = Callable[[Answer], None]
"""Raises `RequestFailed` where an answer is not what was asked for."""
