"""The rules that speak against a candidate: it is the name of something else.

Each takes a candidate and answers False where it is no mention, None where the rule says nothing.
"""

from vraagbaak.tagging.candidates import Candidate, Setting
from vraagbaak.tagging.signs import (
    FOREIGN_ADJECTIVES,
    FOREIGN_COUNTRIES,
    FOREIGN_TAILS,
    GIVEN_NAMES,
    LEGAL_FORMS,
    LOCATIVES,
    NAME_PREFIXES,
    ORGANISATIONS,
    OTHER_NOUNS,
    PARTIES,
    PLACE_NOUNS,
    POINTS_OF_THE_COMPASS,
    STATIONS,
    TITLES,
    TOWN_PARTS,
)
from vraagbaak.vocabulary.place_names import Kind, Meaning

_OTHER_PLACES = frozenset({Kind.PROVINCE, Kind.REGION})
_MUNICIPAL_NOUNS = frozenset({"stad", "steden", "gemeente", "gemeenten", "ville", "commune"})
_OPENERS = frozenset(".?!\"“‘'•")
_DASHES = frozenset("-–—")
_BRUSSELS = "21004"
_LINKING = frozenset({"van", "te", "in", "de", "het", "stad", "gemeente", ":", "als", "zoals"})


# ------------------------------------------------------------------ tied with a hyphen


def tied_after(candidate: Candidate) -> bool | None:
    """Gent-Dampoort and Brussel-Zuid are stations, Brussel-Namen and Mol-centrum are not."""
    if not candidate.tied_after:
        return None
    following = candidate.next_hit
    if following is not None and following.start == candidate.end + 1:
        return None
    tail = candidate.after[1] if len(candidate.after) > 1 else ""
    first = tail.split("-")[0].lower()
    if first in TOWN_PARTS:
        return None
    if first in STATIONS or tail.lower() in STATIONS or "-sint" in f"-{first}":
        return False
    return None if not tail[:1].isupper() or has_digit(tail) else False


def tied_before(candidate: Candidate) -> bool | None:
    """Klein-Gent and Noord-Limburg are other places, Mol-Hamont is two."""
    if not candidate.tied_before:
        return None
    previous = candidate.previous_hit
    if previous is not None and previous.end == candidate.start - 1:
        return None
    head = candidate.first(2).rsplit("-", 1)[-1]
    return False if head[:1].isupper() else None


def has_digit(text: str) -> bool:
    """Whether there is a digit in it: in "E40", "IC23", "12.500"."""
    return any(letter.isdigit() for letter in text)


# ------------------------------------------------------------------ persons


def person(candidate: Candidate) -> bool | None:
    """A family or given name: "Luc Van Turnhout", "collega Ronse", "Veerle Wouters"."""
    before = candidate.first()
    if not before or candidate.tied_before:
        return _given_name(candidate)
    if before in NAME_PREFIXES and not opens_sentence(candidate):
        return False
    if before.lower() in TITLES or (before in GIVEN_NAMES and candidate.first(2) != "het"):
        return False
    if before in {"van", "de"} and candidate.first(2) in GIVEN_NAMES:
        return False  # Jan van Lierde, Jules de Trooz
    if before == "." and len(candidate.first(2)) == 1 and candidate.first(2).isupper():
        return False if len(candidate.before) > 2 and not candidate.begins else None
    return _given_name(candidate)


def _given_name(candidate: Candidate) -> bool | None:
    """A municipality's name that is a given name too, before a capital; or before a party."""
    after = candidate.after
    if candidate.first() in LOCATIVES:
        return None
    if Meaning.GIVEN_NAME in candidate.meanings and _is_name(after[:1], candidate.text.isupper()):
        return False
    if after[:1] and after[0] in GIVEN_NAMES:
        return False
    in_party = len(after) > 1 and after[0] == "(" and after[1].lower() in PARTIES
    return False if in_party and candidate.first()[:1].isupper() else None


def _is_name(tokens: tuple[str, ...], in_capitals: bool) -> bool:
    """Whether the next token can be a family name, in capitals where the first one is."""
    return bool(tokens) and tokens[0][0].isupper() and (in_capitals or tokens[0][1:2].islower())


def opens_sentence(candidate: Candidate) -> bool:
    """Whether the token right before the name is the first of the sentence, but for a number."""
    earlier = candidate.first(2)
    return len(candidate.before) == 1 or earlier in _OPENERS or has_digit(earlier)


# ------------------------------------------------------------------ other places


def foreign(candidate: Candidate) -> bool | None:
    """Essen in Germany, "het Nederlandse Weert", Liege Airport."""
    after = candidate.after
    if candidate.first().lower() in FOREIGN_ADJECTIVES:
        return False
    if len(after) > 1 and after[0] in {"in", "("} and after[1] in FOREIGN_COUNTRIES:
        return False
    if after[:1] and after[0].lower() in FOREIGN_TAILS:
        return False
    meanings = candidate.meanings
    abroad = any(fellow.name.kind is Kind.FOREIGN for fellow in candidate.fellows)
    if Meaning.FOREIGN in meanings and abroad and not _has_home_fellow(candidate):
        return False
    if Meaning.MOSTLY_FOREIGN in meanings and governing_noun(candidate) not in PLACE_NOUNS:
        return False
    return None


def _has_home_fellow(candidate: Candidate) -> bool:
    return any(
        fellow.name.kind is Kind.MUNICIPALITY and not fellow.name.meanings
        for fellow in candidate.fellows
    )


def province(candidate: Candidate) -> bool | None:
    """Antwerpen, Limburg, Luik and Namen beside provinces, or in a column of them."""
    if Meaning.PROVINCE not in candidate.meanings:
        return None
    if candidate.setting is Setting.PROVINCES:
        return False
    noun = governing_noun(candidate)
    mostly_province = Meaning.MOSTLY_PROVINCE in candidate.meanings
    if noun in (_MUNICIPAL_NOUNS if mostly_province else PLACE_NOUNS):
        return None
    fellows = candidate.fellows
    if any(fellow.name.kind is Kind.PROVINCE for fellow in fellows):
        return None if _is_route(candidate) else False
    if mostly_province:
        return False
    all_provinces = all(Meaning.PROVINCE in fellow.name.meanings for fellow in fellows)
    mostly = any(Meaning.MOSTLY_PROVINCE in fellow.name.meanings for fellow in fellows)
    return False if fellows and all_provinces and mostly else None


def _is_route(candidate: Candidate) -> bool:
    """Tussen Namen en Luxemburg, Namen - Luxemburg: the ends of a line, not provinces."""
    if Meaning.MOSTLY_PROVINCE in candidate.meanings:
        return False  # tussen Limburg en West-Vlaanderen
    ends = candidate.head[-1:] == ("tussen",) or candidate.first() in _DASHES
    return len(candidate.fellows) == 1 and (ends or candidate.after[:1] in {("-",), ("–",)})


def region(candidate: Candidate) -> bool | None:
    """Brussel beside Vlaanderen or Wallonië is the Region."""
    if not any(sense.nis == _BRUSSELS for sense in candidate.hit.name.senses):
        return None
    tail = candidate.after[0].lower() if candidate.after else ""
    if tail in POINTS_OF_THE_COMPASS or tail.startswith("hoofdste"):
        return False
    if governing_noun(candidate) in PLACE_NOUNS:
        return None
    if tail == "hoofdstad" or (candidate.tied_after and candidate.after[1:2] == ("Hoofdstad",)):
        return False
    beside = any(fellow.name.kind in _OTHER_PLACES for fellow in candidate.fellows)
    words = [word.lower() for word in candidate.before[-3:] if word != "in"]
    as_province = words[-1:] == ["en"] and words[-2:-1] in (["provincie"], ["provincies"])
    return False if beside or as_province or candidate.beside_regions else None


def governing_noun(candidate: Candidate) -> str:
    """The noun that governs the name, also over "van", "zoals" or "in" and an enumeration."""
    for tokens in (candidate.before, candidate.head):
        for token in reversed(tokens):
            word = token.lower()
            if word in PLACE_NOUNS or word in OTHER_NOUNS:
                return word
            if word not in _LINKING:
                break
    return ""


def governed_by_other(candidate: Candidate) -> bool | None:
    """De provincies Antwerpen en Limburg, de universiteiten van Bergen en Gent.

    Not what stands in a province: "in de provincie Limburg, Beverlo en Zolder".
    """
    noun = governing_noun(candidate)
    if noun.startswith("provincie") and Meaning.PROVINCE not in candidate.meanings:
        return None
    return False if noun in OTHER_NOUNS else None


def organisation(candidate: Candidate) -> bool | None:
    """UZ Gent, Hogeschool Gent, Bombardier Brugge; Gent beside Club Brugge is a club too."""
    before = candidate.first(2 if candidate.first() == ")" else 1)  # (FPC) Gent
    beside = any(fellow.name.kind is Kind.CLUB for fellow in candidate.fellows)
    if beside or candidate.in_title or before.lower() in ORGANISATIONS:
        return False
    has_form = candidate.after[:1] and candidate.after[0].lower() in LEGAL_FORMS
    return False if has_form and before[:1].isupper() else None
