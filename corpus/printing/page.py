"""The pages of a sample: frames, running heads, page numbers and footnotes around its blocks.

Every page says at its foot that the document is a sample, and so do the PDF's own properties.
"""

from dataclasses import replace
from pathlib import Path

from reportlab import rl_config
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import cm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from printing.blocks import Typesetter
from printing.prose import Footnotes, Prose, Style
from printing.spec import Spec

SAMPLE_LINE = "Voorbeelddocument van vraagbaak – geen document van het Vlaams Parlement"

_TOP = 2.2 * cm
_FOOT = 2.1 * cm
_PAGE_NUMBER = 1.4 * cm
_SAMPLE_LINE = 0.8 * cm
_NOTE_INDENT = 8
_GREY = HexColor("#666666")


def print_spec(spec: Spec, path: Path) -> int:
    """Print a document, twice where its pages say how many there are; give that number."""
    rl_config.useA85 = 0
    count = _Printer(spec, 0).print_to(path)
    return _Printer(spec, count).print_to(path) if "{pages}" in spec.layout.page_number else count


class _Printer:
    """Prints one document once."""

    def __init__(self, spec: Spec, page_count: int) -> None:
        self._spec = spec
        self._layout = spec.layout
        self._page_count = page_count
        self._notes = Footnotes()
        self._small = Style(spec.layout.font, spec.layout.size * 0.8)

    def print_to(self, path: Path) -> int:
        """Write the PDF and give the number of its pages."""
        document = BaseDocTemplate(
            str(path),
            invariant=1,
            lang="nl-BE",
            title=f"{' '.join(self._spec.facts.title.split())} (voorbeeld)",
            author="vraagbaak",
            subject=SAMPLE_LINE,
            creator="vraagbaak, corpus/print_samples.py",
        )
        document.addPageTemplates(
            [self._template("upright", A4), self._template("landscape", landscape(A4))]
        )
        document.build(self._story())
        return int(document.page)

    def _story(self) -> list[Flowable]:
        typesetter = Typesetter(self._layout, self._spec.facts, self._notes)
        return [each for block in self._spec.blocks for each in typesetter.flowables(block)]

    def _template(self, name: str, size: tuple[float, float]) -> PageTemplate:
        margin = self._layout.margin * cm
        bottom = _FOOT + self._layout.notes
        frame = Frame(
            margin,
            bottom,
            size[0] - 2 * margin,
            size[1] - _TOP - bottom,
            leftPadding=0,
            rightPadding=0,
            topPadding=0,
            bottomPadding=0,
        )
        return PageTemplate(name, [frame], onPageEnd=self._finish, pagesize=size)

    def _finish(self, canvas: Canvas, _document: BaseDocTemplate) -> None:
        """Print what stands around the text of a page."""
        width, height = canvas._pagesize
        margin, size = self._layout.margin * cm, self._small.size
        page = canvas.getPageNumber()
        canvas.saveState()
        canvas.setFont(self._small.face(), size)
        canvas.drawString(margin, height - 1.3 * cm, self._layout.running_head)
        number = self._layout.page_number.format(page=page, pages=self._page_count)
        draw = {
            "left": canvas.drawString,
            "right": canvas.drawRightString,
            "centre": canvas.drawCentredString,
        }
        place = {"left": margin, "right": width - margin, "centre": width / 2}
        align = self._layout.page_number_align
        draw[align](place[align], _PAGE_NUMBER, number)
        canvas.setFillColor(_GREY)
        canvas.setFont(self._small.face(), 6.5)
        canvas.drawCentredString(width / 2, _SAMPLE_LINE, SAMPLE_LINE)
        canvas.restoreState()
        self._draw_notes(canvas, width - 2 * margin, self._notes.by_page.get(page, []))

    def _draw_notes(self, canvas: Canvas, width: float, numbers: list[int]) -> None:
        """Print the footnotes of a page, below a short rule."""
        if not numbers:
            return
        left, y = self._layout.margin * cm, _FOOT + self._layout.notes - 8
        canvas.line(left, y, left + 4 * cm, y)
        for number in numbers:
            note = Prose(
                self._notes.texts[number - 1],
                replace(self._small, indent=_NOTE_INDENT, hang=_NOTE_INDENT),
                self._notes,
                label=str(number),
            )
            y -= note.wrap(width, y)[1] + 2
            note.drawOn(canvas, left, y)
