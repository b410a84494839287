"""What changes about a member changes at their open sockets at once."""

import pytest
from asgiref.sync import sync_to_async

from shared_apps.accounts import jwt
from shared_apps.realtime import presence
from tenants.models import Tenant
from tests.cast import Client, Person
from tests.shared_apps.accounts.signing import browser_of
from tests.shared_apps.accounts.test_open_sockets import bearer, closed_with, cookie_of, opened, stays_open
from tests.shared_apps.realtime.test_socket import frame_called

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def nobody_is_here(acme: Tenant) -> None:
    presence.forget(acme.schema_name)


@sync_to_async
def let_go(by: Person, person: Person) -> None:
    answer = browser_of(by).post(f"/api/employees/{person.member.id}/deactivate/", {})
    assert answer.status_code == 200


@sync_to_async
def signed_in(person: Person) -> Client:
    return browser_of(person)


@sync_to_async
def token_of(person: Person) -> str:
    return jwt.access_token(person.user)


async def test_sockets_of_who_is_let_go_close_and_none_opens_again(
    ada: Person, ben: Person, cleo: Person
) -> None:
    headers = cookie_of(await signed_in(ben))
    token = bearer(await token_of(ben))
    by_cookie, by_token = await opened(headers), await opened(token)
    other = await opened(bearer(await token_of(cleo)))

    await let_go(ada, ben)

    assert await closed_with(by_cookie) in (4401, 4403)
    assert await closed_with(by_token) == 4403
    assert await stays_open(other)
    assert await closed_with(await opened(token)) == 4403
    assert await closed_with(await opened(headers)) == 4401


async def test_a_change_of_rights_is_told_to_the_open_page(ada: Person, ben: Person) -> None:
    socket = await opened(bearer(await token_of(ben)))
    await frame_called(socket, "hello")

    await sync_to_async(deny)(ada, ben)

    told = await frame_called(socket, "member.updated")
    assert told["data"]["id"] == str(ben.member.id)
    assert await stays_open(socket)


def deny(by: Person, person: Person) -> None:
    names = ("conversations.reply", "contacts.edit", "knowledge.edit")
    answer = browser_of(by).put(
        f"/api/employees/{person.member.id}/permissions/", {"overrides": dict.fromkeys(names, "deny")}
    )
    assert answer.status_code == 200
