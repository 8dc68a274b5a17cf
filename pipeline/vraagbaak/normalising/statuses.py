"""Know the words that say what became of a row: a decision, a total, an average."""

import re
from collections.abc import Sequence

from vraagbaak.normalising.header_words import fold

_DECISION = re.compile(
    r"goedgekeurd|afgekeurd|geweigerd|weigering|gehonoreerd|(?:niet )?(?:weerhouden|geselecteerd)|"
    r"afgewezen|reserve(?:lijst)?|wachtlijst|(?:on)?gunstig|(?:on)?ontvankelijk|ingetrokken|"
    r"stopgezet|lopend|afgerond|voltooid|in uitvoering|in behandeling|uitgevoerd|toegekend|"
    r"geannuleerd|gerealiseerd|ingediend|aanvaard|verworpen|in beraad|te herwerken"
)
_REFUSAL = re.compile(
    r"\b(?:geweiger|afgekeur|afgewezen|verworpen|reserve|wachtlijst|ongunstig|onontvankelijk|"
    r"ingetrokken|geannuleer|weigering)|\bniet (?:\w+ )?(?:goedgekeur|gehonoreer|weerhouden|"
    r"geselecteer|toegeken|aanvaard|ontvankelijk|gunstig)"
)
_YES_NO = re.compile(r"ja|nee|neen|j|n|x|v|✓|✗")
_LETTER = re.compile(r"[a-z]")
_INFLECTED = re.compile(r"(?<=[dt])e\b")
_TOTAL = re.compile(
    r"(?:(?:algemeen|generaal|globaal|groot|gezamenlijk) )?(?:eind|sub|deel)?-?tota(?:al|len)\b"
    r"(?! (?:vernieuw|renov|concept|project|plan))|"
    r"(?:de )?som\b|\bsamen\b$"
)
_ENDS_IN_TOTAL = re.compile(r"(?:^|[\s-])totaal$|\b(?:sub|eind)totaal\b")
_LONGEST_LABEL = 6
_AVERAGE = re.compile(r"(?:gewogen )?gemiddelde?n?\b|mediaan\b")
_REST = re.compile(
    r"(?:vlaanderen|vlaams(?:e)? gewest|vlaamse gemeenschap|belgie|andere|overige|onbekend|"
    r"diversen|alle gemeenten|saldo|rest(?:bedrag|budget|saldo)?|beschikbaar|resterend|budget|"
    r"krediet)\b"
)


def is_decision(text: str) -> bool:
    """Whether a short text says how a request ended.

    >>> is_decision("Niet weerhouden"), is_decision("Geweigerde projecten")
    (True, True)
    >>> is_decision("Samenwerking van twee besturen")
    False
    """
    folded = fold(text)
    return len(folded.split()) <= _LONGEST_LABEL and bool(_DECISION.search(_stem(folded)))


def is_refusal(text: str) -> bool:
    """Whether a decision gives nothing, or nothing yet.

    >>> is_refusal("Niet weerhouden"), is_refusal("Reservelijst"), is_refusal("Goedgekeurd")
    (True, True, False)
    """
    return bool(_REFUSAL.search(fold(text)))


def is_yes_or_no(text: str) -> bool:
    """Whether a cell only says yes or no ("ja", "X")."""
    return bool(_YES_NO.fullmatch(fold(text)))


def is_total_row(texts: Sequence[str]) -> bool:
    """Whether the row's texts, from left to right, are those of a total or a subtotal.

    An average is none.

    >>> is_total_row(["Totaal", "", "4.327.650"]), is_total_row(["", "Algemeen totaal :", "12"])
    (True, True)
    >>> is_total_row(["Gent", "Totaalrenovatie van de sporthal", "12"])
    False
    """
    return _is_total(_worded(texts))


def _is_total(folded: Sequence[str]) -> bool:
    words = [text.strip(" .:*=") for text in folded]
    if not words:
        return False
    first = words[0]
    return (
        bool(_TOTAL.match(first))
        or (len(first.split()) <= _LONGEST_LABEL and bool(_ENDS_IN_TOTAL.search(first)))
        or any(_TOTAL.fullmatch(word) for word in words[1:])
    )


def is_average_row(texts: Sequence[str]) -> bool:
    """Whether the row gives an average or a median of the rows around it."""
    return _is_average(_worded(texts))


def _is_average(folded: Sequence[str]) -> bool:
    return bool(folded) and bool(_AVERAGE.match(folded[0]))


def is_summary_row(texts: Sequence[str]) -> bool:
    """Whether the row is none of the table's entries: a total, an average, a line on the source."""
    folded = _worded(texts)
    return bool(folded) and (
        _is_total(folded) or _is_average(folded) or folded[0].startswith(("bron:", "nota:"))
    )


def is_remainder(name: str) -> bool:
    """Whether a name in a column of beneficiaries stands for many or for what is left.

    >>> is_remainder("Overige gemeenten"), is_remainder("Vlaanderen"), is_remainder("Rumst")
    (True, True, False)
    """
    folded = fold(name)
    return bool(_REST.match(folded)) and len(folded.split()) <= 4


def _worded(texts: Sequence[str]) -> list[str]:
    """The texts of a row that have letters, folded."""
    return [folded for text in texts if _LETTER.search(folded := fold(text))]


def _stem(folded: str) -> str:
    """The text with each inflected participle brought back ("geweigerde" to "geweigerd")."""
    return _INFLECTED.sub("", folded)
