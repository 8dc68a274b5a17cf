"""``vraagbaak follow``: feeds and letters of what happens to questions."""

import datetime as dt
import os
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vraagbaak.cli.options import dataset_option
from vraagbaak.cli.streams import print_json
from vraagbaak.errors import WrongUsage
from vraagbaak.records.history import EventKind

if TYPE_CHECKING:
    from vraagbaak.runs.follow import WrittenFeed
    from vraagbaak.runs.subscriptions import Subscriptions

_FILE = Path("corpus/follow.yaml")
_DAYS = 45  # how far back a refresh looks: what it finds late is in the first letter too


@click.command(
    "follow",
    epilog="""\b
Examples:
  vraagbaak follow                                the feeds of corpus/follow.yaml
  vraagbaak follow --municipality Gent            gent.atom and gent.json
  vraagbaak follow --minister "Hilde Crevits" --kind late --out feeds
  vraagbaak follow --search "fietspad spoorweg" --name fietspaden --json
  vraagbaak follow --letter nieuws.eml            what no letter told yet
  vraagbaak follow --send                         the same, by mail
\b
Conditions hold together. The server for --send stands in corpus/follow.yaml, the
password in VRAAGBAAK_SMTP_PASSWORD. Exit code 5 where the letter could not be sent.
""",
)
@dataset_option
@click.option(
    "--file",
    "file",
    type=click.Path(path_type=Path),
    default=_FILE,
    show_default=True,
    help="What is followed, and how letters go out.",
)
@click.option("--question", metavar="ID", help="Follow a question: its id here or at the source.")
@click.option("--asker", metavar="NAME", help="Follow who asks; a surname is enough.")
@click.option("--minister", metavar="NAME", help="Follow who answers; a surname is enough.")
@click.option("--theme", metavar="THEME", help="Follow a theme of the parliament.")
@click.option("--municipality", metavar="NAME", help="Follow a municipality, by name or NIS code.")
@click.option("--search", metavar="WORDS", help="Follow questions and answers with these words.")
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice([kind.value for kind in EventKind]),
    help="Only what happened in this way; repeat.  [default: all but asked and published]",
)
@click.option("--name", help="Name of the files of a feed that the options describe.")
@click.option(
    "--out", type=click.Path(path_type=Path), help="Folder of the feeds.  [default: DATASET/feeds]"
)
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=200,
    show_default=True,
    help="Entries of a feed, the newest.",
)
@click.option(
    "--letter",
    type=click.Path(path_type=Path),
    help="Write a letter of what is new to this file; none where nothing is.",
)
@click.option("--send", is_flag=True, help="Send the letter by mail.")
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help=f"Oldest day that a letter tells of.  [default: {_DAYS} days ago]",
)
@click.option("--json", "as_json", is_flag=True, help="Print what was written as JSON to stdout.")
def follow_command(
    dataset: Path,
    file: Path,
    kinds: tuple[str, ...],
    name: str | None,
    out: Path | None,
    limit: int,
    letter: Path | None,
    send: bool,
    since: dt.datetime | None,
    as_json: bool,
    **conditions: str | None,
) -> None:
    """Make feeds and letters of what happens to questions.

    Answered, answered late, a sub-question without content, a project of a municipality, a new
    version, withdrawn: as Atom and JSON Feed for a question, an asker, a minister, a theme, a
    municipality or words, and as a letter. Each event is told once, under an id that stays.
    """
    from vraagbaak.dataset.feeds.following import count_disagreements
    from vraagbaak.runs.follow import write_feeds
    from vraagbaak.runs.origin import opened_to_read

    wanted = {key: value for key, value in conditions.items() if value is not None}
    if not wanted and (name or kinds):
        raise WrongUsage("--name and --kind go with something to follow, such as --municipality")
    kept = _subscriptions(file, {**wanted, "name": name, "kinds": kinds} if wanted else None)
    if send and kept.mail is None:
        raise WrongUsage(f"{file} names no mail server: add `mail:` with from, to and host")
    folder = out or dataset / "feeds"
    with opened_to_read(dataset) as connection:
        written = write_feeds(connection, kept.follows, folder, limit, kept.address)
        for one in written:
            count, files = len(one.feed.entries), ", ".join(map(str, one.files))
            click.echo(f"{one.feed.title}: {count} entries in {files}", err=True)
        differing = count_disagreements(connection)
        if differing:
            click.echo(f"{differing} findings differ from their source: deadlines.agrees", err=True)
        told = None
        if letter or send:
            told = _tell(connection, kept, folder, letter, send, since.date() if since else None)
    if as_json:
        feeds = list(map(_as_object, written))
        print_json({"feeds": feeds, "letter": told, "disagreements": differing})


def _subscriptions(file: Path, own: dict[str, object] | None) -> "Subscriptions":
    """What is followed: what the options say, else what the file says; the file has the server."""
    from vraagbaak.runs.subscriptions import Subscriptions, make_follow, read_subscriptions

    if own is None:
        return read_subscriptions(file)
    kept = read_subscriptions(file) if file.is_file() else Subscriptions((), None, None)
    return kept._replace(follows=(make_follow(own),))


def _tell(
    connection: sqlite3.Connection,
    kept: "Subscriptions",
    folder: Path,
    letter: Path | None,
    send: bool,
    since: dt.date | None,
) -> dict[str, Any]:
    """Write and send the letter, and note what it told once it is out."""
    from vraagbaak.runs.follow import find_news, letter_of, note_sent
    from vraagbaak.runs.lock import locked
    from vraagbaak.runs.mail import VARIABLE, send_letter
    from vraagbaak.runs.writing import write_whole, writing_to

    now = dt.datetime.now(dt.UTC)
    is_sent = False
    with writing_to(folder, "--out"), locked(folder / ".lock", folder):
        first_day = since or now.date() - dt.timedelta(days=_DAYS)
        news = find_news(connection, kept.follows, folder, first_day)
        if news.told:
            message = letter_of(news, kept.mail, now)
            if letter:
                write_whole(letter, bytes(message))
            if send and kept.mail:
                refused = send_letter(message, kept.mail, os.environ.get(VARIABLE))
                is_sent = True
                for receiver in refused:
                    click.echo(f"{kept.mail.host} takes no letters for {receiver}", err=True)
            note_sent(news, folder)
    file = str(letter) if letter and news.told else None
    said = "".join((f" in {file}" if file else "", ", sent" if is_sent else ""))
    click.echo(f"letter: {news.told or 'nothing'} new{said}", err=True)
    return {"new": news.told, "file": file, "sent": is_sent}


def _as_object(written: "WrittenFeed") -> dict[str, Any]:
    return {
        "id": written.feed.id,
        "title": written.feed.title,
        "entries": len(written.feed.entries),
        "files": [str(path) for path in written.files],
    }
