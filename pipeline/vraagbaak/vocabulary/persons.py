"""Names of private persons: what reads as one, so that it need not stand in a list of grants.

A name is known by what stands before it ("mevrouw", "familie") or by a usual given name beside a
family name. Who bears an unusual name and is printed without "de heer" is not recognised.
"""

import re
from functools import cache

from vraagbaak.vocabulary.tables import read_rows

WITHHELD = "[naam weggelaten]"
"""What stands in place of a name."""

_SPOKEN_TO = (
    r"(?:de |dhr\.? en mevr\.? )?(?:heer en mevrouw|heren|heer)|dhr\.?|mevrouw|mevr\.?|mw\.?|"
    r"meneer|mijnheer|juffrouw"
)
_SPOKEN_OF = (
    r"(?:de )?familie|(?:het )?gezin|(?:het )?echtpaar|erven|weduwe|dr\.|prof\.|dokter|notaris"
)
_PARTICLE = (
    r"(?:[Vv]an(?: de[nr]?| het)?|[Vv]ande[nr]?|[Dd]e[nr]?|[Dd]u|[Ll]a|[Ll]e|[Tt]e[nr]|[Vv]er|"
    r"'t|[dD]')"
)
_WORD = r"[A-ZÀ-Þ][\w'’]*(?:-[A-ZÀ-Þ][\w'’]*)*"
_INITIAL = r"[A-Z]\.(?:-?\s?[A-Z]\.)*"
_NAME = rf"(?:{_INITIAL}|{_WORD})(?:\s(?:{_PARTICLE}\s?)*{_WORD}){{0,3}}"
_ADDRESSED = re.compile(rf"\b(?P<address>(?i:{_SPOKEN_TO}))\s+(?:{_PARTICLE}\s?)*{_NAME}")
_PRESENTED = re.compile(rf"(?i:{_SPOKEN_TO}|{_SPOKEN_OF})\s+(?:{_PARTICLE}\s?)*{_NAME}")
_AND = re.compile(r"\s+(?:en|&|\+|/)\s+|\s*;\s*|\s+/\s*")
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_INITIALS = re.compile(rf"{_INITIAL}\s?(?:{_PARTICLE}\s?)*{_WORD}(?:\s{_WORD})?")
_WORDS = re.compile(rf"(?:{_PARTICLE}\s|{_WORD}\s?)+")
_PARTICLES = re.compile(rf"{_PARTICLE}")
# A word of these makes it the name of an organisation, a building or a team, whoever it honours.
_NO_PERSON = re.compile(
    r"(?:school|huis|hof|club|vzw|nv|bv|bvba|cv|fonds|stichting|centrum|college|theater|museum|"
    r"atheneum|instituut|ziekenhuis|kliniek|kring|bond|vereniging|harmonie|fanfare|koor|scouts|"
    r"chiro|zorg|plein|straat|laan|park|kerk|parochie|molen|hoeve|kasteel|abdij|bibliotheek|"
    r"bakkerij|slagerij|garage|winkel|fabriek|groep|team|comité|gilde|toneel|dans|gemeenschap|"
    r"projecten|consult\w*|architecten|studio|festival|prijs|foundation|company|partners|zonen)$",
    re.IGNORECASE,
)


def reads_as_person(name: str) -> bool:
    """Whether who is named reads as one or more private persons.

    >>> [reads_as_person(name) for name in ("Jan Peeters", "Mevr. D. Claes", "Peeters, Jan")]
    [True, True, True]
    >>> [reads_as_person(name) for name in ("vzw Jan Peeters", "AZ Jan Palfijn", "Sint-Jan")]
    [False, False, False]
    """
    bare = _BRACKETS.sub("", name).strip(" .,;")
    if not bare:
        return False
    if _PRESENTED.fullmatch(bare):
        return True
    family, comma, given = bare.partition(",")
    if comma and _is_person(f"{given.strip()} {family.strip()}"):
        return True
    parts = [part.strip() for part in _AND.split(bare)]
    # "Jan en An Peeters" shares the family name.
    return all(_is_person(part) or _is_given(part) for part in parts) and _is_person(parts[-1])


def without_addressed_names(text: str) -> str:
    """The text with the names after "de heer" or "mevrouw" left out.

    >>> without_addressed_names("Hoeve van de heer Jan Van den Berg te Lede")
    'Hoeve van de heer [naam weggelaten] te Lede'
    """
    return _ADDRESSED.sub(lambda found: f"{found['address']} {WITHHELD}", text)


def _is_person(name: str) -> bool:
    if _PRESENTED.fullmatch(name) or _INITIALS.fullmatch(name):
        return True
    if not _WORDS.fullmatch(name):
        return False
    words = [word for word in name.split() if not _PARTICLES.fullmatch(word)]
    if not 2 <= len(words) <= 4 or any(_NO_PERSON.search(word) for word in words):
        return False
    if _is_given(words[0]):
        return True
    return len(words) < 4 and _is_given(words[-1])


def _is_given(word: str) -> bool:
    return word.casefold() in _given_names()


@cache
def _given_names() -> frozenset[str]:
    rows = read_rows("context_words.csv")
    return frozenset(row["word"].casefold() for row in rows if row["kind"] == "given_name")
