"""What stands in the cells and around the tables of the made set, drawn by a seed.

Every kind of column gives texts in our own words; numbers are printed as the public bodies of
Flanders, or those of other countries, print them.
"""

from collections.abc import Callable
from random import Random
from typing import Final

TOWNS: Final = (
    "Aalst", "Beringen", "Brasschaat", "Deinze", "Diest", "Genk", "Geel", "Halle", "Hamme",
    "Houthalen-Helchteren", "Ieper", "Izegem", "Knokke-Heist", "Kortrijk", "Lier", "Lokeren",
    "Maasmechelen", "Mechelen", "Mol", "Oudenaarde", "Roeselare", "Sint-Katelijne-Waver",
    "Temse", "Tienen", "Torhout", "Turnhout", "Vilvoorde", "Waregem", "Wetteren", "Zottegem",
)  # fmt: skip
PROVINCES: Final = ("Antwerpen", "Limburg", "Oost-Vlaanderen", "Vlaams-Brabant", "West-Vlaanderen")
_VERBS = ("Aanleg", "Vernieuwing", "Uitbreiding", "Onderhoud", "Herstel", "Inrichting", "Afbraak")
_THINGS = (
    "van een speelplein", "van de oude weverij", "van een fietspad langs het kanaal",
    "van de sporthal", "van een doorgang voor voetgangers", "van het dorpsplein",
    "van drie wachthuisjes", "van een park met waterpartij", "van de bibliotheek",
    "van een buurthuis",
)  # fmt: skip
_TAILS = (
    "", "in de wijk achter het station", "met bijzondere aandacht voor kinderen en ouderen",
    "op vraag van de bewoners", "volgens het plan dat de raad in het voorjaar goedkeurde",
    "samen met de scholen uit de buurt",
    "in twee fasen, waarvan de eerste loopt tot het einde van het werkjaar",
    "zonder hinder voor het verkeer op de gewestweg",
)  # fmt: skip
_SHORT = ("Sport", "Cultuur", "Jeugd", "Mobiliteit", "Groen", "Erfgoed", "Wonen", "Zorg")
_STATUS = ("goedgekeurd", "geweigerd", "in behandeling", "reservelijst")
_SENTENCES = (
    "De diensten hebben de gegevens voor dit antwoord opgevraagd bij alle betrokken besturen.",
    "Niet elk bestuur heeft tijdig gereageerd, zodat het overzicht hieronder voorlopig is.",
    "De ingediende dossiers worden beoordeeld door een jury van mensen uit de praktijk.",
    "Een project komt pas in aanmerking wanneer het binnen de drie jaar uitgevoerd kan worden.",
    "Over de jaren voor 2015 zijn geen cijfers bewaard in een vorm die toelaat ze te vergelijken.",
    "Het saldo wordt uitbetaald nadat de eindafrekening door het agentschap is nagekeken.",
    "Ik wijs er ten slotte op dat de oproep volgend jaar opnieuw zal worden opengesteld.",
    "Waar een bedrag ontbreekt, loopt de procedure nog of heeft het bestuur ervan afgezien.",
)
_FOREIGN_SENTENCES = (
    "The figures below were supplied by the regional offices and have not been revised since.",
    "Changes in the method of collection mean that earlier years cannot be compared directly.",
    "Most of the increase came from the smaller districts, where new stations were opened.",
    "Totals may differ from the sum of their parts because each figure is rounded by itself.",
    "The committee noted that the response had been lower than in the two previous rounds.",
    "No allowance has been made for seasonal effects, which were found to be small.",
    "A full account of the sources is given at the end of this chapter.",
    "Expenditure on upkeep remained stable while new works were put off to the next year.",
)
_STUBS = (
    "Agriculture and fishing", "Mining and quarrying", "Food products", "Textiles and clothing",
    "Paper and printing", "Chemicals", "Basic metals", "Machinery", "Transport equipment",
    "Electricity and gas", "Water supply", "Construction", "Retail trade", "Hotels and catering",
    "Road transport", "Postal services", "Banking", "Insurance", "Education", "Health care",
    "Social work", "Recreation", "Household services", "Repair of vehicles",
)  # fmt: skip
_LONG_STUBS = (
    "Persons who left the register during the year for reasons other than employment",
    "Grants paid to associations of municipalities under the rural scheme",
    "Households with at least one member under the age of eighteen",
    "Net change in the value of stocks and work in progress",
    "Establishments inspected at least once in the course of two years",
    "Pupils in full-time education outside their district of residence",
)
_MONTHS = ("January", "March", "May", "June", "August", "October", "December")
_OFFICES = (
    "Office for Rural Works, Harbour Street 12", "Board of Waterways", "Registry of Vehicles",
    "Institute for Public Health, Second Annex", "Council for Sport", "Archive of the Province",
)  # fmt: skip
_COUNTRIES = (
    "Austria", "Belgium", "Bulgaria", "Cyprus", "Denmark", "Estonia", "Finland", "France",
    "Germany", "Greece", "Hungary", "Ireland", "Italy", "Latvia", "Lithuania", "Luxembourg",
    "Malta", "Netherlands", "Poland", "Portugal", "Romania", "Slovenia", "Spain", "Sweden",
)  # fmt: skip


def sentences(count: int, seed: int, *, foreign: bool = False) -> str:
    """Running text of so many sentences."""
    rng = Random(seed)  # noqa: S311
    return " ".join(rng.choice(_FOREIGN_SENTENCES if foreign else _SENTENCES) for _ in range(count))


def column_of(kind: str, count: int, rng: Random) -> list[str]:
    """The texts of a column of some kind, each drawn by ``rng``."""
    if kind in _DRAWN_ONCE:
        chosen = list(_DRAWN_ONCE[kind])
        return rng.sample(chosen, count) if count <= len(chosen) else rng.choices(chosen, k=count)
    make = _KINDS[kind]
    return [make(rng) for _ in range(count)]


def _beneficiary(rng: Random) -> str:
    lead = rng.choice(("Stad", "Gemeente", "OCMW")) + " " + rng.choice(TOWNS)
    partners = rng.sample(TOWNS, rng.choice((0, 0, 1, 2, 3)))
    if not partners:
        return lead
    return f"{lead} ism {', '.join(f'Gemeente {name}' for name in partners)}"


def _work(rng: Random) -> str:
    return " ".join(f"{rng.choice(_VERBS)} {rng.choice(_THINGS)} {rng.choice(_TAILS)}".split())


def _short_work(rng: Random) -> str:
    return f"{rng.choice(_VERBS)} {rng.choice(_THINGS)}"


def _dutch(value: float, places: int) -> str:
    return f"{value:,.{places}f}".translate(str.maketrans(",.", ".,"))


def _date(rng: Random) -> str:
    return f"{rng.randint(1, 28):02}/{rng.randint(1, 12):02}/{rng.randint(2015, 2024)}"


def _signed(rng: Random) -> str:
    value = rng.randint(12, 99_999)
    return f"({value:,})" if rng.random() < 0.3 else f"{value:,}"


_KINDS: Final[dict[str, Callable[[Random], str]]] = {
    "begunstigde": _beneficiary,
    "omschrijving": _work,
    "werk": _short_work,
    "thema": lambda rng: rng.choice(_SHORT),
    "status": lambda rng: rng.choice(_STATUS),
    "provincie": lambda rng: rng.choice(PROVINCES),
    "bedrag": lambda rng: _dutch(rng.randint(90_000, 99_999_999) / 100, 2),
    "euro": lambda rng: "€ " + _dutch(rng.randint(90_000, 99_999_999) / 100, 2),
    "geheel": lambda rng: _dutch(rng.randint(3, 9_999), 0),
    "procent": lambda rng: _dutch(rng.randint(1, 990) / 10, 1) + "%",
    "datum": _date,
    "code": lambda rng: f"PRJ.{rng.randint(2015, 2024)}.{rng.randint(1, 9999):04}",
    "ja": lambda rng: rng.choice(("ja", "nee")),
    "number": lambda rng: f"{rng.randint(3, 99_999):,}",
    "decimal": lambda rng: f"{rng.randint(1, 999) / 10:.1f}",
    "percent": lambda rng: f"{rng.randint(1, 999) / 10:.1f}%",
    "signed": _signed,
    "dollar": lambda rng: f"${rng.randint(3, 9_999_999):,}",
    "spaced": lambda rng: f"{rng.randint(3, 999_999):,}".replace(",", " "),
    "long": lambda rng: rng.choice(_LONG_STUBS),
    "marked": lambda rng: (
        f"{rng.randint(3, 9_999):,}" + rng.choice(("", "", "r", "p", "*", " (a)"))
    ),
    "withheld": lambda rng: rng.choice(
        (f"{rng.randint(3, 9_999):,}", f"{rng.randint(3, 9_999):,}", "(D)", "(NA)", "-", "..")
    ),
    "range": lambda rng: f"{rng.randint(1, 40)}-{rng.randint(41, 99)}",
    "error": lambda rng: f"{rng.randint(10, 999) / 10:.1f} ± {rng.randint(1, 50) / 10:.1f}",
    "sex": lambda rng: rng.choice(("Men", "Women")),
    "yesno": lambda rng: rng.choice(("Yes", "No", "Partly")),
    "day": lambda rng: f"{rng.randint(1, 28)} {rng.choice(_MONTHS)} {rng.randint(2001, 2014)}",
    "office": lambda rng: rng.choice(_OFFICES),
    "remark": lambda rng: rng.choice(_FOREIGN_SENTENCES),
}
_DRAWN_ONCE: Final = {
    "gemeente": TOWNS, "stub": _STUBS, "country": _COUNTRIES, "longstub": _LONG_STUBS,
    "year": tuple(str(year) for year in range(1994, 2018)),
}  # fmt: skip
KINDS: Final = frozenset({*_KINDS, *_DRAWN_ONCE})
