"""The looks that a Word file's styles give: bold, italic, size, capitals, hidden.

What a run says itself comes first, then its character style, its paragraph's style, the styles
those are based on, and the defaults of the document.
"""

from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from vraagbaak.reading.office.packages import to_int

_OFF = frozenset({"0", "false", "off", "none"})
_HALF_POINTS = 2
_MOST_BASES = 20  # styles based on styles; Word allows about ten


class Look(NamedTuple):
    """How a run is set; ``size`` in points, 0.0 where unknown; None is what is left to others."""

    bold: bool | None = None
    italic: bool | None = None
    caps: bool | None = None
    hidden: bool | None = None
    size: float | None = None

    def over(self, other: "Look") -> "Look":
        """The look with what it leaves open taken from another."""
        return Look(
            bold=other.bold if self.bold is None else self.bold,
            italic=other.italic if self.italic is None else self.italic,
            caps=other.caps if self.caps is None else self.caps,
            hidden=other.hidden if self.hidden is None else self.hidden,
            size=other.size if self.size is None else self.size,
        )


class NumberRef(NamedTuple):
    """The list a paragraph is numbered in, and its level there, None where it does not say."""

    number_id: str | None
    level: int | None


class _Style(NamedTuple):
    name: str
    base: str | None
    look: Look
    numbering: NumberRef | None
    first_row: Look


class Styles:
    """The styles of a document by their id."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, _Style] = {}
        self._default: str | None = None
        self._look = Look()
        if root is None:
            return
        self._look = read_look(root.find("docDefaults/rPrDefault/rPr"))
        for element in root.iterfind("style"):
            style_id = element.get("styleId", "")
            self._styles[style_id] = _read_style(element)
            if element.get("type") == "paragraph" and element.get("default") in {"1", "true"}:
                self._default = style_id

    def look(self, run: Element | None, paragraph: Element | None) -> Look:
        """How a run is set, by its own properties (``rPr``) and its paragraph's (``pPr``)."""
        look = read_look(run)
        for style in self._chain(value_of(run, "rStyle")):
            look = look.over(style.look)
        for style in self._chain(self._paragraph_style(paragraph)):
            look = look.over(style.look)
        return look.over(self._look)

    def name(self, paragraph: Element | None) -> str:
        """The name of a paragraph's style in lower case: built-in ones are English in any Word."""
        style = self._styles.get(self._paragraph_style(paragraph) or "")
        return style.name.lower() if style else ""

    def numbering(self, paragraph: Element | None) -> tuple[NumberRef, str] | None:
        """The list that a paragraph is in and the id of the style that puts it there ("" for none).

        None where it is in no list.
        """
        found = read_number_ref(paragraph)
        if found is not None and found.number_id is not None:
            return found, ""
        style_id = self._paragraph_style(paragraph)
        for style in self._chain(style_id):
            if style.numbering is not None and style.numbering.number_id is not None:
                level = found.level if found and found.level is not None else None
                inherited = style.numbering
                level = inherited.level if level is None else level
                return NumberRef(inherited.number_id, level), style_id or ""
        return None

    def first_row_is_bold(self, table_style: str | None) -> bool:
        """Whether a table style sets the first row of its tables in bold."""
        return any(style.first_row.bold for style in self._chain(table_style))

    def _paragraph_style(self, paragraph: Element | None) -> str | None:
        return value_of(paragraph, "pStyle") or self._default

    def _chain(self, style_id: str | None) -> Iterator[_Style]:
        """A style and those that it is based on."""
        for _ in range(_MOST_BASES):
            style = self._styles.get(style_id or "")
            if style is None:
                return
            yield style
            style_id = style.base


def _read_style(element: Element) -> _Style:
    first_row = element.find("tblStylePr[@type='firstRow']/rPr")
    return _Style(
        name=value_of(element, "name") or "",
        base=value_of(element, "basedOn"),
        look=read_look(element.find("rPr")),
        numbering=read_number_ref(element.find("pPr")),
        first_row=read_look(first_row),
    )


def read_look(properties: Element | None) -> Look:
    """What a run's properties (``rPr``) say themselves."""
    if properties is None:
        return Look()
    size = to_int(value_of(properties, "sz"))
    return Look(
        bold=_switch(properties, "b"),
        italic=_switch(properties, "i"),
        caps=_switch(properties, "caps"),
        hidden=_switch(properties, "vanish"),
        size=None if size is None else size / _HALF_POINTS,
    )


def read_number_ref(properties: Element | None) -> NumberRef | None:
    """The list that a paragraph's properties (``pPr``) name themselves."""
    found = properties.find("numPr") if properties is not None else None
    if found is None:
        return None
    return NumberRef(value_of(found, "numId"), to_int(value_of(found, "ilvl")))


def value_of(element: Element | None, name: str) -> str | None:
    """The value (``val``) of a child of an element, None without such a child."""
    child = element.find(name) if element is not None else None
    return None if child is None else child.get("val")


def is_on(element: Element | None) -> bool:
    """Whether a switch is there and not set off."""
    return element is not None and element.get("val", "1").lower() not in _OFF


def _switch(properties: Element, name: str) -> bool | None:
    child = properties.find(name)
    return None if child is None else is_on(child)
