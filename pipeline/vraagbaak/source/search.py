"""The parliament's document search: its two dialects, and its pages of hits."""

import re
from collections import defaultdict
from collections.abc import Iterable
from enum import Enum
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

from vraagbaak.source.answer import Answer
from vraagbaak.source.failures import RequestFailed
from vraagbaak.source.listing import Hit, Oddity, Window
from vraagbaak.source.loose import as_day, as_fields, as_list, as_number, as_text, read_object

PAGE_SIZE = 100
_KIND = "SCHV"
# Names with a colon each, joined by a dot that means "and".
_FIELDS = (
    "paginatype:Parlementair%20document.aggregaat:Vraag%20of%20interpellatie"
    ".aggregaattype:Schriftelijke%20vraag"
)
_ALONE = "aggregaattype:Schriftelijke%20vraag"
# What calls for another look at the question when it changes. The rest (snippets, addresses of
# pages, names of facets) would bring a year of questions back when the index is made anew.
_WATCHED = frozenset(
    {
        "publicatiedatum", "eerstepublicatie", "last_modified", "themadatum",
        "statusdatumSchvBeantwoord", "status", "documenttype", "nummer", "zittingsjaar",
        "onderwerp", "titel", "vraagsteller", "minister", "thema",
    }
)  # fmt: skip
_FEED_ID = re.compile(r"be\.vlp\.feed/(\d+)(?:/pfls/(\d+))?$")
_OPEN_DATA = re.compile(r"/schv/(\d+)/?$")
_LAST_NUMBER = re.compile(r"(\d+)/?$")


class Dialect(Enum):
    """Where the required fields stand: clients have used both, and nobody says which counts."""

    IN_THE_PATH = "path"
    AS_PARAMETER = "parameter"


class Page(NamedTuple):
    """A page of a search: the total, the last position on it, and what it holds.

    ``received`` are the keys of all lines, those of other kinds too: the total counts them.
    """

    total: int
    last: int
    received: tuple[str, ...]
    hits: tuple[Hit, ...]
    oddities: tuple[Oddity, ...]


def query(window: Window, dialect: Dialect, page: int, size: int = PAGE_SIZE) -> str:
    """What follows the address of the search, encoded as the service wants it: no more, no less."""
    days = f"{window.first_day or ''}..{window.last_day or ''}"
    found = f"inmeta:publicatiedatum:daterange:{days}"
    rest = f"collection=vp_collection&sort=date&max={size}&page={page}"
    if dialect is Dialect.IN_THE_PATH:
        return f"+{found}&requiredfields={_FIELDS}?{rest}"
    return f"{found}?{rest}&requiredfields={_ALONE}"


def check_page(answer: Answer) -> None:
    """Refuse what is no page of a search: a page for people, XML, half of one.

    Raises:
        RequestFailed: ``not_json`` or ``no_page``; asking again may help.
    """
    read_page(answer)


def read_page(answer: Answer) -> Page:
    """A page of hits.

    Raises:
        RequestFailed: ``not_json`` or ``no_page``.
    """
    if "json" not in answer.media_type:
        kind = answer.media_type or "something without a type"
        raise RequestFailed("not_json", f"{kind} came where JSON should", is_passing=True)
    fields = read_object(answer.body)
    total = as_number(fields.get("count"))
    if total is None:
        raise RequestFailed("no_page", "the page says no total", is_passing=True)
    received, hits, oddities = [], [], []
    for position, line in enumerate(as_list(fields.get("result"))):
        row = as_fields(line)
        received.append(as_text(row.get("id")) or f"line {position}")
        try:
            hit = _read_hit(row)
        except ValueError as error:
            oddities.append(Oddity(received[-1], str(error)))
        else:
            hits += [hit] if hit else []
    last = as_number(fields.get("lastindex")) or 0
    return Page(total, last, tuple(received), tuple(hits), tuple(oddities))


def _read_hit(row: dict[str, object]) -> Hit | None:
    """A line of the page; None where it is no written question.

    Raises:
        ValueError: it contradicts itself.
    """
    tags = _metatags(row)
    found = [match[1] for link in tags["opendata"] if (match := _OPEN_DATA.search(link))]
    if _KIND not in tags["soort"] and not found:
        return None
    feed = _FEED_ID.search(as_text(row.get("id")) or "")
    page = _LAST_NUMBER.search(as_text(row.get("url")) or "")
    numbers = {*found, *([feed[1]] if feed else ()), *([page[1]] if page else ())}
    if len(numbers) != 1:
        raise ValueError(f"its question is {' or '.join(sorted(numbers)) or 'not said'}")
    return Hit(
        numbers.pop(),
        _file_number(feed[2] if feed else None, tags["document"]),
        min(filter(None, map(as_day, tags["publicatiedatum"])), default=None),
        tuple(sorted((name, text) for name in _WATCHED for text in dict.fromkeys(tags[name]))),
    )


def _metatags(row: dict[str, object]) -> dict[str, list[str]]:
    """The metatags of a line; each name may stand several times."""
    tags: dict[str, list[str]] = defaultdict(list)
    holder = row.get("metatags")
    pairs = as_fields(holder).get("metatag") if isinstance(holder, dict) else holder
    for pair in map(as_fields, as_list(pairs)):
        name = as_text(pair.get("name"))
        for text in filter(None, map(as_text, as_list(pair.get("value")))):
            if name:
                tags[name].append(text)
    return tags


def _file_number(of_feed: str | None, documents: Iterable[str]) -> str:
    """The number of the file on a line; empty where it names none.

    Raises:
        ValueError: it names two.
    """
    numbers = {number for address in documents if (number := file_number(address))}
    numbers |= {of_feed} if of_feed else set()
    if len(numbers) > 1:
        raise ValueError(f"its file is {' or '.join(sorted(numbers))}")
    return numbers.pop() if numbers else ""


def file_number(address: str) -> str | None:
    """The number in the address of a file, whichever form that has.

    >>> file_number("https://docs.vlaamsparlement.be/pfile?id=2229635")
    '2229635'
    """
    parts = urlsplit(address)
    numbers = parse_qs(parts.query).get("id", [])
    is_file = parts.path.rstrip("/").endswith("pfile")
    return numbers[0] if is_file and len(numbers) == 1 and numbers[0].isdecimal() else None


def not_left_behind(hits: tuple[Hit, ...], listed: frozenset[str]) -> tuple[Hit, ...]:
    """The hits of a question but for those of a file that its record lists no more.

    A document that is published anew under another number leaves its old hit behind, where that
    lies in days which are not listed again. The newest hits are never in doubt.
    """
    newest = max(filter(None, (hit.published_on for hit in hits)), default=None)
    return tuple(
        hit
        for hit in hits
        if not listed or hit.file_number in listed or hit.published_on in (None, newest)
    )
