"""Find the grants in the bulleted lists of an answer."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from vraagbaak.normalising.beneficiaries import Beneficiary
from vraagbaak.normalising.grants import is_statistic, speaks_of_grants, speaks_of_projects
from vraagbaak.normalising.identities import find_item_enterprise
from vraagbaak.normalising.list_items import Entry, Item, find_entries, find_heading, make_item
from vraagbaak.normalising.row_amounts import find_item_amounts, leave_refused
from vraagbaak.records import AmountMention, MunicipalityMention, Passage, Project

# Symbol fonts print bullets from the private area; "o" is Word's second-level bullet.
_BULLET = re.compile(
    r"\s*(?:[-•·–—▪■●○◦*‣➢\uf0b7\uf0a7\uf02d\uf0d8]+|o(?=\s|$)|\d{1,2}[.)](?=\s))\s*"
)
# Where the start of an item went unseen, its bullet stands amid the text of the one before.
_INSIDE = re.compile(r"\s(?=[•▪■●○◦‣➢\uf0b7\uf0a7\uf0d8]\s)|(?<=;)\s(?=[-–—·*o]\s)")
_HEADED = re.compile(r"\s*(?:\([^()]*\)\s*)?(?::|\s[–-]\s|\()")
_DECIDED = re.compile(
    r"goedgekeur|geselecteer|weerhouden|gehonoreer|toegeken|ingedien|geweiger|gesubsidieer"
)
_SENTENCE_END = re.compile(r"\.\s+(?=[A-ZÀ-Þ])")
_FEWEST = 2


@dataclass(slots=True)
class _Run:
    """Items that follow each other, and the text that leads in to them."""

    lead_in: str
    items: list[Item] = field(default_factory=list)


def find_list_projects(
    part: str,
    passage: Passage,
    places: Sequence[MunicipalityMention],
    amounts: Sequence[AmountMention],
) -> tuple[Project, ...]:
    """The grants in the lists of a passage, in printed order.

    Args:
        part: how the mentions and the projects name the passage ("answers/0").
        passage: the text; a list item begins at one of its ``starts``.
        places: the municipalities in it.
        amounts: the amounts in it.

    A list counts where at least two items name a municipality and an amount and the text before
    them or the items speak of grants; then the items of other beneficiaries count too.
    """
    projects: list[Project] = []
    said = ""  # what led in to the grants above: "In de tweede ronde:" goes on from there
    for run in _find_runs(passage, places, amounts):
        run.lead_in = f"{said} {run.lead_in}".strip()
        entries = list(_find_entries(_without_text_below(run)))
        if _gives_grants(run, entries):
            said = run.lead_in if run.lead_in.endswith(":") else ""
            granted = [entry for entry in entries if entry.amount is not None]
        elif _names_projects(run, entries):
            granted = entries
        else:
            continue
        projects.extend(_make_project(part, passage, entry, amounts) for entry in granted)
    return tuple(projects)


def _find_runs(
    passage: Passage,
    places: Sequence[MunicipalityMention],
    amounts: Sequence[AmountMention],
) -> Iterator[_Run]:
    """The runs of items; an item has a bullet, or begins with a municipality and a colon."""
    run = _Run("")
    for start, end in _join_bullets(passage):
        bullet = _BULLET.match(passage.text, start, end)
        begin = bullet.end() if bullet else start
        item = make_item(passage.text[begin:end], begin, places, amounts)
        if bullet or item.is_heading or _is_headed_item(item):
            run.items.append(item)
            continue
        if run.items:
            yield run
            run = _Run("")
        run.lead_in = f"{run.lead_in} {passage.text[start:end]}".strip()
    if run.items:
        yield run


def _without_text_below(run: _Run) -> _Run:
    """The run without the prose that may follow its last item unseen.

    Where the items before end in a semicolon, the last one ends with its sentence.
    """
    *before, last = run.items
    if not before or not all(item.text.rstrip().endswith(";") for item in before):
        return run
    end = _SENTENCE_END.search(last.text)
    if end is None:
        return run
    return _Run(run.lead_in, [*before, last.before(end.start() + 1)])


def _find_entries(run: _Run) -> Iterator[Entry]:
    """The entries of all items; those below a heading ("- Genk:") are of the one it names."""
    above: Beneficiary | None = None
    for item in run.items:
        if item.is_heading:
            above = find_heading(item)
            continue
        if item.is_headed:
            above = None
        yield from find_entries(item, above)


def _join_bullets(passage: Passage) -> Iterator[tuple[int, int]]:
    """The paragraphs and items; a bullet that stands alone on its line joins the next one."""
    begun: int | None = None
    for start, end in _split_items(passage):
        first = start if begun is None else begun
        bullet = _BULLET.match(passage.text, start, end)
        if bullet is not None and bullet.end() >= end and begun is None:
            begun = start
            continue
        begun = None
        yield first, end


def _split_items(passage: Passage) -> Iterator[tuple[int, int]]:
    """The paragraphs, parted where another item begins inside."""
    for start, end in passage.paragraphs():
        for inside in _INSIDE.finditer(passage.text, start, end):
            yield start, inside.start()
            start = inside.end()
        yield start, end


def _is_headed_item(item: Item) -> bool:
    """Whether a paragraph without a bullet is an item: "Genk: 45.000 euro voor ..."."""
    if not item.is_headed or not item.amounts:
        return False
    return bool(_HEADED.match(item.text, item.names_end))


def _gives_grants(run: _Run, entries: Sequence[Entry]) -> bool:
    """Whether enough items give money to a municipality, in words of grants."""
    paid = [entry for entry in entries if entry.is_municipal and entry.amount is not None]
    if len({entry.start for entry in paid}) < _FEWEST or is_statistic(run.lead_in):
        return False
    if speaks_of_grants(run.lead_in) or speaks_of_projects(run.lead_in):
        return True
    return sum(speaks_of_grants(item.text) for item in run.items) >= _FEWEST


def _names_projects(run: _Run, entries: Sequence[Entry]) -> bool:
    """Whether a list without amounts names a project of a municipality in every item."""
    if len(run.items) < _FEWEST or any(item.amounts for item in run.items):
        return False
    sentence = re.split(r"[.?!] ", run.lead_in)[-1]
    return (
        sentence.endswith(":")
        and speaks_of_projects(sentence)
        and bool(_DECIDED.search(sentence.casefold()))
        and len(entries) == len(run.items)
        and all(entry.is_municipal and entry.title for entry in entries)
        and all(item.is_headed and _HEADED.match(item.text, item.names_end) for item in run.items)
    )


def _make_project(
    part: str, passage: Passage, entry: Entry, amounts: Sequence[AmountMention]
) -> Project:
    amount = entry.amount
    own = [one for one in amounts if entry.start <= one.start and one.end <= entry.end]
    found = () if amount is None else leave_refused(find_item_amounts(own, amount), entry.status)
    main = next((one for one in found if one.mention == amount), None)
    return Project(
        lead=entry.beneficiary.lead,
        partners=entry.beneficiary.partners,
        title=entry.title,
        beneficiary=entry.beneficiary.text,
        amount=main.euro if main else None,
        amount_kind=amount.kind if amount is not None else None,
        amount_text=amount.text if amount is not None else None,
        status=entry.status,
        part=part,
        start=entry.start,
        end=entry.end,
        place=passage.place(entry.start, entry.end),
        amounts=found,
        enterprise=find_item_enterprise(passage.text[entry.start : entry.end]),
    )
