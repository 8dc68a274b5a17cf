"""Read who gets a grant: the leading municipality of a cell or list item and its partners."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vraagbaak.records import MunicipalityMention

# What may stand before a municipality's name where the municipality itself is meant.
ADMINISTRATION = (
    r"(?:(?:centrum|fusie)?stad|steden|(?:fusie|deel)?gemeenten?|gem\.|districts?|"
    r"(?:stads|gemeente|districts)bestu(?:ur|ren)|lokale? (?:besturen|bestuur)|lokaal bestuur|"
    r"lokale politie|bestuur|besturen|o\.?c\.?m\.?w\.?|sociaal huis|agb|a\.g\.b\.|"
    r"autonoom gemeentebedrijf|politiezones?|pz|college van burgemeester en schepenen|"
    r"b-\d{4}|\d{4})"
)
_PREFIX = re.compile(
    rf"[\s\W\d_]*(?:(?:de|het|{ADMINISTRATION})(?:[\s:/&+,]+(?:van|en|uit)(?=\s))*[\s:/&+,]*)*",
    re.IGNORECASE,
)
# Reading may join the dots and letters of "i.s.m." with spaces.
TOGETHER = (
    r"\b(?:(?i:i\.?\s?s\.?\s?m\b\.?|in samenwerking met|samen met|in partnerschap met|"
    r"m\.?m\.?v\b\.?|partners?\s*:|met als partners?|met (?:de )?(?:partners?|gemeenten?)\b)|"
    r"met(?=\s+[A-Z]))"
)
_TOGETHER = re.compile(TOGETHER)
_ORGANISATION = re.compile(
    r"\b(?:vzw|v\.z\.w\.|nv|n\.v\.|bv|bvba|cv|cvba|cvso|comm\.?v|ivzw|asbl|stichting|kerkfabriek|"
    r"school|basisschool|college\b(?! van b)|atheneum|ziekenhuis|az|uz|universiteit|hogeschool|"
    r"woonmaatschappij|intercommunale|vereniging|club|provincie|parochie|vennootschap)\b",
    re.IGNORECASE,
)
_NEXT_NAME = re.compile(r"[,;/(]|\ben\b|\s[-–+&]\s")
_LEADER = re.compile(r"\s*\((?:trekker|penhouder|promotor|hoofdaanvrager|aanvrager)\)")
_SAYS_MUNICIPALITY = re.compile(
    r"\W*(?:stad|gemeente|stadsbestuur|gemeentebestuur|ocmw)\b\s+\w", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Beneficiary:
    """Who gets a grant, as printed and as NIS codes.

    ``lead`` is None where the beneficiary is no municipality, or where it is one that could not
    be known: then ``is_doubtful`` is set.
    """

    text: str
    lead: str | None
    partners: tuple[str, ...]
    is_doubtful: bool = False


def begins_with_municipality(text: str, mentions: Sequence[MunicipalityMention]) -> bool:
    """Whether a municipality or its administration stands first ("OCMW Ham", "Stad Gent ism")."""
    if not mentions:
        return False
    return bool(_PREFIX.fullmatch(text, 0, min(mention.start for mention in mentions)))


def find_together(text: str) -> re.Match[str] | None:
    """The first words that join partners to a lead ("ism", "in samenwerking met")."""
    return _TOGETHER.search(text)


def find_beneficiary(text: str, mentions: Sequence[MunicipalityMention]) -> Beneficiary:
    """The lead and partners that a cell names; ``mentions`` are those in the cell, in any order.

    The first municipality leads, unless another is marked "(trekker)"; an organisation with a
    municipality in its name leads nowhere, but may have partners.
    """
    ordered = sorted(mentions, key=lambda mention: mention.start)
    together = find_together(text)
    border = together.start() if together else len(text)
    head = [mention for mention in ordered if mention.end <= border]
    rest = [mention for mention in ordered if mention.start >= border]
    if not begins_with_municipality(text, head) or _is_organisation(text[:border], head[0]):
        doubtful = not ordered and bool(_SAYS_MUNICIPALITY.match(text))
        return Beneficiary(text, None, _codes(rest), doubtful)
    leader = next((mention for mention in ordered if _LEADER.match(text, mention.end)), head[0])
    others = [mention for mention in ordered if mention is not leader]
    partners = tuple(code for code in _codes(others) if code != leader.nis_code)
    return Beneficiary(text, leader.nis_code, partners, leader.nis_code is None)


def find_partners(
    mentions: Sequence[MunicipalityMention], beneficiary: Beneficiary
) -> tuple[str, ...]:
    """The beneficiary's partners and those that a column of their own adds, each once."""
    ordered = sorted(mentions, key=lambda mention: mention.start)
    codes = dict.fromkeys((*beneficiary.partners, *_codes(ordered)))
    return tuple(code for code in codes if code != beneficiary.lead)


def _is_organisation(text: str, first: MunicipalityMention) -> bool:
    """Whether the name that the first municipality is part of is one of an organisation."""
    following = _NEXT_NAME.search(text, first.end)
    return bool(_ORGANISATION.search(text[: following.start() if following else len(text)]))


def _codes(mentions: Sequence[MunicipalityMention]) -> tuple[str, ...]:
    known = (mention.nis_code for mention in mentions if mention.nis_code is not None)
    return tuple(dict.fromkeys(known))
