"""Pull plugs under load: no customer's message is lost, none comes twice, the order is kept."""

import signal
import threading
from collections.abc import Callable

import httpx
import pytest
from redis import Redis

from launch.system import System
from tests.system import Meta, Workspace, eventually

pytestmark = pytest.mark.chaos

MESSAGES = 240


@pytest.fixture
def northside(system: System) -> Workspace:
    """The barbers, with their agent switched off: what is counted are customers' messages."""
    workspace = Workspace(system, "northside")
    with workspace.http as http:
        http.patch("/api/agent/settings/", json={"mode": "off"}).raise_for_status()
    return workspace


def write_while(system: System, name: str, disturb: Callable[[], None]) -> Meta:
    """Let a customer write MESSAGES messages, each in one or two copies, while `disturb` happens."""
    customer = Meta(system, "104200000000002", "204200000000002", name)
    trouble = threading.Thread(target=disturb)
    with httpx.Client(timeout=20) as http:
        for number in range(MESSAGES):
            if number == MESSAGES // 4:
                trouble.start()
            customer.post(http, number)
            if number % 5 == 0:
                customer.post(http, number)
    trouble.join()
    return customer


def assert_complete(northside: Workspace, name: str) -> None:
    expected = [f"{name} {number}" for number in range(MESSAGES)]
    eventually(lambda: len(northside.texts_of(name)) >= MESSAGES, within_s=90)
    assert northside.texts_of(name) == expected


def test_a_worker_is_killed_in_the_middle_of_a_batch(system: System, northside: Workspace) -> None:
    def kill_twice() -> None:
        system.kill("inbound")
        system.kill("inbound")

    write_while(system, "Kira", kill_twice)

    assert_complete(northside, "Kira")


def test_the_database_is_killed_under_load(system: System, northside: Workspace) -> None:
    write_while(system, "Petra", lambda: system.kill("postgres"))

    assert_complete(northside, "Petra")


def test_the_database_is_restarted_politely_under_load(system: System, northside: Workspace) -> None:
    write_while(system, "Paul", lambda: system.kill("postgres", with_signal=signal.SIGINT))

    assert_complete(northside, "Paul")


def test_valkey_is_emptied_under_load(system: System, northside: Workspace) -> None:
    def flush() -> None:
        for _ in range(5):
            Redis.from_url(system.redis_url).flushall()

    write_while(system, "Vera", flush)

    assert_complete(northside, "Vera")


def test_valkey_is_killed_under_load(system: System, northside: Workspace) -> None:
    write_while(system, "Viktor", lambda: system.kill("valkey"))

    assert_complete(northside, "Viktor")


def test_the_web_process_is_killed_under_load(system: System, northside: Workspace) -> None:
    write_while(system, "Wanda", lambda: system.kill("web"))

    assert_complete(northside, "Wanda")
