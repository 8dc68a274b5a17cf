"""From a PDF's own coordinates to those of the page as it is shown."""

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from vraagbaak.records import Box


class View:
    """From PDF coordinates to the page as displayed: origin top left, rotated as it is shown."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        rect = raw.FS_RECTF()
        raw.FPDF_GetPageBoundingBox(page.raw, rect)
        self.left, self.bottom, self.right, self.top = rect.left, rect.bottom, rect.right, rect.top
        self.rotation = raw.FPDFPage_GetRotation(page.raw)
        width, height = self.right - self.left, self.top - self.bottom
        self.width, self.height = (height, width) if self.rotation % 2 else (width, height)

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """The box of PDF coordinates, whose origin is the lower left, as it is shown."""
        x0, x1 = left - self.left, right - self.left
        y0, y1 = self.top - top, self.top - bottom
        if self.rotation == 0:
            return Box(x0, y0, x1, y1)
        if self.rotation == 1:
            return Box(self.width - y1, x0, self.width - y0, x1)
        if self.rotation == 2:
            return Box(self.width - x1, self.height - y1, self.width - x0, self.height - y0)
        return Box(y0, self.height - x1, y1, self.height - x0)
