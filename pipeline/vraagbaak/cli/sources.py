"""The options that name a source and say how it is asked."""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import click

from vraagbaak.errors import WrongUsage
from vraagbaak.runs.limits import Limits
from vraagbaak.runs.refresh import OpenSource

_USUAL = Limits()
_HOURS = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)-([01]?\d|2[0-3]):([0-5]\d)")


class Wanted(NamedTuple):
    """What the options say of the source: its name, and how to ask it."""

    source: str
    service: str | None
    pause: float
    most_requests: int
    hours: str | None
    contact: str | None


def source_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of `Wanted` to a command, each under the name of its field."""
    options = (
        click.option(
            "--source",
            default="parliament",
            show_default=True,
            metavar="SOURCE",
            help="parliament, folder:PATH or addresses:FILE.",
        ),
        click.option(
            "--service",
            metavar="URL",
            help="Where the parliament's services are instead: a mirror (https), or a stand-in on "
            "this machine (http://127.0.0.1:PORT).",
        ),
        click.option(
            "--pause",
            type=click.FloatRange(min=0),
            default=1.0,
            show_default=True,
            help="Seconds between the starts of two requests.",
        ),
        click.option(
            "--requests",
            "most_requests",
            type=click.IntRange(min=1),
            default=20_000,
            show_default=True,
            help="Requests that a run may make; what is left waits for the next.",
        ),
        click.option(
            "--hours",
            metavar="HH:MM-HH:MM",
            help="Hours in which the source is asked, such as 22:00-06:00.  [default: all]",
        ),
        click.option(
            "--contact",
            envvar="VRAAGBAAK_CONTACT",
            help="Who runs this, an address or a page: it goes into the user agent.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def source_of(wanted: Wanted, clock: Callable[[], dt.datetime]) -> OpenSource:
    """What makes the source that is wanted.

    Raises:
        WrongUsage: there is no such source, or the options contradict each other.
    """
    # The libraries that speak to the net are loaded by this command alone.
    from vraagbaak.source.addresses import Addresses
    from vraagbaak.source.folder import Folder
    from vraagbaak.source.hosts import loopback_of
    from vraagbaak.source.manners import Manners
    from vraagbaak.source.parliament import SERVICE, Parliament, service_at

    manners = Manners(
        pause=wanted.pause,
        most_requests=wanted.most_requests,
        hours=_parse_hours(wanted.hours),
        contact=wanted.contact,
    )
    kind, _, rest = wanted.source.partition(":")
    if kind == "parliament" and not rest:
        service = service_at(wanted.service) if wanted.service else SERVICE
        return lambda keep: Parliament(service, manners, clock, keep, _USUAL.file_size)
    if kind == "folder" and rest:
        return lambda _: Folder(Path(rest), _USUAL.file_size)
    if kind == "addresses" and rest:
        loopback = loopback_of(wanted.service) if wanted.service else None
        return lambda _: Addresses(Path(rest), manners, clock, _USUAL.file_size, loopback)
    raise WrongUsage(
        f"no source is called {wanted.source}: it is parliament, folder:PATH or addresses:FILE"
    )


def _parse_hours(text: str | None) -> tuple[dt.time, dt.time] | None:
    if text is None:
        return None
    found = _HOURS.fullmatch(text)
    if found is None:
        raise WrongUsage(f"{text} are no hours: write them as 22:00-06:00")
    first, last = (dt.time(int(found[at]), int(found[at + 1])) for at in (1, 3))
    return first, last
