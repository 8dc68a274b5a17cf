"""The cells between rules, held against those that pdfplumber finds."""

from hypothesis import given
from hypothesis import strategies as st
from pdfplumber.table import edges_to_intersections, intersections_to_cells

from vraagbaak.reading.tables.cells import find_cells

_PLACES = st.integers(0, 6).map(lambda step: 20.0 * step)


@st.composite
def _edges(draw: st.DrawFn) -> list[dict[str, object]]:
    """Rules on a grid, some of them short, doubled or missing."""
    edges = []
    for _ in range(draw(st.integers(2, 24))):
        at, one, other = draw(_PLACES), draw(_PLACES), draw(_PLACES)
        low, high = min(one, other), max(one, other) + 20.0
        if draw(st.booleans()):
            box, way = (at, low, at, high), "v"
        else:
            box, way = (low, at, high, at), "h"
        names = zip(("x0", "top", "x1", "bottom"), box, strict=True)
        edges.append({**dict(names), "orientation": way})
    return edges


@given(_edges())
def test_the_cells_between_rules_are_those_of_pdfplumber(edges: list[dict[str, object]]) -> None:
    crossings = edges_to_intersections(edges, 3.0, 3.0)
    assert find_cells(crossings) == intersections_to_cells(crossings)
