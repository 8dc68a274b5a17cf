"""The words of a project's title that tell it from another: stems, names, numbers, years."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from snowballstemmer import stemmer

_TOKEN = re.compile(r"[^\W_]+(?:[.,]\d+)*")
_ACCENTS = re.compile(r"[\u0300-\u036f]")
_STEMMER = stemmer("dutch")
_LONG_VOWEL = re.compile(r"([aeou])\1")
_SILENT = re.compile(
    r"de|het|een|der|den|des|van|voor|en|in|te|ten|ter|met|op|aan|tot|bij|door|uit|over|naar|of|om|"
    r"als|is|zijn|wordt|worden|via|per|tussen|onder|project(?:en|oproep)?|dossiers?|aanvra(?:ag|gen)|"
    r"subsidies?|toelagen?|premies?|steun|ism|ihkv|nr|stad|gemeente|ocmw"
)
_LEGAL_FORMS = frozenset({"vzw", "asbl", "nv", "sa", "bv", "bvba", "cv", "cvba", "cvso", "ivzw"})
_ORDINALS = {
    "eerste": "1",
    "tweede": "2",
    "derde": "3",
    "vierde": "4",
    "vijfde": "5",
    "zesde": "6",
}
_ROMAN = re.compile(r"(?:X{0,2})(?:IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}
# What part of a thing it is; the word before a single letter or a "I".
_PARTS = frozenset({"fase", "deel", "lot", "perceel", "blok", "zone", "luik", "schijf", "ronde"})
_SIDES = re.compile(
    r"(noord|zuid|oost|west|links|rechts|linker|rechter|binnen|buiten|boven|beneden)|"
    r"(oude?|nieuwe?)$"
)
# Not "2.019", nor the postcode of "2018 Antwerpen".
_YEAR = re.compile(r"(?<![\d.,])(?:199[5-9]|20[0-3]\d)(?!\d|[.,]\d|\s+[A-ZÀ-Þ])")
_ACRONYM = 4


class TitleWords(NamedTuple):
    """A title taken apart.

    ``words`` are stems, each once, sorted; ``names`` those of them that are printed as names, an
    acronym in capitals; ``numbers`` what numbers it and where it lies: phases, years, sides.
    """

    words: tuple[str, ...]
    names: tuple[str, ...]
    numbers: tuple[str, ...]


@lru_cache(maxsize=4096)
def title_words(title: str) -> TitleWords:
    """Take a title apart.

    >>> title_words("Heraanleg van de Kerkstraat, fase II").numbers
    ('2',)
    >>> title_words("Aanleg van fietspaden") == title_words("aanleg fietspad")
    True
    """
    words: set[str] = set()
    names: set[str] = set()
    numbers: set[str] = set()
    before = ""
    for place, token in enumerate(_TOKEN.findall(title)):
        folded = _fold(token)
        number = _number(token, folded, before)
        before = folded
        if number:
            numbers.add(number)
        elif not _SILENT.fullmatch(folded) and folded not in _PARTS:
            stem = _stem(folded)
            words.add(stem)
            side = _SIDES.match(folded)
            if side:
                numbers.add(side.group())
            if token.isupper() and len(token) >= _ACRONYM and token.isalpha():
                names.add(stem.upper())
            elif place and token[0].isupper():
                names.add(stem)
    return TitleWords(*(tuple(sorted(found)) for found in (words, names, numbers)))


def find_years(text: str) -> Iterator[str]:
    """The years of our time in a text.

    >>> list(find_years("oproep 2019-2020, 2.021 dossiers, 2018 Antwerpen"))
    ['2019', '2020']
    """
    return (found.group() for found in _YEAR.finditer(text))


def name_stem(name: str) -> str:
    """An organisation's name in the form that two printings of it share.

    >>> name_stem("vzw De Kring") == name_stem("De Kring v.z.w.")
    True
    """
    plain = re.sub(r"\b([a-z])\.(?=[a-z]\.|\s|$)", r"\1", _fold(name))
    tokens = (token for token in _TOKEN.findall(plain) if token not in _LEGAL_FORMS)
    return " ".join(tokens)


@lru_cache(maxsize=1 << 16)
def _stem(folded: str) -> str:
    """The stem, spelt alike in all forms of a word: "pad" and "paden", "duurzaam", "duurzame"."""
    stem = _LONG_VOWEL.sub(r"\1", _STEMMER.stemWord(folded))
    return stem[:-1] if len(stem) > 4 and stem.endswith("e") else stem


def _number(token: str, folded: str, before: str) -> str | None:
    """What a word numbers: a figure, an ordinal, a Roman number, a letter after "fase"."""
    if token[0].isdigit():
        return folded.lstrip("0") or "0"
    if folded in _ORDINALS:
        return _ORDINALS[folded]
    is_part = before in _PARTS
    if len(token) == 1 and is_part and token not in _ROMAN_VALUES:
        return folded
    if (len(token) > 1 or is_part) and _ROMAN.fullmatch(token):
        return str(_roman(token))
    return None


def _roman(token: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in token]
    later = [*values[1:], 0]
    return sum(-one if one < after else one for one, after in zip(values, later, strict=True))


def _fold(text: str) -> str:
    return _ACCENTS.sub("", unicodedata.normalize("NFD", text.casefold()))
