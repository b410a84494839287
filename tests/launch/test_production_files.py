"""docker-compose.yml keeps the promises that a person reads into it."""

import re
from typing import Any

import pytest
import yaml

from launch.layout import ROOT

TEXT = (ROOT / "docker-compose.yml").read_text()
COMPOSE: dict[str, Any] = yaml.safe_load(TEXT)
ONE_SHOT = {"bucket", "migrate"}
SECRETS = {
    "DJANGO_SECRET_KEY",
    "PARLOR_FIELD_KEYS",
    "POSTGRES_PASSWORD",
    "VALKEY_PASSWORD",
    "MINIO_ROOT_USER",
    "MINIO_ROOT_PASSWORD",
    "PARLOR_META_APP_SECRET",
    "PARLOR_META_VERIFY_TOKEN",
    "FLOWER_BASIC_AUTH",
}


@pytest.mark.parametrize("name", sorted(SECRETS))
def test_it_refuses_to_start_without_a_secret(name: str) -> None:
    uses = re.findall(rf"\$\{{{name}(:[?-][^}}]*)?}}", TEXT)

    assert uses
    assert [use for use in uses if not use.startswith(":?")] == []


@pytest.mark.parametrize("name", sorted(set(COMPOSE["services"]) - ONE_SHOT))
def test_it_checks_the_health_of_every_lasting_service(name: str) -> None:
    service = COMPOSE["services"][name]

    assert "test" in service["healthcheck"]
    assert service["restart"] == "unless-stopped"


def test_it_has_a_worker_for_every_queue() -> None:
    commands = [service.get("command", []) for service in COMPOSE["services"].values()]

    queues = {command[command.index("-Q") + 1] for command in commands if "-Q" in command}

    assert queues == {"default", "inbound", "outbound", "media", "agent", "knowledge"}


def test_it_names_every_volume_that_is_mounted() -> None:
    mounts = [mount for service in COMPOSE["services"].values() for mount in service.get("volumes", [])]

    named = {mount.split(":")[0] for mount in mounts if mount[0] not in "./$"}

    assert named == set(COMPOSE["volumes"])


def test_it_shows_only_the_web_server_to_the_world() -> None:
    ports = {name: service["ports"] for name, service in COMPOSE["services"].items() if "ports" in service}

    assert ports == {"flower": ["127.0.0.1:5555:5555"], "nginx": ["80:80", "443:443"]}


def test_it_lists_every_wanted_variable_in_the_example() -> None:
    wanted = set(re.findall(r"\$\{([A-Z0-9_]+)", TEXT))

    listed = set(re.findall(r"^([A-Z0-9_]+)=", (ROOT / "deploy/env.example").read_text(), re.MULTILINE))

    assert listed == wanted


# Django reads the name of its settings itself, boto the keys.
READ_ELSEWHERE = {"DJANGO_SETTINGS_MODULE", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"}


@pytest.mark.parametrize("name", sorted(set(COMPOSE["x-environment"]) - READ_ELSEWHERE))
def test_settings_read_what_compose_hands_over(name: str) -> None:
    sources = [path.read_text() for path in (ROOT / "config").rglob("*.py")]

    assert any(f'"{name}"' in source for source in sources)
