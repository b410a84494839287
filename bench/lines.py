"""Workspaces with a connected number, and the webhooks that customers of them cause."""

import hashlib
import hmac
import json
import time
from dataclasses import dataclass

import httpx
import psycopg

from launch.system import System


@dataclass(frozen=True)
class Line:
    """A connected number of a tenant."""

    schema: str
    phone_number_id: str
    waba_id: str


def webhook(line: Line, number: int, text: str) -> bytes:
    """Return the body of one text message; forty customers write in turn."""
    customer = f"38067{number % 40:07}"
    message = {
        "from": customer,
        "id": f"wamid.BENCH{line.phone_number_id}{text}",
        "timestamp": str(int(time.time())),
        "type": "text",
        "text": {"body": text},
    }
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "1", "phone_number_id": line.phone_number_id},
        "contacts": [{"profile": {"name": f"Customer {number % 40}"}, "wa_id": customer}],
        "messages": [message],
    }
    entry = {"id": line.waba_id, "changes": [{"field": "messages", "value": value}]}
    return json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()


def open_tenants(system: System, count: int) -> list[Line]:
    """Register `count` workspaces over the API and give each a number; the agent stays out of it."""
    lines = []
    with (
        httpx.Client(base_url=f"http://127.0.0.1:{system.port}", timeout=30) as http,
        psycopg.connect(system.database_url, autocommit=True) as database,
    ):
        for number in range(count):
            made = http.post(
                "/api/auth/register/",
                headers={"Host": f"localhost:{system.port}", "X-Forwarded-For": f"10.9.{number}.1"},
                json={
                    "email": f"bench{number}@bench.example",
                    "password": "a long bench password",
                    "name": "Bench",
                    "organization": f"Bench {number}",
                    "slug": f"bench-{number}",
                },
            )
            made.raise_for_status()
            http.patch(
                "/api/agent/settings/",
                headers={
                    "Host": f"bench-{number}.localhost:{system.port}",
                    "Authorization": f"Bearer {made.json()['access']}",
                },
                json={"mode": "off"},
            ).raise_for_status()
            lines.append(_connect(system, database, number))
    return lines


def _connect(system: System, database: psycopg.Connection[tuple[str, ...]], number: int) -> Line:
    """Connect a number by its rows: fifty handshakes with the sandbox are not what is measured."""
    found = database.execute("SELECT schema_name FROM tenants_tenant WHERE slug = %s", [f"bench-{number}"])
    row = found.fetchone()
    assert row is not None
    line = Line(str(row[0]), f"99{number:08}", f"98{number:08}")
    database.execute(
        "INSERT INTO intake_route (platform, account_id, schema_name) VALUES ('whatsapp', %s, %s)",
        [line.phone_number_id, line.schema],
    )
    database.execute(
        f'INSERT INTO "{line.schema}".inbox_channels_channelaccount '
        "(id, kind, name, external_id, credentials, settings, state, last_error, created_at) "
        "VALUES (gen_random_uuid(), 'whatsapp', 'Bench', %s, '', '{}', 'connected', '', now())",
        [line.phone_number_id],
    )
    return line


def signed(secret: bytes, body: bytes) -> dict[str, str]:
    return {"X-Hub-Signature-256": "sha256=" + hmac.new(secret, body, hashlib.sha256).hexdigest()}
