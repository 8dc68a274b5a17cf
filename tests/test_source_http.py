"""How a source is asked: which addresses, how often, when, and what an answer may be."""

import datetime as dt
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing

import pytest
from stand_in.catalogue import Catalogue
from stand_in.faults import Fault, Kind, Way, redirected, silence, slowly, status
from stand_in.server import StandIn, opened

from vraagbaak.errors import WrongUsage
from vraagbaak.source.failures import ContactEnded, RequestFailed, TurnOver
from vraagbaak.source.hosts import Hosts, check_address, loopback_of, resolve
from vraagbaak.source.http import Client
from vraagbaak.source.manners import Manners, is_between

OURS = Hosts(frozenset({"ws.vlpar.be"}))
QUICK = Manners(pause=0, attempts=2, backoff=0.01, silence=5, deadline=5)


Clients = Callable[..., Client]


def noon() -> dt.datetime:
    return dt.datetime(2025, 11, 20, 12, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def service() -> Iterator[StandIn]:
    with opened(Catalogue()) as running:
        yield running


@pytest.fixture(autouse=True)
def _forget(service: StandIn) -> None:
    service.forget()


@pytest.fixture
def client_of() -> Iterator[Clients]:
    """Makes clients, and lets go of them when the test is over."""
    with ExitStack() as stack:

        def make(service: StandIn, manners: Manners = QUICK) -> Client:
            hosts = Hosts(frozenset(), service.address.removeprefix("http://"))
            return stack.enter_context(closing(Client(hosts, manners, noon)))

        yield make


def search(client: Client, service: StandIn, most_bytes: int = 10**6) -> bytes:
    address = f"{service.address}/api/search/query/x?collection=vp_collection"
    return client.get(address, "application/json", most_bytes).body


# ------------------------------------------------------------------ addresses


@pytest.mark.parametrize(
    "address",
    [
        "http://ws.vlpar.be/x",
        "https://evil.example/x",
        "https://ws.vlpar.be.evil.example/x",
        "https://ws.vlpar.be:8443/x",
        "https://user@ws.vlpar.be/x",
        "https://ws.vlpar.be@evil.example/x",
        "https://127.0.0.1/x",
        "http://127.0.0.1:80/x",
        "file:///etc/passwd",
        "https://ws.vlpar.be:99999999/x",
        "//ws.vlpar.be/x",
    ],
)
def test_only_the_hosts_of_the_source_are_asked_over_https(address: str) -> None:
    with pytest.raises(RequestFailed) as refused:
        check_address(OURS, address)
    assert refused.value.code == "refused_address"
    assert not refused.value.is_passing


def test_a_host_of_the_source_may_be_asked() -> None:
    assert check_address(OURS, "https://ws.vlpar.be:443/e/opendata").hostname == "ws.vlpar.be"


@pytest.mark.parametrize(
    "address",
    ["10.0.0.1", "127.0.0.1", "169.254.169.254", "192.168.1.1", "::1", "fd00::1", "::ffff:10.0.0.1",
     "192.0.2.1", "224.0.0.1", "100.64.0.1"],
)  # fmt: skip
def test_a_host_that_leads_into_a_private_net_is_not_asked(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443))
    public = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("193.191.1.1", 443))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [public, entry])
    with pytest.raises(RequestFailed) as refused:
        resolve("ws.vlpar.be")
    assert refused.value.code == "refused_address"


def test_http_is_for_this_machine_alone() -> None:
    assert loopback_of("http://127.0.0.1:8123/x") == "127.0.0.1:8123"
    assert loopback_of("https://mirror.example") is None
    for address in ("http://mirror.example", "http://10.0.0.1:80", "ftp://127.0.0.1", "127.0.0.1"):
        with pytest.raises(WrongUsage):
            loopback_of(address)


@pytest.mark.parametrize(
    "target",
    [
        "http://169.254.169.254/",
        "https://192.168.0.1/",
        "http://127.0.0.1:1/",
        "file:///etc/passwd",
    ],
)
def test_a_redirect_is_held_against_the_same_rules(
    service: StandIn, target: str, client_of: Clients
) -> None:
    service.faults.append(Fault(Kind.SEARCH, redirected(target)))
    with pytest.raises(RequestFailed) as refused:
        search(client_of(service), service)
    assert refused.value.code == "refused_address"
    assert len(service.requests) == 1


def test_redirects_in_a_circle_end(service: StandIn, client_of: Clients) -> None:
    address = f"{service.address}/api/search/query/x"
    service.faults.append(Fault(Kind.SEARCH, redirected(address)))
    with pytest.raises(RequestFailed) as refused:
        search(client_of(service), service)
    assert refused.value.code == "redirects"


# ------------------------------------------------------------------ again, and not too often


def test_what_fails_in_passing_is_asked_again(service: StandIn, client_of: Clients) -> None:
    service.faults.append(Fault(Kind.SEARCH, status(503), times=1))
    client = client_of(service)
    assert search(client, service)
    assert (client.requests, client.retries) == (2, 1)


def test_what_is_not_there_is_not_asked_for_again(service: StandIn, client_of: Clients) -> None:
    service.faults.append(Fault(Kind.SEARCH, status(404)))
    client = client_of(service)
    with pytest.raises(RequestFailed):
        search(client, service)
    assert client.requests == 1


def test_the_wish_to_be_left_alone_for_a_while_is_heeded(
    service: StandIn, client_of: Clients
) -> None:
    service.faults.append(Fault(Kind.SEARCH, status(429, "1"), times=1))
    begun = time.monotonic()
    assert search(client_of(service), service)
    assert time.monotonic() - begun >= 1
    service.faults.append(Fault(Kind.SEARCH, status(429, "3600"), times=1))
    client = client_of(service)
    with pytest.raises(RequestFailed):
        search(client, service)
    assert client.requests == 1


def test_after_five_failures_in_a_row_the_source_is_left_alone(
    service: StandIn, client_of: Clients
) -> None:
    service.faults.append(Fault(Kind.SEARCH, status(500)))
    client = client_of(service)
    for _ in range(5):
        with pytest.raises(RequestFailed):
            search(client, service)
    with pytest.raises(ContactEnded):
        search(client, service)
    assert client.requests == 10


def test_a_run_makes_no_more_requests_than_its_cap(service: StandIn, client_of: Clients) -> None:
    client = client_of(service, QUICK._replace(most_requests=1))
    search(client, service)
    with pytest.raises(TurnOver):
        search(client, service)
    assert len(service.requests) == 1


def test_a_source_is_asked_at_its_hours_alone(service: StandIn, client_of: Clients) -> None:
    night = (dt.time(22), dt.time(6))
    assert is_between(dt.time(23), night)
    assert is_between(dt.time(5, 59), night)
    assert not is_between(dt.time(6), night)
    assert is_between(dt.time(12), (dt.time(9), dt.time(17)))
    with pytest.raises(TurnOver):
        search(client_of(service, QUICK._replace(hours=night)), service)
    assert not service.requests


def test_requests_begin_a_pause_apart_and_name_who_asks(
    service: StandIn, client_of: Clients
) -> None:
    client = client_of(service, QUICK._replace(pause=0.2, contact="an@example.be"))
    begun = time.monotonic()
    for _ in range(3):
        search(client, service)
    assert time.monotonic() - begun >= 0.4
    agents = {request.headers["User-Agent"] for request in service.requests}
    assert len(agents) == 1
    assert agents.pop().startswith("vraagbaak/")
    assert "an@example.be" in service.requests[0].headers["User-Agent"]


# ------------------------------------------------------------------ answers


def test_a_body_is_cut_off_beyond_its_size(service: StandIn, client_of: Clients) -> None:
    with pytest.raises(RequestFailed) as refused:
        search(client_of(service), service, most_bytes=10)
    assert refused.value.code == "too_large"


@pytest.mark.parametrize(("way", "code"), [(slowly(30, 60), "too_slow"), (silence(30), "timeout")])
def test_a_server_that_takes_its_time_does_not_take_ours(
    service: StandIn, way: Way, code: str, client_of: Clients
) -> None:
    service.faults.append(Fault(Kind.SEARCH, way))
    client = client_of(service, QUICK._replace(attempts=1, silence=0.6, deadline=1))
    begun = time.monotonic()
    with pytest.raises(RequestFailed) as refused:
        search(client, service)
    assert refused.value.code == code
    assert time.monotonic() - begun < 20
