"""The Dutch words that tell a municipality from what bears the same name."""

from vraagbaak.vocabulary.tables import read_rows


def _read() -> dict[str, frozenset[str]]:
    words: dict[str, set[str]] = {}
    for row in read_rows("context_words.csv"):
        words.setdefault(row["kind"], set()).add(row["word"])
    return {kind: frozenset(found) for kind, found in words.items()}


_WORDS = _read()

PLACE_NOUNS = _WORDS["place_noun"]
"""A name right after one of these, or after one of these and "van", "te" or "in", is a mention."""

OTHER_NOUNS = _WORDS["other_noun"]
"""A name after one of these, with or without "van", is that of something else."""

ORGANISATIONS = _WORDS["organisation"]
"""A name right after one of these is part of the name of an organisation."""

LEGAL_FORMS = _WORDS["legal_form"]
"""After a name of several words one of these makes it that of an organisation."""

TITLES = _WORDS["title"]
"""A name right after one of these is that of a person."""

GIVEN_NAMES = _WORDS["given_name"]
"""Given names that are usual in Belgium: what follows one is a family name."""

NAME_PREFIXES = _WORDS["name_prefix"]
"""A capital one of these inside a sentence makes a family name of what follows."""

LOCATIVES = _WORDS["locative"]
"""After one of these a capital name is a place, even one that is an ordinary word."""

FUNCTION_WORDS = _WORDS["function_word"]
"""A capital one of these at the head of a sentence says nothing of the name after it."""

COURTS = _WORDS["court"]
"""Abbreviations of courts in citations: "Rb. Luik 23 juni 2005"."""

STATIONS = _WORDS["station"]
"""What follows the hyphen in the name of a station, or of another thing than the municipality."""

STRUCTURES = tuple(sorted(_WORDS["structure"]))
"""The ends of names of streets and works: "Meulestedebrug Gent" lies in Gent."""

TOWN_PARTS = _WORDS["town_part"]
"""What may follow the hyphen after a municipality's own name: Mol-centrum."""

FOREIGN_ADJECTIVES = _WORDS["foreign_adjective"]
"""A name after one of these lies abroad: "het Nederlandse Weert"."""

FOREIGN_COUNTRIES = _WORDS["foreign_country"]
"""What stands after "in" or in brackets behind a place abroad."""

FOREIGN_TAILS = _WORDS["foreign_tail"]
"""English and French words that make the name of a company or of a station abroad."""

PARTIES = _WORDS["party"]
"""First words of what stands in brackets behind a politician's name."""

POINTS_OF_THE_COMPASS = _WORDS["point_of_the_compass"]
"""Brussel Zuid is a station or a police zone, as Brussel-Zuid is."""

RELATIVES = _WORDS["relative"]
"""Before one of these a plural word is a word: "landen zoals Duitsland"."""

SINGULAR_VERBS = _WORDS["singular_verb"]
"""A plural noun or an infinitive cannot have these: "Landen heeft", "Bergen kreeg"."""

ABBREVIATIONS = _WORDS["abbreviation"]
"""Their full stop ends no sentence."""
