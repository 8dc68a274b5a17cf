"""The words that a table's caption begins with: "Tabel 1: ...", "Bijlage 2. ..."."""

import re

CAPTION = re.compile(
    r"Tab(?:el|le|elle|leau)\s*[.:]"
    r"|(?:Tab(?:el|le|elle|leau)|Bijlage|Overzicht|Lijst|Annex|Exhibit)"
    r"\s+(?:[A-Z][-.]?)?\d{1,2}(?:[-.]\d{1,2})?\w?\s*[.:–-]",
    re.IGNORECASE,
)
