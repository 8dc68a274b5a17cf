"""The entries of several feeds as one letter for people: plain text, in Dutch."""

import datetime as dt
import uuid
from collections.abc import Iterator, Sequence
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from vraagbaak.dataset.feeds.formats import Feed
from vraagbaak.records.following import Entry
from vraagbaak.vocabulary.days import format_day

_ID_HOST = "vraagbaak.invalid"  # a host that is nobody's (RFC 2606)


def write_letter(
    feeds: Sequence[Feed], sender: str, receivers: Sequence[str], written_at: dt.datetime
) -> EmailMessage:
    """One message with the entries of the feeds; its id says which, so that none is shown twice.

    Raises:
        ValueError: an address is none.
    """
    entries = {entry.id for feed in feeds for entry in feed.entries}
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = ", ".join(receivers)
    message["Date"] = format_datetime(written_at)
    message["Subject"] = _subject(len(entries), feeds)
    key = uuid.uuid5(uuid.NAMESPACE_DNS, "|".join(sorted(entries)))
    message["Message-ID"] = f"<{key}@{_ID_HOST}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content("\n".join(_lines(feeds)), cte="quoted-printable")
    return message


def _subject(count: int, feeds: Sequence[Feed]) -> str:
    what = "nieuwe gebeurtenis" if count == 1 else "nieuwe gebeurtenissen"
    names = ", ".join(feed.title for feed in feeds if feed.entries)
    return " ".join(f"vraagbaak: {count} {what}{f' ({names})' if names else ''}".split())


def _lines(feeds: Sequence[Feed]) -> Iterator[str]:
    shown: dict[str, str] = {}
    for feed in feeds:
        if not feed.entries:
            continue
        yield from (feed.title, "=" * len(feed.title), "")
        for entry in feed.entries:
            first = shown.setdefault(entry.id, feed.title)
            yield from _entry_lines(entry, first if first != feed.title else None)
    if not shown:
        yield from ("Er is niets nieuws.", "")
    yield "Bron: Vlaams Parlement, Modellicentie Gratis Hergebruik v1.0. Gelezen door vraagbaak."


def _entry_lines(entry: Entry, shown_under: str | None) -> Iterator[str]:
    yield f"{format_day(entry.known_on)}  {entry.title}"
    if shown_under:
        yield from (f"(zie {shown_under})", "")
        return
    yield from entry.text.splitlines()
    if entry.link:
        yield entry.link
    yield ""
