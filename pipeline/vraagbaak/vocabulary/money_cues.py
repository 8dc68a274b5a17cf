"""The words around a number: those that make it money, a rate, a guess, a grant or a payment."""

import re

from vraagbaak.records import AmountKind

_APPROXIMATE = re.compile(
    r"(?:(?<!\w)(?:ongeveer|ruim|circa|ca\.?|bijna|haast|nagenoeg|omstreeks|pakweg|grofweg|afgerond|"
    r"plus\s?minus|zo['’]n|rond|om\s+en\s+(?:na)?bij|zowat|naar\s+schatting|in\s+de\s+(?:grootte)?orde\s+van|"
    r"(?:een\s+)?(?:kleine|goede|dikke|slordige|geschatte))(?:\s+(?:de|een|op))?"
    r"|\+\s?/\s?[-–−]|±|~|≈)\s*$"
)
# "een 4.800 euro" is about that much.
_ARTICLE = re.compile(r"(?<!\w)een\s+$")
_YEARLY_BEFORE = re.compile(r"(?<!\w)jaarlijkse?\s+$")
_YEARLY_BEHIND = re.compile(r"\s{1,3}jaarlijks(?!\w)")

# An adjective is part of the noun that it stands before: "per vierkante meter".
_NOUN = (
    r"(?:(?:vierkante|kubieke|lopende|strekkende|begonnen|volledige|volle|betrokken|nieuwe|"
    r"bijkomende|extra|ge[a-z]+de|gewerkte?|verkochte|individuele|afzonderlijke|deelnemende|erkende|"
    r"niet-\w+)\s{1,3})?[^\W\d_]\w*(?:-\w+)*"
)
_PER = re.compile(
    r"(?:\s{1,3}(?:bruto|netto))?(?:\s{1,3}per\s{1,3}(?P<count>[0-9][0-9.]*\s{1,3})?|(?P<slash>\s?/\s?))"
    rf"(?P<noun>{_NOUN}(?:(?:\s{{1,3}}per\s{{1,3}}|/){_NOUN})?)"
)
# What follows "per" without being a unit: a date, a way of sending, another amount.
_NO_UNIT = re.compile(
    r"(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|"
    r"se|post|mail|brief|fax|overschrijving|cheque|vergissing|definitie|saldo|euro|frank|bedrag)\b"
)

_MONEY_NOUN = (
    r"(?:bedrag(?:en)?|budget(?:ten)?|kost(?:en|prijs)?|subsidies?|krediet(?:en)?|uitgaven?|"
    r"ontvangsten|investering(?:en)?|premies?|toelagen?|dotaties?|lening(?:en)?|boetes?|factuur|"
    r"facturen|begroting|enveloppe|steun|tekort|besparing(?:en)?|opbrengst(?:en)?|omzet|provisie|"
    r"kapitaal|schuld(?:en)?|schade|middelen|financiering|pot|heffing(?:en)?)"
)
_LEADS_TO_MONEY = re.compile(
    rf"{_MONEY_NOUN}\s?(?:\s(?:van|is|was|bedraagt|bedragen|bedroeg|beloopt|beliep)|[:(])\s?"
    r"(?:(?:in\s+totaal|maximaal|minstens|minimaal|meer\s+dan|ongeveer|ruim|circa|bijna|een\s+kleine|"
    r"zo['’]n)\s+)?$"
)
# A number in millions is no money where a noun follows that it counts.
_NO_NOUN_FOLLOWS = re.compile(
    r"\s*(?:$|[.,;:)\]!?–-]|(?:voor|in|van|aan|en|of|bij|op|te|als|dat|die|wat|waarvan|waarbij|werd|"
    r"wordt|worden|werden|zou|zouden|zal|zullen|is|was|niet|om|door|tot|naar|tegen|over|uit|per|"
    r"extra|bruto|komt|nog|ook|met|sinds|vanaf|binnen|bedraagt|bedroeg|bedragen)\b)"
)
_SENTENCE_END = re.compile(r"[.;?!](?=\s)")

_KINDS = {
    AmountKind.REQUESTED: r"(?:aan)?gevraagde?",
    AmountKind.GRANTED: (
        r"vastgelegde?|vastlegging(?:en)?|toegekende?|toeken(?:t|de|ning|ningen)|verleende?|"
        r"goedgekeurde?"
    ),
    AmountKind.PAID: (
        r"vereffende?|vereffening(?:en)?|(?:uit)?betaalde?|(?:uit)?betaling(?:en)?|uitgekeerde?"
    ),
    AmountKind.ESTIMATE: r"raming(?:en)?|geraamde?|raamde?|raamt|geschatte?|schatting(?:en)?",
    AmountKind.TOTAL: r"tota(?:al(?:bedrag)?|le|len)|eindtotaal",
}
_KIND = re.compile(
    r"(?<!\w)(?<!niet )(?:"
    + "|".join(f"(?P<{kind.name}>{words})" for kind, words in _KINDS.items())
    + r")(?!\w)"
)
_OTHER_AMOUNT = re.compile(r"€|(?<!\w)(?:euro|eur|frank|bef|miljoen|miljard)(?!\w)")
_FAR = 80


def is_approximate(lowered: str, start: int) -> bool:
    """Whether "ongeveer", "ruim", "een kleine", "+/-" or the like stands right before a sum."""
    if _APPROXIMATE.search(lowered, max(0, start - 32), start):
        return True
    in_digits = lowered[start : start + 1].isdecimal()
    return in_digits and _ARTICLE.search(lowered, max(0, start - 8), start) is not None


def find_rate(text: str, start: int, end: int) -> tuple[str | None, int]:
    """What a sum is counted by, and where those words end.

    Returns:
        "year" for "per jaar" and "jaarlijks", else the printed noun or nouns ("persoon per dag");
        None without such words, and then the end as it was given. An adverb stays outside.
    """
    rate = _PER.match(text, end)
    if rate is not None and _is_unit(rate):
        noun = (rate["count"] or "") + rate["noun"]
        return ("year" if noun.lower() == "jaar" else noun), rate.end()
    lowered_near = text[max(0, start - 16) : start].lower()
    if _YEARLY_BEHIND.match(text, end) or _YEARLY_BEFORE.search(lowered_near):
        return "year", end
    return None, end


def _is_unit(rate: re.Match[str]) -> bool:
    # "12.000 euro / Gent" goes on with the next item
    goes_on = rate["slash"] is not None and rate["slash"] != "/" and not rate["noun"][0].islower()
    return not goes_on and not _NO_UNIT.match(rate["noun"].lower())


def is_money(lowered: str, start: int, end: int, after_money: int | None) -> bool:
    """Whether a number in millions without currency is an amount of money.

    Args:
        lowered: the text in lower case.
        start: where the number begins.
        end: where its scale ends.
        after_money: where the amount before it ends, None without any.

    Returns:
        True only where no counted noun follows, and either a noun of money leads up to it ("een
        budget van 5 miljoen") or an amount with a currency stands earlier in its sentence.
    """
    if not _NO_NOUN_FOLLOWS.match(lowered, end):
        return False
    if _LEADS_TO_MONEY.search(lowered, max(0, start - 48), start):
        return True
    if after_money is None or start - after_money > 2 * _FAR:
        return False
    return not _SENTENCE_END.search(lowered, after_money, start)


def find_amount_kind(text: str, start: int, end: int) -> AmountKind | None:
    """What the amount at ``start:end`` is, from the nearest words in its sentence.

    A word behind which another amount stands is not about this one; "totaal" yields to the words
    of any other kind. With the offsets of a whole header its own words decide.

    >>> find_amount_kind("Er werd 5.000 euro gevraagd en 2.000 euro toegekend.", 8, 18)
    <AmountKind.REQUESTED: 'requested'>
    """
    lowered = text[max(0, start - _FAR) : end + _FAR].lower()
    offset = max(0, start - _FAR)
    first, last = start - offset, end - offset
    before = [mark.end() for mark in _SENTENCE_END.finditer(lowered, 0, first)]
    behind = _SENTENCE_END.search(lowered, last)
    found: dict[AmountKind, int] = {}
    sentence = max(before, default=0), behind.end() if behind else len(lowered)
    for match in _KIND.finditer(lowered, *sentence):
        distance = max(first - match.end(), match.start() - last, 0)
        between = (match.end(), first) if match.end() <= first else (last, match.start())
        if distance and _OTHER_AMOUNT.search(lowered, *between):
            continue
        kind = AmountKind[match.lastgroup or ""]
        found[kind] = min(distance, found.get(kind, distance))
    total = found.pop(AmountKind.TOTAL, None)
    if found:
        return min(found, key=lambda kind: found[kind])
    return None if total is None else AmountKind.TOTAL
