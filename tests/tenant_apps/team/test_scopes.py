"""Who knocks at a socket."""

from typing import Any

import pytest
from asgiref.sync import async_to_sync

from shared_apps.accounts import jwt
from tenant_apps.team.scopes import caller_for_scope
from tenants.models import TenantState
from tests.cast import PASSWORD, Person
from tests.conftest import Anonymous


def scope(host: str, **headers: str) -> dict[str, Any]:
    given = {"host": host, **headers}
    return {
        "type": "websocket",
        "headers": [(name.encode(), value.encode()) for name, value in given.items()],
    }


def visit(asked: dict[str, Any]) -> tuple[str | None, str | None, str | None]:
    """Return slug, e-mail and member's name of who knocks."""
    tenant, caller = async_to_sync(caller_for_scope)(asked)
    member = caller.member if caller else None
    return (
        tenant.slug if tenant else None,
        caller.user.email if caller else None,
        member.name if member else None,
    )


def test_it_knows_a_browser_by_its_cookie(anonymous: Anonymous, ada: Person) -> None:
    browser = anonymous(ada.tenant)
    browser.post("/api/auth/session/", {"email": ada.user.email, "password": PASSWORD})
    session = browser.cookies["sessionid"].value

    assert visit(scope("acme.parlor.test:8000", cookie=f"a=b; sessionid={session}")) == (
        "acme",
        "ada@acme.test",
        "Ada",
    )


def test_it_knows_another_client_by_its_access_token(ada: Person) -> None:
    bearer = f"Bearer {jwt.access_token(ada.user)}"

    assert visit(scope("ACME.parlor.test", authorization=bearer)) == ("acme", "ada@acme.test", "Ada")


def test_it_shows_a_neighbour_to_be_no_member(mallory: Person, ada: Person) -> None:
    bearer = f"Bearer {jwt.access_token(mallory.user)}"

    assert visit(scope("acme.parlor.test", authorization=bearer)) == ("acme", "mallory@globex.test", None)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"authorization": "Bearer x"},
        {"authorization": "Basic eDp5"},
        {"cookie": "sessionid=unknown"},
        {"cookie": "sessionid"},
        {"cookie": "\x01;;=;"},
    ],
)
def test_it_knows_nobody_without_proof(headers: dict[str, str], ada: Person) -> None:
    assert visit(scope("acme.parlor.test", **headers)) == ("acme", None, None)


def test_it_ends_a_session_when_the_password_changes(anonymous: Anonymous, ada: Person) -> None:
    browser = anonymous(ada.tenant)
    browser.post("/api/auth/session/", {"email": ada.user.email, "password": PASSWORD})
    ada.user.set_password("lavender & honey")
    ada.user.save()

    assert visit(scope("acme.parlor.test", cookie=f"sessionid={browser.cookies['sessionid'].value}")) == (
        "acme",
        None,
        None,
    )


@pytest.mark.parametrize("host", ["parlor.test", "nobody.parlor.test", "", "evil.test"])
def test_it_finds_no_workspace_elsewhere(host: str, ada: Person) -> None:
    assert visit(scope(host, authorization=f"Bearer {jwt.access_token(ada.user)}")) == (None, None, None)


def test_it_finds_no_workspace_that_is_paused(ada: Person) -> None:
    ada.tenant.state = TenantState.SUSPENDED
    ada.tenant.save()

    assert visit(scope("acme.parlor.test", authorization=f"Bearer {jwt.access_token(ada.user)}")) == (
        None,
        None,
        None,
    )
