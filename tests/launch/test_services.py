"""The embedded PostgreSQL and Valkey: private, crash-proof, gone when asked."""

import os
import signal
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
import redis

from launch import postgres_home
from launch.services import Services, start_services
from launch.state import load_secrets

WORDS = "SELECT lower('ПРИВІТ'), to_tsvector('simple', '«манікюр»')::text"


@pytest.fixture
def data_dir() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="parlor-launch-") as folder:
        Path(folder).chmod(0o711)
        yield Path(folder) / "data"
        postgres_home.forget(Path(folder) / "data")


@pytest.fixture
def services(data_dir: Path) -> Iterator[Services]:
    running = start_services(data_dir, durable=True)
    yield running
    running.stop()


def postmaster(services: Services) -> int:
    with psycopg.connect(services.database_url) as link:
        row = link.execute("SELECT pg_read_file('postmaster.pid')").fetchone()
    assert row is not None
    return int(row[0].split("\n", 1)[0])


def test_it_starts_a_database_that_knows_ukrainian_and_vectors(services: Services) -> None:
    with psycopg.connect(services.database_url) as link:
        words = link.execute(WORDS).fetchone()
        link.execute("CREATE EXTENSION vector")
        distance = link.execute("SELECT '[1,2]'::vector <-> '[1,4]'::vector").fetchone()

    assert words == ("привіт", "'манікюр':1")
    assert distance == (2.0,)


def test_it_refuses_a_wrong_database_password(services: Services) -> None:
    password = urlsplit(services.database_url).password
    assert password is not None
    wrong = services.database_url.replace(password, "guess")

    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(wrong)


def test_it_refuses_valkey_without_the_password(services: Services) -> None:
    port = urlsplit(services.redis_url).port
    assert port is not None

    with pytest.raises(redis.AuthenticationError):
        redis.Redis(port=port).ping()


def test_it_keeps_secrets_from_other_users_and_from_command_lines(services: Services, data_dir: Path) -> None:
    secrets = load_secrets(data_dir)
    command_line = Path(f"/proc/{postmaster(services)}/cmdline").read_text()

    mode = stat.S_IMODE((data_dir / "secrets.json").stat().st_mode)

    assert mode == 0o600
    assert [value for value in secrets.values() if value in command_line] == []


def test_it_keeps_data_and_ports_over_a_restart(data_dir: Path) -> None:
    first = start_services(data_dir, durable=True)
    with psycopg.connect(first.database_url) as link:
        link.execute("CREATE TABLE kept (word text)")
        link.execute("INSERT INTO kept VALUES ('here')")
    first.stop()

    second = start_services(data_dir, durable=True)
    with psycopg.connect(second.database_url) as link:
        kept = link.execute("SELECT word FROM kept").fetchall()
    second.stop()

    assert kept == [("here",)]
    assert second.database_url == first.database_url


def test_it_starts_after_a_crash_that_left_the_pid_file(data_dir: Path) -> None:
    crashed = start_services(data_dir, durable=True)
    with psycopg.connect(crashed.database_url) as link:
        link.execute("CREATE TABLE kept (word text)")
    os.kill(postmaster(crashed), signal.SIGKILL)
    crashed.stop()

    services = start_services(data_dir, durable=True)
    with psycopg.connect(services.database_url) as link:
        found = link.execute("SELECT count(*) FROM kept").fetchone()
    services.stop()

    assert found == (0,)


def test_it_takes_over_from_a_server_that_outlived_its_launcher(data_dir: Path) -> None:
    forgotten = start_services(data_dir, durable=True)
    before = postmaster(forgotten)

    services = start_services(data_dir, durable=True)
    after = postmaster(services)
    services.stop()
    forgotten.stop()

    assert after != before


def test_it_deletes_a_throw_away_cluster_when_stopped(data_dir: Path) -> None:
    services = start_services(data_dir, durable=False)

    services.stop()

    assert not (data_dir / "postgres").exists()
    assert not postgres_home.outside_place(data_dir).exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root drops to another user")
def test_it_keeps_the_database_outside_a_folder_that_the_service_user_cannot_enter(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    data_dir = closed / "data"

    services = start_services(data_dir, durable=False)
    is_outside = (postgres_home.outside_place(data_dir) / "cluster").exists()
    services.stop()

    assert is_outside
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700


@pytest.mark.skipif(os.geteuid() != 0, reason="only root drops to another user")
def test_it_never_runs_the_database_as_root(services: Services) -> None:
    owner = Path(f"/proc/{postmaster(services)}").stat().st_uid

    assert owner != 0
