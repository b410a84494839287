"""The business card."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from shared_apps.audit.models import AuditEntry
from tenant_apps.workspace.selectors import current_workspace
from tenants.models import Tenant
from tests.cast import Person
from tests.conftest import Anonymous, Api, InTenant


def test_it_shows_the_card_to_every_member(api: Api, cleo: Person, in_tenant: InTenant) -> None:
    with in_tenant(cleo.tenant):
        workspace = current_workspace()

    answer = api(cleo).get("/api/company/")

    assert answer.status_code == 200
    assert answer.json() == {
        "id": str(workspace.id),
        "name": "Acme",
        "slug": "acme",
        "timezone": "Europe/Kyiv",
        "language": "en",
        "currency": "UAH",
        "about": "",
        "phone": "",
        "address": "",
        "website": "",
        "tagline": "",
        "email": "",
        "languages": [],
        "social": {},
        "brand_colour": "",
        "accent_colour": "",
        "logo": None,
        "log_days": 365,
    }


def test_it_changes_the_card_and_its_public_copy(
    api: Api,
    ada: Person,
    in_tenant: InTenant,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
) -> None:
    card = {"name": "Acme Nails", "language": "uk", "timezone": "Europe/Warsaw"}

    with django_capture_on_commit_callbacks(execute=True):
        answer = api(ada).patch("/api/company/", card)

    assert answer.status_code == 200
    assert answer.json()["name"] == "Acme Nails"
    assert Tenant.objects.values_list("name", "language", "timezone").get(slug="acme") == (
        "Acme Nails",
        "uk",
        "Europe/Warsaw",
    )
    assert api(ada).get("/api/auth/me/").json()["workspace"]["name"] == "Acme Nails"
    with in_tenant(ada.tenant):
        assert list(AuditEntry.objects.values_list("actor_id", "action", "details")) == [
            (ada.member.id, "workspace.updated", {"fields": ["language", "name", "timezone"]})
        ]


def test_it_replaces_the_card(api: Api, ada: Person) -> None:
    card = {"name": "Acme", "phone": "+380501112233", "website": "https://acme.example/", "currency": "EUR"}

    answer = api(ada).put("/api/company/", card)

    assert answer.status_code == 200
    assert {field: answer.json()[field] for field in card} == card


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "n" * 121),
        ("name", None),
        ("timezone", "Mars/Olympus"),
        ("timezone", "../../etc/passwd"),
        ("language", "de"),
        ("currency", "hryvnia"),
        ("website", "javascript:alert(1)"),
        ("about", "a" * 4001),
        ("phone", ["+380"]),
        ("email", "hello"),
        ("tagline", "t" * 161),
        ("languages", ["Ukrainian"]),
        ("brand_colour", "pink"),
        ("accent_colour", "#FFF"),
        ("social", {"instagram": "javascript:alert(1)"}),
        ("log_days", 7),
    ],
)
def test_it_refuses_a_card_that_makes_no_sense(field: str, value: object, api: Api, ada: Person) -> None:
    answer = api(ada).patch("/api/company/", {field: value})

    assert (answer.status_code, answer.json()["code"], list(answer.json()["fields"])) == (
        400,
        "invalid",
        [field],
    )
    assert Tenant.objects.get(slug="acme").name == "Acme"


def test_it_does_not_move_a_workspace_to_another_address(api: Api, ada: Person) -> None:
    answer = api(ada).patch("/api/company/", {"slug": "globex"})

    assert (answer.status_code, answer.json()["slug"]) == (200, "acme")


@pytest.mark.parametrize("method", ["put", "patch"])
@pytest.mark.parametrize("who", ["ben", "cleo"])
def test_it_lets_owners_and_admins_change_the_card_only(
    who: str, method: str, api: Api, request: pytest.FixtureRequest
) -> None:
    client = api(request.getfixturevalue(who))

    answer = getattr(client, method)("/api/company/", {"name": "Mine"})

    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    assert client.get("/api/company/").json()["name"] == "Acme"


@pytest.mark.parametrize("method", ["get", "put", "patch"])
def test_it_hides_the_card_from_a_neighbour(method: str, api: Api, mallory: Person, acme: Tenant) -> None:
    answer = getattr(api(mallory, at=acme), method)("/api/company/", {"name": "Mine"})

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert Tenant.objects.get(slug="acme").name == "Acme"


def test_it_hides_the_card_from_strangers(anonymous: Anonymous, acme: Tenant) -> None:
    answer = anonymous(acme).get("/api/company/")

    assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")
