"""The paragraphs of a Word file as lines of words, with the labels of its automatic lists."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.etree.ElementTree import Element

from vraagbaak.reading.office.word_numbering import Numbering
from vraagbaak.reading.office.word_styles import Look, Styles
from vraagbaak.records import Line, Word

PAGE = 1  # where a page ends is up to who prints a Word file: all of it stands on the first

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_PART = re.compile(r"\n|[^\S\n]+|\S+")
# What is not printed: properties, deleted and moved text, the code of a field.
_UNSEEN = frozenset({"pPr", "rPr", "del", "moveFrom", "instrText", "delText", "delInstrText"})
_CHANGES = frozenset({"del", "ins", "moveFrom", "moveTo"})
_SIGNS = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}


class _Run(NamedTuple):
    text: str
    look: Look


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its lines (more than one where a line end is forced), its style's name.

    ``boxes`` are the text boxes that hang on it, by their content.
    """

    lines: tuple[Line, ...]
    style: str
    boxes: tuple[Element, ...] = ()


@dataclass(slots=True)
class ParagraphReader:
    """Reads the paragraphs of a document in their order, as numbering and notes need.

    ``notes`` gathers what is referred to: the part ("footnotes") and the id. ``has_changes`` and
    ``has_hidden`` are set where text was left out that way.
    """

    styles: Styles
    numbering: Numbering
    notes: list[tuple[str, str]] = field(default_factory=list)
    has_changes: bool = False
    has_hidden: bool = False

    def read(self, element: Element) -> Paragraph:
        """Read a paragraph (``w:p``)."""
        properties = element.find("pPr")
        boxes: list[Element] = []
        lines = _to_lines(self._runs(element, properties, boxes))
        found = self.styles.numbering(properties)
        # An empty paragraph of a list is printed with its number, too.
        label = self.numbering.next_label(*found) if found else ""
        if label:
            first = next((line for line in lines if line), lines[0])
            look = first[0] if first else Word("", None)
            first[:0] = [look._replace(text=text) for text in label.split()]
        return Paragraph(
            tuple(Line(tuple(words), PAGE) for words in lines if words),
            self.styles.name(properties),
            tuple(boxes),
        )

    def _runs(
        self, element: Element, properties: Element | None, boxes: list[Element]
    ) -> Iterator[_Run]:
        """The visible runs below an element; the text boxes met go to ``boxes``."""
        for child in element:
            if child.tag in _CHANGES:
                self.has_changes = True
            if child.tag in _UNSEEN:
                continue
            if child.tag == "r":
                yield from self._run(child, properties, boxes)
            else:
                yield from self._runs(preferred(child), properties, boxes)

    def _run(
        self, run: Element, properties: Element | None, boxes: list[Element]
    ) -> Iterator[_Run]:
        look = self.styles.look(run.find("rPr"), properties)
        if look.hidden:
            self.has_hidden = self.has_hidden or run.find("t") is not None
        else:
            yield from self._signs(run, look, boxes)

    def _signs(self, run: Element, look: Look, boxes: list[Element]) -> Iterator[_Run]:
        """What a run prints, piece by piece."""
        for child in run:
            if child.tag == "t":
                text = (child.text or "").translate(_INVISIBLE)
                yield _Run(text.upper() if look.caps else text, look)
            elif child.tag in _SIGNS:
                yield _Run(_SIGNS[child.tag], look)
            elif child.tag == "sym":
                yield _Run(_symbol(child.get("char", "")), look)
            elif child.tag in _NOTES:
                self.notes.append((_NOTES[child.tag], child.get("id", "")))
            elif child.tag not in _UNSEEN:
                boxes += _text_boxes(child)


def preferred(element: Element) -> Element:
    """The element to read: of alternatives for newer and older readers, the first."""
    if element.tag != "AlternateContent":
        return element
    choice = element.find("Choice")
    return element if choice is None else choice


def _text_boxes(element: Element) -> Iterator[Element]:
    element = preferred(element)
    if element.tag == "txbxContent":
        yield element
        return
    for child in element:
        yield from _text_boxes(child)


def _symbol(code: str) -> str:
    """A character of a symbol font; most of those are bullets."""
    try:
        return _PRIVATE.sub("•", chr(int(code, 16)))
    except (ValueError, OverflowError):
        return ""


def _to_lines(runs: Iterator[_Run]) -> list[list[Word]]:
    """The runs as lines of words; a word has the look that it begins with."""
    lines: list[list[Word]] = [[]]
    goes_on = False
    for run in runs:
        for part in _PART.findall(run.text):
            if part == "\n":
                lines.append([])
                goes_on = False
            elif part.isspace():
                goes_on = False
            elif goes_on:
                lines[-1][-1] = lines[-1][-1]._replace(text=lines[-1][-1].text + part)
            else:
                lines[-1].append(_word(part, run.look))
                goes_on = True
    return lines


def _word(text: str, look: Look) -> Word:
    return Word(text, None, look.size or 0.0, bool(look.bold), bool(look.italic))
