"""The webhook door: 200 means on disk; everything else means send it again or mend it."""

import hashlib
import hmac
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import connection
from psycopg.conninfo import make_conninfo

from shared_apps.intake.asgi import WebhookDoor
from shared_apps.intake.ledger import Ledger
from shared_apps.intake.models import EventState, IntakeEvent, Route
from shared_apps.intake.platforms import MAX_BODY_BYTES
from tenants.models import Tenant

BODY = (Path(__file__).parents[2] / "fixtures/whatsapp/text.json").read_bytes()
BATCH = (Path(__file__).parents[2] / "fixtures/whatsapp/batch.json").read_bytes()
PHONE_NUMBER_ID = "700100200300"

pytestmark = pytest.mark.django_db(transaction=True)


def conninfo(**changes: Any) -> str:
    given = connection.settings_dict
    parts = {"host": given["HOST"], "port": given["PORT"], "user": given["USER"], "dbname": given["NAME"]}
    return make_conninfo(**{**parts, "password": given["PASSWORD"], **changes})


class Knock:
    """Knocks at a door whose kicks are noted."""

    def __init__(self, info: str) -> None:
        self.kicked: list[set[str]] = []
        self.ledger = Ledger(info, lambda schemas: self.kicked.append(set(schemas)))
        transport = httpx.ASGITransport(app=WebhookDoor(self.ledger))  # type: ignore[arg-type]  # narrower than ASGI
        self.http = httpx.AsyncClient(transport=transport, base_url="http://parlor.test")

    async def post(
        self, body: bytes, *, signature: str | None = None, to: str = "whatsapp"
    ) -> httpx.Response:
        signed = hmac.new(settings.META_APP_SECRETS[0].encode(), body, hashlib.sha256).hexdigest()
        headers = {"X-Hub-Signature-256": signature if signature is not None else f"sha256={signed}"}
        return await self.http.post(f"/webhook/{to}/", content=body, headers=headers)


@pytest.fixture
async def door(db: None) -> AsyncIterator[Knock]:
    knock = Knock(conninfo())
    yield knock
    await knock.ledger.close()
    await knock.http.aclose()


@sync_to_async
def rows() -> list[tuple[str, str, int, bytes]]:
    found = IntakeEvent.objects.order_by("id").values_list("account_id", "schema", "state", "payload")
    return [(account, schema, state, bytes(payload)) for account, schema, state, payload in found]


@sync_to_async
def route(tenant: Tenant) -> None:
    Route.objects.create(platform="whatsapp", account_id=PHONE_NUMBER_ID, schema_name=tenant.schema_name)


async def test_it_commits_the_body_before_it_answers(door: Knock, acme: Tenant) -> None:
    await route(acme)

    response = await door.post(BODY)

    assert response.status_code == 200
    assert await rows() == [(PHONE_NUMBER_ID, acme.schema_name, EventState.PENDING, BODY)]
    assert door.kicked == [{acme.schema_name}]


async def test_it_keeps_what_belongs_to_nobody_yet(door: Knock) -> None:
    response = await door.post(BODY)

    assert response.status_code == 200
    assert await rows() == [(PHONE_NUMBER_ID, "", EventState.UNROUTED, BODY)]


async def test_it_gives_every_account_of_a_batch_its_own_row(door: Knock, acme: Tenant) -> None:
    await route(acme)

    response = await door.post(BATCH)

    assert response.status_code == 200
    found = await rows()
    assert len({account for account, *_ in found}) == len(found) > 1
    assert [schema for account, schema, *_ in found if account == PHONE_NUMBER_ID] == [acme.schema_name]
    assert {schema for account, schema, *_ in found if account != PHONE_NUMBER_ID} == {""}


async def test_it_learns_of_an_account_that_was_connected_a_moment_ago(door: Knock, acme: Tenant) -> None:
    await door.post(BODY)
    await route(acme)

    await door.post(BODY)

    assert [schema for _, schema, *_ in await rows()] == ["", acme.schema_name]


@pytest.mark.parametrize("signature", ["", "sha256=", "sha256=" + "0" * 64, "md5=abc", "кирилиця"])
async def test_it_refuses_a_body_that_the_platform_did_not_sign(door: Knock, signature: str) -> None:
    headers = {b"X-Hub-Signature-256": signature.encode()}
    response = await door.http.post("/webhook/whatsapp/", content=BODY, headers=headers)

    assert (response.status_code, response.json()["code"]) == (401, "bad_signature")
    assert await rows() == []


@pytest.mark.parametrize("body", [b"", b"not json", b"[]", b'{"object": 1', b'"text"'])
async def test_it_refuses_garbage(door: Knock, body: bytes) -> None:
    response = await door.post(body)

    assert (response.status_code, response.json()["code"]) == (400, "bad_payload")
    assert await rows() == []


async def test_it_refuses_a_body_that_is_too_large(door: Knock) -> None:
    response = await door.post(b" " * (MAX_BODY_BYTES + 1))

    assert (response.status_code, response.json()["code"]) == (413, "too_large")
    assert await rows() == []


async def test_it_refuses_a_large_body_that_hides_its_length(door: Knock) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(5):
            yield b" " * 1_000_000

    response = await door.http.post("/webhook/whatsapp/", content=chunks())

    assert response.status_code == 413


async def test_it_asks_for_the_body_again_when_the_database_is_away(db: None) -> None:
    knock = Knock(conninfo(port=1))

    response = await knock.post(BODY)

    assert (response.status_code, response.json()["code"]) == (503, "try_again")


async def test_it_comes_back_when_the_database_does(door: Knock, acme: Tenant) -> None:
    await door.post(BODY)
    assert door.ledger._connection is not None
    await door.ledger._connection.close()

    response = await door.post(BODY)

    assert response.status_code == 200
    assert len(await rows()) == 2


async def test_it_shakes_hands_with_a_platform_that_knows_the_token(door: Knock) -> None:
    ours = {
        "hub.mode": "subscribe",
        "hub.challenge": "1158201444",
        "hub.verify_token": settings.META_VERIFY_TOKEN,
    }
    theirs = {**ours, "hub.verify_token": "guess"}

    known = await door.http.get("/webhook/whatsapp/", params=ours)
    stranger = await door.http.get("/webhook/whatsapp/", params=theirs)

    assert (known.status_code, known.text) == (200, "1158201444")
    assert stranger.status_code == 403


async def test_it_knows_no_other_platforms_and_methods(door: Knock) -> None:
    assert (await door.post(BODY, to="fax")).status_code == 404
    assert (await door.http.delete("/webhook/whatsapp/")).status_code == 405
