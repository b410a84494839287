"""A Telegram bot through the API: connect, see, test, print, disconnect."""

import pytest

from shared_apps.intake.models import Route
from tenant_apps.channels.models import AccountState, ChannelAccount
from tests.cast import Person
from tests.conftest import Api, InTenant
from tests.contract.fake_bot_api import TOKEN, FakeBotApi, bot_api

__all__ = ["bot_api"]

pytestmark = pytest.mark.django_db
CONNECT = "/api/integrations/telegram/connect/"
OURS = "http://parlor.test/webhook/telegram/600100200/"


@pytest.fixture
def telegram(bot_api: FakeBotApi) -> FakeBotApi:
    """A Bot API that knows Acme's bot."""
    me = {"id": 600100200, "is_bot": True, "first_name": "Люмі", "username": "lumi_salon_bot"}
    bot_api.answer("getMe", me)
    bot_api.answer("setWebhook", True)
    bot_api.answer("deleteWebhook", True)
    bot_api.answer("getWebhookInfo", {"url": OURS, "pending_update_count": 0})
    return bot_api


def stored(in_tenant: InTenant, person: Person) -> list[ChannelAccount]:
    with in_tenant(person.tenant):
        return list(ChannelAccount.objects.order_by("id"))


def test_it_connects_a_bot_by_its_token(
    telegram: FakeBotApi, ada: Person, api: Api, in_tenant: InTenant
) -> None:
    answer = api(ada).post(CONNECT, {"bot_token": TOKEN})

    [account] = stored(in_tenant, ada)
    shown = answer.json()
    assert answer.status_code == 201
    assert (shown["kind"], shown["name"], shown["external_id"]) == ("telegram", "Люмі", "600100200")
    assert (shown["address"], shown["webhook_url"]) == ("https://t.me/lumi_salon_bot", OURS)
    assert shown["capabilities"]["reply_window_hours"] is None
    assert account.credentials == {"bot_token": TOKEN}
    assert TOKEN not in answer.content.decode()
    assert [call.method for call in telegram.called] == ["getMe", "setWebhook"]


def test_it_names_the_field_of_a_bad_token(
    bot_api: FakeBotApi, ada: Person, api: Api, in_tenant: InTenant
) -> None:
    bot_api.refuse("getMe", 401, "Unauthorized")

    answers = [api(ada).post(CONNECT, {"bot_token": token}) for token in ("lumi_salon_bot", TOKEN)]

    assert [answer.status_code for answer in answers] == [400, 400]
    assert [list(answer.json()["fields"]) for answer in answers] == [["bot_token"]] * 2
    assert answers[1].json()["data"] == {"reason": "bot_token_refused", "detail": ""}
    assert stored(in_tenant, ada) == []


def test_it_takes_everything_back_when_telegram_refuses_the_webhook(
    bot_api: FakeBotApi, ada: Person, api: Api, in_tenant: InTenant
) -> None:
    bot_api.answer(
        "getMe", {"id": 600100200, "is_bot": True, "first_name": "Люмі", "username": "lumi_salon_bot"}
    )
    bot_api.refuse("setWebhook", 400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")

    answer = api(ada).post(CONNECT, {"bot_token": TOKEN})

    assert (answer.status_code, answer.json()["code"]) == (400, "connection_refused")
    assert stored(in_tenant, ada) == []
    assert Route.objects.filter(platform="telegram").count() == 0


def test_it_gives_a_bot_to_one_workspace_only(
    telegram: FakeBotApi, ada: Person, mallory: Person, api: Api, in_tenant: InTenant
) -> None:
    api(ada).post(CONNECT, {"bot_token": TOKEN})
    telegram.called.clear()

    answer = api(mallory).post(CONNECT, {"bot_token": TOKEN})

    assert (answer.status_code, answer.json()["code"]) == (409, "account_taken")
    assert stored(in_tenant, mallory) == []
    assert [call.method for call in telegram.called] == ["getMe"]


@pytest.mark.parametrize("who", ["ben", "cleo"])
def test_it_lets_owners_connect_only(
    telegram: FakeBotApi, api: Api, who: str, request: pytest.FixtureRequest
) -> None:
    answer = api(request.getfixturevalue(who)).post(CONNECT, {"bot_token": TOKEN})

    assert answer.status_code == 403
    assert telegram.called == []


def test_it_tells_how_the_bot_is_and_prints_its_code(telegram: FakeBotApi, ada: Person, api: Api) -> None:
    account_id = api(ada).post(CONNECT, {"bot_token": TOKEN}).json()["id"]

    health = api(ada).get(f"/api/integrations/{account_id}/health/").json()
    code = api(ada).get(f"/api/integrations/{account_id}/qr.svg")

    assert health["ok"] is True
    check = health["checks"][0]
    assert (check["name"], check["ok"], check["text"]) == ("bot", True, "Telegram knows @lumi_salon_bot.")
    assert code["content-type"] == "image/svg+xml"


def test_it_disconnects_and_forgets_the_token(
    telegram: FakeBotApi, ada: Person, api: Api, in_tenant: InTenant
) -> None:
    account_id = api(ada).post(CONNECT, {"bot_token": TOKEN}).json()["id"]

    answer = api(ada).delete(f"/api/integrations/{account_id}/")

    [account] = stored(in_tenant, ada)
    assert (answer.status_code, telegram.called[-1].method) == (204, "deleteWebhook")
    assert (account.state, account.credentials) == (AccountState.DISCONNECTED, {})
    assert Route.objects.filter(platform="telegram").count() == 0
