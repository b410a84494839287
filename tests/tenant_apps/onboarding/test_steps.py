"""The wizard's five steps over the API: each kept at once, sent twice without harm, gone on with elsewhere."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shared_apps.audit.models import AuditEntry
from shared_apps.plans.actions import start
from shared_apps.plans.choices import Source
from tenant_apps.agent.selectors import current_settings
from tenant_apps.channels.models import ChannelAccount
from tenant_apps.onboarding.models import Onboarding
from tenant_apps.workspace.models import Service
from tenant_apps.workspace.selectors import current_workspace
from tenants.models import Tenant
from tests.cast import Person
from tests.conftest import Api, InTenant

HOME = "/api/onboarding/"
BRAND = {"name": "Acme Nails", "about": "Nails in Lviv.", "phone": "+380501112233", "brand_colour": "#8a2f52"}
PERSONA = {"name": "Lumi", "tone": "warm", "language": "auto", "greeting": "Hi! I am Lumi."}


def left(answer: Any) -> dict[str, str]:
    return {step["name"]: step["state"] for step in answer.json()["steps"]}


@pytest.fixture
def on_free_plan(acme: Tenant) -> None:
    start(tenant_id=acme.id, plan="free", source=Source.SIGNUP)


def test_a_new_workspace_begins_with_its_brand(api: Api, ada: Person, on_free_plan: None) -> None:
    answer = api(ada).get(HOME)

    assert answer.status_code == 200
    assert answer.json() == {
        "step": "brand",
        "steps": [
            {"number": number, "name": name, "state": "open"}
            for number, name in enumerate(["brand", "persona", "channels", "plan", "import"], 1)
        ],
        "is_finished": False,
        "brand": {
            "name": "Acme",
            "slug": "acme",
            "url": "http://acme.parlor.test",
            **dict.fromkeys(("about", "phone", "email", "address", "website", "brand_colour"), ""),
            "logo": None,
        },
        "persona": {"name": "", "tone": "friendly", "language": "auto", "greeting": ""},
        "channels": [],
        "plan": {"code": "free", "name": "Free", "period": answer.json()["plan"]["period"]},
        "knowledge": {"documents": 0, "websites": 0, "services": 0, "contacts": 0},
        "asked_about": [],
    }


def test_it_is_gone_on_with_where_it_was_left(api: Api, ada: Person, on_free_plan: None) -> None:
    assert api(ada).post(f"{HOME}step1/", BRAND).json()["step"] == "persona"
    assert api(ada).post(f"{HOME}step2/", {"skip": True}).json()["step"] == "channels"
    assert api(ada).post(f"{HOME}step3/", {"webchat": True}).json()["step"] == "plan"
    assert api(ada).post(f"{HOME}step4/", {"plan": "free"}).json()["step"] == "import"
    assert api(ada).post(f"{HOME}step5/", {"skip": True}).json()["step"] == "test"

    elsewhere = api(ada).get(HOME)
    finished = api(ada).post(f"{HOME}finish/")

    assert elsewhere.json()["step"] == "test"
    assert left(elsewhere) == {
        "brand": "done", "persona": "skipped", "channels": "done", "plan": "done", "import": "skipped",
    }  # fmt: skip
    assert (finished.json()["step"], finished.json()["is_finished"]) == ("done", True)


def test_it_keeps_the_brand(api: Api, ada: Person, in_tenant: InTenant) -> None:
    answer = api(ada).post(f"{HOME}step1/", BRAND)

    assert (answer.status_code, answer.json()["go_to"]) == (200, "")
    assert {field: answer.json()["brand"][field] for field in BRAND} == BRAND
    with in_tenant(ada.tenant):
        assert current_workspace().name == "Acme Nails"
        assert "onboarding.step_left" in AuditEntry.objects.values_list("action", flat=True)


def test_it_keeps_the_persona(api: Api, ada: Person, in_tenant: InTenant) -> None:
    answer = api(ada).post(f"{HOME}step2/", PERSONA)

    assert answer.json()["persona"] == PERSONA
    with in_tenant(ada.tenant):
        assert current_settings().greeting == "Hi! I am Lumi."


def test_it_opens_one_chat_however_often_the_button_is_pressed(
    api: Api, ada: Person, in_tenant: InTenant
) -> None:
    api(ada).post(f"{HOME}step1/", BRAND)

    first = api(ada).post(f"{HOME}step3/", {"webchat": True})
    second = api(ada).post(f"{HOME}step3/", {"webchat": True})

    assert [channel["kind"] for channel in second.json()["channels"]] == ["webchat"]
    assert first.json()["channels"] == second.json()["channels"]
    with in_tenant(ada.tenant):
        account = ChannelAccount.objects.get()
    looks = api(ada).get(f"/api/integrations/{account.id}/widget/").json()
    assert (looks["color"], looks["text_color"]) == ("#8a2f52", "#ffffff")


def test_it_puts_typed_services_on_the_price_list_once(api: Api, ada: Person, in_tenant: InTenant) -> None:
    typed = {"services": [{"name": "Manicure", "price": "650.00"}, {"name": "manicure", "price": "1"}]}

    api(ada).post(f"{HOME}step5/", typed)
    answer = api(ada).post(f"{HOME}step5/", typed)

    assert (answer.json()["knowledge"]["services"], answer.json()["asked_about"]) == (1, ["Manicure"])
    with in_tenant(ada.tenant):
        assert list(Service.objects.values_list("name", "price", "currency")) == [
            ("Manicure", Decimal("650.00"), "UAH")
        ]


def test_what_was_done_stays_done_when_it_is_passed_by_once_more(api: Api, ada: Person) -> None:
    api(ada).post(f"{HOME}step2/", PERSONA)

    answer = api(ada).post(f"{HOME}step2/", {"skip": True})

    assert left(answer)["persona"] == "done"
    assert answer.json()["persona"] == PERSONA


def test_a_plan_that_is_paid_for_is_chosen(api: Api, ada: Person) -> None:
    answer = api(ada).get(HOME)

    assert left(answer)["plan"] == "done"
    assert answer.json()["plan"]["code"] == "enterprise"


def test_it_takes_another_address_and_lets_the_owner_in_there(
    api: Api, ada: Person, acme: Tenant, anonymous: Any
) -> None:
    answer = api(ada).post(f"{HOME}step1/", {**BRAND, "slug": "acme-nails"})

    acme.refresh_from_db()
    way, _, token = answer.json()["go_to"].partition("#token=")
    assert (acme.slug, way) == ("acme-nails", "http://acme-nails.parlor.test/enter")
    token, _, to = token.partition("&to=")
    assert to == "/welcome"
    entered = anonymous(acme).post("/api/auth/enter/", {"entry_token": token})
    assert (entered.status_code, entered.json()["user"]["email"]) == (200, "ada@acme.test")


@pytest.mark.parametrize(
    ("slug", "code", "status"),
    [
        ("globex", "slug_taken", 409),
        ("admin", "slug_taken", 409),
        ("а-б", "invalid", 400),
        ("x", "invalid", 400),
    ],
)
def test_it_keeps_nothing_when_the_address_cannot_be_had(
    slug: str, code: str, status: int, api: Api, ada: Person, mallory: Person, in_tenant: InTenant
) -> None:
    answer = api(ada).post(f"{HOME}step1/", {**BRAND, "slug": slug})

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    with in_tenant(ada.tenant):
        assert current_workspace().name == "Acme"
        assert Onboarding.objects.get().steps == {}


@pytest.mark.parametrize(
    ("step", "given", "field"),
    [
        (1, {}, "name"),
        (1, {"name": ""}, "name"),
        (1, {"name": "n" * 121}, "name"),
        (1, {**BRAND, "brand_colour": "red"}, "brand_colour"),
        (1, {**BRAND, "website": "javascript:alert(1)"}, "website"),
        (1, {**BRAND, "logo_url": "file:///etc/passwd"}, "logo_url"),
        (2, {**PERSONA, "language": "de"}, "language"),
        (2, {**PERSONA, "greeting": "g" * 2001}, "greeting"),
        (3, {"webchat": "perhaps"}, "webchat"),
        (4, {}, "plan"),
        (4, {"plan": "starter", "period": "week"}, "period"),
        (5, {"services": [{"price": "1"}]}, "services"),
        (5, {"services": [{"name": "Cut", "price": "-1"}]}, "services"),
        (5, {"services": [{"name": f"n{n}"} for n in range(51)]}, "services"),
    ],
)
def test_it_names_the_field_that_makes_no_sense(
    step: int, given: dict[str, object], field: str, api: Api, ada: Person, in_tenant: InTenant
) -> None:
    answer = api(ada).post(f"{HOME}step{step}/", given)

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
    assert [name.split(".")[0] for name in answer.json()["fields"]] == [field]
    with in_tenant(ada.tenant):
        assert Onboarding.objects.get().steps == {}


def test_an_unknown_plan_is_none(api: Api, ada: Person) -> None:
    answer = api(ada).post(f"{HOME}step4/", {"plan": "golden"})

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


PATHS = [*(f"{HOME}step{number}/" for number in range(1, 6)), f"{HOME}finish/", f"{HOME}website/"]


@pytest.mark.parametrize("path", PATHS)
def test_only_who_runs_the_workspace_goes_through_it(
    path: str, api: Api, cleo: Person, ben: Person, mallory: Person, in_tenant: InTenant
) -> None:
    refused = [api(person).post(path, {"skip": True}) for person in (cleo, ben)]
    stranger = api(mallory, at=cleo.tenant).post(path, {"skip": True})

    assert [answer.status_code for answer in refused] == [403, 403]
    assert stranger.status_code == 404
    with in_tenant(cleo.tenant):
        assert Onboarding.objects.get().steps == {}


def test_the_state_costs_the_same_with_much_as_with_little(
    api: Api, ada: Person, in_tenant: InTenant
) -> None:
    api(ada).get(HOME)
    with CaptureQueriesContext(connection) as little:
        api(ada).get(HOME)
    with in_tenant(ada.tenant):
        Service.objects.bulk_create(Service(name=f"Service {number}") for number in range(30))

    with CaptureQueriesContext(connection) as much:
        api(ada).get(HOME)

    assert len(much) == len(little)
