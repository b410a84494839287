"""A mailbox whose provider posts its mails: connecting, its secret address, and who may see it."""

import pytest

from shared_apps.core.clock import now
from tenant_apps.channels.models import ChannelAccount
from tenant_apps.channels.secrets import route_secret
from tests.cast import Person
from tests.conftest import Api, InTenant

pytestmark = pytest.mark.django_db
FORM = {"mode": "webhook", "address": "Hello@Acme.test", "name": "Acme", "provider": "postmark"}


@pytest.fixture
def account(ada: Person, api: Api, in_tenant: InTenant) -> ChannelAccount:
    answer = api(ada).post("/api/integrations/email/connect/", FORM)
    assert answer.status_code == 201, answer.json()
    with in_tenant(ada.tenant):
        return ChannelAccount.objects.get(kind="email")


def test_it_tells_an_admin_where_the_provider_has_to_post(
    account: ChannelAccount, ada: Person, api: Api
) -> None:
    answer = api(ada).get(f"/api/integrations/{account.id}/webhook/")

    secret = route_secret("email", "hello@acme.test")
    assert answer.json() == {"url": f"http://parlor:{secret}@parlor.test/webhook/email/hello%40acme.test/"}


def test_it_tells_nobody_else(account: ChannelAccount, cleo: Person, mallory: Person, api: Api) -> None:
    path = f"/api/integrations/{account.id}/webhook/"

    assert (api(cleo).get(path).status_code, api(mallory).get(path).status_code) == (403, 404)


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"address": "nonsense", "mode": "webhook"}, "address"),
        ({"address": "a@b.test", "mode": "pigeon"}, "mode"),
        ({"address": "a@b.test", "smtp_host": "b.test", "password": "x"}, "imap_host"),
        (
            {"address": "a@b.test", "imap_host": "b.test\r\nX", "smtp_host": "b.test", "password": "x"},
            "imap_host",
        ),
    ],
)
def test_it_names_what_to_correct(form: dict[str, str], field: str, ada: Person, api: Api) -> None:
    answer = api(ada).post("/api/integrations/email/connect/", form)

    assert (answer.status_code, field in answer.json()["fields"]) == (400, True)


def test_an_address_is_not_proved_until_a_mail_comes_in(
    account: ChannelAccount, ada: Person, api: Api, in_tenant: InTenant
) -> None:
    path = f"/api/integrations/{account.id}/test/"

    before = api(ada).post(path).json()["checks"][-1]
    with in_tenant(ada.tenant):
        ChannelAccount.objects.filter(id=account.id).update(last_event_at=now())
    after = api(ada).post(path).json()["checks"][-1]

    assert [(check["ok"], check["code"]) for check in (before, after)] == [
        (False, "not_proved"),
        (True, "last_event_now"),
    ]
    with in_tenant(ada.tenant):
        assert ChannelAccount.objects.get(id=account.id).state == "connected"
