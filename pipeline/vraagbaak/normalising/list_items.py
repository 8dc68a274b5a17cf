"""Read one item of a list of grants: who, how much, and the words that are left for what."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from vraagbaak.normalising.beneficiaries import (
    ADMINISTRATION,
    TOGETHER,
    Beneficiary,
    begins_with_municipality,
    find_beneficiary,
)
from vraagbaak.normalising.statuses import is_decision
from vraagbaak.records import AmountMention, MunicipalityMention

_PLACE, _MONEY = "\ue000", "\ue001"
_MARK = f"[{_PLACE}{_MONEY}]"
_GAP = re.compile(
    rf"\s*(?:[,/&+(–-]|,?\s*\ben\b|,?\s*{TOGETHER})?\s*(?:(?:de|het)\s+)?(?:{ADMINISTRATION}\s+)?",
    re.IGNORECASE,
)
_LEADER_MARK = re.compile(r"\s*\((?:trekker|penhouder|promotor)\)|\s*\)")
_GRANT = r"(?:projectsubsidies?|subsidies?|subsidiebedrag|steun|toelagen?|premies?|bedrag)"
_GETS = r"(?:kreeg|krijgt|kregen|krijgen|ontving(?:en)?|ontvangt|ontvangen)"
_BEFORE_MONEY = re.compile(
    rf"(?:[\s,:;–-]|\b(?:goed voor|ter waarde van|ten bedrage van|voor|van|met|een|{_GRANT}|"
    rf"{_GETS}|maximaal|circa|ca\.|ongeveer|ruim|bijna|in totaal|werd|toegekend)(?!\w))*$"
)
_AFTER_MONEY = re.compile(
    rf"^(?:[\s,:;–-]|\b(?:aan|van)?\s*\b{_GRANT}(?!\w)|\b(?:werd|toegekend|voor|naar|aan)(?!\w))*"
)
_BEFORE_PLACE = re.compile(
    rf"(?:[\s,:;–-]|\b(?:in|te|aan|van|voor|naar|de|het|{ADMINISTRATION})(?!\w))*$", re.IGNORECASE
)
_AFTER_PLACE = re.compile(rf"^(?:[\s,:;–-]|\b(?:voor|{_GETS})(?!\w))*")
_TO_WHOM = re.compile(
    rf"\b(?:aan|ga(?:at|an) naar|ging(?:en)? naar)\s+(?:(?:de|het)\s+)?(?:{ADMINISTRATION}\s+)?$",
    re.IGNORECASE,
)
_WHERE = re.compile(
    rf"(?:\b(?:in|te|van|voor)\s+(?:(?:de|het)\s+)?(?:{ADMINISTRATION}\s+)?|\(|[,–-]\s*)$",
    re.IGNORECASE,
)
_OTHER_NAME = re.compile(r"(?P<name>[^:(–]{3,60}?)\s*(?::|\(|\s–\s)")
_TRAILING = re.compile(r"[\s;,.:–-]*(?:[;,]\s*(?:en|alsook|evenals))?[\s;,.:–-]*$|\s+en$")
_ASIDE = re.compile(r"\s*\((?P<said>[^()]*)\)\s*$")
_AND = re.compile(r"^[\s,;]*(?:en|alsook|evenals)?\s+|[\s,;]*(?:\ben|alsook|evenals)?\s*$")
_AMOUNT_FIRST = re.compile(rf"\s*(?:(?:aan\s+)?{_GRANT}\s+)?voor\b")


@dataclass(frozen=True, slots=True)
class Entry:
    """One grant of an item: offsets in the passage, the beneficiary, the title and the amount.

    ``status`` is a decision printed in brackets behind it; ``is_municipal`` tells that a
    municipality was found to get it.
    """

    start: int
    end: int
    beneficiary: Beneficiary
    title: str
    amount: AmountMention | None
    status: str | None

    @property
    def is_municipal(self) -> bool:
        """Whether a municipality gets the grant."""
        return self.beneficiary.lead is not None


@dataclass(frozen=True, slots=True)
class Item:
    """The text of an item without its bullet, with its mentions at offsets in that text."""

    text: str
    offset: int
    places: tuple[MunicipalityMention, ...]
    amounts: tuple[AmountMention, ...]

    def before(self, end: int) -> "Item":
        """The item up to an offset in its text."""
        return Item(
            self.text[:end],
            self.offset,
            tuple(place for place in self.places if place.end <= end),
            tuple(amount for amount in self.amounts if amount.end <= end),
        )

    @property
    def is_headed(self) -> bool:
        """Whether the item begins with a municipality."""
        return begins_with_municipality(self.text, self.places)

    @property
    def names_end(self) -> int:
        """Where the names at the head end, 0 where no municipality stands there."""
        return _end_of_names(self, self.places[0]) if self.is_headed else 0

    @property
    def is_heading(self) -> bool:
        """Whether the item is only names and a colon: the items below it are theirs."""
        return self.is_headed and self.text[self.names_end :].strip() == ":"


def make_item(
    text: str,
    offset: int,
    places: Sequence[MunicipalityMention],
    amounts: Sequence[AmountMention],
) -> Item:
    """The item of ``text``, which stands at ``offset`` in the passage of the mentions."""
    end = offset + len(text)
    return Item(
        text,
        offset,
        tuple(
            replace(m, start=m.start - offset, end=m.end - offset)
            for m in sorted(places, key=lambda m: m.start)
            if offset <= m.start and m.end <= end
        ),
        tuple(
            replace(m, start=m.start - offset, end=m.end - offset)
            for m in sorted(amounts, key=lambda m: m.start)
            if offset <= m.start and m.end <= end and m.per is None
        ),
    )


def find_entries(item: Item, above: Beneficiary | None = None) -> tuple[Entry, ...]:
    """The grants of an item: usually one, several where each amount has its own purpose.

    Args:
        item: the item; one without a name that can be told apart gives none.
        above: whom the heading over the item names; it counts unless the item begins with another.
    """
    if above is not None and not item.is_headed:
        return _read_entries(item, (0, 0), above)
    span = _beneficiary_span(item)
    return () if span is None else _read_entries(item, span, _read_name(item, span))


def find_heading(item: Item) -> Beneficiary:
    """Whom an item that is a heading names."""
    return _read_name(item, (0, item.names_end))


def _read_name(item: Item, span: tuple[int, int]) -> Beneficiary:
    start, end = span
    mentions = tuple(
        replace(m, start=m.start - start, end=m.end - start)
        for m in item.places
        if start <= m.start and m.end <= end
    )
    return find_beneficiary(item.text[start:end], mentions)


def _read_entries(item: Item, span: tuple[int, int], beneficiary: Beneficiary) -> tuple[Entry, ...]:
    """The entry in each piece of the item, its title being the words that are left."""
    entries = []
    for (start, end), amount in _split(item, span):
        title, status = _clean(_mark(item.text, (start, end), span, amount))
        if amount is not None:
            amount = replace(amount, start=item.offset + amount.start, end=item.offset + amount.end)
        entries.append(
            Entry(item.offset + start, item.offset + end, beneficiary, title, amount, status)
        )
    return tuple(entries)


def _beneficiary_span(item: Item) -> tuple[int, int] | None:
    """Where the beneficiary stands, with its partners: first, else behind "aan", else "in"."""
    if item.is_headed:
        return 0, item.names_end
    for before in (_TO_WHOM, _WHERE):
        for mention in item.places:
            if before.search(item.text[: mention.start]):
                return mention.start, _end_of_names(item, mention)
    other = _OTHER_NAME.match(item.text)
    is_named = other is not None and all(other.end("name") <= m.start for m in item.amounts)
    return (0, other.end("name")) if other is not None and is_named else None


def _end_of_names(item: Item, first: MunicipalityMention) -> int:
    """Where the chain of names that begins with ``first`` ends: "Genk ism As, Zutendaal"."""
    end = first.end
    for mention in item.places:
        if mention.start >= end and _GAP.fullmatch(item.text, end, mention.start):
            end = mention.end
        marked = _LEADER_MARK.match(item.text, end)
        if marked and (marked[0].strip() != ")" or "(" in item.text[first.end : end]):
            end = marked.end()
    return end


def _split(
    item: Item, span: tuple[int, int]
) -> Iterator[tuple[tuple[int, int], AmountMention | None]]:
    """The pieces of the item that each hold one grant, with its amount."""
    whole = (0, len(item.text))
    borders = _borders(item, span)
    if len(borders) < 2:
        yield whole, item.amounts[0] if item.amounts else None
        return
    yield from zip(borders, item.amounts, strict=True)


def _borders(item: Item, span: tuple[int, int]) -> list[tuple[int, int]]:
    """The pieces where each amount has a purpose of its own, else none.

    Either each amount is followed by "voor" and what it is for, or each purpose by its amount in
    brackets.
    """
    text, amounts = item.text, item.amounts
    if len(amounts) < 2 or amounts[0].start < span[1]:
        return []
    if all(_AMOUNT_FIRST.match(text, amount.end) for amount in amounts):
        starts = [amount.start for amount in amounts]
        return list(zip(starts, [*starts[1:], len(text)], strict=True))
    if all(
        text[: amount.start].rstrip().endswith("(") and text[amount.end :].lstrip().startswith(")")
        for amount in amounts
    ):
        ends = [text.index(")", amount.end) + 1 for amount in amounts]
        return list(zip([span[1], *ends[:-1]], ends, strict=True))
    return []


def _mark(
    text: str, piece: tuple[int, int], span: tuple[int, int], amount: AmountMention | None
) -> str:
    """The piece with one sign in place of the beneficiary and one in place of the amount."""
    cuts = [(span[0], span[1], _PLACE)]
    if amount is not None:
        cuts.append((amount.start, amount.end, _MONEY))
    start, end = piece
    for left, right, sign in sorted(cuts, reverse=True):
        if start <= left and right <= end:
            text = text[:left] + sign + text[right:]
            end += 1 - (right - left)
    return text[start:end]


def _clean(marked: str) -> tuple[str, str | None]:
    """The words around the signs without what only joins them, and a decision in brackets."""
    text = re.sub(rf"\(\s*({_MARK})\s*\)", r"\1", marked)
    for sign, before, after in (
        (_MONEY, _BEFORE_MONEY, _AFTER_MONEY),
        (_PLACE, _BEFORE_PLACE, _AFTER_PLACE),
        (_MONEY, _BEFORE_MONEY, _AFTER_MONEY),
    ):
        left, found, right = text.partition(sign)
        if found:
            text = before.sub("", left) + sign + after.sub("", right)
    words = " ".join(re.sub(_MARK, " ", text).split())
    words = _TRAILING.sub("", _AND.sub("", words))
    return _without_aside(words)


def _without_aside(words: str) -> tuple[str, str | None]:
    """Take a decision in closing brackets off, and brackets around all of it."""
    status = None
    aside = _ASIDE.search(words)
    if aside is not None and is_decision(aside["said"]):
        status, words = aside["said"], words[: aside.start()]
    elif aside is not None and aside.start() == 0:
        words = aside["said"]
    return words.strip(" ,;:"), status
