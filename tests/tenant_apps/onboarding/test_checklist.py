"""What is left to do ticks itself: by what is there, never by a click."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress

from shared_apps.plans.actions import start
from shared_apps.plans.choices import Source
from tenant_apps.channels.models import ChannelAccount
from tenant_apps.contacts.models import Contact
from tenant_apps.conversations.models import Conversation
from tenant_apps.onboarding.models import Onboarding
from tenants.models import Tenant
from tests.cast import Person
from tests.conftest import Api, InTenant

LIST = "/api/onboarding/checklist/"


def ticked(answer: Any) -> list[str]:
    return [item["name"] for item in answer.json()["results"] if item["is_done"]]


@pytest.fixture
def alone(acme: Tenant) -> None:
    """Acme on the free plan, which has room for its owner only."""
    start(tenant_id=acme.id, plan="free", source=Source.SIGNUP)


def test_it_begins_with_nothing_done(api: Api, ada: Person, alone: None) -> None:
    answer = api(ada).get(LIST)

    assert answer.json() == {
        "results": [
            {"name": name, "is_done": False}
            for name in ("wizard", "knowledge", "test", "channel", "hours", "company", "email", "message")
        ]
    }


def test_it_ticks_by_what_is_there(api: Api, ada: Person, in_tenant: InTenant) -> None:
    ours = api(ada)
    ours.post("/api/services/", {"name": "Manicure", "price": "650"})
    ours.post("/api/agent/test/", {"message": "How much is a manicure?"})
    ours.post("/api/integrations/webchat/connect/", {"name": "Site"})
    week = [[["09:00", "18:00"]], *[[]] * 6]
    ours.put("/api/opening-hours/", {"week": week})
    ours.patch("/api/company/", {"phone": "+380501112233", "address": "Lviv"})
    EmailAddress.objects.create(user=ada.user, email=ada.user.email, verified=True, primary=True)
    ours.post("/api/onboarding/finish/")

    almost = ours.get(LIST)
    with in_tenant(ada.tenant):
        account = ChannelAccount.objects.get()
        Conversation.objects.create(contact=Contact.objects.create(), channel_account=account)
    whole = ours.get(LIST)

    # Ben and Cleo are there already.
    assert ticked(almost) == [
        "wizard", "knowledge", "test", "channel", "hours", "company", "team", "email",
    ]  # fmt: skip
    assert [item["name"] for item in almost.json()["results"] if not item["is_done"]] == ["message"]
    assert whole.json() == {"results": []}


def test_what_is_taken_away_is_not_done_any_more(api: Api, ada: Person) -> None:
    account = api(ada).post("/api/integrations/webchat/connect/", {"name": "Site"}).json()
    before = ticked(api(ada).get(LIST))

    api(ada).delete(f"/api/integrations/{account['id']}/")

    assert "channel" in before
    assert "channel" not in ticked(api(ada).get(LIST))


def test_it_is_put_away_for_good(api: Api, ada: Person) -> None:
    first, second = api(ada).delete(LIST), api(ada).delete(LIST)

    assert (first.status_code, second.status_code) == (204, 204)
    assert api(ada).get(LIST).json() == {"results": []}


def test_it_is_for_those_who_can_do_it(api: Api, ben: Person, cleo: Person, mallory: Person) -> None:
    assert [api(person).get(LIST).json() for person in (ben, cleo)] == [{"results": []}] * 2
    assert [api(person).delete(LIST).status_code for person in (ben, cleo)] == [403, 403]
    assert api(mallory, at=cleo.tenant).get(LIST).status_code == 404


def test_a_workspace_that_is_older_than_the_wizard_has_none(
    api: Api, ada: Person, in_tenant: InTenant
) -> None:
    with in_tenant(ada.tenant):
        Onboarding.objects.all().delete()

    assert api(ada).get(LIST).json() == {"results": []}
    assert api(ada).post("/api/onboarding/step2/", {"skip": True}).status_code == 200
