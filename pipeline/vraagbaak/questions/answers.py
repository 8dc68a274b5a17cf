"""The blocks of an answer: what each answers as printed, its text, the tables in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from vraagbaak.questions.flow import FlowItem, FlowLine, without_start
from vraagbaak.records import Minister, Table
from vraagbaak.vocabulary.labels import parse_labels, readings
from vraagbaak.vocabulary.names import set_name

_ANNEX = re.compile(r"BIJLAGEN?\b(?!\s+[a-z])|Bijlagen?\s*:?$")
_NOTE = re.compile(r"(?:Bron(?:nen)?\s*:|Noot\s*:|\*+\s?[A-Za-z(])")
_SMALLER = 0.9  # points: a note under a table is set at least this much smaller
_MOSTLY = 0.6  # share of bold lines from which bold says nothing


@dataclass(slots=True)
class Block:
    """A run of answer text under one printed label (or under none)."""

    labels: tuple[str, ...]
    lines: list[FlowLine] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """A table with the labels of its block and the lines of the paragraph before it."""

    table: Table
    labels: tuple[str, ...]
    lead_in: tuple[FlowLine, ...]


@dataclass(frozen=True, slots=True)
class Answers:
    """The answer between its head and the end; ``others`` are headings, notes and annex lines."""

    blocks: tuple[Block, ...]
    tables: tuple[PlacedTable, ...]
    others: tuple[tuple[FlowLine, ...], ...]


def find_answers(
    flow: Sequence[FlowItem], asked: Sequence[str], ministers: Sequence[Minister]
) -> Answers:
    """Part the items of an answer into blocks.

    Args:
        flow: from the answer's head to the next head or the end.
        asked: the labels of the sub-questions; a number that is none of them labels nothing.
        ministers: whose closing signature is no text.
    """
    reader = _Reader(asked, bold_says_nothing=_is_mostly_bold(flow))
    for item in _without_signature(flow, ministers):
        if isinstance(item, Table):
            reader.add_table(item)
        else:
            reader.add_line(item)
    return reader.answers()


def _is_mostly_bold(flow: Sequence[FlowItem]) -> bool:
    lines = [item for item in flow if isinstance(item, FlowLine)]
    return sum(line.bold for line in lines) > _MOSTLY * len(lines)


def _without_signature(
    flow: Sequence[FlowItem], ministers: Sequence[Minister]
) -> Sequence[FlowItem]:
    """The items without the names and titles of the signatories at the very end."""
    names = {minister.name.casefold() for minister in ministers}
    end = len(flow)
    while end:
        item = flow[end - 1]
        if isinstance(item, Table):
            break
        text = item.text.strip(" ,.")
        capitals = text == text.upper() and "MINISTER" in text
        signed = set_name(text).casefold() in names
        titled = re.match(
            r"(?:viceminister-president|minister-president|Vlaams(?:e)? minister)\b", text
        )
        if not (signed or capitals or (titled and len(text) < 160 and not text.endswith("?"))):
            break
        end -= 1
    return flow[:end]


class _Reader:
    """The state of one pass over an answer."""

    def __init__(self, asked: Sequence[str], *, bold_says_nothing: bool) -> None:
        self.numbers = {_number(label) for label in asked}
        self.asked = frozenset(asked)
        self.bold_says_nothing = bold_says_nothing
        self.blocks: list[Block] = []
        self.tables: list[PlacedTable] = []
        self.others: list[list[FlowLine]] = []
        self.pending: tuple[str, ...] | None = None
        self.last = ""
        self.used: set[str] = set()
        self.in_annex = False
        self.after_table = False
        self.in_other = False

    def answers(self) -> Answers:
        # "7." alone above "a)" labels nothing of its own, unless a table stands there.
        tabled = {table.labels for table in self.tables}
        return Answers(
            tuple(block for block in self.blocks if block.lines or block.labels in tabled),
            tuple(self.tables),
            tuple(tuple(lines) for lines in self.others),
        )

    # -------------------------------------------------------------- items

    def add_table(self, table: Table) -> None:
        block = self.blocks[-1] if self.blocks and not self.in_annex else None
        above = block.lines if block else []
        if (self.in_annex or self.in_other) and self.others:
            above = self.others[-1]  # a heading, the title of an annex
        lead_in: list[FlowLine] = []
        for line in reversed(above):
            lead_in.insert(0, line)
            if line.opens:
                break
        labels = self.pending or (block.labels if block else ())
        self.tables.append(PlacedTable(table, () if self.in_annex else labels, tuple(lead_in)))
        self.after_table = True

    def add_line(self, line: FlowLine) -> None:
        if self._begins_annex(line):
            self.in_annex = True
        if self.in_annex or self._is_note(line):
            self._add_other(line, joins=self.in_other)
            return
        labels, end = self._labels(line)
        if self._is_heading(line):
            self._add_other(line, joins=self.in_other and not labels)
            if labels:
                self.pending = labels
                self._pass(labels)
            return
        self.in_other = self.after_table = False
        if labels:
            self._pass(labels)
            self._begin(labels, without_start(line, end))
        elif self.pending is not None:
            self._begin(self.pending, line)
        elif self.blocks:
            self.blocks[-1].lines.append(line)
        else:
            self._begin((), line)

    def _begin(self, labels: tuple[str, ...], line: FlowLine) -> None:
        self.blocks.append(Block(labels, [line] if line.text else []))
        self.pending = None

    def _add_other(self, line: FlowLine, *, joins: bool) -> None:
        if joins and self.others and not line.opens and not line.forced:
            self.others[-1].append(line)
        else:
            self.others.append([line])
        self.in_other = True

    # -------------------------------------------------------------- what a line is

    def _begins_annex(self, line: FlowLine) -> bool:
        match = _ANNEX.match(line.text)
        if not match:
            return False
        return len(line.text.split()) <= 8 and (line.bold or line.opens or line.forced)

    def _is_note(self, line: FlowLine) -> bool:
        """Whether a line right under a table is its note, or goes on with one."""
        if self.after_table and _NOTE.match(line.text):
            return True
        if self.after_table and self.blocks and self.blocks[-1].lines:
            usual = self.blocks[-1].lines[-1].size
            return 0 < line.size <= usual - _SMALLER
        return self.in_other and self.after_table and not line.opens

    def _is_heading(self, line: FlowLine) -> bool:
        return line.bold and not self.bold_says_nothing

    def _labels(self, line: FlowLine) -> tuple[tuple[str, ...], int]:
        """The labels that a line begins with, where they can follow what came before."""
        found = parse_labels(line.text, self.last)
        if found is None:
            return (), 0
        labels = tuple(self._reading(label) for label in found.labels)
        if not all(labels) or [_key(label) for label in labels] != sorted(map(_key, labels)):
            return (), 0
        return labels, found.end

    def _reading(self, label: str) -> str:
        """The label as it can be meant here, or "".

        What was asked and has no answer yet may come in any order; else labels go up.
        """
        for meant in readings(label, self.last):
            if meant in self.used or not _number(meant):
                continue
            if meant in self.asked:
                return meant
            rises = _key(meant) > _key(self.last)
            if rises and (_number(meant) in self.numbers or not self.numbers):
                return meant
        return ""

    def _pass(self, labels: tuple[str, ...]) -> None:
        self.last = labels[-1]
        self.used |= set(labels)


def _number(label: str) -> str:
    match = re.match(r"\d+", label)
    return match.group() if match else ""


def _key(label: str) -> tuple[int, str, str]:
    match = re.fullmatch(r"(\d+)([a-z]?)([ivx]*)", label)
    if match is None:
        return (0, "", "")
    number, letter, roman = match.groups()
    return (int(number), letter, f"{len(roman)}{roman}" if roman else "")
