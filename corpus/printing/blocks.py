"""The blocks of a spec set as paragraphs, in the plain look or in the house's.

The house look is that of the parliament's own documents: rules across the header, an italic title.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportlab.lib.colors import black
from reportlab.lib.units import cm
from reportlab.platypus import (
    Flowable,
    HRFlowable,
    NextPageTemplate,
    PageBreak,
    Spacer,
)
from reportlab.platypus import Table as Grid

from printing.notation import BadSpec
from printing.prose import Footnotes, Prose, Style
from printing.spec import (
    Answer,
    AnswerHead,
    Block,
    Bullets,
    Facts,
    Layout,
    Minister,
    NewPage,
    Paragraph,
    QuestionHead,
    Space,
    SubQuestion,
    Table,
    Title,
)
from printing.tables import table_flowables

_MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september",
    "oktober", "november", "december",
)  # fmt: skip
_STEP = 0.75 * cm  # between a label and its text, and from a level to the next
_SMALL = 0.88


class Typesetter:
    """Sets the blocks of one document.

    Args:
        layout: how it looks.
        facts: what its headers say.
        notes: where its footnotes are kept.
    """

    def __init__(self, layout: Layout, facts: Facts, notes: Footnotes) -> None:
        self._layout = layout
        self._facts = facts
        self._notes = notes
        self._text = Style(
            layout.font,
            layout.size,
            align="justify" if layout.justify else "left",
            after=layout.size * 0.7,
        )
        self._head = replace(self._text, align="left", after=0)
        self._indent = 0.0  # of the paragraphs that follow a hanging label

    def flowables(self, block: Block) -> Iterator[Flowable]:
        """What is printed for a block."""
        match block:
            case Paragraph():
                yield self._paragraph(block)
            case Answer(glued=True):
                yield self._prose(block.printed + block.text, self._text)
            case SubQuestion() | Answer():
                yield from self._labelled(block)
            case Bullets():
                yield from self._bullets(block)
            case Table():
                yield from table_flowables(block, self._text, self._notes)
            case _:
                yield from self._furniture(block)

    def _furniture(self, block: Block) -> Iterator[Flowable]:
        """What is printed for a header, a title or white space."""
        match block:
            case QuestionHead():
                yield from self._question_head(block)
            case Title():
                house = self._layout.house
                style = replace(self._head, bold=not house, italic=house, before=14, after=8)
                yield self._prose(self._facts.title, style)
            case AnswerHead():
                yield from self._answer_head(block)
            case NewPage():
                yield NextPageTemplate("landscape" if block.landscape else "upright")
                yield PageBreak()
            case Space():
                yield Spacer(1, block.points)
            case _:
                raise BadSpec(f"nothing to print: {block}")

    # ---------------------------------------------------------------- headers

    def _question_head(self, head: QuestionHead) -> Iterator[Flowable]:
        facts = self._facts
        asked = f"nr. {facts.number}\nvan {_joined(facts.asked_by)}\ndatum: {_date(facts.asked_on)}"
        ministers = "\n".join(_named(facts.ministers[each]) for each in head.ministers)
        word = replace(self._head, bold=True, italic=self._layout.house, after=6)
        upper = [self._prose("SCHRIFTELIJKE VRAAG", word), self._prose(asked, self._head)]
        lower = [self._prose(f"aan {ministers}", self._head)]
        match head.form:
            case "boxed":
                frame = [("GRID", (0, 0), (-1, -1), 0.75, black)]
                yield Grid([[upper], [lower]], colWidths=["100%"], style=frame)
            case "rules":
                yield from (*upper, _rule(), *lower, _rule())
            case "plain":
                yield from (*upper, Spacer(1, 8), *lower)

    def _answer_head(self, head: AnswerHead) -> Iterator[Flowable]:
        facts = self._facts
        rules = [_rule()] if self._layout.house else []
        day = _date(facts.asked_on, zero=self._layout.zero_day)
        asked = f"op vraag nr. {facts.number} van {day}\nvan {_joined(facts.asked_by)}"
        self._indent = 0.0
        for each in head.ministers:
            yield self._prose(_named(facts.ministers[each]), replace(self._head, after=6))
        yield from rules
        yield self._prose(head.word, replace(self._head, bold=True))
        yield self._prose(asked, replace(self._head, after=0 if rules else 14))
        yield from (_rule() for _ in rules)

    # ---------------------------------------------------------------- text

    def _prose(self, text: str, style: Style, label: str = "") -> Prose:
        return Prose(text, style, self._notes, label)

    def _paragraph(self, paragraph: Paragraph) -> Prose:
        style = replace(self._text, indent=paragraph.level * _STEP)
        match paragraph.role:
            case "heading" | "annex":
                style = replace(style, bold=True, align="left", before=6)
            case "note":
                style = replace(style, size=style.size * _SMALL)
            case "body" | "follow":
                style = replace(style, indent=style.indent + self._indent)
        if paragraph.role not in ("body", "follow", "note"):
            self._indent = 0.0
        return self._prose(paragraph.text, style)

    def _labelled(self, block: SubQuestion | Answer) -> Iterator[Flowable]:
        """A numbered block: its number hangs, begins the text, or stands on a line of its own."""
        left = block.level * _STEP
        hangs = self._layout.labels == "hanging" and bool(block.printed) and not block.alone
        hang = max(_STEP, self._text.width(f"{block.printed} ")) if hangs else 0.0
        self._indent = left + hang
        style = replace(self._text, indent=self._indent, hang=hang)
        if hangs:
            yield self._prose(block.text, style, block.printed)
        elif block.alone:
            yield self._prose(block.printed, replace(style, after=0))
            yield self._prose(block.text, style)
        else:
            yield self._prose(f"{block.printed} {block.text}".strip(), style)

    def _bullets(self, bullets: Bullets) -> Iterator[Flowable]:
        style = replace(self._text, indent=self._indent + _STEP, hang=_STEP * 0.6, after=2)
        for item in bullets.items:
            yield self._prose(item.text, style, bullets.mark)
        yield Spacer(1, self._text.after)


def _named(minister: Minister) -> str:
    """A minister as a header prints one: the name in bold capitals, the title below."""
    return f"{_capitals(minister.name)}\n{minister.title.upper()}"


def _rule() -> HRFlowable:
    """A rule across the page."""
    return HRFlowable(width="100%", thickness=1.2, color=black, spaceBefore=8, spaceAfter=10)


def _capitals(name: str) -> str:
    """A name in bold capitals."""
    return " ".join(f"*{word}*" for word in name.upper().split())


def _joined(names: Sequence[str]) -> str:
    """Names as a header prints them: "A, B en C"."""
    *others, last = map(_capitals, names)
    return f"{', '.join(others)} en {last}" if others else last


def _date(day: dt.date, *, zero: bool = False) -> str:
    """A date in Dutch."""
    return f"{day.day:0{2 if zero else 1}} {_MONTHS[day.month - 1]} {day.year}"
