"""Read each row of a table of grants: its beneficiary, description, amount and status."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from vraagbaak.normalising.beneficiaries import (
    Beneficiary,
    begins_with_municipality,
    find_beneficiary,
    find_partners,
)
from vraagbaak.normalising.columns import Column, ColumnRole
from vraagbaak.normalising.contents import is_placeholder
from vraagbaak.normalising.headers import count_header_rows
from vraagbaak.normalising.identities import find_row_enterprise
from vraagbaak.normalising.row_amounts import count_once, find_row_amounts, leave_refused
from vraagbaak.normalising.statuses import is_decision, is_remainder, is_summary_row
from vraagbaak.records import (
    AmountMention,
    Box,
    Cell,
    Issue,
    MunicipalityMention,
    Place,
    Project,
    Table,
)

_CELL = tuple[int, int]


@dataclass(frozen=True, slots=True)
class GrantTable:
    """A table of grants with what was found in it, by the anchor row and column of each cell.

    ``columns`` are neighbours: all of the table, or one of the halves that stand side by side.
    """

    index: int
    table: Table
    columns: tuple[Column, ...]
    places: Mapping[_CELL, Sequence[MunicipalityMention]]
    amounts: Mapping[_CELL, Sequence[AmountMention]]

    def rows(self) -> list[tuple[Cell | None, ...]]:
        """The cells of each row in these columns."""
        first = self.columns[0].index
        return [tuple(row[first : first + len(self.columns)]) for row in self.table.grid()]

    def cells(self, row: Sequence[Cell | None], *roles: ColumnRole) -> Iterator[Cell]:
        """The row's cells in the columns of these roles, in the order of the roles."""
        for role in roles:
            for column, cell in zip(self.columns, row, strict=True):
                if column.role is role and cell and not is_placeholder(cell.passage.text):
                    yield cell


class _Above(NamedTuple):
    """What the rows above say of the ones below: a group's status, a name printed once."""

    status: str | None = None
    beneficiary: Cell | None = None


def find_row_projects(grants: GrantTable) -> tuple[tuple[Project, ...], tuple[Issue, ...]]:
    """One project a row that names a beneficiary, with the doubts about it.

    Totals, averages, headings of groups and repeated headers are none. A name printed once above
    several rows counts for each of them.
    """
    projects: list[Project] = []
    issues: list[Issue] = []
    above = _Above()
    counted: set[AmountMention] = set()
    rows = grants.rows()
    texts = [[cell.passage.text if cell else "" for cell in row] for row in rows]
    first = count_header_rows(grants.table)
    for index in range(first, len(rows)):
        if is_summary_row(texts[index]) or texts[index] in texts[:first]:
            continue
        heading = _find_heading(grants, rows[index])
        if heading is not None:
            above = _below_heading(grants, heading, above)
            continue
        cell = _beneficiary_cell(grants, rows[index], above)
        if cell is not None and not is_remainder(cell.passage.text):
            above = above._replace(beneficiary=cell)
            project, doubts = _read_row(grants, index, rows[index], cell, above.status, counted)
            projects.extend(project)
            issues.extend(doubts)
    return tuple(projects), tuple(issues)


def _find_heading(grants: GrantTable, row: Sequence[Cell | None]) -> Cell | None:
    """The only cell of the row that says anything, or None; a description goes on instead."""
    filled = {(c.row, c.column): c for c in row if c is not None and c.passage.text.strip()}
    if len(filled) != 1 or len(row) < 2:
        return None
    (cell,) = filled.values()
    goes_on = cell is not row[0] and cell in grants.cells(row, ColumnRole.TITLE)
    return None if goes_on else cell


def _below_heading(grants: GrantTable, heading: Cell, above: _Above) -> _Above:
    """What a row with one cell says of the rows below it."""
    text = heading.passage.text
    mentions = grants.places.get((heading.row, heading.column), ())
    if begins_with_municipality(text, mentions):
        return above._replace(beneficiary=heading)
    return _Above(text if is_decision(text) else above.status)


def _beneficiary_cell(grants: GrantTable, row: Sequence[Cell | None], above: _Above) -> Cell | None:
    """The cell that names the beneficiary: in this row, or above it where the row goes on."""
    own = next(grants.cells(row, ColumnRole.ORGANISATION, ColumnRole.MUNICIPALITY), None)
    if own is not None or above.beneficiary is None:
        return own
    title = next(grants.cells(row, ColumnRole.TITLE), None)
    if title is None:
        return None
    if any(column.role is ColumnRole.AMOUNT for column in grants.columns):
        goes_on = next(grants.cells(row, ColumnRole.AMOUNT), None) is not None
    else:
        # Without an amount a small letter is a description that goes on from the row above.
        goes_on = not title.passage.text[:1].islower()
    return above.beneficiary if goes_on else None


def _read_row(
    grants: GrantTable,
    index: int,
    row: Sequence[Cell | None],
    named: Cell,
    group: str | None,
    counted: set[AmountMention],
) -> tuple[list[Project], list[Issue]]:
    """The project of a row, and what is doubtful; none where the row only has a name."""
    mentions = grants.places.get((named.row, named.column), ())
    beneficiary = find_beneficiary(named.passage.text, mentions)
    partners = [
        mention
        for cell in grants.cells(row, ColumnRole.PARTNERS)
        for mention in grants.places.get((cell.row, cell.column), ())
    ]
    title = next((cell.passage.text for cell in grants.cells(row, ColumnRole.TITLE)), "")
    status = next((cell.passage.text for cell in grants.cells(row, ColumnRole.STATUS)), group)
    amounts, amount, kind, ambiguous = find_row_amounts(grants.columns, row, grants.amounts)
    if not title and amount is None and not ambiguous and status is None:
        return [], []
    place = _place_of(row, index)
    enterprise, unfit = find_row_enterprise(grants.columns, row, named.passage.text)
    main = next((one for one in amounts if one.mention is amount), None)
    project = Project(
        lead=beneficiary.lead,
        partners=find_partners(partners, beneficiary),
        title=title,
        beneficiary=beneficiary.text,
        amount=main.euro if main else None,
        amount_kind=kind,
        amount_text=amount.text if amount else None,
        status=status,
        table=grants.index,
        row=index,
        place=place,
        amounts=count_once(leave_refused(amounts, status), counted),
        enterprise=enterprise,
    )
    return [project], list(_doubts(beneficiary, ambiguous, unfit, place))


def _doubts(
    beneficiary: Beneficiary, ambiguous: bool, unfit: str | None, place: Place | None
) -> Iterator[Issue]:
    page = place.page if place else None
    if unfit:
        yield Issue("enterprise_number_unknown", f'"{unfit}" is geen geldig KBO-nummer', page)
    if beneficiary.is_doubtful:
        yield Issue("lead_unknown", f'de gemeente van "{beneficiary.text}" is niet gekend', page)
    if ambiguous:
        yield Issue("amount_ambiguous", f'meer dan één bedrag past bij "{beneficiary.text}"', page)


def _place_of(row: Sequence[Cell | None], index: int) -> Place | None:
    """The box around the row's own cells on the first page that it touches."""
    cells = [cell for cell in row if cell is not None and cell.place is not None]
    own = [cell for cell in cells if cell.row == index and cell.row_span == 1] or cells
    places = [cell.place for cell in own if cell.place is not None]
    if not places:
        return None
    page = min(place.page for place in places)
    whole: Box | None = None
    for place in places:
        if place.page == page and place.box is not None:
            whole = place.box if whole is None else whole.union(place.box)
    return Place(page, whole)
