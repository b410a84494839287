"""What cannot start says in one line what to do, and leaves nothing running."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from launch.layout import ROOT
from launch.ports import free_port


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    dropped = ("DATABASE_URL", "REDIS_URL")
    return {name: value for name, value in os.environ.items() if name not in dropped} | {
        "PARLOR_DATA_DIR": str(tmp_path / "data"),
        "PARLOR_PORT": str(free_port()),
        "PARLOR_SANDBOX_PORT": str(free_port()),
        "PARLOR_SMTP_PORT": str(free_port()),
    }


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def refusal(env: Mapping[str, str], *options: str) -> tuple[int, list[str]]:
    ended = subprocess.run(
        [sys.executable, "-m", "launch", "up", *options],
        cwd=ROOT,
        env=dict(env),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return ended.returncode, ended.stderr.splitlines()


def test_it_refuses_a_taken_port(environment: dict[str, str], taken_port: int, tmp_path: Path) -> None:
    code, lines = refusal({**environment, "PARLOR_PORT": str(taken_port)})

    assert code == 1
    assert lines == [
        f"✗ Port {taken_port} for Parlor is taken: stop what uses it, or set PARLOR_PORT to a free port."
    ]
    assert not (tmp_path / "data" / "postgres").exists()


def test_it_refuses_a_port_that_is_no_number(environment: dict[str, str]) -> None:
    code, lines = refusal({**environment, "PARLOR_SANDBOX_PORT": "eighty"})

    assert code == 1
    assert lines == ["✗ PARLOR_SANDBOX_PORT is 'eighty': give a port number between 1 and 65535."]


def test_it_refuses_a_database_that_does_not_answer(environment: dict[str, str]) -> None:
    port = free_port()

    code, lines = refusal(
        {**environment, "DATABASE_URL": f"postgres://parlor:hidden@127.0.0.1:{port}/parlor"}
    )

    assert code == 1
    assert len(lines) == 1
    assert lines[0].startswith("✗ The database at DATABASE_URL does not answer: ")
    assert lines[0].endswith("Mend the address or unset it.")
    assert "hidden" not in lines[0]


def test_it_refuses_an_address_that_is_no_database(environment: dict[str, str]) -> None:
    code, lines = refusal({**environment, "DATABASE_URL": "mysql://localhost/parlor"})

    assert code == 1
    assert lines == ["✗ DATABASE_URL must look like postgres://user:password@host:5432/name."]


def test_it_refuses_a_valkey_that_does_not_answer(environment: dict[str, str]) -> None:
    code, lines = refusal({**environment, "REDIS_URL": f"redis://127.0.0.1:{free_port()}/0"})

    assert code == 1
    assert len(lines) == 1
    assert lines[0].startswith("✗ The Valkey at REDIS_URL does not answer: ")


def test_it_refuses_a_data_folder_that_is_a_file(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a letter")

    code, lines = refusal(environment)

    assert code == 1
    assert lines == [
        f"✗ Cannot use the data folder {tmp_path / 'data'}: File exists. "
        "Mend that or set PARLOR_DATA_DIR to a folder you may write to."
    ]


def test_it_refuses_to_reset_a_folder_that_is_not_its_own(
    environment: dict[str, str], tmp_path: Path
) -> None:
    letters = tmp_path / "data"
    letters.mkdir()
    (letters / "letter.txt").write_text("keep me")

    code, lines = refusal(environment, "--reset")

    assert code == 1
    assert lines == [
        f"✗ {letters} was not made by Parlor, so --reset leaves it alone: "
        "empty it yourself or set PARLOR_DATA_DIR."
    ]
    assert (letters / "letter.txt").read_text() == "keep me"


def test_it_refuses_a_second_copy_on_the_same_folder(environment: dict[str, str], tmp_path: Path) -> None:
    from launch.locks import try_lock

    (tmp_path / "data" / "run").mkdir(parents=True)
    lock = try_lock(tmp_path / "data" / "run" / "lock")
    assert lock is not None

    code, lines = refusal(environment)
    os.close(lock)

    assert code == 1
    assert lines == [
        f"✗ Parlor already runs from {tmp_path / 'data'}: stop it, or set PARLOR_DATA_DIR and the ports."
    ]


def test_it_names_the_node_to_install_when_there_is_none(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from launch import frontend
    from launch.errors import LaunchError

    monkeypatch.setenv("PATH", "/nowhere")

    with pytest.raises(LaunchError) as error:
        frontend.require_node()

    assert error.value.message == (
        "Node.js is needed to build the web app and was not found: "
        "install Node.js 20.19 or newer (with npm) and start again."
    )


def test_it_names_the_room_that_a_full_disk_lacks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from launch import layout
    from launch.errors import LaunchError

    monkeypatch.setattr(layout, "ROOM_NEW_MB", 2**40)

    with pytest.raises(LaunchError, match="The disk is nearly full") as error:
        layout.claim_data_dir(tmp_path / "data")

    assert error.value.message.endswith("Free some space or set PARLOR_DATA_DIR to another disk.")
