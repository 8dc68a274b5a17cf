"""The Dutch words that name a column of a table, and how they stand in a header."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import lru_cache

from vraagbaak.records import AmountKind


class ColumnRole(StrEnum):
    """What the cells of a column are about."""

    MUNICIPALITY = "municipality"
    PARTNERS = "partners"
    ORGANISATION = "organisation"
    TITLE = "title"
    AMOUNT = "amount"
    STATUS = "status"
    YEAR = "year"
    PROVINCE = "province"
    COUNT = "count"
    RANK = "rank"
    PERCENTAGE = "percentage"
    OTHER = "other"


_ACCENTS = re.compile(r"[\u0300-\u036f\u00ad]")
_PERCENTAGE = re.compile(r"%|\bprocent|percentage|\baandeel\b")
_CURRENCY = re.compile(r"€|\beuro\b|\beur\b")
_PARTNERS = re.compile(
    r"(?:(?:project|samenwerkings)?partner\w*|deelnemende|betrokken|samenwerk\w*|"
    r"mede-?aanvrag\w*|in samenwerking met|i\.? ?s\.? ?m\b\.?|"
    r"(?:andere|overige) (?:gemeenten|besturen|partners))"
    r"(?:\s+\w+){0,2}"
)
_APPLIED_BY = re.compile(r"\b(?:ingediend|aangevraagd|uitgevoerd|gedragen) door\b")
_NAME_OF = re.compile(r"^naam (?:van )?(?:het |de )?(?=\w)")
# What follows a preposition or a bracket tells more about the noun, but is not the noun.
_TAIL = re.compile(r"\s(?:van|voor|per|in|aan|uit|op|volgens|tot|bij|door|t\.?o\.?v)\b|[(\[,:]")
# A province's own name is no header: a heading of a group was read as one.
_PROVINCE_NAME = re.compile(
    r"provincie (?:antwerpen|limburg|(?:oost|west)-? ?vlaanderen|vlaams-? ?brabant)"
)
_NUMBERED = re.compile(r"(?:^|[\s-])(?:nr|nrs|nummer|code|id|n°|#)\.?$")

# A compound is known by its end ("projectsubsidie" is money, "subsidieontvanger" is not); the
# first of the nouns in a header is its head ("datum beslissing"), adjectives stand before it.
_NOUNS: tuple[tuple[ColumnRole, int, re.Pattern[str]], ...] = tuple(
    (role, rank, re.compile(rf"(?:{words})$"))
    for role, rank, words in (
        (ColumnRole.RANK, 0, r"^nr|^nrs|^nummer|nummer|^#|^id|^rang|rangschikking|dossiernr|code"),
        (
            ColumnRole.COUNT,
            0,
            r"aantal(?:len)?|oppervlakte|^m²|^m2|^km|lengte|^vte|inwoners?|inwonersaantal|"
            r"capaciteit|scores?|punten|leerlingen|personen|gezinnen|meldingen|klachten|plaatsen",
        ),
        (
            ColumnRole.YEAR,
            0,
            r"jaar|jaartal|datum|data|periode|maand|kwartaal|legislatuur|looptijd|timing",
        ),
        (
            ColumnRole.OTHER,
            0,
            r"opmerking(?:en)?|toelichting|motivering|motivatie|reden(?:en)?|contact\w*|thema's|"
            r"thema|categorie|sector|oproep|bron|burgemeester|adres|straat|postcode|"
            r"website|schepen|deelgemeenten?|deelgem|maatregelcode|lijn|besluit|rechtsvorm",
        ),
        (
            ColumnRole.MUNICIPALITY,
            0,
            r"begunstigden?|aanvragers?|indieners?|promotor(?:en)?|trekkers?|initiatiefnemers?|"
            r"ontvangers?|projecthouders?|penhouders?|bouwhe(?:er|ren)|kandida(?:at|ten)|"
            r"laureaten|laureaat|winnaars?|inrichters?",
        ),
        (
            ColumnRole.MUNICIPALITY,
            1,
            r"gemeenten?|stad|steden|besturen|bestuur|ocmw|ocmw's|politiezones?",
        ),
        (ColumnRole.MUNICIPALITY, 2, r"^plaats|plaatsnaam|vestigingsplaats"),
        (
            ColumnRole.ORGANISATION,
            0,
            r"organisaties?|vzw|vzw's|verenigingen|vereniging|ondernemingen|onderneming|bedrij(?:f|ven)|"
            r"instelling(?:en)?|schoo?l(?:en)?|voorziening(?:en)?|ziekenhui(?:s|zen)|clubs?|"
            r"uitvoerders?|muse(?:um|a)|actor(?:en)?|exploitant(?:en)?",
        ),
        (
            ColumnRole.PROVINCE,
            0,
            r"provincies?|regio|regio's|arrondissement(?:en)?|streek|gewest|gebied",
        ),
        (
            ColumnRole.AMOUNT,
            0,
            r"subsidies?|steun|bedrag(?:en)?|premies?|toelagen?|dotaties?|krediet(?:en)?|"
            r"kredieten|budget(?:ten)?|kost|kosten|kostprijs|kostenraming|sald(?:o|i)|saldo's|"
            r"raming(?:en)?|vastlegging(?:en)?|vereffening(?:en)?|uitbetaling(?:en)?|"
            r"betaling(?:en)?|bijdragen?|tegemoetkoming(?:en)?|financiering|middelen|waarde|prijs|"
            r"trekkingsrecht(?:en)?|lening(?:en)?|uitgaven?|ontvangsten|inkomsten|"
            r"vergoeding(?:en)?|^€|^euro|^eur|schuld(?:en)?|boetes?|belasting(?:en)?|schade|"
            r"besteding(?:en)?|tekort(?:en)?|overschot(?:ten)?|voorschot(?:ten)?|inbreng",
        ),
        (ColumnRole.TITLE, 0, r"titel|projectnaam|benaming"),
        (
            ColumnRole.TITLE,
            1,
            r"projecten|project|omschrijving(?:en)?|beschrijving(?:en)?|dossiers?|aanvra(?:ag|gen)|"
            r"onderwerp(?:en)?",
        ),
        (
            ColumnRole.TITLE,
            2,
            r"initiatie(?:f|ven)|voorwerp|werken|acties?|maatregel(?:en)?|investering(?:en)?|"
            r"opdracht(?:en)?|monument(?:en)?|traject(?:en)?|evenement(?:en)?|realisaties?|"
            r"activiteit(?:en)?|bestemming|doel|inhoud|aard|gebouw(?:en)?|sites?|ingre(?:ep|pen)|"
            r"locaties?|voorstel(?:len)?|plan|plannen",
        ),
        # The only description where a table has no better one.
        (ColumnRole.TITLE, 3, r"type|soort"),
        (
            ColumnRole.STATUS,
            0,
            r"status|statuut|beslissing?|resultaat|beoordeling|advies|zaken|uitkomst|selectie|"
            r"stand|fase|oordeel",
        ),
    )
)
# A participle names the figures only where no noun does ("Toegekend", "Gevraagd").
_PARTICIPLES: tuple[tuple[ColumnRole, re.Pattern[str]], ...] = (
    (
        ColumnRole.AMOUNT,
        re.compile(
            r"(?:toegeken\w*|vastgeleg\w*|vereffen\w*|uitbetaal\w*|betaald?|gevraagde?|"
            r"aangevraagde?|geraamde?|begroot|begrote|gestort|uitgekeerd?|uitgevoerd?|verschil)$"
        ),
    ),
    (
        ColumnRole.STATUS,
        re.compile(
            r"(?:goedgekeurde?|geselecteerde?|weerhouden|geweigerde?|afgekeurde?|ingediende?|"
            r"gehonoreerde?|ontvankelijke?)$"
        ),
    ),
)
_KINDS: tuple[tuple[AmountKind, re.Pattern[str]], ...] = (
    (AmountKind.REQUESTED, re.compile(r"gevraag|\bingediend|aanvra")),
    (AmountKind.ESTIMATE, re.compile(r"raming|geraam|begroot|begrote|\bgeschat")),
    (AmountKind.PAID, re.compile(r"betaald|betaling|vereffen|uitgekeer|gestort")),
    (
        AmountKind.GRANTED,
        re.compile(
            r"toegeken|toekenning|goedgekeur|vastgelegd|vastlegging|subsidie|\bsteun|premie|"
            r"toelage|tegemoetkoming|trekkingsrecht|dotatie"
        ),
    ),
)


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """The text in lower case, without accents and with single spaces: what patterns look at.

    >>> fold("Coördinator  (in €)")
    'coordinator (in €)'
    """
    folded = text.casefold()
    if not folded.isascii():
        folded = _ACCENTS.sub("", unicodedata.normalize("NFD", folded))
    return " ".join(folded.split())


def find_kind(text: str) -> AmountKind | None:
    """What the amounts are that a folded header names, None where it does not say."""
    return next((kind for kind, pattern in _KINDS if pattern.search(text)), None)


def core_of(text: str) -> str:
    """The noun and its adjectives, without what a preposition or a bracket adds."""
    return _TAIL.split(text)[0].strip(" .;*")


def find_role(text: str) -> tuple[ColumnRole | None, int]:
    """The role that a folded header names, and how well: 0 is best."""
    text = _NAME_OF.sub("", text)
    if _PERCENTAGE.search(text) and (text.startswith("%") or not _CURRENCY.search(text)):
        return ColumnRole.PERCENTAGE, 0
    if _APPLIED_BY.search(text):
        return ColumnRole.MUNICIPALITY, 0
    core = core_of(text)
    if _PROVINCE_NAME.fullmatch(core):
        return None, 9
    if _PARTNERS.fullmatch(core):
        return ColumnRole.PARTNERS, 0
    if _NUMBERED.search(core) or text in ("#", "nr."):
        return ColumnRole.RANK, 0
    words = [word for word in re.split(r"[\s/+&]+", core or text.strip("()[]")) if word]
    return next(_named(words), (None, 9))


def _named(words: Sequence[str]) -> Iterator[tuple[ColumnRole | None, int]]:
    """The roles of the words: the nouns from the first on, then the participles."""
    for word in words:
        for role, rank, pattern in _NOUNS:
            if pattern.search(word):
                yield role, rank
    for word in words:
        for role, pattern in _PARTICIPLES:
            if pattern.search(word):
                yield role, 3
