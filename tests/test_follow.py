"""Feeds and letters: valid, complete, the same from run to run, and told once."""

import datetime as dt
import email
import email.policy
import hashlib
import json
import shutil
import socket
import ssl
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import feedparser
import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword
from click.testing import CliRunner, Result
from made_records import open_made_reader, write_document
from made_sources import registered, version

from vraagbaak.cli import main
from vraagbaak.dataset.database import open_database
from vraagbaak.dataset.feeds.formats import Feed, write_atom, write_json_feed
from vraagbaak.dataset.rows.history import replace_history
from vraagbaak.dataset.rows.source_rows import replace_source_rows
from vraagbaak.errors import MailNotSent, WrongUsage
from vraagbaak.records.following import Entry
from vraagbaak.records.source import FileRole, FileVersion, RegisteredQuestion, SourceFile
from vraagbaak.runs.build import Engine, build
from vraagbaak.runs.mail import send_letter
from vraagbaak.runs.subscriptions import MailSettings, Security, read_subscriptions
from vraagbaak.vocabulary.place_names import name_key

ROOT = Path(__file__).resolve().parents[1]
LATE = dt.date(2025, 6, 24)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset of two documents, and a source that knows one of them and three questions more."""
    folder = tmp_path_factory.mktemp("follow")
    first = write_document(folder / "corpus/a.pdf", "question", "1")
    write_document(folder / "corpus/b.pdf", "question", "12", "Brouns")
    build(folder / "corpus", folder / "output", Engine(open_made_reader, "mark", 1))
    file = SourceFile("9", "https://docs.vlaamsparlement.be/files/pfile?id=9", FileRole.MAIN)
    sha256 = hashlib.sha256(first.read_bytes()).hexdigest()
    content = FileVersion(file, sha256, "application/pdf", dt.date(2025, 7, 11), None)
    others = (
        registered("2", title="Te laat & <b>", answered_on=LATE, timely="J", minister="Ben Weyts"),
        registered(
            "3",
            title="Verbeterd",
            seen=dt.date(2025, 8, 5),
            asked_by="Tom De Meyer",
            themes=("Wonen en energie",),
            versions=(
                version("10", "c", "2025-07-11", "2025-08-05"),
                version("10", "d", "2025-08-05"),
            ),
        ),
    )
    write_source(folder / "output", (registered("1", versions=(content,)), *others, *coordinated()))
    return folder / "output"


def coordinated() -> Iterator[RegisteredQuestion]:
    """A question to nine ministers: one answers for all."""
    for number in range(21, 30):
        kind = "Gecoördineerd antwoord" if number == 24 else "Verwijzend antwoord"
        yield registered(
            str(number), title="Aan allen", answer_kind=kind, minister=f"Minister {number}"
        )


def write_source(output: Path, questions: tuple[RegisteredQuestion, ...]) -> None:
    with open_database(output / "vraagbaak.sqlite") as connection:
        replace_source_rows(connection, questions)
        replace_history(connection)


@pytest.fixture
def dataset(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "output", symlinks=True))


@pytest.fixture
def follow(dataset: Path, tmp_path: Path) -> Callable[..., Result]:
    def call(*arguments: str) -> Result:
        command = ["follow", "--dataset", str(dataset), "--out", str(tmp_path / "feeds")]
        return CliRunner().invoke(main, [*command, *arguments])

    return call


@pytest.fixture
def read(follow: Callable[..., Result], tmp_path: Path) -> Callable[..., Any]:
    """Make one feed and give what a feed parser makes of it; both forms say the same."""

    def call(*arguments: str) -> Any:
        result = follow(*arguments, "--name", "een", "--file", "nergens.yaml")
        assert result.exit_code == 0, result.output
        parsed = feedparser.parse((tmp_path / "feeds/een.atom").read_bytes())
        assert not parsed.bozo, parsed.get("bozo_exception")
        assert parsed.version == "atom10"
        items = json.loads((tmp_path / "feeds/een.json").read_text("utf-8"))["items"]
        assert [(e.id, e.title) for e in parsed.entries] == [(i["id"], i["title"]) for i in items]
        return parsed

    return call


def titles(parsed: Any) -> list[str]:
    return [entry.title for entry in parsed.entries]


# ------------------------------------------------------------------ what is followed


@pytest.mark.parametrize(
    ("condition", "words", "expected"),
    [
        ("--question", "3", {"Verbeterd"}),
        ("--question", "parliament/3", {"Verbeterd"}),
        ("--question", "2020-2021/brouns/12", {"Projectoproep"}),
        ("--asker", "de meyer", {"Verbeterd"}),
        ("--asker", "De Meyer, Tom", {"Verbeterd"}),
        ("--minister", "weyts", {"Te laat & <b>"}),
        ("--theme", "wonen en energie", {"Verbeterd"}),
        ("--search", "VERBETERD", {"Verbeterd"}),
        ("--search", "genk inleiding 250", {"Projectoproep", "Fietspaden - Stand van zaken"}),
    ],
)
def test_each_condition_gives_its_own_questions_and_no_others(
    read: Callable[..., Any], condition: str, words: str, expected: set[str]
) -> None:
    parsed = read(condition, words)
    assert parsed.entries
    assert {title.split(": ", 1)[1] for title in titles(parsed)} <= {
        *expected,
        *(f"1 project: {title}" for title in expected),
    }


def test_conditions_hold_together(read: Callable[..., Any]) -> None:
    assert read("--asker", "An Peeters", "--minister", "Weyts").entries
    assert not read("--asker", "Tom De Meyer", "--minister", "Weyts").entries


def test_a_municipality_is_followed_by_name_and_by_any_of_its_codes(
    read: Callable[..., Any],
) -> None:
    by_name, by_code = read("--municipality", "genk"), read("--municipality", "71016")
    assert titles(by_name) == titles(by_code)
    assert "Genk: 1 project: Projectoproep" in titles(by_name)
    assert not any(title.startswith("Bree") for title in titles(by_name))
    (entry, *_) = (e for e in by_name.entries if e.title.startswith("Genk"))
    assert "Genk: 1.250,50 euro, goedgekeurd (p. 2)" in entry.summary


def test_a_kind_alone_can_be_followed(read: Callable[..., Any]) -> None:
    assert titles(read("--minister", "Weyts", "--kind", "late")) == [
        "Te laat beantwoord: Te laat & <b>"
    ]


def test_the_text_says_what_the_rule_allows_and_what_the_source_says(
    read: Callable[..., Any],
) -> None:
    (entry,) = read("--minister", "Weyts", "--kind", "late").entries
    assert "24 juni 2025: te laat" in entry.summary
    assert "tot 18 juni 2025" in entry.summary
    assert "De bron zelf noemt het antwoord tijdig." in entry.summary
    assert entry.link.endswith("/schriftelijke-vragen/2")


def test_what_the_source_says_otherwise_and_what_is_doubtful_is_told(
    read: Callable[..., Any], dataset: Path
) -> None:
    friday = {"asked_on": dt.date(2025, 5, 16), "answered_on": dt.date(2025, 6, 20)}
    write_source(dataset, (registered("1", timely="N"), registered("2", **friday)))
    told = read("--question", "1", "--kind", "answered").entries[0].summary
    assert "De bron zelf noemt het antwoord laattijdig." in told
    assert "Misschien" not in told
    doubtful = read("--question", "2", "--kind", "answered").entries[0].summary
    assert "Misschien te laat" in doubtful
    assert "tot 18 juni 2025 of 23 juni 2025" in doubtful


def test_a_coordinated_answer_is_one_entry_with_all_its_questions(
    read: Callable[..., Any],
) -> None:
    parsed = read("--search", "aan allen")
    assert titles(parsed) == ["Gecoördineerd antwoord op 9 vragen: Aan allen"]
    assert all(f"aan Minister {n}:" in parsed.entries[0].summary for n in range(21, 30))


def test_a_dodged_sub_question_stands_with_its_page(read: Callable[..., Any]) -> None:
    parsed = read("--question", "1", "--kind", "dodged")
    assert titles(parsed) == [
        "Deelvraag 2 zonder inhoudelijk antwoord: Fietspaden - Stand van zaken"
    ]
    assert "Deelvraag 2 (p. 1): Waarom?" in parsed.entries[0].summary


# ------------------------------------------------------------------ the files


def test_a_json_feed_has_what_its_version_demands(read: Callable[..., Any], tmp_path: Path) -> None:
    read("--asker", "Peeters")
    feed = json.loads((tmp_path / "feeds/een.json").read_text("utf-8"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"]
    assert feed["items"]
    for item in feed["items"]:
        assert isinstance(item["id"], str)
        assert item["content_text"]
        assert dt.datetime.fromisoformat(item["date_published"]).tzinfo
        assert all(isinstance(tag, str) for tag in item["tags"])
        assert item.get("url", "https:").startswith("https:")


def test_an_atom_feed_has_what_its_standard_demands(read: Callable[..., Any]) -> None:
    parsed = read("--asker", "Peeters")
    assert parsed.feed.id.startswith("urn:uuid:")
    assert parsed.feed.title
    assert parsed.feed.updated == max(entry.updated for entry in parsed.entries)
    assert len({entry.id for entry in parsed.entries}) == len(parsed.entries)
    for entry in parsed.entries:
        assert uuid.UUID(entry.id.removeprefix("urn:uuid:"))
        assert entry.title
        assert entry.updated_parsed
        assert entry.content[0].type == "text/plain"


def test_a_feed_is_the_same_from_run_to_run_and_is_not_written_again(
    follow: Callable[..., Result], tmp_path: Path
) -> None:
    arguments = ("--asker", "Peeters", "--file", "nergens.yaml")
    assert follow(*arguments).exit_code == 0
    before = {path: (path.read_bytes(), path.stat().st_ino) for path in feeds(tmp_path)}
    assert len(before) == 2
    assert follow(*arguments).exit_code == 0
    assert {path: (path.read_bytes(), path.stat().st_ino) for path in feeds(tmp_path)} == before


def feeds(folder: Path) -> list[Path]:
    return sorted(path for path in (folder / "feeds").iterdir() if not path.name.startswith("."))


def test_the_ids_of_entries_outlive_what_comes_later(
    read: Callable[..., Any], dataset: Path
) -> None:
    before = {entry.id for entry in read("--search", "aan allen").entries}
    withdrawn = replace(registered("2"), withdrawn_on=dt.date(2025, 12, 1))
    write_source(dataset, (withdrawn, *list(coordinated())[2:]))
    after = read("--search", "aan allen")
    assert {entry.id for entry in after.entries} == before


def test_text_of_any_kind_is_well_formed_in_both_forms() -> None:
    day = dt.date(2025, 7, 11)
    wild = "a\x00\x0b\ud800 <b>&amp; ]]> \U0001f600"
    entry = Entry("urn:uuid:x", wild, wild, "https://a.be/?a=1&b=2", day, day, (wild,), (wild,))
    feed = Feed("urn:uuid:y", wild, None, (entry,))
    parsed = feedparser.parse(write_atom(feed))
    assert not parsed.bozo
    assert parsed.entries[0].link == "https://a.be/?a=1&b=2"
    assert "]]>" in parsed.entries[0].title
    assert json.loads(write_json_feed(feed))["items"][0]["url"] == "https://a.be/?a=1&b=2"


def test_an_empty_feed_is_a_feed(read: Callable[..., Any]) -> None:
    parsed = read("--asker", "Niemand")
    assert parsed.entries == []
    assert parsed.feed.updated == "1970-01-01T00:00:00Z"


def test_a_feed_that_cannot_be_written_leaves_the_one_that_was(
    follow: Callable[..., Result], tmp_path: Path
) -> None:
    (tmp_path / "feeds").write_text("in the way")
    result = follow("--asker", "Peeters")
    assert result.exit_code == 2
    assert "--out" in result.output
    assert (tmp_path / "feeds").read_text() == "in the way"


# ------------------------------------------------------------------ the file


def test_the_file_that_ships_with_the_samples_is_understood() -> None:
    kept = read_subscriptions(ROOT / "corpus/follow.yaml")
    assert [follow.name for follow in kept.follows] == [
        "mechelen",
        "somers-te-laat",
        "schoolstraten",
    ]
    assert kept.follows[0].municipality == "12025"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("feeds: [{name: a}]", "needs something to follow"),
        ("feeds: [{askr: Peeters}]", "has no 'askr'"),
        ("feeds: [{asker: Peeters, name: ../weg}]", "cannot name a file"),
        ("feeds: [{asker: A}, {asker: a}]", "several feeds are named a"),
        ("feeds: [{municipality: Nergenshuizen}]", "there is no municipality Nergenshuizen"),
        ("feeds: [{asker: Peeters, kinds: [laat]}]", "is none of asked"),
        ("feeds: {asker: Peeters}", "must be a list"),
        ("feeds: [", "is no YAML"),
        ("mail: {from: a@b.be, to: c@d.be, host: e, port: veel}", "port must be a number"),
        ("mail: {from: a@b.be, host: e}", "to must be a text"),
        ("!!python/object/apply:os.system [ls]", "is no YAML"),
    ],
)
def test_a_mistake_in_the_file_is_named(
    follow: Callable[..., Result], tmp_path: Path, text: str, said: str
) -> None:
    file = tmp_path / "follow.yaml"
    file.write_text(text, encoding="utf-8")
    result = follow("--file", str(file))
    assert result.exit_code == 2
    assert said in result.output


def test_without_a_file_or_a_condition_the_message_says_what_to_do(
    follow: Callable[..., Result],
) -> None:
    assert "say what to follow" in follow("--file", "nergens.yaml").output
    assert follow("--kind", "late").exit_code == 2


# ------------------------------------------------------------------ letters

FILE = """
mail:
  from: vraagbaak@example.org
  to: [redactie@example.org, archief@example.org]
  host: localhost
  port: PORT
  security: starttls
  user: vraagbaak
feeds:
  - {name: peeters, title: An Peeters, asker: An Peeters}
  - {name: weyts, title: Ben Weyts, minister: Ben Weyts}
"""


class Mailbox:
    """Keeps what a server got."""

    def __init__(self) -> None:
        self.letters: list[Envelope] = []
        # The names that the server calls.
        self.handle_DATA = self.keep
        self.handle_RCPT = self.admit

    async def admit(
        self, server: SMTP, session: object, envelope: Envelope, address: str, options: object
    ) -> str:
        """Take letters for all but one."""
        if address.startswith("weg@"):
            return "550 nobody of that name"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def keep(self, server: SMTP, session: object, envelope: Envelope) -> str:
        """Keep a letter."""
        self.letters.append(envelope)
        return "250 OK"


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


def free_port() -> int:
    with socket.create_server(("localhost", 0)) as server:
        return int(server.getsockname()[1])


def serve(mailbox: Mailbox, authority: trustme.CA, security: Security) -> Controller:
    """A mail server on loopback that lets in who knows the password."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)

    def let_in(server: SMTP, session: object, envelope: object, how: str, data: Any) -> AuthResult:
        known = isinstance(data, LoginPassword) and data.password == b"geheim"
        return AuthResult(success=known, handled=False)

    is_tls = security is Security.TLS
    controller = Controller(
        mailbox, hostname="localhost", port=free_port(), ssl_context=context if is_tls else None,
        tls_context=None if is_tls else context, require_starttls=not is_tls,
        authenticator=let_in, auth_required=not is_tls, auth_require_tls=not is_tls,
    )  # fmt: skip
    controller.start()
    return controller


@pytest.fixture(params=[Security.STARTTLS, Security.TLS])
def settings(
    request: pytest.FixtureRequest, mailbox: Mailbox, authority: trustme.CA
) -> Iterator[MailSettings]:
    controller = serve(mailbox, authority, request.param)
    yield MailSettings(
        "vraagbaak@example.org",
        ("redactie@example.org", "archief@example.org"),
        "localhost",
        controller.port,
        request.param,
        "vraagbaak",
    )
    controller.stop()


@pytest.fixture
def trust(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


def a_letter() -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"] = "vraagbaak@example.org", "redactie@example.org"
    message["Subject"] = "Nieuws"
    message.set_content("Café.\n")
    return message


def test_a_letter_goes_out_over_tls_with_a_password(
    settings: MailSettings, mailbox: Mailbox, trust: ssl.SSLContext
) -> None:
    assert send_letter(a_letter(), settings, "geheim", trust) == ()
    (got,) = mailbox.letters
    assert got.rcpt_tos == ["redactie@example.org"]
    parsed = email.message_from_bytes(got.content, policy=email.policy.default)
    assert parsed.get_content().strip() == "Café."


def test_a_receiver_who_is_refused_is_named_and_the_others_get_it(
    settings: MailSettings, mailbox: Mailbox, trust: ssl.SSLContext
) -> None:
    message = a_letter()
    message.replace_header("To", "redactie@example.org, weg@example.org")
    assert send_letter(message, settings, "geheim", trust) == ("weg@example.org",)
    (got,) = mailbox.letters
    assert got.rcpt_tos == ["redactie@example.org"]


def test_a_server_that_is_not_who_it_says_gets_no_letter(
    settings: MailSettings, mailbox: Mailbox
) -> None:
    with pytest.raises(MailNotSent, match="certificate"):
        send_letter(a_letter(), settings, "geheim")
    assert mailbox.letters == []


def test_a_wrong_password_is_said_but_not_shown(
    settings: MailSettings, mailbox: Mailbox, trust: ssl.SSLContext
) -> None:
    with pytest.raises(MailNotSent, match="535") as caught:
        send_letter(a_letter(), settings, "verkeerd-woord", trust)
    assert "verkeerd-woord" not in str(caught.value)
    assert mailbox.letters == []


def test_a_password_is_asked_for_and_never_sent_in_the_clear() -> None:
    plain = MailSettings("a@b.be", ("c@d.be",), "localhost", 1, Security.NONE, "vraagbaak")
    with pytest.raises(WrongUsage, match="VRAAGBAAK_SMTP_PASSWORD"):
        send_letter(a_letter(), plain, None)
    with pytest.raises(WrongUsage, match="in the clear"):
        send_letter(a_letter(), plain, "geheim")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "follow.yaml"
    path.write_text(FILE.replace("PORT", str(free_port())), encoding="utf-8")
    return path


def letter_in(path: Path) -> EmailMessage:
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


SINCE = ("--since", "2025-01-01")


def test_a_letter_tells_each_event_once_and_the_next_one_only_what_is_new(
    follow: Callable[..., Result], dataset: Path, file: Path, tmp_path: Path
) -> None:
    path = tmp_path / "nieuws.eml"
    arguments = ("--file", str(file), "--letter", str(path), *SINCE)
    result = follow(*arguments)
    assert result.exit_code == 0, result.output
    first = letter_in(path)
    text = first.get_content()
    assert first["To"] == "redactie@example.org, archief@example.org"
    assert "(An Peeters, Ben Weyts)" in first["Subject"]
    assert text.count("te laat, hoe men") <= 1
    assert "(zie An Peeters)" in text
    path.unlink()
    assert "nothing new" in follow(*arguments).output
    assert not path.exists()
    write_source(dataset, (replace(registered("2"), withdrawn_on=dt.date(2025, 12, 1)),))
    assert follow(*arguments).exit_code == 0
    second = letter_in(path).get_content()
    assert "Niet meer bij de bron" in second
    assert "Gecoördineerd" not in second
    assert letter_in(path)["Message-ID"] != first["Message-ID"]


def test_a_letter_that_could_not_be_sent_is_told_again(
    follow: Callable[..., Result],
    file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("VRAAGBAAK_SMTP_PASSWORD", "geheim")
    unsent = follow("--file", str(file), "--send", *SINCE)
    assert unsent.exit_code == 5
    assert "next call" in unsent.output
    assert "geheim" not in unsent.output
    path = tmp_path / "nieuws.eml"
    assert follow("--file", str(file), "--letter", str(path), *SINCE).exit_code == 0
    assert "Te laat beantwoord" in letter_in(path).get_content()


def test_the_command_sends_and_reports(
    follow: Callable[..., Result],
    mailbox: Mailbox,
    authority: trustme.CA,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    controller = serve(mailbox, authority, Security.STARTTLS)
    file, roots = tmp_path / "follow.yaml", tmp_path / "roots.pem"
    file.write_text(FILE.replace("PORT", str(controller.port)), encoding="utf-8")
    authority.cert_pem.write_to_path(str(roots))
    monkeypatch.setenv("SSL_CERT_FILE", str(roots))
    monkeypatch.setenv("VRAAGBAAK_SMTP_PASSWORD", "geheim")
    result = follow("--file", str(file), "--send", "--json", *SINCE)
    controller.stop()
    assert result.exit_code == 0, result.output
    said = json.loads(result.stdout)
    assert said["letter"]["sent"] is True
    assert said["letter"]["new"] > 0
    assert [feed["title"] for feed in said["feeds"]] == ["An Peeters", "Ben Weyts"]
    assert all(Path(path).is_file() for feed in said["feeds"] for path in feed["files"])
    assert len(mailbox.letters) == 1
    # One late answer that its source calls timely.
    assert said["disagreements"] == 1


def test_a_title_cannot_add_a_header(
    follow: Callable[..., Result], file: Path, tmp_path: Path
) -> None:
    text = file.read_text(encoding="utf-8").replace(
        "title: An Peeters", r'title: "A\r\nBcc: x@y.be"'
    )
    file.write_text(text, encoding="utf-8")
    path = tmp_path / "nieuws.eml"
    assert follow("--file", str(file), "--letter", str(path), *SINCE).exit_code == 0
    assert letter_in(path)["Bcc"] is None


def test_the_note_of_what_was_sent_is_not_guessed_at(
    follow: Callable[..., Result], file: Path, tmp_path: Path
) -> None:
    (tmp_path / "feeds").mkdir()
    (tmp_path / "feeds/.sent.json").write_text("[1", encoding="utf-8")
    result = follow("--file", str(file), "--letter", str(tmp_path / "n.eml"), *SINCE)
    assert result.exit_code == 2
    assert "remove it to send all anew" in result.output


# ------------------------------------------------------------------ one question


def test_a_question_is_shown_with_its_history_and_its_term(dataset: Path) -> None:
    def show(*arguments: str) -> Result:
        return CliRunner().invoke(main, ["show", "1", "--dataset", str(dataset), *arguments])

    found = json.loads(show("--json").stdout)
    assert [(one["kind"], one["happened_on"]) for one in found["history"]] == [
        ("asked", "2025-05-12"),
        ("answered", "2025-06-18"),
        ("published", "2025-07-11"),
    ]
    assert found["deadline"]["finding"] == "in_time"
    printed = " ".join(show().output.split())
    assert "12/05/2025 gesteld, 18/06/2025 beantwoord, 11/07/2025 gepubliceerd" in printed
    assert "Termijn tot 18/06/2025: tijdig" in printed


def test_a_question_without_a_source_is_shown_without_a_term(dataset: Path) -> None:
    arguments = ["show", "12", "--dataset", str(dataset)]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    assert "Termijn" not in result.output
    assert json.loads(CliRunner().invoke(main, [*arguments, "--json"]).stdout)["deadline"] is None


@pytest.mark.parametrize(
    ("text", "wanted", "found"),
    [
        ("Fietspaden in België", "belgie fietspaden", True),
        ("Fietspaden", "fiets", False),
        ("Jos D’Haese", "d haese", True),
        ("Gent–Brugge", "brugge gent", True),
        ("GEEN Café's", "cafe s", True),
        ("een\u00a0woord", "woord", True),
        ("een woord", "", False),
        ("c++ (2020)", "c 2020", True),
    ],
)
def test_words_are_found_whole_whatever_their_accents(text: str, wanted: str, found: bool) -> None:
    from vraagbaak.dataset.feeds.following import _has_words

    assert _has_words(text, name_key(wanted)) is found
