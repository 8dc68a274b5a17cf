"""The search index: what it holds of each question, a hit for every file."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import NamedTuple

from stand_in.register import Registered

Metatags = tuple[tuple[str, str], ...]
PUBLIC = "https://www.vlaamsparlement.be/parlementaire-documenten/schriftelijke-vragen/"


class Hit(NamedTuple):
    """What the search finds: an object with one of its files, or with none."""

    object_id: int
    pfile: int | None
    title: str
    published: str
    tags: Metatags


def hits_of(one: Registered, role: Callable[[int], str]) -> Iterator[Hit]:
    """The hits of a question; ``role`` tells what a file is."""
    published = one.published_on.isoformat()
    tags = [
        ("soort", "SCHV"),
        ("paginatype", "Parlementair document"),
        ("aggregaat", "Vraag of interpellatie"),
        ("aggregaattype", "Schriftelijke vraag"),
        ("initiatief", "Schriftelijke vraag"),
        ("zittingsjaar", one.session_year),
        ("legislatuur", "2024-2029"),
        ("nummer", str(one.number)),
        ("titel", one.subject),
        ("onderwerp", one.subject),
        ("vraagsteller", one.asker.sorted_name),
        ("minister", one.minister.sorted_name),
        *(("thema", theme) for theme in one.themes),
        ("themadatum", one.asked_on.isoformat()),
        ("publicatiedatum", published),
        ("eerstepublicatie", (one.first_published_on or one.published_on).isoformat()),
        ("displayurl", PUBLIC.replace(".be/", ".be/nl/") + str(one.id)),
        ("opendata", f"http://ws.vlpar.be/e/opendata/schv/{one.id}"),
        ("last_modified", (one.changed_on or one.published_on).isoformat()),
    ]
    if one.answered_on:
        tags.append(("statusdatumSchvBeantwoord", one.answered_on.isoformat()))
    for pfile in one.files:
        address = f"https://docs.vlaamsparlement.be/files/pfile?id={pfile}"
        file_tags = (("document", address), ("documenttype", role(pfile)))
        yield Hit(one.id, pfile, one.subject, published, (*tags, *file_tags))
    if not one.files:
        yield Hit(one.id, None, one.subject, published, tuple(tags))


def padding(newest: dt.date, count: int, days: int) -> Iterator[Hit]:
    """Hits of another kind (questions asked in a committee) over some days."""
    for at in range(count):
        number = 3_000_000 + at
        published = (newest - dt.timedelta(days=at % days)).isoformat()
        tags = (
            ("soort", "VI"),
            ("paginatype", "Parlementair document"),
            ("aggregaat", "Vraag of interpellatie"),
            ("aggregaattype", "Vraag om uitleg"),
            ("publicatiedatum", published),
            ("opendata", f"http://ws.vlpar.be/e/opendata/vi/{number}"),
        )
        yield Hit(number, None, "Vraag om uitleg", published, tags)
