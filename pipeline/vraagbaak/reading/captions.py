"""The words that a table's caption begins with: "Tabel 1: ...", "Bijlage 2. ..."."""

import re

CAPTION = re.compile(
    r"Tabel\s*[.:]|(?:Tabel|Bijlage|Overzicht|Lijst)\s+\d{1,2}\w?\s*[.:–-]", re.IGNORECASE
)
