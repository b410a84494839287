"""The sandbox plays the DNS, and the house asks it as it asks any name server."""

import socket
from pathlib import Path

import httpx
import pytest
from pytest_django import Settings

from tenants.dns import DnsAway, texts_of
from tests.sandbox.running import free_port, sandbox_on


def test_it_answers_with_the_records_that_were_written_down(tmp_path: Path, settings: Settings) -> None:
    with sandbox_on(tmp_path, free_port()) as sandbox:
        settings.DNS_SERVERS = [f"127.0.0.1:{sandbox.dns_port}"]
        record = {"name": "_parlor.salon.com", "texts": ["parlor-verify=abc", "other"]}
        assert httpx.put(f"{sandbox.own_url}/control/dns/", json=record).status_code == 200

        assert sorted(texts_of("_parlor.salon.com")) == ["other", "parlor-verify=abc"]
        assert texts_of("_parlor.nobody.com") == []
        httpx.put(f"{sandbox.own_url}/control/dns/", json={"name": "_parlor.salon.com", "texts": []})
        assert texts_of("_parlor.salon.com") == []


def test_it_tells_silence_from_an_answer(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tenants.dns.TIMEOUT_S", 0.2)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as mute:
        mute.bind(("127.0.0.1", 0))
        settings.DNS_SERVERS = [f"127.0.0.1:{mute.getsockname()[1]}"]

        with pytest.raises(DnsAway):
            texts_of("_parlor.salon.com")
