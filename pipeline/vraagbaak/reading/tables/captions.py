"""The words that a table's caption begins with, and the line below that says what it is from."""

import re

CAPTION = re.compile(
    r"Tab(?:el|le|elle|leau)\s*[.:]"
    r"|(?:Tab(?:el|le|elle|leau)|Bijlage|Overzicht|Lijst|Annex|Exhibit)"
    r"\s+(?:[A-Z][-.]?)?\d{1,2}(?:[-.]\d{1,2})?\w?\s*[.:–-]",
    re.IGNORECASE,
)
# The word that a caption begins with.
CAPTIONS = re.compile(r"Tab(?:el|le)|Bijlage|Overzicht|Lijst|Annex|Exhibit", re.IGNORECASE)
SOURCE = re.compile(
    r"(?:Bron(?:nen)?|Sources?|Quellen?|Noot|Notes?|Nota|Opmerking(?:en)?|Anmerkung(?:en)?)\s?:"
    r"|(?:Fig(?:uur|ure|\.)?|Grafiek|Chart|Graph|Kaart|Map)\s*\d",
    re.IGNORECASE,
)
