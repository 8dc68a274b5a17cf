"""The words that a table's caption begins with, and the line below that says what it is from."""

import re

CAPTION = re.compile(
    r"Tab(?:el|le|elle|leau)\s*[.:]"
    r"|(?:Tab(?:el|le|elle|leau)|Bijlage|Overzicht|Lijst|Annex|Exhibit)"
    r"\s+(?:[A-Z][-.]?)?\d{1,2}(?:[-.]\d{1,2})?\w?\s*[.:–-]",
    re.IGNORECASE,
)
_FIRST_WORD = re.compile(r"Tab(?:el|le)|Bijlage|Overzicht|Lijst|Annex|Exhibit", re.IGNORECASE)
_FIRST_LETTERS = frozenset("TBOLAEtbolae")
SOURCE = re.compile(
    r"(?:Bron(?:nen)?|Sources?|Quellen?|Noot|Notes?|Nota|Opmerking(?:en)?|Anmerkung(?:en)?)\s?:"
    r"|(?:Fig(?:uur|ure|\.)?|Grafiek|Chart|Graph|Kaart|Map)\s*\d",
    re.IGNORECASE,
)


def begins_caption(word: str) -> bool:
    """Whether a word is the first one of captions."""
    return word[0] in _FIRST_LETTERS and _FIRST_WORD.match(word) is not None
