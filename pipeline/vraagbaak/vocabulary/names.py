"""Names of persons as the parliament prints them: in capitals, several in a line."""

import re
import unicodedata

_PARTICLES = frozenset(
    {"van", "von", "de", "den", "der", "het", "'t", "’t", "ter", "ten", "te", "la", "le"}
)
_LOWER_AFTER_VAN = frozenset({"de", "den", "der", "het", "'t", "’t"})
_LOWER_IN_TITLE = frozenset(
    {
        *("minister", "viceminister", "minister-president", "viceminister-president"),
        *("vice-minister-president", "staatssecretaris", "toegevoegd", "bevoegd", "belast"),
        *("van", "de", "den", "der", "het", "en", "voor", "in", "aan", "met", "te", "tot"),
    }
)
_CAPITAL = re.compile(r"(?:^|(?<=-)|(?<=\b[dlo]['’]))\w")
_BETWEEN = re.compile(r"\s*(?:,|\ben\b|\bEN\b|&)\s+")
_COURTESY = re.compile(r"^(?:de heren?|mevrouw|mevr\.|dames?)\s+", re.IGNORECASE)


def parse_names(text: str) -> tuple[str, ...]:
    """The names in a printed list, capitals set as in common writing.

    >>> parse_names("CHRIS JANSSENS"), parse_names("AN PEETERS en JAN VAN DEN ABBEELE")
    (('Chris Janssens',), ('An Peeters', 'Jan Van den Abbeele'))
    >>> parse_names("JOS D’HAESE, HENDRIK MAES-CLAEYS")
    ('Jos D’Haese', 'Hendrik Maes-Claeys')
    """
    names = (_COURTESY.sub("", part.strip(" .,")) for part in _BETWEEN.split(text))
    return tuple(set_name(name) for name in names if name)


def set_name(text: str) -> str:
    """A name in capitals with capitals only where a name has them; a mixed name as it is.

    >>> set_name("MARLEEN VAN DEN EYNDE"), set_name("Bart Somers"), set_name("KURT DE LOOR")
    ('Marleen Van den Eynde', 'Bart Somers', 'Kurt De Loor')
    """
    if text != text.upper():
        return text
    words = text.lower().split()
    written = []
    for index, word in enumerate(words):
        after_van = index > 0 and words[index - 1] in {"van", "von"}
        lower = after_van and word in _LOWER_AFTER_VAN
        written.append(word if lower else _capitalised(word))
    return " ".join(written)


def set_title(text: str) -> str:
    """The title of a minister in capitals as the government writes it; a mixed one as it is.

    >>> set_title("VICEMINISTER-PRESIDENT VAN DE VLAAMSE REGERING, VLAAMS MINISTER VAN WELZIJN")
    'viceminister-president van de Vlaamse Regering, Vlaams minister van Welzijn'
    """
    if text != text.upper():
        return text
    words = text.lower().split()
    return " ".join(
        word if word.strip(",") in _LOWER_IN_TITLE else _capitalised(word) for word in words
    )


def _capitalised(word: str) -> str:
    """A word with a capital at its start, after a hyphen and after an elided article (D'Haese)."""
    return _CAPITAL.sub(lambda match: match.group().upper(), word)


def surname_slug(name: str) -> str:
    """The surname in small plain letters, for identifiers.

    >>> surname_slug("Bart Somers"), surname_slug("Jan Van den Abbeele"), surname_slug("Jo Brouns")
    ('somers', 'van-den-abbeele', 'brouns')
    """
    words = name.split()
    start = next(
        (i for i, w in enumerate(words) if i and w.casefold() in _PARTICLES), min(1, len(words) - 1)
    )
    surname = " ".join(words[start:])
    plain = unicodedata.normalize("NFKD", surname).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.casefold()).strip("-")
