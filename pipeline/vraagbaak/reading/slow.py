"""The other reader: what pdfplumber finds on the pages of a PDF that pdfium refuses or dies of.

It is some twenty times slower, and pdfminer under it has no limits at all: it hangs on an object
that refers to itself. Use it in a process that may be killed, as the fence does.
"""

import logging
from collections.abc import Iterator, Sequence
from pathlib import Path
from struct import error as struct_error
from typing import Any

import pdfplumber
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from vraagbaak.errors import UnreadableDocument
from vraagbaak.reading.limits import MOST_PAGES
from vraagbaak.reading.paths import THIN, Stroke, edges
from vraagbaak.reading.pdf import ASCENT, CLEAN, DESCENT, RAISED, PageContent
from vraagbaak.records import Box, Word

_SPACE = 0.15  # of a character's size: a gap that parts two words without a space between
_WHITE = 0.98
# What pdfminer lets through on broken files, beside its own.
_FAULTS = (
    PdfminerException, MalformedPDFException, struct_error, ArithmeticError, AssertionError,
    AttributeError, LookupError, RecursionError, TypeError, ValueError,
)  # fmt: skip

# It warns of every oddity of a file; what comes of it is said by an issue.
logging.getLogger("pdfminer").setLevel(logging.ERROR)


def read_pages_slowly(path: Path) -> list[PageContent]:
    """Read the pages of a PDF with pdfplumber.

    Raises:
        UnreadableDocument: ``damaged`` where it gives no text either, or ``too_many_pages``.
    """
    try:
        with pdfplumber.open(path) as pdf:
            pages = [_read_page(page) for page in pdf.pages[: MOST_PAGES + 1]]
    except _FAULTS as error:
        raise _damaged(path) from error
    if len(pages) > MOST_PAGES:
        raise UnreadableDocument(
            "too_many_pages", f"{path.name}: has more than {MOST_PAGES} pages; part it"
        )
    if not any(page.words for page in pages):
        raise _damaged(path)
    return pages


def _damaged(path: Path) -> UnreadableDocument:
    return UnreadableDocument("damaged", f"{path.name}: is damaged or cut off; fetch it again")


def _read_page(page: Any) -> PageContent:
    x0, top, x1, bottom = page.cropbox
    strokes: list[Stroke] = []
    fills: list[Box] = []
    for drawn in (*page.lines, *page.rects, *page.curves):
        _sort(drawn, _box(drawn, x0, top), strokes, fills)
    words = page.dedupe_chars().extract_words(
        x_tolerance_ratio=_SPACE, use_text_flow=True, return_chars=True
    )
    content = PageContent(
        number=page.page_number,
        box=Box(0.0, 0.0, float(x1 - x0), float(bottom - top)),
        words=tuple(part for word in words for part in _parts(word["chars"], x0, top)),
        strokes=tuple(strokes),
        fills=tuple(fills),
        has_image=bool(page.images),
    )
    page.close()
    return content


# ------------------------------------------------------------------ words


def _parts(chars: Sequence[dict[str, Any]], left: float, top: float) -> Iterator[Word]:
    """A word, its raised number at the end set apart ("leakage¹")."""
    cut = len(chars)
    while cut > 1 and chars[cut - 1]["text"].isdigit() and _is_raised(chars[cut - 1], chars[0]):
        cut -= 1
    yield from _word(chars[:cut], left, top, raised=False)
    if cut < len(chars):
        yield from _word(chars[cut:], left, top, raised=True)


def _is_raised(mark: dict[str, Any], neighbour: dict[str, Any]) -> bool:
    return bool(
        mark["size"] < RAISED * neighbour["size"] and mark["matrix"][5] > neighbour["matrix"][5]
    )


def _word(
    chars: Sequence[dict[str, Any]], left: float, top: float, *, raised: bool
) -> Iterator[Word]:
    """The word of some characters, in a box of the height that pdfium's reader gives it."""
    text = "".join(char["text"] for char in chars).translate(CLEAN)
    if not text:
        return
    first = chars[0]
    boxes = [_box(char, left, top) for char in chars]
    box = Box(
        min(b.x0 for b in boxes),
        min(b.top for b in boxes),
        max(b.x1 for b in boxes),
        max(b.bottom for b in boxes),
    )
    size = float(first["size"])
    if first["upright"]:
        base = boxes[0].top + float(first["y1"] - first["matrix"][5])
        box = Box(box.x0, base - ASCENT * size, box.x1, base + DESCENT * size)
    name = str(first["fontname"]).lower()
    yield Word(
        text,
        box,
        round(size, 2),
        bold="bold" in name or "black" in name or "heavy" in name,
        italic="italic" in name or "oblique" in name,
        raised=raised,
    )


# ------------------------------------------------------------------ strokes and fills


def _sort(drawn: dict[str, Any], box: Box, strokes: list[Stroke], fills: list[Box]) -> None:
    """Sort one drawn thing into strokes (thin, or drawn edges) and fills."""
    is_painted = bool(drawn["fill"]) and not _is_white(drawn["non_stroking_color"])
    if box.x1 - box.x0 <= THIN or box.bottom - box.top <= THIN:
        if drawn["stroke"] or is_painted:
            strokes.append(Stroke(*box))
        return
    if drawn["object_type"] != "rect":
        return
    if is_painted:
        fills.append(box)
    if drawn["stroke"]:
        strokes += edges(box)


def _is_white(colour: object) -> bool:
    """Whether a colour is as light as paper, in grey or in red, green and blue."""
    return (
        isinstance(colour, tuple)
        and len(colour) in (1, 3)
        and all(isinstance(part, int | float) and part >= _WHITE for part in colour)
    )


def _box(thing: dict[str, Any], left: float, top: float) -> Box:
    return Box(
        float(thing["x0"] - left),
        float(thing["top"] - top),
        float(thing["x1"] - left),
        float(thing["bottom"] - top),
    )
