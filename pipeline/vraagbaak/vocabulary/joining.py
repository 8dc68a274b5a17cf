"""Printed lines joined into running text: what becomes of the hyphen at the end of a line."""

import re
from collections.abc import Container, Sequence
from functools import cached_property

from vraagbaak.records import Line, Passage, Piece

# "on- en offline", "land- of tuinbouw": the hyphen stands for a part that follows later.
_SUSPENDED = frozenset({"en", "of", "tot", "als", "dan", "noch", "t.e.m.", "t/m", "en/of"})
# First parts that Dutch spelling joins with a hyphen whatever follows (Woordenlijst, rule 6).
_HYPHENED_STARTS = frozenset(
    {
        *("ad", "adjunct", "aspirant", "co", "doe", "e", "ex", "in", "kandidaat", "know", "lid"),
        *(
            "niet",
            "non",
            "noord",
            "oost",
            "west",
            "zuid",
            "oud",
            "pro",
            "start",
            "sint",
            "substituut",
        ),
        *("tram", "up", "win", "woon", "work", "kosten", "input", "plug", "stand", "trial", "peer"),
        *("back", "check", "opt", "pop", "spin"),
    }
)
# Vowels that would read as one sound: energie-efficiëntie. Not "ie": financi-eel is one word.
_VOWEL_CLASH = frozenset(
    {"aa", "ae", "ai", "au", "ee", "ei", "eu", "ii", "ij", "oe", "oi", "oo", "ou", "ui", "uu"}
)
# Second parts that take a hyphen before them: minister-president, secretaris-generaal.
_HYPHENED_ENDS = frozenset({"president", "generaal"})
BROKEN = "\u00ad"  # what reading puts where a narrow column breaks a word without a hyphen
_ADJECTIVE = re.compile(r"[^\W\d_]{2,}(?:isch|eel|aal|ief|air|lijk|matig)$")
_ADJECTIVES = re.compile(r"[^\W\d_]{2,}(?:ische?|eel|ele|aal|ale|ieve?|aire?|lijke?|matige?)$")
_LAST_PART = re.compile(r"[^\W\d_]+-$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")

_make = tuple.__new__  # of a named tuple, without the detour of its own constructor


def join_hyphen(left: str, right: str, known: Container[str] = frozenset()) -> str:
    """What stands between a line that ends in ``left`` and a next one that starts with ``right``.

    Args:
        left: the last word of a line, which ends in a hyphen.
        right: the first word of the next line.
        known: lower-case words seen unbroken in the same document, the best evidence there is.

    Returns:
        The two words as one text: with the hyphen (a compound), without it (a broken word) or
        with a space after it (a suspended hyphen).

    >>> join_hyphen("360°-", "aanpak"), join_hyphen("West-", "Vlaanderen")
    ('360°-aanpak', 'West-Vlaanderen')
    >>> join_hyphen("radi-", "calisering"), join_hyphen("on-", "en")
    ('radicalisering', 'on- en')
    >>> join_hyphen("2019-", "2024,"), join_hyphen("woon-", "werkverkeer")
    ('2019-2024,', 'woon-werkverkeer')
    >>> join_hyphen("Herk-", "de-Stad"), join_hyphen("Heist-", "op-den-Berg,")
    ('Herk-de-Stad', 'Heist-op-den-Berg,')
    """
    if left in {"-", "–"}:  # a dash between two, or a hyphen: "en -" + "schade"
        return left + right if left == "-" and right[:1].islower() else f"{left} {right}"
    if left.endswith(BROKEN):
        return left[:-1] + right
    if right.rstrip(",.;:)").casefold() in _SUSPENDED:
        return f"{left} {right}"
    if _keeps_hyphen(left, right, known):
        return left + right
    return left[:-1] + right


def _keeps_hyphen(left: str, right: str, known: Container[str]) -> bool:
    last, first = _LAST_PART.search(left), _FIRST_WORD.match(right)
    if last is None or first is None or not right[0].islower() or left.startswith(("http", "www.")):
        return True
    part, following = last.group()[:-1], first.group()
    if right.endswith("-") or (left[0].isupper() and left.count("-") + right.count("-") > 1):
        return True  # Heist-op-den-Berg, broken once or twice
    if not part.islower() and not (part[0].isupper() and part[1:].islower()):
        return True  # an abbreviation: OCMW-voorzitters
    compound, whole = f"{part}-{following}".casefold(), f"{part}{following}".casefold()
    if compound in known or whole in known:
        return compound in known and whole not in known
    if part.casefold() in _HYPHENED_STARTS or following.casefold() in _HYPHENED_ENDS:
        return True
    if _ADJECTIVE.fullmatch(part) and _ADJECTIVES.fullmatch(following):
        return True  # sociaal-economisch
    return (part[-1] + following[0]).casefold() in _VOWEL_CLASH


class WordsSeen:
    """The lower-case words that stand unbroken inside some lines, looked up when one is asked for.

    Few documents break a word in a way that asks.
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines

    def __contains__(self, word: object) -> bool:
        """Whether the lines hold this word."""
        return word in self._words

    @cached_property
    def _words(self) -> frozenset[str]:
        texts = {word.text for line in self._lines for word in line.words}
        marks = ".,;:?!()‘’“”'\""
        return frozenset(text.strip(marks).casefold() for text in texts if text[-1:] != "-")


def join_lines(
    lines: Sequence[Line],
    starts: Sequence[int] = (),
    known: Container[str] = frozenset(),
) -> Passage:
    """The lines as one passage: joined by one space, broken words mended.

    Args:
        lines: in reading order.
        starts: the indices of the lines that begin a paragraph, an item or a forced line.
        known: see ``join_hyphen``.
    """
    if len(lines) == 1:  # as in most cells of a table
        return _one_line(lines[0])
    begin = frozenset(starts)
    offsets = [0]
    pieces: list[Piece] = []
    parts: list[str] = []  # of the text, with a space between two
    end = 0
    for index, line in enumerate(lines):
        begins = index in begin
        for position, word in enumerate(line.words):
            if not word.text:
                continue
            start = end + 1 if parts else 0
            if parts and position == 0 and not begins and parts[-1].endswith(("-", BROKEN)):
                left = parts[-1].rsplit(" ", 1)[-1]
                joined = join_hyphen(left, word.text, known)
                parts[-1] = parts[-1][: len(parts[-1]) - len(left)] + joined
                end += len(joined) - len(left)
                start = end - len(word.text)
                if pieces[-1].end > start:  # its hyphen went
                    pieces[-1] = pieces[-1]._replace(end=start)
            else:
                parts.append(word.text)
                end = start + len(word.text)
            if begins and position == 0 and start:
                offsets.append(start)
            pieces.append(_make(Piece, (start, end, line.page, word.box)))
    return Passage(" ".join(parts), tuple(pieces), tuple(dict.fromkeys(offsets)))


def _one_line(line: Line) -> Passage:
    pieces = []
    start = 0
    for word in line.words:
        end = start + len(word.text)
        pieces.append(_make(Piece, (start, end, line.page, word.box)))
        start = end + 1
    return Passage(line.text, tuple(pieces))
