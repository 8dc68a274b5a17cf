"""Reading a spec from its YAML file, strictly: a key that is not known is an error."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import yaml

from printing.notation import BadSpec
from printing.spec import (
    Answer,
    AnswerHead,
    Block,
    Bullets,
    Facts,
    Layout,
    ListItem,
    Minister,
    NewPage,
    Paragraph,
    ProjectColumns,
    QuestionHead,
    Reference,
    Role,
    Space,
    Spec,
    SubQuestion,
    Table,
    Title,
    TotalRow,
)

_ROLES: Mapping[str, Role] = {
    "p": "body",
    "follow": "follow",
    "closing": "closing",
    "heading": "heading",
    "note": "note",
    "annex": "annex",
    "signature": "signature",
}
_BLOCKS: Mapping[str, Callable[..., Block]] = {
    "question_head": QuestionHead,
    "title": Title,
    "ask": SubQuestion,
    "answer_head": AnswerHead,
    "answer": Answer,
    "page": NewPage,
    "space": Space,
}


def read_spec(path: Path) -> Spec:
    """The spec in a YAML file.

    Raises:
        BadSpec: the file says something that this module does not know, or leaves out what it must.
    """
    content = _frozen(yaml.safe_load(path.read_text(encoding="utf-8")))
    try:
        return Spec(
            name=path.stem,
            layout=Layout(**content.pop("layout")),
            facts=_facts(**content.pop("facts")),
            references=tuple(Reference(**each) for each in content.pop("references", ())),
            blocks=tuple(_block(block) for block in content.pop("blocks")),
            **content,
        )
    except (KeyError, TypeError, ValueError, BadSpec) as error:
        raise BadSpec(f"{path.name}: {error}") from error


def _facts(ministers: tuple[Mapping[str, str], ...], **others: Any) -> Facts:
    """The facts, with their ministers as records."""
    return Facts(ministers=tuple(Minister(**each) for each in ministers), **others)


def _block(block: Mapping[str, Any]) -> Block:
    """The block that a mapping of one key says."""
    ((key, value),) = block.items()
    fields = value if isinstance(value, dict) else {}
    if key in _ROLES:
        return Paragraph(**(fields or {"text": value}), role=_ROLES[key])
    if key == "space":
        return Space(value)
    if key == "bullets":
        return Bullets(**fields | {"items": tuple(ListItem(**item) for item in fields["items"])})
    if key == "table":
        return _table(**fields)
    return _BLOCKS[key](**fields)


def _table(
    projects: Mapping[str, Any] | None = None,
    totals: tuple[Mapping[str, Any], ...] = (),
    **others: Any,
) -> Table:
    """The table, with what its rows mean as records."""
    return Table(
        projects=ProjectColumns(**projects) if projects else None,
        totals=tuple(TotalRow(**each) for each in totals),
        **others,
    )


def _frozen(value: Any) -> Any:
    """The same, with tuples for lists."""
    if isinstance(value, list):
        return tuple(_frozen(each) for each in value)
    if isinstance(value, dict):
        return {key: _frozen(each) for key, each in value.items()}
    return value
