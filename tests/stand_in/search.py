"""The document search: its query language, its pages of hits, and the oddities it is known for."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import parse_qs, unquote

from stand_in.index import PUBLIC, Hit, Metatags

SEARCH = "/api/search/query/"
_MOST_A_PAGE = 100
_DATERANGE = re.compile(r"inmeta:(\w+):daterange:([\d-]*)\.\.([\d-]*)")
_EXACT = re.compile(r"inmeta:(\w+)=(.*)", re.DOTALL)


@dataclass(slots=True)
class SearchHabits:
    """How the search behaves; what is not known of the real one is a switch.

    ``window`` is how many hits of a query can be reached; pages beyond it are refused with 400 or,
    where ``empty_beyond``, empty. ``others`` are hits of other kinds, which a client that leaves
    the filtering to the service takes for questions where ``honours_required_fields`` is off.
    """

    window: int = 10_000
    empty_beyond: bool = False
    honours_required_fields: bool = True
    result_absent_past_end: bool = False
    count_as_text: bool = False
    hits_twice: bool = False
    without_pfls: bool = False
    dates_twice: bool = False
    others: tuple[Hit, ...] = ()


class BadQuery(Exception):
    """A query that the service refuses with 400."""


class Query(NamedTuple):
    """A parsed request; ``wanted`` says whether metatags fit."""

    wanted: Callable[[Metatags], bool]
    page: int
    size: int
    has_collection: bool


def parse_query(target: str, habits: SearchHabits) -> Query:
    """The request behind a path with its parameters, still encoded.

    Raises:
        BadQuery: page or size are no numbers.
    """
    path, _, parameters = target.removeprefix(SEARCH).partition("?")
    terms, *in_path = path.split("&")
    given = {name: values[-1] for name, values in parse_qs(parameters).items()}
    required = [unquote(part).removeprefix("requiredfields=") for part in in_path]
    required += [given["requiredfields"]] if "requiredfields" in given else []
    tests = [_term(term) for term in _terms(terms)]
    if habits.honours_required_fields:
        tests += [_required(fields) for fields in required]
    try:
        page, size = int(given.get("page", "1")), int(given.get("max", "10"))
    except ValueError as error:
        raise BadQuery(str(error)) from error
    if page < 1 or size < 1:
        raise BadQuery("page and max begin at 1")
    return Query(
        lambda tags: all(fits(tags) for fits in tests),
        page,
        min(size, _MOST_A_PAGE),
        given.get("collection") == "vp_collection",
    )


def _terms(text: str) -> Iterable[str]:
    """The terms of a query: a plus is a space, and what begins with "inmeta:" is one term."""
    plain = unquote(text.replace("+", " "))
    return filter(None, (part.strip() for part in re.split(r"(?=inmeta:)", plain)))


def _term(term: str) -> Callable[[Metatags], bool]:
    if found := _DATERANGE.fullmatch(term):
        name, first, last = found.groups()
        return lambda tags: any(
            (not first or value >= first) and (not last or value <= last)
            for tag, value in tags
            if tag == name
        )
    if found := _EXACT.fullmatch(term):
        return lambda tags: found.groups() in tags
    words = term.casefold().split()
    return lambda tags: all(
        word in " ".join(value for _, value in tags).casefold() for word in words
    )


def _required(fields: str) -> Callable[[Metatags], bool]:
    """A dot means and, a bar or; a field without a value must be there."""
    groups = [[tuple(each.split(":", 1)) for each in part.split("|")] for part in fields.split(".")]

    def fits(tags: Metatags) -> bool:
        names = {name for name, _ in tags}
        return all(
            any(field in tags if len(field) == 2 else field[0] in names for field in group)
            for group in groups
        )

    return fits


def answer(query: Query, hits: Iterable[Hit], habits: SearchHabits) -> dict[str, Any]:
    """A page of what fits a query.

    Raises:
        BadQuery: the page lies beyond what can be reached.
    """
    found = [hit for hit in (*hits, *habits.others) if query.wanted(hit.tags)]
    if habits.others:
        found.sort(key=lambda hit: (hit.published, hit.object_id), reverse=True)
    if habits.hits_twice:
        found = [hit for hit in found for _ in range(2)]
    count, start = len(found), (query.page - 1) * query.size
    if start >= habits.window and not habits.empty_beyond:
        raise BadQuery("the window is too large")
    shown = found[start : min(start + query.size, habits.window)]
    page: dict[str, Any] = {"count": str(count) if habits.count_as_text else count}
    if shown or not habits.result_absent_past_end:
        page |= {"firstindex": start + 1, "lastindex": start + len(shown) if shown else count}
        page["result"] = [_as_json(hit, at, habits) for at, hit in enumerate(shown, start + 1)]
    return page | {"facet_category": [{"name": "Aggregaat Type", "facet": []}]}


def _as_json(hit: Hit, at: int, habits: SearchHabits) -> dict[str, Any]:
    tags = list(hit.tags)
    if habits.dates_twice:
        tags.append(("publicatiedatum", hit.published))
    has_file = hit.pfile is not None and not habits.without_pfls
    return {
        "id": f"http://be.vlp.feed/{hit.object_id}" + (f"/pfls/{hit.pfile}" if has_file else ""),
        "date": hit.published,
        "mimetype": "application/pdf",
        "index": at,
        "rank": at,
        "snippet": "",
        "title": hit.title,
        "url": f"{PUBLIC}{hit.object_id}",
        "metatags": {"metatag": [{"name": name, "value": value} for name, value in tags]},
    }
