"""From a PDF's own coordinates to those of the page as it is shown, or turned to be read."""

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from vraagbaak.records import Box, turned

_make = tuple.__new__  # of a named tuple, without the detour of its own constructor


class View:
    """From PDF coordinates to those of a page: origin top left, quarter turns worked in.

    ``rotation`` is how many quarters clockwise the page is turned from how it is drawn; text that
    runs up a page is level on one that is turned by one quarter.
    """

    def __init__(self, bounds: tuple[float, float, float, float], rotation: int) -> None:
        self.bounds = self.left, self.bottom, self.right, self.top = bounds
        self.rotation = rotation
        width, height = self.right - self.left, self.top - self.bottom
        self.width, self.height = (height, width) if rotation % 2 else (width, height)
        self.level = (self.top, -self.left, -self.bottom, self.right)[rotation]

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """The box of PDF coordinates, whose origin is the lower left, as it is shown."""
        x0, x1 = left - self.left, right - self.left
        y0, y1 = self.top - top, self.top - bottom
        if self.rotation == 0:
            return _make(Box, (x0, y0, x1, y1))
        if self.rotation == 1:
            return _make(Box, (self.width - y1, x0, self.width - y0, x1))
        if self.rotation == 2:
            return Box(self.width - x1, self.height - y1, self.width - x0, self.height - y0)
        return Box(y0, self.height - x1, y1, self.height - x0)

    def turned_to(self, rotation: int) -> "View":
        """The view of the same page turned otherwise."""
        return View(self.bounds, rotation)

    def turn(self, box: Box, rotation: int) -> Box:
        """Where a box of this view stands in the view of another rotation."""
        quarters = (rotation - self.rotation) % 4
        x0, top, x1, bottom = turned(box, quarters)
        width = (0.0, self.height, self.width, 0.0)[quarters]
        height = (0.0, 0.0, self.height, self.width)[quarters]
        return Box(x0 + width, top + height, x1 + width, bottom + height)


def view_of(page: pdfium.PdfPage) -> View:
    """The view of a page as it is shown."""
    rect = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page.raw, rect)
    bounds = rect.left, rect.bottom, rect.right, rect.top
    return View(bounds, raw.FPDFPage_GetRotation(page.raw))
