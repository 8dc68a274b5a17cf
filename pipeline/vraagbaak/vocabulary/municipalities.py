"""Belgian municipalities through time: which code a printed name had on a date, and has today.

The codes are those of Statbel (NIS, also INS); what the tables hold and where they come from stands
in ``data/README.md``.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from vraagbaak.vocabulary.place_names import (
    Kind,
    Meaning,
    NameHit,
    NameScanner,
    PlaceName,
    Sense,
    name_key,
    spellings,
)
from vraagbaak.vocabulary.tables import read_rows

TODAY = dt.date.max
"""The date to ask with for the newest codes."""


class Municipality(NamedTuple):
    """A municipality under one code.

    ``valid_from`` is None where the code is older than 2018, ``valid_to`` where it is still in use;
    both days are included. ``successor`` is the code that took its place. ``province`` is empty in
    the Brussels Region.
    """

    nis: str
    name_nl: str
    name_fr: str
    arrondissement: str
    province: str
    region: str
    valid_from: dt.date | None
    valid_to: dt.date | None
    successor: str | None


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The municipalities, their names, and the names that are easily taken for them."""

    _municipalities: Mapping[str, Municipality]
    _former: Mapping[str, tuple[str, ...]]
    _names: Mapping[str, PlaceName]
    _scanner: NameScanner

    @classmethod
    def of(
        cls, municipalities: Iterable[Municipality], names: Mapping[str, PlaceName]
    ) -> "Gazetteer":
        """Put the gazetteer together.

        Args:
            municipalities: every one under every code.
            names: what each name stands for, by its ``name_key``.
        """
        by_code = {each.nis: each for each in municipalities}
        former: dict[str, tuple[str, ...]] = {}
        for each in by_code.values():
            if each.successor and each.successor != each.nis:
                former[each.successor] = (*former.get(each.successor, ()), each.nis)
        return cls(by_code, former, names, NameScanner(names))

    @property
    def municipalities(self) -> tuple[Municipality, ...]:
        """Every municipality under every code, by code: the table of the dataset."""
        return tuple(self._municipalities[nis] for nis in sorted(self._municipalities))

    def find(self, text: str) -> Iterator[NameHit]:
        """The names in a text, the longest at each place, whether they are mentions or not."""
        return self._scanner.find(text)

    def candidates(self, name: str, on: dt.date) -> tuple[str, ...]:
        """The codes that a printed name can have on a date; the likeliest first, () if unknown.

        Args:
            name: Dutch, French or former name, of a sub-municipality too, in any spelling.
            on: the date of the document.
        """
        known = self._names.get(name_key(name))
        return self.codes(known.senses, on) if known else ()

    def codes(self, senses: tuple[Sense, ...], on: dt.date) -> tuple[str, ...]:
        """The codes of some senses on a date: municipalities before sub-municipalities.

        A name that comes into use only later gives the codes of those that will bear it.
        """
        ranked = sorted(senses, key=lambda sense: (sense.sub, not sense.foremost))
        begun = [sense for sense in ranked if self._has_begun(sense.nis, on)] or ranked
        return tuple(
            dict.fromkeys(code for sense in begun for code in self.codes_on(sense.nis, on))
        )

    def codes_on(self, nis: str, on: dt.date) -> tuple[str, ...]:
        """The codes on a date of what is known under ``nis`` at some time.

        One code, but where it was made out of several municipalities after that date.
        """
        each = self._municipalities[nis]
        while each.valid_to and each.valid_to < on and each.successor:
            each = self._municipalities[each.successor]
        if self._has_begun(each.nis, on):
            return (each.nis,)
        return tuple(code for old in self._former[each.nis] for code in self.codes_on(old, on))

    def code_now(self, nis: str) -> str:
        """Today's code, after the mergers and renumberings of 2019 and 2025."""
        return self.codes_on(nis, TODAY)[0]

    def named(self, name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The codes of the municipalities of that name, and of those that a part of it is called.

        Both hold the codes of any time, the oldest first: Aalter has one from before its merger
        and one from after.
        """
        known = self._names.get(name_key(name))
        senses = known.senses if known else ()
        own = sorted(sense.nis for sense in senses if not sense.sub)
        return tuple(own), tuple(sorted({s.nis for s in senses if s.sub} - set(own)))

    def is_in_use(self, name: PlaceName, on: dt.date) -> bool:
        """Whether the name is borne by anything on a date, or was before."""
        return any(self._has_begun(sense.nis, on) for sense in name.senses)

    def parts(self, text: str, hit: NameHit) -> Iterator[NameHit]:
        """The names that a hyphened name in a text is made of: Bilzen and Hoeselt."""
        for part in re.finditer(r"[^-]+", text[hit.start : hit.end]):
            known = self._names.get(name_key(part.group()))
            if known is not None:
                yield NameHit(hit.start + part.start(), hit.start + part.end(), known)

    def name(self, nis: str) -> str:
        """The Dutch name that goes with a code."""
        return self._municipalities[nis].name_nl

    def province(self, nis: str) -> str:
        """The province, "" for Brussels."""
        return self._municipalities[nis].province

    def arrondissement(self, nis: str) -> str:
        """The arrondissement."""
        return self._municipalities[nis].arrondissement

    def _has_begun(self, nis: str, on: dt.date) -> bool:
        begin = self._municipalities[nis].valid_from
        return begin is None or begin <= on


@cache
def load_gazetteer() -> Gazetteer:
    """The gazetteer that ships with the package, read once a process."""
    municipalities = tuple(map(_municipality, read_rows("municipalities.csv")))
    senses: dict[str, list[Sense]] = {}
    for name, sense in _all_senses(municipalities):
        for key in spellings(name_key(name)):
            senses.setdefault(key, []).append(sense)
    meanings: dict[str, set[Meaning]] = {}
    for row in read_rows("double_meanings.csv"):
        meanings.setdefault(name_key(row["name"]), set()).add(Meaning(row["meaning"]))
    names = {
        name_key(row["name"]): PlaceName(Kind(row["kind"])) for row in read_rows("other_names.csv")
    }
    for key, found in senses.items():
        names[key] = PlaceName(
            Kind.MUNICIPALITY, tuple(dict.fromkeys(found)), frozenset(meanings.get(key, ()))
        )
    return Gazetteer.of(municipalities, names)


def _all_senses(municipalities: Iterable[Municipality]) -> Iterator[tuple[str, Sense]]:
    """Every name in the tables with what it stands for."""
    for each in municipalities:
        yield each.name_nl, Sense(each.nis)
        yield each.name_fr, Sense(each.nis)
    for row in read_rows("other_spellings.csv"):
        yield row["name"], Sense(row["nis"], sub=True)
    for row in read_rows("sub_municipalities.csv"):
        sense = Sense(row["nis"], sub=True, foremost=row["foremost"] == "1")
        yield row["name"], sense
        if row["name_fr"]:
            yield row["name_fr"], sense


def _municipality(row: dict[str, str]) -> Municipality:
    return Municipality(
        nis=row["nis"],
        name_nl=row["name_nl"],
        name_fr=row["name_fr"],
        arrondissement=row["arrondissement"],
        province=row["province"],
        region=row["region"],
        valid_from=_date(row["valid_from"]),
        valid_to=_date(row["valid_to"]),
        successor=row["successor"] or None,
    )


def _date(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
