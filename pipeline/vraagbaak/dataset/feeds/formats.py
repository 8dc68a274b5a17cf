"""A feed as Atom (RFC 4287) and as JSON Feed 1.1: the same entries give the same bytes."""

import datetime as dt
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from vraagbaak.records.following import Entry

_ATOM = "http://www.w3.org/2005/Atom"
_JSON_FEED = "https://jsonfeed.org/version/1.1"
_AUTHOR = "vraagbaak"
_RIGHTS = "Bron: Vlaams Parlement, Modellicentie Gratis Hergebruik v1.0"
# Control characters and lone surrogates, which XML cannot hold.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NEVER = dt.date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed with its entries, the newest first; ``address`` is where it is published, if known.

    The address is without the ending that tells the formats apart.
    """

    id: str
    title: str
    address: str | None
    entries: Sequence[Entry]


def write_atom(feed: Feed) -> bytes:
    """The feed as an Atom document."""
    root = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": "nl"})
    _add(root, "id", feed.id)
    _add(root, "title", feed.title)
    _add(root, "updated", _moment(_updated(feed)))
    if feed.address:
        ET.SubElement(root, "link", {"rel": "self", "href": f"{feed.address}.atom"})
    _add(ET.SubElement(root, "author"), "name", _AUTHOR)
    _add(root, "rights", _RIGHTS)
    for entry in feed.entries:
        _add_entry(root, entry)
    ET.indent(root)
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def write_json_feed(feed: Feed) -> bytes:
    """The feed as a JSON Feed document."""
    whole = {
        "version": _JSON_FEED,
        "title": feed.title,
        **({"feed_url": f"{feed.address}.json"} if feed.address else {}),
        "description": _RIGHTS,
        "language": "nl",
        "authors": [{"name": _AUTHOR}],
        "items": [_item(entry) for entry in feed.entries],
    }
    text = json.dumps(whole, ensure_ascii=False, indent=1) + "\n"
    return text.encode("utf-8", "replace")


def _add_entry(root: ET.Element, entry: Entry) -> None:
    element = ET.SubElement(root, "entry")
    _add(element, "id", entry.id)
    _add(element, "title", entry.title)
    _add(element, "published", _moment(entry.known_on))
    _add(element, "updated", _moment(entry.known_on))
    if entry.link:
        ET.SubElement(element, "link", {"rel": "alternate", "href": _written(entry.link)})
    for name in entry.authors:
        _add(ET.SubElement(element, "author"), "name", name)
    for tag in entry.tags:
        ET.SubElement(element, "category", {"term": _written(tag)})
    _add(element, "content", entry.text).set("type", "text")


def _item(entry: Entry) -> dict[str, object]:
    return {
        "id": entry.id,
        "title": entry.title,
        "content_text": entry.text,
        **({"url": entry.link} if entry.link else {}),
        "date_published": _moment(entry.known_on),
        "date_modified": _moment(entry.known_on),
        **({"authors": [{"name": name} for name in entry.authors]} if entry.authors else {}),
        "tags": list(entry.tags),
    }


def _add(parent: ET.Element, name: str, text: str) -> ET.Element:
    element = ET.SubElement(parent, name)
    element.text = _written(text)
    return element


def _written(text: str) -> str:
    return _UNWRITABLE.sub("\ufffd", text)


def _updated(feed: Feed) -> dt.date:
    """The day of the newest entry: the clock of the run has no part in it."""
    return max((entry.known_on for entry in feed.entries), default=_NEVER)


def _moment(day: dt.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
