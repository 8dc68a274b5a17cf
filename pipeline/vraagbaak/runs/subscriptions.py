"""The file that says what is followed, kept under version control: ``corpus/follow.yaml``."""

import re
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple, TypeVar

import yaml

from vraagbaak.dataset.feeds.following import find_municipality
from vraagbaak.errors import WrongUsage
from vraagbaak.records.following import USUAL_KINDS, Follow
from vraagbaak.records.history import EventKind

CONDITIONS = ("question", "asker", "minister", "theme", "municipality", "search")
"""What can be followed."""

_Chosen = TypeVar("_Chosen", bound=StrEnum)
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Security(StrEnum):
    """How the talk with a mail server is kept secret."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


class MailSettings(NamedTuple):
    """Who writes to whom, through which server; ``user`` is None where none has to log in."""

    sender: str
    receivers: tuple[str, ...]
    host: str
    port: int
    security: Security
    user: str | None


class Subscriptions(NamedTuple):
    """What is followed, where the feeds are published and how the letter goes out."""

    follows: tuple[Follow, ...]
    address: str | None
    mail: MailSettings | None


def read_subscriptions(path: Path) -> Subscriptions:
    """Read the file.

    Raises:
        WrongUsage: it is not there, or something in it is not understood; the message says what.
    """
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise WrongUsage(
            f"cannot read {path}: {reason}; name one with --file, or say what to follow"
        ) from error
    except yaml.YAMLError as error:
        raise WrongUsage(f"{path} is no YAML: {' '.join(str(error).split())}") from error
    try:
        return _subscriptions(content)
    except WrongUsage as error:
        raise WrongUsage(f"{path}: {error}") from error


def make_follow(values: Mapping[str, object]) -> Follow:
    """What is followed, from words that a person wrote.

    Args:
        values: conditions by name, and ``name``, ``title`` and ``kinds`` where wanted.

    Raises:
        WrongUsage: a word is unknown, or says nothing.
    """
    _only_known(values, (*CONDITIONS, "name", "title", "kinds"), "a feed")
    conditions = {key: _text(values, key) for key in CONDITIONS if values.get(key) is not None}
    if not conditions:
        raise WrongUsage(f"a feed needs something to follow: {', '.join(CONDITIONS)}")
    words = ", ".join(conditions.values())
    name = str(values.get("name") or re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-"))
    if not _NAME.fullmatch(name):
        raise WrongUsage(f"{name!r} cannot name a file: small letters, digits and hyphens")
    if "municipality" in conditions:
        conditions["municipality"] = find_municipality(conditions["municipality"])
    title = " ".join(str(values.get("title") or words).split())
    return Follow(name=name, title=title, kinds=_kinds(values.get("kinds")), **conditions)


def _subscriptions(content: object) -> Subscriptions:
    root = _mapping(content, "the file")
    _only_known(root, ("address", "mail", "feeds"), "the file")
    feeds = root.get("feeds") or []
    if not isinstance(feeds, list):
        raise WrongUsage("feeds must be a list")
    follows = tuple(make_follow(_mapping(feed, "a feed")) for feed in feeds)
    names = [follow.name for follow in follows]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise WrongUsage(f"several feeds are named {', '.join(twice)}")
    address = _text(root, "address").rstrip("/") if root.get("address") else None
    return Subscriptions(follows, address, _mail(root["mail"]) if root.get("mail") else None)


def _mail(content: object) -> MailSettings:
    values = _mapping(content, "mail")
    _only_known(values, ("from", "to", "host", "port", "security", "user"), "mail")
    to = values.get("to")
    receivers = tuple(map(str, to)) if isinstance(to, list) else (_text(values, "to"),)
    security = _choice(Security, values.get("security") or Security.STARTTLS, "security")
    port = values.get("port") or (465 if security is Security.TLS else 587)
    if not isinstance(port, int):
        raise WrongUsage(f"the port must be a number, not {port!r}")
    user = _text(values, "user") if values.get("user") else None
    return MailSettings(
        _text(values, "from"), receivers, _text(values, "host"), port, security, user
    )


def _kinds(wanted: object) -> tuple[EventKind, ...]:
    if not wanted:
        return USUAL_KINDS
    listed = wanted if isinstance(wanted, list | tuple) else [wanted]
    return tuple(_choice(EventKind, kind, "kinds") for kind in listed)


def _choice(choices: type[_Chosen], wanted: object, what: str) -> _Chosen:
    try:
        return choices(str(wanted))
    except ValueError as error:
        raise WrongUsage(f"{what}: {wanted!r} is none of {', '.join(choices)}") from error


def _mapping(content: object, what: str) -> Mapping[str, object]:
    if not isinstance(content, dict):
        raise WrongUsage(f"{what} must have names with values")
    return content


def _only_known(values: Mapping[str, object], known: tuple[str, ...], where: str) -> None:
    unknown = [key for key in values if key not in known]
    if unknown:
        raise WrongUsage(f"{where} has no {unknown[0]!r}; it can have {', '.join(known)}")


def _text(values: Mapping[str, object], key: str) -> str:
    value = values.get(key)
    if not isinstance(value, str | int) or not str(value).strip():
        raise WrongUsage(f"{key} must be a text")
    return str(value).strip()
