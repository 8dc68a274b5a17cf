"""Documents made for tests out of plain lines, as a reader without boxes gives them."""

from vraagbaak.records import Document, Line, Table, Word

HEAD = """\
SCHRIFTELIJKE VRAAG
nr. 12
van AN PEETERS
datum: 3 mei 2021
aan JAN DE SMET
VLAAMS MINISTER VAN SPORT
Zwemlessen - Kosten
Zwemmen is leuk.
"""
ANSWER = """\
JAN DE SMET
VLAAMS MINISTER VAN SPORT
ANTWOORD
op vraag nr. 12 van 3 mei 2021
van AN PEETERS
"""


def document_of(text: str, *tables: Table) -> Document:
    """A document of one page; an empty line parts paragraphs, a line "[tabel]" is a table."""
    given = iter(tables)
    body = tuple(
        next(given) if line == "[tabel]" else Line(tuple(Word(w, None) for w in line.split()), 1)
        for line in text.splitlines()
    )
    return Document("made.txt", "0" * 64, 1, True, body)
