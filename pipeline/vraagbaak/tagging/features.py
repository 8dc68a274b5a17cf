"""What the network sees of a candidate: features as text, and hashed to numbers.

The name itself is a feature only where it is also a word or something else: what decides is the
words around it, so that a rare name is judged as a frequent one is.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from spacy.strings import get_string_id

from vraagbaak.tagging import signs
from vraagbaak.tagging.candidates import Candidate
from vraagbaak.tagging.traps import governing_noun
from vraagbaak.vocabulary.place_names import NameHit

Ids = NDArray[np.uint64]

_NEAR = 4  # tokens before whose place counts; those farther off only count as being there
_SUFFIX = 3
_WORD_LISTS = (
    ("place_noun", signs.PLACE_NOUNS),
    ("other_noun", signs.OTHER_NOUNS),
    ("organisation", signs.ORGANISATIONS),
    ("legal_form", signs.LEGAL_FORMS),
    ("title", signs.TITLES),
    ("locative", signs.LOCATIVES),
    ("function_word", signs.FUNCTION_WORDS),
    ("foreign_tail", signs.FOREIGN_TAILS),
    ("singular_verb", signs.SINGULAR_VERBS),
    ("relative", signs.RELATIVES),
)
_NAME_LISTS = (
    ("given_name", signs.GIVEN_NAMES),
    ("name_prefix", signs.NAME_PREFIXES),
    ("foreign_country", signs.FOREIGN_COUNTRIES),
)


def feature_ids(candidate: Candidate) -> Ids:
    """The features of a candidate as numbers that are the same on every machine."""
    return np.fromiter(map(get_string_id, find_features(candidate)), dtype=np.uint64)


def find_features(candidate: Candidate) -> Iterator[str]:
    """The features of a candidate: the name, six tokens before it and three after it."""
    yield from _of_name(candidate)
    yield from _of_words("b", candidate.before[::-1])
    yield from _of_words("a", candidate.after)
    yield from _of_company(candidate)


def _of_name(candidate: Candidate) -> Iterator[str]:
    yield "bias"
    form = _form(candidate.text)
    known = "town" if any(not sense.sub for sense in candidate.hit.name.senses) else "village"
    yield f"form={form}"
    yield f"known={known}"
    meanings = [str(each) for each in sorted(candidate.meanings)] or ["none"]
    first, after = _token(candidate.before[-1:]), _token(candidate.after[:1])
    forms = f"b1form={_form(first)} a1form={_form(after)}"
    for meaning in meanings:
        yield f"meaning={meaning}"
        yield f"meaning={meaning} begins={candidate.begins} form={form}"
        yield f"meaning={meaning} b1={first}"
        yield f"meaning={meaning} a1={after}"
        yield f"meaning={meaning} {forms}"
    if candidate.meanings:
        yield f"name={candidate.text.lower()}"
        yield f"name={candidate.text.lower()} begins={candidate.begins}"
    yield f"setting={candidate.setting}"


def _of_words(side: str, tokens: Sequence[str]) -> Iterator[str]:
    """The words of one side, the nearest first."""
    forms = [_form(token) for token in tokens[:_NEAR]]
    for distance, token in enumerate(tokens, start=1):
        word = token.lower()
        yield f"{side}={word}"
        if distance > _NEAR:
            continue
        form = forms[distance - 1]
        yield f"{side}{distance}={word}"
        yield f"{side}{distance}form={form}"
        yield f"{side}{distance}end={word[-_SUFFIX:]} {form}"
        for name, words in _WORD_LISTS:
            if word in words:
                yield f"{side}{distance}in={name}"
        for name, words in _NAME_LISTS:
            if token in words:
                yield f"{side}{distance}in={name}"
    yield f"{side}12={' '.join(tokens[:2]).lower()}"
    yield f"{side}forms={' '.join(forms[:3])}"


def _of_company(candidate: Candidate) -> Iterator[str]:
    """What stands together with the name: a list, hyphens, other names."""
    first, after = _token(candidate.before[-1:]), _token(candidate.after[:1])
    yield f"around={first.lower()} {after.lower()}"
    yield f"aroundforms={_form(first)} {_form(after)} {candidate.begins}"
    yield f"begins={candidate.begins}"
    yield f"tied={candidate.tied_before} {candidate.tied_after}"
    yield f"noun={governing_noun(candidate)}"
    yield f"head={_token(candidate.head[-1:]).lower()}"
    kinds = [fellow.name.kind for fellow in candidate.fellows]
    yield f"fellows={min(len(kinds), 4)}"
    for kind in sorted(set(kinds)):
        yield f"fellow={kind}"
    yield f"previous={_neighbour(candidate.previous_hit, candidate, 20)}"
    yield f"next={_neighbour(candidate.next_hit, candidate, 20)}"
    if candidate.in_title:
        yield "in_title"
    if candidate.beside_regions:
        yield "beside_regions"


def _neighbour(hit: NameHit | None, candidate: Candidate, reach: int) -> str:
    """The kind of a name that stands close by."""
    if hit is None or max(hit.start - candidate.end, candidate.start - hit.end) > reach:
        return ""
    return hit.name.kind


def _token(tokens: Sequence[str]) -> str:
    return tokens[0] if tokens else ""


@lru_cache(maxsize=4096)
def _form(token: str) -> str:
    """How a token is printed: in capitals, with a capital, in small letters, with a digit."""
    if not token:
        return "none"
    if not token[0].isalnum():
        return token[0]
    if any(letter.isdigit() for letter in token):
        return "digit"
    if token.isupper():
        return "initial" if len(token) == 1 else "capitals"
    if token[0].isupper():
        return "mixed" if any(letter.isupper() for letter in token[1:]) else "capital"
    return "small"
