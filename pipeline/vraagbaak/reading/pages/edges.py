"""What stands off the page, where nobody sees it, is not read; what crosses its edge ends there."""

from dataclasses import replace
from typing import TypeVar

from vraagbaak.reading.pages.paths import Stroke
from vraagbaak.reading.pages.pdf import PageContent
from vraagbaak.records import Box, Issue

Area = TypeVar("Area", Box, Stroke)


def within_page(page: PageContent) -> PageContent:
    """The page with what can be seen of it; words that are left out are an issue."""
    left, upper, right, lower = page.box
    areas: list[Box | Stroke] = [word.box for word in page.words if word.box is not None]
    areas += page.strokes
    areas += page.fills
    if not areas:
        return page
    x0s, tops, x1s, bottoms = zip(*areas, strict=True)
    if left <= min(x0s) and upper <= min(tops) and max(x1s) <= right and max(bottoms) <= lower:
        return page
    words = tuple(
        word if word.box is None else word._replace(box=_clipped(word.box, page.box))
        for word in page.words
        if word.box is None or _is_seen(word.box, page.box)
    )
    unseen = len(page.words) - len(words)
    message = f"{unseen} woorden staan buiten de rand van pagina {page.number} en zijn niet gelezen"
    issues = (Issue("off_page", message, page.number),) if unseen else ()
    return replace(
        page,
        words=words,
        strokes=tuple(_clipped(it, page.box) for it in page.strokes if _is_seen(it, page.box)),
        fills=tuple(_clipped(it, page.box) for it in page.fills if _is_seen(it, page.box)),
        issues=(*page.issues, *issues),
    )


def _is_seen(area: Box | Stroke, page: Box) -> bool:
    """Whether the middle of something lies on the page."""
    return (
        page.x0 <= (area.x0 + area.x1) / 2 <= page.x1
        and page.top <= (area.top + area.bottom) / 2 <= page.bottom
    )


def _clipped(area: Area, page: Box) -> Area:
    return area._replace(
        x0=max(area.x0, page.x0),
        top=max(area.top, page.top),
        x1=min(area.x1, page.x1),
        bottom=min(area.bottom, page.bottom),
    )
