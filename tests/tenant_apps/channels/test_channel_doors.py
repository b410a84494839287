"""Who may see and change channels."""

from collections.abc import Callable
from unittest.mock import ANY

import pytest

from tenants.models import Tenant
from tests.cast import Client, Person
from tests.conftest import Api
from tests.contract.fake_graph import FakeGraph
from tests.tenant_apps.channels.conftest import FORM, NUMBER, WABA
from tests.tenant_apps.channels.whatsapp_account import CONNECT, LIST, routes

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("method", "path"),
    [("get", LIST + "{id}/health/"), ("post", LIST + "{id}/test/"), ("delete", LIST + "{id}/")],
)
def test_it_hides_a_channel_from_the_neighbour(
    connected: str, meta: FakeGraph, mallory: Person, api: Api, method: str, path: str
) -> None:
    answer = getattr(api(mallory), method)(path.format(id=connected))

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert meta.asked == []


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", LIST),
        ("post", CONNECT),
        ("get", LIST + "{id}/health/"),
        ("post", LIST + "{id}/test/"),
        ("delete", LIST + "{id}/"),
    ],
)
def test_it_lets_no_stranger_into_the_house(
    connected: str, meta: FakeGraph, mallory: Person, ada: Person, api: Api, method: str, path: str
) -> None:
    answer = getattr(api(mallory, at=ada.tenant), method)(path.format(id=connected), FORM)

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert meta.asked == []


@pytest.mark.parametrize("role", ["ben", "cleo"])
@pytest.mark.parametrize(
    ("method", "path"), [("post", CONNECT), ("post", LIST + "{id}/test/"), ("delete", LIST + "{id}/")]
)
def test_it_lets_only_owners_and_admins_change_channels(
    connected: str,
    meta: FakeGraph,
    request: pytest.FixtureRequest,
    api: Api,
    role: str,
    method: str,
    path: str,
) -> None:
    person = request.getfixturevalue(role)

    answer = getattr(api(person), method)(path.format(id=connected), FORM)

    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    assert meta.asked == []
    assert set(routes()) == {NUMBER, f"waba:{WABA}"}


def test_it_asks_for_a_sign_in(anonymous: Callable[[Tenant | None], Client], ada: Person) -> None:
    answer = anonymous(ada.tenant).get(LIST)

    assert answer.status_code == 401
    assert answer.json() == {"code": "not_authenticated", "message": ANY, "fields": {}, "data": {}}
