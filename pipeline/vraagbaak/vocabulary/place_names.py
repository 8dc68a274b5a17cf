"""Finds names of places in running text, however they are spelt: the scanner of the gazetteer."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

# A name begins with a capital, with the 's of 's-Gravenwezel, or with the article of "de Panne". A
# digit may follow it: the mark of a footnote.
_START = re.compile(
    r"(?<!\w)"
    r"(?:([A-ZÀ-ÖØ-Þ][^\W\d_]*)|['’‘`\u00b4]\s?([sS])(?=[\s-])|(de|la|le|les)(?=\ [A-Z]))"
)
_WORD = re.compile(r"[^\W\d_]+(?:\u00ad\s*[^\W\d_]+)*")
_LETTER = re.compile(r"[^\W\d]")
_BREAKS = frozenset({"-", "\u00ad"})
_BROKEN = re.compile(r"[-\u00ad]\s+([a-zà-öø-ÿ]+)")
_APOSTROPHE = "['’‘`\u00b4]"
_GAP = re.compile(rf"[-\u2010\u2011]\s*{_APOSTROPHE}?|\s+{_APOSTROPHE}?|\s?{_APOSTROPHE}[\s-]?")
_ABBREVIATION_GAP = re.compile(r"\.\s?-?\s*|/\s?")
_ABBREVIATIONS = frozenset({"st", "ste", "o", "l", "v", "olv", "d"})
_ALIASES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("sint ", ("st ",)),
    ("saint ", ("st ",)),
    ("sainte ", ("ste ",)),
    ("onze lieve vrouw ", ("olv ", "o l v ")),
    (" op den ", (" o d ",)),
    (" sur ", (" s ",)),
)


class Meaning(StrEnum):
    """What a name of a municipality can mean besides."""

    WORD = "word"
    COMMON_WORD = "common_word"
    GIVEN_NAME = "given_name"
    PROVINCE = "province"
    MOSTLY_PROVINCE = "mostly_province"
    FOREIGN = "foreign"
    MOSTLY_FOREIGN = "mostly_foreign"


class Kind(StrEnum):
    """What a name that is known to the scanner names."""

    MUNICIPALITY = "municipality"
    PROVINCE = "province"
    REGION = "region"
    COUNTRY = "country"
    ARRONDISSEMENT = "arrondissement"
    FOREIGN = "foreign"
    NEWSPAPER = "newspaper"
    ORGANISATION = "organisation"
    CLUB = "club"
    STATION = "station"


class Sense(NamedTuple):
    """A municipality that a name can stand for.

    ``nis`` is its code in any period; ``sub`` is set where the name is that of a sub-municipality,
    ``foremost`` where this sense is so much better known that a text without a hint means it.
    """

    nis: str
    sub: bool = False
    foremost: bool = False


class PlaceName(NamedTuple):
    """A name: what it can stand for and what else it means."""

    kind: Kind
    senses: tuple[Sense, ...] = ()
    meanings: frozenset[Meaning] = frozenset()


class NameHit(NamedTuple):
    """A name as it stands in a text: character offsets and what it is."""

    start: int
    end: int
    name: PlaceName


def name_key(text: str) -> str:
    """The form in which all spellings of a name are equal: lower-case words with one space.

    >>> name_key("’s-Gravenwezel"), name_key("Heist-op-den-Berg"), name_key("LIÈGE")
    ('s gravenwezel', 'heist op den berg', 'liege')
    """
    return " ".join(_fold(word.group()) for word in _WORD.finditer(text))


def spellings(key: str) -> Iterator[str]:
    """The keys under which a name is known: the full one and the usual abbreviations.

    >>> list(spellings("sint niklaas"))
    ['sint niklaas', 'st niklaas']
    """
    found = [key]
    for full, shorts in _ALIASES:
        for known in tuple(found):
            if known.startswith(full) or (full[0] == " " and full in known):
                found.extend(known.replace(full, short, 1) for short in shorts)
    yield from found


class _Node:
    """A place in the tree of names: the words that can follow, and the name that ends here."""

    __slots__ = ("following", "name")

    def __init__(self) -> None:
        self.following: dict[str, _Node] = {}
        self.name: PlaceName | None = None


class NameScanner:
    """All names in a tree of words, to find the longest ones in a text."""

    __slots__ = ("_root",)

    def __init__(self, names: Mapping[str, PlaceName]) -> None:
        self._root = _Node()
        for key, name in names.items():
            node = self._root
            for word in key.split():
                node = node.following.setdefault(word, _Node())
            node.name = name

    def find(self, text: str) -> Iterator[NameHit]:
        """The names in a text, from left to right, the longest at each place."""
        done = 0
        known = self._root.following
        for start in _START.finditer(text):
            begin, end = start.span()
            group = start.lastindex or 0
            # Most words begin no name: that is settled before anything else is looked at.
            if begin < done or (
                _fold(start[group]) not in known and text[end : end + 1] not in _BREAKS
            ):
                continue
            longest = _longest(text, start.start(group), self._root)
            if longest is not None:
                done, name = longest
                yield NameHit(begin, done, name)


def _longest(text: str, begin: int, node: _Node) -> tuple[int, PlaceName] | None:
    """The longest name that goes on at an offset, with its end."""
    for word, end in _words_at(text, begin):
        following = node.following.get(word)
        if following is None:
            continue
        gap = _gap(text, end, word) if following.following else None
        longer = _longest(text, gap, following) if gap is not None else None
        if longer is not None:
            return longer
        if following.name is not None and not _LETTER.match(text, end):
            return end, following.name
    return None


def _words_at(text: str, begin: int) -> list[tuple[str, int]]:
    """The word at an offset with its end; first the same joined to its rest on the next line."""
    found = _WORD.match(text, begin)
    if found is None:
        return []
    word, end = found.group(), found.end()
    words = [(_fold(word), end)]
    rest = _BROKEN.match(text, end) if text[end : end + 1] in _BREAKS else None
    return [(_fold(word + rest[1]), rest.end()), *words] if rest else words


def _gap(text: str, end: int, word: str) -> int | None:
    """Where the next word of the same name begins, or None where something else comes between."""
    if word in _ABBREVIATIONS:
        stop = _ABBREVIATION_GAP.match(text, end)
        if stop:
            return stop.end()
    gap = _GAP.match(text, end)
    return gap.end() if gap else None


def _fold(word: str) -> str:
    """A word in lower case, without accents, ligatures and soft hyphens."""
    if word.isascii():
        return word.lower()
    word = re.sub(r"\u00ad\s*", "", word).casefold().replace("œ", "oe").replace("æ", "ae")
    return "".join(
        letter
        for letter in unicodedata.normalize("NFKD", word)
        if not unicodedata.combining(letter)
    )
