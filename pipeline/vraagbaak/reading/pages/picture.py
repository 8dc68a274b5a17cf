"""A page as a picture, with the box of a value drawn on it."""

import hashlib
import io
from collections.abc import Sequence
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageDraw

from vraagbaak.errors import UnreadableDocument, WrongUsage
from vraagbaak.reading.pages.pdf import open_pdf
from vraagbaak.records import Box, Picture

_SCALE = 2.0  # pixels a point: 144 dots an inch, sharp enough to read small type
_MOST_PIXELS = 40_000_000  # of a page; a poster is drawn smaller
_ROOM = 1.5  # points left free between the words and the frame
_FRAME, _SHADE = (200, 0, 30, 255), (255, 214, 0, 90)
_AROUND = (0, 90, 170, 160)


def draw_place(path: Path, page: int, box: Box | None, around: Sequence[Box] = ()) -> Picture:
    """The page as a picture: the value shaded and framed in red, what belongs to it framed in blue.

    Args:
        path: the PDF.
        page: its page, from 1.
        box: where the value stands, in points from the top left of the page as it is shown; the
            page alone without one.
        around: the boxes on the same page of what explains the value: its row, its headers.

    Raises:
        UnreadableDocument: the file cannot be opened.
        WrongUsage: it has no such page.
    """
    with open_pdf(path) as document:
        count = len(document)
        if not 1 <= page <= count:
            raise WrongUsage(f"{path.name} has {count} pages, none with number {page}")
        try:
            shown = document[page - 1]
            width, height = shown.get_size()
            scale = min(_SCALE, (_MOST_PIXELS / max(width * height, 1)) ** 0.5)
            image = shown.render(scale=scale).to_pil().convert("RGBA")
            shown.close()
        except pdfium.PdfiumError as error:
            raise UnreadableDocument(
                "unread_page", f"{path.name}: page {page} cannot be drawn"
            ) from error
    layer = Image.new("RGBA", image.size)
    draw = ImageDraw.Draw(layer)
    for other in around:
        draw.rectangle(_corners(other, scale), outline=_AROUND, width=max(1, round(scale)))
    if box is not None:
        draw.rectangle(
            _corners(box, scale), fill=_SHADE, outline=_FRAME, width=max(2, round(1.5 * scale))
        )
    buffer = io.BytesIO()
    Image.alpha_composite(image, layer).convert("RGB").save(buffer, "PNG", optimize=True)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return Picture(path.name, digest, count, buffer.getvalue())


def _corners(box: Box, scale: float) -> tuple[float, float, float, float]:
    return (
        (box.x0 - _ROOM) * scale,
        (box.top - _ROOM) * scale,
        (box.x1 + _ROOM) * scale,
        (box.bottom + _ROOM) * scale,
    )
