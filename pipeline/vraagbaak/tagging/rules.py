"""Judges candidates by the words around them: a mention, something else, or undecided."""

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from vraagbaak.tagging.candidates import Candidate, Setting
from vraagbaak.tagging.signs import (
    COURTS,
    FOREIGN_ADJECTIVES,
    FOREIGN_COUNTRIES,
    FOREIGN_TAILS,
    FUNCTION_WORDS,
    GIVEN_NAMES,
    LEGAL_FORMS,
    LOCATIVES,
    NAME_PREFIXES,
    ORGANISATIONS,
    OTHER_NOUNS,
    PARTIES,
    PLACE_NOUNS,
    POINTS_OF_THE_COMPASS,
    RELATIVES,
    SINGULAR_VERBS,
    STATIONS,
    TITLES,
    TOWN_PARTS,
)
from vraagbaak.vocabulary.place_names import Kind, Meaning, NameHit


class Verdict(StrEnum):
    """What the rules say of a candidate."""

    MENTION = "mention"
    OTHER = "other"
    OPEN = "open"


class Ruling(NamedTuple):
    """A verdict, and for an open one what is likelier; ``rule`` names the rule that spoke."""

    verdict: Verdict
    leaning: bool
    rule: str


_Rule = Callable[[Candidate], bool | None]

_WORDS = frozenset({Meaning.WORD, Meaning.COMMON_WORD})
_OTHER_PLACES = frozenset({Kind.PROVINCE, Kind.REGION})
_MUNICIPAL_NOUNS = frozenset({"stad", "steden", "gemeente", "gemeenten", "ville", "commune"})
_OPENERS = frozenset(".?!\"“‘'•")
_DASHES = frozenset("-–—")
_ARTICLES = frozenset({"de", "het", "een"})
_BRUSSELS = "21004"
_LINKING = frozenset({"van", "te", "in", "de", "het", "stad", "gemeente", ":"})


def judge(candidate: Candidate) -> Ruling:
    """The verdict of the first rule that has one; the rules stand in order of their strength."""
    for rule in _SURE:
        answer = rule(candidate)
        if answer is not None:
            verdict = Verdict.MENTION if answer else Verdict.OTHER
            return Ruling(verdict, answer, rule.__name__.strip("_"))
    for rule in _LIKELY:
        answer = rule(candidate)
        if answer is not None:
            return Ruling(Verdict.OPEN, answer, rule.__name__.strip("_"))
    return Ruling(Verdict.MENTION, True, "plain")


# ------------------------------------------------------------------ tied with a hyphen


def _tied_after(candidate: Candidate) -> bool | None:
    """Gent-Dampoort and Brussel-Zuid are stations, Brussel-Namen and Mol-centrum are not."""
    if not candidate.tied_after:
        return None
    following = candidate.next_hit
    if following is not None and following.start == candidate.end + 1:
        return False if _is_quarter(candidate, following) else None
    tail = candidate.after[1] if len(candidate.after) > 1 else ""
    first = tail.split("-")[0].lower()
    if first in TOWN_PARTS:
        return None
    if first in STATIONS or tail.lower() in STATIONS or "-sint" in f"-{first}":
        return False
    return None if not tail[:1].isupper() or _has_digit(tail) else False


def _tied_before(candidate: Candidate) -> bool | None:
    """Antwerpen-Berchem is a station, Klein-Gent and Noord-Limburg are other places."""
    if not candidate.tied_before:
        return None
    previous = candidate.previous_hit
    if previous is not None and previous.end == candidate.start - 1:
        return False if _is_quarter(previous, candidate.hit) else None
    head = candidate.first(2).rsplit("-", 1)[-1]
    return False if head[:1].isupper() else None


def _is_quarter(whole: Candidate | NameHit, part: NameHit) -> bool:
    """Whether the second name is a sub-municipality of the first: then both name a station."""
    name = whole.hit.name if isinstance(whole, Candidate) else whole.name
    codes = {sense.nis for sense in name.senses if not sense.sub}
    return any(sense.sub and sense.nis in codes for sense in part.name.senses)


def _has_digit(text: str) -> bool:
    return any(letter.isdigit() for letter in text)


# ------------------------------------------------------------------ persons


def _person(candidate: Candidate) -> bool | None:
    """A family or given name: "Luc Van Turnhout", "collega Ronse", "Veerle Wouters"."""
    before = candidate.first()
    if not before or candidate.tied_before:
        return _given_name(candidate)
    if before in NAME_PREFIXES and not _opens_sentence(candidate):
        return False
    if before.lower() in TITLES or (before in GIVEN_NAMES and candidate.first(2) != "het"):
        return False
    if before == "." and len(candidate.first(2)) == 1 and candidate.first(2).isupper():
        return False if len(candidate.before) > 2 and not candidate.begins else None
    return _given_name(candidate)


def _given_name(candidate: Candidate) -> bool | None:
    """A municipality's name that is a given name too, before a capital; or before a party."""
    after = candidate.after
    if candidate.first() in LOCATIVES:
        return None
    if Meaning.GIVEN_NAME in candidate.meanings and _is_name(after[:1]):
        return False
    if after[:1] and after[0] in GIVEN_NAMES:
        return False
    in_party = len(after) > 1 and after[0] == "(" and after[1].lower() in PARTIES
    return False if in_party and candidate.first()[:1].isupper() else None


def _is_name(tokens: tuple[str, ...]) -> bool:
    return bool(tokens) and tokens[0][0].isupper() and tokens[0][1:2].islower()


def _opens_sentence(candidate: Candidate) -> bool:
    """Whether the token right before the name is the first of the sentence."""
    return len(candidate.before) == 1 or candidate.first(2) in _OPENERS


# ------------------------------------------------------------------ other places


def _foreign(candidate: Candidate) -> bool | None:
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
    if Meaning.MOSTLY_FOREIGN in meanings and _noun(candidate) not in PLACE_NOUNS:
        return False
    return None


def _has_home_fellow(candidate: Candidate) -> bool:
    return any(
        fellow.name.kind is Kind.MUNICIPALITY and not fellow.name.meanings
        for fellow in candidate.fellows
    )


def _province(candidate: Candidate) -> bool | None:
    """Antwerpen, Limburg, Luik and Namen beside provinces, or in a column of them."""
    if Meaning.PROVINCE not in candidate.meanings:
        return None
    if candidate.setting is Setting.PROVINCES:
        return False
    noun = _noun(candidate)
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
    ends = candidate.head[-1:] == ("tussen",) or candidate.first() in _DASHES
    return len(candidate.fellows) == 1 and (ends or candidate.after[:1] in {("-",), ("–",)})


def _region(candidate: Candidate) -> bool | None:
    """Brussel beside Vlaanderen or Wallonië is the Region."""
    if not any(sense.nis == _BRUSSELS for sense in candidate.hit.name.senses):
        return None
    tail = candidate.after[0].lower() if candidate.after else ""
    if tail in POINTS_OF_THE_COMPASS or tail.startswith("hoofdste"):
        return False
    if _noun(candidate) in PLACE_NOUNS:
        return None
    if tail == "hoofdstad" or (candidate.tied_after and candidate.after[1:2] == ("Hoofdstad",)):
        return False
    beside = any(fellow.name.kind in _OTHER_PLACES for fellow in candidate.fellows)
    return False if beside or candidate.beside_regions else None


def _noun(candidate: Candidate) -> str:
    """The noun that governs the name, also over "van", "te" or "in" and an enumeration."""
    for tokens in (candidate.before, candidate.head):
        words = [token.lower() for token in tokens]
        while words and words[-1] in _LINKING - PLACE_NOUNS:
            words.pop()
        if words and (words[-1] in PLACE_NOUNS or words[-1] in OTHER_NOUNS):
            return words[-1]
    return ""


def _governed_by_other(candidate: Candidate) -> bool | None:
    """De provincies Antwerpen en Limburg, de universiteiten van Bergen en Gent.

    Not what stands in a province: "in de provincie Limburg, Beverlo en Zolder".
    """
    noun = _noun(candidate)
    if noun.startswith("provincie") and Meaning.PROVINCE not in candidate.meanings:
        return None
    return False if noun in OTHER_NOUNS else None


def _organisation(candidate: Candidate) -> bool | None:
    """UZ Gent, Hogeschool Gent, Bombardier Brugge; Gent beside Club Brugge is a club too."""
    before = candidate.first()
    beside = any(fellow.name.kind is Kind.CLUB for fellow in candidate.fellows)
    if beside or candidate.in_title or before.lower() in ORGANISATIONS:
        return False
    has_form = candidate.after[:1] and candidate.after[0].lower() in LEGAL_FORMS
    return False if has_form and before[:1].isupper() else None


# ------------------------------------------------------------------ mentions


def _governed_by_place(candidate: Candidate) -> bool | None:
    """De stad Peer, het OCMW van Aalst, station As."""
    return True if _noun(candidate) in PLACE_NOUNS else None


def _postcode(candidate: Candidate) -> bool | None:
    """1000 Brussel."""
    code = candidate.first()
    return True if len(code) == 4 and code.isdigit() and "1000" <= code <= "9999" else None


def _whole_text(candidate: Candidate) -> bool | None:
    """A text that is the name and no more; a cell "Doel" or "Namen" may be a heading."""
    if not candidate.is_whole or (
        candidate.setting is Setting.CELL and _WORDS & candidate.meanings
    ):
        return None
    return True


def _in_column_of_places(candidate: Candidate) -> bool | None:
    """The name that a cell begins with, in a column of municipalities."""
    if candidate.setting is Setting.PLACES and (candidate.begins or candidate.fellows):
        return True
    return None


def _among_places(candidate: Candidate) -> bool | None:
    """A word in an enumeration of municipalities: "Mol, Geel, Peer, As en Boom"."""
    if not _WORDS & candidate.meanings or _after_capital(candidate) is False:
        return None
    plain = sum(
        fellow.name.kind is Kind.MUNICIPALITY and not _WORDS & fellow.name.meanings
        for fellow in candidate.fellows
    )
    words = len(candidate.fellows) - plain
    needed = 3 if Meaning.COMMON_WORD in candidate.meanings else 2
    return True if 2 * plain + words >= needed else None


def _court(candidate: Candidate) -> bool | None:
    """Rb. Luik 23 juni 2005."""
    if candidate.first() == "." and candidate.first(2).lower() in COURTS:
        return True
    return None


def _after_locative(candidate: Candidate) -> bool | None:
    """A word with a capital inside a sentence after "in", "te", "naar", "uit"."""
    if not _WORDS & candidate.meanings or candidate.begins or not _printed_as_name(candidate):
        return None
    if candidate.first().lower() in LOCATIVES:
        return True
    return True if candidate.fellows and candidate.head[-1:] == ("tussen",) else None


def _printed_as_name(candidate: Candidate) -> bool:
    """Not an abbreviation such as AS or MOL, which capitals would make of a short word."""
    return not (candidate.text.isupper() and len(candidate.text) <= 4)


# ------------------------------------------------------------------ likely, not sure


def _word_at_start(candidate: Candidate) -> bool | None:
    """A sentence that begins with a word: "Halen de besturen...", but "Landen heeft..."."""
    if not _WORDS & candidate.meanings or not candidate.begins:
        return None
    following = candidate.after[0].lower() if candidate.after else ""
    number = candidate.after[1] if len(candidate.after) > 1 else ""
    if following in {":", ","} and (_has_digit(number) or number == "€"):
        return True
    return following in SINGULAR_VERBS and Meaning.COMMON_WORD not in candidate.meanings


def _word_inside(candidate: Candidate) -> bool | None:
    """A word with a capital inside a sentence is a name, but for the commonest words."""
    if not _WORDS & candidate.meanings:
        return None
    if Meaning.COMMON_WORD in candidate.meanings or not _printed_as_name(candidate):
        return False
    if candidate.after[:1] and candidate.after[0] in RELATIVES:
        return False
    return _after_capital(candidate) is not False


def _after_article(candidate: Candidate) -> bool | None:
    """De Molenbeek, het Doel: municipalities have no article, brooks and words have."""
    known_for_it = any(not sense.sub for sense in candidate.hit.name.senses)
    doubtful = bool(_WORDS & candidate.meanings) or not known_for_it
    return False if doubtful and candidate.first() in _ARTICLES else None


def _after_capital(candidate: Candidate) -> bool | None:
    """A name right after a capital word inside a sentence belongs to a longer name."""
    before = candidate.first()
    if not before[:1].isupper() or before.lower() in FUNCTION_WORDS or candidate.tied_before:
        return None
    if _opens_sentence(candidate) or (before.isupper() and candidate.text.isupper()):
        return True
    if before.rsplit("-", 1)[-1].islower() or _has_digit(before):
        return True
    previous = candidate.previous_hit
    return None if previous is not None and previous.end == candidate.start - 1 else False


_SURE: tuple[_Rule, ...] = (
    _tied_after,
    _tied_before,
    _person,
    _governed_by_other,
    _organisation,
    _foreign,
    _province,
    _region,
    _governed_by_place,
    _postcode,
    _court,
    _in_column_of_places,
    _whole_text,
    _among_places,
    _after_locative,
)
_LIKELY: tuple[_Rule, ...] = (_after_article, _word_at_start, _word_inside, _after_capital)
