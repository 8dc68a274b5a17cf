"""From what somebody calls a municipality, by name or NIS code, to the codes it has had."""

import difflib
from collections.abc import Iterable
from typing import NamedTuple

from vraagbaak.errors import WrongUsage
from vraagbaak.vocabulary.municipalities import Gazetteer


class Chosen(NamedTuple):
    """Municipalities that were asked for: their codes, and what there is to say of the choice."""

    codes: frozenset[str]
    remarks: tuple[str, ...]


def choose_municipalities(names: Iterable[str], gazetteer: Gazetteer) -> Chosen:
    """The codes of municipalities given by name or code.

    A code means that one period; a name means all that bore it.

    Raises:
        WrongUsage: there is none, or the name is that of parts of others; candidates are named.
    """
    codes: set[str] = set()
    remarks = []
    for name in names:
        if name.isdigit():
            codes.add(_known_code(name, gazetteer))
            continue
        own, parts = gazetteer.named(name)
        if not own:
            raise WrongUsage(_advice(name, parts, gazetteer))
        codes.update(own)
        if parts:
            others = ", ".join(_label(code, gazetteer) for code in parts)
            remarks.append(f"{name}: de gemeente zelf; {others} heeft een deel met die naam")
    return Chosen(frozenset(codes), tuple(remarks))


def _known_code(code: str, gazetteer: Gazetteer) -> str:
    if any(each.nis == code for each in gazetteer.municipalities):
        return code
    raise WrongUsage(f"no municipality has the NIS code {code}; name it, or look in municipalities")


def _advice(name: str, parts: tuple[str, ...], gazetteer: Gazetteer) -> str:
    if parts:
        candidates = ", ".join(_label(code, gazetteer) for code in parts)
        return f"{name} is a part of {candidates}: ask for that municipality, by name or code"
    return unknown_name(name, gazetteer)


def unknown_name(name: str, gazetteer: Gazetteer) -> str:
    """What to say of a name that no municipality has or had, with those that are near."""
    names = {each.name_nl.casefold(): each.name_nl for each in gazetteer.municipalities}
    near = [names[found] for found in difflib.get_close_matches(name.casefold(), names, n=3)]
    advice = f"did you mean {', '.join(near)}?" if near else "give its Dutch name or NIS code"
    return f"there is no municipality {name}; {advice}"


def _label(code: str, gazetteer: Gazetteer) -> str:
    return f"{gazetteer.name(code)} ({code})"
