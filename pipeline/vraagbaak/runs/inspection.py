"""What a child hands back, looked at before it is believed: it has read what anybody may send.

Only our own records are unpickled; every field must hold what its annotation says, every box must
be one, every page must exist. (A child in which foreign code runs is beyond this: it has the
rights of its user. That takes a fault of pdfium's that pdfium's makers keep mending.)
"""

import datetime as dt
import io
import math
import pickle
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from vraagbaak.errors import VraagbaakError
from vraagbaak.reading.limits import MOST_PAGES
from vraagbaak.records import Box, Document, DocumentRecord, Issue, Line, Picture, Piece, Place
from vraagbaak.runs.child import Pages, Ready, Reply

Read = TypeVar("Read", DocumentRecord, Document, Picture)
Check = Callable[[object], bool]
"""Whether a value is what it should be."""

_ROOMS = ("vraagbaak.records", "vraagbaak.errors")
_OTHERS = {
    (cls.__module__, cls.__qualname__): cls for cls in (Reply, Pages, Ready, Decimal, dt.date)
}
# No page is larger than 200 inches; what stands beside it by more than that stands nowhere.
_FURTHEST = 2 * 14_400.0
_PAGED = (Line, Piece, Place, Issue)


def unpickle(message: bytes) -> object:
    """The records in a message.

    Raises:
        pickle.UnpicklingError: it holds something else, or is broken.
    """
    try:
        return _Unpickler(io.BytesIO(message)).load()
    except pickle.UnpicklingError:
        raise
    except Exception as error:
        raise pickle.UnpicklingError(f"{type(error).__name__}: {error}") from error


class _Unpickler(pickle.Unpickler):
    """An unpickler that makes nothing but records, errors of ours, numbers and dates."""

    def find_class(self, module: str, name: str) -> Any:
        """The class of a name, where it is one of those that a child may send."""
        if (module, name) in _OTHERS:
            return _OTHERS[module, name]
        found = super().find_class(module, name) if module.startswith(_ROOMS) else None
        if not isinstance(found, type) or not found.__module__.startswith(_ROOMS):
            raise pickle.UnpicklingError(f"{module}.{name} is no record")
        return found


def inspect(
    outcome: object, kind: type[Read], name: str, sha256: str | None
) -> Read | Issue | VraagbaakError:
    """What a file became, once it is found to be what it should be.

    Args:
        outcome: what the child says.
        kind: what files are read into.
        name: the name of the file.
        sha256: the hash of its content, None where it could not be read.
    """
    if isinstance(outcome, VraagbaakError):
        return outcome
    if type(outcome) is Issue and _check_of(Issue)(outcome):
        return outcome
    if type(outcome) is not kind or not _check_of(kind)(outcome):
        return Issue("inconsistent", f"{name}: its reader handed back no whole record")
    if outcome.name != name or not 0 <= (outcome.page_count or 0) <= MOST_PAGES:
        return Issue("inconsistent", f"{name}: its reader handed back another document")
    if sha256 is not None and outcome.sha256 != sha256:
        return Issue("changed_while_read", "the file changed while it was read: begin again")
    return outcome


# ------------------------------------------------------------------ values and their annotations


_CHECKS: dict[Any, Check] = {}


def _check_of(hint: Any) -> Check:
    """The check of an annotation, made once."""
    if hint not in _CHECKS:
        _CHECKS[hint] = _make_check(hint)
    return _CHECKS[hint]


def _make_check(hint: Any) -> Check:
    origin, inner = get_origin(hint), get_args(hint)
    if origin is tuple:
        return _tuple_check(inner)
    if origin in (Union, UnionType):
        return _choice_check(tuple(map(_check_of, inner)))
    if hint is Box:
        return _is_box
    if hint is float:
        return _is_number
    if hint is Decimal:
        return lambda value: type(value) is Decimal and value.is_finite()
    if isinstance(hint, type) and (is_dataclass(hint) or hasattr(hint, "_fields")):
        return _record_check(hint)
    if isinstance(hint, type) and issubclass(hint, (str, bytes, int, Enum, dt.date, type(None))):
        return lambda value: type(value) is hint
    raise TypeError(f"no record may hold {hint}")


def _tuple_check(inner: tuple[Any, ...]) -> Check:
    if len(inner) == 2 and inner[1] is ...:
        each = _check_of(inner[0])
        return lambda value: type(value) is tuple and all(map(each, value))
    checks = tuple(map(_check_of, inner))
    return lambda value: (
        type(value) is tuple
        and len(value) == len(checks)
        and all(check(part) for check, part in zip(checks, value, strict=True))
    )


def _choice_check(checks: tuple[Check, ...]) -> Check:
    return lambda value: any(check(value) for check in checks)


def _record_check(cls: type) -> Check:
    """Whether a value is a record of a class, with fields that are as they should be."""
    hints = get_type_hints(cls)
    names = [f.name for f in fields(cls)] if is_dataclass(cls) else list(cls._fields)  # type: ignore[attr-defined]
    checks = [(name, _check_of(hints[name])) for name in names]
    has_page = issubclass(cls, _PAGED)

    def check(value: object) -> bool:
        return (
            type(value) is cls
            and all(is_right(getattr(value, name)) for name, is_right in checks)
            and (not has_page or _is_page(value.page))  # type: ignore[attr-defined]
        )

    return check


def _is_page(page: int | None) -> bool:
    return page is None or 1 <= page <= MOST_PAGES


def _is_number(value: object) -> bool:
    return type(value) in (float, int) and math.isfinite(value)  # type: ignore[arg-type]


def _is_box(value: object) -> bool:
    """Whether a value is a rectangle on a page or near it."""
    if type(value) is not Box or not all(map(_is_number, value)):
        return False
    x0, top, x1, bottom = value
    return -_FURTHEST <= x0 <= x1 <= _FURTHEST and -_FURTHEST <= top <= bottom <= _FURTHEST
