"""What a sheet's XML says besides its values: extent, what is hidden, how its cells are shown.

calamine gives the values alone, and lays them out in full however far apart two cells stand: so
the extent must be known before it is asked.
"""

import re
from dataclasses import dataclass, field

from vraagbaak.reading.office.packages import Package, local, to_int

_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_MOST_ROWS, _MOST_COLUMNS = 2**20, 2**14  # of a sheet, by the format
_TRUE = frozenset({"1", "true", "on"})
# The formats that have a number and no text of their own (ECMA-376 part 1, 18.8.30).
_BUILT_IN = {
    **{1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%"},
    **{37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00"},
    **{41: "#,##0", 42: "#,##0", 43: "#,##0.00", 44: "#,##0.00"},
}


@dataclass(frozen=True, slots=True)
class Show:
    """How a cell is shown: its number format ("#,##0.00", "" for none) and whether it is bold."""

    number_format: str = ""
    bold: bool = False


@dataclass(slots=True)
class SheetLayout:
    """The layout of one sheet; rows and columns count from 0.

    ``rows`` and ``columns`` say how far the cells with a value go and ``characters`` how much text
    these hold; the hidden ones are ranges of a first and a last. ``shows`` holds the cells that
    are not shown plainly, ``errors`` those that show an error ("#REF!"), ``unfilled`` the
    references of formulas whose value was never worked out.
    """

    rows: int = 0
    columns: int = 0
    hidden_rows: list[tuple[int, int]] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    shows: dict[tuple[int, int], Show] = field(default_factory=dict)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    unfilled: list[str] = field(default_factory=list)
    characters: int = 0

    def show(self, row: int, column: int) -> Show:
        """How a cell is shown."""
        return self.shows.get((row, column), _PLAIN)


_PLAIN = Show()


def sheet_parts(package: Package) -> list[str | None]:
    """The part of each sheet in the order of the workbook, None where it is no grid of cells."""
    main, _ = package.main_part() or ("", "")
    links = package.links(main)
    found: list[str | None] = []
    for sheet in package.tree(main).iter("sheet"):
        kind, part = links.get(sheet.get("id", ""), ("", ""))
        found.append(part if kind == "worksheet" and part in package else None)
    return found


def read_shows(package: Package) -> tuple[Show, ...]:
    """How the cells of each style are shown, by the number of the style."""
    main, _ = package.main_part() or ("", "")
    part = package.linked(main, "styles")
    if part is None:
        return ()
    root = package.tree(part)
    formats: dict[int | None, str] = dict(_BUILT_IN.items())
    for form in root.iterfind("numFmts/numFmt"):
        formats[to_int(form.get("numFmtId"))] = form.get("formatCode", "")
    bold = [
        (mark := font.find("b")) is not None and mark.get("val", "1") in _TRUE
        for font in root.iterfind("fonts/font")
    ]
    shows = []
    for style in root.iterfind("cellXfs/xf"):
        font_id = to_int(style.get("fontId")) or 0
        is_bold = font_id < len(bold) and bold[font_id]
        shows.append(Show(formats.get(to_int(style.get("numFmtId")), ""), is_bold))
    return tuple(shows)


def read_string_lengths(package: Package) -> tuple[int, ...]:
    """How many characters each shared string has, by its number."""
    main, _ = package.main_part() or ("", "")
    part = package.linked(main, "sharedStrings")
    lengths: list[int] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if local(tag) == "si":
            lengths.append(0)

    def data(text: str) -> None:
        if lengths:
            lengths[-1] += len(text)

    if part is not None:
        package.scan(part, start, lambda tag: None, data)
    return tuple(lengths)


def read_layout(
    package: Package, part: str, shows: tuple[Show, ...], lengths: tuple[int, ...]
) -> SheetLayout:
    """Read the layout of one sheet.

    Args:
        package: the workbook.
        part: the sheet's part.
        shows: of ``read_shows``.
        lengths: of ``read_string_lengths``.
    """
    reader = _Reader(package, shows, lengths)
    try:
        package.scan(part, reader.start, reader.end, reader.data)
    except ValueError as error:
        raise package.damaged() from error
    return reader.layout


class _Reader:
    """The state of one pass over a sheet's XML."""

    def __init__(self, package: Package, shows: tuple[Show, ...], lengths: tuple[int, ...]) -> None:
        self.package = package
        self.shows = shows
        self.lengths = lengths
        self.layout = SheetLayout()
        self.row, self.column = -1, -1
        self.type, self.inside = "", ""
        self.has_formula = False
        self.value: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = local(tag)
        if name == "c":
            self._start_cell(attributes)
        elif name == "row":
            self._start_row(attributes)
        elif name == "col" and attributes.get("hidden") in _TRUE:
            first, last = int(attributes.get("min", "1")), int(attributes.get("max", "1"))
            self.layout.hidden_columns.append((first - 1, last - 1))
        elif name in {"v", "t"}:
            self.inside = name
            self._extend()
        elif name == "f":
            self.has_formula = True

    def _start_row(self, attributes: dict[str, str]) -> None:
        self.row = int(attributes.get("r", self.row + 2)) - 1
        self.column = -1
        if attributes.get("hidden") in _TRUE:
            self.layout.hidden_rows.append((self.row, self.row))

    def _start_cell(self, attributes: dict[str, str]) -> None:
        place = attributes.get("r")
        self.row, self.column = parse_reference(place) if place else (self.row, self.column + 1)
        if not (0 <= self.row < _MOST_ROWS and 0 <= self.column < _MOST_COLUMNS):
            raise self.package.damaged()
        self.type, self.has_formula, self.value = attributes.get("t", ""), False, []
        number = int(attributes.get("s", "0"))
        show = self.shows[number] if 0 <= number < len(self.shows) else _PLAIN
        if show != _PLAIN:
            self.layout.shows[self.row, self.column] = show

    def _extend(self) -> None:
        """Count in a cell that has a value; styles alone often go on to the last row there is."""
        self.layout.rows = max(self.layout.rows, self.row + 1)
        self.layout.columns = max(self.layout.columns, self.column + 1)

    def data(self, text: str) -> None:
        if self.inside:
            self.value.append(text)

    def end(self, tag: str) -> None:
        name = local(tag)
        if name in {"v", "t"}:
            self.inside = ""
        elif name == "c":
            self._end_cell("".join(self.value))

    def _end_cell(self, value: str) -> None:
        self.layout.characters += self._length(value)
        if self.type == "e" and value:
            self.layout.errors[self.row, self.column] = value
        elif self.has_formula and not value and self.type != "str":
            self.layout.unfilled.append(reference(self.row, self.column))

    def _length(self, value: str) -> int:
        if self.type != "s" or not value:
            return len(value)
        number = int(value)
        return self.lengths[number] if 0 <= number < len(self.lengths) else 0


def parse_reference(text: str) -> tuple[int, int]:
    """The row and column, from 0, of a reference.

    Raises:
        ValueError: it is none.

    >>> parse_reference("A1"), parse_reference("AB12")
    ((0, 0), (11, 27))
    """
    match = _REFERENCE.fullmatch(text)
    if match is None:
        raise ValueError(text)
    column = 0
    for letter in match[1]:
        column = 26 * column + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


def column_name(column: int) -> str:
    """The letters of a column that counts from 0.

    >>> column_name(0), column_name(27), column_name(16383)
    ('A', 'AB', 'XFD')
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def reference(row: int, column: int) -> str:
    """The reference of a cell whose row and column count from 0.

    >>> reference(6, 1)
    'B7'
    """
    return f"{column_name(column)}{row + 1}"
