"""From the dataset to what followers get: feeds in a folder, and a letter of what is new."""

import datetime as dt
import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path
from typing import NamedTuple

from vraagbaak.dataset.feeds.entries import feed_id, make_entry
from vraagbaak.dataset.feeds.following import followed_events
from vraagbaak.dataset.feeds.formats import Feed, write_atom, write_json_feed
from vraagbaak.dataset.feeds.letter import write_letter
from vraagbaak.errors import WrongUsage
from vraagbaak.records.following import Follow
from vraagbaak.runs.subscriptions import MailSettings
from vraagbaak.runs.writing import write_whole, writing_to

_SENT = ".sent.json"
_NO_LIMIT = -1  # as SQLite has it
_FORMATS = ((".atom", write_atom), (".json", write_json_feed))


class WrittenFeed(NamedTuple):
    """A feed with the files that hold it."""

    feed: Feed
    files: tuple[Path, ...]


class News(NamedTuple):
    """What is new for a letter, by feed, and by feed the ids that are told once it is sent."""

    feeds: tuple[Feed, ...]
    sent: Mapping[str, tuple[str, ...]]

    @property
    def told(self) -> int:
        """How many events there are to tell, those in several feeds once."""
        return len({entry.id for feed in self.feeds for entry in feed.entries})


def write_feeds(
    connection: sqlite3.Connection,
    follows: Iterable[Follow],
    folder: Path,
    limit: int,
    address: str | None = None,
) -> tuple[WrittenFeed, ...]:
    """Write the feeds anew, each as Atom and JSON Feed; a file that would not change is left alone.

    Args:
        connection: the database of a release.
        follows: what is followed.
        folder: where the files go; made where it does not exist.
        limit: how many entries a feed holds at most.
        address: where the folder is published, if it is.

    Raises:
        WrongUsage: there is no writing there.
    """
    with writing_to(folder, "--out"):
        folder.mkdir(parents=True, exist_ok=True)
    written = []
    for follow in follows:
        feed = _feed(connection, follow, limit, None, address)
        files = []
        for ending, make in _FORMATS:
            path = folder / f"{follow.name}{ending}"
            content = make(feed)
            if not (path.is_file() and path.read_bytes() == content):
                write_whole(path, content)
            files.append(path)
        written.append(WrittenFeed(feed, tuple(files)))
    return tuple(written)


def find_news(
    connection: sqlite3.Connection, follows: Iterable[Follow], folder: Path, since: dt.date
) -> News:
    """What no letter has told yet, of what was known on a day or later.

    What was known before that day is forgotten, so that the note does not grow.

    Raises:
        WrongUsage: the note of what was sent, in the folder, cannot be read.
    """
    sent = _read_sent(folder / _SENT)
    feeds = []
    for follow in follows:
        feed = _feed(connection, follow, _NO_LIMIT, since, None)
        known = set(sent.get(follow.name, ()))
        entries = tuple(entry for entry in feed.entries if entry.id not in known)
        sent[follow.name] = tuple(entry.id for entry in feed.entries)
        feeds.append(replace(feed, entries=entries))
    return News(tuple(feeds), sent)


def letter_of(news: News, mail: MailSettings | None, written_at: dt.datetime) -> EmailMessage:
    """The letter that tells the news.

    Raises:
        WrongUsage: an address is none.
    """
    sender = mail.sender if mail else "vraagbaak@localhost"
    receivers: Sequence[str] = mail.receivers if mail else (sender,)
    try:
        return write_letter(news.feeds, sender, receivers, written_at)
    except ValueError as error:
        raise WrongUsage(f"the letter has a wrong address: {error}") from error


def note_sent(news: News, folder: Path) -> None:
    """Remember what was sent; to be called when it was: twice told is better than never."""
    with writing_to(folder, "--out"):
        folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps({name: list(ids) for name, ids in sorted(news.sent.items())}, indent=1)
    write_whole(folder / _SENT, f"{text}\n".encode())


def _feed(
    connection: sqlite3.Connection,
    follow: Follow,
    limit: int,
    since: dt.date | None,
    address: str | None,
) -> Feed:
    events = followed_events(connection, follow, limit, since)
    own = f"{address}/{follow.name}" if address else None
    return Feed(feed_id(follow.name), follow.title, own, tuple(map(make_entry, events)))


def _read_sent(path: Path) -> dict[str, tuple[str, ...]]:
    if not path.is_file():
        return {}
    try:
        return {str(k): tuple(map(str, v)) for k, v in json.loads(path.read_bytes()).items()}
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise WrongUsage(
            f"{path} cannot be read: {error}; put it right, or remove it to send all anew"
        ) from error
