"""The file of rulings: YAML that people read, edit and keep under version control.

Scalars are taken as they are written (``value: 12500.50`` is that text, no float), every complaint
names its line, and what somebody wrote by hand, comments too, stays as they wrote it.
"""

import datetime as dt
import fcntl
import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import yaml

from vraagbaak.dataset.reviews.evidence import is_near
from vraagbaak.dataset.reviews.ruling import Evidence, Ruling, Verdict
from vraagbaak.dataset.reviews.values import ruled_column, table_of, written_value
from vraagbaak.errors import WrongUsage
from vraagbaak.records import Box, Place

NAME = "reviews.yaml"

_HEAD = """\
# Rulings on values of the dataset; `vraagbaak review` writes them, `vraagbaak build` applies them.
# A ruling may be edited by hand. One a person and value; sorted by id, column and name.
"""
_NEEDED = ("id", "column", "verdict", "evidence", "document", "by", "date")
_KNOWN = frozenset((*_NEEDED, "value", "extracted", "page", "box", "reason"))
_NULL = "tag:yaml.org,2002:null"


class _Written(NamedTuple):
    """A ruling and the lines that it is written in, comments above them too."""

    ruling: Ruling
    lines: str


class _Broken(Exception):
    """What is wrong with the file, and on which line, from 1."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(f"line {line}: {message}")


def read_rulings(path: Path) -> tuple[Ruling, ...]:
    """The rulings of a file, sorted; none where there is no file.

    Raises:
        WrongUsage: it cannot be read, or is no such file; one line says where and why.
    """
    _, written = _read(path)
    return tuple(sorted((one.ruling for one in written), key=lambda ruling: ruling.key))


def write_rulings(path: Path, added: Sequence[Ruling]) -> None:
    """Add rulings to a file, in place of what the same people said of the same values.

    All of it is written, or the file stays as it was. Who else adds rulings waits.

    Raises:
        WrongUsage: the file is broken, or cannot be written.
    """
    try:
        with _alone_in(path.parent):
            head, written = _read(path)
            kept = [one for one in written if not any(_replaces(new, one.ruling) for new in added)]
            kept += [_Written(ruling, _dumped(ruling)) for ruling in added]
            kept.sort(key=lambda one: one.ruling.key)
            _replace(path, _joined(head or _HEAD, kept))
    except OSError as error:
        reason = error.strerror or str(error)
        raise WrongUsage(
            f"cannot write {path}: {reason}; nothing was changed: mend that, or name another file "
            "with --reviews"
        ) from error


def _replaces(new: Ruling, old: Ruling) -> bool:
    """Whether a ruling is the same person's on the same value, whose id may have moved."""
    same_place = new.evidence.hash == old.evidence.hash and is_near(
        new.evidence.place, old.evidence.place
    )
    return (new.column, new.by) == (old.column, old.by) and (new.id == old.id or same_place)


def _joined(head: str, written: Sequence[_Written]) -> str:
    """The text of a file; lines by hand that do not stand this order are written anew."""
    text = head + "".join(one.lines for one in written)
    wanted = [one.ruling for one in written]
    try:
        if [one.ruling for one in _parse(text)[1]] == wanted:
            return text
    except (yaml.YAMLError, _Broken):
        pass
    return _HEAD + "".join(map(_dumped, wanted))


def digest(rulings: Sequence[Ruling]) -> str:
    """A hash of what rulings say, however they are written; "" where there are none."""
    text = "".join(map(_dumped, rulings))
    return hashlib.sha256(text.encode()).hexdigest()[:16] if text else ""


# ------------------------------------------------------------------ reading


def _read(path: Path) -> tuple[str, list[_Written]]:
    """What stands above the first ruling, and the rulings with their lines."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return "", []
    except (OSError, UnicodeError) as error:
        raise WrongUsage(f"cannot read {path}: {error}") from error
    try:
        return _parse(text)
    except (yaml.YAMLError, RecursionError, _Broken) as error:
        raise WrongUsage(f"{path} is no file of reviews: {_complaint(error)}") from error


def _complaint(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error).replace("\n", " ")
    return f"line {mark.line + 1}: {problem}" if mark else problem


def _parse(text: str) -> tuple[str, list[_Written]]:
    # Nodes, not objects: no text becomes a float, a date or an object, and each knows its line.
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    if root is None:
        return text, []
    if not isinstance(root, yaml.SequenceNode) or root.flow_style:
        raise _Broken("a list of rulings is wanted, each beginning with `- id:`", _line(root))
    lines = text.splitlines(keepends=True)
    starts = [_first_line(node, root, lines) for node in root.value]
    head = "".join(lines[: starts[0]]) if starts else ""
    written: list[_Written] = []
    seen: dict[tuple[str, str, str], int] = {}
    for node, start, end in zip(root.value, starts, [*starts[1:], len(lines)], strict=True):
        ruling = _ruling(node)
        if ruling.key in seen:
            raise _Broken(f"the same value and person as on line {seen[ruling.key]}", _line(node))
        seen[ruling.key] = _line(node)
        own = "".join(lines[start:end])
        written.append(_Written(ruling, own if own.endswith("\n") else f"{own}\n"))
    return head, written


def _first_line(node: yaml.Node, root: yaml.Node, lines: Sequence[str]) -> int:
    """The index of the line that a ruling begins on, with the comments right above it."""
    start: int = node.start_mark.line
    first: int = root.start_mark.line
    while start > first and lines[start - 1].startswith("#"):
        start -= 1
    return start


def _ruling(node: yaml.Node) -> Ruling:
    fields = dict(_fields(node))
    for name in _NEEDED:
        if not fields.get(name):
            raise _Broken(f"`{name}` is missing", _line(node))
    try:
        return _made(fields)
    except (WrongUsage, ValueError) as error:
        raise _Broken(str(error), _line(node)) from error


def _fields(node: yaml.Node) -> Iterator[tuple[str, str | None]]:
    """The fields of a ruling as they are written; null as None."""
    if not isinstance(node, yaml.MappingNode):
        raise _Broken("a ruling is wanted: lines of `name: text`", _line(node))
    seen = set()
    for key, value in node.value:
        name = str(key.value)
        if name not in _KNOWN or name in seen:
            what = "stands twice" if name in seen else "is no field of a ruling"
            raise _Broken(f"`{name}` {what}", _line(key))
        seen.add(name)
        if not isinstance(value, yaml.ScalarNode):
            raise _Broken(f"`{name}` is a text, not a list", _line(value))
        yield name, None if value.tag == _NULL else str(value.value)


def _made(fields: dict[str, str | None]) -> Ruling:
    """A ruling out of its fields, each held against what it may be."""

    def text(name: str) -> str:
        return fields.get(name) or ""

    column = ruled_column(table_of(text("id")), text("column"))
    verdict = Verdict(text("verdict"))
    value = fields.get("value")
    if verdict is Verdict.DISPUTE and value is not None:
        raise ValueError("a dispute has no value: correct it, or leave the value out")
    return Ruling(
        id=text("id"),
        column=text("column"),
        verdict=verdict,
        value=None if verdict is Verdict.DISPUTE else written_value(column, value),
        extracted=fields.get("extracted"),
        evidence=Evidence(text("evidence"), text("document"), _place(fields)),
        by=text("by"),
        on=dt.date.fromisoformat(text("date")),
        reason=text("reason"),
    )


def _place(fields: dict[str, str | None]) -> Place | None:
    page, sides = fields.get("page"), (fields.get("box") or "").replace(",", " ").split()
    if page is None:
        return None
    if len(sides) not in (0, 4):
        raise ValueError("a box is left, top, right and bottom: 70, 100, 300, 112")
    return Place(int(page), Box(*map(float, sides)) if sides else None)


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


# ------------------------------------------------------------------ writing


def _dumped(ruling: Ruling) -> str:
    place = ruling.evidence.place
    box = place.box if place else None
    fields: dict[str, object] = {
        "id": ruling.id,
        "column": ruling.column,
        "verdict": str(ruling.verdict),
        "value": ruling.value,
        "extracted": ruling.extracted,
        "evidence": ruling.evidence.hash,
        "document": ruling.evidence.document,
        "page": place.page if place else None,
        "box": ", ".join(f"{side:.1f}" for side in box) if box else None,
        "by": ruling.by,
        "date": ruling.on,
        "reason": ruling.reason or None,
    }
    # That there is no value is said aloud; a dispute does not say what the value is.
    written = {
        name: value
        for name, value in fields.items()
        if value is not None or (name == "value" and ruling.verdict is not Verdict.DISPUTE)
    }
    return yaml.safe_dump(
        [written], sort_keys=False, allow_unicode=True, default_flow_style=False, width=100
    )


def _replace(path: Path, text: str) -> None:
    """Write a file whole: what stood there stays until all of the new one is on the disk."""
    unfinished = path.with_name(f".{path.name}.part")
    try:
        with unfinished.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except OSError:
        unfinished.unlink(missing_ok=True)
        raise


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Hold a folder while a file in it is changed; afterwards the disk has what was renamed."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
